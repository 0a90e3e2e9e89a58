using System.Collections.Immutable;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Checks;

/// <summary>
/// TL032: ground of an area of application that no clause speaks of. An area of application is a zone drawn in a file with
/// <c>claimed-by</c>. A clause speaks of the zones that it names; a prohibition that names none holds everywhere.
/// </summary>
internal static class UncoveredGround
{
    /// <summary>Less than this share of an area comes of how its edges were drawn.</summary>
    private const double LeastShare = 0.01;

    /// <summary>How many areas are measured; agreements name one or two.</summary>
    private const int MostAreas = 20;

    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        if (agreement.Clauses.Any(clause => clause.Kind == ClauseKind.MustNot && !Zones(clause).Any() && clause.Over is null)) yield break;
        var spoken = agreement.Clauses.SelectMany(Zones).Distinct(StringComparer.Ordinal).Select(id => agreement.Zones[id].Zone).ToImmutableArray();
        var areas = agreement.Zones.Values.Where(zone => zone is { ClaimedBy: not null, Zone: Zone.In } && !spoken.Any(part => Holds(part, zone.Zone))).ToList();
        foreach (var area in areas.Take(MostAreas))
            if (Uncovered(agreement, area, spoken) is { } problem) yield return problem;
        if (areas.Count > MostAreas)
            yield return agreement.Problem("TL032", areas[MostAreas].Where, FormattableString.Invariant($"areas of application after the first {MostAreas} were not held against the clauses"),
                "draw fewer areas", [areas[MostAreas].Id], severity: Severity.Note);
    }

    private static Problem? Uncovered(Agreement agreement, NamedZone area, ImmutableArray<Zone> spoken)
    {
        var zone = new Zone.AllOf([area.Zone, new Zone.NotIn(new Zone.AnyOf(spoken))]);
        // Most of many zones are far from most of the area, but that has to be seen first.
        if (Ground.Of(zone, Ground.Budget + 100 * spoken.Length) is not { Exists: Certainty.Certain } ground) return null;
        var whole = ((Zone.In)area.Zone).Area.SquareMetres;
        if (ground.SquareMetres < Math.Max(GroundWords.LeastSquareMetres, LeastShare * whole)) return null;
        var proof = GroundWords.Proof(agreement, zone, ground);
        var assumed = area.Assumptions.IsEmpty ? "" : "; the area is assumed";
        return agreement.Problem("TL032", area.Where,
            $"{GroundWords.Measure(ground)} of the area {Shown.Quoted(area.Id)}{GroundWords.With(proof.Places)} is under no clause{assumed}",
            "widen a zone, or say that nothing holds there", [area.Id], proof);
    }

    private static IEnumerable<string> Zones(Clause clause) => new[] { clause.In, clause.OutOf, clause.FromIn }.OfType<string>();

    /// <summary>Whether a zone is the other, or a union in which it stands: without measuring.</summary>
    private static bool Holds(Zone zone, Zone other) => ReferenceEquals(zone, other) || zone is Zone.AnyOf any && any.Zones.Any(part => Holds(part, other));
}
