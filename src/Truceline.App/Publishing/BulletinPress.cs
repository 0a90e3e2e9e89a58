using System.Collections.Immutable;
using System.Security.Cryptography;
using NodaTime;
using Truceline.App.Witnessing;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Picture;

namespace Truceline.App.Publishing;

/// <summary>Publishes bulletins: appends them to the journal, signs a checkpoint that has them, and proves their sentences.</summary>
internal static class BulletinPress
{
    private const string Holder = "truceline bulletin --publish";

    // A cosignature that is missing delays no publication.
    private static readonly TimeSpan PatienceWithWitnesses = TimeSpan.FromSeconds(2);

    /// <summary>Publishes a bulletin as it is frozen; what was published before and says the same is not published again.</summary>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="bulletin">The bulletin.</param>
    /// <param name="files">The files that make its agreement.</param>
    /// <param name="by">Who publishes it; null: not said.</param>
    /// <param name="policy">Whose cosignatures make it witnessed; null: not known.</param>
    /// <param name="now">What the clock says.</param>
    public static Edition Publish(string directory, Bulletin bulletin, ImmutableArray<AgreementText> files, string? by, TlogPolicy? policy, Instant now)
    {
        var seed = new byte[Hash.Length];
        RandomNumberGenerator.Fill(seed);
        var frozen = FrozenBulletin.Of(bulletin, files, new(seed), now, by);
        RequireReadable(frozen);
        // What takes long is read before others are kept from writing.
        PublicationLog log;
        using (var reading = JournalFolder.OpenForReading(directory)) log = PublicationLog.Fold(reading.Read(reading.Head.Size));
        using (var journal = JournalFolder.OpenOrCreate(directory, Holder))
        {
            log = log.With(journal.Read(journal.Head.Size, log.Size));
            if (log.Of(frozen.Agreement, frozen.Day) is not [.., { Bulletin: { } last }] || !last.SaysTheSameAs(frozen))
            {
                var publication = Publication.Of(frozen, MerkleProofs.Root(0, frozen.AtEntry, journal.Node), SentenceTree.Of(frozen, journal));
                journal.Append([frozen.Encode(), publication.Encode()]);
                journal.Publish(JournalFolder.Signer(directory));
                log = log.With(journal.Read(journal.Head.Size, log.Size));
            }
        }
        var all = log.Of(frozen.Agreement, frozen.Day);
        return Of(directory, all, bulletin, policy) with { IsNew = all[^1].Bulletin!.Seed == frozen.Seed };
    }

    /// <summary>Asks the witnesses of a policy that have an address, once and not for long; what is published stays so whatever they say.</summary>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="edition">What was published.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="say">Told of each that has not cosigned.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>The same with the cosignatures that came.</returns>
    public static async Task<Edition> Witness(string directory, Edition edition, TlogPolicy policy, Action<string> say, CancellationToken cancel)
    {
        var clients = Witnesses.Reachable(policy).Select(witness => new WitnessClient(witness, PatienceWithWitnesses)).ToArray();
        if (clients.Length == 0) return edition;
        try
        {
            foreach (var answer in (await Round.Run(directory, Holder, clients, cancel)).Answers)
                if (answer.Refusal is { } refusal) say($"{refusal}.");
        }
        catch (JournalException busy) when (busy.IsContended)
        {
            say(busy.Message);
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }
        var (key, checkpoint) = Prover.Checkpoint(directory, edition.Published.Number, policy);
        return edition with { Key = key, Checkpoint = checkpoint, Verdict = Prover.Judge(policy, checkpoint, key) };
    }

    /// <summary>The last publication of a day, with what can be checked of it.</summary>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="all">The publications of that day, one at least, the last with its content.</param>
    /// <param name="bulletin">A bulletin that says the same as the last.</param>
    /// <param name="policy">Whose cosignatures make it witnessed; null: not known.</param>
    public static Edition Of(string directory, ImmutableArray<PublishedBulletin> all, Bulletin bulletin, TlogPolicy? policy)
    {
        var (published, former) = (all[^1], all.Length > 1 ? all[^2] : null);
        var (key, checkpoint) = Prover.Checkpoint(directory, published.Number, policy);
        return new(published, bulletin with { AtEntry = published.Bulletin!.AtEntry, AsOf = published.Bulletin.AsOf }, key, checkpoint, Prover.Judge(policy, checkpoint, key))
        {
            Former = former,
            Errata = former?.Bulletin is { } before ? Errata.Between(before, published.Bulletin) : [],
        };
    }

    /// <summary>
    /// What a server shows of the last publication of a day beside the bulletin of now, and of each sentence that stands in
    /// both the id under which it was published. Null: it was not published, or its content was erased.
    /// </summary>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="bulletin">The bulletin of now.</param>
    /// <param name="publications">The publications in the journal.</param>
    /// <param name="others">The entries of the journal that are no reports.</param>
    /// <param name="policy">Whose cosignatures make it witnessed; null: not known.</param>
    public static (Edition Edition, Dictionary<Sentence, string> Ids)? Shown(string directory, Bulletin bulletin, PublicationLog publications, IEnumerable<Entry> others, TlogPolicy? policy)
    {
        if (publications.Of(bulletin.Agreement.Id, bulletin.Day) is not [.., { Bulletin: { } frozen }] all) return null;
        var now = FrozenBulletin.Of(bulletin, frozen.Files, frozen.Seed, frozen.Recorded, frozen.By);
        var ids = new Dictionary<Sentence, string>(ReferenceEqualityComparer.Instance);
        var left = frozen.Sentences.ToList();
        foreach (var (sentence, statement) in FrozenBulletin.Statements(bulletin))
        {
            if (left.FindIndex(statement.IsSameAs) is not (var at and >= 0)) continue;
            ids[sentence] = left[at].Id;
            left.RemoveAt(at);
        }
        return (Of(directory, all, bulletin, policy) with { Since = Errata.Between(frozen, now), Released = Edition.ReleasedOf(frozen, others) }, ids);
    }

    private static void RequireReadable(FrozenBulletin frozen)
    {
        if (frozen.AtEntry == 0) throw new UsageException("the journal is empty: there is no entry at which a bulletin could be frozen.");
        try
        {
            _ = frozen.Encode();
        }
        catch (InvalidOperationException unreadable)
        {
            throw new UsageException($"this bulletin cannot be published: {unreadable.Message}.");
        }
    }
}
