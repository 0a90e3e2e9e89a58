using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Truceline.Agreements.Binding;

/// <summary>What the value of a key looks like, for the reference and the schema. A closed family; binders say what is wrong with a value.</summary>
internal abstract record Shape
{
    private Shape() { }

    /// <summary>A string.</summary>
    /// <param name="Words">What it is: "text", "the name of a file beside this one".</param>
    /// <param name="Pattern">A regular expression that holds for all that is accepted; null: any string that is not empty.</param>
    internal sealed record String(string Words, string? Pattern = null) : Shape;

    /// <summary>The name of something declared elsewhere in the file.</summary>
    internal sealed record Name(string Noun) : Shape;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    internal sealed record Truth : Shape;

    /// <summary>A number between two bounds, both included.</summary>
    internal sealed record Number(double Least, double Most, bool IsWhole) : Shape;

    /// <summary>A word of a closed list.</summary>
    internal sealed record Word(ImmutableArray<string> Words) : Shape;

    /// <summary>One value, or a list of them.</summary>
    internal sealed record Several(Shape One) : Shape;

    /// <summary>A list.</summary>
    internal sealed record List(Shape Item) : Shape;

    /// <summary>The keys of a place.</summary>
    /// <param name="Place">The place, by its id: places lead to one another.</param>
    /// <param name="Partly">Whether those that must be there may be missing, as in a reading, which changes what is there.</param>
    internal sealed record Map(string Place, bool Partly = false) : Shape;

    /// <summary>Ids with a value each.</summary>
    /// <param name="Key">What the ids are.</param>
    /// <param name="Value">What each has.</param>
    internal sealed record Entries(string Key, Shape Value) : Shape;

    /// <summary>One of several shapes.</summary>
    internal sealed record Either(ImmutableArray<Shape> Shapes) : Shape;

    public static Shape Text { get; } = new String("text");
    public static Shape Yes { get; } = new Truth();
    public static Shape File { get; } = new String("the name of a file beside this one", "^[^./\\\\:][^/\\\\:]*$");
    public static Shape Date { get; } = new String("a date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    public static Shape Instant { get; } = new String("an instant with its offset", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.,]+(Z|[+-][0-9:]+)$");
    public static Shape Time { get; } = new String("a time", "^\\s*([A-Za-z][A-Za-z0-9_.-]*\\s*(\\+\\s*P[0-9A-Z]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?)\\s*$");
    public static Shape Duration { get; } = new String("a duration", "^\\s*P[0-9A-Z]+\\s*$");
    public static Shape Comparison { get; } = new String("a comparison", "^\\s*(>=|<=|[<>=])\\s*[0-9.]+\\s*$");
    public static Shape Statement { get; } = new String("a statement, written source/own-id", "^[^/]+/[\\s\\S]+$");
    public static Shape Footing { get; } = new String("active, pending, or proposed-by- and the id of an actor", "^(active|pending|proposed-by-[\\s\\S]+)$");

    public static Shape Id(string noun) => new String($"the id of {Scope.Article(noun)}", "^[A-Za-z]([A-Za-z0-9._-]*[A-Za-z0-9])?$");
    public static Shape Whole(double least, double most) => new Number(least, most, true);
    public static Shape Of(string id) => new Map(id);
    public static Shape Some(Shape one) => new Several(one);
    public static Shape Names(string noun) => new Several(new Name(noun));
    public static Shape Or(params ImmutableArray<Shape> shapes) => new Either(shapes);
    public static Shape OneOf(params ImmutableArray<string> words) => new Word(words);
    public static Shape OneOf<T>() where T : struct, Enum => new Word([.. Vocabulary.All<T>()]);
}

/// <summary>One key of the language.</summary>
/// <param name="Name">The key.</param>
/// <param name="Meaning">What it means, in one sentence or two.</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="Example">A value, as it stands in a file.</param>
internal sealed record Key(string Name, string Meaning, Shape Shape, string Example)
{
    /// <summary>Whether it must be there.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it is known here only so that a contradiction can be told: it belongs to another place.</summary>
    public bool Foreign { get; init; }

    /// <summary>The keys that may not stand beside it.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>A key that must be there.</summary>
    public static Key Must(string name, string meaning, Shape shape, string example) => new(name, meaning, shape, example) { Required = true };
}

/// <summary>The keys that may stand in one place of a truce file.</summary>
/// <param name="Id">The name of the place in the schema.</param>
/// <param name="Place">What the place is, as in "is no key of a clause".</param>
/// <param name="All">The keys, in the order in which they are shown.</param>
internal sealed record Keys(string Id, string Place, ImmutableArray<Key> All)
{
    /// <summary>The keys by name.</summary>
    public ImmutableArray<string> Known { get; } = [.. All.Select(key => key.Name)];

    private FrozenSet<string> Names { get; } = All.Select(key => key.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a key may stand there.</summary>
    public bool Has(string key) => Names.Contains(key);

    /// <summary>Of these exactly one is there; empty: no such rule.</summary>
    public ImmutableArray<string> Exactly { get; init; } = [];
}
