using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Agreements.Sentences;

/// <summary>
/// Something to be said, before it is known in which language: what is built from an agreement. A catalogue says it. A closed
/// family.
/// </summary>
internal abstract record Phrase
{
    private Phrase() { }

    /// <summary>Nothing: what depends on it in a message is left out.</summary>
    public sealed record None : Phrase;

    /// <summary>Words that stand as they are in every language: a name, a number of an article.</summary>
    public sealed record Bare(string Words) : Phrase;

    /// <summary>Words of the file in quotation marks: an id, free text.</summary>
    public sealed record Quoted(string Words) : Phrase;

    /// <summary>A number.</summary>
    public sealed record Number(decimal Value) : Phrase;

    /// <summary>A local date.</summary>
    public sealed record Date(LocalDate Value) : Phrase;

    /// <summary>A local time of day: "18:00".</summary>
    public sealed record Time(LocalTime Value) : Phrase;

    /// <summary>A word that a message chooses by.</summary>
    public sealed record Choice(string Word) : Phrase;

    /// <summary>A message of the catalogue with what goes into it.</summary>
    public sealed record Message(string Key, ImmutableArray<(string Name, Phrase Phrase)> With) : Phrase;

    /// <summary>Several things, joined as a message says: <c>list.and</c>, <c>list.or</c>, the same with semicolons as <c>list.both</c> and <c>list.either</c>, or <c>list.plain</c>.</summary>
    public sealed record Several(string Key, ImmutableArray<Phrase> Items) : Phrase;

    /// <summary>Nothing.</summary>
    public static Phrase Nothing { get; } = new None();

    /// <summary>A message with what goes into it.</summary>
    public static Phrase Say(string key, params (string Name, Phrase Phrase)[] with) => new Message(key, [.. with]);

    /// <summary>"a, b and c".</summary>
    public static Phrase And(IEnumerable<Phrase> items) => List("list.and", items);

    /// <summary>"a, b or c".</summary>
    public static Phrase Or(IEnumerable<Phrase> items) => List("list.or", items);

    /// <summary>"a; b; and c".</summary>
    public static Phrase Both(IEnumerable<Phrase> items) => List("list.both", items);

    /// <summary>"a; b; or c".</summary>
    public static Phrase Either(IEnumerable<Phrase> items) => List("list.either", items);

    /// <summary>"a, b, c".</summary>
    public static Phrase Plain(IEnumerable<Phrase> items) => List("list.plain", items);

    /// <summary>Free text or an id of the file, in quotation marks; nothing for null.</summary>
    public static Phrase Quote(string? words) => words is null ? Nothing : new Quoted(words);

    /// <summary>A number.</summary>
    public static Phrase Of(decimal number) => new Number(number);

    /// <summary>A word to choose by.</summary>
    public static Phrase Choose(string word) => new Choice(word);

    /// <summary>A word to choose by: "one" or "several".</summary>
    public static Phrase Count(int number) => new Choice(number == 1 ? "one" : "several");

    private static Phrase List(string key, IEnumerable<Phrase> items)
    {
        var all = items.Where(item => item is not None).ToImmutableArray();
        return all.Length switch { 0 => Nothing, 1 => all[0], _ => new Several(key, all) };
    }
}
