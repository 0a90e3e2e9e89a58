using System.Diagnostics;
using System.Numerics;
using Truceline.Agreements.Voting;
using static Truceline.Tests.Agreements.Voting.Games;

namespace Truceline.Tests.Agreements.Voting;

/// <summary>Games whose answers are in the literature.</summary>
public sealed class KnownGamesTests
{
    private static readonly string[] Permanent = ["CN", "FR", "RU", "GB", "US"];

    private static VotingAnalysis Council(int elected, int votes) =>
        Count([.. Permanent, .. Enumerable.Range(1, elected).Select(at => $"E{at}")], $"rule: {{ majority: {votes} }}, veto: [{string.Join(", ", Permanent)}]");

    private static void Near(double expected, Fraction found, int digits) => Assert.Equal(expected, Math.Round(found.ToDouble(), digits));

    [Fact]
    public void The_Security_Council_of_fifteen()
    {
        var council = Council(10, 9);
        Assert.Equal("421/2145", council.Power("FR").ShapleyShubik.ToString());
        Assert.Equal("4/2145", council.Power("E3").ShapleyShubik.ToString());
        Assert.Equal("106/635", council.Power("US").Banzhaf.ToString());
        Assert.Equal("21/1270", council.Power("E10").Banzhaf.ToString());
        Assert.Equal((848, 84), (council.Power("CN").Swings, council.Power("E1").Swings));
        Near(0.196, council.Power("RU").ShapleyShubik, 3);
        Near(0.0019, council.Power("E1").ShapleyShubik, 4);
        Near(0.167, council.Power("RU").Banzhaf, 3);
        Near(0.0165, council.Power("E1").Banzhaf, 4);
        Assert.Equal(210, council.MinimalWinning!.Count);
        Assert.Equal("CN, FR, GB, RU, US and any 4 of these 10 (E1, E10, E2, E3, E4, E5, E6, E7, E8, E9)", council.MinimalWinning.Listed());
        Assert.Equal(125, council.MinimalBlocking!.Count);
        Assert.Equal("any 1 of these 5 (CN, FR, GB, RU, US); any 7 of these 10 (E1, E10, E2, E3, E4, E5, E6, E7, E8, E9)", council.MinimalBlocking.Listed());
        Assert.Equal(["CN", "FR", "GB", "RU", "US"], council.Game.SingleBlockers.Select(seat => seat.Actor.Id));
        Assert.Empty(council.Dummies!.Value);
    }

    [Fact]
    public void The_Security_Council_of_eleven_before_1966()
    {
        var council = Council(6, 7);
        Assert.Equal(("76/385", "1/462"), (council.Power("CN").ShapleyShubik.ToString(), council.Power("E1").ShapleyShubik.ToString()));
    }

    [Fact]
    public void Four_of_five_guarantors_with_one_veto()
    {
        var one = Count(["A", "B", "C", "D", "E"], "rule: { majority: 4 }, veto: [B]");
        Assert.Equal(("2/5", "3/20"), (one.Power("B").ShapleyShubik.ToString(), one.Power("A").ShapleyShubik.ToString()));
        Assert.Equal("B and any 3 of these 4 (A, C, D, E)", one.MinimalWinning.Listed());
        Assert.Equal("B; any 2 of these 4 (A, C, D, E)", one.MinimalBlocking.Listed());
        var none = Count(["A", "B", "C", "D", "E"], "rule: { majority: 4 }, veto: []");
        Assert.Equal("1/5", none.Power("B").ShapleyShubik.ToString());
        Assert.Equal("any 2 of these 5 (A, B, C, D, E)", none.MinimalBlocking.Listed());
        Assert.Equal(10, none.MinimalBlocking!.Count);
        Assert.Empty(none.Game.SingleBlockers);
        Assert.Equal(2, none.Game.SmallestBlocking!.Size);
    }

    [Fact]
    public void The_Six_of_1958_and_Luxembourg_whose_vote_never_mattered()
    {
        var six = Weights(12, 4, 4, 4, 2, 2, 1);
        Assert.Equal(["7/30", "7/30", "7/30", "3/20", "3/20", "0"], six.Powers!.Value.Select(power => power.ShapleyShubik.ToString()));
        Assert.Equal(["5/21", "5/21", "5/21", "1/7", "1/7", "0"], six.Powers!.Value.Select(power => power.Banzhaf.ToString()));
        Assert.Equal(["m5"], six.Dummies!.Value.Select(seat => seat.Actor.Id));
        Assert.Equal("m0, m1 and m2; m3, m4 and any 2 of these 3 (m0, m1, m2)", six.MinimalWinning.Listed());
    }

    [Fact]
    public void The_Nine_of_1973()
    {
        var nine = Weights(41, 10, 10, 10, 10, 5, 5, 3, 3, 2);
        Near(0.1786, nine.Power("m0").ShapleyShubik, 4);
        Near(0.0810, nine.Power("m4").ShapleyShubik, 4);
        Near(0.0571, nine.Power("m6").ShapleyShubik, 4);
        Near(0.0095, nine.Power("m8").ShapleyShubik, 4);
    }

    [Fact]
    public void The_Fifteen_of_1995()
    {
        var fifteen = Weights(62, 10, 10, 10, 10, 8, 5, 5, 5, 5, 4, 4, 3, 3, 3, 2);
        double[] known = [0.1167, 0.1167, 0.1167, 0.1167, 0.0955, 0.0552, 0.0552, 0.0552, 0.0552, 0.0454, 0.0454, 0.0353, 0.0353, 0.0353, 0.0207];
        Assert.Equal(known, known.Select((_, at) => Math.Round(fifteen.Power($"m{at}").ShapleyShubik.ToDouble(), 4)));
    }

    [Fact]
    public void Nassau_County_of_1964_where_three_of_six_had_no_power()
    {
        var county = Weights(58, 31, 31, 28, 21, 2, 2);
        Assert.Equal(["1/3", "1/3", "1/3", "0", "0", "0"], county.Powers!.Value.Select(power => power.Banzhaf.ToString()));
        Assert.Equal(["m3", "m4", "m5"], county.Dummies!.Value.Select(seat => seat.Actor.Id));
    }

    [Fact]
    public void Twenty_six_allies_of_whom_none_is_named()
    {
        const string allies = "many: { kind: contributor, count: 26, name: Twenty-six allies }";
        var agreement = Games.Agreement(["A"], "rule: { majority: 1/2 }", allies, "").Game();
        Assert.Equal(1, agreement.Players);
        var half = VotingAnalysis.Of(Truceline.Agreements.Voting.VotingGame.Of(Games.Agreement(["A"], "rule: any", allies), new()
        {
            Id = "x", Where = default, By = "many", Rule = new Truceline.Agreements.DecisionRule.Share(1, 2),
        }));
        Assert.Equal("1/26", Assert.Single(half.Powers!.Value).ShapleyShubik.ToString());
        Assert.Equal("any 14 of the 26 of Twenty-six allies", half.MinimalWinning.Listed());
        Assert.Equal(BigInteger.Parse("9657700", System.Globalization.CultureInfo.InvariantCulture), half.MinimalWinning!.Count);
        Assert.Equal("any 13 of the 26 of Twenty-six allies", half.MinimalBlocking.Listed());
    }

    [Fact]
    public void Twenty_members_of_twenty_weights_are_counted_through_in_a_moment()
    {
        var game = Games.Agreement(Names(20), $"rule: {{ weighted: {{ weights: {{ {string.Join(", ", Names(20).Select((id, at) => $"{id}: {1000 + at * at * 37}"))} }}, needed: 54321 }} }}").Game();
        Assert.Equal(20, game.Kinds.Length);
        var watch = Stopwatch.StartNew();
        var analysis = VotingAnalysis.Of(game);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Null(analysis.NotComputed);
        Assert.Equal("1", analysis.Powers!.Value.Aggregate(new Fraction(0, 1), (sum, power) => sum + power.ShapleyShubik).ToString());
    }

    [Fact]
    public void More_than_twenty_weights_that_add_up_to_little_are_counted_by_weight_and_not_listed()
    {
        var many = Weights(211, [.. Enumerable.Range(1, 28)]);
        Assert.Equal((null, null), (many.MinimalWinning, many.MinimalBlocking));
        Assert.Equal("the 28 members are of 28 kinds, too many to list coalitions", many.NotComputed);
        Assert.Equal("1", many.Powers!.Value.Aggregate(new Fraction(0, 1), (sum, power) => sum + power.ShapleyShubik).ToString());
        // Half of all weight and a little more: a member's power is near its share of the weight.
        Assert.InRange(many.Power("m27").ShapleyShubik.ToDouble() / (28.0 / 406), 0.95, 1.1);
    }

    [Fact]
    public void What_would_take_too_long_is_said_and_not_tried()
    {
        var heavy = Weights(900_000, [.. Enumerable.Range(0, 24).Select(at => 40_000 - at)]);
        Assert.Null(heavy.Powers);
        Assert.Equal("the 24 members are of 24 kinds, too many to list coalitions, and their weights too large to compute powers", heavy.NotComputed);
        Assert.Empty(heavy.Game.SingleBlockers);
        var crowd = VotingAnalysis.Of(VotingGame.Of(Games.Agreement(["A"], "rule: any", "many: { kind: contributor, count: 1000000 }"), new()
        {
            Id = "x", Where = default, By = "many", Rule = new Truceline.Agreements.DecisionRule.Share(2, 3),
        }));
        Assert.Equal("the 1000000 members are more than the 500 for whom coalitions are listed and powers computed", crowd.NotComputed);
        Assert.Equal(333_334, crowd.Game.SmallestBlocking!.Size);
    }
}
