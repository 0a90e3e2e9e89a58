using System.Globalization;

namespace Truceline.Geography;

/// <summary>
/// A place on the WGS84 ellipsoid, in degrees. This file is the one place where the axis order is fixed: latitude
/// first in code and in words; longitude first only inside GeoJSON, whose reader swaps it.
/// </summary>
public readonly record struct Position
{
    /// <summary>A position from degrees.</summary>
    /// <param name="latitude">Degrees north, from −90 to 90.</param>
    /// <param name="longitude">Degrees east, from −180 to 180; −180 is kept as 180, so that a meridian has one name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not a number or out of range.</exception>
    public Position(double latitude, double longitude)
    {
        if (!(latitude is >= -90 and <= 90))
            throw new ArgumentOutOfRangeException(nameof(latitude), latitude, "a latitude lies between −90 and 90 degrees");
        if (!(longitude is >= -180 and <= 180))
            throw new ArgumentOutOfRangeException(nameof(longitude), longitude, "a longitude lies between −180 and 180 degrees");
        Latitude = latitude;
        Longitude = longitude == -180 ? 180 : longitude;
    }

    /// <summary>Degrees north of the equator.</summary>
    public double Latitude { get; }

    /// <summary>Degrees east of Greenwich, in (−180, 180].</summary>
    public double Longitude { get; }

    /// <summary>Whether two numbers make a position.</summary>
    public static bool IsValid(double latitude, double longitude) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180;

    /// <summary>For people: "48.0159 N, 37.8028 E".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Math.Abs(Latitude):0.0000} {(Latitude < 0 ? 'S' : 'N')}, {Math.Abs(Longitude):0.0000} {(Longitude < 0 ? 'W' : 'E')}");
}
