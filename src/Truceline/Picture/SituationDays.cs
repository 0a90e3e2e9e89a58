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
    internal static ImmutableArray<Stretch> Of(Assessment assessment, LocalDate? earliest, ImmutableArray<Interval> covered)
    {
        if (assessment.AsOf is not { } end) return [];
        var zone = assessment.Agreement.Clock.Zone;
        var happened = assessment.Events
            .Where(pair => pair.Value is EventTime.Known { At: var at } && at <= end)
            .Select(pair => (Event: pair.Key, Day: ((EventTime.Known)pair.Value).At.InZone(zone).Date))
            .ToArray();
        var last = end.InZone(zone).Date;
        var first = happened.Select(one => one.Day.PlusDays(-3))
            .Concat(earliest is { } day ? [day] : Array.Empty<LocalDate>())
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

/// <summary>
/// On how many days incidents begin and end, by clause and answer: how many may have been in a stretch are those that begin by its end
/// without those that end before it.
/// </summary>
/// <param name="First">The first day on which any of them may have been; null: there are none.</param>
/// <param name="From">How many begin on each day, held against a clause or not.</param>
/// <param name="Held">The same for those held against a clause while it was in force.</param>
internal sealed record HappeningDays(LocalDate? First, ImmutableSortedDictionary<LocalDate, int> From, ImmutableDictionary<(string Clause, Conclusion Answer), HappeningDays.Ends> Held)
{
    /// <summary>How many begin, and how many end, on each day.</summary>
    internal sealed record Ends(ImmutableSortedDictionary<LocalDate, int> From, ImmutableSortedDictionary<LocalDate, int> To);

    /// <summary>Of no incidents.</summary>
    public static HappeningDays Empty { get; } = new(null, ImmutableSortedDictionary<LocalDate, int>.Empty, ImmutableDictionary<(string, Conclusion), Ends>.Empty);

    /// <summary>Without those that go, and with those that come.</summary>
    public HappeningDays With(IReadOnlyCollection<Happening> gone, IReadOnlyCollection<Happening> come)
    {
        if (gone.Count + come.Count == 0) return this;
        var begin = From.ToBuilder();
        var held = new Dictionary<(string, Conclusion), (ImmutableSortedDictionary<LocalDate, int>.Builder From, ImmutableSortedDictionary<LocalDate, int>.Builder To)>();
        foreach (var happening in gone) Count(happening, -1);
        foreach (var happening in come) Count(happening, 1);
        return new(begin.Count == 0 ? null : begin.First().Key, begin.ToImmutable(), Held.SetItems(held.Select(one => KeyValuePair.Create(one.Key, new Ends(one.Value.From.ToImmutable(), one.Value.To.ToImmutable())))));

        void Count(Happening happening, int by)
        {
            Add(begin, happening.From, by);
            foreach (var (clause, answer, _) in happening.Answers)
            {
                if (answer.Outcome == Outcome.NotInForce) continue;
                if (!held.TryGetValue((clause, answer), out var ends))
                {
                    var known = Held.GetValueOrDefault((clause, answer));
                    held[(clause, answer)] = ends = ((known?.From ?? From.Clear()).ToBuilder(), (known?.To ?? From.Clear()).ToBuilder());
                }
                Add(ends.From, happening.From, by);
                Add(ends.To, happening.To, by);
            }
        }

        static void Add(ImmutableSortedDictionary<LocalDate, int>.Builder days, LocalDate day, int by)
        {
            if (days.TryGetValue(day, out var count) && count + by == 0) days.Remove(day);
            else days[day] = count + by;
        }
    }

    /// <summary>For each clause, how many may have been in each stretch, and the gravest answer among them.</summary>
    public Dictionary<string, StretchCount[]> In(ImmutableArray<Stretch> stretches)
    {
        var rows = new Dictionary<string, StretchCount[]>(StringComparer.Ordinal);
        foreach (var ((clause, answer), ends) in Held)
        {
            if (!rows.TryGetValue(clause, out var row)) rows[clause] = row = new StretchCount[stretches.Length];
            using var from = ends.From.GetEnumerator();
            using var to = ends.To.GetEnumerator();
            var (isFrom, isTo, begun, ended) = (from.MoveNext(), to.MoveNext(), 0, 0);
            for (var i = 0; i < stretches.Length; i++)
            {
                for (; isFrom && from.Current.Key <= stretches[i].To; isFrom = from.MoveNext()) begun += from.Current.Value;
                for (; isTo && to.Current.Key < stretches[i].From; isTo = to.MoveNext()) ended += to.Current.Value;
                if (begun == ended) continue;
                row[i] = new(row[i].Incidents + begun - ended, row[i].Gravest is { } gravest && gravest.CompareTo(answer) <= 0 ? gravest : answer);
            }
        }
        return rows;
    }
}
