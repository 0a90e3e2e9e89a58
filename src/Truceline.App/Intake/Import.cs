using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Terminal;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>What an import has done.</summary>
internal sealed record ImportTotals(long Added, long Corrected, long AlreadyThere);

/// <summary>
/// What a first reading of all files found, before anything is written. Rows of a file that cannot be read as its format
/// are not counted.
/// </summary>
internal sealed record Survey
{
    /// <summary>The most problems that are kept; beyond them they are only counted.</summary>
    public const int MostProblems = 1000;

    public List<string> WithReports { get; } = [];
    public List<string> Unreadable { get; } = [];
    public List<Problem> Problems { get; } = [];
    public SortedSet<string> Limits { get; } = new(StringComparer.Ordinal);

    /// <summary>What each report says where it stands last in the files, as the hash of its content.</summary>
    public Dictionary<ReportId, Hash> Last { get; } = [];

    public long AllProblems { get; set; }
    public long Reports { get; set; }
    public long Exercises { get; set; }
    public long LeftOut { get; set; }

    public bool IsClean => LeftOut == 0 && Unreadable.Count == 0;
}

/// <summary>
/// Brings files into a journal: everything is read once to see what is wrong with it, and a second time to write. So memory
/// grows only by a name and a hash for each report, and a file that breaks in its last line has left nothing behind.
/// <c>recorded</c> is when they are handed in.
/// </summary>
internal sealed class Import(IntakeFormat format, string source, DateTimeZone? zone, Instant recorded, TextWriter progress)
{
    private const int BatchEntries = 1000;
    private const int BatchBytes = 8 << 20;
    private const int RowsBetweenSigns = 100_000;

    /// <summary>Reads all files; problems are told as they are found.</summary>
    public Survey Look(IEnumerable<string> files)
    {
        var survey = new Survey();
        foreach (var file in files) Look(file, survey);
        if (survey.AllProblems > survey.Problems.Count) progress.WriteLine(Text($"… and {survey.AllProblems - survey.Problems.Count:N0} more problems"));
        return survey;
    }

    private void Look(string file, Survey survey)
    {
        var (reports, exercises, leftOut, rows) = (0L, 0L, 0L, 0L);
        var limits = new HashSet<string>(StringComparer.Ordinal);
        var last = new Dictionary<ReportId, Hash>();
        foreach (var taken in Rows(file))
        {
            if (++rows % RowsBetweenSigns == 0) progress.WriteLine(Text($"{Screen.Plain(file)}: {rows:N0} read"));
            foreach (var problem in taken.Problems) Tell(problem, survey);
            if (taken.Unreadable)
            {
                survey.Unreadable.Add(file);
                progress.WriteLine($"{Screen.Plain(file)}: nothing of it is taken in");
                return;
            }
            if (taken.Report is not { } report)
            {
                leftOut++;
                continue;
            }
            reports++;
            last[report.Id] = Hash.Of(ReportEntry.ContentOf(report));
            if (report.Exercise) exercises++;
            if (report.Limits is { } limit && limits.Count < 100) limits.Add(limit);
        }
        if (reports > 0) survey.WithReports.Add(file);
        survey.Reports += reports;
        survey.Exercises += exercises;
        survey.LeftOut += leftOut;
        survey.Limits.UnionWith(limits);
        foreach (var (id, content) in last) survey.Last[id] = content;
    }

    private void Tell(Problem problem, Survey survey)
    {
        survey.AllProblems++;
        if (survey.Problems.Count == Survey.MostProblems) return;
        survey.Problems.Add(problem);
        progress.WriteLine(Screen.Plain(problem.ToString()));
    }

    /// <summary>
    /// Writes the reports that the journal does not hold yet, and corrects those that differ. Where the files correct a report
    /// themselves and end with what the journal says already, they are the ones that made it so, and add nothing.
    /// </summary>
    public ImportTotals Write(IJournalStore journal, Survey survey, string? submitter)
    {
        var held = Held(journal);
        var settled = survey.Last.Where(last => held.TryGetValue(last.Key, out var content) && content == last.Value).Select(last => last.Key).ToHashSet();
        var batch = new Batch(journal);
        var (added, corrected, already) = (0L, 0L, 0L);
        foreach (var report in survey.WithReports.SelectMany(Rows).Select(taken => taken.Report).OfType<Report>())
        {
            var content = Hash.Of(ReportEntry.ContentOf(report));
            var known = held.TryGetValue(report.Id, out var before);
            if (settled.Contains(report.Id) || (known && before == content)) already++;
            else
            {
                held[report.Id] = content;
                if (known) corrected++; else added++;
                var kind = known ? ReportEntryKind.Correction : ReportEntryKind.Report;
                if (batch.Add(new ReportEntry(kind, report, recorded, submitter).Encode()) && survey.Reports > BatchEntries)
                    progress.WriteLine(Text($"{added + corrected + already:N0} of {survey.Reports:N0} …"));
            }
        }
        batch.Append();
        if (added + corrected + already != survey.Reports) throw new IOException("a file changed while it was read; import it again");
        return new(added, corrected, already);
    }

    private IEnumerable<Taken> Rows(string file)
    {
        using var bytes = File.OpenRead(file);
        var read = new IntakeFile(bytes, file, source, zone);
        foreach (var taken in format.Read(read)) yield return taken.Report is { } report && Against(report, read, taken.Line) is { } problem ? Taken.LeftOut(problem) : taken;
    }

    /// <summary>Why a report that is whole in itself is left out nevertheless.</summary>
    private Problem? Against(Report report, IntakeFile file, int line)
    {
        // A day's grace for clocks and offsets. More would let what is to come stand as seen, and deadlines pass with it.
        if (report.Content.Match(seen => seen.Occurred.End > recorded + Duration.FromDays(1), _ => false))
            return file.Problem(IntakeCodes.FromTheFuture, line, "it reports what had not occurred when it was handed in", "check `occurred`, and the clock of this machine");
        return ReportEntry.ReadsBack(report)
            ? null
            : file.Problem(IntakeCodes.NotKept, line, "the journal would not give it back as it is", "write its names, places and times as the format says");
    }

    /// <summary>What each report of the journal says at its end, as the hash of its content.</summary>
    private static Dictionary<ReportId, Hash> Held(IJournalStore journal)
    {
        var held = new Dictionary<ReportId, Hash>();
        foreach (var entry in journal.Read(journal.Head.Size))
            if (ReportEntry.Decode(entry.Bytes)?.Report is { } report) held[report.Id] = Hash.Of(ReportEntry.ContentOf(report));
        return held;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Entries on their way into the journal, appended a thousand at a time.</summary>
    private sealed class Batch(IJournalStore journal)
    {
        private readonly List<ReadOnlyMemory<byte>> _entries = [];
        private long _bytes;

        /// <summary>True when the batch was full and has been appended.</summary>
        public bool Add(byte[] entry)
        {
            _entries.Add(entry);
            _bytes += entry.Length;
            if (_entries.Count < BatchEntries && _bytes < BatchBytes) return false;
            Append();
            return true;
        }

        public void Append()
        {
            if (_entries.Count > 0) journal.Append(_entries);
            _entries.Clear();
            _bytes = 0;
        }
    }
}
