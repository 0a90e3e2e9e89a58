using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Agreements.Binding;

/// <summary>Finds times that cannot be: an end before its own beginning, where both are fixed in the file.</summary>
internal static class Times
{
    public static void Check(Scope scope, IEnumerable<Clause> clauses, ImmutableArray<Phase> phases, ImmutableSortedDictionary<string, AgreedEvent> events)
    {
        var check = new Comparing(scope.Clock, events);
        foreach (var phase in phases)
            if (check.IsAfter(phase.From, phase.Until, MomentUse.Beginning)) Tell(scope, scope.Phases[phase.Id], $"phase '{phase.Id}' ends before it begins");
        foreach (var clause in clauses)
        {
            var where = scope.Clauses[clause.Id];
            if (check.IsAfter(clause.From, clause.Until, MomentUse.Beginning)) Tell(scope, where, $"clause '{clause.Id}' ends before it begins");
            foreach (var (timing, name) in new[] { (clause.Start, "start"), (clause.Done, "done") })
                if (new[] { timing.NotBefore, timing.After, clause.From }.Any(begin => check.IsAfter(begin, timing.By, MomentUse.Deadline)))
                    Tell(scope, where, $"the deadline of '{name}' in clause '{clause.Id}' is over before its beginning");
            if (new[] { clause.Start.NotBefore, clause.Start.After }.Any(begin => check.IsAfter(begin, clause.Done.By, MomentUse.Deadline)))
                Tell(scope, where, $"the deadline of 'done' in clause '{clause.Id}' is over before its beginning");
        }
    }

    private static void Tell(Scope scope, Location where, string what) => scope.Problems.Add("TL013", where, what, "correct one of the two times");

    private sealed class Comparing(Clock clock, ImmutableSortedDictionary<string, AgreedEvent> events)
    {
        /// <summary>Whether a beginning is surely after the end, both being fixed.</summary>
        public bool IsAfter(Moment? beginning, Moment? end, MomentUse use) =>
            Fixed(beginning, MomentUse.Beginning) is { } from && Fixed(end, use) is { } to && from > to;

        private Instant? Fixed(Moment? moment, MomentUse use) => moment switch
        {
            null => null,
            Moment.AfterEvent { Event: var name } => events.TryGetValue(name, out var happens) && happens.At is { } at ? moment.Resolve(clock, use, at) : null,
            _ => moment.Resolve(clock, use, default),
        };
    }
}
