using System.Globalization;
using System.Text.RegularExpressions;
using Truceline.Agreements.Text;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>
/// A latitude and longitude as somebody wrote it: "48.6912, 38.5163", "48.69 N 38.52 E", "48°41'28\"N 38°30'58\"E", with or
/// without "within 500 m" after it. Without, it is right to half a unit of its last digit, and the disc reaches to the
/// corners of what that leaves open, and never less than 10 m: more digits than that come from a machine, not from knowledge.
/// </summary>
internal static partial class WrittenPosition
{
    private const double LeastReach = 10;
    private const string HowToWrite = "write the latitude and then the longitude in degrees, such as '48.6912, 38.5163 within 200 m'";

    /// <summary>The position that words say, or what is wrong with it; null where they are no position at all.</summary>
    public static PlaceReading? Read(string words)
    {
        if (Pattern().Match(words.Trim()) is not { Success: true } match) return null;
        if (Degrees(match.Groups["lat"].Value, "NS") is not { } latitude || Degrees(match.Groups["lon"].Value, "EW") is not { } longitude || !Position.IsValid(latitude.Value, longitude.Value))
            return PlaceReading.NotFound($"{Shown.Quoted(words)} is no position: latitudes are from -90 to 90, longitudes from -180 to 180", HowToWrite);
        var at = new Position(latitude.Value, longitude.Value);
        if (!match.Groups["within"].Success)
        {
            var reach = Reach(at, latitude.Half, longitude.Half);
            return PlaceReading.Found(new(null, new Region.Disc(at, reach)), string.Create(CultureInfo.InvariantCulture, $"{Shown.Plain(words.Trim())} read as right to its last digit: within {reach.Value:0} m"));
        }
        if (WrittenNumber.Parse(match.Groups["within"].Value) is not { } within || within.Value * Unit(match) > 1_000_000)
            return PlaceReading.NotFound($"{Shown.Quoted(words)} gives no distance up to 1,000 km after 'within'", HowToWrite);
        return new(new(null, new Region.Disc(at, new(within.Value * Unit(match)))), [], null, null, []);
    }

    /// <summary>Degrees, or degrees with minutes and seconds, signed or with the letter of a side; null where it is none.</summary>
    /// <param name="text">What is written.</param>
    /// <param name="sides">The letters of the positive and the negative side, such as "NS".</param>
    public static (double Value, double Half)? Degrees(string text, string sides)
    {
        if (Angle().Match(text.Trim().ToUpperInvariant()) is not { Success: true } match) return null;
        var (side, before) = (match.Groups["side"].Value, match.Groups["before"].Value);
        if (side.Length + before.Length > 1 || (side + before is { Length: 1 } letter && !sides.Contains(letter, StringComparison.Ordinal))) return null;
        var negative = match.Groups["sign"].Value is "-" or "−";
        if (negative && side.Length + before.Length > 0) return null;
        var (degrees, half, share) = (0.0, 0.0, 1.0);
        foreach (var part in new[] { "degrees", "minutes", "seconds" })
        {
            if (!match.Groups[part].Success) break;
            if (WrittenNumber.Parse(match.Groups[part].Value) is not { } number || (share < 1 && number.Value >= 60)) return null;
            // A whole number of degrees, minutes or seconds has no noughts that only hold its place.
            var unit = match.Groups[part].Value.AsSpan().IndexOfAny('.', ',') < 0 ? 0.5 : number.Half;
            (degrees, half, share) = (degrees + number.Value * share, unit * share, share / 60);
        }
        return (negative || side + before is "S" or "W" ? -degrees : degrees, half);
    }

    private static Metres Reach(Position at, double halfLatitude, double halfLongitude)
    {
        var corners = from north in new[] { -halfLatitude, halfLatitude }
                      from east in new[] { -halfLongitude, halfLongitude }
                      select new Position(Math.Clamp(at.Latitude + north, -90, 90), Math.IEEERemainder(at.Longitude + east, 360));
        return new(Math.Max(LeastReach, Math.Ceiling(corners.Max(corner => Geodesic.Distance(at, corner).Value))));
    }

    private static double Unit(Match match) => match.Groups["unit"].Value.Equals("km", StringComparison.OrdinalIgnoreCase) ? 1000 : 1;

    [GeneratedRegex(
        @"^(?<lat>[NS]?\s*[-−+]?[0-9][0-9.]*(?:[ °'’′""”″0-9.]*[°'’′""”″0-9])?\s*[NS]?)(?:\s*[,;/]\s*|\s+)(?<lon>[EW]?\s*[-−+]?[0-9][0-9.]*(?:[ °'’′""”″0-9.]*[°'’′""”″0-9])?\s*[EW]?)(?:,?\s+within\s+(?<within>[0-9][0-9.,]*)\s*(?<unit>km|m))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex(
        @"^(?<before>[NSEW]?)\s*(?<sign>[-−+]?)(?<degrees>[0-9]+(?:[.,][0-9]+)?)\s*(?:°\s*(?:(?<minutes>[0-9]+(?:[.,][0-9]+)?)\s*['’′]\s*(?:(?<seconds>[0-9]+(?:[.,][0-9]+)?)\s*(?:""|”|″|''|’’|′′)\s*)?)?)?(?<side>[NSEW]?)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Angle();
}
