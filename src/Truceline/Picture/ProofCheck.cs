using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime.Text;
using Truceline.Journal;

namespace Truceline.Picture;

/// <summary>What checking a proof file gives: step by step what is shown, then what that proves and what it does not.</summary>
/// <param name="File">The proof as it was read; null: it cannot be read as one.</param>
/// <param name="Steps">The steps that were taken, in their order; the check ends early where nothing further can be asked.</param>
public sealed partial record ProofCheck(ProofFile? File, ImmutableArray<CheckedStep> Steps)
{
    /// <summary>Whether nothing is shown to be false.</summary>
    public bool Holds => File is not null && Steps.All(step => step.State != ProofState.Failed);

    /// <summary>The publication whose sentence is proven; null: there is none, or it could not be read.</summary>
    public Publication? Publication { get; private init; }

    /// <summary>Checks a proof file, without the journal and without asking anything of anybody.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="trust">What is known from elsewhere.</param>
    public static ProofCheck Of(ReadOnlySpan<byte> file, ProofTrust trust)
    {
        ArgumentNullException.ThrowIfNull(trust);
        try
        {
            var read = ProofFile.Parse(file);
            ImmutableArray<CheckedStep> steps = [CheckedStep.Shown("form", "The file is a proof of Truceline in its one written form."), .. EntryProofReading.Check(read, trust)];
            var check = new ProofCheck(read, steps);
            // A step beyond a false one would show something of nothing. That witnesses are missing leaves the rest as it is.
            return read.Sentence is not { } sentence || steps.Any(step => step.State == ProofState.Failed && step.Name != "witnesses") ? check : check.With(sentence);
        }
        catch (FormatException wrong)
        {
            return new(null, [CheckedStep.Failed("form", EntryProofReading.Said(wrong))]);
        }
    }

    /// <summary>What it proves, in sentences; nothing where something is shown to be false.</summary>
    public IEnumerable<string> Proves => Holds ? ProofWords.Proves(this) : [];

    /// <summary>What it does not prove, in sentences.</summary>
    public IEnumerable<string> DoesNotProve => Holds ? ProofWords.DoesNotProve(this) : ["A rejected proof proves nothing of what it claims. Keep the file: with the way it came to you it may show who altered it."];

    /// <summary>What became of a step; null: it was not taken.</summary>
    public ProofState? StateOf(string step) => Steps.FirstOrDefault(one => one.Name == step)?.State;

    private ProofCheck With(ProvenSentence sentence)
    {
        var publication = Read(out var step);
        var check = this with { Publication = publication, Steps = Steps.Add(step) };
        if (step.State == ProofState.Failed || publication is null) return check;
        var placed = InBulletin(sentence, publication);
        check = check with { Steps = check.Steps.Add(placed) };
        return placed.State == ProofState.Failed ? check : check with { Steps = check.Steps.Add(Entries(sentence, publication)) };
    }

    private Publication? Read(out CheckedStep step)
    {
        Publication? publication = null;
        try
        {
            publication = File!.Entry.Disclosed is { } disclosed ? Picture.Publication.Decode(disclosed.Bytes) : null;
            step = publication is null ? CheckedStep.Failed("publication", "The entry in the file is not the publication of a bulletin, or it is not disclosed.")
                // Else entries that came after it would be shown as what it rests on.
                : publication.At.Size >= File!.Entry.Number ? CheckedStep.Failed("publication", $"Entry {File.Entry.Number} publishes a bulletin frozen at entry {publication.At.Size}, which does not lie before it.")
                : CheckedStep.Shown("publication", $"Entry {File.Entry.Number} publishes the bulletin of {LocalDatePattern.Iso.Format(publication.Day)} under agreement {publication.Agreement}: internal edition, frozen at entry {publication.At.Size}, rules {publication.Rules}.");
        }
        catch (InvalidOperationException wrong)
        {
            step = CheckedStep.Failed("publication", $"The publication in the file cannot be read: {wrong.Message}.");
        }
        return publication;
    }

    private static CheckedStep InBulletin(ProvenSentence sentence, Publication publication)
    {
        if (!Id().IsMatch(sentence.Id) || !long.TryParse(sentence.Id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > publication.Count)
            return CheckedStep.Failed("sentence", $"The bulletin has the sentences s1 to s{publication.Count}, and not the one in the file.");
        return MerkleProofs.RootOf(number - 1, publication.Count, sentence.Leaf, sentence.Path) == publication.Root
            ? CheckedStep.Shown("sentence", $"The sentence is {sentence.Id} of {publication.Count} in that bulletin, word for word.")
            : CheckedStep.Failed("sentence", $"The sentence in the file is not {sentence.Id} of that bulletin, or does not rest on these entries.");
    }

    private CheckedStep Entries(ProvenSentence sentence, Publication publication)
    {
        if (sentence.Entries.IsEmpty)
            return sentence.Nodes.IsEmpty ? CheckedStep.Shown("entries", "The sentence rests on no entry: it says that nothing was recorded of something.") : CheckedStep.Failed("entries", "The file shows entries for a sentence that names none.");
        if (sentence.Entries[^1].Number > publication.At.Size) return CheckedStep.Failed("entries", $"Entry {sentence.Entries[^1].Number} came after entry {publication.At.Size}, at which the bulletin was frozen.");
        var head = Checkpoint.Parse(File!.Proof.Checkpoint.Text).Head;
        long[] leaves = [.. sentence.Entries.Select(entry => entry.Number - 1)];
        Hash[] hashes = [.. sentence.Entries.Select(entry => Leaf.HashOf(entry.Commitment))];
        return MerkleProofs.RootOfSeveral(leaves, hashes, head.Size, sentence.Nodes.AsSpan()) == head.Root
            ? CheckedStep.Shown("entries", $"It rests on {(leaves.Length == 1 ? "one entry, which was" : $"{leaves.Length} entries, each")} in the journal at its place before the bulletin was frozen: {ProofWords.Numbers(sentence.Entries)}.")
            : CheckedStep.Failed("entries", "The entries that the sentence names do not lie in the journal as the file says.");
    }

    [GeneratedRegex("^s[1-9][0-9]{0,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
