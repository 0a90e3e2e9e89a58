namespace Truceline.Texts;

/// <summary>What of a text another accounts for.</summary>
internal static class TextCover
{
    // What two texts account for is of two origins where no more than this of the lesser is in both.
    private const double MostShared = 0.25;

    /// <summary>
    /// Of the words of a text, which the other has in like sentences; and, where wording may not show it, which are names and numbers that the other has in that order, with what
    /// stands between two of a sentence. Words, not sentences: who puts a sentence of each of two texts into one has not made them share it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="other">The other.</param>
    /// <param name="byFacts">Whether names and numbers are looked at too.</param>
    public static bool[] Of(TextReading text, TextReading other, bool byFacts)
    {
        var covered = new bool[text.Words.Length];
        var across = text.Language is { } one && other.Language is { } another && one != another;
        foreach (var pair in across ? [] : SentenceAlignment.Of(text, other).Where(pair => pair.Likeness >= TextMeasures.CopiedLikeness))
            foreach (var (word, _) in WordAlignment.Pairs(text.WordsOf(text.Sentences[pair.A]), other.WordsOf(other.Sentences[pair.B])))
                covered[text.Sentences[pair.A].FirstWord + word] = true;
        if (!byFacts && !across) return covered;
        // The last comes first.
        var next = -1;
        foreach (var (item, _) in SequenceAlignment.Agreeing(text.Skeleton, other.Skeleton, across))
        {
            var isWithin = next >= 0 && text.Skeleton[item].Sentence == text.Skeleton[next].Sentence;
            covered.AsSpan(text.Skeleton[item].Word..(isWithin ? text.Skeleton[next].Word : text.Skeleton[item].Word + 1)).Fill(true);
            next = item;
        }
        return covered;
    }

    /// <summary>What covered words weigh.</summary>
    public static int Weight(TextReading text, bool[] covered) => Shared(text, covered, covered);

    /// <summary>What the words weigh that two texts cover.</summary>
    public static int Shared(TextReading text, bool[] one, bool[] other)
    {
        var sum = 0;
        for (var i = 0; i < one.Length; i++)
            if (one[i] && other[i]) sum += text.Words[i].Weight;
        return sum;
    }

    /// <summary>Whether two texts account for different parts of a text.</summary>
    public static bool AreApart(TextReading text, bool[] one, bool[] other) => Shared(text, one, other) <= MostShared * Math.Min(Weight(text, one), Weight(text, other));
}
