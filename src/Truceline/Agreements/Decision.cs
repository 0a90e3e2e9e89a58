using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Agreements;

/// <summary>How a body decides something, or who must agree to another's act (<see cref="Consent"/>).</summary>
public sealed record Decision
{
    /// <summary>The id in the file.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required Location Where { get; init; }

    /// <summary>The body that decides (an actor's id, usually a group); null for a consent.</summary>
    public string? By { get; init; }

    /// <summary>Its rule; null for a consent.</summary>
    public DecisionRule? Rule { get; init; }

    /// <summary>Whose agreement it is that another's act needs; null for a decision of a body.</summary>
    public Consent? Consent { get; init; }

    /// <summary>The members who can block alone whatever the others vote.</summary>
    public ImmutableArray<string> Veto { get; init; } = [];

    /// <summary>How many members must take part; null: no quorum.</summary>
    public int? Quorum { get; init; }

    /// <summary>What silence counts as; null: it counts for nothing.</summary>
    public SilenceMeans? Silence { get; init; }

    /// <summary>Within what time it has to be taken; null: no limit.</summary>
    public Period? Within { get; init; }

    /// <summary>Who decides when votes are equal (an actor's id); null: nobody, it fails.</summary>
    public string? Tie { get; init; }

    /// <summary>Whether it stands or is only proposed, in the file's words ("proposed-by-RU"); null: it stands.</summary>
    public string? Status { get; init; }

    /// <summary>The statements that it rests on, each <c>source/own-id</c>.</summary>
    public ImmutableArray<string> Said { get; init; } = [];

    /// <summary>True when the text does not say it.</summary>
    public bool Assumed { get; init; }

    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }
}

/// <summary>What the silence of a member counts as.</summary>
public enum SilenceMeans
{
#pragma warning disable CS1591
    Assent, Objection, Abstention,
#pragma warning restore CS1591
}

/// <summary>Who must agree to an act. An objection of anyone else has no effect.</summary>
/// <param name="To">The clause that is about the act, by id.</param>
/// <param name="By">The actors who must agree, all of them, by id.</param>
public sealed record Consent(string To, ImmutableArray<string> By);

/// <summary>When a body has decided. A closed family; votes are always counted of all members.</summary>
public abstract record DecisionRule
{
    private DecisionRule() { }

    /// <summary>Any one member is enough.</summary>
    public sealed record Any : DecisionRule;

    /// <summary>Nobody objects.</summary>
    public sealed record Consensus : DecisionRule;

    /// <summary>Everybody agrees.</summary>
    public sealed record Unanimity : DecisionRule;

    /// <summary>A number of votes.</summary>
    public sealed record Votes(int Number) : DecisionRule;

    /// <summary>A share of all members: more than half for 1/2, at least the share for any other fraction.</summary>
    public sealed record Share(int Numerator, int Denominator) : DecisionRule;

    /// <summary>Weights of members and the sum that is needed.</summary>
    public sealed record Weighted(ImmutableSortedDictionary<string, int> Weights, int Needed) : DecisionRule;
}
