using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NodaTime;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Picture;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>
/// What is made of an assessment for pages. Of the record that is followed it is made before the assessment is shown, from what was
/// made before and what came and went, so that nobody who asks for a page waits for it; of one that is looked at once, when it is asked for.
/// </summary>
internal sealed class Pictures
{
    private static readonly ConditionalWeakTable<Assessment, Pictures> Known = [];

    private readonly Lazy<Situation> situation;
    private readonly Lazy<Daybook> days;
    private readonly Lazy<Arrangement> arrangement;
    private readonly Lazy<Arrangement> arrangementWithDrafts;
    private readonly Lazy<ZoneCoverages> coverages;
    private readonly Lazy<KeptTally> tally;
    private readonly ConcurrentDictionary<LocalDate, DayNumbers> numbers = [];

    private Pictures(Pictures? before, AssessmentStep step, ReportLog record)
    {
        var now = step.Now;
        situation = new(() => Situation.Next(before?.Situation, step, record));
        days = new(() => Daybook.Next(before?.Days, step, record));
        arrangement = new(() => Arrangement.Of(now, record, Examined.Of(now.Agreement).Problems));
        arrangementWithDrafts = new(() => Arrangement.Of(now, record, Examined.Of(now.Agreement).Problems, withDrafts: true));
        var whereabouts = new Whereabouts(now.Agreement);
        var touched = new Lazy<HashSet<LocalDate>>(() => [.. step.Incidents.SelectMany(one => new[] { one.Was, one.Become }).OfType<Incident>().Select(whereabouts.Day).OfType<LocalDate>()]);
        coverages = new(() => new(now, record, Days.IncidentsOn, before?.Coverages, touched.Value));
        tally = new(() => KeptTally.Next(before?.Tally, now, Pages.TalliesPage.Default(now.Agreement), Days.IncidentsOn, touched.Value, Days.Coarse));
    }

    /// <summary>What happened, where and when.</summary>
    public Situation Situation => situation.Value;

    /// <summary>The record by days.</summary>
    public Daybook Days => days.Value;

    /// <summary>The arrangement.</summary>
    public Arrangement Arrangement => arrangement.Value;

    /// <summary>The arrangement, with drafted statements that nobody has looked at.</summary>
    public Arrangement ArrangementWithDrafts => arrangementWithDrafts.Value;

    /// <summary>What could have been seen.</summary>
    public ZoneCoverages Coverages => coverages.Value;

    /// <summary>The incidents by days, under the rules of the agreement.</summary>
    public KeptTally Tally => tally.Value;

    /// <summary>The main numbers of a day.</summary>
    public DayNumbers NumbersOf(LocalDate date) => numbers.GetOrAdd(date, day => DayNumbers.Of(Days.On(day)));

    /// <summary>The pictures of an assessment of a record.</summary>
    public static Pictures Of(Assessment assessment, ReportLog record) => Known.GetValue(assessment, now => new(null, AssessmentStep.Between(null, now), record));

    /// <summary>Makes the pictures and the index of an assessment from those of the one before it, which is faster by far than from all of it.</summary>
    public static void Follow(Assessment? before, Assessment now, ReportLog record)
    {
        Pictures? known = null;
        if (before is not null) Known.TryGetValue(before, out known);
        var step = AssessmentStep.Between(known is null ? null : before, now);
        Lookup.Follow(before, step);
        var made = new Pictures(known, step, record);
        made.Prepare(known);
        Known.AddOrUpdate(now, made);
    }

    private void Prepare(Pictures? before)
    {
        _ = (Situation, Arrangement, Tally);
        if (before is not null && Days.Touched is { } touched)
            foreach (var (date, known) in before.numbers)
                if (!touched.Contains(date)) numbers[date] = known;
        foreach (var date in Days.Dates.Take(Pages.BulletinDaysPage.Most)) NumbersOf(date);
        Pages.CoveragePage.Prepare(this, Days.Assessment.Agreement);
        Api.SituationEndpoint.Prepare(Situation);
    }
}

/// <summary>The main numbers of a day.</summary>
/// <param name="Date">The day.</param>
/// <param name="Incidents">How many incidents began on it.</param>
/// <param name="Verified">How many breaches of it are verified.</param>
/// <param name="Corroborated">How many are corroborated.</param>
/// <param name="Alleged">How many are alleged.</param>
/// <param name="Restrictions">How many restrictions of access there were.</param>
/// <param name="Reports">How many reports tell of it.</param>
internal sealed record DayNumbers(LocalDate Date, int Incidents, int Verified, int Corroborated, int Alleged, int Restrictions, int Reports)
{
    /// <summary>The numbers of what is recorded of a day.</summary>
    public static DayNumbers Of(RecordedDay day) => new(
        day.Date, day.Incidents.Length, day.Breaches(Standing.Verified).Count(), day.Breaches(Standing.Corroborated).Count(), day.Breaches(Standing.Alleged).Count(), day.Restrictions.Count(), day.Reports.Length);
}
