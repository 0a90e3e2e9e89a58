using System.Collections.Immutable;
using System.CommandLine;
using NodaTime;
using Truceline.App.Terminal;
using Truceline.Embedded;

namespace Truceline.App.Commands;

/// <summary>Words that the commands on entries of a journal share: which journal, which entries, who and why.</summary>
internal static class JournalWords
{
    /// <summary>What is written down now.</summary>
    public static Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    /// <summary>The option that names a journal that is there.</summary>
    public static Option<string> Journal() => new("--journal") { Description = "The journal's directory.", Required = true, HelpName = "DIR" };

    /// <summary>The numbers of entries.</summary>
    public static Argument<long[]> Entries() => new("ENTRY") { Description = "The number of an entry; several may be named.", Arity = ArgumentArity.OneOrMore };

    /// <summary>Who does it.</summary>
    public static Option<string?> By(bool required = false) => new("--by") { Description = "Who does it, kept in the entry.", HelpName = "NAME", Required = required };

    /// <summary>Why it is done.</summary>
    public static Option<string> Reason() => new("--reason") { Description = "Why, kept in the entry.", HelpName = "WORDS", Required = true };

    /// <summary>Words as a command line gives them: something, showing themselves, and no longer than an entry has room for.</summary>
    /// <exception cref="UsageException">They are none; the message names the option.</exception>
    public static string? Said(string? words, string option)
    {
        const int most = 10_000;
        if (words?.Length > most) throw new UsageException(FormattableString.Invariant($"{option} is longer than {most:N0} characters: shorten it"));
        if (words is null) return null;
        if (string.IsNullOrWhiteSpace(words)) throw new UsageException($"{option} says nothing: write it out");
        // Two texts that look the same must be the same, and none may steer a terminal.
        return Screen.Plain(words) == words ? words : throw new UsageException($"{option} holds a character that does not show itself: write '{Screen.Plain(words)}' without it");
    }

    /// <summary>Opens a journal that must be there for appending.</summary>
    public static SqliteJournal Open(string directory, string verb)
    {
        JournalFolder.Require(directory);
        return JournalFolder.OpenOrCreate(directory, $"truceline {verb}");
    }

    /// <summary>The entries named, ascending, each once.</summary>
    /// <exception cref="UsageException">One of them is not in the journal.</exception>
    public static ImmutableArray<long> Sorted(IEnumerable<long> named, long size)
    {
        var sorted = named.Distinct().Order().ToImmutableArray();
        foreach (var entry in sorted)
            if (entry < 1 || entry > size) throw new UsageException(FormattableString.Invariant($"there is no entry {entry}: the journal has the entries 1 to {size:N0}"));
        return sorted;
    }

    /// <summary>"entry 3", "entries 3 and 8", "entries 3, 8 and 9".</summary>
    public static string Listed(IReadOnlyCollection<long> entries)
    {
        var words = entries.Select(entry => FormattableString.Invariant($"{entry}")).ToList();
        return words.Count == 1 ? $"entry {words[0]}" : $"entries {string.Join(", ", words[..^1])} and {words[^1]}";
    }

    /// <summary>Words of others, safe on a terminal.</summary>
    public static string Plain(string? words) => words is null ? "" : Screen.Plain(words);
}
