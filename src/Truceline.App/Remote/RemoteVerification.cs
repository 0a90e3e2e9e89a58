using System.Globalization;
using Truceline.App.Api;
using Truceline.Journal;

namespace Truceline.App.Remote;

/// <summary>
/// What re-hashing a served journal found. Without a fault it shows that the entries, in their order, are those of the signed
/// head, and that every piece of the tree that is served is the one of these entries. What an entry says is not served, so
/// nothing is shown of that.
/// </summary>
/// <param name="Checkpoint">The head that was served.</param>
/// <param name="Tree">The tree as it was worked out from the entries; it answers for any smaller size too.</param>
/// <param name="Fault">The first thing that is wrong, in a sentence; null: nothing.</param>
internal sealed record RemoteVerification(Checkpoint Checkpoint, TiledTree Tree, string? Fault)
{
    private const long MostEntries = 1_000_000_000;
    private const int AtATime = 8;
    private const int Step = 100_000;

    /// <summary>Fetches all that a journal serves and works out the tree anew.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="checkpoint">The head that it served.</param>
    /// <param name="progress">Told what was done, from time to time.</param>
    /// <exception cref="IOException">It does not answer.</exception>
    public static RemoteVerification Run(RemoteJournal journal, Checkpoint checkpoint, TextWriter progress)
    {
        var size = checkpoint.Head.Size;
        if (size > MostEntries) throw new FormatException(Text($"a journal of {size:N0} entries is more than is verified at a distance"));
        // A list for each tile: a head that claims too much costs nothing until the entries are really served.
        var leaves = new Hash[Tile.Of(0, size).Count()][];
        var tree = Recomputed(leaves, size);
        var fault = Entries(journal, leaves, size, progress) ?? (Root(tree, size) == checkpoint.Head.Root ? Upper(journal, tree, size) : Text($"the {size:N0} entries that are served are not, or not in this order, those of the signed head"));
        return new(checkpoint, tree, fault);
    }

    /// <summary>The root over the first leaves of a tree.</summary>
    public static Hash Root(TiledTree tree, long size) => MerkleProofs.Root(0, size, tree.Node);

    /// <summary>Fills in the leaf hashes of all entries; what the lowest tiles say must be the same.</summary>
    private static string? Entries(RemoteJournal journal, Hash[][] leaves, long size, TextWriter progress)
    {
        var tiles = Tile.Of(0, size).ToArray();
        var faults = new string?[tiles.Length];
        var done = 0L;
        Guarded(() => Parallel.For(0, tiles.Length, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, (i, state) =>
        {
            faults[i] = Fill(journal, tiles[i], leaves);
            if (faults[i] is not null) state.Break();
            var (before, now) = (Interlocked.Add(ref done, tiles[i].Width) - tiles[i].Width, Interlocked.Read(ref done));
            if (before / Step < now / Step) lock (progress) progress.WriteLine(Text($"{now / Step * Step:N0} of {size:N0} entries fetched"));
        }));
        return faults.FirstOrDefault(fault => fault is not null);
    }

    private static string? Fill(RemoteJournal journal, Tile tile, Hash[][] leaves)
    {
        var (first, last) = (tile.First + 1, tile.First + tile.Width);
        if (journal.Piece(tile with { Level = Tile.Entries }) is not { } bundle) return Text($"entries {first:N0} to {last:N0} are not served, although the checkpoint covers them");
        if (EntryBundle.LeafHashes(bundle, tile.Width) is not { } hashes) return Text($"what is served as entries {first:N0} to {last:N0} is not as many entries, or was cut off");
        leaves[tile.Index] = hashes;
        if (journal.Piece(tile) is not { } served || tile.Hashes(served) is not { } said) return Text($"the tile {tile} over entries {first:N0} to {last:N0} is not served, or is not whole");
        var differs = Enumerable.Range(0, tile.Width).FirstOrDefault(i => said[i] != hashes[i], -1);
        return differs < 0 ? null : Text($"entry {first + differs:N0} as it is served is not the one in the tile {tile}");
    }

    private static string? Upper(RemoteJournal journal, TiledTree tree, long size)
    {
        foreach (var level in Tile.Levels(size).Where(level => level > 0))
            foreach (var tile in Tile.Of(level, size))
                if (!tile.Bytes(tree.Node).AsSpan().SequenceEqual(journal.Piece(tile))) return Text($"the tile {tile} that is served is not the one of the entries");
        return null;
    }

    /// <summary>The tree over leaves that are filled in by the time it is asked.</summary>
    private static TiledTree Recomputed(Hash[][] leaves, long size)
    {
        TiledTree? tree = null;
        return tree = new(size, tile => Joined(tile.Level == 0 ? leaves[tile.Index].AsSpan(0, tile.Width)
            : [.. Enumerable.Range(0, tile.Width).Select(i => tree!.RootOver(new(tile.Level - 1, tile.Index * Tile.Full + i, Tile.Full)))]));
    }

    private static byte[] Joined(ReadOnlySpan<Hash> hashes)
    {
        var bytes = new byte[hashes.Length * Hash.Length];
        for (var i = 0; i < hashes.Length; i++) hashes[i].CopyTo(bytes.AsSpan(i * Hash.Length));
        return bytes;
    }

    /// <summary>The first failure itself, and not a collection of failures.</summary>
    private static void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (AggregateException several)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
