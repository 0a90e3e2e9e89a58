using System.Globalization;
using System.Text;

namespace Truceline.Texts;

/// <summary>What a word is when wording is compared.</summary>
internal enum WordKind
{
    /// <summary>A small word that carries grammar.</summary>
    Function,

    /// <summary>Any other word.</summary>
    Content,

    /// <summary>A name, by its capital letter or by the register.</summary>
    Name,

    /// <summary>A number, in digits or in words, or a date.</summary>
    Number,
}

/// <summary>One word of a text: where it stands, and by what it is compared.</summary>
/// <param name="Start">Where it begins, in UTF-16 units of the body.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Form">The hash of the word as <see cref="Letters.Fold"/> writes it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Quoted">Whether it stands in a quotation.</param>
internal readonly record struct Word(int Start, int Length, ulong Form, WordKind Kind, bool Quoted)
{
    /// <summary>How much it weighs where wording is compared: a small word is shared by any two texts of a language.</summary>
    public int Weight => Kind switch { WordKind.Function => 1, WordKind.Content => 3, _ => 4 };
}

/// <summary>A word while a text is read: with its folded letters.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Folded">Its folded letters.</param>
/// <param name="Capital">Whether it begins with a capital letter.</param>
/// <param name="AllCapitals">Whether it has two letters or more and all are capitals.</param>
/// <param name="Digits">Whether it is a number in digits.</param>
internal readonly record struct RawWord(int Start, int End, string Folded, bool Capital, bool AllCapitals, bool Digits);

/// <summary>Splits a text into words: runs of letters, numbers in digits, and single letters of scripts that write no spaces.</summary>
internal static class Words
{
    /// <summary>What is longer than any word is cut there, so that no run of letters costs more than a text.</summary>
    private const int LongestWord = 100;

    public static List<RawWord> Split(string body)
    {
        var words = new List<RawWord>();
        for (var i = 0; i < body.Length;)
        {
            Rune.DecodeFromUtf16(body.AsSpan(i), out var rune, out var length);
            if (Rune.IsDigit(rune) || Rune.IsLetter(rune)) i = Rune.IsDigit(rune) ? Number(body, i, words) : Letters(body, i, words);
            else i += length;
        }
        return words;
    }

    /// <summary>The hash by which a word is compared: the same everywhere and always (FNV-1a, stirred).</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text) hash = (hash ^ letter) * 1099511628211UL;
        return Stir(hash);
    }

    /// <summary>Two hashes as one; the order counts.</summary>
    public static ulong Hash(ulong one, ulong other) => Stir((one * 31) ^ other);

    private static ulong Stir(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }

    private static int Letters(string body, int start, List<RawWord> words)
    {
        var (i, capital, letters, capitals) = (start, false, 0, 0);
        while (i < body.Length && i - start < LongestWord)
        {
            Rune.DecodeFromUtf16(body.AsSpan(i), out var rune, out var length);
            if (Rune.IsLetter(rune) && !Texts.Letters.IsSilent(rune))
            {
                if (StandsAlone(rune.Value))
                {
                    if (i == start) i += length;
                    break;
                }
                var upper = Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter;
                if (letters == 0) capital = upper;
                letters++;
                if (upper) capitals++;
            }
            // An apostrophe is a letter in Ukrainian; in Latin letters it parts words.
            else if (!(Texts.Letters.IsSilent(rune) && rune.Value is not '\n' and not '\r' and not '\t' || IsApostrophe(rune.Value) && i > start && IsCyrillic(body, i - 1) && IsCyrillic(body, i + 1))) break;
            i += length;
        }
        var folded = Texts.Letters.Fold(body.AsSpan(start, i - start)).Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal).Replace("ʼ", "", StringComparison.Ordinal);
        if (folded.Length > 0) words.Add(new(start, i, folded, capital, letters > 1 && capitals == letters, false));
        return i;
    }

    /// <summary>A number with its separators: 1,200 and 1.200 and 1 200 are 1200; 3.5 and 3,5 are 3.5.</summary>
    private static int Number(string body, int start, List<RawWord> words)
    {
        var number = new StringBuilder();
        var (groups, i) = (0, Digits(body, start, number));
        while (i + 1 < body.Length && i - start < LongestWord && body[i] is ',' or '.' or '\'' or '’' or ' ' or '\u00a0' or '\u202f' or '\u2009' && char.IsDigit(body[i + 1]))
        {
            var part = new StringBuilder();
            var end = Digits(body, i + 1, part);
            var thousands = part.Length == 3 && (groups > 0 || number.Length <= 3) && number[0] != '0' && !number.ToString().Contains('.', StringComparison.Ordinal);
            if (thousands)
            {
                number.Append(part);
                groups++;
            }
            else if (body[i] is ',' or '.' && !number.ToString().Contains('.', StringComparison.Ordinal) && !(end + 1 < body.Length && body[end] == body[i] && char.IsDigit(body[end + 1]))) number.Append('.').Append(part);
            else break;
            i = end;
        }
        words.Add(new(start, i, Plain(number.ToString()), false, false, true));
        return i;
    }

    /// <summary>Reads digits of any script; the mathematical ones take two units each.</summary>
    private static int Digits(string body, int from, StringBuilder into)
    {
        var i = from;
        while (i < body.Length && i - from < LongestWord && Rune.DecodeFromUtf16(body.AsSpan(i), out var rune, out var length) == System.Buffers.OperationStatus.Done && Rune.IsDigit(rune))
        {
            into.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            i += length;
        }
        return i;
    }

    private static string Plain(string number)
    {
        var plain = number.TrimStart('0');
        if (plain.Contains('.', StringComparison.Ordinal)) plain = plain.TrimEnd('0').TrimEnd('.');
        return plain.Length == 0 || plain[0] == '.' ? "0" + plain : plain;
    }

    private static bool IsApostrophe(int rune) => rune is '\'' or '’' or 'ʼ';

    private static bool IsCyrillic(string body, int at) => at < body.Length && body[at] is >= '\u0400' and <= '\u052F';

    // Scripts that write no spaces between words: each letter is compared by itself.
    private static bool StandsAlone(int rune) =>
        rune is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
