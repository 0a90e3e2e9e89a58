using Truceline.Agreements;
using Truceline.Agreements.Checks;

namespace Truceline.Tests.Agreements.Positions;

/// <summary>TL070 to TL072.</summary>
public class PositionCheckTests
{
    private const string Text = """
        truce: 1
        id: t
        title: T
        source: { status: draft }
        clock: { zone: UTC, day: calendar }
        actors:
          A: { kind: party, name: Northland }
          B: { kind: party, name: Southland }
          C: { kind: party, name: Eastland }
          G: { kind: group, name: Both sides, members: [A, B] }
        events: { halt: { declared-by: [A, B] }, deal: { declared-by: [A, B] } }
        clauses:
        - { id: stop, ref: "1", accepted: [ { by: G, since: halt } ], must-not: { who: G, do: fire } }
        - { id: go, ref: "2", accepted: [ { by: C } ], must: { who: C, do: deploy } }
        positions:
          A: { accept: go, wants: halt before deal, said: [wire/1] }

        """;

    private static Problem[] Find(string positions) =>
        [.. AgreementChecks.Find(Truces.Agreement(Text + positions)).Where(problem => problem.Code is "TL070" or "TL071" or "TL072")];

    [Fact]
    public void Nothing_is_found_where_all_of_it_can_hold() => Assert.Empty(Find("  B: { accept: go, wants: halt before go }\n"));

    [Fact]
    public void Opposed_orders_are_an_error_with_a_circle_that_leads_to_the_statements()
    {
        var problem = Assert.Single(Find("  B: { wants: deal before halt, said: [wire/2, wire/3] }\n"));
        Assert.Equal(("TL070", Severity.Error, 16, "deal halt"), (problem.Code, problem.Severity, problem.Where.Line, string.Join(' ', problem.About)));
        Assert.Equal("Southland wants deal before halt; Northland wants halt before deal: these orders cannot all be followed", problem.What);
        Assert.Equal(["deal 17 wire/2 wire/3", "halt 16 wire/1"], Assert.IsType<Proof.Circle>(problem.Proof).Steps.Select(step => $"{step.Id} {step.Where!.Value.Line} {string.Join(' ', step.Statements)}"));
    }

    [Fact]
    public void An_opposed_thing_is_a_warning_with_its_article()
    {
        var problem = Assert.Single(Find("  B: { reject: go, said: [wire/2] }\n"));
        Assert.Equal(("TL071", Severity.Warning, "2", "Northland accepts go; Southland rejects go: these cannot all hold"), (problem.Code, problem.Severity, Assert.Single(problem.Articles), problem.What));
        Assert.Equal(["wire/1", "wire/2"], Assert.IsType<Proof.Conflict>(problem.Proof).Members.SelectMany(member => member.Statements));
    }

    [Fact]
    public void What_is_open_about_a_position_is_said_wherever_it_is_used() =>
        Assert.Equal("Northland accepts go; Southland (pending, assumed) rejects go: these cannot all hold", Assert.Single(Find("  B: { reject: go, status: pending, assumed: true }\n")).What);

    [Fact]
    public void A_conflict_under_a_condition_names_it() =>
        Assert.Equal("if it rains: Southland wants deal before halt; Eastland wants halt before deal: these orders cannot all be followed",
            Assert.Single(Find("  B: { if: it rains, wants: deal before halt }\n  C: { if: it rains, wants: halt before deal }\n")).What);

    [Fact]
    public void Who_is_bound_by_what_it_rejects_is_told_through_which_group()
    {
        var problem = Assert.Single(Find("  B: { reject: stop, said: [wire/2] }\n"), problem => problem.Code == "TL072");
        Assert.Equal(("Southland is bound by stop through Both sides, which it rejects", Severity.Warning, 13, "stop B"), (problem.What, problem.Severity, problem.Where.Line, string.Join(' ', problem.About)));
        Assert.Equal(["Both sides accepted stop, since halt", "Southland rejects stop"], problem.Proof!.All.Select(step => step.Says));
        Assert.Equal(["wire/2"], problem.Proof.All[1].Statements);
    }

    [Theory]
    [InlineData("  C: { reject: stop }\n", null)]
    [InlineData("  C: { reject: go }\n", "Eastland is bound by go, which it rejects")]
    [InlineData("  C: { reject: go, if: it rains }\n", "Eastland is bound by go, which it rejects if it rains")]
    [InlineData("  C: [ { reject: go }, { reject: go, if: it rains } ]\n", "Eastland is bound by go, which it rejects")]
    [InlineData("  G: { reject: stop }\n", "Both sides is bound by stop, which it rejects")]
    public void Only_who_is_bound_is_told(string positions, string? says) =>
        Assert.Equal(says is null ? [] : [says], Find(positions).Where(problem => problem.Code == "TL072").Select(problem => problem.What));
}
