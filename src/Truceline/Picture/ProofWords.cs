using System.Collections.Immutable;
using System.Globalization;
using Truceline.Journal;

namespace Truceline.Picture;

/// <summary>What a proof that holds proves and does not prove, in words for who has never seen one.</summary>
internal static class ProofWords
{
    public static IEnumerable<string> Proves(ProofCheck check)
    {
        var (file, entry) = (check.File!, check.File!.Entry.Number);
        var who = check.StateOf("key") == ProofState.Shown ? "The keeper of the journal" : "Whoever holds the key in the file";
        yield return $"{who} has signed a journal in which entry {Number(entry)} stands at this place, and cannot give it another place or other content without contradicting the signature.";
        if (check.Publication is { } publication)
        {
            yield return $"The sentence is in the bulletin as it was published, word for word{(publication.By is { } by ? $", by {by}" : "")}, and whoever holds that key can neither alter nor deny it.";
            if (!file.Sentence!.Entries.IsEmpty) yield return "The entries on which it rests were in the journal before the bulletin was frozen.";
        }
        else if (file.Entry.Disclosed is not null)
        {
            yield return "The content shown is what that entry says, to the byte.";
        }
        yield return check.StateOf("witnesses") == ProofState.Shown
            ? "The witnesses named had seen this journal by the times they gave: the entry is older than that, and whoever keeps the journal can no longer show them another."
            : "The entry is older than this checkpoint. When that was, only a witness or whoever kept the file can say.";
    }

    public static IEnumerable<string> DoesNotProve(ProofCheck check)
    {
        if (check.StateOf("key") == ProofState.Open) yield return "Whose key it is. Compare the fingerprint with one that the keeper gave you, or that a witness or another reader holds.";
        if (check.StateOf("witnesses") != ProofState.Shown) yield return "That everybody is shown the same journal: this check knows of no witnesses that have seen it.";
        yield return "That what is said is true. It proves who could not have changed it since, not that it happened.";
        yield return "That nothing was left out: what nobody handed in is in no journal.";
        if (check.Publication is not null) yield return "That the sentence follows from its entries. Whoever may read them can recompute it with 'truceline bulletin --at-entry'; others take it on trust.";
        else if (check.File!.Entry.Disclosed is null) yield return "What the entry says: this file names it and does not disclose it.";
        yield return "The times that entries and publications give of themselves: they are what whoever wrote them said.";
        if (check.File!.Exercise) yield return "Anything about the world: this is an exercise, and the reports are made up.";
    }

    /// <summary>Numbers of entries, neighbours as ranges, cut after a dozen.</summary>
    public static string Numbers(ImmutableArray<ProvenEntry> entries)
    {
        const int most = 12;
        var runs = new List<string>();
        for (var i = 0; i < entries.Length; i++)
        {
            var first = entries[i].Number;
            while (i + 1 < entries.Length && entries[i + 1].Number == entries[i].Number + 1) i++;
            runs.Add(entries[i].Number == first ? Number(first) : $"{Number(first)}–{Number(entries[i].Number)}");
        }
        return runs.Count <= most ? string.Join(", ", runs) : $"{string.Join(", ", runs.Take(most))} and more";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
