using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Exercise;

/// <summary>
/// What a monitor could see and what it saw of it: patrols that stop at settlements by day, sensors that are up or down. A
/// sighting says less than the truth: a direction, a distance, a count, each with an error, and often neither who nor with what.
/// </summary>
internal sealed class Watch(Diary diary, Dice all, int day)
{
    private readonly Theatre theatre = diary.Theatre;
    private readonly MonitorPlan plan = diary.Theatre.Plan.Monitor;
    private readonly ImmutableArray<Happening> fires = diary.Fires(day);

    /// <summary>Writes down a day of the monitor.</summary>
    public void Observe()
    {
        foreach (var patrol in plan.Patrols) Patrol(patrol, all.For($"{patrol.Name} {Days.Word(day)}"));
        foreach (var sensor in plan.Sensors) Sensor(sensor, all.For($"{sensor.Name} {Days.Word(day)}"));
    }

    private void Patrol(PatrolPlan patrol, Dice dice)
    {
        var stops = dice.Whole(plan.StopsPerDay);
        var slot = Duration.FromMinutes((int)((plan.Hours.Most - plan.Hours.Least) * 60 / Math.Max(1, stops)));
        for (var i = 0; i < stops; i++)
        {
            var stop = theatre.Settlement(patrol.Stops[(i + dice.Whole(0, patrol.Stops.Length - 1)) % patrol.Stops.Length]);
            var from = theatre.At(day, LocalTime.FromHoursSinceMidnight((int)plan.Hours.Least)) + slot * i + Duration.FromMinutes(dice.Whole(0, 20));
            var stay = new Interval(from, from + Duration.FromMinutes(Math.Min(dice.Whole(plan.StopMinutes), slot.TotalMinutes - 20)));
            Stop(patrol, dice, stop, stay);
        }
        if (dice.Chance(plan.Nights)) Night(patrol, dice, theatre.Settlement(dice.Of(patrol.Stops)));
    }

    /// <summary>A night spent in a settlement: nothing is seen, and what is near enough is heard.</summary>
    private void Night(PatrolPlan patrol, Dice dice, NamedPlace stop)
    {
        var dusk = theatre.At(day, LocalTime.FromHoursSinceMidnight((int)plan.Hours.Most % 24));
        var night = new Interval(Instant.Min(dusk, theatre.StartOf(day + 1)), theatre.StartOf(day + 1));
        var visit = diary.Add(day, "patrol", night, one => one with { At = stop.At, Near = stop, Note = "night" });
        diary.Tell(plan.Actor, night.End, new Coverage(CoverageKind.Patrol, patrol.Name, night, new(stop.Name, new Region.Disc(stop.At, new Metres(plan.HearsM))), Means.Heard, null), visit);
        foreach (var fire in fires)
            if (Meets(fire.Occurred, night)) Hear(patrol, dice, stop, fire, Geodesic.Inverse(stop.At, fire.At!.Value));
    }

    private void Stop(PatrolPlan patrol, Dice dice, NamedPlace stop, Interval stay)
    {
        var drawn = dice.Fraction();
        AccessPlan? hindered = null;
        foreach (var access in plan.Access)
            if (hindered is null && (drawn -= access.Chance) < 0) hindered = access;
        var visit = diary.Add(day, "patrol", stay, one => one with { At = stop.At, Near = stop, Note = hindered is null ? "free" : hindered.Status.Written() });
        var passes = hindered is null or { Status: AccessStatus.Delayed or AccessStatus.Conditional };
        if (hindered is not null) Hindered(patrol, dice, stop, stay, hindered, visit);
        if (!passes) return;
        var seen = hindered?.Status == AccessStatus.Delayed ? new Interval(stay.Start + stay.Duration / 2, stay.End) : stay;
        diary.Tell(plan.Actor, seen.End, new Coverage(CoverageKind.Patrol, patrol.Name, seen, new(stop.Name, new Region.Disc(stop.At, new Metres(plan.SeesM))), Means.Seen, null), visit);
        foreach (var fire in fires)
            if (Meets(fire.Occurred, seen)) Notice(patrol, dice, stop, fire);
    }

    private void Hindered(PatrolPlan patrol, Dice dice, NamedPlace stop, Interval stay, AccessPlan access, Happening visit)
    {
        // Nobody holds up a patrol by mines or on account of the weather: only what people do has an author.
        ImmutableArray<Attribution> by = access.Status is AccessStatus.Denied or AccessStatus.Conditional or AccessStatus.Threatened or AccessStatus.Delayed
            ? [new(theatre.Name(theatre.SideOf(stop.At)), AttributionBasis.Seen)]
            : [];
        diary.Tell(plan.Actor, stay.Start + Duration.FromMinutes(10), new Access(
            access.Status, new Interval(stay.Start, stay.Start + Duration.FromMinutes(20)), new(stop.Name, new Region.Disc(stop.At, stop.Within)), by, Means.Seen, patrol.Name, dice.Of(access.Notes)), visit);
    }

    /// <summary>What a patrol sees, or hears, of a fire while it stands at a settlement.</summary>
    private void Notice(PatrolPlan patrol, Dice dice, NamedPlace stop, Happening fire)
    {
        var way = Geodesic.Inverse(stop.At, fire.At!.Value);
        if (way.Distance.Value <= plan.SeesM)
        {
            var within = Math.Round(dice.Number(plan.SeenWithinM));
            var place = new Place(fire.Near!.Name, new Region.Disc(Theatre.Away(dice, fire.At.Value, within), new Metres(within)));
            var who = dice.Chance(plan.IdentifiesWho) ? ImmutableArray.Create(new Attribution(theatre.Name(fire.By!), AttributionBasis.Seen)) : [];
            diary.Tell(plan.Actor, fire.Occurred.End, new Observation
            {
                Occurred = fire.Occurred, Where = place, Count = Counted(dice, fire), Act = fire.Weapon!.Act, What = Kind(dice, fire),
                Fatalities = Killed(fire), Phase = FirePhase.Impact, By = who, Means = Means.Seen, Observer = patrol.Name,
            }, fire);
        }
        else Hear(patrol, dice, stop, fire, way);
    }

    private void Hear(PatrolPlan patrol, Dice dice, NamedPlace stop, Happening fire, GeodesicPath way)
    {
        if (way.Distance.Value > fire.Weapon!.HeardM) return;
        var phase = dice.Chance(plan.TellsPhase) ? FirePhase.Impact : FirePhase.Undetermined;
        diary.Tell(plan.Actor, fire.Occurred.End, new Observation
        {
            Occurred = fire.Occurred, Where = new(stop.Name, Sector(dice, stop.At, way)), Count = Counted(dice, fire), Act = Act.Fire, What = Kind(dice, fire),
            Phase = phase, Means = Means.Heard, Observer = patrol.Name,
        }, fire);
    }

    /// <summary>A direction with an error, so wide that it holds the truth, and a distance as ears give it.</summary>
    private Region.Sector Sector(Dice dice, Position from, GeodesicPath way)
    {
        var off = dice.Number(plan.BearingErrorDegrees) * (dice.Chance(0.5) ? 1 : -1);
        var width = Math.Max(dice.Number(plan.SectorDegrees), 2 * Math.Abs(off) + 4);
        var near = way.Distance.Value * (1 - dice.Number(plan.DistanceError));
        var far = way.Distance.Value * (1 + dice.Number(plan.DistanceError));
        return new(from, Math.Round((way.AzimuthFrom + off + 720) % 360) % 360, Math.Ceiling(width / 2), new(Math.Floor(near / 100) * 100), new(Math.Ceiling(far / 100) * 100));
    }

    private CountBounds Counted(Dice dice, Happening fire)
    {
        var count = fire.Count!.Value;
        var least = Math.Max(1, (int)(count * (1 - dice.Number(plan.CountError))));
        return new(least, dice.Chance(0.2) ? null : (int)Math.Ceiling(count * (1 + dice.Number(plan.CountError))));
    }

    private string? Kind(Dice dice, Happening fire) =>
        !dice.Chance(plan.IdentifiesWhat) ? null : fire.Weapon!.Words is [_, ..] words && dice.Chance(0.5) ? dice.Of(words) : fire.Weapon.Class;

    private static Fatalities? Killed(Happening fire) =>
        fire.Killed == 0 ? null : new(fire.Killed, fire.Killed, fire.Killed, ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    private void Sensor(SensorPlan sensor, Dice dice)
    {
        var stand = theatre.Settlement(sensor.At);
        var place = new Place(stand.Name, new Region.Disc(stand.At, new Metres(sensor.ReachM)));
        foreach (var up in Up(sensor, dice))
        {
            var running = diary.Add(day, "sensor", up, one => one with { At = stand.At, Near = stand });
            diary.Tell(plan.Actor, up.End, new Coverage(CoverageKind.Sensor, sensor.Name, up, place, sensor.Means, null), running);
            foreach (var fire in fires)
                if (Meets(fire.Occurred, up) && Geodesic.Distance(stand.At, fire.At!.Value).Value <= sensor.ReachM && dice.Chance(sensor.Notices))
                    diary.Tell(plan.Actor, fire.Occurred.End, new Observation
                    {
                        Occurred = fire.Occurred,
                        Where = new(null, new Region.Disc(Theatre.Away(dice, fire.At.Value, sensor.WithinM), new Metres(sensor.WithinM))),
                        Count = Counted(dice, fire), Act = Act.Fire, What = Kind(dice, fire), Phase = FirePhase.Impact, Means = sensor.Means, Observer = sensor.Name,
                    }, fire);
        }
    }

    /// <summary>When a sensor was up on the day: all of it, but for an outage by chance and for blind stretches of the plan.</summary>
    private IEnumerable<Interval> Up(SensorPlan sensor, Dice dice)
    {
        var (start, end) = (theatre.StartOf(day), theatre.StartOf(day + 1));
        var down = new List<Interval>();
        if (dice.Chance(plan.OutageChance))
        {
            var from = start + Duration.FromMinutes(dice.Whole(0, 23 * 60));
            down.Add(new(from, from + Duration.FromMinutes((int)(dice.Number(plan.OutageHours) * 60))));
        }
        foreach (var blind in plan.Blind.Where(blind => blind.Sensors.Contains(sensor.Name)))
        {
            var from = theatre.At(blind.Day, blind.At);
            down.Add(new(from, from + Duration.FromMinutes((int)(blind.Hours * 60))));
        }
        foreach (var gap in down.OrderBy(gap => gap.Start))
        {
            if (gap.Start > start && gap.End > start && gap.Start < end) yield return new(start, gap.Start);
            start = Instant.Max(start, Instant.Min(gap.End, end));
        }
        if (start < end) yield return new(start, end);
    }

    private static bool Meets(Interval one, Interval other) => one.Start <= other.End && other.Start <= one.End;
}
