using System.Collections.Immutable;
using System.Text;

namespace Truceline.Agreements.Text;

/// <summary>A position as GeoJSON writes it: longitude first, degrees.</summary>
internal readonly record struct LonLat(double Longitude, double Latitude);

/// <summary>The places in a file. Lines and columns are counted only when one is told, because counting reads the file.</summary>
internal sealed class Places(string file, ReadOnlyMemory<byte> bytes)
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>The line and column of a byte.</summary>
    public Location At(long offset)
    {
        var before = bytes.Span[..(int)Math.Min(offset, bytes.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new(file, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}

/// <summary>One place in a file.</summary>
internal readonly record struct Place(Places Of, long Offset)
{
    public Location Location => Of.At(Offset);
}

/// <summary>A run of positions and the place in the file where it begins.</summary>
internal sealed record Course(Place Place, ImmutableArray<LonLat> Positions)
{
    public Location Where => Place.Location;
}

/// <summary>A shape of a GeoJSON file, read but not yet judged. A closed family.</summary>
internal abstract record GeoShape
{
    private GeoShape() { }

    /// <summary>A <c>LineString</c>.</summary>
    internal sealed record Line(Course Course) : GeoShape;

    /// <summary>A <c>Polygon</c>, or one part of a <c>MultiPolygon</c>: rings, the outer one first.</summary>
    internal sealed record Polygon(Place Place, ImmutableArray<Course> Rings) : GeoShape
    {
        public Location Where => Place.Location;
    }
}
