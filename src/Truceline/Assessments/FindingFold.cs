using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// The findings of one agreement over a record that goes on. No window ever closes: a late, corrected or withdrawn report
/// changes what contains it, and nothing else is computed anew. What it holds is what <see cref="Assessor.Assess"/> makes of the
/// same record. It is the one place here that changes; it belongs to one thread at a time, and what it gives away never changes.
/// </summary>
public sealed class FindingFold
{
    private readonly Agreement agreement;
    private readonly RecordFold record;
    private readonly long screened;
    private ImmutableArray<ReadingFold> readings;
    private CoverageRecord?[] coverages;
    private Assessment? assessment;
    private long number;

    /// <summary>A fold of nothing.</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="rules">The rules of fusion.</param>
    /// <param name="asOf">The end of the world; null: it moves with the latest end of any occurred interval in the record.</param>
    public FindingFold(Agreement agreement, FusionRules rules, Instant? asOf = null)
        : this(agreement, rules, asOf, BanScreen.Worthwhile) { }

    /// <summary>The same, screened from another number of questions on.</summary>
    internal FindingFold(Agreement agreement, FusionRules rules, Instant? asOf, long screened)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        (this.agreement, this.screened) = (agreement, screened);
        record = new RecordFold(rules, asOf);
        (readings, coverages) = Begin();
    }

    /// <summary>The fold of a record as it is; what comes after it is told.</summary>
    public static FindingFold Of(ReportLog log, Agreement agreement, FusionRules rules, Instant? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        var fold = new FindingFold(agreement, rules, asOf);
        fold.Step(log, isOnce: false, out _);
        return fold;
    }

    /// <summary>Brings the findings up to a record that goes on from the one before.</summary>
    /// <returns>What changed its answer, came or vanished, in the order of <see cref="Assessment.Findings"/>; each key once.</returns>
    public ImmutableArray<FindingChange> Update(ReportLog now)
    {
        ArgumentNullException.ThrowIfNull(now);
        var steps = Step(now, isOnce: false, out var touched);
        var changes = ImmutableArray.CreateBuilder<(int Reading, Clause Clause, Finding Shown, FindingChange Change)>();
        foreach (var (reading, clause, gone, come) in steps)
        {
            var before = gone.ToDictionary(Named);
            foreach (var finding in come)
            {
                before.Remove(Named(finding), out var was);
                if (was is null || FindingVerdict.Of(was) != FindingVerdict.Of(finding)) Add(reading, clause, was, finding);
            }
            foreach (var was in before.Values) Add(reading, clause, was, null);
        }
        var order = agreement.Clauses.Select((clause, i) => (clause.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        return [.. changes.OrderBy(one => order[one.Clause.Id]).ThenBy(one => one.Reading).ThenBy(one => one.Shown, FindingOrder.Instance).Select(one => one.Change)];

        void Add(int reading, Clause clause, Finding? was, Finding? now) => changes.Add((reading, clause, (now ?? was)!, new FindingChange(
            (now ?? was)!.Key, (now ?? was)!.Id, was is null ? null : FindingVerdict.Of(was), now is null ? null : FindingVerdict.Of(now), touched.Because(was, now), record.Log.Size, Open(now))));

        // Few incidents have one, and the reasons are made for those alone.
        static ImmutableArray<Step> Open(Finding? now) => now?.Incident?.Reasons.Any(reason => reason is Grouping.LeftOpen) is true
            ? [.. now.Trace.Because.Where(step => step.Predicate == "left-open" && step.Value != "open")] : [];
    }

    /// <summary>Whether any report that is used is made up.</summary>
    public bool IsExercise => record.Exercise;

    /// <summary>The findings of now.</summary>
    public Assessment Snapshot() => assessment ??= new Assessment(new(record.World.Kept(), Known), Found)
    {
        Agreement = agreement,
        AsOf = record.End,
        FollowsRecord = record.FollowsRecord,
        AtEntry = record.Log.Size,
        Reports = record.Used,
        Exercise = record.Exercise,
        Limits = record.Limits,
        Incidents = record.Incidents,
        Events = readings[0].Calendar?.Events ?? EventTime.Of(agreement, record.World.Reports, record.End),
    };

    /// <summary>The assessment of a record that is looked at once.</summary>
    internal static Assessment Once(ReportLog log, Agreement agreement, FusionRules rules, Instant? asOf)
    {
        var fold = new FindingFold(agreement, rules, asOf);
        fold.Step(log, isOnce: true, out _);
        return fold.Snapshot();
    }

    /// <summary>The assessment of the incidents of another one under another agreement.</summary>
    internal static Assessment Again(Assessment known, Agreement agreement, long screened = BanScreen.Worthwhile)
    {
        var fold = new FindingFold(agreement, FusionRules.Default, null, screened);
        fold.readings = [.. Readings(agreement, screened, known.Basis)];
        if (known.AsOf is not null)
            foreach (var reading in fold.readings) reading.Bring(known.Basis.World, null, new(1, [], known.Incidents, IsBeside: true, IsEnd: true, IsFulfilment: true, []), out _);
        return new(new(known.Basis.World, fold.Known), fold.Found)
        {
            Agreement = agreement, AsOf = known.AsOf, FollowsRecord = known.FollowsRecord, AtEntry = known.AtEntry, Reports = known.Reports, Exercise = known.Exercise, Limits = known.Limits, Incidents = known.Incidents,
            Events = fold.readings[0].Calendar?.Events ?? EventTime.Of(agreement, known.Basis.World.Reports, known.AsOf),
        };
    }

    private ImmutableArray<KnownReading> Known => [.. readings.Select(reading => reading.Known)];

    private ImmutableArray<FindingsOf> Found =>
        [.. agreement.Clauses.SelectMany(clause => readings.Select(reading => new FindingsOf(clause.Id, reading.Reading, reading.Of(clause.Id)))).Where(part => !part.Findings.IsEmpty)];

    private List<(int Reading, Clause Clause, IReadOnlyList<Finding> Gone, IReadOnlyList<Finding> Come)> Step(ReportLog now, bool isOnce, out Touched touched)
    {
        (touched, var stride) = record.Bring(now, number + 1, isOnce);
        assessment = null;
        var all = new List<(int, Clause, IReadOnlyList<Finding>, IReadOnlyList<Finding>)>();
        if (record.End is null)
        {
            // Where nothing has a time there is no end of the world, and nothing is held against a record without one.
            all.AddRange(readings.SelectMany((reading, i) => reading.Clauses.Select(clause => (i, clause, (IReadOnlyList<Finding>)reading.Of(clause.Id), (IReadOnlyList<Finding>)[]))));
            (readings, coverages) = Begin();
            number = 0;
        }
        else if (!stride.IsEmpty || number == 0)
        {
            number++;
            for (var i = 0; i < readings.Length; i++)
            {
                var steps = readings[i].Bring(record.World, stride.IsBeside ? null : coverages[i], stride, out var hearing);
                coverages[i] = hearing.Coverage;
                all.AddRange(steps.Select(step => (i, step.Clause, step.Gone, step.Come)));
            }
        }
        return all;
    }

    private (ImmutableArray<ReadingFold>, CoverageRecord?[]) Begin() => ([.. Readings(agreement, screened, null)], new CoverageRecord?[agreement.Readings.Count + 1]);

    private static IEnumerable<ReadingFold> Readings(Agreement agreement, long screened, Basis? known) =>
        agreement.Readings.Values.Select(reading => (reading.Agreement, reading.Name, Clauses: reading.Agreement.Clauses.Where(clause => reading.Changes.Contains(clause.Id)).ToImmutableArray()))
            .Prepend((agreement, null!, agreement.Clauses))
            .Select(one => new ReadingFold(one.Agreement, one.Name, one.Clauses, screened, known is null ? null : Rereading.Of(known, one.Agreement, one.Name)));

    private static (string Occasion, string Subject) Named(Finding finding) => (finding.Incident?.Id.Value ?? finding.Key.Occasion.Name, finding.Subject);
}
