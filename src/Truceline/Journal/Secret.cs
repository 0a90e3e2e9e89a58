using System.Diagnostics;

namespace Truceline.Journal;

/// <summary>
/// The 32 random bytes that belong to one entry alone. Who holds them and the entry's bytes can prove the entry; once they
/// are destroyed its content is gone and the proofs still stand. Drawn outside the meaning; never shown as text.
/// </summary>
[DebuggerDisplay("secret")]
public readonly record struct Secret
{
    /// <summary>The number of bytes.</summary>
    public const int Length = 32;

    private readonly Hash bytes;

    /// <summary>Takes 32 bytes as they are.</summary>
    /// <exception cref="ArgumentException">There are not 32 of them.</exception>
    public Secret(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"a secret has {Length} bytes, not {bytes.Length}", nameof(bytes));
        this.bytes = new Hash(bytes);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination) => bytes.CopyTo(destination);

    /// <summary>The word <c>secret</c>, so that no log or message discloses one by accident.</summary>
    public override string ToString() => "secret";
}
