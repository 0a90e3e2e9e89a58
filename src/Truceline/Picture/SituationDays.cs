using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Reports;

namespace Truceline.Picture;

/// <summary>A column of a time line: one local day, or several where there are too many for one each.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Observed">For how long anybody could see anything, patrols and sensors taken together.</param>
/// <param name="Length">How long it is, as far as the world is looked at.</param>
/// <param name="Events">The events of the agreement that happened in it, in ordinal order.</param>
public sealed record Stretch(LocalDate From, LocalDate To, Duration Observed, Duration Length, ImmutableArray<string> Events)
{
    /// <summary>Whether nobody could see anything: nothing known is then not quiet.</summary>
    public bool IsBlind => Observed == Duration.Zero;

    /// <summary>Whether an incident may have been in it.</summary>
    public bool Holds(Happening happening) => happening.From <= To && happening.To >= From;

    /// <summary>More columns than these cannot be read beside each other; a stretch is then a week, or a month of 30 days, or longer.</summary>
    private const int Most = 40;

    private static readonly ImmutableArray<int> Steps = [1, 7, 30, 91, 365];

    /// <summary>
    /// From three days before the first event that happened, or the first incident or coverage if that is earlier, to the end of
    /// the world; empty when nothing is known.
    /// </summary>
    internal static ImmutableArray<Stretch> Of(Assessment assessment, ImmutableArray<Happening> happenings, ImmutableArray<Interval> covered)
    {
        if (assessment.AsOf is not { } end) return [];
        var zone = assessment.Agreement.Clock.Zone;
        var happened = assessment.Events
            .Where(pair => pair.Value is EventTime.Known { At: var at } && at <= end)
            .Select(pair => (Event: pair.Key, Day: ((EventTime.Known)pair.Value).At.InZone(zone).Date))
            .ToArray();
        var last = end.InZone(zone).Date;
        var first = happened.Select(one => one.Day.PlusDays(-3))
            .Concat(happenings.Select(happening => happening.From))
            .Concat(covered.Select(interval => interval.Start.InZone(zone).Date))
            .Append(last).Min();
        var days = Period.DaysBetween(first, last) + 1;
        var step = Steps.FirstOrDefault(step => days <= step * Most, days / Most + 1);
        return
        [
            .. Enumerable.Range(0, (days + step - 1) / step).Select(i =>
            {
                var (from, to) = (first.PlusDays(i * step), LocalDate.Min(first.PlusDays(i * step + step - 1), last));
                var time = new Interval(Clock.StartOf(from, zone), Instant.Max(Clock.StartOf(from, zone), Instant.Min(end, Clock.StartOf(to.PlusDays(1), zone))));
                return new Stretch(from, to, Covered(time, covered), time.Duration, [.. happened.Where(one => one.Day >= from && one.Day <= to).Select(one => one.Event).Order(StringComparer.Ordinal)]);
            }),
        ];
    }

    /// <summary>What the reports say could have been seen, as intervals that neither touch nor overlap, in order.</summary>
    internal static ImmutableArray<Interval> Union(IEnumerable<Interval> intervals)
    {
        var union = ImmutableArray.CreateBuilder<Interval>();
        foreach (var interval in intervals.OrderBy(interval => interval.Start))
        {
            if (union.Count > 0 && interval.Start <= union[^1].End) union[^1] = new(union[^1].Start, Instant.Max(union[^1].End, interval.End));
            else union.Add(interval);
        }
        return union.ToImmutable();
    }

    private static Duration Covered(Interval time, ImmutableArray<Interval> covered)
    {
        var sum = Duration.Zero;
        foreach (var interval in covered)
        {
            var (from, to) = (Instant.Max(time.Start, interval.Start), Instant.Min(time.End, interval.End));
            if (from < to) sum += to - from;
        }
        return sum;
    }
}

/// <summary>A clause on the time line and beside the map.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Answers">How many findings of the plain reading give each answer, the gravest first: incidents, deadlines and days.</param>
/// <param name="Days">For each stretch, how many incidents were held against it while it was in force.</param>
public sealed record ClauseRow(Clause Clause, ImmutableArray<ConclusionCount> Answers, ImmutableArray<StretchCount> Days);

/// <summary>How many findings give an answer.</summary>
public readonly record struct ConclusionCount(Conclusion Answer, int Findings);

/// <summary>How many incidents there were, and the gravest answer among them (null: no incidents). An incident counts on each day on which it may have been.</summary>
public readonly record struct StretchCount(int Incidents, Conclusion? Gravest);
