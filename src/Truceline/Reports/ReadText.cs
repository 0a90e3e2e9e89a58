using System.Collections.Immutable;

namespace Truceline.Reports;

/// <summary>The text out of which a report was read, as the journal knows it.</summary>
/// <param name="Report">The report that brought the text; null: the journal has no such text, or it was taken back.</param>
/// <param name="Origin">
/// The origin under which the text counts: the least entry among the texts of that origin. Null: nobody compared the text with the others
/// since it came or changed, so how far it is a copy is not known; or it is a digest.
/// </param>
/// <param name="ComparedBy">The entry of the comparison that says so; null with it.</param>
public sealed record ReadText(JournalledReport? Report, long? Origin, long? ComparedBy)
{
    /// <summary>Whether it is a digest of other texts, and therefore of no origin.</summary>
    public bool IsDigest { get; init; }

    /// <summary>
    /// The chains through which a report came that was read out of the text, the text's own part of them first: who handed it in, who published it, whom it credits, and
    /// what the report names below that. Of an unknown text nobody is known.
    /// </summary>
    internal ImmutableArray<ImmutableArray<string?>> Chains(ImmutableArray<ImmutableArray<string?>> below)
    {
        if (Report?.Report is not { Content: SourceText text } brought) return below.IsEmpty ? [[null]] : below;
        // Who hands the text in stands before the outlet, which is no more than what it says.
        string?[] outlet = text.Outlet is { } named && named != brought.Source ? [brought.Source, named] : [brought.Source];
        return !below.IsEmpty ? [.. below.Select(chain => (ImmutableArray<string?>)[.. outlet, .. text.Chains.SelectMany(link => link), .. chain])]
            : !text.Chains.IsEmpty ? [.. text.Chains.Select(chain => (ImmutableArray<string?>)[.. outlet, .. chain])]
            : [[.. outlet]];
    }
}
