using System.Buffers;

namespace Truceline.Texts;

/// <summary>What an item of a skeleton is.</summary>
internal enum SkeletonKind
{
    /// <summary>A name by its capital letter.</summary>
    Name,

    /// <summary>A name of the register.</summary>
    Known,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A month or a day of the week.</summary>
    Date,
}

/// <summary>A name or number of a text, in its order.</summary>
/// <param name="Id">The hash of what it is: equal for equal ones.</param>
/// <param name="Key">The consonants of a name, by which it is known in another language; else 0.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Word">Its first word.</param>
/// <param name="Sentence">Its sentence.</param>
/// <param name="Weight">How much it says: a number or name that stands once says more than one that stands in every sentence.</param>
internal readonly record struct SkeletonItem(ulong Id, ulong Key, SkeletonKind Kind, int Word, int Sentence, double Weight)
{
    /// <summary>Whether it may be the same in another text.</summary>
    /// <param name="other">The other text's.</param>
    /// <param name="acrossLanguages">Whether the texts are of two languages, so that names differ in letters.</param>
    public bool Matches(in SkeletonItem other, bool acrossLanguages) =>
        Id == other.Id || acrossLanguages && Kind == SkeletonKind.Name && other.Kind == SkeletonKind.Name && Letters.Alike(Key, other.Key);
}

/// <summary>Finds the names and numbers of a text, and says of each word what it is.</summary>
internal static class SkeletonReading
{
    private static readonly SearchValues<char> Openers = SearchValues.Create("\"“„«‘「:");

    private const double ShareOfCapitalsInHeadlines = 0.7;

    // More than any article has; two lists of so many can be aligned in an instant.
    private const int MostItems = 2_000;

    public static (Word[] Words, SkeletonItem[] Skeleton) Of(string body, List<RawWord> raw, List<SentenceSpan> sentences, List<QuotationSpan> quotations, NameRegister register, string? language)
    {
        var kinds = new WordKind[raw.Count];
        var items = new List<SkeletonItem>();
        var names = Names(body, raw, sentences);
        for (var s = 0; s < sentences.Count; s++)
        {
            for (var i = sentences[s].FirstWord; i < sentences[s].EndWord;)
            {
                var (item, length, kind) = ItemAt(raw, i, sentences[s], register, names[i], language);
                for (var k = i; k < i + length; k++) kinds[k] = kind;
                if (item is { } found) items.Add(found with { Word = i, Sentence = s });
                i += length;
            }
        }
        return (Marked(raw, kinds, quotations), Weighed(items));
    }

    private static (SkeletonItem? Item, int Length, WordKind Kind) ItemAt(List<RawWord> raw, int at, SentenceSpan sentence, NameRegister register, bool isName, string? language)
    {
        if (register.At(raw, at) is { Words: > 0 } known && at + known.Words <= sentence.EndWord)
            return (new(known.Id, 0, SkeletonKind.Known, 0, 0, 1), known.Words, WordKind.Name);
        if (Numerals.At(raw, at, sentence.EndWord, language) is { Words: > 0 } number)
            return (new(number.Id, 0, number.IsDate ? SkeletonKind.Date : SkeletonKind.Number, 0, 0, number.Weight), number.Words, WordKind.Number);
        var folded = raw[at].Folded;
        if (isName) return (new(Words.Hash(folded), Letters.Consonants(folded), SkeletonKind.Name, 0, 0, 1), 1, WordKind.Name);
        return (null, 1, FunctionWords.Languages(folded) != 0 ? WordKind.Function : WordKind.Content);
    }

    /// <summary>
    /// Which words are names: those with a capital letter inside a sentence. At its beginning a word is one when the text has it so elsewhere, or
    /// another name follows; what the text writes in small letters too is none.
    /// </summary>
    private static bool[] Names(string body, List<RawWord> raw, List<SentenceSpan> sentences)
    {
        var (small, inside) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var (isName, starts) = (new bool[raw.Count], new bool[raw.Count]);
        foreach (var sentence in sentences)
        {
            var capitals = 0;
            for (var i = sentence.FirstWord; i < sentence.EndWord; i++)
            {
                starts[i] = i == sentence.FirstWord || Opens(body, raw[i - 1].End, raw[i].Start);
                if (raw[i].Capital) capitals++;
                else small.Add(raw[i].Folded);
            }
            var isHeadline = sentence.Words > 3 && capitals > sentence.Words * ShareOfCapitalsInHeadlines;
            for (var i = sentence.FirstWord; i < sentence.EndWord; i++)
            {
                if (!raw[i].Capital || FunctionWords.Languages(raw[i].Folded) != 0 && !raw[i].AllCapitals) continue;
                isName[i] = isHeadline ? raw[i].AllCapitals && capitals < sentence.Words : !starts[i] || raw[i].AllCapitals;
                if (isName[i] && !starts[i]) inside.Add(raw[i].Folded);
            }
        }
        for (var i = raw.Count - 1; i >= 0; i--)
            if (starts[i] && raw[i].Capital && !isName[i] && FunctionWords.Languages(raw[i].Folded) == 0 && raw[i].Folded.Length > 1)
                isName[i] = inside.Contains(raw[i].Folded) || !small.Contains(raw[i].Folded) && i + 1 < raw.Count && !starts[i + 1] && isName[i + 1];
        return isName;
    }

    private static bool Opens(string body, int from, int to) => body.AsSpan(from, to - from).ContainsAny(Openers);

    private static Word[] Marked(List<RawWord> raw, WordKind[] kinds, List<QuotationSpan> quotations)
    {
        var words = new Word[raw.Count];
        var quotation = 0;
        for (var i = 0; i < words.Length; i++)
        {
            while (quotation < quotations.Count && quotations[quotation].EndWord <= i) quotation++;
            var quoted = quotation < quotations.Count && quotations[quotation].FirstWord <= i;
            words[i] = new(raw[i].Start, raw[i].End - raw[i].Start, Words.Hash(raw[i].Folded), kinds[i], quoted);
        }
        return words;
    }

    // An item that stands n times weighs, all together, as much as the square root of n that stand once.
    private static SkeletonItem[] Weighed(List<SkeletonItem> items)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var item in items.Take(MostItems)) counts[item.Id] = counts.GetValueOrDefault(item.Id) + 1;
        return [.. items.Take(MostItems).Select(item => item with { Weight = item.Weight / Math.Sqrt(counts[item.Id]) })];
    }
}
