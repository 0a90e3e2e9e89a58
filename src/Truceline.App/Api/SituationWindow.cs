using System.Globalization;

namespace Truceline.App.Api;

/// <summary>The part of the ground that a map shows, and how near: <c>bbox=west,south,east,north</c> in degrees, and <c>zoom</c> as maps count it (a step halves what is in sight).</summary>
internal sealed record SituationWindow(double West, double South, double East, double North, int Zoom)
{
    private const int MostZoom = 14;

    /// <summary>Reads a window; null: none is asked for. What is no window is a fault, in one sentence.</summary>
    public static (SituationWindow? Window, string? Fault) Read(IQueryCollection query)
    {
        if (query["bbox"] is not [{ Length: > 0 } box]) return (null, null);
        var sides = box.Split(',').Select(side => double.TryParse(side, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= 360 ? degrees : double.NaN).ToArray();
        if (sides is not [var west, var south, var east, var north] || !(west < east) || !(south < north)) return (null, "'bbox' is no window. Write it as west,south,east,north in degrees.");
        return query["zoom"] is [{ } written] && int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var zoom)
            ? (new(west, south, east, north, Math.Min(zoom, MostZoom)), null)
            : (null, "'zoom' is no whole number from 0 to 14.");
    }
}
