using System.Collections.Immutable;
using Truceline.Agreements;

namespace Truceline.Texts;

/// <summary>An actor or a place, and what texts call it, in any script.</summary>
/// <param name="Id">Its one name here.</param>
/// <param name="Aliases">What texts call it; several words are found only together.</param>
public sealed record KnownName(string Id, ImmutableArray<string> Aliases);

/// <summary>
/// The actors and places whose names are known: what texts call them becomes one name, so that a translation names the same. An alias of five letters and more is
/// found in its inflected forms too: at most two letters at its end otherwise.
/// </summary>
public sealed class NameRegister
{
    private const int LeastInflected = 5;
    private const int Ending = 2;

    private readonly Dictionary<string, List<(string[] Words, ulong Id)>> byBeginning = new(StringComparer.Ordinal);

    private NameRegister(IEnumerable<KnownName> names)
    {
        foreach (var name in names)
            foreach (var alias in name.Aliases.Append(name.Id))
            {
                var words = Words.Split(alias).Select(word => word.Folded).ToArray();
                if (words.Length == 0) continue;
                var beginning = Beginning(words[0]);
                if (!byBeginning.TryGetValue(beginning, out var list)) byBeginning[beginning] = list = [];
                list.Add((words, Words.Hash(Words.Hash(name.Id), 1)));
            }
        // The longest first; of two names with one alias always the same.
        foreach (var list in byBeginning.Values) list.Sort((a, b) => a.Words.Length != b.Words.Length ? b.Words.Length.CompareTo(a.Words.Length) : a.Id.CompareTo(b.Id));
    }

    /// <summary>No names.</summary>
    public static NameRegister Empty { get; } = new([]);

    /// <summary>The names of a list.</summary>
    public static NameRegister Of(IEnumerable<KnownName> names) => new(names);

    /// <summary>The actors of an agreement, as it and sources call them.</summary>
    public static IEnumerable<KnownName> NamesOf(Agreement agreement) =>
        agreement.Actors.Values.OrderBy(actor => actor.Id, StringComparer.Ordinal).Select(actor => new KnownName(actor.Id, [actor.Name, .. actor.KnownAs]));

    /// <summary>The known name that begins at a word, and how many words it takes; 0 words when none does.</summary>
    internal (ulong Id, int Words) At(List<RawWord> text, int at)
    {
        if (byBeginning.Count == 0 || !byBeginning.TryGetValue(Beginning(text[at].Folded), out var list)) return default;
        foreach (var (words, id) in list)
        {
            var matched = 0;
            while (matched < words.Length && at + matched < text.Count && IsForm(text[at + matched].Folded, words[matched])) matched++;
            if (matched == words.Length) return (id, matched);
        }
        return default;
    }

    private static bool IsForm(string word, string alias) =>
        word == alias || alias.Length >= LeastInflected && word.Length <= alias.Length + Ending && word.AsSpan().StartsWith(alias.AsSpan(0, alias.Length - Ending));

    private static string Beginning(string word) => word.Length <= LeastInflected - Ending ? word : word[..(LeastInflected - Ending)];
}
