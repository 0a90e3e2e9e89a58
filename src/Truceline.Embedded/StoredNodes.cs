using Microsoft.Data.Sqlite;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>The nodes of a journal's tree: the higher ones are kept, those below follow from the commitments.</summary>
internal static class StoredNodes
{
    /// <summary>The lowest level that is kept: one node for 256 entries.</summary>
    public const int Lowest = 8;

    /// <summary>One node; null when the database has not what it follows from.</summary>
    public static Hash? Read(SqliteConnection connection, int level, long position, bool kept)
    {
        if (level >= Lowest && kept) return ReadKept(connection, level, position);
        if (level <= Lowest) return Compute(connection, level, position);
        return Read(connection, level - 1, 2 * position, kept) is { } left && Read(connection, level - 1, 2 * position + 1, kept) is { } right
            ? MerkleTree.Join(left, right) : null;
    }

    private static Hash? ReadKept(SqliteConnection connection, int level, long position)
    {
        using var query = new SqliteStatement(connection, "SELECT hash FROM nodes WHERE level = ? AND position = ?").Bind(1, level).Bind(2, position);
        return query.Step() && query.Blob(0).Length == Hash.Length ? new Hash(query.Blob(0)) : null;
    }

    private static Hash? Compute(SqliteConnection connection, int level, long position)
    {
        using var query = new SqliteStatement(connection, "SELECT commitment FROM entries WHERE number > ? AND number <= ? ORDER BY number")
            .Bind(1, position << level).Bind(2, (position + 1) << level);
        var tree = new GrowingTree(MerkleTree.Empty);
        while (query.Step())
        {
            if (query.Blob(0).Length != Hash.Length) return null;
            tree.Add(Leaf.HashOf(new Hash(query.Blob(0))));
        }
        return tree.Size == 1L << level ? tree.ToTree().Root : null;
    }
}
