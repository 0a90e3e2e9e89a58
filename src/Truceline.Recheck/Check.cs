using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;
using static System.FormattableString;

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
/// <param name="Accepted">The findings accepted where a share lies so near to its floor, or to nothing, that neither answer can be shown; by id.</param>
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
        var several = root as JsonArray ?? (root as JsonObject)?["assessments"] as JsonArray ?? [];
        var own = several.Where(one => Text((one as JsonObject)?["agreement"]) == agreement.Id).ToArray();
        if (own.Length > 1) throw new JsonException($"agreement '{agreement.Id}' is assessed there twice");
        return (own is [var only] ? only : root) is JsonObject whole && (whole.ContainsKey("trace") || Text(whole["agreement"]) == agreement.Id)
            ? Of(whole, Remade.Of(log, agreement, asOf, Claims(whole)), id) : throw new JsonException($"this is no assessment of agreement '{agreement.Id}'");
    }

    internal static Verification Of(JsonObject whole, Remade remade, string? id)
    {
        var doubts = new List<Doubt>();
        var claims = Claims(whole).Where(one => id is null || Id(one).StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (id is null)
        {
            if (!whole.ContainsKey("trace")) Compare("", "", whole, remade.Head, ["findings", .. Prose], doubts);
            foreach (var twice in claims.GroupBy(Id).Where(group => group.Count() > 1)) doubts.Add(new(twice.Key, "finding", "it is there twice", null));
            foreach (var missing in remade.Findings.Values.ExceptBy(claims.Select(Id), Id))
                doubts.Add(new(Id(missing), "finding", null, Text(missing["trace"]!["value"])));
        }
        foreach (var claim in claims)
            if (remade.Findings.TryGetValue(Id(claim), out var made)) Compare(Id(claim), "", claim, made, Prose, doubts);
            else doubts.Add(new(Id(claim), "finding", Text(claim["outcome"]) ?? "nothing", null));
        return new(claims.Length, claims.Sum(claim => Steps(claim["trace"]).Count()), [.. claims.Select(Id).Where(remade.Accepted.Contains)], [.. doubts]);
    }

    private static IEnumerable<JsonObject> Claims(JsonObject whole) =>
        whole.ContainsKey("trace") ? [whole] : (whole["findings"] as JsonArray ?? []).OfType<JsonObject>();

    internal static string Id(JsonObject claim) => Text(claim["id"]) ?? "";

    internal static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A step and all below it.</summary>
    internal static IEnumerable<JsonObject> Steps(JsonNode? step) =>
        step is not JsonObject one ? [] : (one["because"] as JsonArray ?? []).SelectMany(Steps).Prepend(one);

    /// <summary>Member by member; a margin may be two millimetres off.</summary>
    private static void Compare(string finding, string place, JsonNode? claimed, JsonNode? follows, string[] except, List<Doubt> doubts)
    {
        if (claimed is JsonObject one && follows is JsonObject other)
            foreach (var member in one.Select(pair => pair.Key).Union(other.Select(pair => pair.Key)).Except(except))
                Compare(finding, $"{place}/{member}", one[member], other[member], Prose, doubts);
        else if (claimed is JsonArray many && follows is JsonArray others && many.Count == others.Count)
            for (var i = 0; i < many.Count; i++)
                Compare(finding, Invariant($"{place}[{i}] {Text((others[i] as JsonObject)?["predicate"])}").TrimEnd(), many[i], others[i], Prose, doubts);
        else if (!JsonNode.DeepEquals(claimed, follows) && !(place.EndsWith("/margin-m", StringComparison.Ordinal)
            && claimed?.GetValueKind() == JsonValueKind.Number && follows is not null && Math.Abs((double)claimed - (double)follows) <= 0.0021))
            doubts.Add(new(finding, place.TrimStart('/'), claimed?.ToJsonString(), follows?.ToJsonString()));
    }
}
