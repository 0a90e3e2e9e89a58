using System.Collections.Immutable;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Agreements;
using Truceline.Agreements.Voting;
using static Truceline.Tests.Agreements.Voting.Games;

namespace Truceline.Tests.Agreements.Voting;

/// <summary>The forms in which games are counted, held against what they mean: every way in which the others can behave, every subset, every order.</summary>
public sealed class RandomGamesTests
{
    private enum Says { Yes, No, Nothing }

    /// <summary>A random decision of few members: every rule, with and without vetoes, a quorum, silence, a casting vote.</summary>
    private static Agreement Random(System.Random random, int most)
    {
        var names = Names(random.Next(1, most + 1)).ToArray();
        var rule = random.Next(7) switch
        {
            0 => "any",
            1 => "consensus",
            2 => "unanimity",
            3 => $"{{ majority: {random.Next(1, names.Length + 1)} }}",
            4 => $"{{ majority: {new[] { "1/2", "2/3", "3/4", "1/3", "1/1", "2/4" }[random.Next(6)]} }}",
            _ => Weighted(),
        };
        var veto = names.Where(_ => random.Next(5) == 0).ToArray();
        return Games.Agreement(names,
            $"rule: {rule}, veto: [{string.Join(", ", veto)}]"
            + (random.Next(3) == 0 ? $", quorum: {random.Next(1, names.Length + 2)}" : "")
            + (random.Next(3) == 0 ? $", silence: {new[] { "assent", "objection", "abstention" }[random.Next(3)]}" : "")
            + (random.Next(3) == 0 ? $", tie: {(random.Next(2) == 0 ? "chair" : names[random.Next(names.Length)])}" : ""),
            "chair: { kind: civil }");

        string Weighted()
        {
            var weights = names.Select(_ => random.Next(0, 6)).ToArray();
            return $"{{ weighted: {{ weights: {{ {string.Join(", ", names.Zip(weights, (id, weight) => $"{id}: {weight}"))} }}, needed: {random.Next(2) switch { 0 => weights.Sum() / 2 + 1, _ => random.Next(1, weights.Sum() + 2) }} }} }}";
        }
    }

    /// <summary>Whether a decision passes when everybody has said what it says; written from the language's words, not from the game.</summary>
    private static bool Passes(Decision decision, ImmutableArray<Seat> seats, Says[] said)
    {
        var counted = said.Select(word => word != Says.Nothing ? word : decision.Silence switch { SilenceMeans.Assent => Says.Yes, SilenceMeans.Objection => Says.No, _ => Says.Nothing }).ToArray();
        var members = Enumerable.Range(0, seats.Length).Where(at => seats[at].Actor.Id != "chair").ToArray();
        var takePart = members.Count(at => counted[at] != Says.Nothing || decision.Silence == SilenceMeans.Abstention);
        if (decision.Quorum > takePart) return false;
        if (members.Any(at => decision.Veto.Contains(seats[at].Actor.Id) && counted[at] == Says.No)) return false;
        int Weight(int at) => decision.Rule is DecisionRule.Weighted weighted ? weighted.Weights[seats[at].Actor.Id] : 1;
        var yes = members.Where(at => counted[at] == Says.Yes).Sum(Weight);
        var all = members.Sum(Weight);
        var tie = decision.Tie is { } actor && counted[Enumerable.Range(0, seats.Length).Single(at => seats[at].Actor.Id == actor)] == Says.Yes;
        return decision.Rule switch
        {
            DecisionRule.Any => yes >= 1,
            DecisionRule.Consensus => members.All(at => counted[at] != Says.No),
            DecisionRule.Unanimity => yes == all,
            DecisionRule.Votes number => yes >= number.Number || (tie && yes * 2 == all && number.Number * 2 == all + 2),
            DecisionRule.Share share when share.Numerator * 2 == share.Denominator => yes * 2 > all || (tie && yes * 2 == all),
            DecisionRule.Share share => yes * share.Denominator >= all * share.Numerator,
            DecisionRule.Weighted weighted => yes >= weighted.Needed || (tie && yes * 2 == all && weighted.Needed * 2 == all + 2),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>Every answer of the others, tried one after another.</summary>
    private static bool CarriesWhateverTheOthersDo(Decision decision, ImmutableArray<Seat> seats, int yes)
    {
        var others = Enumerable.Range(0, seats.Length).Where(at => (yes >> at & 1) == 0).ToArray();
        var said = new Says[seats.Length];
        for (var way = 0; way < (int)Math.Pow(3, others.Length); way++)
        {
            var rest = way;
            foreach (var at in others)
            {
                said[at] = (Says)(rest % 3);
                rest /= 3;
            }
            if (!Passes(decision, seats, said)) return false;
        }
        return true;
    }

    private static bool[] Winning(VotingGame game, Func<int, bool> wins) => [.. Enumerable.Range(0, 1 << game.Seats.Length).Select(wins)];

    private static bool[] WinningByMeaning(VotingGame game) => Winning(game, yes => CarriesWhateverTheOthersDo(game.Decision, game.Seats, yes));

    /// <summary>The game's own form, one seat at a time: no kinds, no profiles.</summary>
    private static bool[] WinningByForm(VotingGame game) => Winning(game, yes =>
    {
        var chosen = game.Seats.Where((_, at) => (yes >> at & 1) == 1).ToArray();
        SeatKind Kind(Seat seat) => game.Kinds.Single(kind => kind.Seats.Contains(seat));
        return game.Seats.All(seat => !seat.Veto || chosen.Contains(seat)) && chosen.Sum(seat => game.Worth(Kind(seat))) >= game.Enough && chosen.Sum(seat => seat.Heads) >= game.Quorum;
    });

    private static IEnumerable<int> Minimal(bool[] sets, int players) =>
        Enumerable.Range(0, sets.Length).Where(set => sets[set] && Enumerable.Range(0, players).All(at => (set >> at & 1) == 0 || !sets[set ^ 1 << at]));

    /// <summary>The coalitions of a list, each as the set of its seats.</summary>
    private static IEnumerable<int> Spelled(VotingGame game, CoalitionList list) => list.Shapes.SelectMany(shape =>
        shape.Parts.Aggregate<CoalitionPart, IEnumerable<int>>([0], (sets, part) =>
        {
            var seats = part.Kind.Seats.Select(seat => 1 << game.Seats.IndexOf(seat)).ToArray();
            return [.. from set in sets
                from some in Enumerable.Range(0, 1 << seats.Length)
                where BitOperations.PopCount((uint)some) == part.Number
                select set | seats.Where((_, at) => (some >> at & 1) == 1).Sum()];
        })).Order();

    private static void ForGames(int tests, int most, Action<VotingGame> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll<int>(seed => holds(Random(new(seed), most).Game())));

    [Fact]
    public void A_coalition_wins_when_it_carries_the_decision_whatever_the_others_do() =>
        ForGames(300, 5, game => Assert.Equal(WinningByMeaning(game), WinningByForm(game)));

    [Fact]
    public void Who_passes_in_silence_blocks_alone_or_wins_alone_is_what_the_words_say() => ForGames(300, 5, game =>
    {
        var wins = WinningByMeaning(game);
        var all = wins.Length - 1;
        Assert.Equal(wins[all], game.CanPass);
        Assert.Equal(Passes(game.Decision, game.Seats, [.. game.Seats.Select(_ => Says.Nothing)]), game.PassesInSilence);
        Assert.Equal(game.Seats.Where((_, at) => !wins[all ^ 1 << at]), game.SingleBlockers);
        Assert.Equal(game.Seats.Where((_, at) => wins[1 << at]), game.Passers);
    });

    [Fact]
    public void Lists_and_powers_are_those_of_all_subsets_and_all_orders() => ForGames(300, 7, game =>
    {
        var (wins, players) = (WinningByForm(game), game.Seats.Length);
        var analysis = VotingAnalysis.Of(game);
        Assert.Equal(Minimal(wins, players), Spelled(game, analysis.MinimalWinning!));
        var blocks = wins.Select((_, set) => !wins[wins.Length - 1 ^ set]).ToArray();
        Assert.Equal(Minimal(blocks, players), Spelled(game, analysis.MinimalBlocking!));
        Assert.Equal(game.CanPass ? analysis.MinimalBlocking!.Shapes[0].Size : -1, game.SmallestBlocking?.Size ?? -1);
        Assert.True(game.SmallestBlocking is not { } smallest || analysis.MinimalBlocking!.Shapes.Any(shape => smallest.Parts.SequenceEqual(shape.Parts)));
        var pivots = new int[players];
        foreach (var order in Orders(players))
        {
            var set = 0;
            foreach (var at in order)
            {
                if (wins[set | 1 << at] && !wins[set]) pivots[at]++;
                set |= 1 << at;
            }
        }
        var swings = Enumerable.Range(0, players).Select(at => Enumerable.Range(0, wins.Length).Count(set => (set >> at & 1) == 1 && wins[set] && !wins[set ^ 1 << at])).ToArray();
        Assert.Equal(pivots.Select(some => new Fraction(some, Enumerable.Range(1, players).Aggregate(1, (product, i) => product * i))), analysis.Powers!.Value.Select(power => power.ShapleyShubik));
        Assert.Equal(swings.Select(some => (BigInteger)some), analysis.Powers!.Value.Select(power => power.Swings));
        Assert.Equal(swings.Select(some => new Fraction(some, Math.Max(1, swings.Sum()))), analysis.Powers!.Value.Select(power => power.Banzhaf));
        Assert.Equal(game.Seats.Where((_, at) => swings[at] == 0), analysis.Dummies!.Value);
    });

    private static IEnumerable<ImmutableList<int>> Orders(int players) => players == 0 ? [[]] :
        Orders(players - 1).SelectMany(order => Enumerable.Range(0, players).Select(at => order.Insert(at, players - 1)));

    [Fact]
    public void What_blocks_is_what_meets_every_winning_coalition() => ForGames(300, 8, game =>
    {
        var analysis = VotingAnalysis.Of(game);
        var winning = Spelled(game, analysis.MinimalWinning!).ToArray();
        var meets = Enumerable.Range(0, 1 << game.Seats.Length).Select(set => winning.All(one => (one & set) != 0)).ToArray();
        Assert.Equal(Minimal(meets, game.Seats.Length), Spelled(game, analysis.MinimalBlocking!));
        Assert.Equal(analysis.MinimalWinning!.Count, winning.Length);
    });

    [Fact]
    public void Powers_add_up_to_one_and_another_vote_never_weakens() => ForGames(300, 8, game =>
    {
        var powers = VotingAnalysis.Of(game).Powers!.Value;
        Assert.Equal(new Fraction(game.CanPass ? 1 : 0, 1), powers.Aggregate(new Fraction(0, 1), (sum, power) => sum + power.ShapleyShubik * power.Seat.Number));
        Assert.Equal(new Fraction(game.CanPass ? 1 : 0, 1), powers.Aggregate(new Fraction(0, 1), (sum, power) => sum + power.Banzhaf * power.Seat.Number));
        foreach (var one in powers)
            foreach (var other in powers.Where(other => game.Quorum == 0 && one.Seat.Veto == other.Seat.Veto && !other.Seat.BreaksTies && other.Seat.Weight <= one.Seat.Weight))
                Assert.True(other.ShapleyShubik.CompareTo(one.ShapleyShubik) <= 0 && other.Swings <= one.Swings);
    });

    [Fact]
    public void Counting_by_weight_gives_what_counting_by_coalitions_gives() => ForGames(400, 8, game =>
    {
        if (game.Quorum == 0 || game.Kinds.All(kind => kind.Heads == 1)) Assert.Equal(ProfileCount.Of(game)!.Powers, WeightCount.Of(game));
        else Assert.Null(WeightCount.Of(game));
    });

    [Fact]
    public void Votes_that_never_matter_are_found_without_counting_coalitions() => ForGames(600, 8, game =>
    {
        if (!game.CanPass) return;
        var budget = 1_000_000L;
        Assert.Equal(VotingAnalysis.Of(game).Dummies!.Value, IdleVotes.Of(game, ref budget)!.Value.SelectMany(kind => kind.Seats).OrderBy(seat => game.Seats.IndexOf(seat)));
    });

    [Fact]
    public void A_comparison_adds_up_to_nothing() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll<int>(seed =>
    {
        var random = new System.Random(seed);
        var (one, other) = (VotingAnalysis.Of(Random(random, 6).Game()), VotingAnalysis.Of(Random(random, 6).Game()));
        var comparison = VotingComparison.Of(one, other);
        Assert.Equal(one.Game.Seats.Concat(other.Game.Seats).Select(seat => seat.Actor.Id).Distinct().Order(StringComparer.Ordinal), comparison.Rows.Select(row => (row.From ?? row.To)!.Seat.Actor.Id).Order(StringComparer.Ordinal));
        if (one.Game.CanPass == other.Game.CanPass) Assert.Equal(default, comparison.Rows.Aggregate(default(Fraction), (sum, row) => sum + row.ShapleyShubik!.Value));
        Assert.All(VotingComparison.Of(one, one).Rows, row => Assert.Equal((default, default, row.BlockedAlone), (row.ShapleyShubik!.Value, row.Banzhaf!.Value, row.BlocksAlone)));
    }));

    [Fact]
    public void Members_that_are_counted_and_not_named_are_as_many_named_ones() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll<int>(seed =>
    {
        var random = new System.Random(seed);
        var (named, unnamed, needed) = (random.Next(1, 4), random.Next(1, 5), random.Next(1, 7));
        var rule = $"rule: {{ majority: {needed} }}, veto: [m0]";
        var short_ = VotingAnalysis.Of(Truces.Agreement(Games.Text([.. Names(named)], rule, named + unnamed)).Game());
        var full = Count(Names(named + unnamed), rule);
        foreach (var power in short_.Powers!.Value)
            Assert.Equal(full.Power(power.Seat.Rest ? $"m{named}" : power.Seat.Actor.Id), power with { Seat = full.Power(power.Seat.Rest ? $"m{named}" : power.Seat.Actor.Id).Seat });
        Assert.Equal((full.MinimalWinning!.Count, full.MinimalBlocking!.Count), (short_.MinimalWinning!.Count, short_.MinimalBlocking!.Count));
    }));
}
