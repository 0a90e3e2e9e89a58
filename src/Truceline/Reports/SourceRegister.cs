using System.Collections.Immutable;
using System.Security.Cryptography;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>A source that was made known to the journal.</summary>
/// <param name="Name">Its name, as its reports say it.</param>
/// <param name="Token">The SHA-256 of its token; null: it was revoked, and no token is accepted from it.</param>
/// <param name="Reliability">How reliable it is held to be; null: nobody said.</param>
/// <param name="Entries">The numbers of the entries about it, in order; the last made it what it is.</param>
public sealed record RegisteredSource(string Name, Hash? Token, Reliability? Reliability, ImmutableArray<long> Entries)
{
    /// <summary>Whether its token was taken away. Its reports stay.</summary>
    public bool IsRevoked => Token is null;
}

/// <summary>The sources that may hand in reports by themselves: a fold over the journal's entries.</summary>
/// <param name="Sources">The sources, revoked ones included, by name.</param>
public sealed record SourceRegister(ImmutableSortedDictionary<string, RegisteredSource> Sources)
{
    /// <summary>A register without sources.</summary>
    public static SourceRegister Empty { get; } = new(ImmutableSortedDictionary.Create<string, RegisteredSource>(StringComparer.Ordinal));

    /// <summary>Folds the entries, which come in the order of the journal. Entries of other kinds are passed over.</summary>
    /// <exception cref="InvalidOperationException">An entry about a source cannot be read, or does not follow from those before it; the message has its number.</exception>
    public static SourceRegister Fold(IEnumerable<Entry> entries) => Empty.With(entries);

    /// <summary>The register with the entries that follow those it knows; the same as folding all of them at once.</summary>
    /// <exception cref="InvalidOperationException">As for <see cref="Fold"/>.</exception>
    public SourceRegister With(IEnumerable<Entry> later)
    {
        var sources = Sources;
        foreach (var entry in later)
        {
            if (Read(entry) is not { } read) continue;
            var known = sources.GetValueOrDefault(read.Name);
            if (Refusal(read.Act, known) is { } wrong) throw Broken(entry, wrong);
            sources = sources.SetItem(read.Name, new(read.Name, read.Token, read.Reliability ?? known?.Reliability, (known?.Entries ?? []).Add(entry.Number)));
        }
        return sources == Sources ? this : new(sources);
    }

    /// <summary>Why something cannot be done about a source, in words; null: it can.</summary>
    /// <param name="act">What is to be done. A source that was revoked may be added anew.</param>
    /// <param name="known">The source as it is known; null: it is not.</param>
    public static string? Refusal(SourceAct act, RegisteredSource? known) => act switch
    {
        SourceAct.Added => known is { IsRevoked: false } ? "the source is there already" : null,
        _ => known is null ? "there is no such source" : known.IsRevoked ? "the source was revoked before" : null,
    };

    /// <summary>
    /// The source whose token this is; null for a token that nobody has, or has any more. It takes as long for any token:
    /// digests of fixed length are compared with those of all sources.
    /// </summary>
    public RegisteredSource? Authenticate(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (SourceToken.HashOf(token) is not { } hash) return null;
        Span<byte> given = stackalloc byte[Hash.Length];
        hash.CopyTo(given);
        RegisteredSource? found = null;
        Span<byte> kept = stackalloc byte[Hash.Length];
        foreach (var source in Sources.Values)
        {
            if (source.Token is not { } one) continue;
            one.CopyTo(kept);
            if (CryptographicOperations.FixedTimeEquals(given, kept)) found = source;
        }
        return found;
    }

    private static SourceEntry? Read(Entry entry)
    {
        try
        {
            return SourceEntry.Decode(entry.Bytes);
        }
        catch (InvalidOperationException fault)
        {
            throw Broken(entry, fault.Message);
        }
    }

    private static InvalidOperationException Broken(Entry entry, string reason) =>
        new(FormattableString.Invariant($"INVARIANT: entry {entry.Number} of the journal cannot be read: {reason}"));
}
