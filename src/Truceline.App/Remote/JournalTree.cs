using Truceline.App.Api;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Remote;

/// <summary>The tree of a journal, in a directory or served elsewhere: its head, and the nodes from which proofs are made.</summary>
internal sealed class JournalTree : IDisposable
{
    private readonly IDisposable owner;
    private readonly TiledTree tree;

    private JournalTree(Head head, SignedNote? note, Func<Tile, byte[]> fetch, IDisposable owner)
    {
        (Head, Note, this.owner) = (head, note, owner);
        tree = new(head.Size, fetch);
    }

    /// <summary>The head.</summary>
    public Head Head { get; }

    /// <summary>The head as the journal signed it; null where it has not signed this one.</summary>
    public SignedNote? Note { get; }

    /// <summary>A node of the tree.</summary>
    public Hash Node(int level, long index) => tree.Node(level, index);

    /// <summary>Opens the tree of a journal.</summary>
    /// <param name="journal">A directory, or an address.</param>
    /// <param name="key">The key that must have signed the head that is served.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="FormatException">What is served as its head is none, or the key did not sign it.</exception>
    public static JournalTree Open(string journal, NoteKey key)
    {
        if (RemoteJournal.Address(journal) is not { } address)
        {
            var store = JournalFolder.OpenForReading(journal);
            return new(store.Head, store.LastCheckpoint(), store.Bytes, store);
        }
        var remote = new RemoteJournal(address);
        try
        {
            var note = remote.Checkpoint();
            return new(KeptFiles.Signed(note, key).Head, note, remote.RequiredPiece, remote);
        }
        catch
        {
            // What failed is told by the exception; only the connection must not stay open.
            remote.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => owner.Dispose();
}
