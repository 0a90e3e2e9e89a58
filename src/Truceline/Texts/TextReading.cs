using Truceline.Journal;

namespace Truceline.Texts;

/// <summary>A sentence: its words, and where it stands in the body.</summary>
internal readonly record struct SentenceSpan(int FirstWord, int EndWord, int Start, int End)
{
    public int Words => EndWord - FirstWord;
}

/// <summary>A quotation: its words, and where it stands in the body, without its marks.</summary>
internal readonly record struct QuotationSpan(int FirstWord, int EndWord, int Start, int End);

/// <summary>
/// A text, read: its sentences, quotations and words with where they stand, and its skeleton of names and numbers in order. Of a very long one
/// the beginning is compared; that it was cut is said.
/// </summary>
internal sealed class TextReading
{
    /// <summary>The most sentences that are compared: more than any article has, and few enough that one page cannot cost minutes.</summary>
    public const int MostSentences = 400;

    /// <summary>What goes on longer without an end is cut into pieces.</summary>
    public const int MostWordsOfSentence = 80;

    /// <summary>Fewer words may be said by two who never heard of each other, and reworded without a trace.</summary>
    public const int LeastWords = 40;

    // A name of a tank or a brand may have letters of two alphabets; one word in twenty has not.
    private const int OneMixedIn = 20;

    private TextReading(PublishedText text, string body) => (Text, Body) = (text, body);

    /// <summary>The text as it came.</summary>
    public PublishedText Text { get; }

    /// <summary>What is compared: the body, or the headline of a text that has none.</summary>
    public string Body { get; }

    /// <summary>The hash of all its words, without case, accents, punctuation and layout.</summary>
    public Hash Digest { get; private init; }

    public required Word[] Words { get; init; }

    public required SentenceSpan[] Sentences { get; init; }

    public required QuotationSpan[] Quotations { get; init; }

    public required SkeletonItem[] Skeleton { get; init; }

    /// <summary>Its language, as it says or as its small words show; null when unknown.</summary>
    public required string? Language { get; init; }

    /// <summary>Whether it goes on after what is compared.</summary>
    public required bool IsCut { get; init; }

    /// <summary>
    /// Whether that no copy of it was found proves nothing: it is too long to be compared whole, too short to show anything, or its letters are not what they look like.
    /// </summary>
    public required bool IsDoubtful { get; init; }

    /// <summary>The names and numbers that its author wrote: those outside quotations.</summary>
    public required SkeletonItem[] OwnSkeleton { get; init; }

    /// <summary>What all its words weigh.</summary>
    public int WholeWeight { get; private init; }

    /// <summary>What its words outside quotations weigh: what its author wrote.</summary>
    public int OwnWeight { get; private init; }

    /// <summary>What the words of a sentence weigh, with those of quotations or without.</summary>
    public int Weight(SentenceSpan sentence, bool quotedToo)
    {
        var sum = 0;
        foreach (ref readonly var word in Words.AsSpan(sentence.FirstWord, sentence.Words))
            if (quotedToo || !word.Quoted) sum += word.Weight;
        return sum;
    }

    /// <summary>How many words a sentence has, with those of quotations or without.</summary>
    public int Count(SentenceSpan sentence, bool quotedToo)
    {
        var count = 0;
        foreach (ref readonly var word in Words.AsSpan(sentence.FirstWord, sentence.Words))
            if (quotedToo || !word.Quoted) count++;
        return count;
    }

    /// <summary>The words of a sentence.</summary>
    public ArraySegment<Word> WordsOf(SentenceSpan sentence) => new(Words, sentence.FirstWord, sentence.Words);

    /// <summary>The numbers and dates of a sentence.</summary>
    public List<ulong> NumbersOf(int sentence)
    {
        // The skeleton stands in the order of sentences.
        var numbers = new List<ulong>();
        for (var i = Sorted.First<SkeletonItem>(Skeleton, item => item.Sentence < sentence); i < Skeleton.Length && Skeleton[i].Sentence == sentence; i++)
            if (Skeleton[i].Kind is SkeletonKind.Number or SkeletonKind.Date) numbers.Add(Skeleton[i].Id);
        return numbers;
    }

    /// <summary>Reads a text.</summary>
    public static TextReading Of(PublishedText text, NameRegister register)
    {
        var body = text.Body;
        var raw = Texts.Words.Split(body);
        if (raw.Count == 0 && text.Title is { Length: > 0 } title) raw = Texts.Words.Split(body = title);
        var digest = Digests(raw);
        var sentences = SentenceSplitting.Split(body, raw);
        var cut = sentences.Count > MostSentences;
        if (cut) sentences.RemoveRange(MostSentences, sentences.Count - MostSentences);
        var count = sentences.Count == 0 ? 0 : sentences[^1].EndWord;
        if (count < raw.Count) raw.RemoveRange(count, raw.Count - count);
        var quotations = Texts.Quotations.Find(body, raw);
        var language = Tag(text.Language) ?? Recognise(raw);
        var mixed = raw.Count(word => Letters.IsMixed(body.AsSpan(word.Start, word.End - word.Start)));
        var (words, skeleton) = SkeletonReading.Of(body, raw, sentences, quotations, register, language);
        return new(text, body)
        {
            Digest = digest, Words = words, Sentences = [.. sentences], Quotations = [.. quotations], Skeleton = skeleton, Language = language, IsCut = cut,
            IsDoubtful = cut || raw.Count < LeastWords || mixed * OneMixedIn > raw.Count || body.AsSpan().ContainsAny('\u202D', '\u202E'), OwnSkeleton = [.. skeleton.Where(item => !words[item.Word].Quoted)],
            WholeWeight = words.Sum(word => word.Weight), OwnWeight = words.Sum(word => word.Quoted ? 0 : word.Weight),
        };
    }

    private static string? Tag(string? language) => language is { Length: >= 2 } ? language.Split('-', '_')[0].ToLowerInvariant() : null;

    private static string? Recognise(List<RawWord> words)
    {
        Span<int> counts = stackalloc int[FunctionWords.Count];
        foreach (var word in words)
        {
            var mask = FunctionWords.Languages(word.Folded);
            for (var i = 0; mask != 0; i++, mask >>= 1) counts[i] += mask & 1;
        }
        return FunctionWords.Likeliest(counts, words.Count);
    }

    private static Hash Digests(List<RawWord> words)
    {
        var bytes = new byte[words.Sum(word => System.Text.Encoding.UTF8.GetByteCount(word.Folded) + 1)];
        var at = 0;
        foreach (var word in words)
        {
            at += System.Text.Encoding.UTF8.GetBytes(word.Folded, bytes.AsSpan(at));
            bytes[at++] = (byte)' ';
        }
        return Sha256.Of(bytes);
    }
}
