using System.Text;

namespace Truceline.Agreements.Binding;

/// <summary>The text of an agreement, in which quotes are found whatever its line breaks.</summary>
internal sealed class QuotedText(string text)
{
    /// <summary>The most letters of a quote.</summary>
    public const int LongestQuote = 2000;

    // Letters that all quotes together are compared with, at most about as many as 200 quotes from a text of 200 kB need.
    private const long MostWork = 40_000_000;

    private readonly string sought = Squeezed(text);
    private readonly Dictionary<string, bool> known = new(StringComparer.Ordinal);
    private long work;

    /// <summary>Whether the quote is in the text; null when too much was looked for already.</summary>
    public bool? Holds(string quote)
    {
        var words = Squeezed(quote);
        if (known.TryGetValue(words, out var holds)) return holds;
        if (work > MostWork) return null;
        return known[words] = Contains(words);
    }

    /// <summary>Knuth, Morris and Pratt: one look at each letter, also where text and quote are the same letter over and over.</summary>
    private bool Contains(string words)
    {
        var back = new int[words.Length + 1];
        for (int i = 1, matched = 0; i < words.Length; i++)
        {
            while (matched > 0 && words[i] != words[matched]) matched = back[matched];
            if (words[i] == words[matched]) matched++;
            back[i + 1] = matched;
        }
        var found = 0;
        foreach (var letter in sought)
        {
            work++;
            while (found > 0 && letter != words[found]) found = back[found];
            if (letter == words[found]) found++;
            if (found == words.Length) return true;
        }
        return false;
    }

    /// <summary>A text with every run of white space as one space.</summary>
    private static string Squeezed(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsWhiteSpace(c)) squeezed.Append(c);
            else if (squeezed.Length > 0 && squeezed[^1] != ' ') squeezed.Append(' ');
        return squeezed.ToString().Trim();
    }
}
