using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>One place at which what is claimed does not follow from the record.</summary>
/// <param name="Finding">The id of the finding; empty for what is said of the record as a whole.</param>
/// <param name="Place">The member, by its path ("trace/because[3] where/margin-m").</param>
/// <param name="Claimed">What stands there; null: nothing.</param>
/// <param name="Follows">What follows from the record; null: nothing.</param>
public sealed record Doubt(string Finding, string Place, string? Claimed, string? Follows);

/// <summary>What came of holding claimed findings against a record.</summary>
/// <param name="Findings">How many findings were made again.</param>
/// <param name="Steps">How many steps their traces have.</param>
/// <param name="Accepted">The findings that are accepted with a place as only possible, which the checker itself can neither show nor exclude for good; by id.</param>
/// <param name="Doubts">The places at which something does not follow; empty: all of it does.</param>
public sealed record Verification(int Findings, int Steps, ImmutableArray<string> Accepted, ImmutableArray<Doubt> Doubts);

/// <summary>Holds findings that somebody claims against the record from which they are said to follow.</summary>
public static class Check
{
    /// <summary>What is written for people and not made again.</summary>
    private static readonly string[] Prose = ["says", "would-change", "not-yet", "unknown"];

    /// <summary>Holds an assessment, or one finding, in the form of <c>assess --json</c> and <c>finding explain --json</c> against a record.</summary>
    /// <param name="json">The claim, in UTF-8. Of several assessments the one of this agreement is meant.</param>
    /// <param name="log">The record, up to the entry that bounds what is known.</param>
    /// <param name="agreement">The agreement.</param>
    /// <param name="asOf">The end of the world; null: the latest end of anything that occurred.</param>
    /// <param name="id">With how the ids of the findings begin that are checked; null: all, and that none is missing.</param>
    /// <exception cref="JsonException">The claim is no JSON, or no assessment of this agreement.</exception>
    public static Verification Of(ReadOnlySpan<byte> json, ReportLog log, Agreement agreement, Instant? asOf, string? id = null)
    {
        var root = JsonNode.Parse(json, null, new() { AllowDuplicateProperties = false });
        var own = (root as JsonArray ?? (root as JsonObject)?["assessments"] as JsonArray)?.Where(one => Text((one as JsonObject)?["agreement"]) == agreement.Id).ToArray() ?? [];
        if (own.Length > 1) throw new JsonException($"agreement '{agreement.Id}' is assessed there twice");
        root = own is [var only] ? only : root;
        if (root is not JsonObject whole || !(whole.ContainsKey("trace") || Text(whole["agreement"]) == agreement.Id)) throw new JsonException($"this is no assessment of agreement '{agreement.Id}'");
        return Of(whole, log, agreement, Remade.Of(log, agreement, asOf), new(() => Remade.Of(log, agreement, asOf, lenient: true)), id);
    }

    internal static Verification Of(JsonObject whole, ReportLog log, Agreement agreement, Remade remade, Lazy<Remade> lenient, string? id)
    {
        var doubts = new List<Doubt>();
        IEnumerable<JsonNode?> claimed = whole.ContainsKey("trace") ? [whole] : whole["findings"] as JsonArray ?? [];
        var claims = claimed.OfType<JsonObject>().Where(one => id is null || Text(one["id"])?.StartsWith(id, StringComparison.OrdinalIgnoreCase) == true).ToArray();
        if (id is null)
        {
            if (!whole.ContainsKey("trace")) Compare("", "", new JsonObject(whole.Where(one => one.Key != "findings").Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone()))), Whole(log, agreement, remade), null, doubts);
            foreach (var twice in claims.GroupBy(Key).Where(group => group.Count() > 1)) doubts.Add(new(twice.Key, "finding", "it is there twice", null));
            foreach (var missing in remade.Findings.ExceptBy(claims.Select(Key), one => one.Id.Value)) doubts.Add(new(missing.Id.Value, "finding", null, Outcomes.Words(missing.Outcome, missing.Standing)));
        }
        var accepted = new List<string>();
        foreach (var claim in claims)
        {
            if (remade.Findings.FirstOrDefault(one => one.Id.Value == Key(claim)) is not { } made)
            {
                doubts.Add(new(Key(claim), "finding", Text(claim["outcome"]) ?? "nothing", null));
                continue;
            }
            var apart = Differences(claim, made, remade, isLoose: false);
            if (apart.Count > 0 && !(remade.Open.IsEmpty && remade.AtEdge.IsEmpty) && lenient.Value.Findings.FirstOrDefault(one => one.Id == made.Id) is { } other
                && (Differences(claim, made, remade, isLoose: true).Count == 0 || Differences(claim, other, lenient.Value, isLoose: true).Count == 0)) accepted.Add(Key(claim));
            else doubts.AddRange(apart);
        }
        return new(claims.Length, claims.Sum(claim => Count(claim["trace"])), [.. accepted], [.. doubts]);

        static string Key(JsonObject claim) => Text(claim["id"]) ?? "";
        static int Count(JsonNode? step) => step is JsonObject one ? 1 + (one["because"] as JsonArray ?? []).Sum(Count) : 0;
        List<Doubt> Differences(JsonObject claim, Finding made, Remade from, bool isLoose)
        {
            var apart = new List<Doubt>();
            Compare(made.Id.Value, "", claim, Written(agreement, made, from), isLoose ? new Slack(from.AtEdge, IsOpen(agreement, made.Key, from)) : null, apart);
            return apart;
        }
    }

    /// <summary>What is let pass of a finding.</summary>
    /// <param name="AtEdge">Entries that may be there or not.</param>
    /// <param name="IsOpen">Whether a margin may be nearer to the edge.</param>
    private sealed record Slack(ImmutableHashSet<long> AtEdge, bool IsOpen);

    /// <summary>Member by member; a margin may be two millimetres off, and where the zone is not decided for good, nearer to the edge and without the coverage that hardly meets it.</summary>
    private static void Compare(string finding, string place, JsonNode? claimed, JsonNode? follows, Slack? loose, List<Doubt> doubts)
    {
        if (loose is not null && place.EndsWith("/entries", StringComparison.Ordinal)) (claimed, follows) = (Without(claimed, loose.AtEdge), Without(follows, loose.AtEdge));
        if (claimed is JsonObject one && follows is JsonObject other)
        {
            foreach (var member in one.Select(pair => pair.Key).Union(other.Select(pair => pair.Key)).Except(Prose))
                Compare(finding, $"{place}/{member}", one[member], other[member], loose, doubts);
        }
        else if (claimed is JsonArray many && follows is JsonArray others && many.Count == others.Count)
        {
            for (var i = 0; i < many.Count; i++) Compare(finding, string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]{(others[i] is JsonObject step ? $" {Text(step["predicate"])}" : "")}"), many[i], others[i], loose, doubts);
        }
        else if (!(place.EndsWith("/margin-m", StringComparison.Ordinal) && claimed?.GetValueKind() == JsonValueKind.Number && follows is not null && IsMargin((double)claimed, (double)follows, loose is { IsOpen: true })) && !JsonNode.DeepEquals(claimed, follows))
            doubts.Add(new(finding, place.TrimStart('/'), claimed?.ToJsonString(), follows?.ToJsonString()));
    }

    /// <summary>Whether a ground of a finding's clause is one of those that the checker's own test did not decide for good.</summary>
    private static bool IsOpen(Agreement agreement, FindingKey key, Remade remade) =>
        (agreement.Readings.Values.FirstOrDefault(one => one.Name == key.Reading)?.Agreement ?? agreement).Clauses
            .Where(clause => clause.Id == key.Clause).SelectMany(clause => new[] { clause.In, clause.FromIn, clause.OutOf }).Any(zone => zone is not null && remade.Open.Contains(zone));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonArray Without(JsonNode? entries, ImmutableHashSet<long> some) =>
        new([.. (entries as JsonArray ?? []).Where(one => !(one is JsonValue value && value.TryGetValue(out long entry) && some.Contains(entry))).Select(one => one?.DeepClone())]);

    private static bool IsMargin(double claimed, double follows, bool isLoose) => Math.Abs(claimed - follows) <= 0.0021 || (isLoose && claimed <= follows);

    private static JsonObject Whole(ReportLog log, Agreement agreement, Remade remade)
    {
        var used = log.Standing.Where(one => one.Report.Content.When is not { } when || remade.AsOf is not { } end || when.Start <= end).Select(one => one.Report).ToArray();
        var whole = new JsonObject
        {
            ["agreement"] = agreement.Id, ["rules"] = Rules.Version, ["as-of"] = remade.AsOf is { } asOf ? InstantPattern.ExtendedIso.Format(asOf) : null,
            ["at-entry"] = log.Size, ["reports"] = used.Length, ["exercise"] = used.Any(one => one.Exercise),
        };
        Add(whole, "limits", used.Where(one => one.Limits is not null).Select(one => $"{one.Source}: {one.Limits}").Distinct().Order(StringComparer.Ordinal).Select(one => (JsonNode)one));
        whole["events"] = new JsonObject(remade.Events.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)Event(one.Value))));
        whole["incidents"] = new JsonArray([.. remade.Incidents.Select(incident =>
        {
            var written = new JsonObject { ["id"] = incident.Id.Value, ["occurred"] = Written(incident.Occurred) };
            if (incident.Count is { } count) written["count"] = new JsonArray(count.Least, count.Most);
            Add(written, "grouping", incident.Reasons.Select(reason => (JsonNode)reason.Sentence()));
            Add(written, "entries", Hearsay.Entries(incident.Sightings).Select(entry => (JsonNode)entry));
            return written;
        })]);
        return whole;

        static JsonObject Event(EventTime time)
        {
            var written = new JsonObject();
            if (time is not EventTime.Known known) return written;
            written["at"] = InstantPattern.ExtendedIso.Format(known.At);
            Add(written, "entries", known.Entries.Select(entry => (JsonNode)entry));
            return written;
        }
    }

    private static JsonObject Written(Agreement agreement, Finding finding, Remade remade)
    {
        var written = new JsonObject { ["id"] = finding.Id.Value, ["clause"] = finding.Key.Clause };
        if (finding.Key.Reading is { } reading) written["reading"] = reading;
        written["subject"] = finding.Key.Subject;
        written["occasion"] = finding.Key.Occasion.Name;
        if (finding.Time is { } time) written["time"] = Written(time);
        written["outcome"] = finding.Outcome.Word();
        if (finding.Standing is { } standing) written["standing"] = standing.Word();
        if (finding.Attribution is { } attribution) written["attribution"] = attribution.Word();
        if (finding.Margin is { } margin) written["margin-m"] = margin.Value;
        var readings = agreement.Readings.Values.Where(one => one.Changes.Contains(finding.Key.Clause)).Select(one => one.Name).Prepend(null).ToArray();
        if (finding.Key.Reading is null && readings.Length > 1)
        {
            var breached = readings.Where(name => remade.Findings.Any(one => one.Key == finding.Key with { Reading = name } && one is { Outcome: Outcome.Breached, Standing: not Standing.Refuted })).Select(name => name ?? "plain text").ToArray();
            written["under-readings"] = breached.Length == 0 ? "breached under no reading" : breached.Length == readings.Length ? "breached under every reading" : $"breached under some readings ({string.Join(", ", breached)})";
        }
        Add(written, "assumptions", finding.Assumptions.Select(one => (JsonNode)one));
        Add(written, "entries", finding.Entries.Select(entry => (JsonNode)entry));
        written["trace"] = Written(finding.Trace);
        return written;
    }

    private static JsonObject Written(Step step)
    {
        var written = new JsonObject { ["predicate"] = step.Predicate, ["value"] = step.Value };
        if (step.Margin is { } margin) written["margin-m"] = margin.Value;
        Add(written, "assumptions", step.Assumptions.Select(one => (JsonNode)one));
        Add(written, "entries", step.Entries.Select(entry => (JsonNode)entry));
        Add(written, "because", step.Because.Select(Written));
        return written;
    }

    private static JsonArray Written(Interval time) => new(InstantPattern.ExtendedIso.Format(time.Start), InstantPattern.ExtendedIso.Format(time.End));

    private static void Add(JsonObject to, string member, IEnumerable<JsonNode> values)
    {
        if (values.ToArray() is { Length: > 0 } all) to[member] = new JsonArray(all);
    }
}
