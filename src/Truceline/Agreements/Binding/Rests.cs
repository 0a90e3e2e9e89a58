using System.Collections;
using System.Collections.Immutable;

namespace Truceline.Agreements.Binding;

/// <summary>What clauses rest on: the doubts that come with it, and the mark of what they mean.</summary>
internal sealed class Rests
{
    private readonly Scope scope;
    private readonly Agreement agreement;
    private readonly ImmutableArray<BoundClause> clauses;
    private readonly ImmutableArray<string> actors;
    private readonly Dictionary<string, BitArray> withMembers = new(StringComparer.Ordinal);
    private readonly Dictionary<ImmutableArray<Acceptance>, string> acceptedMarks = [];

    public Rests(Scope scope, Agreement agreement, ImmutableArray<BoundClause> clauses)
    {
        (this.scope, this.agreement, this.clauses) = (scope, agreement, clauses);
        actors = Circles.Order(agreement.Actors.Keys, id => agreement.Actors.TryGetValue(id, out var actor) ? actor.Members : [], _ => { });
        // Groups of groups are many ways down to the same members: each actor's are gathered once, members first.
        for (var i = 0; i < actors.Length; i++)
        {
            var all = withMembers[actors[i]] = new BitArray(actors.Length);
            all[i] = true;
            foreach (var member in agreement.Actors.TryGetValue(actors[i], out var actor) ? actor.Members : [])
                if (withMembers.TryGetValue(member, out var below)) all.Or(below);
        }
    }

    /// <summary>The doubts of each clause other than those of its zones, in ordinal order, in the order of the clauses.</summary>
    public IEnumerable<ImmutableArray<string>> Assumptions()
    {
        var doubts = clauses.ToDictionary(one => one.Clause.Id, Own, StringComparer.Ordinal);
        var followers = clauses.SelectMany(one => one.Clauses.Select(below => (Below: below, Above: one.Clause.Id))).ToLookup(pair => pair.Below, pair => pair.Above, StringComparer.Ordinal);
        // Clauses may rest on one another in circles: what one has is handed up until nothing changes.
        var open = new Queue<string>(doubts.Where(pair => !pair.Value.IsEmpty).Select(pair => pair.Key));
        while (open.TryDequeue(out var id))
            foreach (var above in followers[id])
            {
                var both = doubts[above].Union(doubts[id]);
                if (ReferenceEquals(both, doubts[above])) continue;
                doubts[above] = both;
                open.Enqueue(above);
            }
        return clauses.Select(one => doubts[one.Clause.Id].ToImmutableArray());
    }

    private ImmutableSortedSet<string> Own(BoundClause clause)
    {
        var sentences = WithMembers(clause.Things).Append("the source").SelectMany(scope.Doubts);
        if (agreement.Source.Unchecked) sentences = sentences.Append("the file could not be checked against the text of the agreement");
        return sentences.ToImmutableSortedSet(StringComparer.Ordinal);
    }

    private IEnumerable<string> WithMembers(ImmutableSortedSet<string> things)
    {
        var all = new BitArray(actors.Length);
        foreach (var thing in things)
            if (!thing.StartsWith("actor ", StringComparison.Ordinal)) yield return thing;
            else if (withMembers.TryGetValue(thing[6..], out var members)) all.Or(members);
        for (var i = 0; i < actors.Length; i++)
            if (all[i]) yield return $"actor {actors[i]}";
    }

    /// <summary>The mark of a clause's own meaning: all that decides a finding except the states of other clauses.</summary>
    public string Mark(Clause clause, ZoneBinder zones) => Meaning.Of(
    [
        clause.Kind.ToString(), clause.Anyone.ToString(), clause.Do.ToString(), clause.Keep.ToString(),
        Meaning.Of(clause.Who), Meaning.Of(clause.What), clause.About, clause.To, clause.VerifiedBy, clause.Over,
        Meaning.Of(clause.TogetherWith), clause.Rate?.ToString(), clause.Fulfils, clause.Mirror?.ToString(), Meaning.Of(clause.DutyOf),
        clause.Floor?.ToString("R", System.Globalization.CultureInfo.InvariantCulture), clause.CorroboratedIsEnough.ToString(),
        Meaning.Of(clause.Unless.Select(exemption => Meaning.Of(exemption.Conditions.Select(condition => Mark(condition, zones))))),
        .. new[] { clause.In, clause.OutOf, clause.FromIn }.Select(zone => zone is null ? null : zones.Mark(zone)),
        .. new[] { clause.From, clause.Until, clause.Start.NotBefore, clause.Start.After, clause.Start.By, clause.Done.NotBefore, clause.Done.After, clause.Done.By }.Select(Mark),
        Meaning.Of(clause.While), Meaning.Of(clause.After.Select(Mark)),
        Mark(clause.Accepted),
        Meaning.Of(clause.See.Select(means => means.Written()).Order(StringComparer.Ordinal)),
    ]);

    private static string Mark(Condition condition, ZoneBinder zones) => condition switch
    {
        Condition.AuthorisedBy by => Meaning.Of(by.Actors.Prepend("authorised")),
        Condition.OrderedBy by => Meaning.Of(by.Actors.Prepend("ordered")),
        Condition.AttackedBy by => Meaning.Of(by.Actors.Prepend("attacked")),
        Condition.Notified notified => Meaning.Of(notified.To.Prepend(notified.Before?.ToString() ?? "").Prepend("notified")),
        Condition.Rotation rotation => Meaning.Of("rotation", rotation.OneForOne.ToString(), FormattableString.Invariant($"{rotation.Max}"), rotation.Per?.ToString(), rotation.Through is { } zone ? zones.Mark(zone) : null),
        Condition.Tried tried => Meaning.Of("tried", tried.Clause),
        _ => throw new InvalidOperationException("INVARIANT: the family of conditions is closed"),
    };

    // Most clauses have the acceptances of the whole file.
    private string Mark(ImmutableArray<Acceptance> accepted) => acceptedMarks.TryGetValue(accepted, out var mark) ? mark
        : acceptedMarks[accepted] = Meaning.Of(accepted.SelectMany(one => new[] { one.By, Mark(one.Since) }));

    private string? Mark(Moment? moment)
    {
        if (moment is not Moment.AfterEvent { Event: var name } || !agreement.Events.TryGetValue(name, out var happens)) return moment?.ToString();
        return Meaning.Of([moment.ToString(), happens.At?.ToString(), Meaning.Of(happens.DeclaredBy), Meaning.Of(happens.AllMet), Meaning.Of(happens.AnyMet), happens.Quiet?.ToString(), happens.Decided]);
    }
}
