using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Readiness;
using Truceline.Assessments;

namespace Truceline.Picture;

/// <summary>A pledge with what it waits for. Of those who stand behind it only the one who is named in the agreement is named.</summary>
public sealed record Promise
{
    /// <summary>The pledge.</summary>
    public required Pledge Pledge { get; init; }

    /// <summary>Who promised it, or ruled it out.</summary>
    public required Actor By { get; init; }

    /// <summary>When the phase or event comes with which it is due; null: it is due at once.</summary>
    public required EventTime? When { get; init; }

    /// <summary>Whether what is open about it should have been settled by now.</summary>
    public required bool Overdue { get; init; }

    /// <summary>The pledges that it waits for directly, as the agreement has them.</summary>
    public required ImmutableArray<Pledge> WaitsFor { get; init; }

    /// <summary>The clauses that need it, itself or through the pledges that wait for it, as the agreement has them.</summary>
    public required ImmutableArray<Clause> NeededBy { get; init; }

    /// <summary>The statements that it rests on, those of them that are on record.</summary>
    public required ImmutableArray<Utterance> Rests { get; init; }

    internal static ImmutableArray<Promise> All(Agreement agreement, Times times, ImmutableArray<Utterance> utterances)
    {
        var graph = new PledgeGraph(agreement);
        return
        [
            .. agreement.Pledges.Select(pledge => new Promise
            {
                Pledge = pledge,
                By = agreement.Actors[pledge.By],
                When = pledge.When is { } when ? TimeOf(agreement, times, when) : null,
                Overdue = IsOverdue(agreement, times, pledge),
                WaitsFor = graph.WaitsFor(pledge),
                NeededBy = graph.NeededBy(pledge),
                Rests = utterances.Cited(pledge.Said),
            }),
        ];
    }

    private static EventTime? TimeOf(Agreement agreement, Times times, string when) =>
        agreement.Phases.FirstOrDefault(phase => phase.Id == when) is { } phase
            ? phase.From is { } from ? times.Of(from, MomentUse.Beginning) : null
            : times.Of(new Moment.AfterEvent(when, Period.Zero), MomentUse.Beginning);

    // A date ends at its 24:00.
    private static bool IsOverdue(Agreement agreement, Times times, Pledge pledge) =>
        pledge is { Status: PledgeStatus.Pending or PledgeStatus.Conditional, Due: { } due }
        && times.AsOf is { } now && now >= Clock.StartOf(due.By.PlusDays(1), agreement.Clock.Zone);
}
