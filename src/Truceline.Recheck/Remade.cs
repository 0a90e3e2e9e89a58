using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>What follows from a record under an agreement, made again by the checker alone, as <c>assess --json</c> has it without its sentences.</summary>
/// <param name="Head">What is said of the record as a whole.</param>
/// <param name="Findings">The findings by id.</param>
/// <param name="Accepted">The ids of those that rest on the claim, because either answer may be right.</param>
internal sealed record Remade(JsonObject Head, ImmutableSortedDictionary<string, JsonObject> Findings, ImmutableHashSet<string> Accepted)
{
    private static readonly JsonSerializerOptions Form = new()
    { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Makes everything again: naive, by loops over all reports, pairs, clauses and readings.</summary>
    public static Remade Of(ReportLog log, Agreement agreement, Instant? asOf, IEnumerable<JsonObject> claims)
    {
        var end = asOf ?? log.Standing.Max(one => one.Report.Content.When?.End);
        var used = log.Standing.Where(one => end is null || one.Report.Content.When is not { } when || when.Start <= end).ToImmutableArray();
        var sightings = used.Select(Sighting.Of).OfType<Sighting>().OrderBy(one => one.Id).ToImmutableArray();
        var incidents = new Groups(sightings, FusionRules.Default, GroupingDecisions.Of(log)).Incidents();
        var claimed = claims.SelectMany(claim => Check.Steps(claim["trace"]), (claim, step) => (Id: Check.Id(claim), Step: step))
            .Where(one => Check.Text(one.Step["predicate"]) == "coverage").ToLookup(one => one.Id, one => one.Step);
        Reckoning In(Agreement read, string? name) => new(read, name, used, incidents, end!.Value, claimed);
        (Reckoning Reckoning, IEnumerable<Clause> Clauses)[] readings = end is null ? [] : [(In(agreement, null), agreement.Clauses),
            .. agreement.Readings.Values.Select(one => (In(one.Agreement, one.Name), one.Agreement.Clauses.Where(clause => one.Changes.Contains(clause.Id))))];
        var all = readings.SelectMany(one => one.Reckoning.Findings(one.Clauses)).ToArray();
        var breaches = all.Where(one => one.IsBreach).Select(one => one.Key).ToHashSet();
        var limits = used.Where(one => one.Report.Limits is not null).Select(one => $"{one.Report.Source}: {one.Report.Limits}");
        var head = Written(new
        {
            Agreement = agreement.Id, Rules = Rules.Version, AsOf = Text(end), AtEntry = log.Size,
            Reports = used.Length, Exercise = used.Any(one => one.Report.Exercise), Limits = Step.Some(Ordered(limits)),
            Events = readings.Take(1).SelectMany(one => one.Reckoning.Events)
                .ToDictionary(one => one.Id, one => new { At = Text(one.Time.At), Entries = Step.Some(one.Time.Entries) }),
            Incidents = incidents.Select(one => new
            {
                Id = one.Id.Value, Occurred = Span(one.Occurred), Count = one.Count is { } count ? new int?[] { count.Least, count.Most } : null,
                Grouping = Step.Some(one.Reasons.Select(reason => reason.Sentence())), Entries = Step.Some(Reckoning.Entries([one])),
            }),
        });
        return new(head, all.ToImmutableSortedDictionary(one => one.Id.Value, one => Written(new
        {
            Id = one.Id.Value, one.Key.Clause, one.Key.Reading, one.Key.Subject, Occasion = one.Key.Occasion.Name,
            Time = one.Time is { } time ? Span(time) : null, Outcome = one.Outcome.Word(), Standing = one.Standing?.Word(),
            Attribution = one.Verdict.Attribution?.Word(), MarginM = one.Margin, UnderReadings = Under(one.Key), one.Trace,
            Assumptions = Step.Some(Ordered(one.Trace.All().SelectMany(step => step.Assumptions ?? []))), Entries = Step.Some(one.Trace.AllEntries()),
        })), [.. readings.SelectMany(one => one.Reckoning.Accepted)]);

        // In which readings a clause that some of them change is breached.
        string? Under(FindingKey key)
        {
            string?[] names = [null, .. agreement.Readings.Values.Where(one => one.Changes.Contains(key.Clause)).Select(one => one.Name)];
            var breached = names.Where(name => breaches.Contains(key with { Reading = name })).Select(name => name ?? "plain text").ToArray();
            return key.Reading is not null || names.Length == 1 ? null : breached.Length == 0 ? "breached under no reading"
                : breached.Length == names.Length ? "breached under every reading" : $"breached under some readings ({string.Join(", ", breached)})";
        }
    }

    private static IEnumerable<string> Ordered(IEnumerable<string> some) => some.Distinct().Order(StringComparer.Ordinal);

    private static JsonObject Written<T>(T form) => JsonSerializer.SerializeToNode(form, Form)!.AsObject();

    private static string? Text(Instant? at) => at is { } known ? InstantPattern.ExtendedIso.Format(known) : null;

    private static string?[] Span(Interval time) => [Text(time.Start), Text(time.End)];
}
