using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;

namespace Truceline.Picture;

/// <summary>When the moments of an agreement fall, as far as its events say.</summary>
internal sealed class Times(Assessment assessment)
{
    private readonly Calendar calendar = new(assessment.Agreement, assessment.Events, ImmutableSortedDictionary<string, ClauseState>.Empty);

    public Instant? AsOf => assessment.AsOf;

    /// <summary>When a moment falls. What waits for the state of a clause is unknown here: the findings of that clause say more.</summary>
    public EventTime Of(Moment moment, MomentUse use) =>
        moment is Moment.AfterEvent after && !assessment.Events.ContainsKey(after.Event)
            ? new EventTime.Unknown($"it waits for '{after.Event}'")
            : calendar.Resolve(moment, use);

    /// <summary>Whether a time has come; null when that cannot be said.</summary>
    public bool? HasCome(EventTime time) => time switch
    {
        EventTime.Known known => AsOf is { } now ? known.At <= now : null,
        EventTime.NotYet => false,
        _ => null,
    };

    /// <summary>
    /// Where a moment would lie if every event happened at one and the same noon: enough to order moments that wait for one
    /// event. Null for a moment that waits for none.
    /// </summary>
    public (string Event, Instant At)? Relative(Moment moment, MomentUse use) =>
        moment is Moment.AfterEvent after ? (after.Event, moment.Resolve(assessment.Agreement.Clock, use, Noon)) : null;

    private static readonly Instant Noon = Instant.FromUtc(2000, 1, 3, 12, 0);
}
