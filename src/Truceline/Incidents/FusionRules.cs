using NodaTime;
using Truceline.Geography;

namespace Truceline.Incidents;

/// <summary>The version of the rules by which incidents and findings are made; part of their ids.</summary>
public static class Rules
{
    /// <summary>Raised, with a star in the changelog, whenever an unchanged record would give another finding.</summary>
    public const string Version = "truceline-rules/4";
}

/// <summary>The bounds within which observations are taken for one happening.</summary>
/// <param name="Gap">The greatest gap between two regions of uncertainty that still join.</param>
/// <param name="Pause">The greatest pause between two observations that still join.</param>
/// <param name="Extent">The greatest distance between the middles of any two observations of one incident.</param>
/// <param name="Lasting">The greatest time from the first to the last instant of one incident.</param>
public sealed record FusionRules(Metres Gap, Duration Pause, Metres Extent, Duration Lasting)
{
    /// <summary>
    /// The greatest radius of a region that is joined at all. One with more than half the extent is wide: it is joined last, and
    /// only to what it alone can be one with. Zero: nothing wide is joined.
    /// </summary>
    public Metres Widest { get; init; }

    /// <summary>
    /// How many others may at most be around a wide one, within the gap and the pause of the disc around it, that it is held against. One with more is left
    /// open, for each would have to be held against each. Those of its own source count all, those of each other source <see cref="OfOneSource"/> times at most.
    /// </summary>
    public int Around { get; init; }

    /// <summary>How often another source counts at most among those around a wide one, so that one that sends much does not take away what others tell.</summary>
    public int OfOneSource { get; init; }

    /// <summary>How many may be around a wide one at most, whoever they are of.</summary>
    public int AroundInAll { get; init; }

    /// <summary>
    /// 2 km and 1 hour between neighbours, 5 km and 3 hours over all, and regions of up to 10 km in radius with 64 others around, of which each other source counts 16 at most, and 512 in all. Chains of an hour and two kilometres would make
    /// one incident of a day of battle; the outer bounds are what prevents it.
    /// </summary>
    public static FusionRules Default { get; } = new(new Metres(2_000), Duration.FromHours(1), new Metres(5_000), Duration.FromHours(3)) { Widest = new(10_000), Around = 64, OfOneSource = 16, AroundInAll = 512 };
}
