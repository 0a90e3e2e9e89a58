using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.Geography;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Exercise;

/// <summary>What the two sides say: declarations, notice of what they mean to do, claims against each other, denials, and now and then an admission.</summary>
internal sealed class Parties(Diary diary, Dice all)
{
    private readonly Theatre theatre = diary.Theatre;
    private readonly PartiesPlan plan = diary.Theatre.Plan.Parties;

    /// <summary>Both sides declare the ceasefire before it begins, each in its own report.</summary>
    public void Declare()
    {
        var dice = all.For("declarations");
        foreach (var side in theatre.Sides)
        {
            var told = theatre.Ceasefire - Duration.FromMinutes((int)(60 * dice.Number(theatre.Plan.Ceasefire.ToldHoursBefore)));
            var declared = diary.Add(theatre.DayOf(told.InZone(theatre.Zone).Date), "declaration", new Interval(told, told), one => one with { By = side });
            diary.Tell(side, told, new Declaration(theatre.Name(side), theatre.Plan.Ceasefire.Event, theatre.Ceasefire, theatre.Agreement.Id, null) { Declared = told }, declared);
        }
    }

    /// <summary>Writes down what both sides say about a day.</summary>
    public void Speak(int day)
    {
        foreach (var side in theatre.Sides)
        {
            // By its place in the plan and not by its name: the sides change places, and what happens with them.
            var dice = all.For($"side {theatre.Plan.Sides.IndexOf(side)} {Days.Word(day)}");
            foreach (var fire in diary.Fires(day)) About(dice, side, fire);
            for (var i = dice.Whole(plan.FalseClaimsPerDay); i > 0; i--) Invent(dice, day, side);
            if (dice.Chance(plan.Notifications)) Notify(dice, day, side);
        }
    }

    private void About(Dice dice, string side, Happening fire)
    {
        if (fire.Against == side && dice.Chance(plan.Claims))
        {
            var within = Math.Round(dice.Number(plan.ClaimedWithinM));
            Claim(dice, side, fire.Near!, Theatre.Away(dice, fire.At!.Value, within), within, fire.Occurred, fire.Weapon!, fire.Count!.Value, fire);
            if (dice.Chance(plan.Denials)) Deny(dice, fire.By!, fire.Near!, fire.Occurred, fire);
        }
        else if (fire.By == side && dice.Chance(plan.Admissions))
            diary.Tell(side, fire.Occurred.End + Duration.FromHours(1), Said(
                side, AttributionBasis.Admission, fire.Near!, fire.At!.Value, 1000, fire.Occurred, fire.Weapon!, fire.Count!.Value, Means.PartyNotification), fire);
    }

    private void Invent(Dice dice, int day, string side)
    {
        if (theatre.Near(dice, theatre.Plan.Fire.Near, theatre.Plan.Fire.SpreadM, side) is not var (at, near)) return;
        var weapon = dice.Of(theatre.Plan.Fire.Weapons, one => one.Weight);
        var start = theatre.At(day, new LocalTime(dice.Whole(0, 23), dice.Whole(0, 59)));
        var occurred = new Interval(start, start + Duration.FromMinutes(dice.Whole(weapon.Minutes)));
        Claim(dice, side, near, at, Math.Round(dice.Number(plan.ClaimedWithinM)), occurred, weapon, dice.Whole(weapon.Rounds), null);
        if (dice.Chance(plan.Denials)) Deny(dice, theatre.Other(side), near, occurred, null);
    }

    private void Claim(Dice dice, string side, NamedPlace near, Position at, double within, Interval occurred, WeaponPlan weapon, int rounds, Happening? about)
    {
        var said = Said(theatre.Other(side), AttributionBasis.Claim, near, at, within, occurred, weapon, (int)(rounds * dice.Number(plan.Exaggerates)), dice.Chance(0.5) ? Means.PartyNotification : Means.Hotline);
        diary.Tell(side, occurred.End + Duration.FromMinutes(dice.Whole(10, 120)), said, about);
    }

    private Observation Said(string by, AttributionBasis basis, NamedPlace near, Position at, double within, Interval occurred, WeaponPlan weapon, int rounds, Means means) => new()
    {
        Occurred = occurred, Where = new(near.Name, new Region.Disc(at, new Metres(within))), Count = new(rounds, basis == AttributionBasis.Claim ? null : rounds),
        Act = weapon.Act, What = weapon.Class, Phase = FirePhase.Impact, By = [new(theatre.Name(by), basis)], Means = means,
    };

    private void Deny(Dice dice, string side, NamedPlace near, Interval occurred, Happening? about)
    {
        var told = occurred.End + Duration.FromHours(dice.Whole(2, 8));
        diary.Tell(side, told, new Statement
        {
            Party = theatre.Name(side), Authority = StatementAuthority.Spokesperson, Occurred = new(told, told), Act = StatementAct.Claim,
            Issue = plan.DenialIssue, Says = plan.DenialSays.Replace("{place}", near.Name, StringComparison.Ordinal), Fidelity = StatementFidelity.Paraphrase,
            About = [.. plan.DenialAbout], Agreement = theatre.Agreement.Id,
        }, about);
    }

    private void Notify(Dice dice, int day, string side)
    {
        if (theatre.Near(dice, theatre.Plan.Fire.Near, 4 * theatre.Plan.Fire.SpreadM, side) is not var (at, near)) return;
        var what = dice.Of(plan.NotificationsOf);
        var given = theatre.At(day, new LocalTime(dice.Whole(7, 11), 0));
        var window = new Interval(given + Duration.FromHours(2), given + Duration.FromHours(dice.Whole(3, 6)));
        var notice = diary.Add(day, "notice", window, one => one with { By = side, At = at, Near = near, Note = what.Note });
        diary.Tell(side, given, new Notification(
            theatre.Name(side), theatre.Name(theatre.Plan.Monitor.Actor), given, what.Act, what.What, window, new(near.Name, new Region.Disc(at, new Metres(2000))),
            theatre.Agreement.Id, null, what.Note), notice);
    }
}
