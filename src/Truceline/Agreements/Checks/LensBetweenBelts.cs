using System.Collections.Immutable;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Checks;

/// <summary>
/// TL031: belts that two actors are to keep, each on its own side but of another line. Ground in both belts is a lens, and
/// ground between the two lines in neither a gap: what one takes for empty the other takes for its own.
/// <para>
/// Belts belong together when one clause names both, when their clauses mirror each other, or when they stand in one
/// article. Where an actor has a belt of the other's line too, the lines are different parts of a front and not two ways
/// to draw it: then nothing is said.
/// </para>
/// </summary>
internal static class LensBetweenBelts
{
    /// <summary>How many pairs of lines are measured; agreements have one or two.</summary>
    private const int MostPairs = 20;

    private const string Remedy = "draw both belts from one line, or say what holds in between";

    /// <summary>A belt on an actor's side of a line.</summary>
    private readonly record struct Drawn(string Actor, string Line, Metres Distance);

    /// <summary>The belts of two actors from a line each, and the clauses that name them.</summary>
    private sealed record Pair(string Actor, string Line, string Other, string OtherLine)
    {
        public SortedSet<int> Clauses { get; } = [];
        public SortedSet<Metres> Distances { get; } = [];
        public SortedSet<Metres> OtherDistances { get; } = [];
    }

    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var pairs = Pairs(agreement);
        foreach (var pair in pairs.Take(MostPairs))
            foreach (var problem in Of(agreement, pair)) yield return problem;
        if (pairs.Count > MostPairs)
            yield return agreement.Problem("TL031", agreement.Clauses[pairs[MostPairs].Clauses.Min].Where,
                FormattableString.Invariant($"belts of more than {MostPairs} pairs of lines were not all held against each other"), "draw the belts from fewer lines", [], severity: Severity.Note);
    }

    private static List<Pair> Pairs(Agreement agreement)
    {
        var pairs = new Dictionary<(string, string, string, string), Pair>();
        var belts = new Dictionary<string, ImmutableArray<Drawn>>(StringComparer.Ordinal);
        foreach (var clauses in Together(agreement))
        {
            var drawn = clauses
                .SelectMany(n => Zones(agreement.Clauses[n]).Distinct(StringComparer.Ordinal), (n, zone) => (n, zone))
                .SelectMany(use => BeltsOf(use.zone), (use, belt) => (Clause: use.n, Belt: belt))
                .GroupBy(use => (use.Belt.Actor, use.Belt.Line))
                .ToDictionary(group => group.Key, group => group.ToList());
            var keys = drawn.Keys.OrderBy(key => agreement.Actors[key.Actor].Name, StringComparer.Ordinal).ThenBy(key => key.Actor, StringComparer.Ordinal).ThenBy(key => key.Line, StringComparer.Ordinal).ToList();
            for (var i = 0; i < keys.Count && pairs.Count <= MostPairs; i++)
                for (var j = i + 1; j < keys.Count && pairs.Count <= MostPairs; j++)
                {
                    var (one, other) = (keys[i], keys[j]);
                    if (one.Actor == other.Actor || drawn.ContainsKey((one.Actor, other.Line)) || drawn.ContainsKey((other.Actor, one.Line)) || Same(agreement.Lines[one.Line], agreement.Lines[other.Line])) continue;
                    var key = (one.Actor, one.Line, other.Actor, other.Line);
                    if (!pairs.TryGetValue(key, out var pair)) pairs[key] = pair = new(one.Actor, one.Line, other.Actor, other.Line);
                    pair.Clauses.UnionWith(drawn[one].Concat(drawn[other]).Select(use => use.Clause));
                    pair.Distances.UnionWith(drawn[one].Select(use => use.Belt.Distance));
                    pair.OtherDistances.UnionWith(drawn[other].Select(use => use.Belt.Distance));
                }
        }
        return [.. pairs.Values];

        ImmutableArray<Drawn> BeltsOf(string zone)
        {
            if (!belts.TryGetValue(zone, out var known)) belts[zone] = known = [.. Belts(agreement, zone).Distinct()];
            return known;
        }
    }

    /// <summary>Clauses whose belts belong together, by their places: those of one article, those that mirror each other, and each by itself.</summary>
    private static IEnumerable<int[]> Together(Agreement agreement)
    {
        var all = Enumerable.Range(0, agreement.Clauses.Length).Where(n => Zones(agreement.Clauses[n]).Any()).ToList();
        foreach (var article in all.GroupBy(n => agreement.Clauses[n].Ref ?? $"\n{agreement.Clauses[n].Id}", StringComparer.Ordinal)) yield return [.. article];
        var places = all.ToDictionary(n => agreement.Clauses[n].Id, StringComparer.Ordinal);
        foreach (var n in all)
            if (agreement.Clauses[n].Mirror is { } mirror && places.TryGetValue(mirror.Clause, out var other)) yield return [n, other];
    }

    private static IEnumerable<string> Zones(Clause clause) => new[] { clause.In, clause.OutOf, clause.FromIn }.OfType<string>();

    /// <summary>The belts on one side that a zone is made of, as it is written.</summary>
    private static IEnumerable<Drawn> Belts(Agreement agreement, string zone)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<ZoneForm>([new ZoneForm.Named(zone)]);
        while (open.TryPop(out var form))
            switch (form)
            {
                case ZoneForm.Named named when seen.Add(named.Zone): open.Push(agreement.Zones[named.Zone].Form); break;
                case ZoneForm.In within: open.Push(within.Zone); break;
                case ZoneForm.AnyOf any:
                    foreach (var part in any.Zones) open.Push(part);
                    break;
                case ZoneForm.Belt { Line: { } line, Side: { } side, IsBeyond: false } belt:
                    yield return new(side, line, belt.Distance);
                    break;
            }
    }

    private static bool Same(NamedLine one, NamedLine other) => ReferenceEquals(one.Line, other.Line) || one.Line.Vertices.SequenceEqual(other.Line.Vertices);

    private static IEnumerable<Problem> Of(Agreement agreement, Pair pair)
    {
        NamedLine line = agreement.Lines[pair.Line], other = agreement.Lines[pair.OtherLine];
        // The widest that both have; a lens of narrower ones lies in it.
        var common = pair.Distances.Intersect(pair.OtherDistances).ToList();
        var lens = new Zone.AllOf([
            Belt(line, pair.Actor, common.Count > 0 ? common.Max() : pair.Distances.Max),
            Belt(other, pair.Other, common.Count > 0 ? common.Max() : pair.OtherDistances.Max)]);
        if (Depth.Of(lens) is { Exists: Certainty.Certain } && Told(agreement, pair, lens, "is in both belts") is { } both) yield return both;
        if (Geography.Zones.Between(line.Line, other.Line, out _) is not { } between) yield break;
        var gap = new Zone.AllOf([
            between,
            new Zone.NotIn(Belt(line, pair.Actor, pair.Distances.Max)),
            new Zone.NotIn(Belt(other, pair.Other, pair.OtherDistances.Max))]);
        if (Told(agreement, pair, gap, "between the lines is in neither belt") is { } neither) yield return neither;
    }

    private static Zone.Belt Belt(NamedLine line, string actor, Metres distance) => new(line.Line, distance, line.Left == actor ? Side.Left : Side.Right);

    private static Problem? Told(Agreement agreement, Pair pair, Zone zone, string how)
    {
        if (Ground.Of(zone) is not { Exists: Certainty.Certain, SquareMetres: >= GroundWords.LeastSquareMetres } ground) return null;
        var proof = GroundWords.Proof(agreement, zone, ground);
        var assumed = new[] { pair.Line, pair.OtherLine }.Where(id => agreement.Lines[id].Assumed).Order(StringComparer.Ordinal).Select(id => $"line {Shown.Quoted(id)}").ToList();
        var clauses = pair.Clauses.Select(n => agreement.Clauses[n]).ToList();
        return agreement.Problem("TL031", clauses[0].Where,
            $"{GroundWords.Measure(ground)}{GroundWords.With(proof.Places)} {how}: that of {Shown.Plain(pair.Actor)} is drawn from line {Shown.Quoted(pair.Line)}, that of {Shown.Plain(pair.Other)} from line {Shown.Quoted(pair.OtherLine)}"
            + (assumed.Count == 0 ? "" : $"; {Shown.List(assumed)} {(assumed.Count == 1 ? "is" : "are")} assumed"),
            Remedy, [.. clauses.Select(clause => clause.Id), pair.Actor, pair.Other, pair.Line, pair.OtherLine], proof);
    }
}
