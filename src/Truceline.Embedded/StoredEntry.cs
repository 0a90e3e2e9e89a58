using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>A row of the table of entries, not yet believed.</summary>
internal readonly ref struct StoredEntry
{
    /// <summary>The columns of a row, in the order in which they are read here.</summary>
    public const string Columns = "number, commitment, secret, sealed";

    /// <summary>From a row of <see cref="Columns"/>, until the next one.</summary>
    public static StoredEntry From(SqliteStatement row) => new()
    {
        Number = row.Integer(0), Commitment = row.Blob(1), Key = row.Blob(2), Sealed = row.Blob(3), IsErased = row.IsNull(2) && row.IsNull(3),
    };

    public long Number { get; init; }

    public ReadOnlySpan<byte> Commitment { get; init; }

    public ReadOnlySpan<byte> Key { get; init; }

    public ReadOnlySpan<byte> Sealed { get; init; }

    /// <summary>Whether there is neither secret nor content any more. Whether that is in order an entry of the journal says.</summary>
    public bool IsErased { get; init; }

    /// <summary>How long the content is.</summary>
    public int Length => Math.Max(0, Sealed.Length - Sealing.Overhead);

    /// <summary>Opens the content into a place of its <see cref="Length"/> and holds it against the commitment; null when both are as they must be.</summary>
    public FaultKind? Open(Sealer sealer, Span<byte> bytes)
    {
        if (Commitment.Length != Hash.Length) return FaultKind.Commitment;
        if (IsErased) return null;
        if (Key.Length != Secret.Length) return FaultKind.Content;
        var (secret, commitment) = (new Secret(Key), new Hash(Commitment));
        if (!sealer.TryUnseal(secret, commitment, Sealed, bytes)) return FaultKind.Content;
        return Leaf.Commit(secret, bytes) == commitment ? null : FaultKind.Commitment;
    }
}
