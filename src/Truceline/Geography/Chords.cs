namespace Truceline.Geography;

/// <summary>
/// What the straight chord between two points in space says about the geodesic between them. Sound bounds, used to leave
/// out what cannot matter.
/// </summary>
internal static class Chords
{
    // The ellipsoid's radius changes by at most f·a per radian, which lengthens a chord by less than this factor.
    private const double RadialSlack = 1.00001;

    /// <summary>
    /// The greatest chord that a geodesic of this length allows: no longer than itself, and no longer than the chord of
    /// the angle at the centre of the Earth, which the geodesic exceeds b times over (projecting onto the sphere of the
    /// polar radius shortens every path).
    /// </summary>
    public static double GreatestWithin(double distance) => Math.Min(
        distance,
        2 * RadialSlack * Ellipsoid.EquatorialRadius * Math.Sin(Math.Min(distance / (2 * Ellipsoid.PolarRadius), Math.PI / 2)));

    /// <summary>How far a geodesic of this length may leave its straight chord.</summary>
    public static double Sagitta(double length) => length * length / (8 * Ellipsoid.LeastCurvatureRadius);
}
