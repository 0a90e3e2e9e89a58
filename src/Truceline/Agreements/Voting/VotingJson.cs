using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Truceline.Agreements.Voting;

/// <summary>
/// The one machine-readable form of what follows from a decision, or from two beside each other: JSON in UTF-8 with members
/// and lists in a fixed order. A power is written exactly, as a fraction, and as the nearest double.
/// </summary>
public static class VotingJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One decision.</summary>
    public static byte[] Write(Agreement agreement, VotingAnalysis analysis) => Written(json => Analysis(json, agreement, analysis));

    /// <summary>Two decisions, and what changes from the first to the second.</summary>
    public static byte[] Write(Agreement agreement, VotingComparison comparison) => Written(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("from");
        Analysis(json, agreement, comparison.From);
        json.WritePropertyName("to");
        Analysis(json, agreement, comparison.To);
        json.WriteStartArray("changes");
        foreach (var row in comparison.Rows)
        {
            json.WriteStartObject();
            Who(json, row.From?.Seat ?? row.To!.Seat);
            Share(json, "shapley-shubik-change", row.ShapleyShubik);
            Share(json, "banzhaf-change", row.Banzhaf);
            json.WriteBoolean("blocked-alone", row.BlockedAlone);
            json.WriteBoolean("blocks-alone", row.BlocksAlone);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) write(json);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Analysis(Utf8JsonWriter json, Agreement agreement, VotingAnalysis analysis)
    {
        var (game, decision) = (analysis.Game, analysis.Game.Decision);
        json.WriteStartObject();
        json.WriteString("agreement", agreement.Id);
        json.WriteString("decision", decision.Id);
        json.WriteString("by", decision.By);
        json.WriteString("consent-to", decision.Consent?.To);
        json.WriteString("status", decision.Status);
        json.WriteString("proposed-by", agreement.ProposerOf(decision)?.Id);
        json.WriteBoolean("assumed", decision.Assumed || game.Body is { Assumed: true });
        json.WriteBoolean("unchecked", decision.Unchecked);
        json.WriteString("rule", game.RuleWords());
        json.WriteNumber("members", game.Players);
        json.WriteBoolean("members-unknown", game.MembersUnknown);
        json.WriteNumber("votes", game.Votes);
        json.WriteNumber("needed", game.Needed);
        if (decision.Quorum is { } quorum) json.WriteNumber("quorum", quorum);
        else json.WriteNull("quorum");
        json.WriteString("silence", decision.Silence?.Written());
        json.WriteString("within", decision.Within is { } within ? NodaTime.Text.PeriodPattern.Roundtrip.Format(within) : null);
        json.WriteString("tie", decision.Tie);
        json.WriteBoolean("can-pass", game.CanPass);
        json.WriteBoolean("passes-in-silence", game.PassesInSilence);
        Seats(json, "block-alone", game.SingleBlockers);
        Seats(json, "enough-alone", game.Passers);
        Seats(json, "never-matter", analysis.Dummies);
        if (game.SmallestBlocking is { } smallest) json.WriteNumber("smallest-blocking", smallest.Size);
        else json.WriteNull("smallest-blocking");
        Coalitions(json, "minimal-winning", analysis.MinimalWinning);
        Coalitions(json, "minimal-blocking", analysis.MinimalBlocking);
        Powers(json, analysis);
        json.WriteString("not-computed", analysis.NotComputed);
        json.WriteEndObject();
    }

    private static void Powers(Utf8JsonWriter json, VotingAnalysis analysis)
    {
        json.WriteStartArray("seats");
        foreach (var (seat, at) in analysis.Game.Seats.Select((seat, at) => (seat, at)))
        {
            json.WriteStartObject();
            Who(json, seat);
            json.WriteNumber("number", seat.Number);
            json.WriteNumber("weight", seat.Weight);
            json.WriteBoolean("veto", seat.Veto);
            json.WriteBoolean("breaks-ties", seat.BreaksTies);
            json.WriteString("status", seat.Actor.Status);
            var power = analysis.Powers?[at];
            Share(json, "shapley-shubik", power?.ShapleyShubik);
            Share(json, "banzhaf", power?.Banzhaf);
            Share(json, "banzhaf-absolute", power?.BanzhafAbsolute);
            Whole(json, "swings", power?.Swings);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Who(Utf8JsonWriter json, Seat seat)
    {
        json.WriteString("actor", seat.Actor.Id);
        json.WriteString("name", seat.Name);
        json.WriteBoolean("unnamed-rest", seat.Rest);
    }

    private static void Share(Utf8JsonWriter json, string name, Fraction? share)
    {
        if (share is not { } exact)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("exact", exact.ToString());
        json.WriteNumber("value", exact.ToDouble());
        json.WriteEndObject();
    }

    // Greater than any number that a reader of JSON is sure to keep, so as text.
    private static void Whole(Utf8JsonWriter json, string name, BigInteger? number) => json.WriteString(name, number?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static void Seats(Utf8JsonWriter json, string name, ImmutableArray<Seat>? seats)
    {
        if (seats is not { } all)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartArray(name);
        foreach (var seat in all) json.WriteStringValue(seat.Actor.Id);
        json.WriteEndArray();
    }

    private static void Coalitions(Utf8JsonWriter json, string name, CoalitionList? list)
    {
        if (list is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        Whole(json, "count", list.Count);
        json.WriteStartArray("shapes");
        foreach (var shape in list.Shapes)
        {
            json.WriteStartObject();
            json.WriteNumber("size", shape.Size);
            Whole(json, "count", shape.Count);
            json.WriteStartArray("parts");
            foreach (var part in shape.Parts)
            {
                json.WriteStartObject();
                json.WriteNumber("any", part.Number);
                json.WriteNumber("of", part.Kind.Number);
                Seats(json, "actors", part.Kind.Seats);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
