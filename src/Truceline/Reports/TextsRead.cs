using System.Collections.Immutable;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>What a record knows of the texts that its reports were read out of.</summary>
/// <param name="Readers">For the report that may have brought a text, those that were read out of it.</param>
/// <param name="ComparedBy">The entry of the comparison that holds; null: nobody compared texts.</param>
/// <param name="Origins">For the entry of each text compared, the first of its origin.</param>
/// <param name="Digests">For the entry of each digest, those of the texts that it holds.</param>
internal sealed record TextsRead(
    ImmutableDictionary<ReportId, ImmutableHashSet<ReportId>> Readers, long? ComparedBy, ImmutableDictionary<long, long> Origins, ImmutableDictionary<long, ImmutableArray<long>> Digests)
{
    /// <summary>At how many slashes of a reference its source is taken to end: each costs a look-up, and who writes thousands means no text.</summary>
    public const int MostSlashes = 16;

    public static TextsRead None { get; } = new(ImmutableDictionary<ReportId, ImmutableHashSet<ReportId>>.Empty, null, ImmutableDictionary<long, long>.Empty, ImmutableDictionary<long, ImmutableArray<long>>.Empty);

    /// <summary>With another comparison, which takes the place of all before it. It says nothing of a text that came after it.</summary>
    public TextsRead With((long Entry, ComparedTexts Says)? compared) => this with
    {
        ComparedBy = compared?.Entry,
        Origins = compared is { Says: var says } ? says.Origins.SelectMany(origin => origin.Select(text => KeyValuePair.Create(text, origin[0]))).Where(text => text.Key < compared.Value.Entry).ToImmutableDictionary() : ImmutableDictionary<long, long>.Empty,
        Digests = compared is { Says.Digests: var digests } ? digests.Where(digest => digest.Text < compared.Value.Entry).ToImmutableDictionary(digest => digest.Text, digest => digest.Holds) : ImmutableDictionary<long, ImmutableArray<long>>.Empty,
    };

    /// <summary>With what a report was read out of, before and now.</summary>
    public TextsRead With(ReportId reader, string? was, string? now)
    {
        var readers = Readers;
        foreach (var text in was is null ? [] : Named(was))
            readers = readers[text].Remove(reader) is { IsEmpty: false } left ? readers.SetItem(text, left) : readers.Remove(text);
        foreach (var text in now is null ? [] : Named(now))
            readers = readers.SetItem(text, readers.GetValueOrDefault(text, []).Add(reader));
        return this with { Readers = readers };
    }

    /// <summary>The text out of which a report was read, as it is known now; null: out of none.</summary>
    public ReadText? Of(JournalledReport report, Func<ReportId, JournalledReport?> find)
    {
        if (TextOf(report) is not { } reference) return null;
        var text = Named(reference, find);
        return text is null ? new(null, null, null)
            : Origins.TryGetValue(text.Entries[^1], out var origin) ? new(text, origin, ComparedBy) : new(text, null, null) { IsDigest = Digests.ContainsKey(text.Entries[^1]) };
    }

    /// <summary>The entry by which the words of a text came, as they are now. Who corrects words has brought them then, and not before; who corrects what stands beside them has not.</summary>
    public static long CameBy(JournalledReport text) =>
        text.Versions.Reverse().TakeWhile(version => version.Report.Content is SourceText before && WordsOf(before) == WordsOf((SourceText)text.Report.Content)).Last().Entry;

    // Of a text without a word in it the headline is compared.
    private static string WordsOf(SourceText text) => text.Body.Any(char.IsLetterOrDigit) ? text.Body : text.Title;

    /// <summary>The text that a name means, of those that a record has; null: none.</summary>
    public static JournalledReport? Named(string reference, Func<ReportId, JournalledReport?> find) =>
        // A name that could be that of two texts is that of the one that came first: who sends a second cannot take it away.
        Named(reference).Select(find).OfType<JournalledReport>().Where(one => one.Report.Content is SourceText).MinBy(one => one.Entries[0]);

    /// <summary>Whether words can name a report: a source and its own id, with a slash between them.</summary>
    public static bool IsName(string words) => words.IndexOf('/', StringComparison.Ordinal) is var slash && slash > 0 && slash < words.Length - 1;

    public static string? TextOf(JournalledReport? report) => report?.Report.Content is Observation { Text: { } text } ? text : null;

    /// <summary>The reports that a reference may mean: a source and an own id may both have slashes. Of one that has many slashes the first few alone are tried.</summary>
    private static IEnumerable<ReportId> Named(string reference)
    {
        var tried = 0;
        for (var slash = reference.IndexOf('/', 1); slash > 0 && slash < reference.Length - 1 && tried++ < MostSlashes; slash = reference.IndexOf('/', slash + 1))
            yield return ReportId.Of(reference[..slash], reference[(slash + 1)..]);
    }
}
