using Truceline.Agreements.Text;

namespace Truceline.Agreements.Checks;

/// <summary>TL053: consents that are required of nobody but those who act, or only of those who have no part yet.</summary>
internal static class ConsentOfNobody
{
    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var clauses = agreement.Clauses.ToDictionary(clause => clause.Id, StringComparer.Ordinal);
        foreach (var decision in agreement.Decisions)
        {
            if (decision.Consent is not { } consent || !clauses.TryGetValue(consent.To, out var clause)) continue;
            var doers = agreement.Expand(clause.Who).Concat(clause.Who).ToHashSet(StringComparer.Ordinal);
            var asked = agreement.Named(consent.By);
            if (!clause.Anyone && agreement.Expand(consent.By).All(doers.Contains))
                yield return agreement.Problem("TL053", decision.Where,
                    $"consent '{decision.Id}' to clause '{clause.Id}' is required of nobody but {Names(asked)}, who {(asked.Length == 1 ? "does" : "do")} what it is about",
                    "name who else must agree, or leave the consent out", [decision.Id, clause.Id, .. consent.By]);
            else if (asked.All(actor => Absent(actor)))
                yield return agreement.Problem("TL053", decision.Where,
                    $"consent '{decision.Id}' to clause '{clause.Id}' is required only of {Names(asked)}, and {(asked.Length == 1 ? "that actor has" : "those actors have")} no part yet: {string.Join(", ", asked.Select(actor => actor.Status).Distinct())}",
                    "name somebody who has a part, or settle theirs", [decision.Id, clause.Id, .. consent.By]);
        }
    }

    private static bool Absent(Actor actor) => actor.Status is not (null or "active");

    private static string Names(IEnumerable<Actor> actors) => Shown.List(actors.Select(actor => Shown.Plain(actor.Name)));
}
