using System.Collections.Immutable;
using System.Numerics;

namespace Truceline.Agreements.Voting;

/// <summary>Finds those whose vote never matters without counting coalitions: by the sums that the others can reach.</summary>
internal static class IdleVotes
{
    private const long MostProfiles = 4096;
    private const long LongestSum = 4_000_000;

    /// <summary>The kinds whose votes never turn the outcome; null where that would take more than is left to spend.</summary>
    /// <param name="game">A decision that can pass.</param>
    /// <param name="budget">How many shifts of sums, in words of 64 bits, may still be spent; what is spent is taken from it.</param>
    public static ImmutableArray<SeatKind>? Of(VotingGame game, ref long budget)
    {
        var (enough, quorum) = Folded(game);
        if (quorum > 0)
        {
            if (ProfileCount.Profiles(game) > MostProfiles || game.Players > VotingAnalysis.MostPlayers || (budget -= MostProfiles) < 0) return null;
            var idle = VotingAnalysis.Of(game).Dummies!.Value;
            return [.. game.Kinds.Where(kind => idle.Contains(kind.Seats[0]))];
        }
        var left = enough - game.Kinds.Where(kind => kind.Veto).Sum(kind => kind.Number * game.Worth(kind));
        var free = game.Kinds.Where(kind => !kind.Veto).OrderBy(game.Worth).ToArray();
        if (left <= 0) return [.. game.Kinds.Where(kind => !kind.Veto)];
        // Of equals the last that is needed matters, and so each of them.
        if (free.Select(game.Worth).Where(worth => worth > 0).Distinct().Count() == 1) return [.. game.Kinds.Where(kind => !kind.Veto && game.Worth(kind) == 0)];
        if (left > LongestSum) return null;
        // Who has more votes than one that matters matters too.
        var (low, high) = (0, free.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Matters(game, free, free[middle], left, ref budget) is not { } matters) return null;
            if (matters) high = middle;
            else low = middle + 1;
        }
        var quiet = free.Take(low).ToHashSet();
        return [.. game.Kinds.Where(quiet.Contains)];
    }

    // Where every vote is one member, a quorum is a threshold of votes.
    private static (long Enough, long Quorum) Folded(VotingGame game) =>
        game.Quorum > 0 && game.Kinds.All(kind => game.Worth(kind) == kind.Heads) ? (Math.Max(game.Enough, game.Quorum), 0) : (game.Enough, game.Quorum);

    /// <summary>Whether the others can reach a sum that is not enough, and is with this one.</summary>
    private static bool? Matters(VotingGame game, SeatKind[] free, SeatKind one, long left, ref long budget)
    {
        var worth = game.Worth(one);
        if (worth == 0) return false;
        var below = (BigInteger.One << (int)left) - 1;
        var sums = BigInteger.One;
        foreach (var kind in free)
        {
            var step = game.Worth(kind);
            var number = step == 0 ? 0 : Math.Min(kind == one ? kind.Number - 1 : kind.Number, left / step);
            for (long some = 1; number > 0; some *= 2)
            {
                if ((budget -= left / 64 + 1) < 0) return null;
                var taken = Math.Min(some, number);
                sums = (sums | sums << (int)(taken * step)) & below;
                number -= taken;
            }
        }
        return !(sums >> (int)Math.Max(0, left - worth)).IsZero;
    }
}
