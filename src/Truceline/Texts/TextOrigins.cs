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

/// <summary>A text that holds others which came before it and have nothing to do with each other, such as a round-up: it is of no origin, joins nothing, and counts as none beside another text.</summary>
/// <param name="Text">Its id.</param>
/// <param name="Holds">The ids of the texts that it holds, the first of each origin, in the order in which they came.</param>
public sealed record TextDigest(string Text, ImmutableArray<string> Holds);

/// <summary>
/// A text that holds others which have nothing to do with each other without it, of which nobody knows whether they came before it: a digest of them if they did, else an original of which
/// they are cuts. Until a person parts it they are of one origin.
/// </summary>
/// <param name="Text">Its id.</param>
/// <param name="Holds">The ids of the texts that it holds, the first of each origin, the shortest first.</param>
/// <param name="ApartFrom">From which texts a person would have to part it for it to join nothing but the first of those.</param>
public sealed record MayBeDigest(string Text, ImmutableArray<string> Holds, ImmutableArray<string> ApartFrom);

/// <summary>A quotation that several texts carry word for word: how many origins attest that it was said. What was said is not corroborated by that.</summary>
/// <param name="Quotation">The words, as the first of the texts has them.</param>
/// <param name="Texts">The ids of the texts, in order.</param>
/// <param name="Origins">How many independent origins these are.</param>
public sealed record Attestation(string Quotation, ImmutableArray<string> Texts, int Origins);

/// <summary>Where texts come from: which of them are of one origin, and how many origins there are. Copies add none.</summary>
/// <param name="Origins">The origins, in the order of their first texts. A digest is in none.</param>
/// <param name="Digests">The digests, by id; none where it is not known in which order texts came.</param>
/// <param name="MayBeDigests">Where that is not known, the texts that would be digests if they came after what they hold, by id.</param>
/// <param name="Links">All links, by id.</param>
/// <param name="Attestations">The quotations that several texts carry, those with most origins first.</param>
/// <param name="Decisions">What persons decided, as it was applied.</param>
public sealed record TextOrigins(
    ImmutableArray<TextOrigin> Origins, ImmutableArray<TextDigest> Digests, ImmutableArray<MayBeDigest> MayBeDigests, ImmutableArray<TextLink> Links, ImmutableArray<Attestation> Attestations,
    ImmutableArray<OriginDecision> Decisions)
{
    /// <summary>The version of the rules by which texts are compared. It goes up with every change of what is one origin.</summary>
    public const string Rules = "truceline-origins/3";

    // Fewer words may be anybody's.
    private const int LeastQuotedWords = 5;

    /// <summary>How many origins may corroborate each other: those that hang together unclearly count once.</summary>
    public int Independent => Origins.Select(origin => origin.CountsAs).Distinct().Count();

    /// <summary>Finds the origins of the texts of an index.</summary>
    /// <param name="index">The texts.</param>
    /// <param name="decisions">What persons decided of pairs of them.</param>
    /// <param name="threads">How many threads may work; it changes nothing.</param>
    /// <param name="progress">Told now and then how many comparisons are made.</param>
    /// <param name="arrived">
    /// For each text a number by which it is known which came before which; null where nobody vouches for that, and a text that would be a digest joins what it holds, as an original does its cuts.
    /// </param>
    public static TextOrigins Of(TextIndex index, IEnumerable<OriginDecision> decisions, int threads, IProgress<int>? progress = null, IReadOnlyDictionary<string, long>? arrived = null)
    {
        var decided = decisions.ToImmutableArray();
        var ids = index.Ids.ToImmutableArray();
        var places = ids.Select((id, i) => (id, i)).ToDictionary(pair => pair.id, pair => pair.i, StringComparer.Ordinal);
        var links = Parted(index.Links(threads, progress))
            .Concat(index.SameWords.SelectMany(same => same.Skip(1).Select(id => new TextLink(same[0], id, CopyKind.Exact, TextComparison.Same))))
            .OrderBy(link => link.A, StringComparer.Ordinal).ThenBy(link => link.B, StringComparer.Ordinal).ToImmutableArray();
        // What is decided of a text holds for those with the same words.
        var first = index.SameWords.SelectMany(same => same.Select(id => (id, same[0]))).ToDictionary(pair => pair.id, pair => pair.Item2, StringComparer.Ordinal);
        var apart = decided.Where(decision => !decision.OneOrigin).Select(decision => TextLink.Pair(first[decision.A], first[decision.B])).ToHashSet();
        var together = decided.Where(decision => decision.OneOrigin).Select(decision => (decision.A, decision.B));
        var hold = links.Where(link => !apart.Contains(TextLink.Pair(link.A, link.B))).ToArray();
        // Without an order, what would be found if the longer had come after the shorter is told, and decides nothing.
        var order = index.SameWords.OrderBy(same => arrived is null ? index.Read(same[0]).Words.Length : same.Min(id => arrived[id])).ThenBy(same => same[0], StringComparer.Ordinal).Select(same => same[0]);
        var digests = TextDigests.Of(
            index, order, hold.Where(link => link.Kind != CopyKind.Exact && (link.IsCopy || link.Kind == CopyKind.Unclear)), together.Select(pair => (first[pair.A], first[pair.B])), apart);
        var isDigest = ids.Select(id => arrived is not null && digests.HeldBy(first[id]) is not null).ToArray();
        var joining = hold.Where(link => link.Kind == CopyKind.Exact || !isDigest[places[link.A]] && !isDigest[places[link.B]]).ToArray();
        var copies = Joined(joining.Where(link => link.IsCopy));
        var counted = Joined(joining.Where(link => link.IsCopy || link.Kind == CopyKind.Unclear));
        // A digest that a person joined with another text is of its origin.
        var ofOrigins = ids.Select((_, i) => i).Where(i => !isDigest[i]).Select(copies.Of).ToHashSet();
        var origins = Numbered(ids, copies, counted, ofOrigins);
        return new(
            origins, [.. ids.Where(id => !ofOrigins.Contains(copies.Of(places[id]))).Select(id => new TextDigest(id, digests.HeldBy(first[id])!.Value))],
            arrived is not null ? [] : [.. digests.Parted().Select(one => new MayBeDigest(one.Id, digests.HeldBy(one.Id)!.Value, one.Apart)).OrderBy(one => one.Text, StringComparer.Ordinal)],
            links, Attested(index, origins), decided);

        TextGroups Joined(IEnumerable<TextLink> joining)
        {
            var groups = new TextGroups(ids.Length);
            foreach (var (a, b) in joining.Select(link => (link.A, link.B)).Concat(together)) groups.Join(places[a], places[b]);
            return groups;
        }
    }

    /// <summary>The links, of which those that may rest on a part alone are unclear.</summary>
    private static IEnumerable<TextLink> Parted(ImmutableArray<TextLink> links)
    {
        var parts = links.Where(link => link.Kind == CopyKind.Partial).SelectMany(link => new[] { (From: link.A, Link: link), (From: link.B, Link: link) }).ToLookup(part => part.From, part => part.Link, StringComparer.Ordinal);
        var known = links.ToDictionary(link => (link.A, link.B));
        return links.Select(link => IsByPart(link, link.A, link.B) || IsByPart(link, link.B, link.A) ? link with { Kind = CopyKind.Unclear } : link);

        bool IsByPart(TextLink link, string one, string other) =>
            link.IsByFacts && parts[one].Any(part => known.TryGetValue(TextLink.Pair(part.A == one ? part.B : part.A, other), out var whole) && link.MayRestOn(part, whole));
    }

    private static ImmutableArray<TextOrigin> Numbered(ImmutableArray<string> ids, TextGroups copies, TextGroups counted, HashSet<int> ofOrigins)
    {
        var groups = Enumerable.Range(0, ids.Length).GroupBy(copies.Of).Where(group => ofOrigins.Contains(group.Key)).OrderBy(group => group.Key).ToArray();
        var first = new Dictionary<int, int>();
        return
        [
            .. groups.Select((group, i) =>
            {
                first.TryAdd(counted.Of(group.Key), i + 1);
                return new TextOrigin(i + 1, first[counted.Of(group.Key)], [.. group.Select(text => ids[text])]);
            }),
        ];
    }

    private static ImmutableArray<Attestation> Attested(TextIndex index, ImmutableArray<TextOrigin> origins)
    {
        var counts = origins.SelectMany(origin => origin.Texts.Select(text => (text, origin.CountsAs))).ToDictionary(pair => pair.text, pair => pair.CountsAs, StringComparer.Ordinal);
        return
        [
            .. index.Quotations().Where(quotation => quotation.Count >= LeastQuotedWords).GroupBy(quotation => quotation.Words)
                .Select(group => new Attestation(group.First().Written, [.. group.Select(quotation => quotation.Id).Distinct(StringComparer.Ordinal)], Math.Max(1, group.Where(quotation => counts.ContainsKey(quotation.Id)).Select(quotation => counts[quotation.Id]).Distinct().Count())))
                .Where(attestation => attestation.Texts.Length > 1)
                .OrderByDescending(attestation => attestation.Origins).ThenByDescending(attestation => attestation.Texts.Length).ThenBy(attestation => attestation.Quotation, StringComparer.Ordinal),
        ];
    }
}
