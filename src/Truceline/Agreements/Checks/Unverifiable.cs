namespace Truceline.Agreements.Checks;

/// <summary>TL040: clauses that nobody could verify. A permission without a duty of others needs no verification.</summary>
internal static class Unverifiable
{
    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var clauses = agreement.Clauses.Where(clause => clause.Kind != ClauseKind.May || !clause.DutyOf.IsEmpty).ToList();
        // Of a file that names no means at all it is said once.
        if (clauses.Count > 1 && clauses.All(clause => clause.See.IsEmpty))
        {
            yield return agreement.Problem("TL040", clauses[0].Where, "no clause says by which means it could be verified", "name in 'see' of each clause the means that can notice what it is about", []);
            yield break;
        }
        foreach (var clause in clauses)
        {
            // What is to be noticed of a permission is that somebody obstructs it.
            var act = clause.Kind == ClauseKind.May ? Act.Obstruct : clause.Do;
            var able = Observability.Of(act);
            if (clause.See.Any(able.Contains)) continue;
            var means = able.Select(one => one.Written()).List("or");
            yield return agreement.Problem("TL040", clause.Where,
                clause.See.IsEmpty ? $"clause '{clause.Id}' does not say by which means it could be verified"
                    : $"clause '{clause.Id}' could not be verified: its means ({clause.See.Select(one => one.Written()).List()}) cannot notice '{act.InSentence()}'",
                $"name means in 'see' that can notice it: {means}", [clause.Id]);
        }
    }
}
