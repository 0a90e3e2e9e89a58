using System.Collections.Immutable;
using NodaTime;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>The index of some findings, and of the incidents that they are about.</summary>
internal sealed class FindingIndex
{
    // Twelve letters of an id are 60 bits: enough to find the few that share them.
    private const int Letters = 12;
    private static readonly Duration Long = Duration.FromDays(2);

    private readonly Ordered<(ulong Id, Finding Finding)> byId;
    private readonly Ordered<(long Entry, Finding Finding)> byEntry;
    private readonly Ordered<(ReportId Report, Incident Incident)> byReport;
    private readonly Ordered<(Instant Start, Finding Finding)> byTime;
    private readonly Ordered<Finding> lasting;
    private readonly Comparison<Finding> answers;
    private readonly Comparison<Finding> listing;

    private FindingIndex(FindingIndex? before, AssessmentStep step, Assessment? was)
    {
        Assessment = step.Now;
        var order = step.Now.Order;
        answers = before?.answers ?? InAnswers(step.Now.Agreement.Clauses.Index().ToDictionary(one => one.Item.Id, one => one.Index, StringComparer.Ordinal));
        listing = before?.listing ?? InOrder(answers, order);
        var (gone, come) = (step.Gone.ToArray(), step.Come.ToArray());
        byId = Next(before?.byId, (a, b) => a.Id != b.Id ? a.Id.CompareTo(b.Id) : a.Finding.Id.CompareTo(b.Finding.Id), finding => [(Number(finding.Id.Value, '2'), finding)]);
        byEntry = Next(before?.byEntry, By<long>(order), Foreign);
        byTime = Next(before?.byTime, By<Instant>(order), finding => finding.Time is { } time && time.Duration <= Long ? [(time.Start, finding)] : []);
        lasting = Next(before?.lasting, order, finding => finding.Time is { } time && time.Duration > Long ? [finding] : []);
        byReport = (before?.byReport ?? Ordered<(ReportId Report, Incident Incident)>.Empty((a, b) => a.Report.CompareTo(b.Report)))
            .With(step.Incidents.Select(one => one.Was).OfType<Incident>().SelectMany(Sightings), step.Incidents.Select(one => one.Become).OfType<Incident>().SelectMany(Sightings));
        var touched = gone.Concat(come).Select(finding => finding.Key with { Reading = null }).ToHashSet();
        Listed = (before?.Listed ?? Ordered<Finding>.Empty(listing)).With(
            was is null ? [] : touched.SelectMany(key => ListedOf(was, key)), before is null ? come.Where(IsListed) : touched.SelectMany(key => ListedOf(Assessment, key)));

        Ordered<T> Next<T>(Ordered<T>? known, Comparison<T> order, Func<Finding, IEnumerable<T>> of) => (known ?? Ordered<T>.Empty(order)).With(gone.SelectMany(of), come.SelectMany(of));
    }

    /// <summary>The index of findings that go on from those of another.</summary>
    public static FindingIndex Next(FindingIndex? before, AssessmentStep step) => new(before, step, before?.Assessment);

    /// <summary>What was found.</summary>
    public Assessment Assessment { get; }

    /// <summary>The findings to list, in their order.</summary>
    public Ordered<Finding> Listed { get; }

    /// <summary>The incident that a report is part of; null: none.</summary>
    public Incident? IncidentOf(ReportId report) => byReport.Range(one => one.Report.CompareTo(report) < 0, one => one.Report == report).Select(one => one.Incident).FirstOrDefault();

    /// <summary>The findings that rest on an entry which brought no report of their own incident, in the order of the assessment.</summary>
    public IEnumerable<Finding> RestingOn(long entry) => byEntry.Range(one => one.Entry < entry, one => one.Entry == entry).Select(one => one.Finding);

    /// <summary>The findings whose id begins so, in the order of their ids.</summary>
    public IEnumerable<Finding> Beginning(string prefix)
    {
        if (prefix.Any(letter => letter is not (>= 'a' and <= 'z' or >= '2' and <= '7'))) return [];
        var (least, most) = (Number(prefix, '2'), Number(prefix, 'z'));
        return byId.Range(one => one.Id < least, one => one.Id <= most).Select(one => one.Finding).Where(finding => finding.Id.Value.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>The findings whose time may meet another one, in no order.</summary>
    public IEnumerable<Finding> Around(Interval time) =>
        byTime.Range(one => one.Start < time.Start - Long, one => one.Start <= time.End + Duration.Epsilon).Select(one => one.Finding).Concat(lasting);

    /// <summary>Those of some findings that are listed, in their order.</summary>
    public ImmutableArray<Finding> InOrder(IEnumerable<Finding> some) => [.. some.Where(IsListed).Order(Comparer<Finding>.Create(listing))];

    /// <summary>The findings that are listed under some clauses with some answers, and how many have each.</summary>
    public (IReadOnlyList<Finding> Found, ImmutableArray<(string Clause, Outcome Outcome, Standing? Standing, int Count)> Counts) Under(
        Func<string, bool> isClause, Func<Outcome, Standing?, bool> isAnswer)
    {
        var counts = ImmutableArray.CreateBuilder<(string, Outcome, Standing?, int)>();
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        foreach (var clause in Assessment.Agreement.Clauses)
        {
            for (var from = Listed.Before(finding => earlier.Contains(finding.Clause)); from < Listed.Count && Listed[from] is var first && first.Clause == clause.Id && isClause(clause.Id);)
            {
                var to = Listed.Before(finding => answers(finding, first) <= 0);
                if (isAnswer(first.Outcome, first.Standing))
                {
                    counts.Add((clause.Id, first.Outcome, first.Standing, to - from));
                    ranges.Add((from, to - from));
                }
                from = to;
            }
            earlier.Add(clause.Id);
        }
        return (new Part<Finding, Finding>(Listed, ranges.ToImmutable(), finding => finding), counts.ToImmutable());
    }

    // The orders are kept from one index to the next: they hold on to no finding.
    private static Comparison<(TKey Key, Finding Finding)> By<TKey>(Comparison<Finding> order) where TKey : IComparable<TKey> =>
        (a, b) => a.Key.CompareTo(b.Key) is not 0 and var keys ? keys : order(a.Finding, b.Finding);

    private static Comparison<Finding> InOrder(Comparison<Finding> answers, Comparison<Finding> order) => (a, b) =>
        answers(a, b) is not 0 and var said ? said
        : (a.Time?.Start ?? Instant.MaxValue).CompareTo(b.Time?.Start ?? Instant.MaxValue) is not 0 and var time ? time
        : order(a, b);

    private static Comparison<Finding> InAnswers(Dictionary<string, int> clauses) => (a, b) =>
        clauses[a.Clause].CompareTo(clauses[b.Clause]) is not 0 and var clause ? clause
        : Terminal.AssessmentText.Gravity(a).CompareTo(Terminal.AssessmentText.Gravity(b)) is not 0 and var gravity ? gravity
        : a.Outcome != b.Outcome ? a.Outcome.CompareTo(b.Outcome)
        : Nullable.Compare(b.Standing, a.Standing);

    private bool IsListed(Finding finding) => finding.Reading is null || Assessment.Find(finding.Key with { Reading = null }) is null;

    private static IEnumerable<(long, Finding)> Foreign(Finding finding)
    {
        var own = finding.Incident is { } incident ? incident.Sightings.SelectMany(sighting => sighting.Report.Entries).ToArray() : [];
        return finding.Entries.Except(own).Select(entry => (entry, finding));
    }

    private static IEnumerable<(ReportId, Incident)> Sightings(Incident incident) => incident.Sightings.Select(sighting => (sighting.Id, incident));

    private static IEnumerable<Finding> ListedOf(Assessment assessment, FindingKey bare) => assessment.Find(bare) is { } plain
        ? [plain]
        : assessment.Agreement.Readings.Values.Where(reading => reading.Changes.Contains(bare.Clause)).Select(reading => assessment.Find(bare with { Reading = reading.Name })).OfType<Finding>();

    /// <summary>The number of the first letters of an id, in the order of ids; one that is shorter is filled up.</summary>
    private static ulong Number(string id, char filling)
    {
        var number = 0UL;
        for (var i = 0; i < Letters; i++)
        {
            var letter = i < id.Length ? id[i] : filling;
            number = number << 5 | (letter <= '7' ? (ulong)(letter - '2') : (ulong)(letter - 'a' + 6));
        }
        return number;
    }
}
