using System.Collections.Immutable;
using Truceline.Agreements.Readiness;

namespace Truceline.Agreements.Checks;

/// <summary>TL060: clauses that need a pledge which is open, or which waits for one that is.</summary>
internal static class PledgesOpen
{
    private const int MostSteps = 5;

    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var graph = new PledgeGraph(agreement);
        foreach (var clause in agreement.Clauses)
        {
            var chains = clause.Needs.Select(graph.Chain).Where(chain => !chain.IsEmpty).ToArray();
            if (chains.Length == 0) continue;
            var ends = chains.Where(chain => chain.Length > 1).Select(chain => chain[^1].Id).ToHashSet(StringComparer.Ordinal);
            var ways = chains.Select(chain => chain.Length > 1 ? Way(chain) : ends.Contains(chain[0].Id) ? $"'{chain[0].Id}' itself" : $"'{chain[0].Id}', which is {chain[0].OpenWords()}");
            var longest = chains.MaxBy(chain => chain.Length);
            yield return agreement.Problem("TL060", clause.Where, $"clause '{clause.Id}' needs {ways.List()}", "settle the pledge at the end of the chain", [clause.Id, .. chains.SelectMany(chain => new[] { chain[0].Id, chain[^1].Id })],
                new Proof.Chain(
                [
                    new(clause.Id, $"clause '{clause.Id}' needs '{longest[0].Id}'") { Where = clause.Where },
                    .. longest.Select((pledge, at) => new ProofStep(pledge.Id, longest.Step(at)) { Where = pledge.Where, Statements = pledge.Said }),
                ]));
        }
    }

    // A long way is told by its ends; the proof has every step.
    private static string Way(ImmutableArray<Pledge> chain) => chain.Length > MostSteps
        ? FormattableString.Invariant($"{Named(chain[0])}, which through {chain.Length - 2} others waits for {Named(chain[^1])}")
        : string.Join(", which waits for ", chain.Select(Named));

    private static string Named(Pledge pledge) => PledgeGraph.IsOpen(pledge) ? $"'{pledge.Id}' ({pledge.OpenWords()})" : $"'{pledge.Id}'";
}
