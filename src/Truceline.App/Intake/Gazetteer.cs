using System.Collections.Immutable;
using System.Globalization;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.App.Terminal;
using Truceline.Geography;
using Truceline.Reports;
using Place = Truceline.Reports.Place;

namespace Truceline.App.Intake;

/// <summary>A place that has a name.</summary>
/// <param name="Name">Its name, as reports shall show it.</param>
/// <param name="At">Its middle.</param>
/// <param name="Within">How far from its middle something may be that is said to be there.</param>
/// <param name="KnownAs">Its other names, in any script.</param>
public sealed record NamedPlace(string Name, Position At, Metres Within, ImmutableArray<string> KnownAs);

/// <summary>What words say of a place: where that is and what was assumed on the way, or why nothing was found.</summary>
/// <param name="Place">The place; null when there is none.</param>
/// <param name="Assumed">What was assumed, one sentence each.</param>
/// <param name="Fault">What is wrong with the words, without a full stop; null when there is a place.</param>
/// <param name="Remedy">What to do about it, without a full stop; null when there is a place.</param>
/// <param name="Candidates">All places that have the name, when more than one has; else empty.</param>
public sealed record PlaceReading(Place? Place, ImmutableArray<string> Assumed, string? Fault, string? Remedy, ImmutableArray<NamedPlace> Candidates)
{
    internal static PlaceReading Found(Place place, string assumed) => new(place, [assumed], null, null, []);

    internal static PlaceReading NotFound(string fault, string remedy, params ImmutableArray<NamedPlace> candidates) => new(null, [], fault, remedy, candidates);
}

/// <summary>What reading a file of places gave.</summary>
/// <param name="Gazetteer">The places; null when there are problems.</param>
/// <param name="Problems">What is wrong, in the order of the file.</param>
public sealed record GazetteerReading(Gazetteer? Gazetteer, ImmutableArray<Problem> Problems);

/// <summary>
/// Named places, and how words such as "3 km SE of Zolote" are read. A place read from words is a disc that covers all
/// that the words leave open; how far that is, each time, is a sentence of the report.
/// </summary>
public sealed class Gazetteer
{
    private readonly ImmutableArray<NamedPlace> _places;

    // Names as they are looked up, in ordinal order; those that begin a name, and those that begin a later word of one.
    private readonly ImmutableArray<(string Sought, int Place)> _names;
    private readonly ImmutableArray<(string Sought, int Place)> _words;

    internal Gazetteer(IEnumerable<NamedPlace> places)
    {
        _places = [.. places];
        var names = _places.SelectMany((place, i) => place.KnownAs.Prepend(place.Name).Select(name => (Sought: SoughtName.Of(name), Place: i))).ToList();
        _names = InOrder(names);
        _words = InOrder(names.SelectMany(name => LaterWords(name.Sought).Select(word => (word, name.Place))));
    }

    /// <summary>No places: positions alone are understood.</summary>
    public static Gazetteer Empty { get; } = new([]);

    /// <summary>All places, in the order of their file.</summary>
    public ImmutableArray<NamedPlace> Places => _places;

    /// <summary>Reads a file of places: a table with the columns <c>name,lat,lon,within-m</c> and perhaps <c>known-as</c>, or GeoJSON.</summary>
    /// <exception cref="UsageException">There is no such file, or it is a pipe or device.</exception>
    public static GazetteerReading Read(string path) => GazetteerFile.Read(path);

    /// <summary>The place that words say: a name, a distance and direction from one, or a latitude and longitude.</summary>
    public PlaceReading Find(string words) => Find(words, suggest: true);

    /// <summary>The same; without <paramref name="suggest"/> no similar name is looked for, which takes time in a large gazetteer.</summary>
    internal PlaceReading Find(string words, bool suggest)
    {
        if (string.IsNullOrWhiteSpace(words)) return PlaceReading.NotFound("no place is named", "name one, or give its latitude and longitude");
        if (Named(words).Length == 0 && WrittenPosition.Read(words) is { } position) return position;
        if (Named(words).Length > 0 || WrittenOffset.Parse(words) is not { } offset) return One(words, suggest, Whole);
        return offset.Fault is { } fault
            ? PlaceReading.NotFound($"{Shown.Quoted(words)} {fault}", WrittenOffset.HowToWrite)
            : One(offset.From, suggest, offset.Cover);
    }

    /// <summary>
    /// Places whose name begins as the words do, and then those of which a later word does; each in the order of the alphabet. Case and
    /// accents make no difference.
    /// </summary>
    /// <param name="prefix">The beginning of a name, or of a word in it.</param>
    /// <param name="most">How many are wanted.</param>
    public ImmutableArray<NamedPlace> Search(string prefix, int most)
    {
        var sought = SoughtName.Of(prefix);
        var found = new HashSet<int>();
        var places = ImmutableArray.CreateBuilder<NamedPlace>();
        foreach (var names in new[] { _names, _words })
            for (var i = FirstAtOrAfter(names, sought); i < names.Length && places.Count < most && names[i].Sought.StartsWith(sought, StringComparison.Ordinal); i++)
                if (found.Add(names[i].Place)) places.Add(_places[names[i].Place]);
        return places.ToImmutable();
    }

    private static PlaceReading Whole(NamedPlace place) => PlaceReading.Found(
        new(place.Name, new Region.Disc(place.At, place.Within)),
        $"{place.Name} read as within {Length(place.Within)} of {place.At}");

    private PlaceReading One(string name, bool suggest, Func<NamedPlace, PlaceReading> read)
    {
        var named = Named(name);
        if (named.Length == 1) return read(named[0]);
        if (named.Length > 1)
            return PlaceReading.NotFound(
                string.Create(CultureInfo.InvariantCulture, $"{Shown.Quoted(name)} is the name of {named.Length} places: {Shown.List(named.Take(8).Select(Told))}"),
                "write a name that only one of them has, or the latitude and longitude", named);
        if (_places.IsEmpty) return PlaceReading.NotFound($"{Shown.Quoted(name)} is no latitude and longitude, and no file of places was named", "name one with --places, or write such as 48.6912, 38.5163");
        var nearest = suggest ? Nearest(SoughtName.Of(name)) : null;
        return PlaceReading.NotFound($"there is no place {Shown.Quoted(name)}", nearest is null ? "write it as the file of places does, or give its latitude and longitude" : $"did you mean '{nearest}'?");
    }

    private ImmutableArray<NamedPlace> Named(string name)
    {
        var sought = SoughtName.Of(name);
        if (sought.Length == 0) return [];
        var named = new SortedSet<int>();
        for (var i = FirstAtOrAfter(_names, sought); i < _names.Length && _names[i].Sought == sought; i++) named.Add(_names[i].Place);
        return [.. named.Select(place => _places[place])];
    }

    private string? Nearest(string sought)
    {
        const int farthest = 3;
        var near = Suggestion.Nearest(sought, _names.Where(name => Math.Abs(name.Sought.Length - sought.Length) <= farthest).Select(name => name.Sought));
        return near is null ? null : _places[_names[FirstAtOrAfter(_names, near)].Place].Name;
    }

    private static string Told(NamedPlace place) => $"{place.Name} at {place.At}";

    /// <summary>A length that is whole kilometres as such, else in metres.</summary>
    internal static string Length(Metres length) => length.Value % 1000 == 0 && length.Value > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{length.Value / 1000:0} km")
        : string.Create(CultureInfo.InvariantCulture, $"{length.Value:0.###} m");

    private static ImmutableArray<(string Sought, int Place)> InOrder(IEnumerable<(string Sought, int Place)> names) =>
        [.. names.Distinct().OrderBy(name => name.Sought, StringComparer.Ordinal).ThenBy(name => name.Place)];

    private static IEnumerable<string> LaterWords(string sought)
    {
        for (var space = sought.IndexOf(' ', StringComparison.Ordinal); space >= 0; space = sought.IndexOf(' ', space + 1)) yield return sought[(space + 1)..];
    }

    private static int FirstAtOrAfter(ImmutableArray<(string Sought, int Place)> names, string sought)
    {
        var (low, high) = (0, names.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(names[middle].Sought, sought) < 0) low = middle + 1; else high = middle;
        }
        return low;
    }
}
