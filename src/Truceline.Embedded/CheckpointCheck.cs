using Microsoft.Data.Sqlite;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>Holds the checkpoints that were published against the heads that were recorded, and their signatures against the journal's key.</summary>
internal sealed class CheckpointCheck : IDisposable
{
    private readonly SqliteStatement query;
    private readonly NoteKey? key;
    private bool more;

    public CheckpointCheck(SqliteConnection connection, NoteKey? key)
    {
        this.key = key;
        query = new(connection, "SELECT size, note, hash FROM checkpoints ORDER BY size");
        more = query.Step();
    }

    /// <summary>How many were found to be as they must be.</summary>
    public long Count { get; private set; }

    /// <summary>The first fault of the checkpoints up to this head; every head is asked for, in their order.</summary>
    public VerificationFault? UpTo(Head head)
    {
        for (; more && query.Integer(0) <= head.Size; more = query.Step())
        {
            if (Wrong(query.Integer(0), head) is { } what) return At(query.Integer(0), what);
            Count++;
        }
        return null;
    }

    /// <summary>A checkpoint beyond the last head.</summary>
    public VerificationFault? Rest(long size) =>
        more ? At(size, $"the journal ends at entry {size}, and has published a checkpoint of {query.Integer(0)} entries: its end was cut off, or the checkpoint is none of its own") : null;

    /// <inheritdoc/>
    public void Dispose() => query.Dispose();

    private string? Wrong(long size, Head head)
    {
        try
        {
            var note = SignedNote.Parse(query.Text(1));
            var checkpoint = Checkpoint.Parse(note.Text);
            if (checkpoint.Head.Size != size) return $"the checkpoint of {size} entries says that it is one of {checkpoint.Head.Size}";
            if (checkpoint.Head != head) return $"the checkpoint of {size} entries is not the head that was recorded there";
            if (!query.Blob(2).SequenceEqual(StoredCheckpoints.HashOf(query.Text(1)).ToArray())) return $"the checkpoint of {size} entries, or a cosignature of it, was altered";
            if (key is null) return null;
            if (checkpoint.Origin != key.Name) return $"the checkpoint of {size} entries is one of '{checkpoint.Origin}', and the journal is {key.Name}";
            return note.VerifiedBy([key]).Length > 0 ? null : $"the checkpoint of {size} entries is not signed by the journal's key";
        }
        catch (FormatException broken)
        {
            return $"the checkpoint of {size} entries was altered: {broken.Message}";
        }
    }

    private static VerificationFault At(long size, string what) => new(FaultKind.Checkpoint, Math.Max(size, 1), Math.Max(size, 1), what);
}
