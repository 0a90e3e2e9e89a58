using System.Collections.Immutable;
using System.Numerics;

namespace Truceline.Agreements.Positions;

/// <summary>
/// What of the positions under one condition can hold together: every minimal conflict, every maximal set that can hold, and what no actor
/// stands against. Positions under different conditions are never mixed: what somebody would say under a condition that it did
/// not speak of is not known. It takes no side and gives no advice.
/// </summary>
public sealed record Concord
{
    // What all searches of one agreement may cost together: about a second at worst.
    private const long Steps = 3_000_000;

    private readonly Theory withText;
    private readonly Theory among;

    private Concord(Theory withText, Theory among) => (this.withText, this.among) = (withText, among);

    /// <summary>The condition, in free words; null: without one.</summary>
    public required string? If { get; init; }

    /// <summary>What is held, orders first, each in ordinal order.</summary>
    public required ImmutableArray<Contention> Contentions { get; init; }

    /// <summary>
    /// The minimal conflicts with what the text needs, and those among the actors alone (which need not be minimal where the
    /// text alone speaks against one of their members): deadlocks first, then the shortest first, then by their members.
    /// </summary>
    public required ImmutableArray<Conflict> Conflicts { get; init; }

    /// <summary>The knots, by their first members. Each maximal set that can hold is one choice of every knot, and all of <see cref="InEverySet"/>.</summary>
    public required ImmutableArray<Knot> Knots { get; init; }

    /// <summary>What is in no conflict and so in every maximal set.</summary>
    public required ImmutableArray<Contention> InEverySet { get; init; }

    /// <summary>
    /// The maximal sets of things and orders that each actor, taken alone, could have beside all that it holds itself, and that can hold
    /// together; by their members. Of what an actor holds against itself each piece is looked at alone, and what the text alone
    /// excludes is left out.
    /// </summary>
    public required ImmutableArray<ImmutableArray<Assent>> AcceptableToAll { get; init; }

    /// <summary>The clauses, powers, pledges and decisions that no position under this condition speaks of, by id, as the agreement has them.</summary>
    public required ImmutableArray<string> NotSpokenOf { get; init; }

    /// <summary>Things of the text that wait for one another in a circle, by id; what the text says of their order is left out here.</summary>
    public ImmutableArray<string> TextInCircle => withText.TextInCircle;

    /// <summary>Whether all conflicts and sets are listed. False where the search would have taken too long; what is listed is right even then.</summary>
    public required bool Complete { get; init; }

    /// <summary>How many maximal sets can hold: the product of the choices of the knots; of what was not searched none is known.</summary>
    public BigInteger MaximalSets => Knots.Aggregate(BigInteger.One, (product, knot) => product * knot.Choices.Length);

    /// <summary>Every maximal set that can hold, written out; each in the order of <see cref="Contentions"/>. There are <see cref="MaximalSets"/> of them: they may be very many.</summary>
    public IEnumerable<ImmutableArray<Contention>> WholeSets()
    {
        IEnumerable<ImmutableArray<Contention>> sets = [InEverySet];
        foreach (var knot in Knots) sets = sets.SelectMany(_ => knot.Choices, (set, choice) => set.AddRange(choice));
        var places = Contentions.Select((one, i) => (one, i)).ToDictionary(pair => pair.one, pair => pair.i);
        return sets.Select(set => set.Sort((one, other) => places[one].CompareTo(places[other])));
    }

    /// <summary>Every single change that opens a conflict of these: by the actors' names, then in the order of its members; the text last.</summary>
    public ImmutableArray<Opening> Openings(Conflict conflict) => Opening.All(Contentions, conflict, conflict.NeedsText ? withText : among);

    /// <summary>What can hold together, without a condition first, then by condition in ordinal order. Conditions are the same when their words are.</summary>
    public static ImmutableArray<Concord> Of(Agreement agreement) => Of(agreement, Steps);

    internal static ImmutableArray<Concord> Of(Agreement agreement, long steps)
    {
        if (agreement.Positions.IsEmpty) return [];
        var (effort, orders) = (new Effort(steps), new Orders(agreement));
        return [.. agreement.Positions.GroupBy(position => position.If).OrderBy(group => group.Key is not null).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => Of(agreement, orders, group.Key, Contention.Of(agreement, group), effort))];
    }

    private static Concord Of(Agreement agreement, Orders orders, string? condition, ImmutableArray<Contention> contentions, Effort effort)
    {
        var (withText, among) = (new Theory(agreement, orders, contentions, true, effort), new Theory(agreement, orders, contentions, false, effort));
        var searched = Search([withText, among], effort);
        var (found, alone) = (searched[withText].ToImmutableArray(), searched[among].ToImmutableArray());
        var minimal = found.SelectMany(one => one.Sets.Conflicts.Select(set => Globally(one.Members, set))).ToArray();
        var amongAll = alone.SelectMany(one => one.Sets.Conflicts.Select(set => Globally(one.Members, set))).ToArray();
        // A knot is only what some conflict ties. What lies in one tangle with it goes free where all conflicts are known.
        var tied = found.Select(one => (one.Members, one.Sets, Tied: one.Sets.Complete ? [.. one.Members.Where(i => minimal.Any(set => set.Contains(i)))] : one.Members)).Where(one => !one.Tied.IsEmpty).ToArray();
        var known = amongAll.Select(Key).ToHashSet(StringComparer.Ordinal);
        var conflicts = amongAll.Select(set => (Set: set, NeedsText: false)).Concat(minimal.Where(set => !known.Contains(Key(set))).Select(set => (Set: set, NeedsText: among.CanHold(set))));
        var (acceptable, complete) = Assenting.Find(agreement, condition, contentions, withText, minimal, tied.SelectMany(one => one.Tied).ToHashSet(), effort);
        return new(withText, among)
        {
            If = condition,
            Contentions = contentions,
            Conflicts =
            [
                .. conflicts.Select(one => (one.Set, Conflict: new Conflict([.. one.Set.Select(i => contentions[i])], one.NeedsText, (one.NeedsText ? withText : among).Steps(one.Set))))
                    .OrderBy(one => !one.Conflict.IsDeadlock).ThenBy(one => one.Set.Length).ThenBy(one => one.Set[0]).ThenBy(one => one.Set, MinimalSets.ByMembers).Select(one => one.Conflict),
            ],
            Knots = [.. tied.Select(one => new Knot(All(one.Tied), [.. one.Sets.Maximal.Select(set => All(Globally(one.Members, set).Where(one.Tied.Contains)))], one.Sets.Complete))],
            InEverySet = [.. contentions.Where((_, i) => !tied.Any(one => one.Tied.Contains(i)))],
            AcceptableToAll = acceptable,
            NotSpokenOf = [.. Things(agreement).Except(contentions.SelectMany(one => one.About), StringComparer.Ordinal)],
            Complete = complete && found.Concat(alone).All(one => one.Sets.Complete),
        };

        ImmutableArray<Contention> All(IEnumerable<int> set) => [.. set.Select(i => contentions[i])];
    }

    // The small ones first, so that a great one leaves none of them without its turn.
    private static ILookup<Theory, (ImmutableArray<int> Members, MinimalSets Sets)> Search(Theory[] theories, Effort effort) =>
        theories.SelectMany(theory => theory.Tangles(), (theory, tangle) => (theory, tangle))
            .OrderBy(one => one.tangle.Members.Length)
            .Select(one => (one.theory, Found: (one.tangle.Members, MinimalSets.Find(one.tangle.Members.Length, one.tangle.Refute, effort))))
            .ToArray()
            .OrderBy(one => one.Found.Members[0])
            .ToLookup(one => one.theory, one => one.Found);

    private static IEnumerable<string> Things(Agreement agreement) =>
        agreement.Clauses.Select(one => one.Id).Concat(agreement.Powers.Select(one => one.Id)).Concat(agreement.Pledges.Select(one => one.Id)).Concat(agreement.Decisions.Select(one => one.Id));

    private static ImmutableArray<int> Globally(ImmutableArray<int> members, ImmutableArray<int> set) => [.. set.Select(i => members[i])];

    private static string Key(ImmutableArray<int> set) => string.Join(',', set);
}

/// <summary>What conflicts tie together: no conflict reaches from one knot to another.</summary>
/// <param name="Contentions">What is held in it.</param>
/// <param name="Choices">Every maximal part of it that can hold together.</param>
/// <param name="Complete">Whether these are all.</param>
public sealed record Knot(ImmutableArray<Contention> Contentions, ImmutableArray<ImmutableArray<Contention>> Choices, bool Complete);

/// <summary>That no actor stands against a thing or an order.</summary>
/// <param name="Of">What is held, and who holds it.</param>
/// <param name="Silent">Who has a position in the agreement and says nothing of it under this condition, in the order of their names.</param>
public sealed record Assent(Contention Of, ImmutableArray<Actor> Silent);
