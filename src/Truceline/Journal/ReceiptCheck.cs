namespace Truceline.Journal;

/// <summary>What became of what a receipt promised.</summary>
internal enum ReceiptState
{
    /// <summary>The journal has the entries at their places, and goes on from the head that was signed with them.</summary>
    Honoured,

    /// <summary>The journal has fewer entries now than when the receipt was given: its end was cut off.</summary>
    Shorter,

    /// <summary>The journal does not go on from the head in the receipt: entries were altered, moved or removed.</summary>
    Rewritten,

    /// <summary>The journal goes on from that head, and other entries stand at the places promised: the receipt was false when it was signed.</summary>
    OtherEntries,
}

/// <summary>Makes receipts of a journal's tree, and holds them against one.</summary>
internal static class ReceiptCheck
{
    // More runs than this would outgrow a note. One run over all between claims no less, and is honoured no easier.
    private const int MostRuns = 4096;

    /// <summary>The receipt for some entries, in any order and each as often as it comes.</summary>
    /// <param name="origin">Which journal.</param>
    /// <param name="head">Its head, which has them.</param>
    /// <param name="entries">Their numbers.</param>
    /// <param name="commitments">The commitments of the entries after one number up to another.</param>
    public static Receipt Of(string origin, Head head, IEnumerable<long> entries, Func<long, long, IEnumerable<Hash>> commitments)
    {
        var runs = new List<(long First, long Last)>();
        foreach (var entry in entries.Order())
        {
            if (runs.Count > 0 && entry <= runs[^1].Last + 1) runs[^1] = (runs[^1].First, entry);
            else runs.Add((entry, entry));
        }
        if (runs.Count > MostRuns) runs = [(runs[0].First, runs[^1].Last)];
        return new(origin, head, [.. runs.Select(run => new ReceiptRun(run.First, run.Last, RootOver(commitments(run.First - 1, run.Last).Select(Leaf.HashOf))))]);
    }

    /// <summary>
    /// Holds a receipt against a tree. What the tree gives is not believed: that it goes on from the head in the receipt, and
    /// that the entries lie under that head, is worked out from proofs against the head of the tree.
    /// </summary>
    /// <param name="receipt">The receipt, whose signature was verified before.</param>
    /// <param name="head">The head of the journal, as it signed it.</param>
    /// <param name="nodes">The tree of that head.</param>
    public static ReceiptState Against(Receipt receipt, Head head, TreeNodes nodes)
    {
        if (head.Size < receipt.Head.Size) return ReceiptState.Shorter;
        if (!MerkleProofs.IsConsistent(receipt.Head, head, MerkleProofs.Consistency(receipt.Head.Size, head.Size, nodes))) return ReceiptState.Rewritten;
        return receipt.Runs.All(run => Holds(receipt.Head, run, nodes)) ? ReceiptState.Honoured : ReceiptState.OtherEntries;
    }

    private static bool Holds(Head head, ReceiptRun run, TreeNodes nodes)
    {
        var indexes = new long[run.Last - run.First + 1];
        var leaves = new Hash[indexes.Length];
        for (var i = 0; i < indexes.Length; i++) leaves[i] = nodes(0, indexes[i] = run.First - 1 + i);
        return RootOver(leaves) == run.Commitments
            && MerkleProofs.RootOfSeveral(indexes, leaves, head.Size, MerkleProofs.Several(indexes, head.Size, nodes).AsSpan()) == head.Root;
    }

    private static Hash RootOver(IEnumerable<Hash> leaves) => MerkleTree.Empty.Append(leaves).Root;
}
