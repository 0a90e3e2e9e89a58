using System.Collections.Immutable;
using System.Text.Json;
using Truceline.Agreements;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>The machine-readable form of a tally. A count is its least and its most; <c>null</c> as the most is open upwards.</summary>
public static class TallyJson
{
    /// <summary>A tally.</summary>
    public static byte[] Write(Assessment assessment, Tally tally) => AssessmentJson.Bytes(json =>
    {
        json.WriteStartObject();
        AssessmentJson.Head(json, assessment);
        json.WriteString("by", tally.By.Written());
        json.WriteStartArray("counting");
        foreach (var rule in tally.Rules) Rule(json, rule);
        json.WriteEndArray();
        Counts(json, tally.Rules, tally.Totals, "totals");
        json.WriteStartArray("rows");
        foreach (var row in tally.Rows)
        {
            json.WriteStartObject();
            json.WriteString(tally.By.Written(), row.Key);
            Counts(json, tally.Rules, row.Counts, "counts");
            Ids(json, row.Incidents);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("groups");
        foreach (var group in tally.Groups)
        {
            json.WriteStartObject();
            AssessmentJson.Time(json, "time", group.Time);
            Counts(json, tally.Rules, group.Counts, "counts");
            Ids(json, group.Incidents);
            AssessmentJson.Entries(json, group.Entries);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Rule(Utf8JsonWriter json, CountingRule rule)
    {
        json.WriteStartObject();
        json.WriteString("rule", rule.Id);
        json.WriteString("unit", rule.Unit.Written());
        if (rule.Gap is { } gap) json.WriteNumber("gap-s", gap.TotalSeconds);
        if (rule.Within is { } within) json.WriteNumber("within-m", within.Value);
        if (rule.Of is { } of) json.WriteString("of", of);
        if (rule.Assumed) json.WriteBoolean("assumed", true);
        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, ImmutableArray<CountingRule> rules, ImmutableArray<TallyCount> counts, string name)
    {
        json.WriteStartObject(name);
        foreach (var (rule, count) in rules.Zip(counts))
        {
            json.WriteStartArray(rule.Id);
            json.WriteNumberValue(count.Least);
            if (count.Most is { } most) json.WriteNumberValue(most);
            else json.WriteNullValue();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Ids(Utf8JsonWriter json, ImmutableArray<IncidentId> incidents)
    {
        json.WriteStartArray("incidents");
        foreach (var incident in incidents) json.WriteStringValue(incident.Value);
        json.WriteEndArray();
    }
}
