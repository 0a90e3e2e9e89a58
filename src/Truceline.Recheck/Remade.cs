using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>What follows from a record under an agreement, made again by the checker alone.</summary>
/// <param name="AsOf">The end of the world that was looked at.</param>
/// <param name="Findings">The findings, with traces that have no sentences; in no particular order.</param>
/// <param name="Incidents">The incidents.</param>
/// <param name="Open">The zones of which the checker's own test decided something not for good: there possible is as good an answer as its own.</param>
public sealed record Remade(Instant? AsOf, ImmutableArray<Finding> Findings, ImmutableArray<Incident> Incidents, ImmutableArray<string> Open)
{
    /// <summary>When each event of the agreement happened, in the plain reading.</summary>
    public ImmutableSortedDictionary<string, EventTime> Events { get; private init; } = ImmutableSortedDictionary<string, EventTime>.Empty;

    /// <summary>The entries of coverage that meets so little of a zone that it depends on the choice of places whether it does.</summary>
    public ImmutableHashSet<long> AtEdge { get; private init; } = [];

    /// <summary>Makes everything again: naive, by loops over all reports, pairs, clauses and readings.</summary>
    /// <param name="log">The reports, up to the entry that bounds what is known.</param>
    /// <param name="agreement">The agreement.</param>
    /// <param name="asOf">The end of the world; null: the latest end of anything that occurred.</param>
    /// <param name="lenient">Whether what the checker's own test of a place cannot decide for good counts as possible.</param>
    public static Remade Of(ReportLog log, Agreement agreement, Instant? asOf, bool lenient = false)
    {
        var end = asOf ?? log.Standing.Max(one => one.Report.Content.When?.End);
        var used = log.Standing.Where(one => end is null || one.Report.Content.When is not { } when || when.Start <= end).ToImmutableArray();
        var incidents = new Groups([.. used.Select(Sighting.Of).OfType<Sighting>().OrderBy(one => one.Id)], FusionRules.Default, GroupingDecisions.Of(log)).Incidents();
        if (end is not { } bound) return new(end, [], incidents, []);
        var plain = new Reckoning(agreement, null, used, incidents, bound, lenient);
        var all = plain.Findings(agreement.Clauses).Select(one => (one, plain)).ToList();
        foreach (var reading in agreement.Readings.Values)
        {
            var other = new Reckoning(reading.Agreement, reading.Name, used, incidents, bound, lenient);
            all.AddRange(other.Findings(reading.Agreement.Clauses.Where(clause => reading.Changes.Contains(clause.Id))).Select(one => (one, other)));
        }
        return new(end, [.. all.Select(one => one.one)], incidents, [.. all.SelectMany(one => one.Item2.Open).Distinct().Order(StringComparer.Ordinal)]) { Events = plain.Events, AtEdge = [.. all.Select(one => one.Item2).Distinct().SelectMany(one => one.AtEdge)] };
    }
}
