using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>The findings of the days of one prohibition, kept as the record goes on: only the dates that a change meets are worked out again.</summary>
internal sealed class DaysFold(Clause clause, Calendar calendar)
{
    private readonly Dictionary<(string Subject, LocalDate Date), Finding> findings = [];
    private readonly Dictionary<(string Subject, LocalDate Date), int> spoken = [];
    private ImmutableArray<Day> closed = [];
    private (Instant? Known, LocalDate? Of) until;
    private bool isRecorded;

    /// <summary>The findings, in no order.</summary>
    public IEnumerable<Finding> Findings => findings.Values;

    /// <summary>Takes in what changed among the findings of its incidents.</summary>
    public void Bring(Hearing hearing, Stride stride, (List<Finding> Gone, List<Finding> Come) changed, bool isNew, List<Finding> gone, List<Finding> come)
    {
        var days = new Days(hearing, calendar);
        var touched = new HashSet<(string Subject, LocalDate Date)>();
        foreach (var finding in changed.Gone) Count(days, finding, -1, touched);
        foreach (var finding in changed.Come) Count(days, finding, 1, touched);
        var (wasRecorded, last, from) = (isRecorded, until, closed.Length);
        (isRecorded, until) = (hearing.Coverage.IsRecorded(clause.VerifiedBy), Until(days));
        var isAll = isNew || isRecorded != wasRecorded;
        if (isAll || until != last)
        {
            var before = closed;
            closed = [.. days.Closed(clause)];
            // As a rule some more days are closed now; where others changed with them, all are new.
            isAll |= closed.Length < from || !closed.AsSpan(0, from).SequenceEqual(before.AsSpan());
        }
        if (isAll)
        {
            gone.AddRange(findings.Values);
            findings.Clear();
            from = 0;
        }
        foreach (var subject in days.Subjects(clause))
        {
            foreach (var day in closed.AsSpan(from..)) Hold(days, subject, day, gone, come);
            if (isAll) continue;
            var dates = touched.Where(one => Speaks(one.Subject, subject)).Select(one => one.Date)
                .Concat(stride.Watched.SelectMany(time => closed.Where(day => day.Start <= time.End && day.End >= time.Start).Select(day => day.Date))).Distinct();
            foreach (var date in dates)
                if (closed.AsSpan(0, from).BinarySearch(new Day(date, default, default), ByDate) is >= 0 and var at) Hold(days, subject, closed[at], gone, come);
        }
    }

    private static readonly Comparer<Day> ByDate = Comparer<Day>.Create((a, b) => a.Date.CompareTo(b.Date));

    // Which days are closed hangs on the date after what is known and, in a clause that ends, on its end.
    private (Instant? Known, LocalDate? Of) Until(Days days) =>
        clause.Until is null ? (null, days.Local(days.LastKnown + Duration.Epsilon)) : (days.LastKnown, null);

    private void Hold(Days days, string subject, Day day, List<Finding> gone, List<Finding> come)
    {
        var key = (subject, day.Date);
        var finding = IsSpoken(subject, day.Date) ? null : days.On(clause, subject, day);
        if (findings.Remove(key, out var before)) gone.Add(before);
        if (finding is null) return;
        findings[key] = finding;
        come.Add(finding);
    }

    private void Count(Days days, Finding finding, int by, HashSet<(string, LocalDate)> touched)
    {
        if (!Days.IsAgainst(finding)) return;
        foreach (var date in days.Dates(finding))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(spoken, (finding.Subject, date), out _) += by;
            touched.Add((finding.Subject, date));
        }
    }

    private bool Speaks(string of, string subject) => clause.Anyone || of == subject || of == Naming.Group(clause);

    private bool IsSpoken(string subject, LocalDate date) =>
        clause.Anyone ? spoken.Any(one => one.Key.Date == date && one.Value > 0)
        : spoken.GetValueOrDefault((subject, date)) > 0 || spoken.GetValueOrDefault((Naming.Group(clause), date)) > 0;
}
