using System.Collections.Immutable;
using Truceline.Agreements;

namespace Truceline.Picture;

/// <summary>Something that can plainly be said against an arrangement. It proves nothing and takes no side.</summary>
/// <param name="Kind">Of what kind it is.</param>
/// <param name="Says">The sentence.</param>
/// <param name="About">What it is about, by id, in the order of the sentence.</param>
public sealed record Remark(RemarkKind Kind, string Says, ImmutableArray<string> About)
{
    internal static ImmutableArray<Remark> All(Agreement agreement) =>
        [.. Orders(agreement), .. agreement.Clauses.SelectMany(clause => OpenPledges(agreement, clause)), .. agreement.Clauses.SelectMany(clause => Disputes(agreement, clause)),
            .. agreement.Clauses.SelectMany(clause => NotBound(agreement, clause)), .. Undefined(agreement)];

    /// <summary>Two things that are wanted in either order.</summary>
    private static IEnumerable<Remark> Orders(Agreement agreement)
    {
        var wanted = agreement.Positions.SelectMany(position => position.Wants.Where(want => want.Then is not null).Select(want => (want.First, Then: want.Then!, position))).ToArray();
        foreach (var order in wanted.Select(one => (one.First, one.Then)).Distinct().Where(one => string.CompareOrdinal(one.First, one.Then) < 0))
        {
            var (one, other) = (Who(order.First, order.Then), Who(order.Then, order.First));
            if (one.Length == 0 || other.Length == 0) continue;
            yield return new(RemarkKind.OrdersOpposed,
                $"{one} {Wants(order.First, order.Then)} {order.First} before {order.Then}; {other} {Wants(order.Then, order.First)} {order.Then} before {order.First}. Both orders cannot be followed",
                [order.First, order.Then]);
        }

        IEnumerable<ActorPosition> Of(string first, string then) => wanted.Where(one => one.First == first && one.Then == then).Select(one => one.position);
        string Wants(string first, string then) => Of(first, then).Select(position => position.Actor).Distinct(StringComparer.Ordinal).Count() == 1 ? "wants" : "want";
        string Who(string first, string then) => Of(first, then)
            .InOrder(position => agreement.Actors[position.Actor])
            .Select(position => agreement.Actors[position.Actor].Name + (position.If is { } condition ? $" (if {condition})" : "")).Distinct().List();
    }

    /// <summary>Each pledge that is open or ruled out and that a clause waits for, with the shortest chain to it.</summary>
    private static IEnumerable<Remark> OpenPledges(Agreement agreement, Clause clause)
    {
        var enabling = agreement.Pledges.SelectMany(pledge => pledge.Enables.Select(enabled => (enabled, pledge.Id))).ToLookup(pair => pair.enabled, pair => pair.Id, StringComparer.Ordinal);
        var pledges = agreement.Pledges.ToDictionary(pledge => pledge.Id, StringComparer.Ordinal);
        var above = clause.Needs.ToDictionary(id => id, _ => (string?)null, StringComparer.Ordinal);
        var open = new Queue<string>(clause.Needs);
        while (open.TryDequeue(out var id))
        {
            if (pledges[id].Status is PledgeStatus.Pending or PledgeStatus.Excluded or PledgeStatus.Withdrawn)
            {
                var chain = new List<string>();
                for (var step = id; step is not null; step = above[step]) chain.Insert(0, step);
                yield return new(RemarkKind.NeedsOpenPledge,
                    $"Clause {clause.Id} needs {chain[0]}{string.Concat(chain.Skip(1).Select(next => $", which waits for {next}"))}: {(chain.Count == 1 ? "it" : "this")} is {pledges[id].Status.Written()}",
                    [clause.Id, .. chain]);
            }
            foreach (var next in enabling[id])
                if (above.TryAdd(next, id)) open.Enqueue(next);
        }
    }

    private static IEnumerable<Remark> Disputes(Agreement agreement, Clause clause) => clause.DisputedBy.IsEmpty ? [] :
        [new(RemarkKind.Disputed, $"Clause {clause.Id} is disputed by {agreement.Named(clause.DisputedBy).Select(actor => actor.Name).List()}", [clause.Id])];

    private static IEnumerable<Remark> NotBound(Agreement agreement, Clause clause)
    {
        var bound = agreement.Expand(clause.Accepted.Select(one => one.By)).Concat(clause.Accepted.Select(one => one.By)).ToHashSet(StringComparer.Ordinal);
        var left = agreement.Named(agreement.Expand(clause.Who).Where(actor => !bound.Contains(actor)));
        if (clause.Anyone && bound.Count == 0) yield return new(RemarkKind.NotBound, $"Nobody has accepted clause {clause.Id}, so it binds nobody", [clause.Id]);
        else if (left.Length > 0)
            yield return new(RemarkKind.NotBound, $"Clause {clause.Id} addresses {left.Select(actor => actor.Name).List()} and does not bind {(left.Length == 1 ? "it" : "them")}: no acceptance is on record", [clause.Id]);
    }

    private static IEnumerable<Remark> Undefined(Agreement agreement) =>
        agreement.Definitions.Where(one => one.SaysNothing).Select(one => new Remark(RemarkKind.NotDefined, $"The term '{one.Term}' is used and not defined, so whether it was met is open", [one.Id]));
}

/// <summary>What a remark is about; the order is the order in which remarks stand.</summary>
public enum RemarkKind
{
    /// <summary>Actors want two things in either order.</summary>
    OrdersOpposed,

    /// <summary>A clause waits for a pledge that is pending, excluded or withdrawn.</summary>
    NeedsOpenPledge,

    /// <summary>An actor disputes a clause.</summary>
    Disputed,

    /// <summary>A clause addresses an actor that it does not bind.</summary>
    NotBound,

    /// <summary>A term is used and not defined.</summary>
    NotDefined,
}
