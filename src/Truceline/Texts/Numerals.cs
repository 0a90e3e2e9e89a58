using System.Globalization;

namespace Truceline.Texts;

/// <summary>Numbers and dates as texts write them, in digits and in words: "twenty-six", "26" and "двадцять шість" are one.</summary>
internal static class Numerals
{
    private const double SmallNumber = 0.5;
    private const double PartOfDate = 0.4;

    /// <summary>The number or date that begins at a word.</summary>
    /// <param name="raw">The words.</param>
    /// <param name="at">The word.</param>
    /// <param name="end">Where its sentence ends.</param>
    /// <param name="language">The language of the text; null when unknown.</param>
    /// <returns>How many words it takes, 0 when none begins there; the hash of what it is; how much it says.</returns>
    public static (int Words, ulong Id, bool IsDate, double Weight) At(List<RawWord> raw, int at, int end, string? language)
    {
        if (!raw[at].Digits && NumeralWords.Of(raw[at].Folded, language) is (NumeralKind.Month or NumeralKind.Weekday, var day) named)
            return raw[at].Folded is "may" or "march" && !raw[at].Capital ? default : (1, Words.Hash(named.Kind == NumeralKind.Month ? 101UL : 102UL, (ulong)day), true, PartOfDate);
        return raw[at].Digits ? InDigits(raw, at, end, language) : InWords(raw, at, end, language);
    }

    private static (int Words, ulong Id, bool IsDate, double Weight) InDigits(List<RawWord> raw, int at, int end, string? language)
    {
        var (text, taken) = (raw[at].Folded, 1);
        if (at + 1 < end && !raw[at + 1].Digits && NumeralWords.Of(raw[at + 1].Folded, language) is (NumeralKind.Scale, var scale)
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < 1_000_000)
            (text, taken) = ((value * scale).ToString("0.######", CultureInfo.InvariantCulture), 2);
        return (taken, Id(text), false, Weight(text));
    }

    private static (int Words, ulong Id, bool IsDate, double Weight) InWords(List<RawWord> raw, int at, int end, string? language)
    {
        var (total, current, i, last) = (0L, 0L, at, NumeralKind.Month);
        var taken = 0;
        for (; i < end; i++)
        {
            if (raw[i].Digits) break;
            if (taken > 0 && NumeralWords.IsAnd(raw[i].Folded))
            {
                if (last == NumeralKind.Unit || i + 1 >= end || raw[i + 1].Digits || NumeralWords.Of(raw[i + 1].Folded, language) is not (NumeralKind.Unit or NumeralKind.Tens, _)) break;
                continue;
            }
            if (NumeralWords.Of(raw[i].Folded, language) is not { } part || part.Kind is NumeralKind.Month or NumeralKind.Weekday || !Follows(part, last, taken, current, raw, i)) break;
            (total, current) = part.Kind switch
            {
                // "quatre-vingt" is four twenties
                NumeralKind.Tens when current % 100 == 4 && raw[i].Folded.StartsWith("vingt", StringComparison.Ordinal) => (total, current - 4 + 80),
                NumeralKind.Hundred => (total, Math.Max(1, current) * 100),
                NumeralKind.Scale => (total + (Math.Max(1, current) * part.Value), 0),
                _ => (total, current + part.Value),
            };
            last = part.Kind;
            taken = i + 1 - at;
        }
        if (taken == 0) return default;
        var text = (total + current).ToString(CultureInfo.InvariantCulture);
        return (taken, Id(text), false, Weight(text));
    }

    private static bool Follows((NumeralKind Kind, long Value) part, NumeralKind last, int taken, long current, List<RawWord> raw, int at)
    {
        if (taken == 0)
            return part.Kind switch
            {
                // "hundreds" and "thousands" that nobody counted are no number, "a hundred" is one; nor is "pour cent".
                NumeralKind.Scale or NumeralKind.Hundred => at > 0 && raw[at - 1].Folded is "a" or "one" or "un" or "une" or "ein" or "eine" or "einer" || raw[at].Folded is "mille" or "mil" or "tausend" or "hundert" or "cien" or "ciento" or "сто" or "ста" or "sto" || raw[at].Folded == "cent" && !(at > 0 && raw[at - 1].Folded == "pour"),
                _ => true,
            };
        return part.Kind switch
        {
            // "dix-sept" is ten and seven
            NumeralKind.Unit => last is NumeralKind.Tens or NumeralKind.Hundred or NumeralKind.Hundreds or NumeralKind.Scale || part.Value < 10 && raw[at - 1].Folded == "dix",
            NumeralKind.Tens => last is NumeralKind.Hundred or NumeralKind.Hundreds or NumeralKind.Scale || current == 4 && raw[at].Folded.StartsWith("vingt", StringComparison.Ordinal),
            NumeralKind.Hundreds => last is NumeralKind.Scale,
            NumeralKind.Hundred => last is NumeralKind.Unit && current < 100,
            NumeralKind.Scale => last is not NumeralKind.Scale && current > 0,
            _ => false,
        };
    }

    private static ulong Id(string number) => Words.Hash(100, Words.Hash(number));

    // A small number is in every text, and so is the year.
    private static double Weight(string number) =>
        number.Length == 1 ? SmallNumber : number.Length == 4 && (number.StartsWith("19", StringComparison.Ordinal) || number.StartsWith("20", StringComparison.Ordinal)) ? PartOfDate : 1.2;
}
