using System.Collections.Immutable;

namespace Truceline.Texts;

/// <summary>
/// Texts that hold two others or more which came before them and have nothing to do with each other: round-ups, daily digests. By what they hold they cannot be told from an original of which
/// the others are cuts; the order in which texts came tells it. A digest joins nothing, so nobody takes a corroboration away by making one.
/// </summary>
internal sealed class TextDigests
{
    // Of how many origins a text is held against each other.
    private const int MostOrigins = 64;

    // What a digest that came between holds is a source of a text that copies the digest, where the text has so much of it.
    private const int LeastSharePassedOn = 4;

    // Where the first text of an origin accounts for less than that of what a later one has in common with a text, the two have that from elsewhere.
    private const int LeastShareOfFirst = 4;

    private readonly string[] order;
    private readonly Dictionary<string, int> places;
    private readonly (int Other, CopyKind Kind)[][] links;
    private readonly ImmutableArray<int>[] held;
    private readonly TextGroups groups;

    private TextDigests(TextIndex index, string[] order, IEnumerable<TextLink> joining, IEnumerable<(string A, string B)> together, IReadOnlySet<(string, string)> apart)
    {
        this.order = order;
        places = order.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        var ends = joining.SelectMany(link => new[] { (From: places[link.A], To: (places[link.B], link.Kind)), (From: places[link.B], To: (places[link.A], link.Kind)) }).ToLookup(end => end.From, end => end.To);
        links = [.. order.Select((_, place) => ends[place].Order().ToArray())];
        (held, groups) = (new ImmutableArray<int>[order.Length], new(order.Length));
        foreach (var (a, b) in together) groups.Join(places[a], places[b]);
        for (var text = 0; text < order.Length; text++)
        {
            held[text] = Held(index, text, apart);
            if (IsDigest(text)) continue;
            foreach (var (other, _) in links[text].Where(link => link.Other < text && !IsDigest(link.Other))) groups.Join(text, other);
        }
    }

    /// <summary>Finds the digests among texts that differ.</summary>
    /// <param name="index">The index that holds the texts.</param>
    /// <param name="order">Their ids, in the order in which they came.</param>
    /// <param name="joining">The links between them that join what they link, or let it count once.</param>
    /// <param name="together">Those of which persons decided that they are of one origin.</param>
    /// <param name="apart">Those of which persons decided that they are not, the lesser id first.</param>
    public static TextDigests Of(TextIndex index, IEnumerable<string> order, IEnumerable<TextLink> joining, IEnumerable<(string A, string B)> together, IReadOnlySet<(string, string)> apart) =>
        new(index, [.. order], joining, together, apart);

    /// <summary>The first texts of the origins that a digest holds, in the order in which they came; null for a text that is none.</summary>
    public ImmutableArray<string>? HeldBy(string id) => IsDigest(places[id]) ? [.. held[places[id]].Select(text => order[text])] : null;

    /// <summary>The digests, each with the texts from which a person would have to part it for it to stay with the first of those it holds and to join nothing else.</summary>
    public IEnumerable<(string Id, ImmutableArray<string> Apart)> Parted()
    {
        var with = Enumerable.Range(0, order.Length).Select(text => groups.Of(IsDigest(text) ? held[text][0] : text)).ToArray();
        return Enumerable.Range(0, order.Length).Where(IsDigest).Select(text => (order[text], links[text].Where(link => with[link.Other] != with[text]).Select(link => order[link.Other]).ToImmutableArray()));
    }

    private bool IsDigest(int text) => !held[text].IsDefault;

    /// <summary>
    /// What a text holds of those that came before it; nothing when it is no digest. Of each origin that it is linked with, the first text is asked what it accounts for: later ones may have been
    /// made to hide that two origins have nothing in common. Where it is a copy of one and unclear with another, the names that all three tell of prove nothing.
    /// </summary>
    private ImmutableArray<int> Held(TextIndex index, int text, IReadOnlySet<(string, string)> apart)
    {
        var before = links[text].Where(link => link.Other < text).ToArray();
        var own = before.Where(link => !IsDigest(link.Other)).Select(link => (Text: link.Other, Link: (CopyKind?)link.Kind));
        var passedOn = before.Where(link => IsDigest(link.Other)).SelectMany(link => held[link.Other]).Where(other => !apart.Contains(TextLink.Pair(order[text], order[other]))).Select(other => (Text: other, Link: (CopyKind?)null));
        var origins = own.Concat(passedOn).DistinctBy(source => source.Text).GroupBy(source => groups.Of(source.Text)).OrderBy(origin => origin.Key).ToArray();
        // Most texts are linked within one origin alone, and cost nothing.
        if (origins.Length < 2) return default;
        var reading = index.Read(order[text]);
        var (found, isDigest) = (new List<(int Text, bool IsUnclear, bool[] First)>(), false);
        foreach (var origin in origins.Take(MostOrigins))
        {
            var (other, kind) = origin.MinBy(source => (source.Link is null, source.Link is CopyKind.Unclear, source.Text));
            var linked = TextCover.Of(reading, index.Read(order[other]), kind is null or CopyKind.Rewritten or CopyKind.Translated or CopyKind.Unclear);
            var weight = TextCover.Weight(reading, linked);
            if (weight == 0 || kind is null && weight * LeastSharePassedOn < reading.WholeWeight) continue;
            var first = other == origin.Key ? linked : TextCover.Of(reading, index.Read(order[origin.Key]), byFacts: false);
            isDigest |= TextCover.Shared(reading, first, linked) * LeastShareOfFirst < weight || found.Any(one => one.IsUnclear != kind is CopyKind.Unclear || TextCover.AreApart(reading, one.First, first));
            found.Add((other, kind is CopyKind.Unclear, first));
        }
        return isDigest && found.Count > 1 ? [.. found.Select(one => one.Text).Order()] : default;
    }
}
