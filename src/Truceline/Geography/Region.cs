namespace Truceline.Geography;

/// <summary>
/// Where something may have been: the closed region of uncertainty of an observation. A closed family.
/// </summary>
public abstract record Region
{
    private Region() { }

    /// <summary>A point known to within a radius (zero for an exact one).</summary>
    public sealed record Disc(Position Centre, Metres Radius) : Region;

    /// <summary>What an observer saw or heard in a direction at a distance.</summary>
    /// <param name="Apex">Where the observer stood.</param>
    /// <param name="Bearing">The middle of the sector, degrees clockwise from true north.</param>
    /// <param name="HalfWidth">Half of its width in degrees, above 0 and up to 180 (all round).</param>
    /// <param name="Near">The least distance.</param>
    /// <param name="Far">The greatest distance.</param>
    public sealed record Sector(Position Apex, double Bearing, double HalfWidth, Metres Near, Metres Far) : Region;

    /// <summary>Somewhere within an area.</summary>
    public sealed record Within(Area Area) : Region;

    /// <summary>No place is known: possible everywhere.</summary>
    public sealed record Anywhere : Region;

    /// <summary>One answer for each case.</summary>
    public T Match<T>(Func<Disc, T> disc, Func<Sector, T> sector, Func<Within, T> within, Func<Anywhere, T> anywhere) => this switch
    {
        Disc d => disc(d),
        Sector s => sector(s),
        Within w => within(w),
        Anywhere a => anywhere(a),
        _ => throw new InvalidOperationException("INVARIANT: the family of regions is closed"),
    };
}
