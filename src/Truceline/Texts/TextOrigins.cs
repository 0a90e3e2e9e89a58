using System.Collections.Immutable;

namespace Truceline.Texts;

/// <summary>That a person decided whether two texts are of one origin, and why. It stands over what was computed of the two.</summary>
/// <param name="A">The id of the one.</param>
/// <param name="B">The id of the other.</param>
/// <param name="OneOrigin">Whether they are of one origin.</param>
/// <param name="By">Who decided.</param>
/// <param name="Why">Why.</param>
public sealed record OriginDecision(string A, string B, bool OneOrigin, string By, string Why);

/// <summary>Texts of one origin: copies of each other, or of what they were all made of.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="CountsAs">The number under which it counts: that of the first origin with which it hangs together unclearly, or its own.</param>
/// <param name="Texts">The ids of its texts, in order.</param>
public sealed record TextOrigin(int Number, int CountsAs, ImmutableArray<string> Texts);

/// <summary>A quotation that several texts carry word for word: how many origins attest that it was said. What was said is not corroborated by that.</summary>
/// <param name="Quotation">The words, as the first of the texts has them.</param>
/// <param name="Texts">The ids of the texts, in order.</param>
/// <param name="Origins">How many independent origins these are.</param>
public sealed record Attestation(string Quotation, ImmutableArray<string> Texts, int Origins);

/// <summary>Where texts come from: which of them are of one origin, and how many origins there are. Copies add none.</summary>
/// <param name="Origins">The origins, in the order of their first texts.</param>
/// <param name="Links">All links, by id.</param>
/// <param name="Attestations">The quotations that several texts carry, those with most origins first.</param>
/// <param name="Decisions">What persons decided, as it was applied.</param>
public sealed record TextOrigins(
    ImmutableArray<TextOrigin> Origins, ImmutableArray<TextLink> Links, ImmutableArray<Attestation> Attestations, ImmutableArray<OriginDecision> Decisions)
{
    /// <summary>The version of the rules by which texts are compared. It goes up with every change of what is one origin.</summary>
    public const string Rules = "truceline-origins/2";

    // Fewer words may be anybody's.
    private const int LeastQuotedWords = 5;

    /// <summary>How many origins may corroborate each other: those that hang together unclearly count once.</summary>
    public int Independent => Origins.Select(origin => origin.CountsAs).Distinct().Count();

    /// <summary>Finds the origins of the texts of an index.</summary>
    /// <param name="index">The texts.</param>
    /// <param name="decisions">What persons decided of pairs of them.</param>
    /// <param name="threads">How many threads may work; it changes nothing.</param>
    /// <param name="progress">Told now and then how many comparisons are made.</param>
    public static TextOrigins Of(TextIndex index, IEnumerable<OriginDecision> decisions, int threads, IProgress<int>? progress = null)
    {
        var decided = decisions.ToImmutableArray();
        var ids = index.Ids.ToImmutableArray();
        var places = ids.Select((id, i) => (id, i)).ToDictionary(pair => pair.id, pair => pair.i, StringComparer.Ordinal);
        var links = Parted(index.Links(threads, progress))
            .Concat(index.SameWords.SelectMany(same => same.Skip(1).Select(id => new TextLink(same[0], id, CopyKind.Exact, TextComparison.Same))))
            .OrderBy(link => link.A, StringComparer.Ordinal).ThenBy(link => link.B, StringComparer.Ordinal).ToImmutableArray();
        // What is decided of a text holds for those with the same words.
        var first = index.SameWords.SelectMany(same => same.Select(id => (id, same[0]))).ToDictionary(pair => pair.id, pair => pair.Item2, StringComparer.Ordinal);
        var apart = decided.Where(decision => !decision.OneOrigin).Select(decision => Pair(first[decision.A], first[decision.B])).ToHashSet();
        var together = decided.Where(decision => decision.OneOrigin).Select(decision => (decision.A, decision.B));
        var hold = links.Where(link => !apart.Contains(Pair(link.A, link.B))).ToArray();
        var copies = Joined(ids.Length, hold.Where(link => link.IsCopy).Select(link => (link.A, link.B)).Concat(together).Select(pair => (places[pair.A], places[pair.B])));
        var counted = Joined(ids.Length, hold.Where(link => link.IsCopy || link.Kind == CopyKind.Unclear).Select(link => (link.A, link.B)).Concat(together).Select(pair => (places[pair.A], places[pair.B])));
        var origins = Numbered(ids, copies, counted);
        return new(origins, links, Attested(index, origins), decided);
    }

    /// <summary>The links, of which those that may rest on a part alone are unclear.</summary>
    private static IEnumerable<TextLink> Parted(ImmutableArray<TextLink> links)
    {
        var parts = links.Where(link => link.Kind == CopyKind.Partial).SelectMany(link => new[] { (From: link.A, Link: link), (From: link.B, Link: link) }).ToLookup(part => part.From, part => part.Link, StringComparer.Ordinal);
        var known = links.ToDictionary(link => (link.A, link.B));
        return links.Select(link => IsByPart(link, link.A, link.B) || IsByPart(link, link.B, link.A) ? link with { Kind = CopyKind.Unclear } : link);

        bool IsByPart(TextLink link, string one, string other) =>
            link.IsByFacts && parts[one].Any(part => known.TryGetValue(Pair(part.A == one ? part.B : part.A, other), out var whole) && link.MayRestOn(part, whole));
    }

    private static (string, string) Pair(string a, string b) => string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);

    private static ImmutableArray<TextOrigin> Numbered(ImmutableArray<string> ids, int[] copies, int[] counted)
    {
        var groups = Enumerable.Range(0, ids.Length).GroupBy(i => copies[i]).OrderBy(group => group.Key).ToArray();
        var first = new Dictionary<int, int>();
        return
        [
            .. groups.Select((group, i) =>
            {
                first.TryAdd(counted[group.Key], i + 1);
                return new TextOrigin(i + 1, first[counted[group.Key]], [.. group.Select(text => ids[text])]);
            }),
        ];
    }

    private static ImmutableArray<Attestation> Attested(TextIndex index, ImmutableArray<TextOrigin> origins)
    {
        var counts = origins.SelectMany(origin => origin.Texts.Select(text => (text, origin.CountsAs))).ToDictionary(pair => pair.text, pair => pair.CountsAs, StringComparer.Ordinal);
        return
        [
            .. index.Quotations().Where(quotation => quotation.Count >= LeastQuotedWords).GroupBy(quotation => quotation.Words)
                .Select(group => new Attestation(group.First().Written, [.. group.Select(quotation => quotation.Id).Distinct(StringComparer.Ordinal)], group.Select(quotation => counts[quotation.Id]).Distinct().Count()))
                .Where(attestation => attestation.Texts.Length > 1)
                .OrderByDescending(attestation => attestation.Origins).ThenByDescending(attestation => attestation.Texts.Length).ThenBy(attestation => attestation.Quotation, StringComparer.Ordinal),
        ];
    }

    /// <summary>For each the least of those with which pairs connect it.</summary>
    private static int[] Joined(int count, IEnumerable<(int A, int B)> pairs)
    {
        var parent = Enumerable.Range(0, count).ToArray();
        foreach (var (one, other) in pairs)
        {
            var (a, b) = (Root(one), Root(other));
            parent[Math.Max(a, b)] = Math.Min(a, b);
        }
        return [.. parent.Select((_, i) => Root(i))];

        int Root(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }
    }
}
