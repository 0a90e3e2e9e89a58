using System.Collections.Immutable;
using Truceline.App.Intake;
using Truceline.App.Terminal;
using Truceline.Geography;

namespace Truceline.App.Drafting;

/// <summary>Finds where the settlements of a draft are.</summary>
internal sealed class DraftPlaces
{
    private readonly Gazetteer gazetteer;

    private DraftPlaces(Gazetteer gazetteer) => this.gazetteer = gazetteer;

    /// <summary>Places from a file, and single ones written <c>Name=48.1,37.7</c>.</summary>
    /// <exception cref="UsageException">The file cannot be read, or a single one has no name or no position.</exception>
    public static DraftPlaces Of(string? file, IEnumerable<string> singles)
    {
        var places = new List<NamedPlace>();
        if (file is not null)
        {
            var reading = Gazetteer.Read(file);
            if (reading.Gazetteer is not { } read) throw new UsageException($"{file} cannot be read as a file of places: {reading.Problems[0]}.");
            places.AddRange(read.Places);
        }
        foreach (var single in singles)
        {
            var at = single.IndexOf('=', StringComparison.Ordinal);
            var name = at < 0 ? "" : single[..at].Trim();
            if (SoughtName.Of(name).Length == 0 || Screen.Plain(name) != name || name.Length > GazetteerFile.LongestName)
                throw new UsageException($"'--place {single}' names no place; write '--place \"Name=48.1, 37.7\"', the latitude first.");
            var position = WrittenPosition.Read(single[(at + 1)..]);
            if (position?.Place?.Region is not Region.Disc disc) throw new UsageException($"'--place {single}' gives no position: {position?.Fault ?? "no latitude and longitude stand there"}; write '--place \"{name}=48.1, 37.7\"', the latitude first.");
            // A position that somebody gives takes the place of what a file has under that name.
            places.RemoveAll(other => other.KnownAs.Prepend(other.Name).Any(known => SoughtName.Of(known) == SoughtName.Of(name)));
            places.Add(new(name, disc.Centre, default, []));
        }
        return new(new Gazetteer(places));
    }

    /// <summary>The settlements that an option lists, under the names that it gives them.</summary>
    /// <exception cref="UsageException">One is unknown or ambiguous, or there are too few.</exception>
    public ImmutableArray<NamedPlace> Find(string option, string? list, int least)
    {
        if (list is null) return [];
        var names = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Distinct(StringComparer.Ordinal).Count() < least) throw new UsageException($"{option} names {names.Length} settlements; it takes at least {least}, with commas between them.");
        return [.. names.Select(name => One(option, name))];
    }

    private NamedPlace One(string option, string name)
    {
        if (gazetteer.Places.IsEmpty) throw new UsageException($"where {name} is has to come from somewhere: name a file of places with --gazetteer, or write --place \"{name}=48.1, 37.7\", the latitude first.");
        var reading = gazetteer.Find(name);
        if (reading.Place is null) throw new UsageException($"{option}: {reading.Fault}; {reading.Remedy}.");
        var found = gazetteer.Places.FirstOrDefault(place => place.Name == reading.Place.Name && reading.Place.Region is Region.Disc disc && disc.Centre == place.At)
            ?? throw new UsageException($"{option}: '{name}' is no name of a place; a line and a zone run through settlements.");
        return found with { Name = name, KnownAs = SoughtName.Of(found.Name) == SoughtName.Of(name) ? [] : [found.Name] };
    }
}
