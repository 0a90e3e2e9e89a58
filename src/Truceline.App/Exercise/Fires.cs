using NodaTime;

namespace Truceline.App.Exercise;

/// <summary>Who fires when, where and with what: both sides by the same rule.</summary>
internal static class Fires
{
    /// <summary>Writes down the fires of a day.</summary>
    public static void Happen(Diary diary, Dice all, int day)
    {
        var plan = diary.Theatre.Plan.Fire;
        var dice = all.For($"fires {Days.Word(day)}");
        var usual = dice.Whole(day < 0 ? plan.PerDayBefore : plan.PerDayAfter);
        for (var i = 0; i < usual; i++) One(diary, dice, day, plan.Near);
        foreach (var flare in plan.FlareUps.Where(flare => flare.Day == day))
            for (var i = 0; i < (int)(usual * (flare.Times - 1)); i++) One(diary, dice, day, flare.Near.Length > 0 ? flare.Near : plan.Near);
    }

    private static void One(Diary diary, Dice dice, int day, string[] near)
    {
        var (theatre, plan) = (diary.Theatre, diary.Theatre.Plan.Fire);
        var by = dice.Of(theatre.Sides);
        var weapon = dice.Of(plan.Weapons, one => one.Weight);
        var hour = dice.Of(Enumerable.Range(0, 24).ToArray(), at => plan.Hours[at]);
        var start = theatre.At(day, new LocalTime(hour, dice.Whole(0, 59)));
        var end = start + Duration.FromMinutes(dice.Whole(weapon.Minutes));
        var rounds = dice.Whole(weapon.Rounds);
        var killed = dice.Chance(weapon.Kills) ? dice.Whole(1, 3) : 0;
        var range = dice.Number(weapon.RangeM);
        // On a front drawn by hand a settlement may lie wholly on one side; then this fire did not happen.
        if (theatre.Near(dice, near, plan.SpreadM, theatre.Other(by)) is not var (at, settlement)) return;
        diary.Add(day, "fire", new Interval(start, end), fire => fire with
        {
            By = by, Against = theatre.Other(by), At = at, From = theatre.Origin(at, range), Near = settlement, Count = rounds, Weapon = weapon, Killed = killed,
        });
    }
}
