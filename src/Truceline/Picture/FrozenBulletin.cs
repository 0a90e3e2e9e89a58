using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Truceline.Incidents;
using Truceline.Journal;

namespace Truceline.Picture;

/// <summary>A file that makes an agreement, as it was read: the truce file first, then those it names.</summary>
/// <param name="Name">Its name, without folders.</param>
/// <param name="Digest">The SHA-256 of its bytes, as <c>sha256sum</c> gives it.</param>
public readonly record struct AgreementText(string Name, Hash Digest);

/// <summary>A sentence of a bulletin that was published; a number of a table is one too.</summary>
/// <param name="Id">Which, from <c>s1</c>, in the order in which it is read.</param>
/// <param name="Section">The part of the bulletin that it stands in.</param>
/// <param name="Text">The sentence; of a number the words that name its row and column, a colon, and the number.</param>
/// <param name="Entries">The entries on which it rests, ascending.</param>
public sealed record FrozenSentence(string Id, string Section, string Text, ImmutableArray<long> Entries)
{
    /// <summary>Whether it says the same on the same grounds, whatever its id.</summary>
    public bool IsSameAs(FrozenSentence other) => Section == other.Section && Text == other.Text && Entries.SequenceEqual(other.Entries);

    /// <inheritdoc/>
    public bool Equals(FrozenSentence? other) => other is not null && Id == other.Id && IsSameAs(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Text);
}

/// <summary>
/// A bulletin as it was published, with all its sentences: an entry whose content stays sealed. What is shown of it is its
/// <see cref="Publication"/>, and such sentences as are given out with proofs.
/// </summary>
public sealed record FrozenBulletin
{
    /// <summary>The kind of its entry.</summary>
    public const string Kind = "bulletin";

    /// <summary>The agreement, by id.</summary>
    public required string Agreement { get; init; }

    /// <summary>The files that make the agreement.</summary>
    public required ImmutableArray<AgreementText> Files { get; init; }

    /// <summary>The local day.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>The number of journal entries that were known: it is frozen there.</summary>
    public required long AtEntry { get; init; }

    /// <summary>The end of the world that was looked at; null: the record was empty.</summary>
    public required Instant? AsOf { get; init; }

    /// <summary>Whether anything in the record was made up.</summary>
    public required bool Exercise { get; init; }

    /// <summary>The version of the rules that made it.</summary>
    public required string Rules { get; init; }

    /// <summary>What sources leave out as a rule.</summary>
    public required ImmutableArray<string> Limits { get; init; }

    /// <summary>Its sentences, in the order in which they are read.</summary>
    public required ImmutableArray<FrozenSentence> Sentences { get; init; }

    /// <summary>32 random bytes from which each sentence has its salt.</summary>
    public required Hash Seed { get; init; }

    /// <summary>When it was published, by the clock of who did: information that no rule reads.</summary>
    public required Instant Recorded { get; init; }

    /// <summary>Who published it; null when not said.</summary>
    public string? By { get; init; }

    /// <summary>Freezes a bulletin.</summary>
    /// <param name="bulletin">The bulletin.</param>
    /// <param name="files">The files that make its agreement.</param>
    /// <param name="seed">32 random bytes.</param>
    /// <param name="recorded">When.</param>
    /// <param name="by">Who; null when not said.</param>
    public static FrozenBulletin Of(Bulletin bulletin, ImmutableArray<AgreementText> files, Hash seed, Instant recorded, string? by)
    {
        ArgumentNullException.ThrowIfNull(bulletin);
        return new()
        {
            Agreement = bulletin.Agreement.Id, Files = files, Day = bulletin.Day, AtEntry = bulletin.AtEntry, AsOf = bulletin.AsOf, Exercise = bulletin.Exercise,
            Rules = Incidents.Rules.Version, Limits = bulletin.Limits, Sentences = [.. Statements(bulletin).Select(one => one.Frozen)], Seed = seed, Recorded = recorded, By = by,
        };
    }

    /// <summary>Everything that a bulletin says, numbered as it is read: of each part the numbers of its table, row by row, then its sentences.</summary>
    public static IEnumerable<(Sentence Sentence, FrozenSentence Frozen)> Statements(Bulletin bulletin)
    {
        ArgumentNullException.ThrowIfNull(bulletin);
        var number = 0;
        foreach (var section in bulletin.Sections)
        {
            foreach (var (sentence, text) in Numbers(section).Concat(section.Sentences.Select(sentence => (sentence, sentence.Text))))
                yield return (sentence, new(string.Create(CultureInfo.InvariantCulture, $"s{++number}"), section.Id, text, sentence.Entries));
        }
    }

    /// <summary>Whether it says the same as another, of the same day and agreement and by the same rules; when it was frozen is passed over.</summary>
    public bool SaysTheSameAs(FrozenBulletin other) =>
        IsOf(other.Agreement, other.Day) && Files.SequenceEqual(other.Files) && Exercise == other.Exercise && Rules == other.Rules && Limits.SequenceEqual(other.Limits) && Sentences.SequenceEqual(other.Sentences);

    /// <summary>Whether it is of a day of an agreement.</summary>
    public bool IsOf(string agreement, LocalDate day) => Agreement == agreement && Day == day;

    /// <summary>The salt of a sentence: SHA-256 of <c>salt</c>, the seed and the sentence's id.</summary>
    public Hash SaltOf(string id) => Hash.Of([.. "salt"u8, .. Seed.ToArray(), .. Encoding.UTF8.GetBytes(id)]);

    /// <summary>The entry's canonical bytes.</summary>
    /// <exception cref="InvalidOperationException">It could not be read again; the message says why.</exception>
    public byte[] Encode()
    {
        var bytes = EntryBody.Write(Kind, Write);
        _ = Decode(bytes);
        return bytes;
    }

    /// <summary>Reads an entry; null for one of another kind, or one that was erased.</summary>
    /// <exception cref="InvalidOperationException">It is of this kind and cannot be read; the message says why.</exception>
    public static FrozenBulletin? Decode(ReadOnlyMemory<byte> entry)
    {
        if (EntryBody.Read(entry, Kind) is not { } body) return null;
        var read = new FrozenBulletin
        {
            Agreement = body.RequiredText("agreement"),
            Files = PublicationBody.Files(body),
            Day = PublicationBody.Day(body),
            AtEntry = body.RequiredNumber("at-entry"),
            AsOf = body.Text("as-of") is null ? null : body.RequiredInstant("as-of"),
            Exercise = PublicationBody.Exercise(body),
            Rules = body.RequiredText("rules"),
            Limits = [.. body.Objects("limits").Select(limit => PublicationBody.Only(limit, limit.RequiredText("text")))],
            Sentences = [.. body.Objects("sentences").Select(ReadSentence)],
            Seed = PublicationBody.Hash(body, "seed"),
            Recorded = body.RequiredInstant("recorded"),
            By = body.Text("by"),
        };
        body.Close();
        return read;
    }

    private void Write(Utf8JsonWriter json)
    {
        PublicationBody.Write(json, Agreement, Files, Day, AtEntry, Exercise, Rules, Recorded, By);
        if (AsOf is { } end) json.WriteString("as-of", EntryBody.Written(end));
        json.WriteString("seed", Seed.ToString());
        json.WriteStartArray("limits");
        foreach (var limit in Limits)
        {
            json.WriteStartObject();
            json.WriteString("text", limit);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("sentences");
        foreach (var sentence in Sentences)
        {
            json.WriteStartObject();
            json.WriteString("id", sentence.Id);
            json.WriteString("section", sentence.Section);
            json.WriteString("text", sentence.Text);
            EntryBody.Write(json, "entries", sentence.Entries);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static FrozenSentence ReadSentence(EntryBody json) =>
        PublicationBody.Only(json, new FrozenSentence(json.RequiredText("id"), json.RequiredText("section"), json.RequiredText("text"), json.Numbers("entries") ?? []));

    private static IEnumerable<(Sentence Sentence, string Text)> Numbers(BulletinSection section) => section.Table is not { } table ? [] :
        from row in table.Rows
        from cell in row.Counts.Select((count, i) => (Count: count, Column: table.Columns[row.Names.Length + i]))
        select (cell.Count, $"{string.Join(", ", [.. row.Names, cell.Column])}: {cell.Count.Text}");
}
