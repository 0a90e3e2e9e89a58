using Truceline.Agreements.Readiness;

namespace Truceline.Agreements.Checks;

/// <summary>TL061: what is not ready when a phase begins, one note a phase.</summary>
internal static class ReadyAtPhases
{
    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        if (agreement.Pledges.IsEmpty) yield break;
        var readiness = new ReadinessOf(agreement);
        foreach (var phase in agreement.Phases)
        {
            var missing = readiness.Missing(phase, phase.Id);
            if (missing.IsEmpty) continue;
            yield return agreement.Problem("TL061", missing[0].Pledge.Where,
                $"not ready when phase '{phase.Id}' begins: {missing.Select(one => $"'{one.Pledge.Id}' ({one.Pledge.OpenWords()}{(one.Is == Preparedness.Waits ? $", waits for '{one.Chain[1].Id}'" : "")})").List()}",
                "settle what is open before the phase begins", [phase.Id, .. missing.Select(one => one.Pledge.Id)],
                new Proof.Listing([.. missing.Select(one => new ProofStep(one.Pledge.Id, one.Chain.Step(0)) { Where = one.Pledge.Where, Statements = one.Pledge.Said })]));
        }
    }
}
