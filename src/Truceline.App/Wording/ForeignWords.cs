using System.Globalization;
using System.Text;

namespace Truceline.App.Wording;

/// <summary>What a piece of foreign words is.</summary>
public enum PieceKind
{
    /// <summary>Letters as they are, read from left to right.</summary>
    Words,

    /// <summary>Letters of a script that is read from right to left: to be set apart, or they would reverse what stands beside them.</summary>
    RightToLeft,

    /// <summary>A character that shows nothing or steers what stands beside it, written out: <c>\u{202e}</c>.</summary>
    WrittenOut,
}

/// <summary>A stretch of one kind.</summary>
public readonly record struct Piece(PieceKind Kind, string Text);

/// <summary>
/// Words that came in, safe to show. Control and formatting characters are written out, so that no report can steer a
/// terminal or reverse the reading of a line; so are marks piled on one letter, which would cover the lines around it.
/// </summary>
public static class ForeignWords
{
    // More than any script puts on one letter in running text.
    private const int MostMarks = 4;

    /// <summary>The words as one text.</summary>
    public static string Plain(string words) => string.Concat(Pieces(words, keepLines: false).Select(piece => piece.Text));

    /// <summary>The words in pieces, in order; joined they are <see cref="Plain"/>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="keepLines">Whether line breaks and tabs stay what they are, for a text of several lines.</param>
    public static IEnumerable<Piece> Pieces(string words, bool keepLines)
    {
        var run = new StringBuilder();
        var kind = PieceKind.Words;
        var marks = 0;
        foreach (var rune in words.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            var (next, text) = marks > MostMarks || IsSteering(category) && !(keepLines && rune.Value is '\n' or '\t')
                ? (PieceKind.WrittenOut, string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"))
                : (Direction(rune, category, kind), rune.ToString());
            if (next != kind && run.Length > 0)
            {
                yield return new(kind, run.ToString());
                run.Clear();
            }
            kind = next;
            run.Append(text);
        }
        if (run.Length > 0) yield return new(kind, run.ToString());
    }

    /// <summary>The words cut to a length at a whole letter, with "…" where something was left out.</summary>
    public static string Cut(string words, int most)
    {
        if (words.Length <= most) return words;
        var letters = StringInfo.GetTextElementEnumerator(words);
        var end = 0;
        while (letters.MoveNext() && letters.ElementIndex + letters.GetTextElement().Length <= most) end = letters.ElementIndex + letters.GetTextElement().Length;
        return words[..end] + "…";
    }

    private static bool IsSteering(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    /// <summary>Marks and spaces belong to what they follow.</summary>
    private static PieceKind Direction(Rune rune, UnicodeCategory category, PieceKind before) =>
        IsRightToLeft(rune.Value) ? PieceKind.RightToLeft
        : before == PieceKind.RightToLeft && category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpaceSeparator ? before
        : PieceKind.Words;

    private static bool IsRightToLeft(int rune) =>
        rune is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
