using System.Collections.Immutable;
using Truceline.Journal;

namespace Truceline.Texts;

/// <summary>
/// Texts prepared so that those which may hang together are found without comparing each with each: they share a sentence, a few words in a row, or names and numbers
/// that stand together. What the index finds is then compared; it decides nothing. Texts with the same words are compared once.
/// </summary>
public sealed class TextIndex
{
    // So few are compared each with each.
    private const int CompareAll = 64;

    // With how many a text is compared at most, those with which it shares most that is rare.
    private const int MostCandidates = 24;

    // Two texts that have nothing to do with each other share a rare trait by chance, but hardly more.
    private const double LeastRareTraits = 1.5;

    // Where all texts are copies nothing is rare; those that share so much are compared all the same.
    private const double LeastShare = 0.25;

    // A trait that more texts have leads to the first of them: of a thousand copies each then finds the same ones.
    private const int MostHolders = 64;

    private readonly TextReading[] distinct;
    private readonly ImmutableArray<string>[] copies;
    private readonly ulong[] traits;
    private readonly int[] holders;
    private readonly Dictionary<string, TextReading> byId;
    private readonly NameRegister register;

    private TextIndex(TextReading[] distinct, ImmutableArray<string>[] copies, ulong[] traits, int[] holders, Dictionary<string, TextReading> byId, NameRegister register) =>
        (this.distinct, this.copies, this.traits, this.holders, this.byId, this.register) = (distinct, copies, traits, holders, byId, register);

    /// <summary>How many texts there are.</summary>
    public int Count => byId.Count;

    /// <summary>The ids of all texts, in order.</summary>
    public IEnumerable<string> Ids => byId.Keys.Order(StringComparer.Ordinal);

    /// <summary>The texts of which only the beginning is compared, for their length.</summary>
    public IEnumerable<string> Cut => Ids.Where(id => byId[id].IsCut);

    /// <summary>
    /// Texts of which it proves nothing that no copy was found, in order: too long to be compared whole, of fewer than 40 words, with letters of two alphabets in their
    /// words, or with marks that turn the order of letters.
    /// </summary>
    public IEnumerable<string> Doubtful => Ids.Where(id => byId[id].IsDoubtful);

    /// <summary>Reads texts and prepares them.</summary>
    /// <param name="texts">The texts, in any order: it changes nothing.</param>
    /// <param name="register">The names that are known.</param>
    /// <param name="threads">How many threads may work; it changes nothing.</param>
    /// <exception cref="ArgumentException">Two texts have one id.</exception>
    public static TextIndex Of(IEnumerable<PublishedText> texts, NameRegister register, int threads)
    {
        var all = texts.ToArray();
        var readings = new TextReading[all.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, all.Length, parallel, i => readings[i] = TextReading.Of(all[i], register));
        var byId = new Dictionary<string, TextReading>(StringComparer.Ordinal);
        foreach (var reading in readings)
            if (!byId.TryAdd(reading.Text.Id, reading)) throw new ArgumentException($"two texts have the id '{reading.Text.Id}'", nameof(texts));
        var groups = readings.GroupBy(reading => reading.Digest).OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => group.OrderBy(reading => reading.Text.Id, StringComparer.Ordinal).ToArray()).ToArray();
        var distinct = groups.Select(group => group[0]).ToArray();
        var found = new ulong[distinct.Length][];
        Parallel.For(0, distinct.Length, parallel, i => found[i] = TextTraits.Of(distinct[i]));
        var (traits, holders) = Held(found);
        return new(distinct, [.. groups.Select(group => group.Select(reading => reading.Text.Id).ToImmutableArray())], traits, holders, byId, register);
    }

    /// <summary>All traits in order, and beside each the text that has it; of one trait the texts in their order.</summary>
    private static (ulong[] Traits, int[] Holders) Held(ulong[][] found)
    {
        var traits = new ulong[found.Sum(one => one.Length)];
        var holders = new int[traits.Length];
        var at = 0;
        for (var i = 0; i < found.Length; i++)
            foreach (var trait in found[i]) (traits[at], holders[at++]) = (trait, i);
        // Those who have a trait stay in their order only if it is part of the key.
        Array.Sort(traits, holders);
        for (var (from, to) = (0, 0); from < traits.Length; from = to)
        {
            while (to < traits.Length && traits[to] == traits[from]) to++;
            Array.Sort(holders, from, to - from);
        }
        return (traits, holders);
    }

    /// <summary>The links of one text with those of the index, which need not hold it; the kinds that join first, then by id.</summary>
    public ImmutableArray<TextLink> LinksOf(PublishedText text)
    {
        var reading = TextReading.Of(text, register);
        var links = new List<TextLink>();
        foreach (var candidate in Candidates(reading))
            if (TextComparison.Link(reading, distinct[candidate]) is { } link) links.Add(link);
        return [.. links.Where(link => link.A != link.B).OrderBy(link => link.Kind).ThenBy(link => link.A, StringComparer.Ordinal).ThenBy(link => link.B, StringComparer.Ordinal)];
    }

    /// <summary>Why two texts of the index hang together, or do not.</summary>
    /// <param name="a">The id of the one.</param>
    /// <param name="b">The id of the other.</param>
    /// <param name="thesaurus">Synonyms; null when there is no thesaurus.</param>
    public TextExplanation Explain(string a, string b, Thesaurus? thesaurus)
    {
        var (one, other) = (byId[a], byId[b]);
        var explanation = TextExplaining.Of(one, other, thesaurus);
        return explanation.Link is { IsByFacts: true } link && Whole(link, one, other) is { } whole ? explanation with { Link = link with { Kind = CopyKind.Unclear }, PartOf = whole } : explanation;
    }

    /// <summary>The first text by a part of which alone two may hang together; null when there is none.</summary>
    private string? Whole(TextLink link, TextReading one, TextReading other)
    {
        var thirds = Candidates(one).Concat(Candidates(other)).Distinct().Select(place => distinct[place]).Where(third => third.Digest != one.Digest && third.Digest != other.Digest);
        return thirds.Where(third => IsWhole(third, one, other) || IsWhole(third, other, one)).Select(third => third.Text.Id).Min(StringComparer.Ordinal);

        bool IsWhole(TextReading third, TextReading part, TextReading copy) =>
            TextComparison.Link(part, third) is { } ofPart && TextComparison.Link(copy, third) is { } ofCopy && link.MayRestOn(ofPart, ofCopy);
    }

    /// <summary>A text as it was read.</summary>
    internal TextReading Read(string id) => byId[id];

    /// <summary>The texts with the same words, each group in the order of its ids.</summary>
    internal IEnumerable<ImmutableArray<string>> SameWords => copies;

    /// <summary>The quotations of all texts, by id: each with the hash of its words and how it stands there.</summary>
    internal IEnumerable<(string Id, ulong Words, int Count, string Written)> Quotations()
    {
        foreach (var id in Ids)
        {
            var reading = byId[id];
            foreach (var quotation in reading.Quotations)
            {
                var hash = 0UL;
                for (var i = quotation.FirstWord; i < quotation.EndWord; i++) hash = Words.Hash(hash, reading.Words[i].Form);
                yield return (id, hash, quotation.EndWord - quotation.FirstWord, reading.Body[quotation.Start..quotation.End]);
            }
        }
    }

    /// <summary>All links between texts that differ, by the first of those with the same words.</summary>
    /// <param name="threads">How many threads may work; it changes nothing.</param>
    /// <param name="progress">Told now and then how many comparisons are made.</param>
    internal ImmutableArray<TextLink> Links(int threads, IProgress<int>? progress)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var candidates = new int[distinct.Length][];
        Parallel.For(0, distinct.Length, parallel, i => candidates[i] = [.. Candidates(distinct[i]).Where(other => other != i)]);
        var pairs = candidates.SelectMany((others, i) => others.Select(other => (A: Math.Min(i, other), B: Math.Max(i, other)))).Distinct().Order().ToArray();
        var links = new TextLink?[pairs.Length];
        var done = 0;
        Parallel.For(0, pairs.Length, parallel, i =>
        {
            links[i] = TextComparison.Link(distinct[pairs[i].A], distinct[pairs[i].B]);
            var count = Interlocked.Increment(ref done);
            if (count % 1000 == 0) progress?.Report(count);
        });
        return [.. links.OfType<TextLink>().OrderBy(link => link.A, StringComparer.Ordinal).ThenBy(link => link.B, StringComparer.Ordinal)];
    }

    /// <summary>The texts that a text may hang together with: the most that is rare in common first.</summary>
    private IEnumerable<int> Candidates(TextReading text)
    {
        if (distinct.Length <= CompareAll) return Enumerable.Range(0, distinct.Length);
        var shared = new Dictionary<int, (double Rarity, int Count)>();
        var of = TextTraits.Of(text);
        foreach (var trait in of)
        {
            var (from, to) = (Bound(trait), trait == ulong.MaxValue ? traits.Length : Bound(trait + 1));
            var rarity = Math.Log2((distinct.Length + 1.0) / (to - from + 1));
            for (var i = from; i < to && i < from + MostHolders; i++)
            {
                var known = shared.GetValueOrDefault(holders[i]);
                shared[holders[i]] = (known.Rarity + rarity, known.Count + 1);
            }
        }
        var least = LeastRareTraits * Math.Log2(distinct.Length + 1.0);
        return shared.Where(one => one.Value.Rarity >= least || one.Value.Count >= LeastShare * of.Length)
            .OrderByDescending(one => one.Value.Rarity).ThenByDescending(one => one.Value.Count).ThenBy(one => one.Key).Take(MostCandidates).Select(one => one.Key);
    }

    /// <summary>Where the traits that are not less than a value begin.</summary>
    private int Bound(ulong value) => Sorted.First<ulong>(traits, trait => trait < value);
}
