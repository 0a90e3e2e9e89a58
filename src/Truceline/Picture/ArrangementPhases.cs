using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;

namespace Truceline.Picture;

/// <summary>How far the arrangement has got with a phase.</summary>
public enum PhaseState
{
    /// <summary>It cannot be said whether it has begun, or whether it is over.</summary>
    Unknown,

    /// <summary>It has not begun.</summary>
    NotReached,

    /// <summary>It has begun and is not over.</summary>
    Begun,

    /// <summary>It is over.</summary>
    Over,
}

/// <summary>A phase with when it begins and ends, and what is due in it.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Begins">When it begins; null: it has no beginning.</param>
/// <param name="Ends">When it ends; null: it has no end.</param>
/// <param name="State">How far the arrangement has got with it.</param>
/// <param name="From">Its beginning as the agreement writes it, in words; null: none is written.</param>
/// <param name="Until">Its end in words; null: none is written.</param>
/// <param name="Due">What is due in it, the earliest first. Nothing of it is due before the phase begins.</param>
public sealed record PhaseTime(Phase Phase, EventTime? Begins, EventTime? Ends, PhaseState State, string? From, string? Until, ImmutableArray<Due> Due)
{
    internal static ImmutableArray<PhaseTime> All(Agreement agreement, Times times, ImmutableArray<Due> dues)
    {
        var phases = agreement.Phases.Select(phase => Of(phase, times)).ToArray();
        var placed = dues.Select(due => (Due: due, Phase: PlaceOf(due, phases, times))).ToLookup(pair => pair.Phase, pair => pair.Due);
        return [.. phases.Select(phase => phase with { Due = [.. placed[phase]] })];
    }

    private static PhaseTime Of(Phase phase, Times times)
    {
        var begins = phase.From is { } from ? times.Of(from, MomentUse.Beginning) : null;
        var ends = phase.Until is { } until ? times.Of(until, MomentUse.Beginning) : null;
        var begun = begins is null ? true : times.HasCome(begins);
        var over = ends is null ? false : times.HasCome(ends);
        var state = begun == false ? PhaseState.NotReached
            : begun is null || over is null ? PhaseState.Unknown
            : over == true ? PhaseState.Over : PhaseState.Begun;
        return new(phase, begins, ends, state, phase.From?.Words(), phase.Until?.Words(), []);
    }

    /// <summary>The phase in which a deadline lies: of those begun by then the one that began last; null when there is none.</summary>
    private static PhaseTime? PlaceOf(Due due, PhaseTime[] phases, Times times)
    {
        if (due.At is EventTime.Known { At: var at })
            return phases.Where(phase => phase.Begins is EventTime.Known known && known.At < at && !(phase.Ends is EventTime.Known ends && ends.At < at))
                .MaxBy(phase => ((EventTime.Known)phase.Begins!).At);
        if (due.By is null || times.Relative(due.By, MomentUse.Deadline) is not { } by) return null;
        return phases
            .Select(phase => (Phase: phase, Begins: phase.Phase.From is { } from ? times.Relative(from, MomentUse.Beginning) : null))
            .Where(pair => pair.Begins is { } begins && begins.Event == by.Event && begins.At < by.At)
            .OrderByDescending(pair => pair.Begins!.Value.At)
            .FirstOrDefault().Phase;
    }
}

/// <summary>Something that an obligation asks for by a time, and the findings at that time.</summary>
/// <param name="Clause">The obligation.</param>
/// <param name="Which">"start": it is to be begun by then; "done": it is to be done by then.</param>
/// <param name="By">The deadline as written.</param>
/// <param name="Words">The deadline as written, in words ("ceasefire + 1 day").</param>
/// <param name="At">When it falls. Nothing is due while what it waits for has not happened.</param>
/// <param name="Findings">The findings at the deadline in the plain reading, by addressee.</param>
public sealed record Due(Clause Clause, string Which, Moment By, string Words, EventTime At, ImmutableArray<Finding> Findings)
{
    internal static ImmutableArray<Due> All(Assessment assessment, Times times)
    {
        var found = assessment.Others.Values.Where(finding => finding.Key is { Reading: null, Occasion: Occasion.OfDeadline }).Order(Comparer<Finding>.Create(assessment.Order)).ToLookup(finding => (finding.Key.Clause, ((Occasion.OfDeadline)finding.Key.Occasion).Which));
        return
        [
            .. assessment.Agreement.Clauses
                .SelectMany(clause => new[] { (Clause: clause, Which: "start", clause.Start.By), (Clause: clause, Which: "done", clause.Done.By) })
                .Where(one => one.By is not null)
                .Select(one => new Due(one.Clause, one.Which, one.By!, one.By!.Words(), times.Of(one.By!, MomentUse.Deadline), [.. found[(one.Clause.Id, one.Which)]]))
                .OrderBy(due => due.At is EventTime.Known { At: var at } ? at : Instant.MaxValue),
        ];
    }
}
