using System.Collections.Immutable;
using System.Text.Json;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>An entry whose content is destroyed.</summary>
/// <param name="Entry">Its number.</param>
/// <param name="SaidBy">The number of the entry that says so and why; null: that one lies beyond what was read.</param>
/// <param name="Reason">Why; null with it.</param>
public sealed record ErasedEntry(long Entry, long? SaidBy, string? Reason);

/// <summary>
/// The reports that a journal holds: a fold over its entries. A correction replaces the report that it corrects, and a
/// withdrawal takes its place until the source corrects it again. An entry that was erased says nothing: what is left of a
/// report is what its other entries say, and a report of which nothing is left is gone.
/// </summary>
/// <param name="Reports">The reports, withdrawn ones included, in the order of their ids.</param>
/// <param name="Size">The number of entries read: what is known.</param>
public sealed record ReportLog(ImmutableArray<JournalledReport> Reports, long Size)
{
    /// <summary>A log of nothing.</summary>
    public static ReportLog Empty { get; } = new([], 0);

    /// <summary>The entries of other kinds, in order, for those who know them. Erased ones are not among them.</summary>
    public ImmutableArray<Entry> Others { get; init; } = [];

    /// <summary>The entries that were erased, by number.</summary>
    public ImmutableSortedDictionary<long, ErasedEntry> Erased { get; init; } = ImmutableSortedDictionary<long, ErasedEntry>.Empty;

    /// <summary>The reports that count: all but the withdrawn ones.</summary>
    public IEnumerable<JournalledReport> Standing => Reports.Where(report => !report.IsWithdrawn);

    /// <summary>The reports that count and are no observations, in the order of their ids: coverage, access, statements, positions and the like.</summary>
    public ImmutableArray<JournalledReport> Beside
    {
        get => field.IsDefault ? field = [.. Reports.Where(IsBeside)] : field;
        internal init;
    }

    internal static bool IsBeside(JournalledReport report) => report.Report.Content is not (Observation or Withdrawal);

    /// <summary>Which reports were read out of which texts, and which texts are of one origin.</summary>
    internal TextsRead Texts { get; init; } = TextsRead.None;

    /// <summary>The entry of the comparison of texts that holds; null: nobody compared texts, or its entry was erased.</summary>
    public long? TextsComparedBy => Texts.ComparedBy;

    /// <summary>The origin under which a text counts: the least entry among the texts of that origin. Null: it was not compared since it came or changed, or is a digest.</summary>
    public long? OriginOf(JournalledReport text) => Texts.Origins.TryGetValue(text.Entries[^1], out var origin) ? origin : null;

    /// <summary>The texts that a digest holds, by entry; null: the text is none, or was not compared since it came or changed.</summary>
    public ImmutableArray<long>? HeldBy(JournalledReport text) => Texts.Digests.TryGetValue(text.Entries[^1], out var held) ? held : null;

    /// <summary>
    /// What brought a report again and changed nothing. It is kept because it is all that is left when the entries before it
    /// are erased: a log that is read on must become the same as one that is read from the beginning.
    /// </summary>
    internal ImmutableDictionary<ReportId, ImmutableArray<ReportVersion>> Again { get; init; } = ImmutableDictionary<ReportId, ImmutableArray<ReportVersion>>.Empty;

    /// <summary>
    /// Folds the entries, which come in the order of the journal. A report that is brought again changes nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// An entry of this stage, or an erasure, cannot be read, or corrects or takes back a report that was not brought before
    /// and cannot have been erased; the message has its number.
    /// </exception>
    public static ReportLog Fold(IEnumerable<Entry> entries) => Empty.With(entries);

    /// <summary>
    /// The log with the entries that follow those it knows; the same as folding all of them at once, as the journal would
    /// give them now: what an erasure among them names is dropped.
    /// </summary>
    /// <exception cref="InvalidOperationException">As for <see cref="Fold"/>.</exception>
    public ReportLog With(IEnumerable<Entry> later)
    {
        var folding = new ReportFolding(this);
        foreach (var entry in later) folding.Add(entry);
        return folding.Log();
    }

    /// <summary>All entries that hold content of a report, ascending: also those that brought it again and changed nothing.</summary>
    public ImmutableArray<long> EntriesOf(JournalledReport report) =>
        Again.TryGetValue(report.Report.Id, out var again) ? [.. report.Entries.Concat(again.Select(version => version.Entry)).Order()] : report.Entries;

    /// <summary>The report of a name; null: there is none.</summary>
    public JournalledReport? Find(ReportId id)
    {
        var place = Sorted.First(Reports.AsSpan(), report => report.Report.Id.CompareTo(id) < 0);
        return place < Reports.Length && Reports[place].Report.Id == id ? Reports[place] : null;
    }
}

/// <summary>A log being read on. The reports that are touched are kept apart, and laid among the others at the end.</summary>
internal sealed class ReportFolding(ReportLog before)
{
    private readonly Dictionary<ReportId, JournalledReport?> touched = [];
    private readonly List<Entry> others = [];
    private readonly HashSet<long> dropped = [];
    private readonly Dictionary<ReportId, ImmutableArray<ReportVersion>> again = [];
    private ImmutableSortedDictionary<long, ErasedEntry> erased = before.Erased;
    private long size = before.Size;

    public void Add(Entry entry)
    {
        size++;
        if (entry.IsErased) erased = erased.SetItem(entry.Number, new(entry.Number, null, null));
        else if (Read(entry, ReportEntry.Decode) is { } read) Add(entry, read);
        else
        {
            others.Add(entry);
            if (Read(entry, Erasure.Decode) is { } erasure) Add(entry, erasure);
        }
    }

    /// <summary>The log with all that was added.</summary>
    public ReportLog Log()
    {
        // Last of all, and once: what is left of a report is a function of which of its entries are left, whenever the others went.
        if (dropped.Count > 0) Drop();
        ImmutableArray<Entry> known = dropped.Count == 0 ? before.Others.AddRange(others) : [.. before.Others.Concat(others).Where(entry => !dropped.Contains(entry.Number))];
        var texts = Texts(known);
        return new(Merged(before.Reports, touched), size)
        {
            Beside = Merged(before.Beside, touched.Select(one => KeyValuePair.Create(one.Key, one.Value is { } report && ReportLog.IsBeside(report) ? report : null))),
            Others = known,
            Texts = texts,
            Erased = erased,
            Again = before.Again.SetItems(again).RemoveRange(again.Where(one => one.Value.IsEmpty).Select(one => one.Key)),
        };
    }

    private void Add(Entry entry, ReportEntry read)
    {
        var id = read.Report.Id;
        var version = new ReportVersion(entry.Number, read.Report, read.Recorded, read.Submitter);
        if (Find(id) is not { } known)
        {
            if (read.Kind != ReportEntryKind.Report && erased.IsEmpty)
                throw Broken(entry, $"it {(read.Kind == ReportEntryKind.Correction ? "corrects" : "takes back")} a report that no entry before it brought");
            touched[id] = new(read.Report, [entry.Number]) { Versions = [version] };
        }
        else if (read.Kind == ReportEntryKind.Report)
        {
            again[id] = AgainOf(id).Add(version);
        }
        else
        {
            touched[id] = new(read.Report, known.Entries.Add(entry.Number)) { Versions = known.Versions.Add(version) };
        }
    }

    private void Add(Entry entry, Erasure erasure)
    {
        foreach (var number in erasure.Entries)
        {
            if (number >= entry.Number) throw Broken(entry, "it erases an entry that does not come before it");
            if (erased.TryGetValue(number, out var known) && known.SaidBy is not null) continue;
            erased = erased.SetItem(number, new(number, entry.Number, erasure.Reason));
            dropped.Add(number);
        }
    }

    /// <summary>
    /// What is known of texts now. A report that was read out of one stands anew where its text came, changed or went, or was compared anew: who goes on with
    /// the record sees that it is another.
    /// </summary>
    private TextsRead Texts(ImmutableArray<Entry> known)
    {
        var texts = before.Texts;
        var isGone = texts.ComparedBy is { } held && dropped.Contains(held);
        foreach (var entry in isGone ? known.Reverse() : others.AsEnumerable().Reverse().Where(entry => !dropped.Contains(entry.Number)))
            if (Read(entry, ComparedTexts.Decode) is { } compared)
            {
                texts = texts.With((entry.Number, compared));
                break;
            }
        if (isGone && texts.ComparedBy == before.Texts.ComparedBy) texts = texts.With(null);

        foreach (var (id, report) in touched)
            if (TextsRead.TextOf(before.Find(id)) is var was && TextsRead.TextOf(report) is var now && was != now) texts = texts.With(id, was, now);
        if (texts.Readers.IsEmpty) return texts;
        var concerned = texts.ComparedBy != before.Texts.ComparedBy
            ? texts.Readers.Values.SelectMany(readers => readers).ToHashSet()
            : touched.Keys.Where(id => TextsRead.TextOf(touched[id]) is not null).Concat(touched.Keys.SelectMany(id => texts.Readers.GetValueOrDefault(id, []))).ToHashSet();
        foreach (var id in concerned)
            if (Find(id) is { } reader) touched[id] = reader with { Text = texts.Of(reader, Find) };
        return texts;
    }

    private JournalledReport? Find(ReportId id) => touched.TryGetValue(id, out var known) ? known : before.Find(id);

    private ImmutableArray<ReportVersion> AgainOf(ReportId id) => again.TryGetValue(id, out var known) ? known : before.Again.GetValueOrDefault(id, []);

    private void Drop()
    {
        var concerned = before.Reports.Select(report => report.Report.Id).Where(id => !touched.ContainsKey(id)).Concat(touched.Keys)
            .Where(id => Find(id)!.Entries.Concat(AgainOf(id).Select(version => version.Entry)).Any(dropped.Contains)).ToList();
        foreach (var id in concerned)
        {
            var passed = AgainOf(id).Where(version => !dropped.Contains(version.Entry)).ToList();
            var left = Find(id)!.Versions.Where(version => !dropped.Contains(version.Entry)).ToList();
            // Only the first entry of a report brings it. When it went, the next that brings it may come before all that correct it.
            if (passed.Count > 0 && (left.Count == 0 || passed[0].Entry < left[0].Entry))
            {
                left.Insert(0, passed[0]);
                passed.RemoveAt(0);
            }
            again[id] = [.. passed];
            touched[id] = left.Count == 0 ? null : new(left[^1].Report, [.. left.Select(version => version.Entry)]) { Versions = [.. left] };
        }
    }

    /// <summary>Reports of before, with those that were touched in their places.</summary>
    private static ImmutableArray<JournalledReport> Merged(ImmutableArray<JournalledReport> before, IEnumerable<KeyValuePair<ReportId, JournalledReport?>> touched)
    {
        var changed = touched.Where(one => one.Value is not null || Place(before, one.Key, 0) is var at && at < before.Length && before[at].Report.Id == one.Key).OrderBy(one => one.Key).ToList();
        if (changed.Count == 0) return before;
        var merged = ImmutableArray.CreateBuilder<JournalledReport>(before.Length + changed.Count);
        var next = 0;
        foreach (var (id, report) in changed)
        {
            var place = Place(before, id, next);
            merged.AddRange(before.AsSpan()[next..place]);
            next = place < before.Length && before[place].Report.Id == id ? place + 1 : place;
            if (report is not null) merged.Add(report);
        }
        merged.AddRange(before.AsSpan()[next..]);
        return merged.DrainToImmutable();
    }

    /// <summary>The first place, from one on, whose report does not come before an id.</summary>
    private static int Place(ImmutableArray<JournalledReport> reports, ReportId id, int from) =>
        from + Sorted.First(reports.AsSpan()[from..], report => report.Report.Id.CompareTo(id) < 0);

    private static T? Read<T>(Entry entry, Func<ReadOnlyMemory<byte>, T?> decode) where T : class
    {
        try
        {
            return decode(entry.Bytes);
        }
        catch (Exception fault) when (fault is InvalidOperationException or JsonException or KeyNotFoundException)
        {
            throw Broken(entry, fault.Message);
        }
    }

    private static InvalidOperationException Broken(Entry entry, string reason) =>
        new(FormattableString.Invariant($"INVARIANT: entry {entry.Number} of the journal cannot be read: {reason}"));
}
