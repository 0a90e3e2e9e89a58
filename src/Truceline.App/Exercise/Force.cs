using NodaTime;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Exercise;

/// <summary>
/// The contingents of a force: nothing of them before the ceasefire, then each on its way and at its station, by its own word. What
/// the plan has stray does so, and a patrol sees it. Positions are those of consenting contingents alone.
/// </summary>
internal sealed class Force(Diary diary, Dice all)
{
    private readonly Theatre theatre = diary.Theatre;
    private readonly ForcePlan plan = diary.Theatre.Plan.Force;

    /// <summary>Writes down a day of the force.</summary>
    public void Report(int day)
    {
        for (var unit = 1; unit <= plan.Stations.Length; unit++)
        {
            var dice = all.For(FormattableString.Invariant($"unit {unit}"));
            var strength = dice.Whole(plan.Strength);
            var arrives = theatre.Ceasefire + Duration.FromMinutes((int)(60 * dice.Number(plan.ArrivesAfterHours)));
            Positions(day, unit, strength, arrives);
        }
        foreach (var stray in plan.Strays.Where(stray => stray.Day == day)) Stray(stray);
        if (plan.Completed.Day == day) Completed();
    }

    private void Positions(int day, int unit, int strength, Instant arrives)
    {
        if (arrives.InZone(theatre.Zone).Date == theatre.Date(day))
        {
            var way = new Interval(arrives - Duration.FromHours(3), arrives);
            var moved = diary.Add(day, "movement", way, one => Of(one, unit, theatre.Settlement(plan.From)));
            Tell(unit, way, theatre.Settlement(plan.From), strength, "On its way to its station.", moved);
            Standing(day, unit, strength, arrives, arrives);
        }
        var noon = theatre.At(day, plan.ReportsAt);
        if (noon > arrives) Standing(day, unit, strength, noon, noon);
    }

    private void Standing(int day, int unit, int strength, Instant from, Instant to)
    {
        var at = theatre.Settlement(plan.Stations[unit - 1]);
        var stands = new Interval(from, to);
        Tell(unit, stands, at, strength, null, diary.Add(day, "station", stands, one => Of(one, unit, at)));
    }

    private void Stray(StrayPlan stray)
    {
        var (at, from) = (theatre.Settlement(stray.Place), theatre.At(stray.Day, stray.At));
        var stay = new Interval(from, from + Duration.FromMinutes((int)(stray.Hours * 60)));
        var strayed = diary.Add(stray.Day, "stray", stay, one => Of(one, stray.Unit, at) with { Note = stray.Note });
        Tell(stray.Unit, stay, at, all.For(FormattableString.Invariant($"unit {stray.Unit}")).Whole(plan.Strength), stray.Note, strayed);
        var seen = new Interval(from + Duration.FromMinutes(30), from + Duration.FromMinutes(75));
        diary.Tell(theatre.Plan.Monitor.Actor, seen.End, new Presence(
            theatre.Name(plan.Actor), Unit(stray.Unit), seen, new(at.Name, new Region.Disc(at.At, new Metres(500))), "personnel", null, AttributionBasis.Seen, Means.Seen, stray.SeenBy, null), strayed);
    }

    private void Completed()
    {
        var at = theatre.At(plan.Completed.Day, plan.Completed.At);
        var done = diary.Add(plan.Completed.Day, "deployment", new Interval(at, at), one => one with { By = plan.Actor, Note = plan.Completed.Note });
        diary.Tell(theatre.Plan.Monitor.Actor, at, new Observation
        {
            Occurred = new(at, at), Where = new(null, new Region.Anywhere()), Act = Act.Deploy, What = "personnel",
            By = [new(theatre.Name(plan.Actor), AttributionBasis.Seen)], Means = Means.Seen,
            Fulfilment = new(theatre.Agreement.Id, plan.Clause, FulfilmentStage.Completed), Note = plan.Completed.Note,
        }, done);
    }

    private void Tell(int unit, Interval when, NamedPlace at, int strength, string? note, Happening about) => diary.Tell(plan.Actor, when.End, new Presence(
        theatre.Name(plan.Actor), Unit(unit), when, new(at.Name, new Region.Disc(at.At, new Metres(plan.WithinM))), "personnel", new CountBounds(strength, strength),
        AttributionBasis.Admission, Means.Track, null, note), about);

    private Happening Of(Happening one, int unit, NamedPlace at) => one with { By = plan.Actor, At = at.At, Near = at, Note = Unit(unit) };

    private string Unit(int number) => plan.Unit.Replace("{n}", FormattableString.Invariant($"{number}"), StringComparison.Ordinal);
}
