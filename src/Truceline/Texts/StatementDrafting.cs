using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Texts;

/// <summary>
/// Drafts statements from a text in English: from quotations and from what the text reports in its own words, also where that goes on over sentences without
/// another "she said". What it drafts counts for nothing until a person confirms it. The same text and lexicon give the same drafts.
/// </summary>
public static class StatementDrafting
{
    /// <summary>The most drafts of one text: more than a person can look through.</summary>
    public const int MostDrafts = 5_000;

    /// <summary>Drafts the statements of a text, in the order in which they stand in it.</summary>
    /// <param name="text">The text, one paragraph a line. Spans are of its body; its headline and outlet tell who speaks where the body does not.</param>
    /// <param name="published">The day on which it was published, to which its weekdays are related.</param>
    /// <param name="lexicon">What the operator knows.</param>
    public static ImmutableArray<DraftedStatement> Draft(PublishedText text, LocalDate published, StatementLexicon lexicon)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(lexicon);
        // All three are read as one, so that a name in the headline is the same name in the body.
        var (title, outlet) = ((text.Title ?? "").ReplaceLineEndings(" "), (text.Outlet ?? "").ReplaceLineEndings(" "));
        var head = title.Length + outlet.Length + 2;
        var whole = $"{title}\n{outlet}\n{text.Body}";
        var words = Words.Split(whole);
        if (words.Count == 0) return [];
        return [.. new Drafting(whole, words, title.Length, head, published, lexicon).All().Select(draft => draft with { Start = draft.Start - head, End = draft.End - head })];
    }
}
