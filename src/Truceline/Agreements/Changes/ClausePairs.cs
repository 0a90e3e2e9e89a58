using System.Collections.Immutable;

namespace Truceline.Agreements.Changes;

/// <summary>Which clause of a new agreement is which of an old one, whatever they are called.</summary>
internal static class ClausePairs
{
    /// <summary>The id that each clause of the old agreement has in the new one; a clause that was dropped is not there.</summary>
    public static ImmutableDictionary<string, string> Of(Agreement old, Agreement @new)
    {
        var (one, other) = Side.Of(old, @new);
        var (before, after) = (Rule.All(one), Rule.All(other));
        return Matching.Pairs(before, after).ToImmutableDictionary(pair => before[pair.Old].Id, pair => after[pair.New].Id, StringComparer.Ordinal);
    }
}
