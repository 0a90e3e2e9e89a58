using System.Security.Cryptography;

namespace Truceline.Journal;

/// <summary>
/// SHA-256 (FIPS 180-4) of short messages. The call of the base library costs 0.4 µs before it hashes anything; libcrypto's
/// own, where it is there, an eighth of that, and a tree is made of nothing but short messages. Both give the same.
/// </summary>
internal static unsafe class Sha256
{
    private const int StateLength = 14; // SHA256_CTX: 112 bytes in every version

    private static readonly delegate* unmanaged<ulong*, int> Init = (delegate* unmanaged<ulong*, int>)Libcrypto.Function("SHA256_Init");
    private static readonly delegate* unmanaged<ulong*, byte*, nuint, int> Update = (delegate* unmanaged<ulong*, byte*, nuint, int>)Libcrypto.Function("SHA256_Update");
    private static readonly delegate* unmanaged<byte*, ulong*, int> Final = (delegate* unmanaged<byte*, ulong*, int>)Libcrypto.Function("SHA256_Final");

    /// <summary>Whether libcrypto's own is there.</summary>
    public static bool IsNative { get; } = Init is not null && Update is not null && Final is not null;

    /// <summary>The digest of a message in two parts.</summary>
    public static Hash Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        Span<byte> digest = stackalloc byte[Hash.Length];
        if (IsNative) Native(first, second, digest);
        else Managed(first, second, digest);
        return new Hash(digest);
    }

    /// <summary>By the base library.</summary>
    internal static void Managed(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(first);
        hash.AppendData(second);
        hash.GetHashAndReset(digest);
    }

    private static void Native(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> digest)
    {
        var state = stackalloc ulong[StateLength];
        int done;
        fixed (byte* one = first, other = second, into = digest)
        {
            done = Init(state);
            if (!first.IsEmpty) done &= Update(state, one, (nuint)first.Length);
            if (!second.IsEmpty) done &= Update(state, other, (nuint)second.Length);
            done &= Final(into, state);
        }
        if (done != 1) throw new InvalidOperationException("INVARIANT: libcrypto hashes");
    }
}
