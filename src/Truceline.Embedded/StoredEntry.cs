using Microsoft.Data.Sqlite;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>A row of the table of entries, not yet believed.</summary>
internal readonly record struct StoredEntry(byte[] Commitment, byte[] Key, byte[] Sealed)
{
    /// <summary>From a row of <c>number, commitment, secret, sealed</c>.</summary>
    public static StoredEntry From(SqliteDataReader row) => new(Blob(row, 1), Blob(row, 2), Blob(row, 3));

    /// <summary>Opens the content and holds it against the commitment; null when both are as they must be.</summary>
    public FaultKind? Open(out byte[] bytes)
    {
        bytes = [];
        if (Commitment.Length != Hash.Length) return FaultKind.Commitment;
        if (Key.Length != Secret.Length) return FaultKind.Content;
        var (secret, commitment) = (new Secret(Key), new Hash(Commitment));
        if (Sealing.Unseal(secret, commitment, Sealed) is not { } opened) return FaultKind.Content;
        if (Leaf.Commit(secret, opened) != commitment) return FaultKind.Commitment;
        bytes = opened;
        return null;
    }

    // A file from elsewhere may hold anything in a column, its types and checks switched off.
    private static byte[] Blob(SqliteDataReader row, int column) => row.GetValue(column) as byte[] ?? [];
}
