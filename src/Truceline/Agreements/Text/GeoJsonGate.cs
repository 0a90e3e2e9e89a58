using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Truceline.Agreements.Text;

/// <summary>
/// The gate for GeoJSON (RFC 7946): bytes to shapes under a budget. It accepts <c>Feature</c>, <c>FeatureCollection</c>,
/// <c>Polygon</c>, <c>MultiPolygon</c> and <c>LineString</c>; a third number of a position (its height) is checked to be a
/// number and not used. Everything else is refused with its place.
/// </summary>
internal ref partial struct GeoJsonGate
{
    /// <summary>The most bytes of a file.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>The most positions of a file: with all that is made of them they stay within 64 MiB.</summary>
    public const int MostPositions = 30_000;

    /// <summary>The most polygons of a file, each part of a <c>MultiPolygon</c> counted: each is judged by itself and against the others.</summary>
    public const int MostPolygons = 1000;

    private const int MostDepth = 64;
    private const int MostMembers = 100_000;
    private const string HowToDraw = "write a Polygon, a MultiPolygon or a LineString, alone, as a Feature or in a FeatureCollection";

    private readonly ReadOnlySpan<byte> bytes;
    private readonly Places places;
    private readonly ProblemList problems;
    private readonly ImmutableArray<GeoShape>.Builder shapes;
    private int positions;

    private GeoJsonGate(Places places, ProblemList problems)
    {
        this.places = places;
        bytes = places.Bytes.Span;
        this.problems = problems;
        shapes = ImmutableArray.CreateBuilder<GeoShape>();
    }

    private static GeoJsonGate Of(string file, ReadOnlyMemory<byte> text, ProblemList problems) =>
        new(new(file, text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text), problems);

    /// <summary>The shapes of a file, or null after a problem was added.</summary>
    public static ImmutableArray<GeoShape>? Read(string file, ReadOnlyMemory<byte> text, ProblemList problems)
    {
        var gate = Of(file, text, problems);
        if (!gate.IsSoundJson()) return null;
        var reader = gate.Reader();
        reader.Read();
        return gate.Object(ref reader) ? gate.shapes.ToImmutable() : null;
    }

    private readonly Utf8JsonReader Reader() => new(bytes, new JsonReaderOptions { MaxDepth = MostDepth });

    private readonly bool Refuse(long offset, string what, string remedy)
    {
        problems.Add("TL009", places.At(offset), what, remedy);
        return false;
    }

    /// <summary>One pass over everything before anything is built: syntax, depth, members that stand twice.</summary>
    private readonly bool IsSoundJson()
    {
        if (bytes.Length > MostBytes) return Refuse(0, "the file is larger than 4 MiB", "draw it with fewer vertices");
        var reader = Reader();
        var open = new Stack<HashSet<string>?>();
        var members = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject) open.Push(new(StringComparer.Ordinal));
                else if (reader.TokenType == JsonTokenType.StartArray) open.Push(null);
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) open.Pop();
                else if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (++members > MostMembers) return Refuse(reader.TokenStartIndex, FormattableString.Invariant($"the file holds more than {MostMembers} members"), "leave out what is no geometry");
                    var name = reader.GetString() ?? "";
                    if (!open.Peek()!.Add(name)) return Refuse(reader.TokenStartIndex, $"the member {Shown.Quoted(name)} stands twice", "keep one of the two");
                }
            }
            return true;
        }
        catch (JsonException wrong)
        {
            return Refuse(Offset(wrong), $"this is not JSON: {Sentence(wrong.Message)}", "correct the text here or just before");
        }
        catch (InvalidOperationException)
        {
            // A member's name with half a character in it, as in "\ud800".
            return Refuse(reader.TokenStartIndex, "a name is not text that UTF-8 can write", "correct the name");
        }
    }

    private readonly long Offset(JsonException wrong)
    {
        var start = 0;
        for (var line = wrong.LineNumber ?? 0; line > 0; line--)
        {
            var end = bytes[start..].IndexOf((byte)'\n');
            if (end < 0) break;
            start += end + 1;
        }
        return start + (wrong.BytePositionInLine ?? 0);
    }

    private static string Sentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var first = (end < 0 ? message : message[..end]).TrimEnd('.', ' ');
        return Shown.Plain(first.Split(". ")[0]);
    }

    /// <summary>The members of a GeoJSON object that are of use; those that are not there have no token.</summary>
    private ref struct Members
    {
        public long Start;
        public string? Type;
        public Utf8JsonReader Coordinates;
        public Utf8JsonReader Geometry;
        public Utf8JsonReader Features;
        public Utf8JsonReader Properties;
    }

    private readonly bool Read(scoped ref Utf8JsonReader reader, out Members members)
    {
        members = new() { Start = reader.TokenStartIndex };
        if (reader.TokenType != JsonTokenType.StartObject) return Refuse(members.Start, "this is no GeoJSON object", HowToDraw);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueTextEquals("type"u8) ? "type" : reader.ValueTextEquals("coordinates"u8) ? "coordinates"
                : reader.ValueTextEquals("geometry"u8) ? "geometry" : reader.ValueTextEquals("features"u8) ? "features"
                : reader.ValueTextEquals("properties"u8) ? "properties" : reader.ValueTextEquals("crs"u8) ? "crs" : "";
            reader.Read();
            if (name == "type")
            {
                if (reader.TokenType != JsonTokenType.String) return Refuse(reader.TokenStartIndex, "a 'type' is no string", HowToDraw);
                members.Type = Text(ref reader);
            }
            else if (name == "coordinates") members.Coordinates = reader;
            else if (name == "geometry") members.Geometry = reader;
            else if (name == "features") members.Features = reader;
            else if (name == "properties") members.Properties = reader;
            else if (name == "crs" && !Reference(reader)) return false;
            reader.Skip();
        }
        return true;
    }

    private bool Object(ref Utf8JsonReader reader)
    {
        if (!Read(ref reader, out var found)) return false;
        var start = found.Start;
        return found.Type switch
        {
            "FeatureCollection" => IsThere(found.Features) ? Features(found.Features) : Refuse(start, "a FeatureCollection has no 'features'", "add them"),
            "Feature" => IsThere(found.Geometry) && found.Geometry.TokenType != JsonTokenType.Null ? Object(ref found.Geometry) : Refuse(start, "a Feature has no geometry", "draw it, or remove the feature"),
            "Polygon" or "MultiPolygon" or "LineString" when !IsThere(found.Coordinates) => Refuse(start, $"a {found.Type} has no 'coordinates'", "add them"),
            "Polygon" => Polygon(ref found.Coordinates),
            "MultiPolygon" => Polygons(found.Coordinates),
            "LineString" => LineString(found.Coordinates),
            null => Refuse(start, "an object has no 'type'", HowToDraw),
            _ => Refuse(start, $"a {Shown.Plain(found.Type)} is neither an area nor a line", HowToDraw),
        };
    }

    private static bool IsThere(Utf8JsonReader reader) => reader.TokenType != JsonTokenType.None;

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD"; // half a character, as in "\ud800"
        }
    }

    // The one reference system is WGS84 with longitude first. Older files name it; a file that names another is not converted.
    private readonly bool Reference(Utf8JsonReader reader)
    {
        var start = reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.Null) return true;
        var depth = reader.CurrentDepth;
        string? name = null;
        while (reader.TokenType == JsonTokenType.StartObject || reader.CurrentDepth > depth)
        {
            if (!reader.Read()) break;
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("name"u8) && reader.Read() && reader.TokenType == JsonTokenType.String) name = Text(ref reader);
        }
        if (name is "urn:ogc:def:crs:OGC:1.3:CRS84" or "urn:ogc:def:crs:OGC::CRS84" or "http://www.opengis.net/def/crs/OGC/1.3/CRS84" or "EPSG:4326") return true;
        return Refuse(start, $"the coordinates are in another reference system{(name is null ? "" : " " + Shown.Quoted(name))}", "convert the file to WGS84, longitude first, and remove 'crs'");
    }

    private bool Features(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return Refuse(reader.TokenStartIndex, "'features' is no array", HowToDraw);
        var start = reader.TokenStartIndex;
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // Object leaves its reader at the end of the object.
            if (!Object(ref reader)) return false;
            count++;
        }
        return count > 0 || Refuse(start, "the collection is empty", HowToDraw);
    }

    private bool Polygons(Utf8JsonReader reader)
    {
        if (!IsArray(reader)) return false;
        var before = shapes.Count;
        var start = reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            if (!Polygon(ref reader)) return false;
        return shapes.Count > before || Empty(start);
    }

    private bool Polygon(ref Utf8JsonReader reader)
    {
        if (!IsArray(reader)) return false;
        var start = reader.TokenStartIndex;
        var rings = ImmutableArray.CreateBuilder<Course>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var ringStart = reader.TokenStartIndex;
            if (Run(ref reader) is not { } ring) return false;
            if (ring.Positions.IsEmpty)
            {
                problems.Add("TL030", ring.Where, "a ring has fewer than three positions that differ, so it encloses nothing", "draw the outline of the area");
                return false;
            }
            if (ring.Positions.Length > 1 && ring.Positions[0] != ring.Positions[^1]) return Refuse(ringStart, "a ring is not closed", "end the ring with its first position");
            rings.Add(ring);
        }
        if (rings.Count == 0) return Empty(start);
        if (shapes.Count == MostPolygons) return Refuse(start, FormattableString.Invariant($"the file holds more than {MostPolygons} shapes"), "draw fewer, and leave out the smallest");
        shapes.Add(new GeoShape.Polygon(new(places, start), rings.ToImmutable()));
        return true;
    }

    private bool LineString(Utf8JsonReader reader)
    {
        if (Run(ref reader) is not { } course) return false;
        shapes.Add(new GeoShape.Line(course));
        return true;
    }

    private readonly bool Empty(long start)
    {
        problems.Add("TL030", places.At(start), "the shape is empty", "draw it, or remove it");
        return false;
    }

    private readonly bool IsArray(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartArray || Refuse(reader.TokenStartIndex, "an array of coordinates is wanted here", "write positions as [longitude, latitude]");

    private Course? Run(ref Utf8JsonReader reader)
    {
        if (!IsArray(reader)) return null;
        var start = reader.TokenStartIndex;
        var run = ImmutableArray.CreateBuilder<LonLat>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!IsArray(reader)) return null;
            if (++positions > MostPositions)
            {
                Refuse(reader.TokenStartIndex, FormattableString.Invariant($"the file holds more than {MostPositions} positions"), "draw it with fewer vertices");
                return null;
            }
            if (One(ref reader) is not { } position) return null;
            run.Add(position);
        }
        return new(new(places, start), run.ToImmutable());
    }

    private readonly LonLat? One(ref Utf8JsonReader reader)
    {
        var start = reader.TokenStartIndex;
        Span<double> numbers = stackalloc double[3];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var fault = reader.TokenType != JsonTokenType.Number ? "a coordinate is no number"
                : count == 3 ? "a position has more than three numbers"
                : !reader.TryGetDouble(out var number) || !double.IsFinite(number) ? "a coordinate is too large for a number"
                : null;
            if (fault is not null)
            {
                Refuse(reader.TokenStartIndex, fault, "write positions as [longitude, latitude]");
                return null;
            }
            numbers[count++] = reader.GetDouble();
        }
        if (count < 2)
        {
            Refuse(start, "a position has fewer than two numbers", "write positions as [longitude, latitude]");
            return null;
        }
        if (Geography.Position.IsValid(numbers[1], numbers[0])) return new(numbers[0], numbers[1]);
        Refuse(start, "a position lies outside the globe", "write the longitude first, from -180 to 180, then the latitude, from -90 to 90");
        return null;
    }
}
