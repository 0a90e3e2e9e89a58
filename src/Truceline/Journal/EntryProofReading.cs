using System.Text.Json;
using NodaTime.Text;

namespace Truceline.Journal;

/// <summary>The steps of a check that concern one entry: key, signature, witnesses, place, content.</summary>
internal static class EntryProofReading
{
    public static IEnumerable<CheckedStep> Check(ProofFile file, ProofTrust trust)
    {
        var key = Key(file, trust);
        yield return key;
        if (key.State == ProofState.Failed) yield break;
        var signature = Signature(file);
        yield return signature;
        if (signature.State == ProofState.Failed) yield break;
        yield return Witnesses(file, trust);
        var place = Place(file);
        yield return place;
        if (place.State == ProofState.Failed) yield break;
        yield return Content(file);
    }

    /// <summary>Whether the content of an entry says that it is of an exercise.</summary>
    public static bool IsExercise(ReadOnlyMemory<byte> entry) => Body(entry) is { } body && body.TryGetProperty("exercise", out var exercise) && exercise.ValueKind is JsonValueKind.True or JsonValueKind.String;

    private static CheckedStep Key(ProofFile file, ProofTrust trust)
    {
        var named = $"{file.Key.Name}, fingerprint {ProofTrust.Fingerprint(file.Key)}";
        if (file.Key.Type == SignatureType.Cosignature) return CheckedStep.Failed("key", $"The key in the file is one of a witness, not of a journal: {named}.");
        if (trust.Trusted.IsEmpty) return CheckedStep.Open("key", $"The key is the one in the file itself: {named}. Compare it with one that you got elsewhere; anybody can make a file with a key of their own.");
        return trust.Trusted.Contains(file.Key)
            ? CheckedStep.Shown("key", $"The key is one that you trust: {named}.")
            : CheckedStep.Failed("key", $"The key in the file is not one that you trust: {named}. You trust {string.Join("; ", trust.Trusted.Select(one => $"{one.Name}, fingerprint {ProofTrust.Fingerprint(one)}"))}.");
    }

    private static CheckedStep Signature(ProofFile file)
    {
        try
        {
            if (file.Proof.Checkpoint.VerifiedBy([file.Key]).IsEmpty) return CheckedStep.Failed("signature", "The checkpoint is not signed by that key.");
            var checkpoint = Checkpoint.Parse(file.Proof.Checkpoint.Text);
            return checkpoint.Origin == file.Key.Name
                ? CheckedStep.Shown("signature", $"That key signed the checkpoint of {checkpoint.Head.Size} entries, root {checkpoint.Head.Root}.")
                : CheckedStep.Failed("signature", $"The checkpoint is of another journal, {checkpoint.Origin}, than the key.");
        }
        catch (FormatException wrong)
        {
            return CheckedStep.Failed("signature", Said(wrong));
        }
    }

    private static CheckedStep Witnesses(ProofFile file, ProofTrust trust)
    {
        var others = file.Proof.Checkpoint.Signatures.Count(signature => signature.Name != file.Key.Name || signature.Id != file.Key.Id);
        if (trust.Policy is not { } policy)
            return CheckedStep.Open("witnesses", others == 0
                ? "Unwitnessed: no witness has cosigned this checkpoint."
                : $"Not checked: the checkpoint has {Count(others, "cosignature")}, and no policy was given that names witnesses.");
        try
        {
            var verdict = policy.Judge(file.Proof.Checkpoint, file.Key);
            var by = verdict.Witnesses.IsEmpty ? "No witness of the policy has cosigned" : $"Cosigned by {string.Join(", ", verdict.Witnesses.Select(one => $"{one.Name} on {InstantPattern.General.Format(one.At)}"))}";
            if (verdict.IsMet) return CheckedStep.Shown("witnesses", $"{by}: the quorum of the policy is met.");
            return CheckedStep.Failed("witnesses", verdict.HasQuorum ? "The policy does not accept the key of this journal." : $"Unwitnessed. {by}: the quorum of the policy is not met.");
        }
        catch (FormatException wrong)
        {
            return CheckedStep.Failed("witnesses", Said(wrong));
        }
    }

    private static CheckedStep Place(ProofFile file)
    {
        var size = Checkpoint.Parse(file.Proof.Checkpoint.Text).Head.Size;
        if (file.Proof.Index != file.Entry.Number - 1) return CheckedStep.Failed("place", $"The proof is of entry {file.Proof.Index + 1}, and the file says entry {file.Entry.Number}.");
        return file.Proof.Places(Leaf.HashOf(file.Entry.Commitment))
            ? CheckedStep.Shown("place", $"Entry {file.Entry.Number} of {size} has the commitment {file.Entry.Commitment}.")
            : CheckedStep.Failed("place", $"Entry {file.Entry.Number} of the checkpoint does not have the commitment in the file.");
    }

    private static CheckedStep Content(ProofFile file)
    {
        if (file.Entry.Disclosed is not { } disclosed) return CheckedStep.Open("content", $"What entry {file.Entry.Number} says is not disclosed by this file.");
        if (Leaf.Commit(disclosed.Secret, disclosed.Bytes.Span) != file.Entry.Commitment) return CheckedStep.Failed("content", $"The content in the file is not what entry {file.Entry.Number} has committed to.");
        if (!CanonicalJson.IsCanonical(disclosed.Bytes.Span) || Body(disclosed.Bytes) is null) return CheckedStep.Failed("content", "The content is not written as an entry is: canonical JSON with a kind and a body.");
        // The mark of made-up data is bound to what is proven: nobody takes it away, or puts it on what is no exercise.
        if (IsExercise(disclosed.Bytes) != file.Exercise) return CheckedStep.Failed("content", "The file and the content disagree on whether this is an exercise.");
        return CheckedStep.Shown("content", $"The content in the file is what entry {file.Entry.Number} has committed to.");
    }

    private static JsonElement? Body(ReadOnlyMemory<byte> entry)
    {
        try
        {
            using var document = JsonDocument.Parse(entry, new JsonDocumentOptions { MaxDepth = CanonicalJson.MaxDepth });
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String
                && root.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object ? body.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is wrong, as a sentence.</summary>
    internal static string Said(FormatException wrong) => $"{char.ToUpperInvariant(wrong.Message[0])}{wrong.Message[1..]}.";

    internal static string Count(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
