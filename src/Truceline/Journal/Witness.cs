using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Truceline.Journal;

/// <summary>Of what two checkpoints that one journal signed are evidence.</summary>
public enum ConflictKind
{
    /// <summary>Two trees of one size with different roots: proof that the journal shows different things to different readers.</summary>
    Fork,

    /// <summary>A later tree, and a proof that does not show it to go on from the earlier. The journal owes one that does.</summary>
    NotShown,

    /// <summary>A tree smaller than one that it signed before, and not one that was seen then: old, or rolled back. The journal owes the proof between them.</summary>
    Smaller,
}

/// <summary>Two checkpoints, each with the journal's signature, that a witness could not bring together: it keeps both.</summary>
/// <param name="Kind">What they are evidence of.</param>
/// <param name="Seen">The one that it had cosigned.</param>
/// <param name="Shown">The one that it was shown then, with the proof that came with it.</param>
/// <param name="What">The same in a sentence.</param>
public sealed record WitnessConflict(ConflictKind Kind, SignedNote Seen, WitnessRequest Shown, string What);

/// <summary>What a witness answers.</summary>
/// <param name="Status">The status of HTTP: 200, 400, 403, 404, 409 or 422.</param>
/// <param name="Body">With 200 the cosignature, with 409 the size that the witness has, each with its line feed; else the reason.</param>
/// <param name="State">What the witness must keep, durably, before it says so; null: what it has.</param>
/// <param name="Conflict">What it must keep as evidence; null: nothing.</param>
public sealed record WitnessAnswer(int Status, string Body, SignedNote? State = null, WitnessConflict? Conflict = null);

/// <summary>
/// What a witness does with a checkpoint that is shown to it (C2SP tlog-witness): it cosigns one that goes on from all that it
/// cosigned before, and nothing else. Between asking and keeping the state nobody else may ask for the same journal.
/// </summary>
public static class Witness
{
    /// <summary>Answers one request.</summary>
    /// <param name="latest">The checkpoint of this journal that was cosigned last; null: none was.</param>
    /// <param name="cosigned">The checkpoint that was cosigned at a size before, as far as it is known; null: none was.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="logs">The keys of journals that this witness follows; a journal may have several under its origin.</param>
    /// <param name="signer">The witness's own key.</param>
    /// <param name="now">The time that the cosignature says.</param>
    public static WitnessAnswer Answer(SignedNote? latest, Func<long, SignedNote?> cosigned, WitnessRequest request, IEnumerable<NoteKey> logs, NoteSigner signer, Instant now)
    {
        ArgumentNullException.ThrowIfNull(cosigned);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(signer);
        if (Read(request.Checkpoint) is not { } shown) return new(400, "what follows the proof is no checkpoint: origin, size, root\n");
        var keys = logs.Where(key => key.Name == shown.Origin).ToImmutableArray();
        if (keys.IsEmpty) return new(404, "this witness does not follow a journal of that origin\n");
        if (Signed(request.Checkpoint, keys) is { } forged) return new(403, forged);
        if (request.Old > shown.Head.Size) return new(400, "the old size is beyond that of the checkpoint\n");
        var seen = latest is null ? MerkleTree.Empty.Head : Checkpoint.Parse(latest.Text).Head;
        if (request.Old != seen.Size) return new(409, Size(seen.Size), null, Earlier(latest, seen, cosigned, shown.Head, request));
        if (shown.Head.Size == 0 && shown.Head.Root != MerkleTree.Empty.Root) return new(422, "the root of a journal without entries is SHA-256 of nothing\n");
        if (!MerkleProofs.IsConsistent(seen, shown.Head, request.Proof)) return NotConsistent(latest, seen, shown.Head, request);
        var kept = request.Checkpoint with { Signatures = [.. request.Checkpoint.Signatures.Where(line => keys.Any(key => key.Name == line.Name && key.Id == line.Id))] };
        var cosignature = signer.Sign(request.Checkpoint.Text, now);
        return new(200, cosignature.ToString(), kept.With([cosignature]));
    }

    private static Checkpoint? Read(SignedNote note)
    {
        try
        {
            return Checkpoint.Parse(note.Text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Why none of the keys has signed it; null: one has, and none is abused.</summary>
    private static string? Signed(SignedNote note, ImmutableArray<NoteKey> keys)
    {
        try
        {
            return note.VerifiedBy(keys).IsEmpty ? "no key that this witness has for that origin signed the checkpoint\n" : null;
        }
        catch (FormatException forged)
        {
            return forged.Message + "\n";
        }
    }

    private static WitnessAnswer NotConsistent(SignedNote? latest, Head seen, Head shown, WitnessRequest request)
    {
        if (latest is null) return new(422, "a proof from a tree without entries is empty\n");
        if (seen.Size == shown.Size && seen.Root != shown.Root)
            return new(422, Forked(seen.Size), null, new(ConflictKind.Fork, latest, request, Forked(seen.Size).Trim()));
        // The proof of a tree to itself is empty: one that is not says nothing of the journal.
        if (seen.Size == shown.Size) return new(422, "the proof of a tree to itself is empty\n");
        var what = string.Create(CultureInfo.InvariantCulture, $"the proof does not show that the tree of {shown.Size} entries goes on from that of {seen.Size}, which this witness cosigned\n");
        return new(422, what, null, new(ConflictKind.NotShown, latest, request, what.Trim()));
    }

    /// <summary>What a checkpoint below or at the size that was cosigned is evidence of; null: of nothing, as what comes late by an honest way.</summary>
    private static WitnessConflict? Earlier(SignedNote? latest, Head seen, Func<long, SignedNote?> cosigned, Head shown, WitnessRequest request)
    {
        if (latest is null || shown.Size > seen.Size) return null;
        if (shown.Size == 0) return null; // every journal has been empty
        var before = shown.Size == seen.Size ? latest : cosigned(shown.Size);
        if (before is not null)
            return Checkpoint.Parse(before.Text).Head.Root == shown.Root ? null : new(ConflictKind.Fork, before, request, Forked(shown.Size).Trim());
        return new(ConflictKind.Smaller, latest, request, string.Create(CultureInfo.InvariantCulture,
            $"the journal signed a tree of {shown.Size} entries that this witness never cosigned, and had signed one of {seen.Size}: it is old, or the journal was rolled back"));
    }

    private static string Size(long size) => size.ToString(CultureInfo.InvariantCulture) + "\n";

    private static string Forked(long size) =>
        string.Create(CultureInfo.InvariantCulture, $"the journal signed two different trees of {size} entries: this one, and the one that this witness cosigned\n");
}
