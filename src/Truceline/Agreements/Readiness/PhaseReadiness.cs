using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Agreements.Readiness;

/// <summary>How far a pledge is from being there. Ready is one that is confirmed and waits for nothing that is open.</summary>
public enum Preparedness
{
    /// <summary>Confirmed, and so is all that it waits for.</summary>
    Ready,

    /// <summary>Confirmed, and waits for a pledge that is not.</summary>
    Waits,

    /// <summary>Promised under a condition.</summary>
    Conditional,

    /// <summary>Not settled.</summary>
    Pending,

    /// <summary>Ruled out.</summary>
    Excluded,

    /// <summary>Taken back.</summary>
    Withdrawn,
}

/// <summary>A pledge as it stands.</summary>
/// <param name="Pledge">The pledge.</param>
/// <param name="By">Who promised it, or ruled it out.</param>
/// <param name="Is">How far it is from being there.</param>
/// <param name="Chain">The pledge and what it waits for down to what is open, step by step; empty for one that is ready.</param>
public sealed record Contribution(Pledge Pledge, Actor By, Preparedness Is, ImmutableArray<Pledge> Chain);

/// <summary>How many stand behind pledges, and how many of them say so in public. The two are never added.</summary>
/// <param name="Formal">How many have pledged.</param>
/// <param name="Public">How many of them are known to say so in public; where <paramref name="Few"/> is set there are a few more.</param>
/// <param name="Few">Whether of some of them only "few" is known.</param>
/// <param name="Unsaid">Of how many it is not said whether they do.</param>
public sealed record Backers(long Formal, long Public, bool Few, long Unsaid)
{
    internal static Backers Of(IEnumerable<Pledge> pledges) => pledges.Aggregate(new Backers(0, 0, false, 0), (sum, pledge) => pledge.Public switch
    {
        null => sum with { Formal = sum.Formal + (pledge.Count ?? 1), Unsaid = sum.Unsaid + (pledge.Count ?? 1) },
        { Number: null } => sum with { Formal = sum.Formal + (pledge.Count ?? 1), Few = true },
        { Number: { } number } => sum with { Formal = sum.Formal + (pledge.Count ?? 1), Public = sum.Public + number },
    });

    /// <summary>"26 formal, few of them public".</summary>
    public override string ToString()
    {
        var said = (Public, Few) switch { (0, true) => "few", (var number, true) => FormattableString.Invariant($"{number} and a few more"), (0, false) => "none", (var number, _) => FormattableString.Invariant($"{number}") };
        if (Formal == 0) return "nobody";
        if (Unsaid == Formal) return FormattableString.Invariant($"{Formal} formal; whether in public is not said");
        return FormattableString.Invariant($"{Formal} formal, {said} of them public") + (Unsaid > 0 ? FormattableString.Invariant($"; of {Unsaid} it is not said") : "");
    }
}

/// <summary>What there is in one domain. A pledge of several domains stands in each, so domains are not added up.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Contributions">The pledges, as the agreement has them.</param>
/// <param name="Backers">How many stand behind those that are confirmed or conditional.</param>
public sealed record DomainReadiness(PledgeDomain Domain, ImmutableArray<Contribution> Contributions, Backers Backers);

/// <summary>Something that a clause asks for with a phase or an event, and what that needs.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Which">"start": it is to be begun by then; "done": it is to be done by then.</param>
/// <param name="By">The deadline as written.</param>
/// <param name="Needs">The pledges that it needs, as written.</param>
/// <param name="Consents">The consents that it needs, as the agreement has them.</param>
public sealed record DueClause(Clause Clause, string Which, Moment By, ImmutableArray<Contribution> Needs, ImmutableArray<Decision> Consents);

/// <summary>What is ready when a phase begins or an event happens, what waits for what, and what is due then.</summary>
public sealed record PhaseReadiness
{
    /// <summary>The agreement.</summary>
    public required Agreement Agreement { get; init; }

    /// <summary>The phase, or the event, by id.</summary>
    public required string At { get; init; }

    /// <summary>When it begins, as written; null: it has no beginning.</summary>
    public required Moment? Begins { get; init; }

    /// <summary>The pledges that are due by then, as the agreement has them: those due at once are.</summary>
    public required ImmutableArray<Contribution> Due { get; init; }

    /// <summary>The pledges that are due later.</summary>
    public required ImmutableArray<Contribution> Later { get; init; }

    /// <summary>The pledges of which the agreement does not say whether they are due before or after.</summary>
    public required ImmutableArray<Contribution> NotOrdered { get; init; }

    /// <summary>The same as <see cref="Due"/> by domain; a domain in which nothing is pledged is left out.</summary>
    public required ImmutableArray<DomainReadiness> Domains { get; init; }

    /// <summary>How many stand behind all that is due by then and confirmed or conditional, each pledge once.</summary>
    public required Backers Backers { get; init; }

    /// <summary>What clauses ask for with it, as the agreement has them.</summary>
    public required ImmutableArray<DueClause> DueClauses { get; init; }

    /// <summary>
    /// What is not ready of what becomes due with it, or what its clauses need: pledges by way of what they wait for.
    /// What is ruled out and needed by nothing is no gap.
    /// </summary>
    public required ImmutableArray<Contribution> Missing { get; init; }

    /// <summary>What is ready at a phase or an event of the agreement.</summary>
    /// <exception cref="ArgumentException">The agreement has no such phase or event.</exception>
    public static PhaseReadiness Of(Agreement agreement, string at) => new ReadinessOf(agreement).At(at);
}
