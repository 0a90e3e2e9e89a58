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

/// <summary>Where a ban comes from.</summary>
internal enum BanForm
{
    /// <summary>A clause states it.</summary>
    Stated,

    /// <summary>A permission states it, for those who must not obstruct it.</summary>
    Obstruction,

    /// <summary>It is what an obligation no longer lets be.</summary>
    Reverse,
}

/// <summary>When a ban holds, for the actors behind a subject: the answer, its words, and the entries on which it rests.</summary>
internal interface ITimeOfBan
{
    /// <summary>Whether it held at a time.</summary>
    Certainty At(Interval time, ImmutableArray<string> actors);

    /// <summary>The same as a step.</summary>
    Step Says(Interval time, ImmutableArray<string> actors);

    /// <summary>The entries that say so.</summary>
    IEnumerable<long> Entries(Interval time, ImmutableArray<string> actors);
}

/// <summary>
/// What is prohibited, as incidents are held against it: the act, the grounds and the time. A <c>must-not</c> is one; so
/// is the reverse of an obligation, once it is due or fulfilled.
/// </summary>
/// <param name="Clause">The clause, as it is held against what somebody did.</param>
/// <param name="Act">Whether an observation is of the act.</param>
/// <param name="Shows">What an observation does not show, may show, shows, in words.</param>
/// <param name="Grounds">Where.</param>
/// <param name="When">When.</param>
/// <param name="Calendar">The calendar under which it is.</param>
internal sealed record Ban(
    Calendar Calendar, Clause Clause, Func<Observation, Certainty> Act, Func<Certainty, string> Shows, ImmutableArray<Ground> Grounds, ITimeOfBan When)
{
    /// <summary>The line over which it is, or null.</summary>
    public NamedLine? Over { get; init; }

    /// <summary>Where it comes from.</summary>
    public BanForm Form { get; init; }

    /// <summary>The prohibition that a <c>must-not</c> states.</summary>
    public static Ban Of(Clause clause, Calendar calendar)
    {
        var grounds = ImmutableArray.CreateBuilder<Ground>();
        var zones = calendar.Agreement.Zones;
        if (clause.In is { } inside) grounds.Add(new Ground(zones[inside], PlaceOf.Effect, false));
        if (clause.FromIn is { } from) grounds.Add(new Ground(zones[from], PlaceOf.Origin, false));
        if (clause.OutOf is { } outside) grounds.Add(new Ground(zones[outside], PlaceOf.Effect, true));
        return new Ban(
            calendar, clause, observation => IsOf(clause.Do, observation), certainty => $"{certainty.Choose("is not", "may be", "is")} the act that clause '{clause.Id}' prohibits ({clause.Do.Written()})",
            grounds.ToImmutable(), new WhileItApplies(new Applying(calendar, clause))) { Over = clause.Over is { } line ? calendar.Agreement.Lines[line] : null };
    }

    /// <summary>What a permission prohibits to those who must not obstruct it: to obstruct it or to deny access, where it may be used.</summary>
    public static Ban Obstruction(Clause clause, Calendar calendar)
    {
        var duty = clause with { Who = clause.DutyOf, Anyone = false, What = [] };
        ImmutableArray<Ground> grounds = clause.In is { } zone ? [new Ground(calendar.Agreement.Zones[zone], PlaceOf.Effect, false)] : [];
        return new Ban(
            calendar, duty,
            observation => observation.Act switch { Agreements.Act.Obstruct or Agreements.Act.DenyAccess => Certainty.Certain, null when observation.Phase is null => Certainty.Possible, _ => Certainty.No },
            certainty => $"{certainty.Choose("does not obstruct", "may obstruct", "obstructs")} what clause '{clause.Id}' permits ({clause.Do.Written()})",
            grounds, new WhileItApplies(new Applying(calendar, clause))) { Form = BanForm.Obstruction };
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
        calendar, clause, IsPresence, certainty => $"{certainty.Choose("does not show", "may show", "shows")} where the thing stands, which clause '{clause.Id}' has out of the zone",
        [new Ground(calendar.Agreement.Zones[zone], PlaceOf.Origin, false)], new OnceItWas(calendar, sinceFor, because)) { Form = BanForm.Reverse };

    /// <summary>The answer to whether an observation is of the act, in words.</summary>
    public Answer SayAct(Weighed weighed) => new(
        weighed.Act, $"{(weighed.Sighting.Observation.Act is { } act ? $"'{act.Written()}'" : "an unnamed act")} {Shows(weighed.Act)}");

    private sealed class WhileItApplies(Applying applying) : ITimeOfBan
    {
        public Certainty At(Interval time, ImmutableArray<string> actors) => applying.At(time);

        public Step Says(Interval time, ImmutableArray<string> actors) => applying.Says(time);

        public IEnumerable<long> Entries(Interval time, ImmutableArray<string> actors) => applying.Entries(time);
    }

    private sealed class OnceItWas(Calendar calendar, Func<ImmutableArray<string>, EventTime> sinceFor, string because) : ITimeOfBan
    {
        public Certainty At(Interval time, ImmutableArray<string> actors) => time.AtOrAfter(sinceFor(actors));

        public Step Says(Interval time, ImmutableArray<string> actors)
        {
            var since = sinceFor(actors);
            var certainty = time.AtOrAfter(since);
            return new Step
            {
                Predicate = "when", Value = certainty.Word(),
                Says = $"{calendar.Words(time)}: {certainty.Choose("before", "perhaps after", "after")} {because} ({calendar.Words(since)})",
                Entries = since is EventTime.Known known ? known.Entries : [],
            };
        }

        public IEnumerable<long> Entries(Interval time, ImmutableArray<string> actors) => sinceFor(actors) is EventTime.Known known ? known.Entries : [];
    }

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
