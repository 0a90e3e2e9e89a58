using System.Collections.Immutable;

namespace Truceline.App.Drafting;

/// <summary>One heading of ceasefire practice: what belongs there, why, and entries of a truce file to begin with.</summary>
/// <param name="Id">Its name on the command line, such as <c>entry-into-force</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Belongs">What belongs there, one sentence.</param>
/// <param name="Why">Why practice needs it, one sentence.</param>
/// <param name="Like">The practice that it is modelled on.</param>
/// <param name="Needs">The shared things that its entries speak of.</param>
/// <param name="Sections">Its entries by section of the file, with placeholders.</param>
internal sealed record Heading(
    string Id, string Title, string Belongs, string Why, string Like, ImmutableArray<string> Needs, ImmutableDictionary<string, ImmutableArray<string>> Sections)
{
    /// <summary>Reads a template: <c>key: value</c> lines, then <c>[section]</c>s with the lines that go there.</summary>
    public static Heading Parse(string id, string text)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        var sections = new Dictionary<string, ImmutableArray<string>.Builder>(StringComparer.Ordinal);
        ImmutableArray<string>.Builder? section = null;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
            if (line.StartsWith('[')) section = sections[line.Trim('[', ']')] = ImmutableArray.CreateBuilder<string>();
            else if (line.Length == 0) continue;
            else if (section is not null) section.Add(line);
            else said[line[..line.IndexOf(": ", StringComparison.Ordinal)]] = line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        return new(id, Said("title"), Said("belongs"), Said("why"), Said("like"), [.. Said("needs").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            sections.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutable(), StringComparer.Ordinal));

        string Said(string key) => said.GetValueOrDefault(key, "");
    }
}

/// <summary>The catalogue of headings, in the order in which agreements have them. Each is a text in <c>Drafting/Headings</c>.</summary>
internal static class Catalogue
{
    private const string Prefix = "draft.";
    private const string SharedName = "00-shared";

    /// <summary>All headings.</summary>
    public static ImmutableArray<Heading> Headings { get; } =
    [
        .. typeof(Catalogue).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".txt".Length]).Where(name => name != SharedName).Order(StringComparer.Ordinal)
            .Select(name => Heading.Parse(name[3..], Text(name))),
    ];

    /// <summary>The things that several headings speak of, by name, in the order in which they are written.</summary>
    public static ImmutableArray<Heading> Shared { get; } =
    [
        .. Text(SharedName).Split("== ", StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Heading.Parse(part[..part.IndexOf('\n', StringComparison.Ordinal)].Trim(), part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..])),
    ];

    private static string Text(string name)
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream($"{Prefix}{name}.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
