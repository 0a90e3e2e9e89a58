using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>Which place of an act a zone speaks of.</summary>
internal enum PlaceOf
{
    /// <summary>Where it takes effect.</summary>
    Effect,

    /// <summary>Where it comes from; for a thing, where it stands.</summary>
    Origin,
}

/// <summary>A zone that decides, which place it speaks of, and whether the act is meant inside or outside.</summary>
internal sealed record Ground(NamedZone Zone, PlaceOf Place, bool Outside);

/// <summary>
/// What is prohibited, as incidents are held against it: the act, the grounds and the time. A <c>must-not</c> is one; so
/// is the reverse of an obligation, once it is due or fulfilled.
/// </summary>
internal sealed record Ban(
    Clause Clause, Func<Observation, Answer> Act, ImmutableArray<Ground> Grounds, Func<Interval, ImmutableArray<string>, Step> When)
{
    /// <summary>The line over which it is, or null.</summary>
    public NamedLine? Over { get; init; }

    /// <summary>The prohibition that a <c>must-not</c> states.</summary>
    public static Ban Of(Clause clause, Calendar calendar)
    {
        var grounds = ImmutableArray.CreateBuilder<Ground>();
        var zones = calendar.Agreement.Zones;
        if (clause.In is { } inside) grounds.Add(new Ground(zones[inside], PlaceOf.Effect, false));
        if (clause.FromIn is { } from) grounds.Add(new Ground(zones[from], PlaceOf.Origin, false));
        if (clause.OutOf is { } outside) grounds.Add(new Ground(zones[outside], PlaceOf.Effect, true));
        return new Ban(clause, Matches, grounds.ToImmutable(), (time, _) => calendar.When(clause, time)) { Over = clause.Over is { } line ? calendar.Agreement.Lines[line] : null };

        Answer Matches(Observation observation)
        {
            var certainty = IsOf(clause.Do, observation);
            return new Answer(certainty, $"{Seen(observation)} {certainty.Choose("is not", "may be", "is")} the act that clause '{clause.Id}' prohibits ({clause.Do.Written()})");
        }
    }

    /// <summary>What a permission prohibits to those who must not obstruct it: to obstruct it or to deny access, where it may be used.</summary>
    public static Ban Obstruction(Clause clause, Calendar calendar)
    {
        var duty = clause with { Who = clause.DutyOf, Anyone = false, What = [] };
        ImmutableArray<Ground> grounds = clause.In is { } zone ? [new Ground(calendar.Agreement.Zones[zone], PlaceOf.Effect, false)] : [];
        return new Ban(duty, Matches, grounds, (time, _) => calendar.When(clause, time));

        Answer Matches(Observation observation)
        {
            var certainty = observation.Act switch { Agreements.Act.Obstruct or Agreements.Act.DenyAccess => Certainty.Certain, null when observation.Phase is null => Certainty.Possible, _ => Certainty.No };
            return new Answer(certainty, $"{Seen(observation)} {certainty.Choose("does not obstruct", "may obstruct", "obstructs")} what clause '{clause.Id}' permits ({clause.Do.Written()})");
        }
    }

    /// <summary>
    /// The reverse of an obligation to be out of a zone: to be seen in it. Null when the obligation names no such zone, for
    /// then no single sighting contradicts it.
    /// </summary>
    /// <param name="clause">The obligation.</param>
    /// <param name="calendar">Its calendar.</param>
    /// <param name="sinceFor">From when the reverse counts, for the actors behind a subject.</param>
    /// <param name="because">Why from then, in words.</param>
    public static Ban? Reverse(Clause clause, Calendar calendar, Func<ImmutableArray<string>, EventTime> sinceFor, string because) => clause.OutOf is not { } zone ? null : new Ban(
        clause,
        observation =>
        {
            var certainty = IsPresence(observation);
            return new Answer(certainty, $"{Seen(observation)} {certainty.Choose("does not show", "may show", "shows")} where the thing stands, which clause '{clause.Id}' has out of the zone");
        },
        [new Ground(calendar.Agreement.Zones[zone], PlaceOf.Origin, false)],
        (time, actors) =>
        {
            var since = sinceFor(actors);
            var certainty = time.AtOrAfter(since);
            return new Step
            {
                Predicate = "when", Value = certainty.Word(),
                Says = $"{calendar.Words(time)}: {certainty.Choose("before", "perhaps after", "after")} {because} ({calendar.Words(since)})",
                Entries = since is EventTime.Known known ? known.Entries : [],
            };
        });

    /// <summary>
    /// Whether an observation is of an act. An act that includes it, as <c>hostile-act</c> does <c>fire</c>, makes it
    /// possible. Without an act a burst or an impact is fire, and anything else unknown.
    /// </summary>
    private static Certainty IsOf(Act act, Observation observation)
    {
        var observed = observation.Act ?? (observation.Phase is FirePhase.Impact or FirePhase.Airburst ? Agreements.Act.Fire : null);
        if (observed is not { } seen) return Certainty.Possible;
        return act.Includes(seen) ? Certainty.Certain : seen.Includes(act) ? Certainty.Possible : Certainty.No;
    }

    private static string Seen(Observation observation) => observation.Act is { } act ? $"'{act.Written()}'" : "an unnamed act";

    /// <summary>Whether an observation shows that a thing is at the place that it names.</summary>
    private static Certainty IsPresence(Observation observation) => observation.Act switch
    {
        Agreements.Act.Station or Agreements.Act.HoldPosition or Agreements.Act.Deploy or Agreements.Act.Enter
            or Agreements.Act.Move or Agreements.Act.Advance or Agreements.Act.Store or Agreements.Act.Reinforce
            or Agreements.Act.Exercise => Certainty.Certain,
        Agreements.Act.Fire or Agreements.Act.Attack => observation.Phase is FirePhase.Outgoing ? Certainty.Certain : Certainty.No,
        null => observation.Phase is FirePhase.Outgoing ? Certainty.Certain : observation.Phase is null ? Certainty.Possible : Certainty.No,
        _ => Certainty.No,
    };
}
