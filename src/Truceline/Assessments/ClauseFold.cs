using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// The findings of one clause under one calendar, kept as the record goes on. What rests on single incidents is changed incident by
/// incident; of what rests on many of them (days, periods, deadlines) that which contains the change is worked out again.
/// </summary>
internal sealed class ClauseFold
{
    private readonly Clause clause;
    private readonly Calendar calendar;
    private readonly HeldBan? main;
    private readonly HeldBan? obstruction;
    private readonly DaysFold? days;
    private readonly KnownClause? known;
    private (EventTime Due, HeldBan Held)? against;
    private (ImmutableSortedDictionary<string, EventTime> Since, HeldBan Held)? reverse;
    private ImmutableArray<Finding> rest = [];
    private ImmutableArray<Finding>? all;
    private long brought = -1;

    /// <summary>A fold of nothing; or, for a record that does not go on, of what was found already.</summary>
    public ClauseFold(Clause clause, Calendar calendar, KnownClause? known = null)
    {
        (this.clause, this.calendar, this.known, all) = (clause, calendar, known, known?.All);
        if (known is not null) return;
        IsRated = clause is { Rate: not null, Kind: ClauseKind.MustNot or ClauseKind.May };
        if (clause.Kind == ClauseKind.MustNot || IsRated) main = new HeldBan(MainBan = Ban.Of(clause, calendar));
        if (clause.Kind == ClauseKind.May && !clause.DutyOf.IsEmpty) obstruction = new HeldBan(ObstructionBan = Ban.Obstruction(clause, calendar));
        if (clause.Kind == ClauseKind.MustNot && !IsRated) days = new DaysFold(clause, calendar);
    }

    /// <summary>The bans that are held against every incident whatever else is found.</summary>
    public IEnumerable<(Ban Ban, HeldBan Held)> Bans
    {
        get
        {
            if (main is not null) yield return (MainBan!, main);
            if (obstruction is not null) yield return (ObstructionBan!, obstruction);
        }
    }

    /// <summary>Whether it holds nothing yet, or missed a step.</summary>
    public bool IsNew(long number) => known is null && brought != number - 1 && brought != number;

    /// <summary>Whether the clause rests on no time that could ever be another: it is never replaced.</summary>
    public required bool IsTimeless { get; init; }

    private Ban? MainBan { get; }

    private Ban? ObstructionBan { get; }

    private bool IsRated { get; }

    /// <summary>The findings that speak of incidents one by one, in order.</summary>
    private IEnumerable<IReadOnlyList<Finding>> Listed
    {
        get
        {
            if (main is not null && !IsRated) yield return main.Findings;
            if (obstruction is not null) yield return obstruction.Findings;
            if (reverse is { } kept) yield return kept.Held.Findings;
        }
    }

    /// <summary>All its findings, in order.</summary>
    public ImmutableArray<Finding> All => all ??= Ordered();

    /// <summary>What was found, for another agreement.</summary>
    public KnownClause Known => known is null ? new(clause, calendar, All, IsRated ? [.. main!.Findings] : []) : known with { Clause = clause, Calendar = calendar };

    /// <summary>Takes in a step; <paramref name="isLoaded"/> says that the bans hold all incidents already.</summary>
    /// <returns>The findings that are no more and those that are new; all of them are new where it began anew.</returns>
    public (List<Finding> Gone, List<Finding> Come) Bring(Hearing hearing, Stride stride, bool isLoaded)
    {
        if (brought == stride.Number || known is not null) return ([], []);
        var isNew = IsNew(stride.Number);
        var (gone, come) = (new List<Finding>(), new List<Finding>());
        if (isNew && !isLoaded)
            foreach (var (ban, held) in Bans) held.Load(Everything(hearing, ban));
        brought = stride.Number;
        if (!isNew && (stride.IsEmpty || IsUntouched(hearing, stride))) return (gone, come);
        (List<Finding> Gone, List<Finding> Come) changed = isNew || main is null ? ([], []) : main.Bring(hearing, stride);
        if (!isNew && obstruction is not null) Note(obstruction.Bring(hearing, stride));
        if (!IsRated) Note(changed);

        if (days is not null) days.Bring(hearing, stride, isNew ? ([], [.. main!.Findings]) : changed, isNew, gone, come);
        if (days is not null && clause.Alert is not null && (isNew || stride.IsEnd || stride.IsBeside || changed.Gone.Count + changed.Come.Count > 0))
            Rest([.. new Thresholds(hearing, calendar).Hold(clause, [.. main!.Findings])]);
        else if (IsRated && (isNew || stride.IsEnd || changed.Gone.Count + changed.Come.Count > 0))
            Rest([.. new Rates(hearing, calendar).Hold(clause, [.. main!.Findings])]);
        else if (clause.Kind == ClauseKind.Must) Oblige(hearing, stride, isNew);
        if (gone.Count + come.Count > 0 || isNew) all = null;
        return isNew ? ([], [.. All]) : (gone, come);

        void Note((List<Finding> Gone, List<Finding> Come) part)
        {
            gone.AddRange(part.Gone);
            come.AddRange(part.Come);
        }

        void Rest(ImmutableArray<Finding> now)
        {
            gone.AddRange(rest);
            come.AddRange(now);
            rest = now;
        }

        void Oblige(Hearing hearing, Stride stride, bool isNew)
        {
            var obligations = new Obligations(hearing, calendar, Against);
            Rest([.. obligations.Hold(clause)]);
            if (!clause.Keep || clause.OutOf is null) return;
            var since = Since(hearing, obligations);
            if (reverse is { } known && !isNew && known.Since.SequenceEqual(since))
            {
                Note(known.Held.Bring(hearing, stride));
                return;
            }
            if (reverse is { } before) gone.AddRange(before.Held.Findings);
            var ban = Ban.Reverse(clause, calendar, actors => since[Name(actors)], $"clause '{clause.Id}' was fulfilled")!;
            var held = new HeldBan(ban);
            held.Load(Everything(hearing, ban));
            reverse = (since, held);
            come.AddRange(held.Findings);
        }

        // Held against all incidents once for each deadline, and then incident by incident.
        IEnumerable<Finding> Against(Ban ban, EventTime due)
        {
            if (against is { } known && known.Due == due && !isNew)
            {
                if (againstBrought != stride.Number) known.Held.Bring(hearing, stride);
            }
            else
            {
                against = (due, new HeldBan(ban));
                against.Value.Held.Load(Everything(hearing, ban));
            }
            againstBrought = stride.Number;
            return against.Value.Held.Findings;
        }
    }

    /// <summary>Whether nothing in a step can change anything here.</summary>
    private bool IsUntouched(Hearing hearing, Stride stride)
    {
        if (stride.IsBeside || stride.IsEnd || !clause.Unless.IsEmpty) return false;
        // What an obligation rests on is reports of its fulfilment and, where it has things out of a zone, what stands in it.
        if (clause.Kind == ClauseKind.Must) return !stride.IsFulfilment && clause.OutOf is null;
        if (hearing.Changed is not { } changed) return false;
        return (MainBan is null || changed.IsNone(MainBan)) && (ObstructionBan is null || changed.IsNone(ObstructionBan));
    }

    private long againstBrought = -1;

    /// <summary>What is known of the clause for those that wait for it.</summary>
    public ClauseState State(Hearing hearing) => ClauseStates.Of(hearing, calendar, clause, All);

    private static List<Finding> Everything(Hearing hearing, Ban ban) => LoadingBans.All(hearing, [ban])[0];

    /// <summary>Since when each addressee, and all of them together, have fulfilled it: worked out now, for the reasons are read later.</summary>
    private ImmutableSortedDictionary<string, EventTime> Since(Hearing hearing, Obligations obligations)
    {
        var subjects = clause.Anyone ? [] : hearing.Agreement.Expand(clause.Who);
        return subjects.Select(subject => ImmutableArray.Create(subject)).Append(subjects).DistinctBy(Name)
            .ToImmutableSortedDictionary(Name, actors => obligations.Since(clause, actors, FulfilmentStage.Completed, rest), StringComparer.Ordinal);
    }

    // Of anyone all are one.
    private string Name(ImmutableArray<string> actors) => clause.Anyone ? "" : string.Join('\n', actors);

    private ImmutableArray<Finding> Ordered()
    {
        List<Finding> others = [.. rest, .. days?.Findings ?? []];
        FindingOrder.Sort(others);
        IReadOnlyList<Finding> merged = others;
        foreach (var part in Listed) merged = FindingOrder.Merged(part, merged);
        return [.. merged];
    }
}
