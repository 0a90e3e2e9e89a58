using System.Globalization;
using System.Text;
using Truceline.Agreements;
using Truceline.Agreements.Binding;

namespace Truceline.Tests.Agreements;

/// <summary>The tables of docs/reference/truce-file.md, made from the table of keys. TRUCELINE_REWRITE=1 writes them.</summary>
public sealed class LanguageReference
{
    // Longer lists of words stand under headings of their own.
    private const int MostWords = 5;

    private static readonly string Page = Path.Combine(Needs.Root, "docs", "reference", "truce-file.md");

    private static readonly (string Heading, IEnumerable<string> Words, string Note)[] Vocabularies =
    [
        ("Acts", Vocabulary.All<Act>(), "`hostile-act` includes `fire`, which includes `attack`; no other act includes another."),
        ("Means of observation", Vocabulary.All<Means>(), ""),
        ("Kinds of actor", Vocabulary.All<ActorKind>(), ""),
        ("Powers", Vocabulary.All<PowerAct>(), ""),
        ("Domains of a pledge", Vocabulary.All<PledgeDomain>(), ""),
    ];

    [Theory]
    [InlineData("keys")]
    [InlineData("words")]
    [InlineData("classes")]
    public void The_reference_shows_what_the_table_says(string part)
    {
        var (begin, end) = ($"<!-- begin {part} -->\n", $"<!-- end {part} -->");
        var text = File.ReadAllText(Page);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, text.IndexOf(end, StringComparison.Ordinal));
        var made = part switch { "keys" => Keys(), "words" => Words(), _ => Classes() };
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") File.WriteAllText(Page, text[..from] + made + text[to..]);
        Assert.Equal(made, File.ReadAllText(Page) is var now ? now[(now.IndexOf(begin, StringComparison.Ordinal) + begin.Length)..now.IndexOf(end, StringComparison.Ordinal)] : "");
    }

    private static string Heading(Keys keys) => keys == Language.Top ? "The keys of a truce file" : $"Keys of {keys.Place}";

    // As the pages of repositories make anchors of headings.
    private static string Anchor(string heading) => "#" + string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-')).Replace(' ', '-');

    private static string Keys()
    {
        var text = new StringBuilder();
        foreach (var keys in Language.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Heading(keys)}\n\n");
            if (!keys.Exactly.IsEmpty) text.Append(CultureInfo.InvariantCulture, $"Exactly one of {string.Join(", ", keys.Exactly.Select(key => $"`{key}`"))} is there.\n\n");
            text.Append("| key | value | meaning | example |\n|---|---|---|---|\n");
            foreach (var key in keys.All.Where(key => !key.Foreign))
                text.Append(CultureInfo.InvariantCulture, $"| `{key.Name}`{(key.Required ? " **must be there**" : "")} | {Words(key.Shape)} | {key.Meaning}{Without(keys, key)} | `{key.Example.Replace("|", "\\|", StringComparison.Ordinal)}` |\n");
        }
        return text.Append('\n').ToString();
    }

    private static string Without(Keys keys, Key key)
    {
        var others = key.Without.Where(other => !keys.Exactly.Contains(other)).ToList();
        return others.Count == 0 ? "" : $" Not beside {string.Join(", ", others.Select(other => $"`{other}`"))}.";
    }

    private static string Words(Shape shape) => shape switch
    {
        Shape.String text => text.Words,
        Shape.Name name => $"the name of {Scope.Article(name.Noun == "place" ? "settlement" : name.Noun)}",
        Shape.Truth => "`true` or `false`",
        Shape.Number number => string.Create(CultureInfo.InvariantCulture, $"a {(number.IsWhole ? "whole " : "")}number{(number.Least == number.Most ? $": {number.Least}" : $" from {number.Least:#,0} to {number.Most:#,0}")}"),
        Shape.Word { Words.Length: <= MostWords } word => string.Join(" or ", word.Words.Select(one => $"`{one}`")),
        Shape.Word word => Vocabularies.Single(list => list.Words.SequenceEqual(word.Words)) is var list ? $"one of the [{list.Heading.ToLowerInvariant()}]({Anchor(list.Heading)})" : "",
        Shape.Several several => $"{Words(several.One)}; or a list",
        Shape.List list => $"a list: {Words(list.Item)}",
        Shape.Map { Partly: true } map => $"some [{Heading(Place(map))}]({Anchor(Heading(Place(map)))})",
        Shape.Map map => $"[{Heading(Place(map))}]({Anchor(Heading(Place(map)))})",
        Shape.Entries entries => $"ids, each with {Words(entries.Value)}",
        Shape.Either either => string.Join("; or ", either.Shapes.Select(Words).Distinct()),
        _ => throw new InvalidOperationException(),
    };

    private static Keys Place(Shape.Map map) => Language.All.Single(keys => keys.Id == map.Place);

    private static string Words() => string.Concat(Vocabularies.Select(list =>
        $"\n### {list.Heading}\n\n{string.Join(", ", list.Words.Select(word => $"`{word}`"))}.{(list.Note.Length > 0 ? " " + list.Note : "")}\n")) + "\n";

    private static string Classes() => "\n" + string.Concat(ClassGraph.BuiltIn.Classes.Values.Where(one => one.Is.IsEmpty).Select(root =>
        $"- `{root.Id}`{(ClassGraph.BuiltIn.Classes.Values.Where(one => one.Is.Contains(root.Id)).Select(one => $"`{one.Id}`").ToList() is { Count: > 0 } below ? ": " + string.Join(", ", below) : "")}\n")) + "\n";
}
