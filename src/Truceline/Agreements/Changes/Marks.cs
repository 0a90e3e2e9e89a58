using System.Globalization;
using Truceline.Agreements.Binding;
using Truceline.Geography;

namespace Truceline.Agreements.Changes;

/// <summary>Marks of what shapes are: equal for shapes that are the same in two files, whatever the files call them.</summary>
internal sealed class Marks
{
    private readonly Dictionary<object, string> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The mark of a zone.</summary>
    public string Of(Zone zone) => Known(zone, () => zone switch
    {
        Zone.In one => Meaning.Of("in", Of(one.Area)),
        Zone.Belt one => Meaning.Of("belt", Of(one.Line), Number(one.Distance.Value), one.Side?.ToString()),
        Zone.Beyond one => Meaning.Of("beyond", Of(one.Line), Number(one.Distance.Value), one.Side?.ToString()),
        Zone.Around one => Meaning.Of("around", Of(one.Area), Number(one.Distance.Value)),
        Zone.NotIn one => Meaning.Of("not-in", Of(one.Other)),
        Zone.AnyOf { Zones: [var only] } => Of(only),
        Zone.AllOf { Zones: [var only] } => Of(only),
        // The order in which parts are named decides nothing.
        Zone.AnyOf some => Meaning.Of(["any-of", .. some.Zones.Select(Of).Distinct().Order(StringComparer.Ordinal)]),
        Zone.AllOf all => Meaning.Of(["all-of", .. all.Zones.Select(Of).Distinct().Order(StringComparer.Ordinal)]),
        Zone.Nearer one => Meaning.Of(["nearer", Number(one.To), .. one.Lines.Select(Of)]),
        _ => throw new InvalidOperationException("INVARIANT: the family of zones is closed"),
    });

    /// <summary>The mark of a line's course.</summary>
    public string Of(Line line) => Known(line, () => Meaning.Of(["line", .. line.Vertices.Select(Text)]));

    /// <summary>The mark of an area.</summary>
    public string Of(Area area) => Known(area, () => Meaning.Of(["area", .. area.Polygons.Select(polygon => Meaning.Of([.. polygon.Outer.Select(Text), .. polygon.Holes.SelectMany(hole => hole.Select(Text).Prepend("hole"))]))]));

    /// <summary>A number, so that different numbers differ.</summary>
    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(Position position) => $"{Number(position.Latitude)} {Number(position.Longitude)}";

    private string Known(object shape, Func<string> make) => known.TryGetValue(shape, out var mark) ? mark : known[shape] = make();
}
