using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>A backtest for machines: JSON in UTF-8 with members and lists in a fixed order, so that equal backtests are equal bytes.</summary>
public static class BacktestJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All of it.</summary>
    public static byte[] Write(Backtest backtest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) Whole(json, backtest);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Whole(Utf8JsonWriter json, Backtest backtest)
    {
        json.WriteStartObject();
        json.WriteString("draft", backtest.Draft.Agreement.Id);
        json.WriteString("against", backtest.Against?.Agreement.Id);
        json.WriteString("edition", backtest.Edition.Written());
        json.WriteString("rules", Rules.Version);
        json.WriteString("as-of", backtest.Draft.AsOf is { } end ? Text(end) : null);
        json.WriteNumber("at-entry", backtest.Draft.AtEntry);
        json.WriteNumber("reports", backtest.Draft.Reports);
        json.WriteNumber("incidents", backtest.Draft.Incidents.Length);
        json.WriteBoolean("exercise", backtest.Draft.Exercise);
        Strings(json, "limits", backtest.Limits);
        List(json, "clauses", backtest.Clauses, row => Row(json, "clause", row));
        List(json, "zones", backtest.Zones, row => Row(json, "zone", row));
        List(json, "days", backtest.Days, row => Row(json, "day", row));
        List(json, "differences", backtest.Differences, one => Difference(json, backtest, one));
        List(json, "uncovered", backtest.Uncovered, one => Uncovered(json, backtest, one));
        Strings(json, "untouched", backtest.Untouched);
        if (backtest.Edition == BacktestEdition.Internal) List(json, "unverified", backtest.Unverified, one => Unverified(json, one));
        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, string name, BacktestRow row)
    {
        json.WriteString(name, row.Name);
        if (row.Was is not null) json.WriteString("was", row.Was);
        Counts(json, "draft", row.Draft);
        Counts(json, "against", row.Against);
        json.WriteNumber("appear", row.Appears);
        json.WriteNumber("vanish", row.Vanishes);
        json.WriteNumber("change", row.Changes);
    }

    private static void Counts(Utf8JsonWriter json, string name, BacktestCounts? counts)
    {
        if (counts is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("breached", counts.Breached);
        json.WriteNumber("cannot-rule", counts.CannotRule);
        json.WriteNumber("kept", counts.Kept);
        json.WriteNumber("kept-but-unseen", counts.Unseen);
        json.WriteNumber("other", counts.Other);
        json.WriteEndObject();
    }

    private static void Difference(Utf8JsonWriter json, Backtest backtest, FindingDifference one)
    {
        json.WriteString("kind", one.Kind.Written());
        json.WriteString("clause", one.Clause);
        json.WriteString("subject", one.Either.Key.Subject);
        // An incident's id comes from a report's, which never leaves the internal record.
        if (backtest.Edition == BacktestEdition.Internal || one.Either.Key.Occasion is not Occasion.OfIncident) json.WriteString("occasion", one.Either.Key.Occasion.Name);
        if (one.Either.Time is { } time) Time(json, "time", time);
        json.WriteString("from", Answer(one.From));
        json.WriteString("to", Answer(one.To));
    }

    private static string? Answer(Finding? finding) => finding is null ? null : Outcomes.Words(finding.Outcome, finding.Standing);

    private static void Uncovered(Utf8JsonWriter json, Backtest backtest, UncoveredIncident one)
    {
        if (backtest.Edition == BacktestEdition.Internal) json.WriteString("incident", one.Incident.Id.Value);
        Time(json, "occurred", one.Incident.Occurred);
        json.WriteString("act", one.Act?.Written());
        json.WriteString("place", one.Place);
        Strings(json, "not-in-force", one.NotInForce);
    }

    private static void Unverified(Utf8JsonWriter json, UnverifiedClause one)
    {
        json.WriteString("clause", one.Clause);
        json.WriteString("why", one.Why);
        json.WriteNumber("days-unseen", one.Unseen);
        json.WriteNumber("days-without-breach", one.Days);
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> all, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var one in all)
        {
            json.WriteStartObject();
            write(one);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, string name, Interval time)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(Text(time.Start));
        json.WriteStringValue(Text(time.End));
        json.WriteEndArray();
    }

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
