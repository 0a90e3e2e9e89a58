using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>Whether the contents of two observations leave open that they are of one happening.</summary>
public static class Compatibility
{
    /// <summary>
    /// False when the acts exclude each other, when one saw the outgoing end of a fire and the other its impact (the two
    /// ends lie apart), when the classes exclude each other, or when both name who it was, on more than a claim, and name
    /// nobody in common. What is not said excludes nothing, and neither does a word that the built-in classes do not know.
    /// </summary>
    public static bool MayBeOne(Observation a, Observation b) => MayBeOne(Traits.Of(a), Traits.Of(b));

    /// <summary>The same of two sightings; positions of different units are never one, so that no unit is taken for another.</summary>
    public static bool MayBeOne(Sighting a, Sighting b) => MayBeOne(Traits.Of(a), Traits.Of(b));

    /// <summary>The same of what is looked at.</summary>
    internal static bool MayBeOne(Traits a, Traits b) =>
        Acts(a.Act, b.Act) && Phases(a.Phase, b.Phase) && Classes(a.Class, b.Class) && (a.Actors.Count == 0 || b.Actors.Count == 0 || a.Actors.Overlaps(b.Actors))
        && !(a.Presence is { } one && b.Presence is { } other && one.IsOtherUnit(other));

    /// <summary>What two sightings say that excludes each other, of each the first.</summary>
    internal static string Excluding(Sighting one, Sighting other)
    {
        var (a, b) = (Traits.Of(one), Traits.Of(other));
        return !Acts(a.Act, b.Act) ? $"'{a.Act!.Value.Written()}' and '{b.Act!.Value.Written()}'"
            : !Phases(a.Phase, b.Phase) ? $"'{a.Phase!.Value.Written()}' and '{b.Phase!.Value.Written()}'"
            : !Classes(a.Class, b.Class) ? $"'{a.Class}' and '{b.Class}'"
            : a.Actors.Count > 0 && b.Actors.Count > 0 && !a.Actors.Overlaps(b.Actors) ? $"by {Names(a.Actors)}, and by {Names(b.Actors)}"
            : "positions of two units";

        static string Names(HashSet<string> actors) => string.Join(" or ", actors.Order(StringComparer.Ordinal).Select(actor => $"'{actor}'"));
    }

    /// <summary>What <see cref="MayBeOne(Sighting, Sighting)"/> looks at, as one text: sightings with the same text are compatible with the same others.</summary>
    internal static string Kind(Sighting sighting) => string.Join(
        '\0',
        [
            sighting.Observation.Act?.Written() ?? "", sighting.Observation.Phase?.Written() ?? "", Known(sighting.Observation) ?? "",
            .. Named(sighting.Observation).Order(StringComparer.OrdinalIgnoreCase),
            .. Presence(sighting) is { Unit: { } unit } presence ? (string[])["", presence.Who, unit] : [],
        ]);

    private static Presence? Presence(Sighting sighting) => sighting.Report.Report.Content as Presence;

    private static bool Acts(Act? a, Act? b) => a is null || b is null || a.Value.Includes(b.Value) || b.Value.Includes(a.Value);

    private static bool Phases(FirePhase? a, FirePhase? b) => !(IsOutgoing(a) && Arrives(b)) && !(IsOutgoing(b) && Arrives(a));

    private static bool IsOutgoing(FirePhase? phase) => phase is FirePhase.Outgoing;

    private static bool Arrives(FirePhase? phase) => phase is FirePhase.Impact or FirePhase.Airburst;

    private static bool Classes(string? a, string? b) => a is null || b is null || ClassGraph.BuiltIn.IsA(a, b) || ClassGraph.BuiltIn.IsA(b, a);

    /// <summary>The built-in class that an observation names; null: none that is known.</summary>
    internal static string? Known(Observation observation) =>
        observation.What is { } words ? ClassGraph.BuiltIn.Named(words) : null;

    /// <summary>Whom it names on more than a claim.</summary>
    internal static HashSet<string> Named(Observation observation) =>
        observation.By.Where(by => by.Basis is not AttributionBasis.Claim).Select(by => by.Actor).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
