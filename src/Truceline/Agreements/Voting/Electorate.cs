using System.Collections.Immutable;

namespace Truceline.Agreements.Voting;

/// <summary>Who votes when a body decides, with the members that are counted and not named. Remembers what it has found.</summary>
internal sealed class Electorate(Agreement agreement)
{
    private readonly Dictionary<string, ImmutableArray<Seat>> voters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> unnamed = new(StringComparer.Ordinal);

    public Agreement Agreement => agreement;

    /// <summary>
    /// The members of a body, those of its groups and forces, and the body itself where it has none; in the order of their
    /// names, with one vote each. Where a group counts more than it names, the others are there without names.
    /// </summary>
    public ImmutableArray<Seat> Of(string body)
    {
        if (voters.TryGetValue(body, out var known)) return known;
        var actor = agreement.Actors[body];
        var seats = agreement.Expand(actor.Members.IsEmpty ? [body] : actor.Members).Select(id => Seat(id, agreement.Actors[id].Count ?? 1, false))
            .Concat(Counted(body).Where(group => Unnamed(group) > 0).Select(group => Seat(group, Unnamed(group), true)));
        return voters[body] = [.. seats.InOrder(seat => seat.Actor)];
    }

    /// <summary>Whom an actor stands for: a group or force for those in it, everybody else for itself.</summary>
    public ImmutableArray<Seat> Standing(string id) =>
        agreement.Actors[id] is { Kind: ActorKind.Group or ActorKind.Force } ? Of(id) : [Seat(id, agreement.Actors[id].Count ?? 1, false)];

    private Seat Seat(string id, long number, bool rest) => new(agreement.Actors[id], number, 1, 1, false, false, rest);

    /// <summary>How many members of a group are counted and not named, beside those of the groups in it.</summary>
    private long Unnamed(string group)
    {
        if (unnamed.TryGetValue(group, out var known)) return known;
        var actor = agreement.Actors[group];
        var named = agreement.Expand(actor.Members).Sum(id => (long)(agreement.Actors[id].Count ?? 1));
        var below = Counted(group).Where(other => other != group).Sum(Unnamed);
        return unnamed[group] = Math.Max(0, actor.Count!.Value - named - below);
    }

    /// <summary>The body and the groups in it that have members and a number.</summary>
    private List<string> Counted(string body)
    {
        var counted = new List<string>();
        var seen = new HashSet<string>([body], StringComparer.Ordinal);
        var open = new Stack<string>(seen);
        while (open.TryPop(out var id))
        {
            var actor = agreement.Actors[id];
            if (actor.Members.IsEmpty || (id != body && actor.Kind is not (ActorKind.Group or ActorKind.Force))) continue;
            if (actor.Count is not null) counted.Add(id);
            foreach (var member in actor.Members)
                if (seen.Add(member)) open.Push(member);
        }
        return counted;
    }
}
