using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Picture;

/// <summary>
/// That a bulletin was published: which day of which agreement, frozen at which entry, and the root over its sentences. It
/// binds every sentence without saying any, so that it can be shown with the proof of one of them.
/// </summary>
public sealed record Publication
{
    /// <summary>The kind of its entry.</summary>
    public const string Kind = "publication";

    /// <summary>The agreement, by id.</summary>
    public required string Agreement { get; init; }

    /// <summary>The files that make the agreement.</summary>
    public required ImmutableArray<AgreementText> Files { get; init; }

    /// <summary>The local day.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>The number of journal entries that were known, and the root over them.</summary>
    public required Head At { get; init; }

    /// <summary>Whether anything in the record was made up.</summary>
    public required bool Exercise { get; init; }

    /// <summary>The version of the rules that made the bulletin.</summary>
    public required string Rules { get; init; }

    /// <summary>How many sentences it has, the numbers of its tables among them.</summary>
    public required long Count { get; init; }

    /// <summary>The root of the tree (RFC 6962) over the leaves of its sentences (<see cref="ProvenSentence.Leaf"/>).</summary>
    public required Hash Root { get; init; }

    /// <summary>When it was published, by the clock of who did.</summary>
    public required Instant Recorded { get; init; }

    /// <summary>Who published it; null when not said.</summary>
    public string? By { get; init; }

    /// <summary>The publication of a bulletin.</summary>
    /// <param name="bulletin">The bulletin.</param>
    /// <param name="atRoot">The root over the entries at which it is frozen.</param>
    /// <param name="sentences">Its sentences as a tree.</param>
    public static Publication Of(FrozenBulletin bulletin, Hash atRoot, SentenceTree sentences)
    {
        ArgumentNullException.ThrowIfNull(bulletin);
        ArgumentNullException.ThrowIfNull(sentences);
        return new()
        {
            Agreement = bulletin.Agreement, Files = bulletin.Files, Day = bulletin.Day, At = new(bulletin.AtEntry, atRoot), Exercise = bulletin.Exercise, Rules = bulletin.Rules,
            Count = bulletin.Sentences.Length, Root = sentences.Root, Recorded = bulletin.Recorded, By = bulletin.By,
        };
    }

    /// <summary>The entry's canonical bytes.</summary>
    /// <exception cref="InvalidOperationException">It could not be read again; the message says why.</exception>
    public byte[] Encode()
    {
        var bytes = EntryBody.Write(Kind, json =>
        {
            PublicationBody.Write(json, Agreement, Files, Day, At.Size, Exercise, Rules, Recorded, By);
            json.WriteString("at-root", At.Root.ToString());
            json.WriteNumber("sentences", Count);
            json.WriteString("sentences-root", Root.ToString());
        });
        _ = Decode(bytes);
        return bytes;
    }

    /// <summary>Reads an entry; null for one of another kind, or one that was erased.</summary>
    /// <exception cref="InvalidOperationException">It is of this kind and cannot be read; the message says why.</exception>
    public static Publication? Decode(ReadOnlyMemory<byte> entry)
    {
        if (EntryBody.Read(entry, Kind) is not { } body) return null;
        var read = new Publication
        {
            Agreement = body.RequiredText("agreement"),
            Files = PublicationBody.Files(body),
            Day = PublicationBody.Day(body),
            At = new(body.RequiredNumber("at-entry"), PublicationBody.Hash(body, "at-root")),
            Exercise = PublicationBody.Exercise(body),
            Rules = body.RequiredText("rules"),
            Count = body.RequiredNumber("sentences"),
            Root = PublicationBody.Hash(body, "sentences-root"),
            Recorded = body.RequiredInstant("recorded"),
            By = body.Text("by"),
        };
        body.Close();
        return read;
    }
}

/// <summary>A bulletin that was published, found in the journal.</summary>
/// <param name="Number">The entry of its publication; the bulletin itself is the entry before.</param>
/// <param name="Publication">What the publication says.</param>
/// <param name="Bulletin">The bulletin; null: its content was erased.</param>
public sealed record PublishedBulletin(long Number, Publication Publication, FrozenBulletin? Bulletin);

/// <summary>The publications of a journal, in their order: a fold over its entries.</summary>
public sealed record PublicationLog
{
    private FrozenBulletin? Pending { get; init; }

    /// <summary>Nothing was read yet.</summary>
    public static PublicationLog Empty { get; } = new();

    /// <summary>The number of the last entry that was read.</summary>
    public long Size { get; private init; }

    /// <summary>The publications.</summary>
    public ImmutableArray<PublishedBulletin> All { get; private init; } = [];

    /// <summary>The publications among entries of a journal, all of them or those of kinds that are no reports.</summary>
    public static PublicationLog Fold(IEnumerable<Entry> entries) => Empty.With(entries);

    /// <summary>With the entries that follow.</summary>
    public PublicationLog With(IEnumerable<Entry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var (size, pending, all) = (Size, Pending, All.ToBuilder());
        foreach (var entry in entries)
        {
            if (Publication.Decode(entry.Bytes) is { } publication)
                // The two are appended as one batch: the bulletin is the entry before its publication.
                all.Add(new(entry.Number, publication, entry.Number == size + 1 && pending is { } bulletin && bulletin.IsOf(publication.Agreement, publication.Day) ? bulletin : null));
            pending = FrozenBulletin.Decode(entry.Bytes);
            size = entry.Number;
        }
        return new() { Size = size, Pending = pending, All = all.ToImmutable() };
    }

    /// <summary>The publications of a day of an agreement, the latest last.</summary>
    public ImmutableArray<PublishedBulletin> Of(string agreement, LocalDate day) =>
        [.. All.Where(one => one.Publication.Agreement == agreement && one.Publication.Day == day)];
}
