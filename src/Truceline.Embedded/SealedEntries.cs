using System.Security.Cryptography;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>Some entries of a batch, committed to and sealed, in memory that is used again for the next ones.</summary>
internal sealed class SealedEntries : IDisposable
{
    /// <summary>The most entries that are sealed in one go: enough to hide the cost of handing them over, little enough to stay in a cache.</summary>
    public const int Most = 256;

    private readonly Sealer sealer = new();
    private readonly byte[] secrets = new byte[Most * Secret.Length];
    private readonly byte[] commitments = new byte[Most * Hash.Length];
    private readonly int[] ends = new int[Most];
    private byte[] content = new byte[Most * 512];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Their leaf hashes.</summary>
    public Hash[] Leaves { get; } = new Hash[Most];

    public ReadOnlySpan<byte> Commitment(int i) => commitments.AsSpan(i * Hash.Length, Hash.Length);

    public ReadOnlySpan<byte> SecretOf(int i) => secrets.AsSpan(i * Secret.Length, Secret.Length);

    public ReadOnlySpan<byte> Content(int i) => content.AsSpan(i == 0 ? 0 : ends[i - 1], ends[i] - (i == 0 ? 0 : ends[i - 1]));

    /// <summary>Seals entries of a batch in the place of those that were here, each under a secret drawn for it.</summary>
    public void Fill(IReadOnlyList<ReadOnlyMemory<byte>> entries, int from, int count, Action<Span<byte>> drawSecrets)
    {
        Count = 0;
        drawSecrets(secrets.AsSpan(0, count * Secret.Length));
        var end = 0;
        for (var i = 0; i < count; i++)
        {
            var bytes = entries[from + i].Span;
            var start = end;
            end = checked(start + bytes.Length + Sealing.Overhead);
            if (end > content.Length) Array.Resize(ref content, Math.Max(end, checked(content.Length * 2)));
            var secret = new Secret(SecretOf(i));
            var commitment = Leaf.Commit(secret, bytes);
            sealer.Seal(secret, commitment, bytes, content.AsSpan(start, end - start));
            commitment.CopyTo(commitments.AsSpan(i * Hash.Length));
            Leaves[i] = Leaf.HashOf(commitment);
            ends[i] = end;
        }
        Count = count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(secrets);
        sealer.Dispose();
    }
}
