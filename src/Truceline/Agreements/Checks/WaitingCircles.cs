using System.Collections.Immutable;
using Truceline.Agreements.Waiting;

namespace Truceline.Agreements.Checks;

/// <summary>TL010: what waits for itself. TL011: what may wait to be second.</summary>
internal static class WaitingCircles
{
    private const int MostNamed = 6;

    public static IEnumerable<Problem> Deadlocks(Agreement agreement) => WaitingGraph.Of(agreement).Deadlocks.Select(circle =>
    {
        var things = Things(circle);
        return agreement.Problem("TL010", circle[0].Wait.Where,
            things.Length == 1 ? $"'{things[0]}' waits for itself, and can never happen" : $"{Named(things)} wait for one another, and none of them can ever happen",
            "cut the circle at one of the steps of the proof", things, new Proof.Circle([.. circle.Select(Step)]));
    });

    // Who may wait to be second to begin may wait to be second to be done: that is one circle for whoever reads it.
    public static IEnumerable<Problem> Standoffs(Agreement agreement) => WaitingGraph.Of(agreement).Standoffs.DistinctBy(circle => string.Join(' ', Things(circle).Order(StringComparer.Ordinal))).Select(circle =>
    {
        var things = Things(circle);
        return agreement.Problem("TL011", circle[0].Wait.Where,
            things.Length == 1 ? $"those whom '{things[0]}' addresses are to begin at the same time, and each may wait to be second" : $"{Named(things)} are to begin together, and each may wait to be second",
            "say who begins, or by when each has begun", things, new Proof.Circle([.. circle.Select(Step)]));
    });

    /// <summary>A step as a proof shows it; of a thing with several ways it says that the others lead no further.</summary>
    public static ProofStep Step(WaitingStep step) => new(NameOf(step.From), step.From.Ways.Length > 1 ? $"{step.Wait.Says}, and nothing else that lets it happen can come first" : step.Wait.Says)
    {
        Where = step.Wait.Where,
    };

    /// <summary>The id of a thing as people know it: of a state with its word, of anything else its own.</summary>
    public static string NameOf(WaitingNode node) => node.Kind is WaitingKind.Started or WaitingKind.Met or WaitingKind.Breached or WaitingKind.Kept ? node.Id : node.Of;

    private static ImmutableArray<string> Things(ImmutableArray<WaitingStep> circle) => [.. circle.Select(step => step.From.Of).Distinct(StringComparer.Ordinal)];

    /// <summary>"'a', 'b' and 4 others".</summary>
    public static string Named(ImmutableArray<string> things) => things.Length <= MostNamed
        ? things.Select(id => $"'{id}'").List()
        : FormattableString.Invariant($"{string.Join(", ", things.Take(MostNamed).Select(id => $"'{id}'"))} and {things.Length - MostNamed} others");
}
