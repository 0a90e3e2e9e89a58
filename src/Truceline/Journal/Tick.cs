using NodaTime;

namespace Truceline.Journal;

/// <summary>
/// An entry that says nothing but that the journal was kept: it makes silence visible, because a checkpoint that covers it
/// is later than the one before although nothing came in.
/// </summary>
/// <param name="Recorded">When it was made: information that no rule reads.</param>
public sealed record Tick(Instant Recorded)
{
    /// <summary>The kind of its entry.</summary>
    public const string Kind = "tick";

    /// <summary>The entry's canonical bytes.</summary>
    public byte[] Encode()
    {
        var bytes = EntryBody.Write(Kind, body => body.WriteString("recorded", EntryBody.Written(Recorded)));
        _ = Decode(bytes);
        return bytes;
    }

    /// <summary>Reads an entry; null for one of another kind.</summary>
    /// <exception cref="InvalidOperationException">It is of this kind and cannot be read; the message says why.</exception>
    public static Tick? Decode(ReadOnlyMemory<byte> entry)
    {
        if (EntryBody.Read(entry, Kind) is not { } body) return null;
        var tick = new Tick(body.RequiredInstant("recorded"));
        body.Close();
        return tick;
    }
}
