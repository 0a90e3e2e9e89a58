using System.Collections.Immutable;
using System.Text;

namespace Truceline.Journal;

/// <summary>What became of one step of a check.</summary>
public enum ProofState
{
    /// <summary>It is shown.</summary>
    Shown,

    /// <summary>Nothing speaks against it, and this file with what was given beside it does not show it.</summary>
    Open,

    /// <summary>It is shown to be false: the proof is rejected.</summary>
    Failed,
}

/// <summary>One step of the check of a proof.</summary>
/// <param name="Name">Which: form, key, signature, witnesses, place, content, publication, sentence, entries.</param>
/// <param name="State">What became of it.</param>
/// <param name="Words">A sentence or two for who reads it.</param>
public sealed record CheckedStep(string Name, ProofState State, string Words)
{
    internal static CheckedStep Shown(string name, string words) => new(name, ProofState.Shown, words);

    internal static CheckedStep Open(string name, string words) => new(name, ProofState.Open, words);

    internal static CheckedStep Failed(string name, string words) => new(name, ProofState.Failed, words);
}

/// <summary>What whoever checks a proof trusts, known from elsewhere than the proof.</summary>
/// <param name="Keys">The keys of journals; none, and no policy that lists journals: the key in the file is taken, and the check says so.</param>
public sealed record ProofTrust(ImmutableArray<NoteKey> Keys)
{
    /// <summary>The keys of journals that are trusted: those given, else those of the policy.</summary>
    internal ImmutableArray<NoteKey> Trusted => Keys.IsEmpty ? Policy?.Logs ?? [] : Keys;

    /// <summary>Nothing is known.</summary>
    public static ProofTrust Nothing { get; } = new([]);

    /// <summary>Whose cosignatures are enough; null: no witness is known.</summary>
    public TlogPolicy? Policy { get; init; }

    /// <summary>
    /// The fingerprint of a key, to be compared by eye or over the telephone: the SHA-256 of the key as it is written, in
    /// eight groups of eight digits.
    /// </summary>
    public static string Fingerprint(NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return string.Join(' ', Hash.Of(Encoding.UTF8.GetBytes(key.ToString())).ToString().Chunk(8).Select(group => new string(group)));
    }
}
