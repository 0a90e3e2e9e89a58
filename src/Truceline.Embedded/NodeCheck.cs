using Microsoft.Data.Sqlite;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>Holds the nodes that are kept of a tree against those that follow from the entries.</summary>
internal sealed class NodeCheck(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement kept = new(connection, "SELECT hash FROM nodes WHERE level = ? AND position = ?");
    private long held;

    /// <summary>The first of the nodes that is not kept as it should be.</summary>
    public VerificationFault? Hold(ReadOnlySpan<CompleteNode> complete)
    {
        foreach (var node in complete)
        {
            var same = kept.Bind(1, node.Level).Bind(2, node.Position).Step() && kept.Blob(0).SequenceEqual(node.Hash.ToArray());
            kept.Reset();
            var (first, last) = ((node.Position << node.Level) + 1, (node.Position + 1) << node.Level);
            if (!same) return new(FaultKind.Node, first, last, $"the node of the tree over entries {first} to {last} was altered or removed; the entries themselves are whole");
            held++;
        }
        return null;
    }

    /// <summary>What is kept beyond the nodes of the tree.</summary>
    public VerificationFault? Rest(long size)
    {
        using var count = new SqliteStatement(connection, "SELECT count(*) FROM nodes");
        return count.Step() && count.Integer(0) == held ? null : new(FaultKind.Node, size, size, "there are nodes of the tree that no entries stand for; the entries themselves are whole");
    }

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();
}
