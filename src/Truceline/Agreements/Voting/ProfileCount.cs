using System.Collections.Immutable;
using System.Numerics;

namespace Truceline.Agreements.Voting;

/// <summary>
/// Counts a game through by profiles: how many of each kind say yes. One walk gives the minimal winning coalitions, the
/// minimal blocking ones (what a greatest losing coalition leaves out) and the swings of all.
/// </summary>
/// <typeparam name="T">The numbers in which coalitions are counted.</typeparam>
internal sealed class ProfileCount<T> where T : IBinaryInteger<T>
{
    private readonly VotingGame game;
    private readonly int kinds;
    private readonly long[] numbers;
    private readonly long[] worths;
    private readonly long[] heads;
    private readonly bool[] vetoes;
    private readonly T[][] choices;
    private readonly long[] profile;
    private readonly List<long[]> winning = [];
    private readonly List<long[]> losing = [];
    private readonly T[][] swings;

    public ProfileCount(VotingGame game)
    {
        this.game = game;
        kinds = game.Kinds.Length;
        numbers = [.. game.Kinds.Select(kind => kind.Number)];
        worths = [.. game.Kinds.Select(game.Worth)];
        heads = [.. game.Kinds.Select(kind => kind.Heads)];
        vetoes = [.. game.Kinds.Select(kind => kind.Veto)];
        choices = [.. numbers.Select(all => Enumerable.Range(0, (int)all + 1).Select(some => T.CreateChecked(Choices.Of(all, some))).ToArray())];
        profile = new long[kinds];
        swings = [.. numbers.Select(_ => Enumerable.Repeat(T.Zero, (int)game.Players + 1).ToArray())];
    }

    public VotingAnalysis Count()
    {
        Walk(0, 0, 0, 0, 0, T.One);
        // What was added up is of all members of a kind together.
        var each = swings.Select((bySize, kind) => bySize.Select(some => BigInteger.CreateChecked(some) / numbers[kind]).ToArray()).ToArray();
        return new()
        {
            Game = game,
            MinimalWinning = List(winning),
            MinimalBlocking = List(losing.Select(left => left.Zip(numbers, (some, all) => all - some).ToArray())),
            Powers = VotingAnalysis.PowersOf(game, each),
        };
    }

    private void Walk(int kind, long worth, long members, int size, int missing, T many)
    {
        if (kind == kinds)
        {
            if (Wins(worth, members, missing)) Win(worth, members, size, many);
            else if (IsGreatestLosing(worth, members, missing)) losing.Add([.. profile]);
            return;
        }
        for (var some = 0L; some <= numbers[kind]; some++)
        {
            profile[kind] = some;
            var without = vetoes[kind] ? (int)(numbers[kind] - some) : 0;
            Walk(kind + 1, worth + some * worths[kind], members + some * heads[kind], size + (int)some, missing + without, many * choices[kind][some]);
        }
    }

    private bool Wins(long worth, long members, int missing) => missing == 0 && worth >= game.Enough && members >= game.Quorum;

    private void Win(long worth, long members, int size, T many)
    {
        var isMinimal = true;
        for (var kind = 0; kind < kinds; kind++)
        {
            if (profile[kind] == 0) continue;
            if (!vetoes[kind] && Wins(worth - worths[kind], members - heads[kind], 0)) isMinimal = false;
            else swings[kind][size] += many * T.CreateTruncating(profile[kind]);
        }
        if (isMinimal) winning.Add([.. profile]);
    }

    private bool IsGreatestLosing(long worth, long members, int missing)
    {
        for (var kind = 0; kind < kinds; kind++)
            if (profile[kind] < numbers[kind] && !Wins(worth + worths[kind], members + heads[kind], vetoes[kind] ? missing - 1 : missing)) return false;
        return true;
    }

    private CoalitionList List(IEnumerable<long[]> profiles) => new(
    [
        .. profiles
            .OrderBy(one => one.Sum()).ThenByDescending(one => one, Comparer<long[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
            .Select(one => new Coalition([.. game.Kinds.Zip(one, (kind, some) => new CoalitionPart(kind, some)).Where(part => part.Number > 0)])),
    ]);
}

/// <summary>Counts a game through by profiles, where there are not too many of them.</summary>
internal static class ProfileCount
{
    // Every game of 20 members; in numbers of any size a sixteenth of it.
    private const long MostProfiles = 1 << 20;
    private const int MostInShortNumbers = 48;

    /// <summary>How many profiles a game has, capped.</summary>
    public static long Profiles(VotingGame game) =>
        game.Kinds.Aggregate(1L, (product, kind) => product > MostProfiles ? product : product * (kind.Number + 1));

    public static VotingAnalysis? Of(VotingGame game) => (Profiles(game), game.Players) switch
    {
        ( <= MostProfiles, <= MostInShortNumbers) => new ProfileCount<long>(game).Count(),
        ( <= MostProfiles / 16, _) => new ProfileCount<BigInteger>(game).Count(),
        _ => null,
    };
}
