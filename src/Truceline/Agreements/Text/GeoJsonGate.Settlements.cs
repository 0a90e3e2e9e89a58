using System.Collections.Immutable;
using System.Text.Json;

namespace Truceline.Agreements.Text;

/// <summary>A settlement of a GeoJSON file.</summary>
/// <param name="Place">Where it stands in the file.</param>
/// <param name="Name">Its name.</param>
/// <param name="KnownAs">Its other names.</param>
/// <param name="At">Where it is.</param>
internal sealed record Settlement(Place Place, string Name, ImmutableArray<string> KnownAs, LonLat At)
{
    public Location Where => Place.Location;
}

/// <summary>Settlements: <c>Point</c>s, each a <c>Feature</c> with <c>name</c> and perhaps <c>known-as</c> among its properties. Other properties are not read.</summary>
internal ref partial struct GeoJsonGate
{
    /// <summary>The most names of the settlements of a file, other names counted.</summary>
    public const int MostNames = 50_000;

    private const int LongestName = 200;
    private const string HowToList = "write a FeatureCollection of Points, each a Feature with a 'name' among its properties";

    /// <summary>The settlements of a file, or null after a problem was added.</summary>
    public static ImmutableArray<Settlement>? ReadSettlements(string file, ReadOnlyMemory<byte> text, ProblemList problems)
    {
        var gate = Of(file, text, problems);
        if (!gate.IsSoundJson()) return null;
        var reader = gate.Reader();
        reader.Read();
        var found = ImmutableArray.CreateBuilder<Settlement>();
        return gate.Settlements(ref reader, found) ? found.ToImmutable() : null;
    }

    private bool Settlements(ref Utf8JsonReader reader, ImmutableArray<Settlement>.Builder found)
    {
        if (!Read(ref reader, out var members)) return false;
        if (members.Type == "Feature") return Settlement(members, found);
        if (members.Type != "FeatureCollection") return Refuse(members.Start, "this is no list of settlements", HowToList);
        var features = members.Features;
        if (features.TokenType != JsonTokenType.StartArray) return Refuse(members.Start, "a FeatureCollection has no array 'features'", HowToList);
        while (features.Read() && features.TokenType != JsonTokenType.EndArray)
            if (!Settlements(ref features, found)) return false;
        return found.Count > 0 || Refuse(members.Start, "the collection is empty", HowToList);
    }

    private bool Settlement(Members feature, ImmutableArray<Settlement>.Builder found)
    {
        if (feature.Geometry.TokenType != JsonTokenType.StartObject) return Refuse(feature.Start, "a Feature has no geometry", HowToList);
        if (!Read(ref feature.Geometry, out var point)) return false;
        if (point.Type != "Point" || point.Coordinates.TokenType != JsonTokenType.StartArray) return Refuse(point.Start, "a settlement is no Point", HowToList);
        if (One(ref point.Coordinates) is not { } at) return false;
        if (feature.Properties.TokenType != JsonTokenType.StartObject) return Refuse(feature.Start, "a settlement has no 'properties'", HowToList);
        var names = ImmutableArray.CreateBuilder<string>();
        string? name = null;
        while (feature.Properties.Read() && feature.Properties.TokenType == JsonTokenType.PropertyName)
        {
            var (isName, isOther) = (feature.Properties.ValueTextEquals("name"u8), feature.Properties.ValueTextEquals("known-as"u8));
            feature.Properties.Read();
            if (isName && (name = Name(ref feature.Properties)) is null) return false;
            if (isOther && !OtherNames(ref feature.Properties, names)) return false;
            feature.Properties.Skip();
        }
        if (name is null) return Refuse(feature.Start, "a settlement has no 'name'", HowToList);
        found.Add(new(new(places, feature.Start), name, names.ToImmutable(), at));
        return true;
    }

    private bool OtherNames(ref Utf8JsonReader reader, ImmutableArray<string>.Builder names)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (Name(ref reader) is not { } one) return false;
            names.Add(one);
            return true;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Name(ref reader) is not { } one) return false;
            names.Add(one);
        }
        return true;
    }

    private string? Name(ref Utf8JsonReader reader)
    {
        var start = reader.TokenStartIndex;
        var name = reader.TokenType == JsonTokenType.String ? Text(ref reader).Trim() : "";
        var fault = reader.TokenType != JsonTokenType.String ? "the name of a settlement is no text"
            : name.Length is 0 or > LongestName || !name.EnumerateRunes().All(Shown.IsPrintable) ? FormattableString.Invariant($"a name is empty, longer than {LongestName} characters, or holds a character that cannot be shown")
            : ++positions > MostNames ? FormattableString.Invariant($"the file holds more than {MostNames} names")
            : null;
        if (fault is null) return name;
        Refuse(start, fault, "correct the name");
        return null;
    }
}
