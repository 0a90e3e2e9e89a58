using System.Collections.Immutable;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>A digest as a comparison of texts names it: it stands in no origin, and what was read in it adds none to another text.</summary>
/// <param name="Text">The last entry that says what the text is.</param>
/// <param name="Holds">Those of texts that it holds, one of each origin, ascending.</param>
public sealed record RecordedDigest(long Text, ImmutableArray<long> Holds)
{
    /// <inheritdoc/>
    public bool Equals(RecordedDigest? other) => other is not null && Text == other.Text && Holds.SequenceEqual(other.Holds);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Holds.Length);
}

/// <summary>
/// Which texts of the journal are of one origin, as somebody who is named let the program compare them: an entry of the journal. The latest one holds;
/// a text that it does not name, or that was corrected since, counts as not compared.
/// </summary>
/// <param name="Origins">The origins that count, each with the entries of its texts, ascending, in the order of their first texts. A text is named by the last entry that says what it is.</param>
/// <param name="Rules">The version of the rules by which the texts were compared.</param>
/// <param name="Register">The hash of the register of names and decisions that was used; null: none was.</param>
/// <param name="By">Who had them compared.</param>
/// <param name="Recorded">When it was written down: information that no rule reads.</param>
public sealed record ComparedTexts(ImmutableArray<ImmutableArray<long>> Origins, string Rules, Hash? Register, string By, Instant Recorded)
{
    /// <summary>The kind of such an entry.</summary>
    public const string Kind = "compared-texts";

    /// <summary>The digests, ascending by text.</summary>
    public ImmutableArray<RecordedDigest> Digests { get; init; } = [];

    /// <summary>The entry's canonical bytes.</summary>
    /// <exception cref="InvalidOperationException">It could not be read again; the message says why.</exception>
    public byte[] Encode()
    {
        var bytes = EntryBody.Write(Kind, body =>
        {
            body.WriteStartArray("origins");
            foreach (var origin in Origins)
            {
                body.WriteStartObject();
                EntryBody.Write(body, "texts", origin);
                body.WriteEndObject();
            }
            body.WriteEndArray();
            if (!Digests.IsEmpty)
            {
                body.WriteStartArray("digests");
                foreach (var digest in Digests)
                {
                    body.WriteStartObject();
                    body.WriteNumber("text", digest.Text);
                    EntryBody.Write(body, "holds", digest.Holds);
                    body.WriteEndObject();
                }
                body.WriteEndArray();
            }
            body.WriteString("rules", Rules);
            EntryBody.Write(body, "register", Register?.ToString());
            body.WriteString("by", By);
            body.WriteString("recorded", EntryBody.Written(Recorded));
        });
        _ = Decode(bytes);
        return bytes;
    }

    /// <summary>Reads an entry; null for one of another kind.</summary>
    /// <exception cref="InvalidOperationException">It is of this kind and cannot be read; the message says why.</exception>
    public static ComparedTexts? Decode(ReadOnlyMemory<byte> entry)
    {
        if (EntryBody.Read(entry, Kind) is not { } body) return null;
        var origins = body.Objects("origins").Select(one =>
        {
            var texts = one.RequiredNumbers("texts");
            one.Close();
            return texts;
        }).ToImmutableArray();
        var register = body.Text("register") is { } written ? Hash.TryParse(written, out var hash) ? hash : throw body.Broken("'register' is not a SHA-256 in 64 lower-case hexadecimal digits") : (Hash?)null;
        var read = new ComparedTexts(origins, body.RequiredText("rules"), register, body.RequiredText("by"), body.RequiredInstant("recorded"))
        {
            Digests = [.. body.ObjectsOrNone("digests").Select(one =>
            {
                var digest = new RecordedDigest(one.RequiredNumber("text"), one.RequiredNumbers("holds"));
                one.Close();
                return digest;
            })],
        };
        body.Close();
        var named = new HashSet<long>();
        for (var i = 0; i < origins.Length; i++)
        {
            if (i > 0 && origins[i][0] <= origins[i - 1][0]) throw body.Broken("'origins' are not in the order of their first texts");
            if (!origins[i].All(named.Add)) throw body.Broken("a text stands in two origins");
        }
        for (var i = 0; i < read.Digests.Length; i++)
        {
            if (i > 0 && read.Digests[i].Text <= read.Digests[i - 1].Text) throw body.Broken("'digests' are not in the order of their texts");
            if (!named.Add(read.Digests[i].Text)) throw body.Broken("a digest stands in an origin");
            if (read.Digests[i].Holds.Contains(read.Digests[i].Text)) throw body.Broken("a digest holds itself");
        }
        return read;
    }

    /// <inheritdoc/>
    public bool Equals(ComparedTexts? other) => other is not null && Rules == other.Rules && Register == other.Register && By == other.By && Recorded == other.Recorded
        && Origins.Length == other.Origins.Length && Origins.Zip(other.Origins).All(both => both.First.SequenceEqual(both.Second)) && Digests.SequenceEqual(other.Digests);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rules, Register, By, Recorded, Origins.Length);
}
