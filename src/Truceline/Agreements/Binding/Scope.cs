using NodaTime;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>The names that a section of the file declares, with their places.</summary>
internal sealed class Names(string noun, string section)
{
    private readonly Dictionary<string, Location> places = new(StringComparer.Ordinal);

    /// <summary>What is named, in the singular.</summary>
    public string Noun => noun;

    /// <summary>What is wanted where one of them is named.</summary>
    public string Wanted { get; } = $"the name of {Scope.Article(noun)}";

    /// <summary>The section that declares it.</summary>
    public string Section => section;

    /// <summary>All names in ordinal order.</summary>
    public IEnumerable<string> All => places.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether something has this name.</summary>
    public bool Has(string name) => places.ContainsKey(name);

    /// <summary>Declares a name; false when it is taken.</summary>
    public bool Declare(string name, Location where) => places.TryAdd(name, where);

    /// <summary>Where a name is declared.</summary>
    public Location this[string name] => places[name];
}

/// <summary>What is assumed or could not be checked.</summary>
internal sealed record Doubt(bool Assumed, bool Unchecked, string? ClaimedBy)
{
    public static Doubt None { get; } = new(false, false, null);

    /// <summary>The sentences about a thing.</summary>
    public IEnumerable<string> About(string thing)
    {
        if (Assumed) yield return ClaimedBy is null ? $"{thing} is assumed" : $"{thing} is assumed (claimed by: {ClaimedBy})";
        if (Unchecked) yield return $"{thing} could not be checked against the text";
    }
}

/// <summary>What is known while one file is bound: its names, its files, its problems.</summary>
internal sealed class Scope(string file, BesideFiles files, ProblemList problems)
{
    private readonly Dictionary<string, Doubt> doubts = new(StringComparer.Ordinal);

    public string File => file;
    public BesideFiles Files => files;
    public ProblemList Problems => problems;
    public Names Actors { get; } = new("actor", "actors");
    public Names Classes { get; } = new("class", "classes");
    public Names Lines { get; } = new("line", "lines");
    public Names Zones { get; } = new("zone", "zones");
    public Names Events { get; } = new("event", "events");
    public Names Phases { get; } = new("phase", "phases");
    public Names Clauses { get; } = new("clause", "clauses");
    public Names Powers { get; } = new("power", "clauses");
    public Names Definitions { get; } = new("definition", "clauses");
    public Names Pledges { get; } = new("pledge", "pledges");
    public Names Decisions { get; } = new("decision", "decisions");
    public Names Counting { get; } = new("counting rule", "counting");

    /// <summary>The clock; that of UTC until the file's own is read.</summary>
    public Clock Clock { get; set; } = new(DateTimeZone.Utc, DayKind.Calendar);

    /// <summary>The settlements of the file; null where it has none, or after a problem was added.</summary>
    public Settlements? Settlements { get; set; }

    /// <summary>Whether the file says where its settlements are.</summary>
    public bool HasPlaces { get; set; }

    /// <summary>The zone of which a name such as <c>area.2</c> is a sector.</summary>
    public Dictionary<string, string> SectorsOf { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the source names the file of its text.</summary>
    public bool HasText { get; set; }

    /// <summary>Remembers what is doubtful about a thing such as "line contact".</summary>
    public void Doubt(string thing, Doubt doubt) => doubts[thing] = doubt;

    /// <summary>The sentences about the doubts of a thing.</summary>
    public IEnumerable<string> Doubts(string thing) => doubts.TryGetValue(thing, out var doubt) ? doubt.About(thing) : [];

    /// <summary>The name that a value refers to, or null after a problem was added.</summary>
    public string? Refer(Names names, YamlNode node)
    {
        if (this.Text(node, names.Wanted) is not { } name) return null;
        if (names.Has(name)) return name;
        Unknown(names.Noun, names.Section, name, node.Where, names.All);
        return null;
    }

    /// <summary>Tells that a name is not declared.</summary>
    public void Unknown(string noun, string section, string name, Location where, IEnumerable<string> names)
    {
        // Looking through all names is for typing errors, not for a file full of unknown ones.
        var all = problems.MaySuggest ? names.ToList() : [];
        var nearest = Suggestion.Nearest(name, all);
        problems.Add("TL006", where, $"{noun} {Shown.Quoted(name)} is not declared", nearest switch
        {
            not null => $"did you mean '{nearest}'?",
            null when all.Count == 0 => $"declare it under '{section}'",
            null => $"declare it under '{section}', or use {Shown.Choice(all, 8)}",
        });
    }

    /// <summary>Declares the name that a key or an <c>id</c> gives, or adds a problem.</summary>
    public bool Declare(Names names, YamlNode.Scalar scalar)
    {
        if (this.Id(scalar, names.Noun) is not { } id) return false;
        if (names.Declare(id, scalar.Where)) return true;
        problems.Add("TL007", scalar.Where, FormattableString.Invariant($"{names.Noun} '{id}' is declared already in line {names[id].Line}"), "choose another id");
        return false;
    }

    internal static string Article(string noun) => (noun[0] is 'a' or 'e' or 'i' or 'o' ? "an " : "a ") + noun;
}
