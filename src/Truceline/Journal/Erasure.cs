using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;

namespace Truceline.Journal;

/// <summary>A copy of an erased entry that the journal knows of and cannot reach: its holder must be asked.</summary>
/// <param name="Act">How it came to be.</param>
/// <param name="Entry">The number of the <see cref="Custody"/> entry that says so.</param>
/// <param name="Form">In what form it is; null when not said.</param>
/// <param name="UpTo">The last entry that it holds; null for a copy of single entries.</param>
/// <param name="To">Who holds it; null when not said.</param>
public sealed record OutsideCopy(CustodyAct Act, long Entry, string? Form, long? UpTo, string? To);

/// <summary>
/// That entries were erased: their secrets and contents are destroyed. That they were there, and where, still stands, and
/// so does every proof of the journal.
/// </summary>
/// <param name="Entries">The numbers of the entries, ascending.</param>
/// <param name="Reason">Why, in words that do not say again what was erased.</param>
/// <param name="Recorded">When it was written down: information that no rule reads.</param>
public sealed record Erasure(ImmutableArray<long> Entries, string Reason, Instant Recorded)
{
    /// <summary>The kind of its entry.</summary>
    public const string Kind = "erasure";

    /// <summary>Who did it; null when not said.</summary>
    public string? By { get; init; }

    /// <summary>The copies that it could not reach, in the order of their entries.</summary>
    public ImmutableArray<OutsideCopy> Copies { get; init; } = [];

    /// <summary>The copies of any of these entries that left the journal, as its own entries say; erased ones among them say nothing.</summary>
    /// <param name="erased">The numbers of the entries to be erased, ascending.</param>
    /// <param name="entries">The entries of the journal.</param>
    /// <exception cref="InvalidOperationException">An entry of custody cannot be read.</exception>
    public static ImmutableArray<OutsideCopy> CopiesOf(ImmutableArray<long> erased, IEnumerable<Entry> entries) =>
    [
        .. from entry in entries
           let custody = Custody.Decode(entry.Bytes)
           where custody is { LeavesCopy: true } && erased.Any(custody.Concerns)
           select new OutsideCopy(custody.Act, entry.Number, custody.Form, custody.UpTo, custody.To),
    ];

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
    public static Erasure? Decode(ReadOnlyMemory<byte> entry)
    {
        if (EntryBody.Read(entry, Kind) is not { } body) return null;
        var erasure = new Erasure(body.RequiredNumbers("entries"), body.RequiredText("reason"), body.RequiredInstant("recorded"))
        {
            By = body.Text("by"),
            Copies = [.. body.Objects("copies").Select(Copy)],
        };
        body.Close();
        return erasure;
    }

    /// <inheritdoc/>
    public bool Equals(Erasure? other) => other is not null && Reason == other.Reason && Recorded == other.Recorded && By == other.By
        && Entries.SequenceEqual(other.Entries) && Copies.SequenceEqual(other.Copies);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Reason, Recorded, By, Entries.Length, Copies.Length);

    private static OutsideCopy Copy(EntryBody body)
    {
        var copy = new OutsideCopy(Custody.ActOf(body), body.RequiredNumber("entry"), body.Text("form"), body.Number("upTo"), body.Text("to"));
        body.Close();
        return copy;
    }

    private void Write(Utf8JsonWriter body)
    {
        EntryBody.Write(body, "entries", Entries);
        body.WriteString("reason", Reason);
        EntryBody.Write(body, "by", By);
        body.WriteString("recorded", EntryBody.Written(Recorded));
        body.WriteStartArray("copies");
        foreach (var copy in Copies)
        {
            body.WriteStartObject();
            body.WriteString("act", Custody.Word(copy.Act));
            body.WriteNumber("entry", copy.Entry);
            EntryBody.Write(body, "form", copy.Form);
            if (copy.UpTo is { } last) body.WriteNumber("upTo", last);
            EntryBody.Write(body, "to", copy.To);
            body.WriteEndObject();
        }
        body.WriteEndArray();
    }
}
