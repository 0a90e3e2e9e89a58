using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>
/// A distance and a direction from a named place, as in "3 km SE of Zolote" or "3-5 km WSW of Zolote".
/// <para>
/// What the words leave open: a distance is right to half a unit of its last digit ("3 km" is 2.5 to 3.5), and of two
/// distances the lesser and the greater are bounds. One of the eight points N, NE, E … is ± 22.5°, one of the sixteen
/// between them, such as WSW, ± 11.25°. It is measured from anywhere in the place. All of that is covered by one disc, the
/// least one about a point on the bearing, rounded up to the metre: the union of sectors from all points of a place is no
/// simpler shape.
/// </para>
/// </summary>
internal sealed partial record WrittenOffset
{
    /// <summary>How it is written, for a remedy.</summary>
    public const string HowToWrite = "write a distance up to 100 km in km or m and one of the 16 points of the compass, such as '3 km SE of NAME', '3-5 km WSW of NAME' or '500 m north of NAME'";

    private const double FarthestMetres = 100_000;

    // Beyond this the meridians of a place itself run apart so much that a bearing from it says little.
    private const double FarthestNorth = 85;

    private static readonly ImmutableArray<string> Points = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];

    private WrittenOffset(string from) => From = from;

    /// <summary>The name of the place that it is measured from, as written.</summary>
    public string From { get; }

    /// <summary>What is wrong with it, to follow the words; null when it can be used.</summary>
    public string? Fault { get; private init; }

    private string Distance { get; init; } = "";
    private string Point { get; init; } = "";
    private double Near { get; init; }
    private double Far { get; init; }
    private double Bearing => 22.5 * Points.IndexOf(Point);
    private double HalfWidth => Point.Length == 3 ? 11.25 : 22.5;

    /// <summary>The offset that words say; null where they are no offset at all.</summary>
    public static WrittenOffset? Parse(string words)
    {
        if (Pattern().Match(words.Trim()) is not { Success: true } match) return null;
        var offset = new WrittenOffset(match.Groups["name"].Value);
        var unit = match.Groups["unit"].Value.ToLowerInvariant() switch { "m" or "metre" or "metres" or "meter" or "meters" => 1, "km" or "kilometre" or "kilometres" or "kilometer" or "kilometers" => 1000, _ => 0 };
        if (unit == 0) return offset with { Fault = "gives its distance in neither km nor m" };
        if (PointOf(match.Groups["point"].Value) is not { } point) return offset with { Fault = "names no point of the compass" };
        var range = match.Groups["most"].Success;
        if (WrittenNumber.Parse(match.Groups["least"].Value) is not { } least || WrittenNumber.Parse(range ? match.Groups["most"].Value : match.Groups["least"].Value) is not { } most)
            return offset with { Fault = "gives a distance that is no number" };
        var (near, far) = range ? (least.Value, most.Value) : (Math.Max(0, least.Value - least.Half), least.Value + least.Half);
        if (near > far) return offset with { Fault = "gives the greater distance first" };
        if (most.Value <= 0) return offset with { Fault = "gives no distance" };
        if (far * unit > FarthestMetres * 1.1) return offset with { Fault = "gives a distance beyond 100 km, from where a direction says little" };
        var written = range ? $"{match.Groups["least"].Value}-{match.Groups["most"].Value}" : match.Groups["least"].Value;
        return offset with { Distance = $"{written} {(unit == 1 ? "m" : "km")}", Point = point, Near = near * unit, Far = far * unit };
    }

    /// <summary>The disc that covers everything the words may mean when measured from a place.</summary>
    public PlaceReading Cover(NamedPlace start)
    {
        var name = $"{Distance} {Point} of {start.Name}";
        var furthestNorth = Math.Abs(start.At.Latitude) + start.Within.Value / 111_000;
        if (furthestNorth > FarthestNorth) return PlaceReading.NotFound($"'{name}' is measured near a pole, where bearings differ from point to point", "give its latitude and longitude");
        var disc = Disc(start, furthestNorth);
        var wide = start.Within.Value > 0 ? $", from anywhere within {Gazetteer.Length(start.Within)} of it" : "";
        return PlaceReading.Found(new(name, disc), string.Create(
            CultureInfo.InvariantCulture,
            $"{name} read as {Near:0.###} to {Far:0.###} m on a bearing of {Bearing}° ± {HalfWidth}°{wide}: covered by a disc of {disc.Radius.Value:0} m"));
    }

    private Region.Disc Disc(NamedPlace start, double furthestNorth)
    {
        // In the plane the least disc about a ring sector has its centre here; on the ellipsoid it is measured from there.
        var cos = Math.Cos(HalfWidth * Math.PI / 180);
        var centre = Geodesic.Direct(start.At, Bearing, new(Math.Min(Far * cos, (Near + Far) / (2 * cos))));
        var ends = from bearing in new[] { Bearing - HalfWidth, Bearing, Bearing + HalfWidth } from distance in new[] { Near, Far } select Geodesic.Direct(start.At, bearing, new(distance));
        var reach = ends.Max(end => Geodesic.Distance(centre, end).Value);
        // Where the start moves by a metre the end moves by no more than this: meridians meet, and turn the bearing with them.
        var spread = 1 + Far / 6_330_000 * Math.Tan(Math.Min(furthestNorth, FarthestNorth + 0.1) * Math.PI / 180);
        return new(centre, new(Math.Ceiling(reach + start.Within.Value * spread)));
    }

    private static string? PointOf(string words)
    {
        var letters = string.Concat(words.ToLowerInvariant().Where(char.IsAsciiLetter));
        var point = letters.Replace("north", "n", StringComparison.Ordinal).Replace("south", "s", StringComparison.Ordinal)
            .Replace("east", "e", StringComparison.Ordinal).Replace("west", "w", StringComparison.Ordinal).ToUpperInvariant();
        return Points.Contains(point) ? point : null;
    }

    [GeneratedRegex(
        @"^(?:~|about |approximately |ca\. ?)?(?<least>[0-9][0-9.,]*)(?:\s*[-–—]\s*(?<most>[0-9][0-9.,]*))?\s*(?<unit>[A-Za-z]+)\s+(?:to the )?(?<point>[A-Za-z](?:[A-Za-z -]*[A-Za-z])?)\s+(?:of|from)\s+(?<name>\S.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
