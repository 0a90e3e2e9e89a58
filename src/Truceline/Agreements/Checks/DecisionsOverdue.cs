using NodaTime;

namespace Truceline.Agreements.Checks;

/// <summary>
/// TL053: a timer that is longer than the window it has: a decision that a breach leads to and that may be taken when the
/// clause is over, an alert that counts over a longer time than its clause lasts. Only windows whose ends are both fixed, or
/// both counted from one event, are looked at.
/// </summary>
internal static class DecisionsOverdue
{
    // An event is taken to happen as its day begins, far from any change of clocks: the longest that a window of days can be.
    private static readonly LocalDate Day = new(2000, 1, 3);

    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var decisions = agreement.Decisions.ToDictionary(decision => decision.Id, StringComparer.Ordinal);
        foreach (var clause in agreement.Clauses)
        {
            if (clause is not { From: { } from, Until: { } until } || Length(agreement.Clock, from, until) is not { } window || window <= Duration.Zero) continue;
            if (clause.OnBreach is { } id && decisions.TryGetValue(id, out var decision) && decision.Within is { } within && Shortest(within) > window)
                yield return agreement.Problem("TL053", decision.Where,
                    $"decision '{id}' may take {within.Words()}, and clause '{clause.Id}', whose breach leads to it, holds from {from.Words()} to {until.Words()} only: it can come when the clause is over",
                    "shorten 'within', or let the clause hold longer", [id, clause.Id],
                    new Proof.Listing([new(clause.Id, $"clause '{clause.Id}' holds from {from.Words()} to {until.Words()}") { Where = clause.Where }, new(id, $"decision '{id}' is to be taken within {within.Words()}") { Where = decision.Where }]));
            if (clause.Alert is { } alert && Shortest(alert.Per) > window)
                yield return agreement.Problem("TL053", clause.Where,
                    $"the alert of clause '{clause.Id}' counts over {alert.Per.Words()}, and the clause holds from {from.Words()} to {until.Words()} only",
                    "count over a shorter time", [clause.Id]);
        }
    }

    private static Duration? Length(Clock clock, Moment from, Moment until) => (from, until) switch
    {
        (Moment.AfterEvent one, Moment.AfterEvent other) => one.Event == other.Event ? At(clock, other) - At(clock, one) : null,
        (Moment.AfterEvent, _) or (_, Moment.AfterEvent) => null,
        _ => At(clock, until) - At(clock, from),
    };

    private static Instant At(Clock clock, Moment moment) => moment.Resolve(clock, MomentUse.Beginning, Clock.StartOf(Day, clock.Zone));

    // Months and years at their shortest: no window is called too short that a month could fill.
    private static Duration Shortest(Period period) =>
        Duration.FromDays(365 * period.Years + 28 * period.Months + 7 * period.Weeks + period.Days) + Duration.FromHours(period.Hours) + Duration.FromMinutes(period.Minutes) + Duration.FromSeconds(period.Seconds);
}
