using System.Collections.Immutable;

namespace Truceline.Picture;

/// <summary>A sentence of a bulletin against the one that took its place.</summary>
/// <param name="Former">As it was; null: it came.</param>
/// <param name="Now">As it is; null: it went.</param>
public sealed record Erratum(FrozenSentence? Former, FrozenSentence? Now);

/// <summary>What a later publication of the same day says otherwise than the one before.</summary>
public static class Errata
{
    /// <summary>
    /// What came, went and changed, in the order in which it is read. A sentence has changed where one of the same part says
    /// the same of other entries, or tells of the same entries in other words, or is the same number of a table, or has most
    /// of its words at its beginning and end in common; its place among the others means nothing.
    /// </summary>
    public static ImmutableArray<Erratum> Between(FrozenBulletin former, FrozenBulletin now)
    {
        ArgumentNullException.ThrowIfNull(former);
        ArgumentNullException.ThrowIfNull(now);
        var gone = Without(former.Sentences, now.Sentences);
        var errata = new List<Erratum>();
        foreach (var came in Without(now.Sentences, former.Sentences))
        {
            var was = gone.FirstOrDefault(one => one.Section == came.Section && one.Text == came.Text)
                ?? gone.FirstOrDefault(one => one.Section == came.Section && Label(one.Text) is { } label && label == Label(came.Text))
                ?? gone.FirstOrDefault(one => one.Section == came.Section && !came.Entries.IsEmpty && one.Entries.SequenceEqual(came.Entries))
                ?? gone.FirstOrDefault(one => one.Section == came.Section && AreAlike(one.Text, came.Text));
            if (was is not null) gone.Remove(was);
            errata.Add(new(was, came));
        }
        return [.. errata, .. gone.Select(one => new Erratum(one, null))];
    }

    /// <summary>The sentences that the others do not have, each as often as it is missing.</summary>
    private static List<FrozenSentence> Without(ImmutableArray<FrozenSentence> sentences, ImmutableArray<FrozenSentence> others)
    {
        var left = others.ToList();
        var missing = new List<FrozenSentence>();
        foreach (var sentence in sentences)
            if (left.FindIndex(sentence.IsSameAs) is var at and >= 0) left.RemoveAt(at);
            else missing.Add(sentence);
        return missing;
    }

    /// <summary>What names a number of a table; null for a sentence.</summary>
    private static string? Label(string text) => !text.EndsWith('.') && text.LastIndexOf(": ", StringComparison.Ordinal) is var colon and > 0 ? text[..colon] : null;

    /// <summary>Whether two texts have more than half of the longer in common, at their beginning and end.</summary>
    private static bool AreAlike(string one, string other)
    {
        var shorter = Math.Min(one.Length, other.Length);
        var (before, behind) = (0, 0);
        while (before < shorter && one[before] == other[before]) before++;
        while (behind < shorter - before && one[^(behind + 1)] == other[^(behind + 1)]) behind++;
        return 2 * (before + behind) > Math.Max(one.Length, other.Length);
    }
}
