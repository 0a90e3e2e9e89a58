using System.Collections.Immutable;
using Truceline.App.Intake;
using Truceline.App.Remote;
using Truceline.App.Terminal;
using Truceline.Journal;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Commands;

/// <summary>The texts of a journal, and the entries that say which of them are of one origin.</summary>
internal sealed class JournalTexts
{
    private const int MostNamed = 20;

    private readonly string directory;
    private readonly ReportLog log;
    private readonly ImmutableArray<(string Id, JournalledReport Report)> texts;
    // How many more texts there are than are compared at once.
    private readonly int beyond;
    private readonly int most;

    private JournalTexts(string directory, ReportLog log, int most)
    {
        (this.directory, this.log, this.most) = (directory, log, most);
        // Names that two texts have are those of neither here: their entries tell them apart.
        ImmutableArray<(string Id, JournalledReport Report)> all = [.. log.Standing.Where(report => report.Report.Content is SourceText).GroupBy(NameOf).SelectMany(named => named.Select(report => (named.Count() > 1 ? EntryOf(report) : named.Key, report)))];
        // Who floods a journal with texts must not keep those from being compared on which findings rest.
        texts = all.Length <= most ? all : [.. all.OrderBy(one => !log.Texts.Readers.ContainsKey(one.Report.Report.Id)).ThenBy(one => one.Report.Entries[0]).Take(most)];
        beyond = all.Length - texts.Length;
    }

    /// <summary>The texts as they stand, under the names by which reports call them: <c>source/own-id</c>, or else their entry.</summary>
    public TakenTexts Taken => new(
        [.. texts.Select(one => (one.Id, Text: (SourceText)one.Report.Report.Content)).Select(one => new PublishedText(one.Id, one.Text.Outlet, one.Text.Title, one.Text.Published.ToString(), one.Text.Language, one.Text.Body))], []);

    /// <summary>For each text the entry by which its words came.</summary>
    public IReadOnlyDictionary<string, long> Arrived => texts.ToDictionary(one => one.Id, one => TextsRead.CameBy(one.Report), StringComparer.Ordinal);

    /// <summary>Reads a journal that is there.</summary>
    /// <param name="directory">Where it is.</param>
    /// <param name="most">How many texts are compared at most: those that reports were read in first, then those that came first.</param>
    public static JournalTexts Read(string directory, int most = TextFiles.MostTexts)
    {
        JournalFolder.Require(directory);
        using var store = JournalFolder.OpenForReading(directory);
        return new(directory, ReportLog.Fold(store.Read(store.Head.Size)), most);
    }

    /// <summary>Writes down which texts are of one origin.</summary>
    public void Record(TextIndex index, TextOrigins origins, string? register, string by, TextWriter output)
    {
        var grouped = Grouped(index, origins, texts);
        if (log.TextsComparedBy is { } known && Said(known) is var before && before.Rules == TextOrigins.Rules && before.Register == HashOf(register) && Grouping.Of(before).IsSame(grouped))
        {
            output.WriteLine(FormattableString.Invariant($"entry {known}, by {Screen.Plain(before.By)}, says so already"));
            return;
        }
        var says = new ComparedTexts(grouped.Origins, TextOrigins.Rules, HashOf(register), by, JournalWords.Now) { Digests = grouped.Digests }.Encode();
        using var store = JournalWords.Open(directory, "origins --record");
        var head = store.Append([says]);
        output.WriteLine(FormattableString.Invariant($"entry {head.Size} says so: {Texts(grouped.Texts)}, {Origins(grouped.Origins.Length)} that {(grouped.Origins.Length == 1 ? "counts" : "count")} as independent{Digests(grouped)}"));
        if (texts.Length - grouped.Texts is > 0 and var left) output.WriteLine(LeftOut(left));
        if (beyond > 0) output.WriteLine(Beyond());
    }

    /// <summary>Says how far what is recorded is up to date.</summary>
    public void Tell(TextIndex index, TextOrigins origins, TextWriter output)
    {
        var grouped = Grouped(index, origins, texts);
        var named = grouped.Origins.SelectMany(origin => origin).Concat(grouped.Digests.Select(digest => digest.Text)).ToHashSet();
        var since = texts.Count(one => log.OriginOf(one.Report) is null && log.HeldBy(one.Report) is null && named.Contains(one.Report.Entries[^1]));
        if (log.TextsComparedBy is not { } entry) output.WriteLine("\nNothing of this is recorded: until it is, reports read out of these texts count as of one origin (--record --by NAME).");
        else if (since > 0) output.WriteLine(FormattableString.Invariant($"\n{Texts(since)} came or changed since entry {entry} compared them: reports read out of {(since == 1 ? "it" : "them")} add no origin until that is done again (--record --by NAME)."));
        else output.WriteLine(FormattableString.Invariant($"\nEntry {entry} compared {(named.Count < texts.Length ? "the others" : "all")} of these texts (--check compares them again)."));
        if (named.Count < texts.Length) output.WriteLine(LeftOut(texts.Length - named.Count));
        if (beyond > 0) output.WriteLine(Beyond());
    }

    /// <summary>Compares the texts of the latest comparison again, as they stood then.</summary>
    public int Check(NameRegister names, ImmutableArray<OriginDecision> decisions, string? register, Func<TextIndex, ImmutableArray<OriginDecision>, ImmutableArray<OriginDecision>> resolved, TextWriter output, TextWriter error)
    {
        if (log.TextsComparedBy is not { } entry) throw new UsageException("no entry of this journal compares texts: 'truceline origins --journal DIR --record --by NAME' writes one");
        var says = Said(entry);
        if (says.Rules != TextOrigins.Rules) throw new UsageException(FormattableString.Invariant($"entry {entry} was made by the rules {says.Rules}, and this program has {TextOrigins.Rules}: check it with the program that made it"));
        if (says.Register != HashOf(register))
            throw new UsageException(FormattableString.Invariant($"entry {entry} was made {(says.Register is { } hash ? $"with a register whose SHA-256 is {hash}" : "without a register")}: name that one with --register"));
        using var store = JournalFolder.OpenForReading(directory);
        var then = ReportLog.Fold(store.Read(entry - 1));
        var gone = says.Origins.SelectMany(origin => origin).Concat(says.Digests.Select(digest => digest.Text)).Count(log.Erased.ContainsKey);
        if (gone > 0)
        {
            error.WriteLine(FormattableString.Invariant($"entry {entry} cannot be checked: {Texts(gone)} of it {(gone == 1 ? "was" : "were")} erased since"));
            return ExitStatus.Rejected;
        }
        var before = new JournalTexts(directory, then, most);
        var index = TextIndex.Of(before.Taken.Texts, names, Environment.ProcessorCount);
        var again = Grouped(index, TextOrigins.Of(index, resolved(index, decisions), Environment.ProcessorCount, arrived: before.Arrived), before.texts);
        var recorded = Grouping.Of(says);
        var isSame = again.IsSame(recorded);
        output.WriteLine(FormattableString.Invariant($"entry {entry}, by {Screen.Plain(says.By)}: {Texts(recorded.Texts)}, {Origins(says.Origins.Length)}{Digests(recorded)}; compared again: {(isSame ? "the same" : "not the same")}"));
        if (isSame) return ExitStatus.Done;
        foreach (var line in recorded.Lines.Except(again.Lines).Take(MostNamed)) error.WriteLine($"  recorded as one origin, and not found: {line}");
        foreach (var line in again.Lines.Except(recorded.Lines).Take(MostNamed)) error.WriteLine($"  found to be one origin, and not recorded: {line}");
        foreach (var line in recorded.OfDigests.Except(again.OfDigests).Take(MostNamed)) error.WriteLine($"  recorded as a digest, and not found: {line}");
        foreach (var line in again.OfDigests.Except(recorded.OfDigests).Take(MostNamed)) error.WriteLine($"  found to be a digest, and not recorded: {line}");
        return ExitStatus.Rejected;
    }

    /// <summary>
    /// The origins that count, and the digests. An origin of which every text is such that it proves nothing that no copy of it was found is left out, and its texts count as not compared, unless a person
    /// decided on one of them.
    /// </summary>
    private static Grouping Grouped(TextIndex index, TextOrigins origins, ImmutableArray<(string Id, JournalledReport Report)> texts)
    {
        var doubtful = index.Doubtful.Except(origins.Decisions.SelectMany(decision => (string[])[decision.A, decision.B])).ToHashSet(StringComparer.Ordinal);
        var entries = texts.ToDictionary(one => one.Id, one => one.Report.Entries[^1], StringComparer.Ordinal);
        return new(
            [.. origins.Origins.GroupBy(origin => origin.CountsAs).Where(group => !group.SelectMany(origin => origin.Texts).All(doubtful.Contains)).Select(group => Entries(group.SelectMany(origin => origin.Texts))).OrderBy(group => group[0])],
            [.. origins.Digests.Select(digest => new RecordedDigest(entries[digest.Text], Entries(digest.Holds))).OrderBy(digest => digest.Text)]);

        ImmutableArray<long> Entries(IEnumerable<string> ids) => [.. ids.Select(id => entries[id]).Order()];
    }

    private ComparedTexts Said(long entry) => ComparedTexts.Decode(log.Others.First(other => other.Number == entry).Bytes)!;

    private static string NameOf(JournalledReport report) =>
        report.Report.OwnId is { } own ? $"{report.Report.Source}/{own}" : EntryOf(report);

    private static string EntryOf(JournalledReport report) => FormattableString.Invariant($"entry {report.Entries[^1]}");

    private static Hash? HashOf(string? register) => register is null ? null : Hash.Of(KeptFiles.Bytes(register, Agreements.Text.YamlGate.MostBytes));

    private static string LeftOut(int count) => FormattableString.Invariant(
        $"{Texts(count)} {(count == 1 ? "is" : "are")} left out, and what was read in {(count == 1 ? "it" : "them")} adds no origin to another text: too long to be compared whole, of fewer than 40 words, or with letters that are not what they look like. Decide on {(count == 1 ? "it" : "them")} in a register.");

    private string Beyond() => FormattableString.Invariant(
        $"{Texts(beyond)} {(beyond == 1 ? "is" : "are")} not compared: {most:N0} are at most, those that reports were read in first, then those that came first. What was read in the others adds no origin.");

    private static string Texts(int count) => FormattableString.Invariant($"{count:N0} {(count == 1 ? "text" : "texts")}");

    private static string Origins(int count) => FormattableString.Invariant($"{count:N0} {(count == 1 ? "origin" : "origins")}");

    private static string Digests(Grouping grouped) => grouped.Digests.IsEmpty ? "" : $", {OriginsText.Digests(grouped.Digests.Length)}";

    /// <summary>What a comparison says.</summary>
    private sealed record Grouping(ImmutableArray<ImmutableArray<long>> Origins, ImmutableArray<RecordedDigest> Digests)
    {
        public int Texts => Origins.Sum(origin => origin.Length) + Digests.Length;

        public IEnumerable<string> Lines => Origins.Select(origin => JournalWords.Listed(origin));

        public IEnumerable<string> OfDigests => Digests.Select(digest => FormattableString.Invariant($"entry {digest.Text}, of {JournalWords.Listed(digest.Holds)}"));

        public static Grouping Of(ComparedTexts says) => new(says.Origins, says.Digests);

        public bool IsSame(Grouping other) => Lines.SequenceEqual(other.Lines) && Digests.SequenceEqual(other.Digests);
    }
}
