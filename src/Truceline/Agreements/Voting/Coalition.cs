using System.Collections.Immutable;
using System.Numerics;

namespace Truceline.Agreements.Voting;

/// <summary>So many of one kind of seat, whichever they are.</summary>
public sealed record CoalitionPart(SeatKind Kind, long Number);

/// <summary>
/// Coalitions that differ only in which of the interchangeable seats are in them: "China, France and any 4 of the 10 others".
/// </summary>
/// <param name="Parts">How many of each kind, in the order of the kinds; a kind of which there is none is left out.</param>
public sealed record Coalition(ImmutableArray<CoalitionPart> Parts)
{
    /// <summary>How many are in each.</summary>
    public long Size => Parts.Sum(part => part.Number);

    /// <summary>How many coalitions are so.</summary>
    public BigInteger Count => Parts.Aggregate(BigInteger.One, (product, part) => product * Choices.Of(part.Kind.Number, part.Number));
}

/// <summary>All coalitions of one sort, none left out: the smallest first, then in the order of names.</summary>
public sealed record CoalitionList(ImmutableArray<Coalition> Shapes)
{
    /// <summary>How many coalitions there are, each with its own members.</summary>
    public BigInteger Count => Shapes.Aggregate(BigInteger.Zero, (sum, shape) => sum + shape.Count);
}

/// <summary>In how many ways some can be chosen from several.</summary>
internal static class Choices
{
    public static BigInteger Of(long all, long some)
    {
        if (some < 0 || some > all) return 0;
        var choices = BigInteger.One;
        for (long i = 0, least = Math.Min(some, all - some); i < least; i++) choices = choices * (all - i) / (i + 1);
        return choices;
    }
}
