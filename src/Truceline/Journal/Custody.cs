using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;

namespace Truceline.Journal;

/// <summary>What happened to the content of entries.</summary>
public enum CustodyAct
{
    /// <summary>Somebody handed in what they say.</summary>
    Received,

    /// <summary>Somebody looked at what they say.</summary>
    Opened,

    /// <summary>A copy of them left the journal, such as an export or a backup.</summary>
    Exported,

    /// <summary>Their content was disclosed, such as with a proof.</summary>
    Released,

    /// <summary>A copy was given away from which parts were taken out.</summary>
    Redacted,
}

/// <summary>One link in the chain of who had what when: an entry about other entries.</summary>
/// <param name="Act">What happened.</param>
/// <param name="Recorded">When it was written down: information that no rule reads.</param>
public sealed record Custody(CustodyAct Act, Instant Recorded)
{
    /// <summary>The kind of its entry.</summary>
    public const string Kind = "custody";

    /// <summary>The <see cref="Form"/> of an export as JSON lines.</summary>
    public const string Lines = "jsonl";

    /// <summary>The <see cref="Form"/> of a backup.</summary>
    public const string Backup = "backup";

    /// <summary>The <see cref="Form"/> of a proof that discloses content.</summary>
    public const string Proof = "proof";

    /// <summary>The numbers of the entries concerned, ascending; empty where <see cref="UpTo"/> says which.</summary>
    public ImmutableArray<long> Entries { get; init; } = [];

    /// <summary>All entries up to this one are concerned; null where <see cref="Entries"/> says which.</summary>
    public long? UpTo { get; init; }

    /// <summary>In what form they were handed on (<see cref="Lines"/>, <see cref="Backup"/>, <see cref="Proof"/>, or any words); null when not said.</summary>
    public string? Form { get; init; }

    /// <summary>To whom; null when not said.</summary>
    public string? To { get; init; }

    /// <summary>Who did it; null when not said.</summary>
    public string? By { get; init; }

    /// <summary>Anything else worth knowing; null when there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether an entry is among those concerned.</summary>
    public bool Concerns(long entry) => UpTo is { } last ? entry <= last : Entries.BinarySearch(entry) >= 0;

    /// <summary>Whether it left a copy of what the entries say outside the journal.</summary>
    public bool LeavesCopy => Act is CustodyAct.Exported or CustodyAct.Released or CustodyAct.Redacted;

    /// <summary>The entry's canonical bytes.</summary>
    /// <exception cref="InvalidOperationException">It could not be read again; the message says why.</exception>
    public byte[] Encode()
    {
        var bytes = EntryBody.Write(Kind, Write);
        _ = Decode(bytes);
        return bytes;
    }

    /// <summary>Reads an entry; null for one of another kind.</summary>
    /// <exception cref="InvalidOperationException">It is of this kind and cannot be read; the message says why.</exception>
    public static Custody? Decode(ReadOnlyMemory<byte> entry)
    {
        if (EntryBody.Read(entry, Kind) is not { } body) return null;
        var custody = new Custody(ActOf(body), body.RequiredInstant("recorded"))
        {
            Entries = body.Numbers("entries") ?? [],
            UpTo = body.Number("upTo"),
            Form = body.Text("form"),
            To = body.Text("to"),
            By = body.Text("by"),
            Note = body.Text("note"),
        };
        body.Close();
        if (custody.Entries.IsEmpty == custody.UpTo is null) throw body.Broken("either 'entries' or 'upTo' says which entries are concerned");
        return custody;
    }

    /// <summary>How an act is written.</summary>
    public static string Word(CustodyAct act) => act switch
    {
        CustodyAct.Received => "received",
        CustodyAct.Opened => "opened",
        CustodyAct.Exported => "exported",
        CustodyAct.Released => "released",
        CustodyAct.Redacted => "redacted",
        _ => throw new InvalidOperationException("INVARIANT: every act has its word"),
    };

    /// <summary>The act that is written so; null for another word.</summary>
    public static CustodyAct? Parse(string word)
    {
        foreach (var act in Enum.GetValues<CustodyAct>())
            if (Word(act) == word) return act;
        return null;
    }

    /// <inheritdoc/>
    public bool Equals(Custody? other) => other is not null && Act == other.Act && Recorded == other.Recorded && UpTo == other.UpTo
        && Form == other.Form && To == other.To && By == other.By && Note == other.Note && Entries.SequenceEqual(other.Entries);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Act, Recorded, UpTo, Form, To, By, Note);

    internal static CustodyAct ActOf(EntryBody body) =>
        Parse(body.RequiredText("act")) ?? throw body.Broken("'act' is none of received, opened, exported, released, redacted");

    private void Write(Utf8JsonWriter body)
    {
        body.WriteString("act", Word(Act));
        EntryBody.Write(body, "entries", Entries);
        if (UpTo is { } last) body.WriteNumber("upTo", last);
        EntryBody.Write(body, "form", Form);
        EntryBody.Write(body, "to", To);
        EntryBody.Write(body, "by", By);
        EntryBody.Write(body, "note", Note);
        body.WriteString("recorded", EntryBody.Written(Recorded));
    }
}
