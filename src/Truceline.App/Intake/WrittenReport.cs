using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.App.Terminal;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>One field of a report that a person writes.</summary>
/// <param name="Name">Its name, which is also that of its option.</param>
/// <param name="Question">What is asked for, in words.</param>
/// <param name="Required">Whether a report must have it.</param>
internal sealed record WrittenField(string Name, string Question, bool Required = false);

/// <summary>
/// An observation as a person writes it down, field by field. Each field is read as it is given, so that a fault is told
/// where it was made; when all are good they are a report.
/// </summary>
/// <param name="places">Where places are looked up.</param>
internal sealed class WrittenReport(Gazetteer places)
{
    private const int LongestNote = 10_000;

    private readonly Dictionary<string, string> said = new(StringComparer.Ordinal);

    /// <summary>The fields, in the order in which they are asked for.</summary>
    public static ImmutableArray<WrittenField> Fields { get; } =
    [
        new("source", "Who hands it in", Required: true),
        new("own-id", "Its own id there, if it has one"),
        new("zone", "Time zone of local times, such as Europe/Kyiv"),
        new("when", "When: 2025-09-06 14:10, with ..14:40 if it lasted", Required: true),
        new("where", "Where: a place, '3 km SE of PLACE', or 48.6912, 38.5163", Required: true),
        new("act", "What was done, such as fire"),
        new("what", "With what, such as mortar"),
        new("count", "How many: 40, 30-50, 40+ or ~40"),
        new("means", "How it is known, such as seen or heard", Required: true),
        new("observer", "Who observed it, if not the source itself"),
        new("by", "Who did it, if that is said"),
        new("basis", "On what that rests: claim, seen, analysis or admission"),
        new("text", "The text that it was read in, as SOURCE/OWN-ID"),
        new("note", "Anything else"),
    ];

    /// <summary>Whether a field was said.</summary>
    public bool Has(string field) => said.ContainsKey(field);

    /// <summary>The fields that must still be said.</summary>
    public IEnumerable<WrittenField> Missing => Fields.Where(one => !Has(one.Name) && (one.Required || (one.Name == "basis" && Has("by"))));

    /// <summary>Says a field; what is wrong with it, if anything, is returned, and then it is not said.</summary>
    public (string What, string Remedy)? Say(string field, string text)
    {
        var fault = Fault(field, text);
        if (fault is null) said[field] = text;
        return fault;
    }

    /// <summary>The report, once nothing is missing.</summary>
    public Report Report(bool exercise)
    {
        var when = WrittenTime.Read(said["when"], Zone);
        var where = places.Find(said["where"]);
        var (count, about, _) = Has("count") ? WrittenCount.Read(said["count"]) : default;
        var observation = new Observation
        {
            Occurred = when.When!.Value,
            Where = where.Place!,
            Count = count,
            Act = Has("act") ? Vocabulary.Parse<Act>(said["act"]) : null,
            What = said.GetValueOrDefault("what"),
            Means = Vocabulary.Parse<Means>(said["means"])!.Value,
            Observer = said.GetValueOrDefault("observer"),
            By = Has("by") ? [new(said["by"], Vocabulary.Parse<AttributionBasis>(said["basis"])!.Value)] : [],
            Assumed = [.. when.Assumed, .. where.Assumed, .. about is null ? [] : new[] { about }],
            Text = said.GetValueOrDefault("text"),
            Note = said.GetValueOrDefault("note"),
        };
        return Reports.Report.Of(said["source"], said.GetValueOrDefault("own-id"), observation, exercise);
    }

    /// <summary>The zone of local times, where it was said.</summary>
    public DateTimeZone? Zone => Has("zone") ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(said["zone"]) : null;

    private (string, string)? Fault(string field, string text)
    {
        switch (field)
        {
            case "zone":
                return DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is not null ? null : ($"there is no time zone {Shown.Quoted(text)}", "use an IANA name such as Europe/Kyiv");
            case "when":
                return WrittenTime.Read(text, Zone) is { Fault: { } wrong } time ? (wrong, time.Remedy!) : null;
            case "where":
                return places.Find(text) is { Fault: { } unknown } place ? (unknown, place.Remedy!) : null;
            case "count":
                return WrittenCount.Read(text).Fault is { } none ? (none, WrittenCount.HowToWrite) : null;
            case "act":
                return Word<Act>(text);
            case "means":
                return Word<Means>(text);
            case "basis":
                return Has("by") ? Word<AttributionBasis>(text) : ("nobody is named who did it", "say with 'by' who did it");
            case "text" when !TextsRead.IsName(text):
                return ($"{Shown.Quoted(text)} names no text", "write the source of the text and its own id with a slash between them, as 'Press Desk/wire'");
            default:
                return Words(text, lines: field == "note");
        }
    }

    private static (string, string)? Word<T>(string text) where T : struct, Enum =>
        Vocabulary.Parse<T>(text) is not null ? null
        : ($"{Shown.Quoted(text)} is not known", Suggestion.Nearest(text, Vocabulary.All<T>()) is { } near ? $"did you mean '{near}'?" : $"use {Shown.Choice(Vocabulary.All<T>(), 40)}");

    private static (string, string)? Words(string text, bool lines)
    {
        if (string.IsNullOrWhiteSpace(text)) return ("it is blank", "write it, or leave it out");
        if (text.Length > LongestNote) return ("it is longer than 10,000 letters", "write less");
        var plain = lines ? text.Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal) : text;
        // Two names that look the same must be the same, and no name may steer a terminal.
        return Screen.Plain(plain) == plain ? null : ($"{Shown.Quoted(text)} holds a character that does not show itself", "write plain text");
    }
}
