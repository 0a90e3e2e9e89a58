using System.Collections.Immutable;
using NodaTime;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>
/// Joins observations of one happening. Two observations may be one when their regions of uncertainty and their times are
/// within the rule's gap and pause, and nothing in their content says that they are two things
/// (<see cref="Compatibility"/>). Chains are grown along the closest pairs first and cut at their largest gap where they
/// exceed the rule's extent or duration. The result depends on the set of reports alone, not on their order.
/// </summary>
public static class Fusion
{
    private const int AtOnce = 1 << 14;

    /// <summary>The incidents of a set of reports, in the order of their ids, where nobody decided anything.</summary>
    public static ImmutableArray<Incident> Fuse(IEnumerable<JournalledReport> reports, FusionRules rules) => Fuse(reports, rules, GroupingDecisions.None);

    /// <summary>
    /// The incidents of a set of reports, in the order of their ids. Reports that observe nothing are passed over. What was
    /// decided to be together is together whatever the rules say, and the group grows by them like a single observation;
    /// what was decided to be apart comes into no group.
    /// </summary>
    public static ImmutableArray<Incident> Fuse(IEnumerable<JournalledReport> reports, FusionRules rules, GroupingDecisions decisions)
    {
        var sightings = reports.OrderBy(report => report.Report.Id).Select(Sighting.Of).OfType<Sighting>().ToImmutableArray();
        var spots = Sightings.Columns(sightings, rules);
        return new Grouped(sightings, spots, Neighbours.Links(spots, out _), decisions).Incidents();
    }

    /// <summary>
    /// The groups of points by the same rules, as numbers from 0 in the order of their first points. Ties are broken by the
    /// places of the points in the columns, as those of reports are by their ids.
    /// </summary>
    public static int[] Group(PointColumns points, FusionRules rules) => Group(points, rules, out _);

    /// <summary>The same, and how many pairs were looked at.</summary>
    internal static int[] Group(PointColumns points, FusionRules rules, out long compared)
    {
        var spots = points.Spots(rules);
        var components = Components.Find(points.Count, Neighbours.Links(spots, out compared), []);
        var groups = new int[points.Count];
        var parts = components.Parts(AtOnce);
        var within = new long[parts.Length];
        Parallel.For(0, parts.Length, part =>
        {
            var linkage = new Linkage(spots);
            for (var component = parts[part].Start.Value; component < parts[part].End.Value; component++)
            {
                var members = components.Members(component);
                var least = linkage.Join(members, components.Links(component), Ties.None, null);
                for (var i = 0; i < members.Length; i++) groups[members[i]] = members[least[i]];
            }
            within[part] = linkage.Compared;
        });
        compared += within.Sum();
        var count = 0;
        for (var i = 0; i < groups.Length; i++) groups[i] = components.Of[i] < 0 || groups[i] == i ? count++ : groups[groups[i]];
        return groups;
    }
}
