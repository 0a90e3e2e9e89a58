using System.Text;
using Truceline.Agreements.Text;

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

/// <summary>Quotes of the text of an agreement.</summary>
internal static class Quotes
{
    /// <summary>Words that are found in the text, or null after a problem was added.</summary>
    public static string? Quote(this Scope scope, YamlNode node, QuotedText? text)
    {
        if (scope.Text(node, "the words of the text") is not { } quote) return null;
        if (quote.Length > QuotedText.LongestQuote)
            scope.Problems.Add("TL005", node.Where, FormattableString.Invariant($"the quote is longer than {QuotedText.LongestQuote} letters"), "quote the words that decide");
        else if (text is null)
        {
            // A text that is named but cannot be read was told already.
            if (!scope.HasText) scope.Problems.Add("TL003", node.Where, "a quote is given, but the source has no 'text' in which to find it", "name the file of the text in 'source', or write a 'gist'");
        }
        else if (text.Holds(quote) is not { } holds)
            scope.Problems.Add("TL001", node.Where, "there are too many quotes for so long a text", "keep only the text of the agreement, or write a 'gist'");
        else if (!holds) scope.Problems.Add("TL005", node.Where, "the quote is not in the text of the source", "quote it word for word");
        return quote;
    }
}
