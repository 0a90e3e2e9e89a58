using System.Collections.Immutable;

namespace Truceline.Agreements.Readiness;

/// <summary>Which pledges wait for which, and what they wait for in the end. Pledges are known not to wait in circles.</summary>
internal sealed class PledgeGraph
{
    private readonly Dictionary<string, Pledge> pledges;
    private readonly ILookup<string, Pledge> enabledBy;
    private readonly ImmutableArray<Clause> clauses;
    private readonly Dictionary<string, Pledge?> next = new(StringComparer.Ordinal);

    public PledgeGraph(Agreement agreement)
    {
        clauses = agreement.Clauses;
        pledges = agreement.Pledges.ToDictionary(pledge => pledge.Id, StringComparer.Ordinal);
        enabledBy = agreement.Pledges.SelectMany(pledge => pledge.Enables.Distinct(StringComparer.Ordinal).Select(enabled => (enabled, pledge))).ToLookup(pair => pair.enabled, pair => pair.pledge, StringComparer.Ordinal);
        Spread(agreement.Pledges);
    }

    /// <summary>The pledges that one waits for directly, as the agreement has them.</summary>
    public ImmutableArray<Pledge> WaitsFor(Pledge pledge) => [.. enabledBy[pledge.Id]];

    /// <summary>Whether it is anything but confirmed.</summary>
    public static bool IsOpen(Pledge pledge) => pledge.Status != PledgeStatus.Confirmed;

    /// <summary>
    /// A pledge and what it waits for, step by step, down to the end of the shortest way to what is open; what is open can
    /// itself wait for something that is. Empty where nothing on the way is open.
    /// </summary>
    public ImmutableArray<Pledge> Chain(string id)
    {
        var chain = ImmutableArray.CreateBuilder<Pledge>();
        for (var at = pledges[id]; at is not null; at = next[at.Id])
        {
            if (!IsOpen(at) && next[at.Id] is null) break;
            chain.Add(at);
        }
        return chain.ToImmutable();
    }

    /// <summary>The clauses that need a pledge, itself or through the pledges that wait for it, as the agreement has them.</summary>
    public ImmutableArray<Clause> NeededBy(Pledge pledge)
    {
        var reached = new HashSet<string>([pledge.Id], StringComparer.Ordinal);
        var open = new Stack<string>(reached);
        while (open.TryPop(out var id))
            foreach (var enabled in pledges[id].Enables)
                if (reached.Add(enabled)) open.Push(enabled);
        return [.. clauses.Where(clause => clause.Needs.Any(reached.Contains))];
    }

    /// <summary>For each pledge the step towards the nearest open one below it: all open ones spread at once along what they enable.</summary>
    private void Spread(ImmutableArray<Pledge> all)
    {
        foreach (var pledge in all) next[pledge.Id] = null;
        var open = new Queue<Pledge>(all.Where(IsOpen));
        while (open.TryDequeue(out var pledge))
            foreach (var enabled in pledge.Enables)
            {
                if (next[enabled] is not null) continue;
                next[enabled] = pledge;
                if (!IsOpen(pledges[enabled])) open.Enqueue(pledges[enabled]);
            }
    }
}
