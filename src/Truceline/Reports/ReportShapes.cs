using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Truceline.Agreements;

namespace Truceline.Reports;

// The written form of a report: one line of our own format and, with three more members, the body of a journal entry.
// These records are its one source: reading, writing and the JSON Schema all come from them.

[Description("One report: what a source said, once. It has exactly one content.")]
internal record ReportLine
{
    [Description("The source's own id of the report. The same id again, with other content, is a correction.")]
    public string? OwnId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [Description("True for a made-up report.")]
    public bool Exercise { get; init; }

    [Description("What the source leaves out as a rule, such as 'records fatal events only'.")]
    public string? Limits { get; init; }

    [Description("Something that happened.")]
    public ObservationShape? Observation { get; init; }

    [Description("That an actor declares an event of an agreement, such as a ceasefire.")]
    public DeclarationShape? Declaration { get; init; }

    [Description("That a unit was somewhere: its own position, or a detection.")]
    public PresenceShape? Presence { get; init; }

    [Description("How far monitors could go where they meant to go.")]
    public AccessShape? Access { get; init; }

    [Description("What could have been seen: a patrol under way or a sensor that was up.")]
    public CoverageShape? Coverage { get; init; }

    [Description("That somebody announced beforehand what it was going to do.")]
    public NotificationShape? Notification { get; init; }

    [Description("A text that was published.")]
    public TextShape? Text { get; init; }

    [Description("What somebody said about an issue.")]
    public StatementShape? Statement { get; init; }

    [Description("What somebody said, as a machine read it from a text: it counts for nothing until a person confirms it.")]
    public DraftShape? Draft { get; init; }

    [Description("That the source takes back the report that has this own-id.")]
    public WithdrawalShape? Withdrawal { get; init; }
}

internal sealed record ReportBody : ReportLine
{
    public required string Source { get; init; }
    public string? Recorded { get; init; }
    public string? Submitter { get; init; }
}

internal sealed record ObservationShape
{
    [Description("When it happened: one instant, or the first and the last at which it may have. ISO 8601 with an offset.")]
    public required OccurredShape Occurred { get; init; }

    [Description("Where it happened: 'at' with 'within-m', or 'sector', or 'polygon', each with or without 'name'; or 'name' alone; or 'unknown'.")]
    public required WhereShape Where { get; init; }

    [Description("How many detonations, items or persons: a number, or the least and the most (null: no upper bound).")]
    public CountShape? Count { get; init; }

    [Words(typeof(Act)), Description("What was done.")]
    public string? Act { get; init; }

    [Description("With what: the source's word for the class.")]
    public string? What { get; init; }

    [Description("The calibre in millimetres.")]
    public double? CalibreMm { get; init; }

    [Description("The model.")]
    public string? Model { get; init; }

    [Description("The people killed.")]
    public FatalitiesShape? Fatalities { get; init; }

    [Words(typeof(FirePhase)), Description("Which end of a fire was observed.")]
    public string? Phase { get; init; }

    [Description("Who did it, in the source's words, with the basis of each attribution.")]
    public AttributionShape[]? By { get; init; }

    [Words(typeof(Means)), Description("How it came to be known.")]
    public required string Means { get; init; }

    [Description("Who observed it, when that is not the source itself.")]
    public string? Observer { get; init; }

    [Description("The chains through which the source has it, each from the nearest link to the deepest; null is an unnamed link.")]
    public string?[][]? Chains { get; init; }

    [Description("That an obligation was begun or completed.")]
    public FulfilmentShape? Fulfilment { get; init; }

    [Description("The report of the fire that this fire answers, written source/own-id.")]
    public string? Answers { get; init; }

    [Description("The text out of which it was read, written source/own-id of the report that brought the text.")]
    public string? Text { get; init; }

    [Description("What was assumed on the way in, one sentence each.")]
    public string[]? Assumed { get; init; }

    [Description("What else the source says, in its words.")]
    public string? Note { get; init; }
}

internal sealed record DeclarationShape
{
    [Description("Who declares it, in the source's words.")]
    public required string By { get; init; }

    [Description("The event, by its id in the agreement.")]
    public required string Event { get; init; }

    [Description("From when it holds. ISO 8601 with an offset.")]
    public required string Effective { get; init; }

    [Description("The agreement, by id; without it, any that has the event.")]
    public string? Agreement { get; init; }

    [Description("Who passes it on, when that is not the declarer.")]
    public string? Said { get; init; }

    [Description("When it was declared, ISO 8601 with an offset; without it, only its effect is known, from when it takes effect.")]
    public string? Declared { get; init; }
}

internal sealed record WhereShape
{
    [Description("A point; 'within-m' says how well it is known.")]
    public PositionShape? At { get; init; }

    [Description("The radius around 'at' in metres within which it lies; 0 for an exact point.")]
    public double? WithinM { get; init; }

    [Description("What an observer saw or heard in a direction at a distance.")]
    public SectorShape? Sector { get; init; }

    [Description("Somewhere within a polygon: the outer ring, then its holes; the first vertex is not repeated.")]
    public PositionShape[][]? Polygon { get; init; }

    [Description("The name of the place. Alone, it gives no coordinates: possible everywhere.")]
    public string? Name { get; init; }

    [Description("True when no place is known.")]
    public bool? Unknown { get; init; }
}

internal sealed record PositionShape
{
    [Description("Degrees north, from -90 to 90.")]
    public required double Lat { get; init; }

    [Description("Degrees east, from -180 to 180.")]
    public required double Lon { get; init; }
}

internal sealed record SectorShape
{
    [Description("Where the observer stood.")]
    public required PositionShape From { get; init; }

    [Description("The middle of the sector, degrees clockwise from true north, from 0 to 360.")]
    public required double Bearing { get; init; }

    [Description("Its whole width in degrees, from 0.000001 to 360.")]
    public required double Width { get; init; }

    [Description("The least distance in metres.")]
    public required double NearM { get; init; }

    [Description("The greatest distance in metres.")]
    public required double FarM { get; init; }
}

internal sealed record FatalitiesShape
{
    [Description("The low estimate.")]
    public required int Low { get; init; }

    [Description("The best estimate.")]
    public required int Best { get; init; }

    [Description("The high estimate.")]
    public required int High { get; init; }

    [Description("How many of each side, in the source's words.")]
    public Dictionary<string, int>? BySide { get; init; }
}

internal sealed record AttributionShape
{
    [Description("Who, in the source's words.")]
    public required string Actor { get; init; }

    [Words(typeof(AttributionBasis)), Description("On what it rests; a claim makes it possible, the others make it certain.")]
    public required string Basis { get; init; }
}

internal sealed record FulfilmentShape
{
    [Description("The agreement, by id.")]
    public required string Agreement { get; init; }

    [Description("The clause, by id.")]
    public required string Clause { get; init; }

    [Words(typeof(FulfilmentStage)), Description("How far it has got.")]
    public required string Stage { get; init; }
}

[JsonConverter(typeof(OccurredConverter))]
internal sealed record OccurredShape(string First, string Last);

[JsonConverter(typeof(CountConverter))]
internal sealed record CountShape(int Least, int? Most);

/// <summary>The closed vocabulary of which a member is a word.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WordsAttribute(Type vocabulary) : Attribute
{
    public Type Vocabulary { get; } = vocabulary;
}

/// <summary>One instant, or two in a list.</summary>
internal sealed class OccurredConverter : JsonConverter<OccurredShape>
{
    public const string Expected = "an instant, or a list of the first and the last";

    public override OccurredShape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new(reader.GetString()!, reader.GetString()!);
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException(Expected);
        var first = Next(ref reader);
        var last = Next(ref reader);
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray) throw new JsonException(Expected);
        return new(first, last);
    }

    private static string Next(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException(Expected);

    public override void Write(Utf8JsonWriter writer, OccurredShape value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.First);
        writer.WriteStringValue(value.Last);
        writer.WriteEndArray();
    }
}

/// <summary>One whole number, or the least and the most in a list, of which the most may be null.</summary>
internal sealed class CountConverter : JsonConverter<CountShape>
{
    public const string Expected = "a whole number, or a list of the least and the most (null: no upper bound)";

    public override CountShape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number) return Whole(ref reader) is var only ? new(only, only) : null!;
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read()) throw new JsonException(Expected);
        var least = Whole(ref reader);
        if (!reader.Read()) throw new JsonException(Expected);
        int? most = reader.TokenType == JsonTokenType.Null ? null : Whole(ref reader);
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray) throw new JsonException(Expected);
        return new(least, most);
    }

    private static int Whole(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : throw new JsonException(Expected);

    public override void Write(Utf8JsonWriter writer, CountShape value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Least);
        if (value.Most is { } most) writer.WriteNumberValue(most);
        else writer.WriteNullValue();
        writer.WriteEndArray();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = ReportJson.MaxDepth,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportLine))]
[JsonSerializable(typeof(ReportBody))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public const int MaxDepth = 64;

    public static JsonDocumentOptions Strict { get; } = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
}
