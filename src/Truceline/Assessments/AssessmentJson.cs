using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// The one machine-readable form of an assessment: JSON in UTF-8 with members and lists in a fixed order, so that equal
/// findings are equal bytes. Journal positions stand only in arrays named <c>entries</c>; no report id is written, for
/// those never leave the internal record.
/// </summary>
public static class AssessmentJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole assessment.</summary>
    public static byte[] Write(Assessment assessment) => Bytes(json => Whole(json, assessment));

    /// <summary>Several, of instruments that one record is held against: what they make of it together, and a list in their order.</summary>
    public static byte[] Write(ImmutableArray<Assessment> assessments) => Bytes(json =>
    {
        var total = InAll.Of(assessments);
        json.WriteStartObject();
        json.WriteStartObject("in-all");
        json.WriteNumber("incidents", total.Incidents);
        json.WriteNumber("breaching", total.Breaching);
        json.WriteNumber("by-some-reading-alone", total.BySomeReading);
        json.WriteStartObject("by-standing");
        foreach (var (standing, number) in total.Standings.Reverse()) json.WriteNumber(standing.Word(), number);
        json.WriteEndObject();
        json.WriteStartObject("by-instrument");
        foreach (var (agreement, number) in total.ByInstrument) json.WriteNumber(agreement, number);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("assessments");
        foreach (var assessment in assessments) Whole(json, assessment);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Whole(Utf8JsonWriter json, Assessment assessment)
    {
        json.WriteStartObject();
        Head(json, assessment);
        json.WriteStartObject("events");
        foreach (var (id, time) in assessment.Events) Event(json, id, time);
        json.WriteEndObject();
        json.WriteStartArray("incidents");
        foreach (var incident in assessment.Incidents) Incident(json, incident);
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in assessment.Findings) Finding(json, finding, assessment);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Of what it is: agreement, rules, as of when and from how much.</summary>
    internal static void Head(Utf8JsonWriter json, Assessment assessment)
    {
        json.WriteString("agreement", assessment.Agreement.Id);
        json.WriteString("rules", Rules.Version);
        if (assessment.AsOf is { } asOf) json.WriteString("as-of", Text(asOf));
        else json.WriteNull("as-of");
        json.WriteNumber("at-entry", assessment.AtEntry);
        json.WriteNumber("reports", assessment.Reports);
        json.WriteBoolean("exercise", assessment.Exercise);
        Strings(json, "limits", assessment.Limits);
    }

    /// <summary>One finding of an assessment.</summary>
    public static byte[] Write(Assessment assessment, Finding finding) => Bytes(json => Finding(json, finding, assessment));

    internal static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) write(json);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Event(Utf8JsonWriter json, string id, EventTime time)
    {
        json.WriteStartObject(id);
        switch (time)
        {
            case EventTime.Known known:
                json.WriteString("at", Text(known.At));
                Entries(json, known.Entries);
                break;
            case EventTime.NotYet not:
                json.WriteString("not-yet", not.Why);
                break;
            case EventTime.Unknown unknown:
                json.WriteString("unknown", unknown.Why);
                break;
        }
        json.WriteEndObject();
    }

    private static void Incident(Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartObject();
        json.WriteString("id", incident.Id.Value);
        Time(json, "occurred", incident.Occurred);
        if (incident.Count is { } count)
        {
            json.WriteStartArray("count");
            json.WriteNumberValue(count.Least);
            if (count.Most is { } most) json.WriteNumberValue(most);
            else json.WriteNullValue();
            json.WriteEndArray();
        }
        Strings(json, "grouping", incident.Reasons.Select(reason => reason.Sentence()));
        Entries(json, incident.Sightings.Entries());
        json.WriteEndObject();
    }

    private static void Finding(Utf8JsonWriter json, Finding finding, Assessment assessment)
    {
        var trace = finding.Trace; // made anew each time it is read
        json.WriteStartObject();
        json.WriteString("id", finding.Id.Value);
        json.WriteString("clause", finding.Key.Clause);
        if (finding.Key.Reading is { } reading) json.WriteString("reading", reading);
        json.WriteString("subject", finding.Key.Subject);
        json.WriteString("occasion", finding.Key.Occasion.Name);
        if (finding.Time is { } time) Time(json, "time", time);
        json.WriteString("outcome", finding.Outcome.Word());
        if (finding.Standing is { } standing) json.WriteString("standing", standing.Word());
        if (finding.Attribution is { } attribution) json.WriteString("attribution", attribution.Word());
        if (finding.Margin is { } margin) json.WriteNumber("margin-m", margin.Value);
        if (finding.Key.Reading is null && assessment.UnderReadings(finding.Key) is { } under) json.WriteString("under-readings", under);
        Strings(json, "assumptions", Assessments.Finding.AssumptionsOf(trace));
        Entries(json, Assessments.Finding.EntriesOf(trace));
        json.WritePropertyName("trace");
        Step(json, trace);
        json.WriteEndObject();
    }

    private static void Step(Utf8JsonWriter json, Step step)
    {
        json.WriteStartObject();
        json.WriteString("predicate", step.Predicate);
        json.WriteString("value", step.Value);
        json.WriteString("says", step.Says);
        if (step.Margin is { } margin) json.WriteNumber("margin-m", margin.Value);
        Strings(json, "assumptions", step.Assumptions);
        Entries(json, step.Entries);
        if (step.WouldChange is { } change) json.WriteString("would-change", change);
        if (!step.Because.IsEmpty)
        {
            json.WriteStartArray("because");
            foreach (var part in step.Because) Step(json, part);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    internal static void Entries(Utf8JsonWriter json, ImmutableArray<long> entries)
    {
        if (entries.IsEmpty) return;
        json.WriteStartArray("entries");
        foreach (var entry in entries) json.WriteNumberValue(entry);
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        var all = texts.ToArray();
        if (all.Length == 0) return;
        json.WriteStartArray(name);
        foreach (var text in all) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    internal static void Time(Utf8JsonWriter json, string name, Interval time)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(Text(time.Start));
        json.WriteStringValue(Text(time.End));
        json.WriteEndArray();
    }

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
