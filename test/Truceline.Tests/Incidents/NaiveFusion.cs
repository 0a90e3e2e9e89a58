using System.Collections.Immutable;
using NodaTime;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Recheck;

namespace Truceline.Tests.Incidents;

/// <summary>
/// Fusion as its rule is told, each with each: the geodesic for every pair, all links sorted, chains cut from the largest gap
/// down. It shares nothing with <see cref="Fusion"/> but the compatibility of two sightings and the speed of sound; gaps are the checker's. It knows no decisions, and nothing wide.
/// </summary>
internal static class NaiveFusion
{
    private static readonly Places Ground = new(DateTimeZone.Utc);

    /// <summary>The incidents, each as the ids of its reports.</summary>
    public static ImmutableArray<string> Groups(ImmutableArray<Sighting> sightings, FusionRules rules)
    {
        var all = sightings.OrderBy(sighting => sighting.Id).ToArray();
        var fine = all.Where(sighting => !IsCoarse(sighting, rules)).ToArray();
        var tree = fine.Select(one => new Tree(null, null, [one])).ToList();
        var top = fine.Select((_, i) => i).ToArray();
        foreach (var (_, a, b) in Links(fine, rules))
        {
            if (top[a] == top[b]) continue;
            var (left, right) = (tree[top[a]], tree[top[b]]);
            var (from, to) = (top[a], top[b]);
            tree.Add(new(left, right, [.. left.All, .. right.All]));
            for (var i = 0; i < top.Length; i++)
                if (top[i] == from || top[i] == to) top[i] = tree.Count - 1;
        }
        return
        [
            .. top.Distinct().SelectMany(root => Cut(tree[root], rules)).Concat(all.Except(fine).Select(one => (Sighting[])[one]))
                .Select(group => string.Join('+', group.Select(one => one.Id.Value).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal),
        ];
    }

    private sealed record Tree(Tree? Left, Tree? Right, Sighting[] All);

    private static IEnumerable<Sighting[]> Cut(Tree tree, FusionRules rules) =>
        tree.Left is null || Fits(tree.All, rules) ? [tree.All] : Cut(tree.Left, rules).Concat(Cut(tree.Right!, rules));

    private static bool Fits(Sighting[] all, FusionRules rules) =>
        all.Max(one => Time(one).End) - all.Min(one => Time(one).Start) <= rules.Lasting
        && all.All(a => all.All(b => Compatibility.MayBeOne(a, b) && Geodesic.Distance(Disc(a).Middle, Disc(b).Middle).Rounded() <= rules.Extent));

    private static IEnumerable<(double Score, int A, int B)> Links(Sighting[] fine, FusionRules rules)
    {
        var links = new List<(double Score, int A, int B)>();
        var inTime = Enumerable.Range(0, fine.Length).OrderBy(i => Time(fine[i]).Start).ThenBy(i => i).ToArray();
        for (var late = 0; late < inTime.Length; late++)
        {
            var left = 32;
            for (var early = late - 1; early >= 0 && left > 0; early--)
            {
                var (a, b) = (fine[inTime[early]], fine[inTime[late]]);
                var pause = Math.Max(0, (Time(b).Start - Time(a).End).TotalHours / rules.Pause.TotalHours);
                var gap = new Metres(Ground.Apart(a.Observation.Where.Region, b.Observation.Where.Region));
                if (pause > 1 || gap > rules.Gap || !Compatibility.MayBeOne(a, b)) continue;
                left--;
                links.Add((Math.Max(pause, gap.Value / rules.Gap.Value), Math.Min(inTime[early], inTime[late]), Math.Max(inTime[early], inTime[late])));
            }
        }
        return links.Order();
    }

    private static bool IsCoarse(Sighting sighting, FusionRules rules) =>
        Extent.Of(sighting.Observation.Where.Region) is not { } disc || disc.Radius.Value > rules.Extent.Value / 2 || Time(sighting).Duration > rules.Lasting;

    private static Interval Time(Sighting sighting) => Sound.Happened(sighting.Observation);

    private static Extent Disc(Sighting sighting) => Extent.Of(sighting.Observation.Where.Region)!;
}
