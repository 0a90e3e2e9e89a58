using System.Collections.Immutable;
using System.Numerics;

namespace Truceline.Agreements.Voting;

/// <summary>
/// Counts the losing coalitions of a game by their size and worth, after Mann and Shapley (1962): for games of many members
/// whose weights add up to little. Those with a veto have to be in and are left aside.
/// </summary>
internal static class WeightCount
{
    private const long MostSteps = 30_000_000;

    /// <summary>The powers; null where the weights are too large, or several members sit on one seat while a quorum counts them.</summary>
    public static ImmutableArray<SeatPower>? Of(VotingGame game)
    {
        if (game.Quorum > 0 && game.Kinds.Any(kind => kind.Heads != 1)) return null;
        var free = game.Kinds.Where(kind => !kind.Veto).ToArray();
        var vetoes = game.Kinds.Where(kind => kind.Veto).ToArray();
        var firm = (int)vetoes.Sum(kind => kind.Number);
        var (players, voters) = ((int)game.Players, (int)free.Sum(kind => kind.Number));
        var needed = Math.Max(0, game.Enough - vetoes.Sum(kind => kind.Number * game.Worth(kind)));
        if (needed * voters * voters > MostSteps || needed * voters * (free.Length + 1L) > MostSteps) return null;
        var below = new Sums(voters, (int)needed);
        foreach (var kind in free)
            for (var i = 0L; i < kind.Number; i++) below.Add(game.Worth(kind));
        return VotingAnalysis.PowersOf(game, [.. game.Kinds.Select(kind => kind.Veto ? OfVeto() : OfFree(kind))]);

        // With those of a veto, and as many others as bring enough together.
        BigInteger[] OfVeto()
        {
            var swings = new BigInteger[players + 1];
            for (var others = 0; others <= voters; others++)
                if (firm + others >= game.Quorum) swings[firm + others] = Choices.Of(voters, others) - below.Fewer(others, needed);
            return swings;
        }

        BigInteger[] OfFree(SeatKind kind)
        {
            var swings = new BigInteger[players + 1];
            var worth = game.Worth(kind);
            var rest = below.Without(worth);
            for (var others = 0; others < voters; others++)
            {
                var size = firm + others;
                if (size + 1 < game.Quorum) continue;
                var enoughWith = Choices.Of(voters - 1, others) - rest.Fewer(others, needed - worth);
                // Where they are too few for the quorum without it, they lose whatever they weigh.
                var enoughWithout = size < game.Quorum ? 0 : Choices.Of(voters - 1, others) - rest.Fewer(others, needed);
                swings[size + 1] = enoughWith - enoughWithout;
            }
            return swings;
        }
    }

    /// <summary>How many coalitions have a size and a worth that is less than what is needed.</summary>
    private sealed class Sums(int voters, int needed)
    {
        private readonly BigInteger[,] many = Begin(voters, needed);
        private int added;

        private static BigInteger[,] Begin(int voters, int needed)
        {
            var many = new BigInteger[voters + 1, Math.Max(1, needed)];
            many[0, 0] = needed > 0 ? 1 : 0;
            return many;
        }

        public void Add(long worth)
        {
            for (var size = added++; size >= 0; size--)
                for (var sum = needed - 1 - worth; sum >= 0; sum--)
                    if (!many[size, sum].IsZero) many[size + 1, sum + worth] += many[size, sum];
        }

        /// <summary>The same as if one of this worth had never been added.</summary>
        public Sums Without(long worth)
        {
            var rest = new Sums(voters, needed) { added = added - 1 };
            for (var size = 0; size < added; size++)
                for (var sum = 0; sum < needed; sum++)
                    rest.many[size, sum] = many[size, sum] - (size > 0 && sum >= worth ? rest.many[size - 1, sum - worth] : 0);
            return rest;
        }

        /// <summary>How many of a size weigh less.</summary>
        public BigInteger Fewer(int size, long than)
        {
            var fewer = BigInteger.Zero;
            for (var sum = 0; sum < than; sum++) fewer += many[size, sum];
            return fewer;
        }
    }
}
