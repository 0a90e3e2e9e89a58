using System.Diagnostics;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Agreements;
using Truceline.Agreements.Checks;
using Truceline.Agreements.Readiness;

namespace Truceline.Tests.Agreements.Readiness;

/// <summary>What is ready at a phase, and TL060 and TL061.</summary>
public sealed class ReadinessTests
{
    private static Agreement Paris()
    {
        var folder = Path.Combine(Needs.Root, "examples", "paris-2025");
        return AgreementReader.Read("paris-2025.truce.yaml", File.ReadAllBytes(Path.Combine(folder, "paris-2025.truce.yaml")), name => File.ReadAllBytes(Path.Combine(folder, name))).Agreement!;
    }

    private static string Lines(IEnumerable<Problem> problems) => string.Join("\n", problems.Select(problem => $"{problem.Code} {problem.Severity}: {problem.What}"));

    private static string Ids(IEnumerable<Contribution> all) => string.Join(" ", all.Select(one => $"{one.Pledge.Id}:{one.Is}{string.Concat(one.Chain.Skip(1).Select(step => $">{step.Id}"))}"));

    [Fact]
    public void In_Paris_the_troops_are_confirmed_and_wait_for_a_backing_that_is_pending()
    {
        var ready = PhaseReadiness.Of(Paris(), "reassurance");
        Assert.Equal("troops:Waits>backing backing:Pending us-ground:Excluded", Ids(ready.Due));
        Assert.Equal("troops:Waits>backing backing:Pending", Ids(ready.Missing));
        Assert.Equal("Land troops:Waits>backing us-ground:Excluded | Sea troops:Waits>backing | Air troops:Waits>backing backing:Pending",
            string.Join(" | ", ready.Domains.Select(domain => $"{domain.Domain} {Ids(domain.Contributions)}")));
        Assert.Equal("26 formal, few of them public", ready.Backers.ToString());
        var deploy = Assert.Single(ready.DueClauses);
        Assert.Equal(("deploy", "done", "ceasefire + P1D", "host"), (deploy.Clause.Id, deploy.Which, deploy.By.ToString(), Assert.Single(deploy.Consents).Id));
        Assert.Empty(PhaseReadiness.Of(Paris(), "talks").Missing);
        Assert.Equal("troops:Waits>backing", Ids(PhaseReadiness.Of(Paris(), "truce").Later));
    }

    [Fact]
    public void In_Paris_the_checks_name_the_chain_from_the_troops_to_the_backing()
    {
        var problem = Assert.Single(PledgesOpen.Find(Paris()));
        Assert.Equal("TL060 Warning: clause 'deploy' needs 'troops', which waits for 'backing' (pending, due by 18 Sep 2025 (assumed)) and 'backing' itself", Lines([problem]));
        Assert.Equal(["clause 'deploy' needs 'troops'", "'troops' is confirmed and waits for 'backing'", "'backing' is pending, due by 18 Sep 2025 (assumed)"], Assert.IsType<Proof.Chain>(problem.Proof).Steps.Select(step => step.Says));
        Assert.Equal("record/s05 record/s06 record/s07", string.Join(' ', problem.Proof!.All[^1].Statements));
        Assert.Equal(["deploy", "troops", "backing"], problem.About);
        Assert.Equal(["the day after"], problem.Articles);
        Assert.Equal("TL061 Note: not ready when phase 'reassurance' begins: 'troops' (confirmed, waits for 'backing') and 'backing' (pending, due by 18 Sep 2025 (assumed))", Lines(ReadyAtPhases.Find(Paris())));
    }

    [Fact]
    public void What_is_settled_is_no_problem()
    {
        var paris = Paris();
        var settled = paris with { Pledges = [.. paris.Pledges.Select(pledge => pledge.Id == "backing" ? pledge with { Status = PledgeStatus.Confirmed } : pledge)] };
        Assert.Empty(PledgesOpen.Find(settled));
        Assert.Empty(ReadyAtPhases.Find(settled));
        Assert.Equal("troops:Ready backing:Ready us-ground:Excluded", Ids(PhaseReadiness.Of(settled, "reassurance").Due));
    }

    private static Agreement With(string pledges, string clause = "needs: [a], done: { by: halt + P2D }") => Truces.Agreement(Truces.With(
        $$"""
        events: { halt: { declared-by: [A, B] }, deal: { declared-by: [A, B] }, day: { at: 2020-05-01T00:00:00+03:00 } }
        phases: [ { id: before, until: halt }, { id: calm, from: halt }, { id: late, from: halt + P1D }, { id: end, from: deal }, { id: fixed, from: day } ]
        pledges:
        {{pledges}}
        clauses: [ { id: c, must: { who: A, do: deploy }, {{clause}} } ]

        """));

    private const string Chain = """
        - { id: a, by: A, domain: land, status: confirmed }
        - { id: b, by: B, domain: air, status: confirmed, enables: [a] }
        - { id: d, by: B, domain: air, status: conditional, enables: [b] }
        - { id: e, by: B, domain: air, status: withdrawn, enables: [d] }
        """;

    [Fact]
    public void A_chain_goes_through_what_is_confirmed_and_on_from_what_is_open_to_its_end()
    {
        var agreement = With(Chain);
        Assert.Equal("TL060 Warning: clause 'c' needs 'a', which waits for 'b', which waits for 'd' (conditional), which waits for 'e' (withdrawn)", Lines(PledgesOpen.Find(agreement)));
        Assert.Equal(["c", "a", "b", "d", "e"], Assert.Single(PledgesOpen.Find(agreement)).Proof!.All.Select(step => step.Id));
        Assert.Equal("a:Waits>b>d>e b:Waits>d>e d:Conditional>e e:Withdrawn", Ids(PhaseReadiness.Of(agreement, "late").Missing));
        Assert.Empty(PhaseReadiness.Of(agreement, "calm").Missing);
    }

    [Theory]
    [InlineData("halt + P2D", "late")]
    [InlineData("halt + PT1H", "calm")]
    [InlineData("deal + PT1H", "end")]
    [InlineData("2020-05-02", "fixed")]
    [InlineData("2020-04-02", "")]
    public void A_deadline_lies_in_the_phase_that_began_last(string by, string phase) =>
        Assert.Equal(phase, string.Join(" ", new[] { "before", "calm", "late", "end", "fixed" }.Where(id => !PhaseReadiness.Of(With(Chain, $"done: {{ by: {by} }}"), id).DueClauses.IsEmpty)));

    [Fact]
    public void Pledges_are_due_before_after_or_it_is_not_said()
    {
        var agreement = With("""
            - { id: a, by: A, domain: land, status: pending }
            - { id: b, by: A, domain: land, status: pending, when: late }
            - { id: d, by: A, domain: land, status: pending, when: end }
            - { id: e, by: A, domain: land, status: pending, when: halt }
            - { id: f, by: A, domain: land, status: pending, when: before }
            """);
        string At(string id) => PhaseReadiness.Of(agreement, id) is var ready ? $"{string.Join("", ready.Due.Select(one => one.Pledge.Id))}/{string.Join("", ready.Later.Select(one => one.Pledge.Id))}/{string.Join("", ready.NotOrdered.Select(one => one.Pledge.Id))}" : "";
        Assert.Equal(["af/bde/", "aef/b/d", "abef//d", "adf//be", "aef/b/d"], new[] { "before", "calm", "late", "end", "halt" }.Select(At));
        Assert.Throws<ArgumentException>(() => At("never"));
    }

    [Fact]
    public void Formal_and_public_are_counted_apart_and_what_is_not_settled_is_not_counted()
    {
        var agreement = With("""
            - { id: a, by: A, domain: [land, air], status: confirmed, count: 5, public: 2 }
            - { id: b, by: A, domain: land, status: conditional, count: 3, public: few }
            - { id: d, by: A, domain: land, status: pending, count: 9 }
            - { id: e, by: A, domain: sea, status: excluded, count: 9 }
            - { id: f, by: A, domain: cyber, status: confirmed }
            """);
        var ready = PhaseReadiness.Of(agreement, "calm");
        Assert.Equal("9 formal, 2 and a few more of them public; of 1 it is not said", ready.Backers.ToString());
        Assert.Equal(["8 formal, 2 and a few more of them public", "nobody", "5 formal, 2 of them public", "1 formal; whether in public is not said"], ready.Domains.Select(domain => domain.Backers.ToString()));
    }

    /// <summary>Every way down from a need, tried one after another.</summary>
    [Fact]
    public void A_chain_is_there_exactly_when_something_open_can_be_reached_and_is_the_shortest_to_the_first_of_it() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll<int>(seed =>
    {
        var random = new System.Random(seed);
        var number = random.Next(1, 9);
        var statuses = Enumerable.Range(0, number).Select(_ => random.Next(3) == 0 ? PledgeStatus.Pending : PledgeStatus.Confirmed).ToArray();
        var agreement = With("- { id: a, by: A, domain: land, status: pending }", "");
        var template = agreement.Pledges[0];
        agreement = agreement with
        {
            Pledges = [.. Enumerable.Range(0, number).Select(at => template with
            {
                Id = $"q{at}", Status = statuses[at], Enables = [.. Enumerable.Range(0, at).Where(_ => random.Next(3) == 0).Select(below => $"q{below}")],
            })],
        };
        var graph = new PledgeGraph(agreement);
        foreach (var pledge in agreement.Pledges)
        {
            var shortest = Shortest(pledge.Id, 0);
            var chain = graph.Chain(pledge.Id);
            Assert.Equal(shortest ?? -1, chain.IsEmpty ? -1 : chain.ToList().FindIndex(PledgeGraph.IsOpen));
            foreach (var (one, next) in chain.Zip(chain.Skip(1))) Assert.Contains(one.Id, next.Enables);
            if (!chain.IsEmpty) Assert.True(PledgeGraph.IsOpen(chain[^1]));
        }

        int? Shortest(string id, int steps) => agreement.Pledges.Single(one => one.Id == id).Status != PledgeStatus.Confirmed ? steps
            : agreement.Pledges.Where(other => other.Enables.Contains(id)).Select(other => Shortest(other.Id, steps + 1)).Min();
    }));

    [Fact]
    public void Five_hundred_pledges_clauses_and_phases_are_checked_in_time()
    {
        var text = new StringBuilder("events: { halt: { declared-by: [A, B] } }\nphases:\n");
        for (var i = 0; i < 500; i++) text.Append(CultureInfo.InvariantCulture, $"- {{ id: f{i}, from: halt + PT{i + 1}H }}\n");
        text.Append("pledges:\n");
        for (var i = 0; i < 500; i++) text.Append(CultureInfo.InvariantCulture, $"- {{ id: p{i}, by: A, domain: land, status: {(i % 50 == 49 ? "pending" : "confirmed")}, when: f{i}{(i > 0 ? $", enables: [p{i - 1}]" : "")} }}\n");
        text.Append("clauses:\n");
        for (var i = 0; i < 500; i++) text.Append(CultureInfo.InvariantCulture, $"- {{ id: c{i}, must: {{ who: A, do: deploy }}, needs: [p{i}, p{i / 2}], done: {{ by: halt + PT{i + 1}H }} }}\n");
        var agreement = Truces.Agreement(Truces.With(text.ToString()));
        var watch = Stopwatch.StartNew();
        Assert.Equal(500, PledgesOpen.Find(agreement).Count());
        Assert.NotEmpty(ReadyAtPhases.Find(agreement));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
