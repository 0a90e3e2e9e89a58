using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Terminal;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>What an import has done.</summary>
internal sealed record ImportTotals(long Added, long Corrected, long AlreadyThere)
{
    /// <summary>The entries that its reports became, or that had them already.</summary>
    public IReadOnlySet<long> Entries { get; init; } = new HashSet<long>();
}

/// <summary>What a first reading of one file found, or of several.</summary>
internal sealed class Found
{
    /// <summary>What each report says where it stands last, as the hash of its content.</summary>
    public Dictionary<ReportId, Hash> Last { get; } = [];

    /// <summary>
    /// The contents of all reports in their order, as hashes: each was found to be kept by a journal as it is. Null stands
    /// for one that was not, and is left out.
    /// </summary>
    public List<Hash?> Contents { get; } = [];

    /// <summary>The withdrawals of what was not brought before them: they stand if the journal holds it.</summary>
    public List<(ReportId Report, bool IsExercise, Problem Otherwise)> OfHeld { get; } = [];

    /// <summary>The reports that were brought, and not only taken back.</summary>
    public HashSet<ReportId> Brought { get; } = [];

    /// <summary>The reports of which one was a draft of a statement.</summary>
    public HashSet<ReportId> Drafted { get; } = [];

    public SortedSet<string> Limits { get; } = new(StringComparer.Ordinal);

    public long Reports { get; set; }
    public long Exercises { get; set; }
    public long LeftOut { get; set; }

    /// <summary>Adds what was found in the next file.</summary>
    public void Add(Found next)
    {
        foreach (var (id, content) in next.Last) Last[id] = content;
        Contents.AddRange(next.Contents);
        OfHeld.AddRange(next.OfHeld.Where(one => !Brought.Contains(one.Report)));
        Brought.UnionWith(next.Brought);
        Drafted.UnionWith(next.Drafted);
        Limits.UnionWith(next.Limits);
        Reports += next.Reports;
        Exercises += next.Exercises;
        LeftOut += next.LeftOut;
    }
}

/// <summary>
/// What a first reading of all files found, before anything is written. Rows of a file that cannot be read as its format
/// are not counted.
/// </summary>
internal sealed record Survey
{
    /// <summary>The most problems that are kept; beyond them they are only counted.</summary>
    public const int MostProblems = 1000;

    /// <summary>The files whose rows the contents are of.</summary>
    public List<string> WithReports { get; } = [];

    public List<string> Unreadable { get; } = [];
    public List<Problem> Problems { get; } = [];
    public Found Found { get; } = new();

    public long AllProblems { get; set; }
    public long Reports => Found.Reports;
    public long Exercises => Found.Exercises;
    public long LeftOut => Found.LeftOut;
    public SortedSet<string> Limits => Found.Limits;

    public bool IsClean => LeftOut == 0 && Unreadable.Count == 0;
}

/// <summary>
/// Brings files into a journal: everything is read once to see what is wrong with it, and a second time to write. So memory
/// grows only by a name and two hashes for each report, and a file that breaks in its last line has left nothing behind.
/// <c>recorded</c> is when they are handed in.
/// </summary>
internal sealed class Import(IntakeFormat format, string source, DateTimeZone? zone, Instant recorded, TextWriter progress)
{
    private const int BatchEntries = 1000;
    private const int BatchBytes = 8 << 20;
    private const int RowsBetweenSigns = 100_000;

    private HeldReports known = new();

    /// <summary>Reads all files; problems are told as they are found.</summary>
    /// <param name="files">The files.</param>
    /// <param name="journal">The journal for which they are meant; null where there is none yet.</param>
    public Survey Look(IEnumerable<string> files, IJournalStore? journal)
    {
        var survey = new Survey();
        known = journal is null ? new() : HeldReports.Of(journal);
        foreach (var file in files) Look(file, survey);
        LeaveOutWhatIsNotHeld(survey);
        if (survey.AllProblems > survey.Problems.Count) progress.WriteLine(Text($"… and {survey.AllProblems - survey.Problems.Count:N0} more problems"));
        return survey;
    }

    private void Look(string file, Survey survey)
    {
        const int mostLimits = 100;
        var found = new Found();
        var rows = 0L;
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
            if (taken.Report is not { } report) found.LeftOut++;
            else if (Admission.NotKept(report, new(file, taken.Line, 1)) is { } kept)
            {
                Tell(kept, survey);
                found.Contents.Add(null);
                found.LeftOut++;
            }
            else if (report.Content is not (StatementDraft or Withdrawal) && (known[report.Id] is { IsDrafted: true } || found.Drafted.Contains(report.Id) || survey.Found.Drafted.Contains(report.Id)))
            {
                Tell(Admission.OverDraft(report, new(file, taken.Line, 1)), survey);
                found.Contents.Add(null);
                found.LeftOut++;
            }
            else
            {
                found.Reports++;
                if (report.Content is StatementDraft) found.Drafted.Add(report.Id);
                found.Contents.Add(found.Last[report.Id] = Hash.Of(ReportEntry.ContentOf(report)));
                if (report.Content is not Withdrawal) found.Brought.Add(report.Id);
                else if (!found.Brought.Contains(report.Id)) found.OfHeld.Add((report.Id, report.Exercise, Admission.NothingToTakeBack(report, new(file, taken.Line, 1))));
                if (report.Exercise) found.Exercises++;
                if (report.Limits is { } limit && found.Limits.Count < mostLimits) found.Limits.Add(limit);
            }
        }
        if (found.Contents.Count > 0) survey.WithReports.Add(file);
        survey.Found.Add(found);
    }

    /// <summary>Who takes back what was never brought has the wrong id: the report that was meant still stands.</summary>
    private void LeaveOutWhatIsNotHeld(Survey survey)
    {
        foreach (var (_, isExercise, otherwise) in survey.Found.OfHeld.Where(one => known[one.Report] is null))
        {
            Tell(otherwise, survey);
            survey.Found.Reports--;
            if (isExercise) survey.Found.Exercises--;
            survey.Found.LeftOut++;
        }
    }

    private void Tell(Problem problem, Survey survey)
    {
        survey.AllProblems++;
        if (survey.Problems.Count == Survey.MostProblems) return;
        survey.Problems.Add(problem);
        progress.WriteLine(Screen.Plain(problem.ToString()));
    }

    /// <summary>
    /// Writes the reports that the journal does not hold yet, corrects those that differ, and takes back what is withdrawn.
    /// Where the files correct a report themselves and end with what the journal says already, they are the ones that made
    /// it so, and add nothing.
    /// </summary>
    public ImportTotals Write(IJournalStore journal, Survey survey, string? submitter)
    {
        known.GoOn(journal);
        var now = new Dictionary<ReportId, Held>();
        var settled = survey.Found.Last.Where(last => known[last.Key]?.Content == last.Value).Select(last => last.Key).ToHashSet();
        var (batch, entries) = (new Batch(journal), new HashSet<long>());
        var (added, corrected, already, at) = (0L, 0L, 0L, 0);
        foreach (var report in survey.WithReports.SelectMany(Rows).Select(taken => taken.Report).OfType<Report>())
        {
            if (at == survey.Found.Contents.Count) throw Changed();
            if (survey.Found.Contents[at++] is not { } looked) continue;
            var content = Hash.Of(ReportEntry.ContentOf(report));
            // What was looked at is what is written; nothing else was found to be kept by the journal as it is.
            if (content != looked) throw Changed();
            var held = now.TryGetValue(report.Id, out var later) ? later : known[report.Id];
            if ((held is null && report.Content is Withdrawal) || Admission.IsOverDraft(held, report)) continue;
            if (settled.Contains(report.Id) || Admission.Adds(held?.Content, report, content) is not { } kind)
            {
                already++;
                entries.Add(held!.Value.Entry);
            }
            else
            {
                if (held is not null) corrected++; else added++;
                now[report.Id] = Held.After(held, report, content, known.Size + added + corrected);
                entries.Add(known.Size + added + corrected);
                if (batch.Add(new ReportEntry(kind, report, recorded, submitter).Encode()) && survey.Reports > BatchEntries)
                    progress.WriteLine(Text($"{added + corrected + already:N0} of {survey.Reports:N0} …"));
            }
        }
        batch.Append();
        if (added + corrected + already != survey.Reports) throw Changed();
        return new(added, corrected, already) { Entries = entries };
    }

    private static IOException Changed() => new("a file changed while it was read; import it again");

    private IEnumerable<Taken> Rows(string file)
    {
        using var bytes = File.OpenRead(file);
        var read = new IntakeFile(bytes, file, source, zone);
        foreach (var taken in format.Read(read))
            yield return taken.Report is { } report && Admission.Ahead(report, recorded, new(file, taken.Line, 1)) is { } problem ? Taken.LeftOut(problem) : taken;
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
