using Truceline.Agreements;

namespace Truceline.App.Exercise;

/// <summary>Whether what a plan names is there and what it says can be: told before anything is made up.</summary>
internal static class PlanCheck
{
    private const int MostDays = 400;
    private const int MostFires = 100_000;

    /// <summary>Goes through the plan of a theatre.</summary>
    /// <exception cref="UsageException">The first thing that cannot be.</exception>
    public static void Require(Theatre theatre)
    {
        var plan = theatre.Plan;
        void Hold(bool holds, string otherwise)
        {
            if (!holds) throw Theatre.Wrong(otherwise);
        }

        Hold(plan.Days.Least > -MostDays && plan.Days.Most < MostDays && plan.Days is { Least: <= 0, Most: >= 0 }, "'days' go from before or on D to D or after it, within 400");
        Hold(plan.Fire.Hours.Length == 24 && plan.Fire.Hours.All(weight => weight >= 0) && plan.Fire.Hours.Sum() > 0, "'hours' of 'fire' are 24 weights, one for each hour from 00:00, not all 0");
        Hold(plan.Fire.Weapons.Length > 0 && plan.Fire.Weapons.Sum(weapon => weapon.Weight) > 0, "'weapons' need one with a weight above 0");
        Hold(plan.Fire.PerDayBefore is { Least: >= 0, Most: <= MostFires } && plan.Fire.PerDayAfter is { Least: >= 0, Most: <= MostFires }, "'per-day-before' and 'per-day-after' lie between 0 and 100000");
        Hold(plan.Monitor.StopsPerDay is { Least: >= 0, Most: <= 24 } && plan.Monitor.Hours is { Least: >= 0, Most: <= 24 }, "'stops-per-day' and 'hours' of 'monitor' lie between 0 and 24");
        Hold(plan.Press.Outlets.Distinct().Count() > 1 && plan.Press.Titles.Length > 0 && plan.Press.Sentences.Length > 0, "'press' needs two outlets, a title and a sentence");
        Hold(plan.Press.OtherWords.All(words => words.Distinct().Count() > 1), "each group of 'other-words' has two words or more");
        Hold(plan.Afterthoughts.Reasons.Length > 0 && plan.Parties.NotificationsOf.Length > 0, "'reasons' and 'notifications-of' are not empty");
        Hold(plan.Monitor.Access.All(access => access.Notes.Length > 0) && plan.Monitor.Patrols.All(patrol => patrol.Stops.Length > 0), "each 'access' has a note, and each patrol a stop");
        Hold(plan.Force.Strays.All(stray => stray.Unit >= 1 && stray.Unit <= plan.Force.Stations.Length), "a stray 'unit' is one of the stations, counted from 1");
        Hold(plan.Afterthoughts is { LateDays.Least: >= 1, CorrectedDays.Least: >= 1, WithdrawnDays.Least: >= 1 }, "what comes late, or is corrected or withdrawn, is so a day later or more");
        Hold(theatre.Agreement.Clauses.Any(clause => clause.Id == plan.Force.Clause && clause.Kind == ClauseKind.Must), $"'clause' of 'force' is an obligation of the agreement, and '{plan.Force.Clause}' is none");

        foreach (var actor in (string[])[plan.Monitor.Actor, plan.Force.Actor, plan.Force.Host, .. plan.Sides]) theatre.Name(actor);
        string[] places =
        [
            .. plan.Fire.Near, .. plan.Fire.FlareUps.SelectMany(flare => flare.Near), .. plan.Monitor.Patrols.SelectMany(patrol => patrol.Stops),
            .. plan.Monitor.Sensors.Select(sensor => sensor.At), .. plan.Force.Stations, plan.Force.From, .. plan.Force.Strays.Select(stray => stray.Place),
        ];
        foreach (var place in places) theatre.Settlement(place);
        Hold(plan.Fire.Near.Length > 0, "'near' of 'fire' names a place");
        foreach (var station in plan.Force.Stations) Hold(theatre.SideOf(theatre.Settlement(station).At) == plan.Force.Host, $"the station {station} lies on the side of the host");
        foreach (var outlet in plan.Press.Outlets) Hold(IsFileName(outlet), $"the outlet '{outlet}' is to be the name of a file: letters, digits and spaces");
        foreach (var blind in plan.Monitor.Blind.SelectMany(blind => blind.Sensors)) Hold(plan.Monitor.Sensors.Any(sensor => sensor.Name == blind), $"there is no sensor '{blind}'");
        foreach (var actor in (string[])[plan.Monitor.Actor, plan.Force.Actor, .. plan.Sides]) Hold(IsFileName(theatre.Name(actor)), $"the name of actor '{actor}' is to be the name of a file");
    }

    // A source is the name of its file, on every system.
    private static bool IsFileName(string name) =>
        name.Length is > 0 and <= 80 && name.Trim() == name && name.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '(' or ')' or '\'');
}
