using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Checks;

/// <summary>
/// TL030, for zones that are composed: one in which there is no ground, such as what two zones share that do not meet. A
/// zone that is empty because a zone under it is, is not told again, nor a sector that no clause names.
/// </summary>
internal static class EmptyZone
{
    /// <summary>How many places are looked at in all zones together.</summary>
    private const int Budget = 40_000;

    private const string Remedy = "name zones that share ground, or remove it";

    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var empty = new HashSet<Zone>(ReferenceEqualityComparer.Instance);
        var budget = Budget;
        foreach (var zone in agreement.Zones.Values.Where(zone => zone.Zone is Zone.AllOf or Zone.AnyOf).OrderBy(zone => GroundSearch.Primitives(zone.Zone)).ThenBy(zone => zone.Id, StringComparer.Ordinal))
        {
            if (IsExplained(zone.Zone, empty) || (zone.Form is ZoneForm.Sectors && !Users(agreement, zone.Id).Any())) continue;
            var depth = Depth.Of(zone.Zone, ref budget);
            if (depth?.Exists == Certainty.Possible && budget <= 0)
            {
                yield return agreement.Problem("TL030", zone.Where, $"zones of many parts, from {Name(zone)} on, were not searched for ground", "draw it with fewer", [zone.Id], severity: Severity.Note);
                yield break;
            }
            if (depth is not { Exists: not Certainty.Certain } found) continue;
            empty.Add(zone.Zone);
            var nothing = found.Exists == Certainty.No;
            yield return agreement.Problem("TL030", zone.Where,
                nothing ? $"there is no ground in {Name(zone)}" : $"in {Name(zone)} no ground was found, and none is there that is wider than {found.Most + found.Most}",
                Remedy, [zone.Id, .. Users(agreement, zone.Id)], severity: nothing ? null : Severity.Warning);
        }
    }

    private static string Name(NamedZone zone) =>
        zone.IsNamed ? $"zone {Shown.Quoted(zone.Id)}: {Shown.Plain(zone.Describes)}" : $"the zone {Shown.Quoted(zone.Describes)}";

    private static IEnumerable<string> Users(Agreement agreement, string zone) =>
        agreement.Clauses.Where(clause => clause.In == zone || clause.OutOf == zone || clause.FromIn == zone).Select(clause => clause.Id);

    private static bool IsExplained(Zone zone, HashSet<Zone> empty) => empty.Contains(zone) || zone switch
    {
        Zone.AllOf all => all.Zones.Any(part => IsExplained(part, empty)),
        Zone.AnyOf { Zones.IsEmpty: false } any => any.Zones.All(part => IsExplained(part, empty)),
        _ => false,
    };
}
