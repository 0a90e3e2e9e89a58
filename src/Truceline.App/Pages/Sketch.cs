using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Truceline.Geography;

namespace Truceline.App.Pages;

/// <summary>One region in a sketch.</summary>
/// <param name="Letter">The letter under which it is listed.</param>
/// <param name="Path">Its outline as the path of an SVG; null for a point known exactly.</param>
/// <param name="X">Where its letter stands, in the units of the drawing.</param>
/// <param name="Y">The same, downwards.</param>
/// <param name="Apex">Where its observer stood; null when that is not part of it.</param>
public sealed record SketchedRegion(string Letter, string? Path, double X, double Y, (double X, double Y)? Apex);

/// <summary>
/// Regions of uncertainty drawn to scale, north up: azimuthal and equidistant about their middle, so that at this size
/// neither angles nor lengths are visibly off.
/// </summary>
/// <param name="Regions">The regions that have a place, in the order of their letters.</param>
/// <param name="Bar">The length of the scale bar in the units of the drawing.</param>
/// <param name="BarLength">What the bar stands for.</param>
public sealed record Sketch(ImmutableArray<SketchedRegion> Regions, double Bar, Metres BarLength)
{
    /// <summary>The width of the drawing.</summary>
    public const int Width = 480;

    /// <summary>Its height.</summary>
    public const int Height = 360;

    // Of a hundred shapes on one spot nobody can tell more than of these.
    private const int Most = 60;
    private const int Margin = 36;
    private const double LeastSpan = 200;
    private const int Steps = 24;

    /// <summary>The sketch of some regions with their letters; null when none has a place.</summary>
    public static Sketch? Of(IEnumerable<(string Letter, Region Region)> regions)
    {
        var drawn = regions.Select(one => (one.Letter, Outline: Outline.Of(one.Region))).Where(one => one.Outline is not null).Take(Most).ToArray();
        if (drawn.Length == 0) return null;
        var centre = drawn[0].Outline!.Middle;
        var flat = drawn.Select(one => (one.Letter, Outline: one.Outline!, Rings: one.Outline!.Rings.Select(ring => ring.Select(at => Project(centre, at)).ToArray()).ToArray())).ToArray();
        var all = flat.SelectMany(one => one.Rings.SelectMany(ring => ring).Append(Project(centre, one.Outline.Middle))).Concat(flat.Where(one => one.Outline.Apex is not null).Select(one => Project(centre, one.Outline.Apex!.Value))).ToArray();
        var (west, east, south, north) = (all.Min(at => at.X), all.Max(at => at.X), all.Min(at => at.Y), all.Max(at => at.Y));
        var scale = Math.Min((Width - 2 * Margin) / Math.Max(east - west, LeastSpan), (Height - 2 * Margin) / Math.Max(north - south, LeastSpan));
        (double X, double Y) Place((double X, double Y) at) => (Width / 2.0 + (at.X - (west + east) / 2) * scale, Height / 2.0 - (at.Y - (south + north) / 2) * scale);

        var bar = Round(120 / scale);
        return new(
            [
                .. flat.Select(one =>
                {
                    var (x, y) = Place(Project(centre, one.Outline.Middle));
                    return new SketchedRegion(one.Letter, one.Rings.Length == 0 ? null : Path(one.Rings.Select(ring => ring.Select(Place))), x, y, one.Outline.Apex is { } apex ? Place(Project(centre, apex)) : null);
                }),
            ],
            bar * scale, new Metres(bar));
    }

    /// <summary>A number as SVG writes it.</summary>
    public static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static (double X, double Y) Project(Position centre, Position at)
    {
        var path = Geodesic.Inverse(centre, at);
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(path.AzimuthFrom));
        return (path.Distance.Value * sin, path.Distance.Value * cos);
    }

    private static string Path(IEnumerable<IEnumerable<(double X, double Y)>> rings)
    {
        var path = new StringBuilder();
        foreach (var ring in rings)
        {
            var command = 'M';
            foreach (var (x, y) in ring)
            {
                path.Append(command).Append(Number(x)).Append(' ').Append(Number(y));
                command = 'L';
            }
            path.Append('Z');
        }
        return path.ToString();
    }

    /// <summary>The greatest of 1, 2 and 5 times a power of ten that is not above a length.</summary>
    private static double Round(double most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return (most / power) switch { >= 5 => 5, >= 2 => 2, _ => 1 } * power;
    }

    /// <summary>The rings that bound a region, the place of its letter, and where its observer stood.</summary>
    private sealed record Outline(ImmutableArray<ImmutableArray<Position>> Rings, Position Middle, Position? Apex)
    {
        public static Outline? Of(Region region) => region.Match<Outline?>(
            disc => new(disc.Radius.Value == 0 ? [] : [Arc(disc.Centre, 0, 360, disc.Radius, 2 * Steps)], disc.Centre, null),
            OfSector,
            within => new(
                [.. within.Area.Polygons.SelectMany(polygon => polygon.Holes.IsDefault ? [polygon.Outer] : polygon.Holes.Prepend(polygon.Outer))],
                within.Area.Polygons[0].Outer[0], null),
            _ => null);

        private static Outline OfSector(Region.Sector sector)
        {
            if (sector.HalfWidth >= 180)
                return new(
                    sector.Near.Value == 0 ? [Arc(sector.Apex, 0, 360, sector.Far, 2 * Steps)] : [Arc(sector.Apex, 0, 360, sector.Far, 2 * Steps), Arc(sector.Apex, 0, 360, sector.Near, 2 * Steps)],
                    Geodesic.Direct(sector.Apex, 0, sector.Far), sector.Apex);
            var (from, to) = (sector.Bearing - sector.HalfWidth, sector.Bearing + sector.HalfWidth);
            return new(
                [[.. Arc(sector.Apex, from, to, sector.Far, Steps), .. Arc(sector.Apex, to, from, sector.Near, sector.Near.Value == 0 ? 0 : Steps)]],
                Geodesic.Direct(sector.Apex, sector.Bearing, new Metres((sector.Near.Value + sector.Far.Value) / 2)), sector.Apex);
        }

        private static ImmutableArray<Position> Arc(Position centre, double from, double to, Metres radius, int steps) =>
            [.. Enumerable.Range(0, steps + 1).Select(i => Geodesic.Direct(centre, from + (steps == 0 ? 0 : (to - from) * i / steps), radius))];
    }
}
