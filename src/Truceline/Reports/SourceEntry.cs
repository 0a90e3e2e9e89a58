using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>What an entry does about a source.</summary>
public enum SourceAct
{
    /// <summary>It makes the source known, with a first token.</summary>
    Added,

    /// <summary>It gives the source another token; the one before is worth nothing from there on.</summary>
    Rotated,

    /// <summary>It takes the source's token away; what it reported stays.</summary>
    Revoked,
}

/// <summary>
/// How reliable a source is held to be, in the letters of the Admiralty code (NATO AJP-2.1). It is said of the source, not
/// of any one report, and no rule reads it. It is of the internal edition alone.
/// </summary>
public enum Reliability
{
    /// <summary>Completely reliable.</summary>
    A,

    /// <summary>Usually reliable.</summary>
    B,

    /// <summary>Fairly reliable.</summary>
    C,

    /// <summary>Not usually reliable.</summary>
    D,

    /// <summary>Unreliable.</summary>
    E,

    /// <summary>Its reliability cannot be judged.</summary>
    F,
}

/// <summary>
/// The secret with which a source proves itself: <c>tl_</c> and 43 characters of base64url. Only its SHA-256 is ever kept.
/// </summary>
public static class SourceToken
{
    /// <summary>How many random bytes a token is made of.</summary>
    public const int Length = 32;

    private const string Prefix = "tl_";
    private const int MostCharacters = 200;

    /// <summary>The token of some random bytes.</summary>
    public static string Of(ReadOnlySpan<byte> random) =>
        random.Length == Length ? Prefix + Base64Url.EncodeToString(random) : throw new ArgumentException("a token is made of 32 bytes", nameof(random));

    /// <summary>What is kept of a token; null for a text that is none, so long is it.</summary>
    public static Hash? HashOf(string token) => token.Length <= MostCharacters ? Hash.Of(Encoding.UTF8.GetBytes(token)) : null;
}

/// <summary>An entry about a source that may hand in reports by itself.</summary>
/// <param name="Act">What it does.</param>
/// <param name="Name">The name of the source, as its reports say it.</param>
/// <param name="Recorded">When it was written down: information that no rule reads.</param>
public sealed record SourceEntry(SourceAct Act, string Name, Instant Recorded)
{
    /// <summary>The kind of its entry.</summary>
    public const string Kind = "source";

    /// <summary>The most characters of a name.</summary>
    public const int MostCharacters = 200;

    /// <summary>The SHA-256 of the token; null when the act is to revoke.</summary>
    public Hash? Token { get; init; }

    /// <summary>How reliable the source is held to be from here on; null: as before, or not said.</summary>
    public Reliability? Reliability { get; init; }

    /// <summary>Who did it; null when not said.</summary>
    public string? By { get; init; }

    /// <summary>Why a text cannot be the name of a source; null: it can.</summary>
    public static string? Refusal(string name) =>
        string.IsNullOrWhiteSpace(name) ? "it is empty"
        : name.Length > MostCharacters ? FormattableString.Invariant($"it is longer than {MostCharacters} characters")
        : name.Trim() != name ? "it begins or ends with a space"
        : name.Any(char.IsControl) ? "it has a control character"
        : null;

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
    public static SourceEntry? Decode(ReadOnlyMemory<byte> entry)
    {
        if (EntryBody.Read(entry, Kind) is not { } body) return null;
        var source = new SourceEntry(ActOf(body), body.RequiredText("name"), body.RequiredInstant("recorded"))
        {
            Token = TokenOf(body),
            Reliability = ReliabilityOf(body),
            By = body.Text("by"),
        };
        body.Close();
        if (Refusal(source.Name) is { } wrong) throw body.Broken($"'name' is no name: {wrong}");
        if (source.Token is null != (source.Act == SourceAct.Revoked)) throw body.Broken("a source that is added or rotated has a token, and one that is revoked has none");
        if (source.Act == SourceAct.Revoked && source.Reliability is not null) throw body.Broken("to revoke says nothing of reliability");
        return source;
    }

    /// <summary>The letter that is written so; null for another text.</summary>
    public static Reliability? ParseReliability(string letter) =>
        letter is [>= 'A' and <= 'F' and var one] ? (Reliability)(one - 'A') : null;

    private static SourceAct ActOf(EntryBody body) => body.RequiredText("act") switch
    {
        "added" => SourceAct.Added,
        "rotated" => SourceAct.Rotated,
        "revoked" => SourceAct.Revoked,
        _ => throw body.Broken("'act' is none of added, rotated, revoked"),
    };

    private static Hash? TokenOf(EntryBody body)
    {
        if (body.Text("token") is not { } text) return null;
        return Hash.TryParse(text, out var hash) ? hash : throw body.Broken("'token' is not a SHA-256 in 64 lower-case hexadecimal digits");
    }

    private static Reliability? ReliabilityOf(EntryBody body) =>
        body.Text("reliability") is { } letter ? ParseReliability(letter) ?? throw body.Broken("'reliability' is no letter from A to F") : null;

    private static string Word(SourceAct act) => act switch
    {
        SourceAct.Added => "added",
        SourceAct.Rotated => "rotated",
        SourceAct.Revoked => "revoked",
        _ => throw new InvalidOperationException("INVARIANT: every act has its word"),
    };

    private void Write(Utf8JsonWriter body)
    {
        body.WriteString("act", Word(Act));
        body.WriteString("name", Name);
        EntryBody.Write(body, "token", Token?.ToString());
        EntryBody.Write(body, "reliability", Reliability?.ToString());
        EntryBody.Write(body, "by", By);
        body.WriteString("recorded", EntryBody.Written(Recorded));
    }
}
