using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// The findings of some clauses under one reading, kept as the record goes on. Clauses that depend on each other are evaluated from
/// unknown until nothing changes: the least fixpoint. What is learnt is never lost again, so each round that changes anything settles a
/// state, of which a clause has three. A clause whose times a step leaves alone is only brought up to it, in each of its rounds.
/// </summary>
internal sealed class ReadingFold(Agreement agreement, string? reading, ImmutableArray<Clause> clauses, long screened, Rereading? known = null)
{
    private readonly ImmutableArray<Clause> depended = [.. agreement.Clauses.Where(clause => ClauseStates.AreWaitedFor(agreement, clause))];
    private static readonly ImmutableSortedDictionary<string, ClauseState> NoStates = ImmutableSortedDictionary.Create<string, ClauseState>(StringComparer.Ordinal);

    private readonly HashSet<string> isDepended = [.. agreement.Clauses.Where(clause => ClauseStates.AreWaitedFor(agreement, clause)).Select(clause => clause.Id)];
    private Dictionary<(string Clause, ClauseTimes Times), ClauseFold> folds = [];
    private Dictionary<(string Clause, ClauseTimes Times), ClauseFold> used = [];
    private Dictionary<string, ClauseFold> final = new(StringComparer.Ordinal);

    private readonly Dictionary<string, ClauseFold> timeless = new(StringComparer.Ordinal);
    private readonly Naming naming = new(agreement);
    private IndexedZones? zones;
    private Lazy<BanScreen>? screen;

    /// <summary>The agreement, so read.</summary>
    public Agreement Agreement => agreement;

    /// <summary>The name of the reading; null for the plain text.</summary>
    public string? Reading => reading;

    /// <summary>The clauses whose findings it lists.</summary>
    public ImmutableArray<Clause> Clauses => clauses;

    /// <summary>The calendar of the last step.</summary>
    public Calendar? Calendar { get; private set; }

    /// <summary>The findings of a clause, in order.</summary>
    public ImmutableArray<Finding> Of(string clause) => final.TryGetValue(clause, out var fold) ? fold.All : [];

    /// <summary>What was found, for another agreement.</summary>
    public KnownReading Known => new(
        agreement, reading, zones,
        used.Select(one => (one.Key, one.Value)).Concat(timeless.Select(one => (Key: (one.Key, ClauseTimes.None), one.Value))).ToImmutableDictionary(one => one.Key, one => one.Value.Known),
        final.ToImmutableDictionary(one => one.Key, one => one.Value.Known, StringComparer.Ordinal));

    /// <summary>Takes in a step of the record.</summary>
    /// <returns>For each clause that it lists what is no more and what is new.</returns>
    public IEnumerable<(Clause Clause, IReadOnlyList<Finding> Gone, IReadOnlyList<Finding> Come)> Bring(KnownWorld world, CoverageRecord? coverage, Stride stride, out Hearing hearing)
    {
        var declared = EventTime.Of(agreement, world.Reports, world.AsOf);
        if (Calendar is null && (long)world.Incidents.Length * agreement.Clauses.Length >= screened)
        {
            zones = known?.Zones() ?? IndexedZones.Of(agreement);
            screen = new(() => BanScreen.Of(Calendar.Of(agreement, declared, NoStates, isEarliestEnough: true), zones));
        }
        var changed = Calendar is null ? null : screen?.Value.Ask(stride);
        hearing = coverage is null ? new Hearing(agreement, reading, world, zones) { Screen = screen, Changed = changed, Naming = naming, Before = known }
            : new Hearing(agreement, reading, world, zones) { Screen = screen, Changed = changed, Naming = naming, Coverage = coverage };
        var steps = new Dictionary<ClauseFold, (List<Finding> Gone, List<Finding> Come)>(ReferenceEqualityComparer.Instance);
        used = [];
        // As they were: one that other times replace now may have been asked in a round before.
        var before = final.ToDictionary(one => one.Key, one => (Fold: one.Value, All: one.Value.IsTimeless || !isDepended.Contains(one.Key) ? default : one.Value.All), StringComparer.Ordinal);
        // An event that may happen in several ways can come to be known earlier than it was first, which may undo what rested
        // on it. Where that goes round in a circle nobody knows when it happened.
        Calendar = Settle(hearing, declared, stride, steps, isEarliestEnough: true)
            ?? Settle(hearing, declared, stride, steps, isEarliestEnough: false)
            ?? throw new InvalidOperationException("INVARIANT: what is learnt of a clause is never lost again");
        var (calendar, now) = (Calendar, hearing);
        final = clauses.ToDictionary(clause => clause.Id, clause => Fold(clause, calendar), StringComparer.Ordinal);
        Load(now, stride, steps);
        folds = used;
        return clauses.Select(clause => Changes(clause, before.GetValueOrDefault(clause.Id), final[clause.Id], steps)).Where(one => one.Gone.Count + one.Come.Count > 0).ToList();
    }

    /// <summary>The clauses that begin anew are held against all incidents together, which is where the work is; then each is brought up.</summary>
    private void Load(Hearing hearing, Stride stride, Dictionary<ClauseFold, (List<Finding>, List<Finding>)> steps)
    {
        var anew = final.Values.Where(fold => fold.IsNew(stride.Number)).SelectMany(fold => fold.Bans).ToImmutableArray();
        var loaded = anew.IsEmpty ? [] : LoadingBans.All(hearing, [.. anew.Select(one => one.Ban)]);
        for (var i = 0; i < anew.Length; i++) anew[i].Held.Load(loaded[i]);
        foreach (var fold in final.Values)
        {
            var step = fold.Bring(hearing, stride, isLoaded: true);
            if (step.Gone.Count + step.Come.Count > 0) steps.TryAdd(fold, step);
        }
    }

    private Calendar? Settle(
        Hearing hearing, ImmutableSortedDictionary<string, EventTime> declared, Stride stride, Dictionary<ClauseFold, (List<Finding>, List<Finding>)> steps, bool isEarliestEnough)
    {
        var states = NoStates;
        // What rests on no other clause is the same in every round.
        var firm = depended.Where(clause => !ClauseStates.RestOn(agreement, clause)).Select(clause => clause.Id).ToHashSet(StringComparer.Ordinal);
        // Of a clause that is kept or not day by day, each of the days may be settled in a round of its own where clauses go round in a circle.
        var rounds = isEarliestEnough ? 4 * depended.Length + 8 : 10_000;
        for (var round = 0; round <= rounds; round++)
        {
            var (calendar, known) = (Calendar.Of(agreement, declared, states, isEarliestEnough), states);
            var next = depended.ToImmutableSortedDictionary(
                clause => clause.Id, clause => firm.Contains(clause.Id) && known.TryGetValue(clause.Id, out var settled) ? settled : State(clause, calendar), StringComparer.Ordinal);
            if (next.SequenceEqual(states)) return calendar;
            states = next;
        }
        return null;

        ClauseState State(Clause clause, Calendar calendar)
        {
            var fold = Fold(clause, calendar);
            var step = fold.Bring(hearing, stride, isLoaded: false);
            if (step.Gone.Count + step.Come.Count > 0) steps.TryAdd(fold, step);
            return fold.State(hearing);
        }
    }

    /// <summary>The findings of a clause under a calendar, from the step before where its times are the same.</summary>
    private ClauseFold Fold(Clause clause, Calendar calendar)
    {
        // One that rests on no time is the same under every calendar.
        if (timeless.TryGetValue(clause.Id, out var same)) return same;
        var key = (clause.Id, ClauseTimes.Of(clause, calendar));
        if (used.TryGetValue(key, out var fold)) return fold;
        if (key.Item2.IsEmpty) return timeless[clause.Id] = new ClauseFold(clause, calendar, known?.Same(clause, key.Item2)) { IsTimeless = true };
        return used[key] = folds.TryGetValue(key, out var earlier) ? earlier : new ClauseFold(clause, calendar, known?.Same(clause, key.Item2)) { IsTimeless = false };
    }

    private static (Clause Clause, IReadOnlyList<Finding> Gone, IReadOnlyList<Finding> Come) Changes(
        Clause clause, (ClauseFold? Fold, ImmutableArray<Finding> All) before, ClauseFold now, Dictionary<ClauseFold, (List<Finding> Gone, List<Finding> Come)> steps) =>
        ReferenceEquals(before.Fold, now) ? steps.TryGetValue(now, out var step) ? (clause, step.Gone, step.Come) : (clause, [], []) : (clause, before.Fold is null ? [] : before.All.IsDefault ? before.Fold.All : before.All, now.All);
}

/// <summary>The times on which a clause rests, under a calendar: while they are the same, so is what is found of an incident.</summary>
internal sealed class ClauseTimes : IEquatable<ClauseTimes>
{
    private readonly ImmutableArray<object> times;

    private ClauseTimes(ImmutableArray<object> times) => this.times = times;

    /// <summary>Those of a clause that rests on none.</summary>
    public static ClauseTimes None { get; } = new([]);

    /// <summary>Whether it rests on none, so that they are the same under every calendar.</summary>
    public bool IsEmpty => times.IsEmpty;

    /// <summary>The times of a clause.</summary>
    public static ClauseTimes Of(Clause clause, Calendar calendar)
    {
        var others = clause.TogetherWith.Append(clause.Mirror?.Clause).OfType<string>().Distinct()
            .SelectMany(id => calendar.Agreement.Clauses.Where(other => other.Id == id));
        return new(
        [
            .. others.Prepend(clause).SelectMany(Moments).OfType<Moment.AfterEvent>().Select(moment => moment.Event).Distinct().Select(calendar.Happened),
            .. clause.While.Select(state => calendar.Happened(state)),
            .. clause.While.Select(state => calendar.Happened($"{state[..state.LastIndexOf('.')]}.breached")),
            // Its days are compared with the entries that show them, which two states of a clause are not.
            .. clause.While.Where(state => state.EndsWith(".kept", StringComparison.Ordinal)).Select(state => calendar.States.GetValueOrDefault(state[..state.LastIndexOf('.')])?.Kept.Shown() ?? ""),
        ]);
    }

    private static IEnumerable<Moment?> Moments(Clause clause) =>
        clause.After.Concat([clause.From, clause.Until, clause.Start.NotBefore, clause.Start.After, clause.Start.By, clause.Done.NotBefore, clause.Done.After, clause.Done.By])
            .Concat(clause.Accepted.Select(accepted => accepted.Since));

    /// <inheritdoc/>
    public bool Equals(ClauseTimes? other) => other is not null && times.SequenceEqual(other.times);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClauseTimes);

    /// <inheritdoc/>
    public override int GetHashCode() => times.Length == 0 ? 0 : times[0].GetHashCode();
}
