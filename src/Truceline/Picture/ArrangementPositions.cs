using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Texts;

namespace Truceline.Picture;

/// <summary>What the positions of the agreement say of one thing, or of the order of two, under one condition: a row of the matrix.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="About">The things by id: one, the two of an order in ordinal order, or none for offers.</param>
/// <param name="If">The condition; null: without one. Different conditions are different rows.</param>
/// <param name="Stances">What each actor says of it, in the order of their names.</param>
public sealed record Issue(IssueKind Kind, ImmutableArray<string> About, string? If, ImmutableArray<Stance> Stances)
{
    /// <summary>All rows: orders first, then as the agreement has the things, offers last.</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="utterances">The statements on record; without any, the stances rest on none.</param>
    public static ImmutableArray<Issue> All(Agreement agreement, ImmutableArray<Utterance> utterances)
    {
        var places = Places(agreement);
        return
        [
            .. agreement.Positions
                .SelectMany(position => Of(agreement, position, utterances))
                .GroupBy(one => (one.Kind, About: string.Join('\n', one.About), one.If))
                .OrderBy(group => group.Key.Kind)
                .ThenBy(group => group.First().About.Select(id => places.GetValueOrDefault(id)).DefaultIfEmpty(0).Min())
                .ThenBy(group => group.Key.About, StringComparer.Ordinal)
                .ThenBy(group => group.Key.If ?? "", StringComparer.Ordinal)
                .Select(group => new Issue(group.Key.Kind, group.First().About, group.Key.If, [.. group.Select(one => one.Stance).InOrder(stance => stance.Actor)])),
        ];
    }

    /// <summary>In which order the agreement has its things.</summary>
    private static Dictionary<string, int> Places(Agreement agreement)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var id in agreement.Phases.Select(one => one.Id).Concat(agreement.Events.Keys).Concat(agreement.Pledges.Select(one => one.Id))
            .Concat(agreement.Clauses.Select(one => one.Id)).Concat(agreement.Powers.Select(one => one.Id)).Concat(agreement.Decisions.Select(one => one.Id)))
            places.TryAdd(id, places.Count);
        return places;
    }

    private static IEnumerable<(IssueKind Kind, ImmutableArray<string> About, string? If, Stance Stance)> Of(Agreement agreement, ActorPosition position, ImmutableArray<Utterance> utterances)
    {
        var rests = utterances.Cited(position.Said);
        (IssueKind, ImmutableArray<string>, string?, Stance) One(IssueKind kind, ImmutableArray<string> about, StanceKind stance, string words)
        {
            // A position cites its statements as a whole; those about the thing itself come before all of them.
            var own = rests.Where(one => about.Length > 0 && about.All(one.About.Contains)).ToImmutableArray();
            return (kind, about, position.If, new(agreement.Actors[position.Actor], stance, words, position, own.IsEmpty && about.Length > 0 ? rests : own.IsEmpty ? Offers(rests) : own));
        }
        foreach (var id in position.Accept) yield return One(IssueKind.Thing, [id], StanceKind.Accepts, "accepts");
        foreach (var id in position.Reject) yield return One(IssueKind.Thing, [id], StanceKind.Rejects, "rejects");
        foreach (var want in position.Wants)
            if (want.Then is null) yield return One(IssueKind.Thing, [want.First], StanceKind.Wants, "wants");
            else yield return One(IssueKind.Order, [.. new[] { want.First, want.Then }.Order(StringComparer.Ordinal)], StanceKind.WantsFirst, $"{want.First} first");
        foreach (var offer in position.Offers) yield return One(IssueKind.Offer, [], StanceKind.Offers, offer);
    }

    private static ImmutableArray<Utterance> Offers(ImmutableArray<Utterance> rests) =>
        rests.Where(one => one.Statement.Act == StatementAct.Offer).ToImmutableArray() is { IsEmpty: false } offers ? offers : rests;
}

/// <summary>What a row of the matrix is about.</summary>
public enum IssueKind
{
    /// <summary>Which of two things comes first.</summary>
    Order,

    /// <summary>A clause, pledge, decision, event or phase.</summary>
    Thing,

    /// <summary>What is offered.</summary>
    Offer,
}

/// <summary>What an actor says of something: a cell of the matrix.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Words">The same in words: "accepts", "ceasefire first", or what is offered.</param>
/// <param name="Position">The position that says so.</param>
/// <param name="Rests">The statements on record that it rests on; those about the thing itself, where there are such.</param>
public sealed record Stance(Actor Actor, StanceKind Kind, string Words, ActorPosition Position, ImmutableArray<Utterance> Rests);

/// <summary>What a position says of something.</summary>
public enum StanceKind
{
#pragma warning disable CS1591
    Accepts, Rejects, Wants, WantsFirst, Offers,
#pragma warning restore CS1591
}
