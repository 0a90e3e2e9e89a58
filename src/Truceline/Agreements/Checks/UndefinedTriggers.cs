using System.Collections.Immutable;

namespace Truceline.Agreements.Checks;

/// <summary>TL043: a term that the text uses and leaves open; and consequences of an attack where nothing says what counts as one.</summary>
internal static class UndefinedTriggers
{
    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var definition in agreement.Definitions.Where(definition => definition.SaysNothing))
        {
            ImmutableArray<Clause> resting = [.. agreement.Clauses.Where(clause => Mentions(clause, definition.Term))];
            told.UnionWith(resting.Select(clause => clause.Id));
            ImmutableArray<string> due = [.. resting.Select(clause => clause.OnBreach).OfType<string>().Distinct(StringComparer.Ordinal)];
            ImmutableArray<string> ids = [.. resting.Select(clause => clause.Id)];
            var open = resting.IsEmpty ? "" : $": whether {WaitingCircles.Named(ids)} {(ids.Length == 1 ? "is" : "are")} breached{(due.IsEmpty ? "" : $", and {WaitingCircles.Named(due)} due,")} is open";
            var readings = agreement.Readings.Values.Where(reading => ids.Any(id => reading.Changes.Contains(id))).Select(reading => $"'{reading.Name}'").ToList();
            yield return agreement.Problem("TL043", definition.Where, $"nothing defines '{definition.Term}'{open}{(readings.Count == 0 ? "" : $"; readings {readings.List()} read it in ways that the text does not choose from")}",
                "define the term, with a threshold that can be checked", [definition.Id, .. ids, .. due],
                new Proof.Chain([new(definition.Id, $"the text uses '{definition.Term}', and does not define it") { Where = definition.Where }, .. resting.SelectMany(clause => Steps(clause, definition.Term))]));
        }
        foreach (var clause in agreement.Clauses.Where(clause => clause is { Kind: ClauseKind.MustNot, Do: Act.Attack or Act.HostileAct, OnBreach: not null, Alert: null } && !told.Contains(clause.Id)))
            if (!agreement.Definitions.Any(definition => !definition.SaysNothing && (Mentions(clause, definition.Term) || definition.Term.Contains(clause.Do.InSentence(), StringComparison.OrdinalIgnoreCase))))
                yield return agreement.Problem("TL043", clause.Where, $"'{clause.OnBreach}' is due when '{clause.Id}' is breached, and nothing says what counts as {(clause.Do == Act.Attack ? "an attack" : "a hostile act")}",
                    "define it, with a threshold that can be checked", [clause.Id, clause.OnBreach!]);
    }

    private static IEnumerable<ProofStep> Steps(Clause clause, string term)
    {
        yield return new(clause.Id, $"'{clause.Id}' speaks of '{term}'") { Where = clause.Where };
        if (clause.OnBreach is { } due) yield return new(due, $"'{due}' is due when '{clause.Id}' is breached") { Where = clause.Where };
    }

    private static bool Mentions(Clause clause, string term) =>
        new[] { clause.Ref, clause.Gist, clause.Quote, clause.About }.Any(words => words?.Contains(term, StringComparison.OrdinalIgnoreCase) == true);
}
