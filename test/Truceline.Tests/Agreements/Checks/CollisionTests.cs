using Truceline.Agreements;

namespace Truceline.Tests.Agreements.Checks;

public sealed class CollisionTests
{
    private const string Zones = "zones: { z: { geometry: square.geojson }, far: { geometry: other.geojson }, wide: { within: { of: z, m: 1000 } }, both: { any-of: [z, far] }, outside: { not-in: z }, part: { all-of: [ { in: wide }, { not-in: z } ] } }\n"
        + "events: { e: { declared-by: [A, B] } }\n";

    private static Problem[] Find(string one, string other) => Found.In(Zones + $"clauses:\n- {{ id: m, {one} }}\n- {{ id: p, {other} }}\n", "TL020");

    [Theory]
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: deploy, in: z }", "'m' obliges A to deploy, which 'p' prohibits")]
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: G, do: station, in: z }", "'m' obliges A to deploy, and so to station, which 'p' prohibits")]
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: station }", "'m' obliges A to deploy, and so to station, which 'p' prohibits")]
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: station, in: both }", "'m' obliges A to deploy, and so to station, which 'p' prohibits")]
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: station, in: wide }", "'m' obliges A to deploy, and so to station, which 'p' prohibits")]
    [InlineData("must: { who: A, do: deploy, in: wide }", "must-not: { who: A, do: station, in: z }", "'m' obliges A to deploy, and so to station, which 'p' prohibits, where both zones are")]
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: station, out-of: far }", "'m' obliges A to deploy, and so to station, which 'p' prohibits")]
    [InlineData("must: { who: G, do: withdraw, what: tank, out-of: z }", "must: { who: B, do: hold-position, what: hardware, in: z }", "'m' obliges B to withdraw, which 'p' excludes, as it asks to hold position")]
    [InlineData("must: { who: A, do: deny-access, in: z }", "may: { who: C, do: verify, in: z }, duty-of: G", "'m' obliges A to deny access, which 'p' prohibits, as it would obstruct what is permitted there")]
    [InlineData("must: { who: A, do: station, in: z }", "must: { who: A, do: withdraw, out-of: wide }, keep: true", "'m' obliges A to station, which 'p' prohibits once it is met")]
    [InlineData("may: { who: A, do: station, in: z }", "must: { who: A, do: withdraw, out-of: wide }, keep: true", "'m' permits A to station, which 'p' prohibits once it is met")]
    [InlineData("must: { who: A, do: deploy, in: z }, from: e + P2D", "must-not: { who: A, do: deploy, in: z }, from: e", "'m' obliges A to deploy, which 'p' prohibits")]
    [InlineData("must: { who: A, do: deploy, in: z }, done: { by: 2020-03-01 }", "must-not: { who: A, do: deploy, in: z }, until: 2020-04-01", "'m' obliges A to deploy, which 'p' prohibits")]
    [InlineData("must: { who: any, do: withdraw, out-of: z }", "must-not: { who: any, do: withdraw, out-of: z }", "'m' obliges everybody to withdraw, which 'p' prohibits")]
    public void What_must_and_must_not_be_done_collides(string one, string other, string says) => Assert.Equal(says, Assert.Single(Find(one, other)).What);

    [Theory]
    // Another actor, act, class, ground, time, matter.
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: B, do: deploy, in: z }")]
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: fire, in: z }")]
    [InlineData("must: { who: A, do: deploy, what: tank, in: z }", "must-not: { who: A, do: deploy, what: mortar, in: z }")]
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: deploy, what: mortar, in: z }")]
    [InlineData("must: { who: A, do: deploy, what: hardware, in: z }", "must-not: { who: A, do: deploy, what: mortar, in: z }")]
    [InlineData("must: { who: A, do: deploy, in: far }", "must-not: { who: A, do: station, in: z }")]
    [InlineData("must: { who: A, do: deploy, in: part }", "must-not: { who: A, do: station, in: z }")]
    [InlineData("must: { who: A, do: deploy }", "must-not: { who: A, do: station, in: z }")]
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: deploy, in: z }, from: e")]
    [InlineData("must: { who: A, do: deploy, in: z }, from: e", "must-not: { who: A, do: deploy, in: z }, until: e")]
    [InlineData("must: { who: A, do: deploy, in: z }, done: { by: 2020-05-01 }", "must-not: { who: A, do: deploy, in: z }, until: 2020-04-01")]
    [InlineData("must: { who: A, do: report, about: losses }", "must-not: { who: A, do: report, about: names }")]
    // An exception, a rate or a condition may give way; a permission is an exception.
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: deploy, in: z }, unless: [ { authorised-by: C } ]")]
    [InlineData("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: deploy, in: z }, rate: { max: 5, per: P1D }")]
    [InlineData("may: { who: A, do: deploy, in: z }", "must-not: { who: A, do: deploy, in: z }")]
    // Troops hold their line while the guns behind it are withdrawn.
    [InlineData("must: { who: A, do: withdraw, what: tank, out-of: z }", "must: { who: A, do: hold-position, in: z }")]
    public void What_can_both_be_followed_does_not(string one, string other) => Assert.Empty(Find(one, other));

    [Fact]
    public void A_rule_for_all_against_one_for_somebody_and_a_part_of_the_ground_are_warnings()
    {
        Assert.Equal(Severity.Warning, Assert.Single(Find("must: { who: A, do: deploy, in: z }", "must-not: { who: any, do: station, in: z }")).Severity);
        Assert.Equal(Severity.Warning, Assert.Single(Find("must: { who: A, do: deploy, in: wide }", "must-not: { who: A, do: station, in: z }")).Severity);
        Assert.Equal(Severity.Error, Assert.Single(Find("must: { who: A, do: deploy, in: z }", "must-not: { who: A, do: station, in: wide }")).Severity);
    }
}
