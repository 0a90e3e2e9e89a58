using System.Collections.Immutable;
using System.Numerics;

namespace Truceline.Agreements.Positions;

/// <summary>
/// What cannot all hold, while without any one member the rest can. Where several actors hold a member, each of them makes a
/// conflict of its own with the other members; they are told together.
/// </summary>
/// <param name="Members">What is held, in the order of <see cref="Concord.Contentions"/>.</param>
/// <param name="NeedsText">Whether it takes what the text itself needs; else it stands among the actors alone.</param>
/// <param name="Steps">Why: what is held and what the text says, each leading to the next, and where orders are concerned from the last to the first again.</param>
public sealed record Conflict(ImmutableArray<Contention> Members, bool NeedsText, ImmutableArray<ProofStep> Steps)
{
    /// <summary>Whether it is about orders, which cannot all be followed: a deadlock.</summary>
    public bool IsDeadlock => Members[0].Kind == ContentionKind.Before;

    /// <summary>How many conflicts between single actors it stands for.</summary>
    public BigInteger Single => Members.Aggregate(BigInteger.One, (product, member) => product * member.Voices.Length);

    /// <summary>The things by id, each once, in the order of the members.</summary>
    public ImmutableArray<string> About => [.. Members.SelectMany(member => member.About).Distinct(StringComparer.Ordinal)];

    /// <summary>One sentence without a full stop.</summary>
    public string Says => $"{string.Join("; ", Steps.Select(step => step.Says))}: {(IsDeadlock ? "these orders cannot all be followed" : "these cannot all hold")}";

    /// <summary>The proof: a circle of orders, or what is in conflict.</summary>
    public Proof Proof => IsDeadlock ? new Proof.Circle(Steps) : new Proof.Conflict(Steps);
}
