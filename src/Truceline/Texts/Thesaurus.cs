using System.Collections.Immutable;
using System.Text;

namespace Truceline.Texts;

/// <summary>
/// Which words are synonyms, from a compact file that is made of WordNet once. It confirms and explains that words were replaced; nothing is found by it alone.
/// </summary>
public sealed class Thesaurus
{
    /// <summary>The first line of its file.</summary>
    public const string Heading = "truceline-thesaurus 1";

    private const int LongestLine = 4_000;

    // Endings of English, and what stands in their place in the word that a dictionary lists (as WordNet's morphy does).
    private static readonly (string Ending, string Instead)[] Endings =
    [
        ("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("er", ""), ("est", ""),
    ];

    private readonly Dictionary<string, List<int>> meanings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> irregular = new(StringComparer.Ordinal);

    private Thesaurus(IEnumerable<string> lines)
    {
        var meaning = 0;
        foreach (var line in lines)
        {
            if (line.Length is 0 or > LongestLine) continue;
            var words = line.Split(' ');
            if (words is ["~", var form, var lemma]) irregular[form] = lemma;
            else if (words.Length > 1)
            {
                foreach (var word in words)
                    if (meanings.TryGetValue(word, out var list)) list.Add(meaning);
                    else meanings[word] = [meaning];
                meaning++;
            }
        }
    }

    /// <summary>Reads the text of a thesaurus file.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Thesaurus Parse(string text)
    {
        var lines = text.Split('\n');
        return lines[0].TrimEnd('\r') == Heading ? new(lines.Skip(1).Select(line => line.TrimEnd('\r')).Where(line => !line.StartsWith('#'))) : throw new FormatException($"its first line is not '{Heading}'");
    }

    /// <summary>Whether two English words have a meaning in common, in any of their forms.</summary>
    public bool AreSynonyms(string one, string other)
    {
        var known = Meanings(one);
        return known.Count > 0 && Meanings(other).Any(known.Contains);
    }

    /// <summary>Writes a thesaurus file from the data files of WordNet.</summary>
    /// <param name="data">The lines of <c>data.noun</c>, <c>data.verb</c>, <c>data.adj</c> and <c>data.adv</c>.</param>
    /// <param name="exceptions">The lines of <c>noun.exc</c>, <c>verb.exc</c>, <c>adj.exc</c> and <c>adv.exc</c>: a form and the words it belongs to.</param>
    public static string Write(IEnumerable<string> data, IEnumerable<string> exceptions)
    {
        var text = new StringBuilder().Append(Heading).Append("\n# Made of WordNet 3.0, (c) 2006 by Princeton University; its licence goes with it.\n");
        var meanings = data.Select(Synonyms).Where(words => words.Length > 1).Select(words => string.Join(' ', words)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        foreach (var meaning in meanings) text.Append(meaning).Append('\n');
        var forms = exceptions.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 1 && words.All(IsOneWord)).Select(words => $"~ {words[0]} {words[1]}");
        foreach (var form in forms.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) text.Append(form).Append('\n');
        return text.ToString();
    }

    // "00001740 29 v 04 breathe 0 take_a_breath 0 …": after the number of words, in hexadecimal, each with its number.
    private static string[] Synonyms(string line)
    {
        var parts = line.Split(' ');
        if (line.StartsWith(' ') || parts.Length < 6 || !int.TryParse(parts[3], System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var count)) return [];
        return [.. Enumerable.Range(0, Math.Min(count, (parts.Length - 4) / 2)).Select(i => Letters.Fold(parts[4 + (2 * i)].Split('(')[0])).Where(IsOneWord).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool IsOneWord(string word) => word.Length > 0 && word.All(char.IsLetter);

    private HashSet<int> Meanings(string word)
    {
        var found = new HashSet<int>();
        foreach (var form in Forms(Letters.Fold(word)))
            if (meanings.TryGetValue(form, out var list)) found.UnionWith(list);
        return found;
    }

    private IEnumerable<string> Forms(string word)
    {
        yield return word;
        if (irregular.TryGetValue(word, out var lemma)) yield return lemma;
        foreach (var (ending, instead) in Endings)
        {
            if (word.Length <= ending.Length + 1 || !word.EndsWith(ending, StringComparison.Ordinal)) continue;
            var stem = word[..^ending.Length];
            yield return stem + instead;
            // stopped → stop
            if (ending is "ed" or "ing" or "er" or "est" && instead.Length == 0 && stem.Length > 2 && stem[^1] == stem[^2]) yield return stem[..^1];
        }
    }
}
