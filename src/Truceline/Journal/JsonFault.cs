namespace Truceline.Journal;

/// <summary>Why a text is not JSON that can be made canonical.</summary>
/// <param name="At">The byte at which it was noticed, from 0.</param>
/// <param name="What">What is wrong, in a few words.</param>
public readonly record struct JsonFault(long At, string What)
{
    /// <summary>The place and what is wrong.</summary>
    public override string ToString() => FormattableString.Invariant($"byte {At}: {What}");
}
