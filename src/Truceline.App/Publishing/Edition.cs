using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Truceline.Journal;
using Truceline.Picture;

namespace Truceline.App.Publishing;

/// <summary>A bulletin as it was published, with everything that a reader of it can check.</summary>
/// <param name="Published">The publication and the bulletin, as the journal has them.</param>
/// <param name="Bulletin">The bulletin as it was frozen.</param>
/// <param name="Key">The key of the journal.</param>
/// <param name="Checkpoint">The checkpoint in its proofs.</param>
/// <param name="Verdict">What a policy says of the checkpoint; null: none was given.</param>
public sealed record Edition(PublishedBulletin Published, Bulletin Bulletin, NoteKey Key, SignedNote Checkpoint, Verdict? Verdict)
{
    /// <summary>Whether it was published just now; else it had been before, and says the same.</summary>
    public bool IsNew { get; init; }

    /// <summary>The publication of the same day before this one; null: there is none.</summary>
    public PublishedBulletin? Former { get; init; }

    /// <summary>What it says otherwise than the former one.</summary>
    public ImmutableArray<Erratum> Errata { get; init; } = [];

    /// <summary>Those of its entries whose content was disclosed to somebody.</summary>
    public ImmutableArray<long> Released { get; init; } = [];

    /// <summary>The entries under a bulletin of which the journal records that they were released.</summary>
    /// <param name="bulletin">The bulletin.</param>
    /// <param name="entries">Entries of the journal.</param>
    public static ImmutableArray<long> ReleasedOf(FrozenBulletin bulletin, IEnumerable<Entry> entries)
    {
        var under = bulletin.Sentences.SelectMany(sentence => sentence.Entries).ToHashSet();
        return [.. entries.Select(entry => Custody.Decode(entry.Bytes)).OfType<Custody>().Where(custody => custody.Act == CustodyAct.Released).SelectMany(custody => custody.Entries).Where(under.Contains).Distinct().Order()];
    }

    /// <summary>What the record as it is now says otherwise; null: that was not asked.</summary>
    public ImmutableArray<Erratum>? Since { get; init; }

    /// <summary>The head that the checkpoint signs.</summary>
    public Head Head => Journal.Checkpoint.Parse(Checkpoint.Text).Head;

    /// <summary>How many have cosigned the checkpoint, known or not.</summary>
    public int Cosignatures => Checkpoint.Signatures.Count(signature => signature.Name != Key.Name || signature.Id != Key.Id);

    /// <summary>Whether it is witnessed, and by whom, in words.</summary>
    public string Witnessing => WitnessingAt(InstantPattern.General.Format);

    /// <summary>The same, with the times of the witnesses written as the reader is used to.</summary>
    /// <param name="time">How.</param>
    public string WitnessingAt(Func<Instant, string> time) => Verdict switch
    {
        null when Cosignatures == 0 => "unwitnessed: no witness has cosigned its checkpoint",
        null => $"cosigned by {string.Join(", ", Checkpoint.Signatures.Where(one => one.Name != Key.Name || one.Id != Key.Id).Select(one => one.Name))}; whether that is enough a policy says, and none was given",
        { IsMet: true } met => $"witnessed: cosigned by {By(met, time)}, which is the quorum of the policy",
        { Witnesses.IsEmpty: true } => "unwitnessed: no witness of the policy has cosigned its checkpoint",
        var less => $"unwitnessed: cosigned by {By(less, time)}, which is not the quorum of the policy",
    };

    /// <summary>The sentences of the bulletin with their ids, each as the object that it is.</summary>
    public Dictionary<Sentence, string> Ids
    {
        get
        {
            var ids = new Dictionary<Sentence, string>(ReferenceEqualityComparer.Instance);
            foreach (var (sentence, frozen) in FrozenBulletin.Statements(Bulletin)) ids[sentence] = frozen.Id;
            return ids;
        }
    }

    private static string By(Verdict verdict, Func<Instant, string> time) =>
        string.Join(", ", verdict.Witnesses.Select(one => $"{one.Name} ({time(one.At)})"));
}
