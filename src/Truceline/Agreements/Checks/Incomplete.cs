using System.Collections.Immutable;

namespace Truceline.Agreements.Checks;

/// <summary>TL041: obligations without a deadline; clauses that nobody verifies, or whose breach leads to nothing.</summary>
internal static class Incomplete
{
    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var clauses = agreement.Clauses.Where(clause => clause.Kind != ClauseKind.May).ToList();
        var isMonitored = agreement.Actors.Values.Any(actor => actor.Kind == ActorKind.Monitor);
        var acted = agreement.Powers.Select(power => power.Clause).OfType<string>().ToHashSet(StringComparer.Ordinal);
        // A power that names neither a clause nor a decision can follow on any breach.
        var isPowered = agreement.Powers.Any(power => power.Clause is null && power.Do is not (PowerAct.Designate or PowerAct.Authorise));
        bool HasVerifier(Clause clause) => clause.VerifiedBy is not null || isMonitored;
        bool HasConsequence(Clause clause) => clause.OnBreach is not null || isPowered || acted.Contains(clause.Id);

        var undated = clauses.Where(NeedsDeadline).ToList();
        foreach (var clause in undated)
        {
            var missing = new List<ProofStep> { new(clause.Id, "no time by which it is to be begun or done") { Where = clause.Where } };
            if (!HasVerifier(clause)) missing.Add(new(clause.Id, "nobody who verifies it"));
            if (!HasConsequence(clause)) missing.Add(new(clause.Id, "nothing that follows on a breach"));
            IEnumerable<string> words = missing.Count == 1 ? [] : [.. HasVerifier(clause) ? [] : new[] { "verifier" }, .. HasConsequence(clause) ? [] : new[] { "consequence" }];
            yield return agreement.Problem("TL041", clause.Where, $"obligation '{clause.Id}' has no {words.Prepend("deadline").List("and no").Replace(", ", ", no ", StringComparison.Ordinal)}",
                "add 'done: { by: … }', or accept that it cannot be called in", [clause.Id], missing.Count == 1 ? null : new Proof.Listing([.. missing]));
        }
        foreach (var problem in Together(agreement, clauses, clause => !HasVerifier(clause), "nobody verifies", "name a monitor, or 'verified-by'")) yield return problem;
        foreach (var problem in Together(agreement, clauses, clause => !HasConsequence(clause), "nothing follows on a breach of", "add 'on-breach', or a power that can be used then")) yield return problem;
    }

    /// <summary>An obligation that is once to be done; not one to go on with something, or to do it at a rate.</summary>
    private static bool NeedsDeadline(Clause clause) => clause is { Kind: ClauseKind.Must, Rate: null, Start.By: null, Done.By: null } && !clause.Do.Lasts();

    /// <summary>One note for what several clauses lack.</summary>
    private static IEnumerable<Problem> Together(Agreement agreement, List<Clause> clauses, Func<Clause, bool> lacks, string says, string remedy)
    {
        ImmutableArray<string> lacking = [.. clauses.Where(lacks).Select(clause => clause.Id)];
        if (lacking.IsEmpty) yield break;
        var what = lacking.Length == clauses.Count && lacking.Length > 1 ? $"{says} any of the {lacking.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)} clauses" : $"{says} {WaitingCircles.Named(lacking)}";
        yield return agreement.Problem("TL041", clauses.First(lacks).Where, what, remedy, lacking, null, Severity.Note);
    }
}
