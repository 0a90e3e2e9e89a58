using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements.Waiting;

namespace Truceline.Agreements.Checks;

/// <summary>
/// TL013: times that cannot be, whatever happens when: a chain of bounds that leads from a deadline round to itself and is
/// too long for it. Only what is surely impossible is told: a month counts as 28 to 31 days, a local day as what any clock shows.
/// </summary>
internal static class Times
{
    // Bounds looked at in all: five hundred anchors in a file at its limits. What is left after that is said.
    private const int MostSteps = 6_000_000;
    private const int MostTold = 100;

    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var bounds = Bounds(agreement);
        var below = bounds.Bounds.GroupBy(bound => bound.From).ToDictionary(group => group.Key, group => group.ToArray());
        var search = new Search(below);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in bounds.Bounds.Where(bound => bound.Limit is not null).GroupBy(bound => bound.To))
            foreach (var circle in search.From(group.Key, [.. group]))
            {
                // A circle through several deadlines is found from each of them, and a clause has more than one: told is the first, the shortest.
                var limits = circle.Where(bound => bound.Limit is not null).Select(bound => bound.Where.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
                if (!told.Add(string.Join(' ', limits)) || (limits.Count > 1 && limits.Any(told.Contains))) continue;
                if (told.Count > MostTold)
                {
                    yield return agreement.Problem("TL013", circle[^1].Where, "more times cannot be, and are not listed", "correct the ones above first", [circle[^1].Of], null, Severity.Note);
                    yield break;
                }
                yield return Tell(agreement, [.. circle.Where(bound => bound.Says is not null)], circle.Sum(bound => bound.Seconds));
            }
        if (search.Steps > MostSteps)
            yield return agreement.Problem("TL013", agreement.Clauses.Select(clause => clause.Where).FirstOrDefault(), "not all times were compared: there are too many that depend on one another", "split the agreement into several files", [], null, Severity.Note);
    }

    private static Problem Tell(Agreement agreement, ImmutableArray<TimeBound> circle, long seconds)
    {
        var limits = circle.Where(bound => bound.Limit is not null).DistinctBy(bound => (bound.Of, bound.Limit)).OrderBy(bound => (bound.Where.Line, bound.Where.Column)).ToList();
        var limit = circle[^1];
        var things = circle.Select(bound => bound.Of).Distinct(StringComparer.Ordinal).ToImmutableArray();
        var over = Words(seconds);
        var what = limits.Count > 1 ? $"the deadlines of {WaitingCircles.Named([.. limits.Select(one => one.Of).Distinct(StringComparer.Ordinal)])} cannot all be kept: together they are too short by at least {over}"
            : limit.Limit == "until" ? $"'{limit.Of}' ends at least {over} before it begins"
            : $"the deadline of '{limit.Limit}' in clause '{limit.Of}' is over at least {over} before its beginning";
        return agreement.Problem("TL013", limit.Where, what, "correct one of the times", things.Prepend(limit.Of),
            new Proof.Chain([.. circle.Select(bound => new ProofStep(bound.Of, bound.Says!) { Where = bound.Where }).DistinctBy(step => (step.Id, step.Says))]));
    }

    private static string Words(long seconds)
    {
        var rest = new PeriodBuilder { Days = (int)(seconds / 86_400), Hours = seconds / 3600 % 24, Minutes = seconds / 60 % 60, Seconds = seconds % 60 }.Build();
        return rest.Words();
    }

    private static TimesGraph Bounds(Agreement agreement)
    {
        var times = new TimesGraph(agreement);
        // What never happens has no time; who waits for it is told of by itself.
        var graph = WaitingGraph.Of(agreement);
        var never = graph.Never.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        bool Comes(Moment? moment) => moment is not Moment.AfterEvent { Event: var name } || !never.Contains(name);
        Moment? If(Moment? moment) => Comes(moment) ? moment : null;
        foreach (var e in agreement.Events.Values.Where(e => !never.Contains(e.Id))) Event(times, graph.Node(e.Id)!, e);
        foreach (var phase in agreement.Phases)
        {
            times.NotBefore($"{phase.Id} begins", If(phase.From), $"{phase.Id} begins with {phase.From?.Words()}", phase.Where, phase.Id);
            times.NotAfter($"{phase.Id} begins", If(phase.Until), MomentUse.Beginning, $"{phase.Id} ends with {phase.Until?.Words()}", phase.Where, phase.Id, "until");
        }
        foreach (var power in agreement.Powers)
        {
            times.NotBefore($"power {power.Id}", If(power.From), $"{power.Id} can be used only from {power.From?.Words()}", power.Where, power.Id);
            times.NotAfter($"power {power.Id}", If(power.Until), MomentUse.Beginning, $"{power.Id} can be used only until {power.Until?.Words()}", power.Where, power.Id, "until");
        }
        var obligations = agreement.Clauses.Where(clause => clause.Kind == ClauseKind.Must).Select(clause => clause.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var clause in agreement.Clauses) Clause(times, clause, Along(clause).Where(other => obligations.Contains(other.Clause) && other.Clause != clause.Id), If);
        foreach (var node in graph.Nodes.Where(node => node.Kind is WaitingKind.Kept or WaitingKind.Breached && !never.Contains(node.Id) && node.Ways.Length == 1))
            foreach (var wait in node.Waits.Where(wait => wait.Kind == WaitKind.NotBefore)) times.Follows(node.Id, wait.On, wait.Says, wait.Where, node.Of);
        return times;
    }

    private static IEnumerable<(string Clause, string How)> Along(Clause clause) => clause.Mirror is { How: MirrorKind.Synchronous, Clause: var other }
        ? clause.TogetherWith.Select(one => (one, "together with")).Append((other, "at the same time as")) : clause.TogetherWith.Select(one => (one, "together with"));

    private static void Event(TimesGraph times, WaitingNode node, AgreedEvent e)
    {
        // With several ways it is not known which comes first; by a fixed instant it has happened at the latest.
        if (e.At is { } at)
        {
            times.NotAfter(e.Id, new Moment.AtInstant(at), MomentUse.Deadline, $"{e.Id} happens at {new Moment.AtInstant(at).Words()}", e.Where, e.Id, null);
            if (node.Ways.Length == 1) times.NotBefore(e.Id, new Moment.AtInstant(at), $"{e.Id} happens at {new Moment.AtInstant(at).Words()}", e.Where, e.Id);
        }
        else if (node.Ways is [var way])
        {
            foreach (var wait in way.Where(wait => wait.Kind == WaitKind.NotBefore && !wait.On.Contains(' ', StringComparison.Ordinal))) times.Follows(e.Id, wait.On, wait.Says, wait.Where, e.Id);
            if (way is [{ Kind: WaitKind.NotBefore, On: var only, Says: var says }] && !only.Contains(' ', StringComparison.Ordinal)) times.Follows(only, e.Id, says, e.Where, e.Id);
            if (e.Quiet is { } quiet) times.NotBefore(e.Id, new Moment.AfterEvent($"{quiet.Clause}.started", quiet.For), way[0].Says, e.Where, e.Id);
        }
    }

    private static void Clause(TimesGraph times, Clause clause, IEnumerable<(string Clause, string How)> along, Func<Moment?, Moment?> comes)
    {
        var (id, where) = (clause.Id, clause.Where);
        var (started, met) = ($"{id}.started", $"{id}.met");
        void NotBefore(string state, Moment? moment, string says) => times.NotBefore(state, comes(moment), $"{id} {says} {moment?.Words()}", where, id);
        void NotAfter(string state, Moment? moment, MomentUse use, string says, string limit) => times.NotAfter(state, comes(moment), use, $"{id} {says} {moment?.Words()}", where, id, limit);

        NotBefore(started, clause.From, "applies only from");
        foreach (var moment in clause.After) NotBefore(started, moment, "applies only after");
        NotAfter(started, clause.Until, MomentUse.Beginning, "applies only until", "until");
        if (clause.Kind != ClauseKind.Must) return;
        NotBefore(started, clause.Start.NotBefore, "may be begun no sooner than");
        NotBefore(started, clause.Start.After, "may be begun only after");
        NotAfter(started, clause.Start.By, MomentUse.Deadline, "is to be begun by", "start");
        times.Follows(met, started, $"{id} is done no sooner than it is begun", where, id);
        foreach (var (other, how) in along)
        {
            times.Follows(started, $"{other}.started", $"{id} is to be begun {how} {other}", where, id);
            times.Follows($"{other}.started", started, $"{id} is to be begun {how} {other}", where, id);
            times.Follows(met, $"{other}.met", $"{id} is to be done {how} {other}", where, id);
            times.Follows($"{other}.met", met, $"{id} is to be done {how} {other}", where, id);
        }
        NotBefore(met, clause.Done.NotBefore, "may be done no sooner than");
        NotBefore(met, clause.Done.After, "may be done only after");
        NotAfter(met, clause.Done.By, MomentUse.Deadline, "is to be done by", "done");
    }

    /// <summary>Looks for the circles that are too long, over as few bounds as possible.</summary>
    private sealed class Search(Dictionary<int, TimeBound[]> below)
    {
        public int Steps { get; private set; }

        private sealed record Walk(int At, long Seconds, TimeBound? Last, Walk? Before);

        /// <summary>For each of some limits with one anchor a circle through it that is longer than nothing, if there is one.</summary>
        public IEnumerable<ImmutableArray<TimeBound>> From(int anchor, ImmutableArray<TimeBound> limits)
        {
            var open = limits.ToList();
            var best = new Dictionary<int, Walk> { [anchor] = new(anchor, 0, null, null) };
            List<Walk> level = [best[anchor]];
            while (level.Count > 0 && open.Count > 0 && Steps <= MostSteps)
            {
                foreach (var limit in open.Where(limit => best.TryGetValue(limit.From, out var walk) && walk.Seconds + limit.Seconds > 0).ToList())
                {
                    open.Remove(limit);
                    yield return [.. Bounds(best[limit.From]), limit];
                }
                level = Next(level, best);
            }
        }

        private List<Walk> Next(List<Walk> level, Dictionary<int, Walk> best)
        {
            var next = new Dictionary<int, Walk>();
            foreach (var walk in level)
                foreach (var bound in below.TryGetValue(walk.At, out var bounds) ? bounds : [])
                {
                    Steps++;
                    var seconds = walk.Seconds + bound.Seconds;
                    if (best.TryGetValue(bound.To, out var known) && known.Seconds >= seconds) continue;
                    if ((next.TryGetValue(bound.To, out known) && known.Seconds >= seconds) || Passes(walk, bound.To)) continue;
                    next[bound.To] = new(bound.To, seconds, bound, walk);
                }
            foreach (var (at, walk) in next) best[at] = walk;
            return [.. next.Values];
        }

        // A walk that comes to a time twice is a circle that is too long by itself: another limit is at fault, and has its own search.
        private bool Passes(Walk walk, int at)
        {
            for (var step = walk; step is not null; step = step.Before)
            {
                Steps++;
                if (step.At == at) return true;
            }
            return false;
        }

        private static List<TimeBound> Bounds(Walk end)
        {
            var way = new List<TimeBound>();
            for (var walk = end; walk.Last is { } bound; walk = walk.Before!) way.Add(bound);
            way.Reverse();
            return way;
        }
    }
}
