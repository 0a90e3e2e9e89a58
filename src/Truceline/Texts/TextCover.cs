namespace Truceline.Texts;

/// <summary>What of a text another accounts for.</summary>
internal static class TextCover
{
    // What two texts account for is of two origins where no more than this of the lesser is in both.
    private const double MostShared = 0.25;

    /// <summary>
    /// Of the words of a text, which the other has in like sentences; and, where wording may not show it, which are names and numbers that the other has in that order. Words, not sentences: who puts
    /// a sentence of each of two texts into one has not made them share it.
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
        foreach (var (item, _) in SequenceAlignment.Agreeing(text.Skeleton, other.Skeleton, across)) covered[text.Skeleton[item].Word] = true;
        return covered;
    }

    /// <summary>What covered words weigh.</summary>
    public static int Weight(TextReading text, bool[] covered)
    {
        var sum = 0;
        for (var i = 0; i < covered.Length; i++)
            if (covered[i]) sum += text.Words[i].Weight;
        return sum;
    }

    /// <summary>Whether two texts account for different parts of a text.</summary>
    public static bool AreApart(TextReading text, bool[] one, bool[] other)
    {
        var both = new bool[one.Length];
        for (var i = 0; i < both.Length; i++) both[i] = one[i] && other[i];
        return Weight(text, both) <= MostShared * Math.Min(Weight(text, one), Weight(text, other));
    }
}
