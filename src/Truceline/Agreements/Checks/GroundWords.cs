using System.Collections.Immutable;
using System.Globalization;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Checks;

/// <summary>Ground, as the checks speak of it.</summary>
internal static class GroundWords
{
    private const int MostPlaces = 5;

    /// <summary>Less than this comes of how a line was drawn.</summary>
    public const double LeastSquareMetres = 1e6;

    /// <summary>
    /// "about 1,240 km²": in three figures, or in two where no more is known; with how well where that is worse than a fifth.
    /// "some ground" where nothing better is known.
    /// </summary>
    public static string Measure(Ground ground)
    {
        if (ground.Within >= ground.SquareMetres) return "some ground";
        var words = $"about {Kilometres(ground.SquareMetres, ground.Within <= ground.SquareMetres / 100 ? 3 : 2)} km²";
        return ground.Within <= ground.SquareMetres / 5 ? words : $"{words} (known to {Kilometres(ground.Within, 2)} km²)";
    }

    /// <summary>The ground as a proof, with the places of the agreement that lie in it.</summary>
    public static Proof.Ground Proof(Agreement agreement, Zone zone, Ground ground) => new(Rounded(ground.SquareMetres, 3), ground.Parts, Places(agreement, zone));

    /// <summary>", with Debaltseve and Luhanske in it,", or nothing.</summary>
    public static string With(ImmutableArray<string> places)
    {
        if (places.IsEmpty) return "";
        var named = places.Take(MostPlaces).Select(Shown.Plain);
        return $", with {Shown.List(places.Length > MostPlaces ? named.Append(FormattableString.Invariant($"{places.Length - MostPlaces} more")) : named)} in it,";
    }

    private static ImmutableArray<string> Places(Agreement agreement, Zone zone) =>
        [.. agreement.Places.Where(place => zone.Holds(new SurfacePoint(place.Value))).Select(place => place.Key)];

    private static string Kilometres(double squareMetres, int figures) =>
        Rounded(squareMetres, figures).ToString(squareMetres >= 9.95e6 ? "#,0" : "0.0", CultureInfo.InvariantCulture);

    /// <summary>Square kilometres in so many figures, and in tenths below ten.</summary>
    private static double Rounded(double squareMetres, int figures)
    {
        var kilometres = squareMetres / 1e6;
        if (kilometres < 9.95) return Math.Round(kilometres, 1, MidpointRounding.AwayFromZero);
        var (unit, most) = (1.0, Math.Pow(10, figures) - 0.5);
        while (kilometres / unit >= most) unit *= 10;
        return Math.Round(kilometres / unit, MidpointRounding.AwayFromZero) * unit;
    }
}
