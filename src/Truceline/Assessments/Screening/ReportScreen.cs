using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments.Screening;

/// <summary>That one report, taken alone, may speak or speaks of what a clause prohibits.</summary>
/// <param name="Entry">The entry that brought the report.</param>
/// <param name="Clause">The clause, by id.</param>
/// <param name="Certainty">Possible or certain: the least of act, thing, place, time and author.</param>
/// <param name="Margin">
/// How far the whole region of uncertainty lies at least inside the clause's zones; null where that is not known or was not asked for.
/// </param>
public sealed record ScreenedReport(long Entry, string Clause, Certainty Certainty, Metres? Margin);

/// <summary>
/// Each report alone against each prohibition, and against what permissions prohibit to others: a quick triage, and no finding. Reports
/// are not fused, nobody's exceptions are looked at, nor whether anybody is bound; what a clause waits for in other clauses is unknown.
/// </summary>
public static class ReportScreen
{
    /// <summary>Screens the reports of a record that count, in the order of their entries, then of the clauses.</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="log">The record.</param>
    /// <param name="withMargins">Whether margins are asked for, which takes longer.</param>
    /// <param name="threads">How many at a time work on it; the result is the same.</param>
    public static ImmutableArray<ScreenedReport> Of(Agreement agreement, ReportLog log, bool withMargins, int threads)
    {
        Sighting[] sightings = [.. log.Standing.Select(Sighting.Of).OfType<Sighting>().OrderBy(sighting => sighting.Report.Entries[0])];
        var screen = AgreementScreen.Of(agreement, Unfolded(agreement, log));
        var hits = screen.Screen([.. sightings.Select(sighting => Row(screen, sighting))], i => sightings[i], threads);
        var found = new ScreenedReport[hits.Count];
        var from = new int[sightings.Length + 1];
        for (var i = 0; i < sightings.Length; i++) from[i + 1] = from[i] + hits.Of(i).Length;
        var runs = (sightings.Length + Hits.Run - 1) / Hits.Run;
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = threads }, run =>
        {
            var weighing = new Weighing(agreement);
            for (var i = run * Hits.Run; i < Math.Min((run + 1) * Hits.Run, sightings.Length); i++)
                for (var k = 0; k < from[i + 1] - from[i]; k++)
                {
                    var (hit, ban) = (hits.Of(i)[k], screen.Bans[hits.Of(i)[k].Clause]);
                    var margin = withMargins ? weighing.Margin(ban, new(sightings[i], hit.Certainty, hit.Certainty, hit.Certainty)) : null;
                    found[from[i] + k] = new(sightings[i].Report.Entries[0], ban.Clause.Id, hit.Certainty, margin);
                }
        });
        return [.. found];
    }

    /// <summary>When things happened as declared: with nothing found yet, no state of a clause is known.</summary>
    internal static Calendar Unfolded(Agreement agreement, ReportLog log) =>
        Calendar.Of(agreement, EventTime.Of(agreement, log.Standing, null), ImmutableSortedDictionary.Create<string, ClauseState>(StringComparer.Ordinal), isEarliestEnough: true);

    private static ScreenRow Row(AgreementScreen screen, Sighting sighting)
    {
        var (kind, region, time) = (screen.KindOf(sighting), sighting.Observation.Where.Region, sighting.Observation.Occurred);
        return region is Region.Disc disc
            ? new(kind, disc.Centre.Latitude, disc.Centre.Longitude, disc.Radius.Value, null, time)
            : new(kind, 0, 0, 0, region, time);
    }
}
