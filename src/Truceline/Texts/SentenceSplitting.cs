using System.Buffers;
using System.Collections.Frozen;

namespace Truceline.Texts;

/// <summary>Where sentences end: at a mark that ends one, at a paragraph, and at a line unless the next goes on in small letters.</summary>
internal static class SentenceSplitting
{
    private static readonly SearchValues<char> Marks = SearchValues.Create(".!?…。！？؟।");

    private static readonly FrozenSet<string> Abbreviations = new[]
    {
        "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "adm", "st", "no", "nos", "art", "vs", "jr", "sr", "rev", "hon", "gov", "sen", "rep", "approx", "ca", "etc",
        "nr", "bzw", "ul", "im", "sw", "pl", "m", "mme", "г", "ул", "им", "тыс", "тис", "млн", "млрд", "р", "обл", "див", "ред", "пл",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static List<SentenceSpan> Split(string body, List<RawWord> words)
    {
        var sentences = new List<SentenceSpan>();
        var first = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var isLast = i + 1 == words.Count;
            if (!isLast && i + 1 - first < TextReading.MostWordsOfSentence && !Ends(body, words, i)) continue;
            sentences.Add(new(first, i + 1, words[first].Start, isLast ? Closed(body, words[i].End, body.Length) : Closed(body, words[i].End, words[i + 1].Start)));
            first = i + 1;
        }
        return sentences;
    }

    private static bool Ends(string body, List<RawWord> words, int at)
    {
        var (word, next) = (words[at], words[at + 1]);
        var gap = body.AsSpan(word.End, next.Start - word.End);
        var begins = next.Capital || next.Digits || !char.IsLower(body[next.Start]);
        if (gap.Contains('\n') && (begins || gap.Count('\n') > 1 || gap.IndexOfAny('•', '–', '-') > gap.IndexOf('\n'))) return true;
        var mark = gap.IndexOfAny(Marks);
        if (mark < 0 || !begins) return false;
        if (gap[mark] is '。' or '！' or '？') return true;
        if (gap[mark] == '.' && mark == 0 && (Abbreviations.Contains(word.Folded) || word.Folded.Length == 1 && word.Capital)) return false;
        return gap[mark..].IndexOfAny(" \t\r\n\u00a0") >= 0;
    }

    // The marks that end a sentence belong to it.
    private static int Closed(string body, int from, int to)
    {
        var end = from;
        for (var i = from; i < to && body[i] != '\n'; i++)
            if (!char.IsWhiteSpace(body[i])) end = i + 1;
            else if (end > from) break;
        return end;
    }
}
