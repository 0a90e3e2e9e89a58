using System.Collections.Immutable;
using System.Text;
using NodaTime;

namespace Truceline.Journal;

/// <summary>A witness of a policy.</summary>
/// <param name="Name">What the policy calls it; it means nothing outside of that policy.</param>
/// <param name="Key">The key with which it cosigns.</param>
/// <param name="Url">Where checkpoints are submitted to it; null: the policy does not say.</param>
public sealed record PolicyWitness(string Name, NoteKey Key, Uri? Url);

/// <summary>That a witness cosigned a checkpoint.</summary>
/// <param name="Name">What the policy calls it.</param>
/// <param name="Key">Its key.</param>
/// <param name="At">When it says that it did.</param>
public sealed record Witnessing(string Name, NoteKey Key, Instant At);

/// <summary>What a policy says of a checkpoint.</summary>
/// <param name="Log">The key of a journal that the policy accepts and that signed it under its own origin; null: none did.</param>
/// <param name="Witnesses">Who cosigned it, in the order of the policy.</param>
/// <param name="HasQuorum">Whether those are enough.</param>
public sealed record Verdict(NoteKey? Log, ImmutableArray<Witnessing> Witnesses, bool HasQuorum)
{
    /// <summary>Whether the checkpoint is valid under the policy: signed by a journal that it accepts, and cosigned by enough.</summary>
    public bool IsMet => Log is not null && HasQuorum;
}

/// <summary>
/// Whose signatures make a checkpoint valid (C2SP tlog-policy): the journals that are accepted, the witnesses, and how many
/// of them, in groups of groups, are enough.
/// </summary>
public sealed class TlogPolicy
{
    /// <summary>The most bytes that a policy may have.</summary>
    public const int MostBytes = 1 << 20;

    private readonly Func<HashSet<NoteKey>, bool> quorum;

    internal TlogPolicy(ImmutableArray<NoteKey> logs, ImmutableArray<PolicyWitness> witnesses, string quorumName, Func<HashSet<NoteKey>, bool> quorum)
    {
        Logs = logs;
        Witnesses = witnesses;
        Quorum = quorumName;
        this.quorum = quorum;
    }

    /// <summary>The keys of the journals that are accepted; none: the journal is known from elsewhere.</summary>
    public ImmutableArray<NoteKey> Logs { get; }

    /// <summary>The witnesses, in the order of the policy.</summary>
    public ImmutableArray<PolicyWitness> Witnesses { get; }

    /// <summary>The name of the witness or group that must have cosigned; <c>none</c>: nobody needs to.</summary>
    public string Quorum { get; }

    /// <summary>Reads a policy.</summary>
    /// <exception cref="FormatException">It is none; the message names the line and says why.</exception>
    public static TlogPolicy Parse(ReadOnlySpan<byte> bytes) => new TlogPolicyReader().Read(bytes);

    /// <summary>Reads a policy.</summary>
    /// <exception cref="FormatException">It is none; the message names the line and says why.</exception>
    public static TlogPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>What the policy says of a checkpoint.</summary>
    /// <param name="note">The checkpoint, signed and cosigned.</param>
    /// <param name="log">The key of its journal where that is known; a policy that lists journals must list it too.</param>
    /// <exception cref="FormatException">It is no checkpoint, or a signature names a key of the policy and is not its own.</exception>
    public Verdict Judge(SignedNote note, NoteKey? log = null)
    {
        ArgumentNullException.ThrowIfNull(note);
        var accepted = log is null ? Logs : Logs.IsEmpty || Logs.Contains(log) ? [log] : [];
        var verified = note.VerifiedBy([.. accepted, .. Witnesses.Select(witness => witness.Key)]).ToHashSet();
        var origin = Checkpoint.Parse(note.Text).Origin;
        var witnessed = Witnesses.Where(witness => verified.Contains(witness.Key)).Select(witness => new Witnessing(witness.Name, witness.Key, TimeOf(note, witness.Key)));
        return new(accepted.FirstOrDefault(key => key.Name == origin && verified.Contains(key)), [.. witnessed], quorum(verified));
    }

    private static Instant TimeOf(SignedNote note, NoteKey key)
    {
        var line = note.Signatures.First(signature => signature.Id == key.Id && signature.Name == key.Name);
        return Cosignature.TryRead(line.Bytes.AsSpan(), out var cosignature) ? cosignature.At : throw new InvalidOperationException("INVARIANT: a verified cosignature has a time");
    }
}
