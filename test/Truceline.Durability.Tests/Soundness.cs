using Truceline.Durability.Writer;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.Durability.Tests;

/// <summary>Whether a journal that was left by a writer that died has all that was acknowledged, and goes on.</summary>
internal static class Soundness
{
    /// <summary>
    /// Opens it for appending, as the next run does, holds all of it against what was acknowledged and against the script,
    /// and appends one entry. Null: nothing is lost; otherwise one sentence.
    /// </summary>
    public static string? Fault(string directory, Acknowledged acknowledged, Random random)
    {
        if (!SqliteJournal.ExistsIn(directory) && acknowledged.Opened) return "lost: the journal that was opened is not there";
        try
        {
            using var journal = SqliteJournal.OpenOrCreate(directory, random.NextBytes);
            return Lost(journal, acknowledged) ?? LostCheckpoint(directory, journal, acknowledged) ?? Unsound(directory, journal) ?? DoesNotGoOn(journal);
        }
        catch (JournalException failed)
        {
            return $"corrupt: {failed.Message}";
        }
    }

    private static string? Lost(SqliteJournal journal, Acknowledged acknowledged)
    {
        if (journal.Head.Size < acknowledged.Size) return $"lost: {acknowledged.Size} entries were acknowledged, {journal.Head.Size} are there";
        var roots = acknowledged.Heads.ToDictionary(head => head.Size, head => head.Root);
        var tree = MerkleTree.Empty;
        foreach (var entry in journal.Read(long.MaxValue))
        {
            if (!SaysWhatItMust(entry, acknowledged)) return $"altered: entry {entry.Number} does not say what was written";
            tree = tree.Append([Leaf.HashOf(entry.Commitment)]);
            if (roots.TryGetValue(tree.Size, out var root) && root != tree.Root) return $"altered: the root over {tree.Size} entries is another";
        }
        return tree.Head == journal.Head ? null : "corrupt: the head is not that of the entries";
    }

    private static string? LostCheckpoint(string directory, SqliteJournal journal, Acknowledged acknowledged)
    {
        if (acknowledged.Published == 0) return null;
        if (journal.Checkpoints().All(note => Checkpoint.Parse(note.Text).Head.Size != acknowledged.Published)) return $"lost: the checkpoint of {acknowledged.Published} entries";
        var key = SigningKey.OpenOrCreate(directory, _ => throw new InvalidOperationException("lost: the key that signed a checkpoint"));
        return journal.LastCheckpoint()!.VerifiedBy([key.Key]).Length > 0 ? null : "altered: a checkpoint is not signed by the journal's key";
    }

    private static bool SaysWhatItMust(Entry entry, Acknowledged acknowledged)
    {
        if (acknowledged.Erased.Contains(entry.Number)) return entry.IsErased;
        if (entry.IsErased) return acknowledged.Erasing.Contains(entry.Number);
        return entry.Bytes.Span.SequenceEqual(Scripted.Bytes(entry.Number)) || Scripted.IsErasure(entry.Bytes.Span);
    }

    private static string? Unsound(string directory, SqliteJournal journal) =>
        SqliteJournal.Verify(directory) switch
        {
            { Fault: { } fault } => $"corrupt: {fault.What}",
            var sound when sound.Head != journal.Head => "corrupt: verification ends at another head",
            _ => null,
        };

    private static string? DoesNotGoOn(SqliteJournal journal)
    {
        var next = journal.Head.Size + 1;
        return journal.Append(Scripted.After(next - 1, 1)).Size == next ? null : "corrupt: an append did not go in";
    }
}
