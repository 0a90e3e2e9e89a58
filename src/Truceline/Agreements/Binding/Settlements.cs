using System.Collections.Immutable;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Binding;

/// <summary>The settlements that a file draws on, under all their names.</summary>
internal sealed class Settlements
{
    // A corridor or a hull of more is drawn and not named; between two that follow one another a straight way means nothing farther than this.
    private const int MostOfOne = 500;
    private const double FarthestApart = 1_000e3;

    private readonly string file;
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    private Settlements(string file) => this.file = file;

    /// <summary>Where they are, by their names, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, Position> Places { get; private set; } = ImmutableSortedDictionary.Create<string, Position>(StringComparer.Ordinal);

    /// <summary>The settlements of a file, or null after a problem was added: a name leads to one of them alone.</summary>
    public static Settlements? Of(ImmutableArray<Settlement> all, string file, ProblemList problems)
    {
        var settlements = new Settlements(file);
        var taken = new Dictionary<string, Settlement>(StringComparer.OrdinalIgnoreCase);
        var sound = true;
        foreach (var one in all)
            foreach (var name in one.KnownAs.Prepend(one.Name))
            {
                if (taken.TryAdd(name, one)) settlements.names[name] = one.Name;
                else if (taken[name] == one) settlements.names.TryAdd(name, one.Name);
                else
                {
                    problems.Add("TL007", one.Where, FormattableString.Invariant($"{Shown.Quoted(name)} names this settlement and the one in line {taken[name].Where.Line}"), "give each a name of its own");
                    sound = false;
                }
            }
        if (!sound) return null;
        settlements.Places = all.ToImmutableSortedDictionary(one => one.Name, one => new Position(one.At.Latitude, one.At.Longitude), StringComparer.Ordinal);
        return settlements;
    }

    /// <summary>The settlements that a list names, by the names of their file; null after a problem was added.</summary>
    public static ImmutableArray<string>? Refer(Scope scope, YamlNode node)
    {
        if (node is YamlNode.Sequence { Items.Length: > MostOfOne })
        {
            scope.Problems.Add("TL001", node.Where, FormattableString.Invariant($"more than {MostOfOne} settlements are named"), "draw it in a file");
            return null;
        }
        if (!scope.HasPlaces)
        {
            scope.Problems.Add("TL003", node.Where, "settlements are named here, and the file has no 'places'", "add 'places: FILE' at the top, a GeoJSON file of points with names");
            return null;
        }
        var nodes = scope.Several(node, "the name of a settlement");
        var found = nodes.Select(one => scope.Text(one, "the name of a settlement") is { } name ? scope.Settlements?.Refer(scope, one, name) : null).OfType<string>().ToImmutableArray();
        return found.Length == nodes.Count && found.Length > 0 ? found : null;
    }

    private string? Refer(Scope scope, YamlNode node, string name)
    {
        if (names.TryGetValue(name.Trim(), out var one)) return one;
        var nearest = scope.Problems.MaySuggest ? Suggestion.Nearest(name, names.Keys) : null;
        scope.Problems.Add("TL006", node.Where, $"settlement {Shown.Quoted(name)} is not in {Shown.Quoted(file)}", nearest is null ? "add it there, or correct the name" : $"did you mean '{Shown.Plain(nearest)}'?");
        return null;
    }

    /// <summary>Where settlements are, in the order given; null after a problem was added.</summary>
    public ImmutableArray<Position>? Course(Scope scope, ImmutableArray<string> places, Location where)
    {
        ImmutableArray<Position> course = [.. places.Select(name => Places[name])];
        for (var i = 1; i < course.Length; i++)
            if (Geodesic.Distance(course[i - 1], course[i]).Value > FarthestApart)
            {
                scope.Problems.Add("TL005", where, $"{Shown.Quoted(places[i - 1])} and {Shown.Quoted(places[i])} are more than 1,000 km apart", "name what lies between them");
                return null;
            }
        return course;
    }

    /// <summary>The mark of a way through settlements.</summary>
    public static string Mark(ImmutableArray<Position> course) =>
        Meaning.Of(course.Select(at => FormattableString.Invariant($"{at.Latitude:R} {at.Longitude:R}")).Prepend("through"));

    /// <summary>Settlements in words, shortened when there are many.</summary>
    public static string InWords(ImmutableArray<string> places) =>
        places.Length <= 6 ? Shown.List(places) : FormattableString.Invariant($"{places[0]}, {places[1]}, … and {places[^1]} ({places.Length} settlements)");
}
