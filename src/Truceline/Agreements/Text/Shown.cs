using System.Globalization;
using System.Text;

namespace Truceline.Agreements.Text;

/// <summary>How words from a file are shown in a problem: shortened, and with nothing that could act on a terminal.</summary>
internal static class Shown
{
    private const int Most = 60;

    /// <summary>The word in single quotes.</summary>
    public static string Quoted(string word) => $"'{Plain(word)}'";

    /// <summary>The word itself, safe to print.</summary>
    public static string Plain(string word)
    {
        var shown = new StringBuilder();
        var count = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (count++ == Most) return shown.Append('…').ToString();
            if (IsPrintable(rune)) shown.Append(rune.ToString());
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }
        return shown.ToString();
    }

    /// <summary>Whether a character shows itself and does nothing else.</summary>
    public static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>"a, b and c".</summary>
    public static string List(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count switch
        {
            0 => "nothing",
            1 => all[0],
            _ => $"{string.Join(", ", all.Take(all.Count - 1))} and {all[^1]}",
        };
    }

    /// <summary>"a, b or c", shortened when there are many.</summary>
    public static string Choice(IEnumerable<string> words, int most = 12)
    {
        var all = words.Take(most + 1).ToList();
        if (all.Count > most) return $"{string.Join(", ", all.Take(most))} …";
        return all.Count switch
        {
            0 => "nothing",
            1 => all[0],
            _ => $"{string.Join(", ", all.Take(all.Count - 1))} or {all[^1]}",
        };
    }
}
