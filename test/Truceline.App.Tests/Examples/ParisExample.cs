using Truceline.Agreements;
using Truceline.App.Tests.Exercise;
using Truceline.Assessments;
using Truceline.Reports;
using Truceline.Texts;
using Truceline.Tests.Scenarios;

namespace Truceline.App.Tests.Examples;

/// <summary>The example paris-2025: its page <c>expected.md</c> says what must come out, and nothing else comes out.</summary>
public sealed class ParisExample : IDisposable
{
    private readonly Exercised exercise = new();

    private static readonly string PagePath = Path.Combine(Exercised.Folder, "expected.md");

    private Agreement Agreement => exercise.Agreement;

    public void Dispose() => exercise.Dispose();

    [Fact]
    public void From_what_was_said_alone_come_the_findings_of_the_page_and_no_others() =>
        Held("From what was said alone", Scenario.Table(Exercised.Assess(Agreement, Exercised.Statements())));

    [Fact]
    public void The_checker_finds_what_the_exercise_holds()
    {
        var assessment = Exercised.Assess(Agreement, exercise.Reports());
        var verification = Recheck.Check.Of(AssessmentJson.Write(assessment), Exercised.Log(exercise.Reports()), Agreement, null);
        Assert.Empty(verification.Doubts);
        Assert.Equal(assessment.Findings.Length, verification.Findings);
    }

    [Fact]
    public void From_the_exercise_come_as_many_findings_of_each_kind_as_the_page_says() => Held(
        "From the exercise",
        Exercised.Assess(Agreement, Exercised.Statements().Concat(exercise.Reports())).Findings
            .GroupBy(finding => (finding.Key.Clause, Reading: finding.Key.Reading ?? "", finding.Key.Subject, Answer: Outcomes.Words(finding.Outcome, finding.Standing) + (finding.Key.Occasion is Occasion.OfThreshold ? " (days of the alert)" : "")))
            .Select(group => FormattableString.Invariant($"{group.Key.Clause} | {group.Key.Reading} | {group.Key.Subject} | {group.Key.Answer} | {group.Count()}")));

    [Fact]
    public void The_deployment_and_the_stray_come_out_as_the_page_says() => Held(
        "The deployment and the contingent that strayed",
        Scenario.Table(Exercised.Assess(Agreement, exercise.Reports())).Where(row => row.StartsWith("deploy ", StringComparison.Ordinal) || (row.StartsWith("off-front ", StringComparison.Ordinal) && row.Contains("breached", StringComparison.Ordinal))));

    [Theory]
    [InlineData("2025-10-14T23:59:00+03:00", Outcome.Pending)]
    [InlineData("2025-10-16T12:00:00+03:00", Outcome.Pending)]
    [InlineData("2025-10-17T12:00:00+03:00", Outcome.Kept)]
    public void The_deployment_is_due_at_the_end_of_the_day_after_in_Kyiv_and_before_a_ceasefire_never(string asOf, Outcome outcome)
    {
        var finding = Assert.Single(Exercised.Assess(Agreement, exercise.Reports(), asOf).Findings, finding => finding.Key is { Clause: "deploy", Reading: null });
        Assert.Equal(outcome, finding.Outcome);
        if (outcome == Outcome.Kept) Assert.Equal(NodaTime.Instant.FromUtc(2025, 10, 16, 21, 0), finding.Time!.Value.End);
    }

    [Fact]
    public void A_ceasefire_that_was_declared_and_lies_ahead_gives_the_dates_of_what_is_due_after_it()
    {
        var declared = exercise.Reports().Select(report => report.Content).OfType<Declaration>().Select(one => (At: one.Declared!.Value, one.Effective)).ToArray();
        Assert.All(declared, one => Assert.True(one.At < one.Effective));
        Assert.Null(Deployment(declared.Max(one => one.At) - NodaTime.Duration.FromSeconds(1)).Time);
        var finding = Deployment(declared.Max(one => one.At));
        Assert.Equal((Outcome.Pending, NodaTime.Instant.FromUtc(2025, 10, 16, 21, 0)), (finding.Outcome, finding.Time!.Value.End));

        Finding Deployment(NodaTime.Instant asOf) => Assert.Single(
            Exercised.Assess(Agreement, exercise.Reports(), NodaTime.Text.InstantPattern.ExtendedIso.Format(asOf)).Findings, finding => finding.Key is { Clause: "deploy", Reading: null });
    }

    [Fact]
    public void Without_a_declared_ceasefire_nothing_is_due()
    {
        var findings = Exercised.Assess(Agreement, Exercised.Statements().Concat(exercise.Reports().Where(report => report.Content is not (Declaration or Observation { Fulfilment: not null })))).Findings;
        Assert.Contains(findings, finding => finding.Key.Clause == "deploy");
        Assert.All(findings.Where(finding => finding.Key.Clause == "deploy"), finding => Assert.Equal(Outcome.Pending, finding.Outcome));
        Assert.DoesNotContain(findings, finding => finding.Outcome is Outcome.Breached or Outcome.Kept);
    }

    [Fact]
    public void No_state_is_a_contributor_by_name()
    {
        var contributor = Assert.Single(Agreement.Actors.Values, actor => actor.Kind == ActorKind.Contributor);
        Assert.Equal((26, "allies", 0), (contributor.Count, contributor.Id, contributor.Members.Length));
        Assert.Equal(["allies"], Agreement.Expand(["MNF"]));
        Assert.Equal(["allies", "US"], Agreement.Pledges.Select(pledge => pledge.By).Distinct());
        var troops = Agreement.Pledges.Single(pledge => pledge.Id == "troops");
        Assert.Equal((26, true, "few", PledgeStatus.Confirmed), (troops.Count, troops.Undisclosed, troops.Public.ToString(), troops.Status));
        // Positions of contingents say which, and never whose.
        Assert.All(exercise.Reports().Select(report => report.Content).OfType<Presence>(), one => Assert.Matches("^contingent [1-9]$", one.Unit));
    }

    [Fact]
    public void The_backing_is_pending_with_its_assumed_date_and_ground_troops_are_excluded()
    {
        var backing = Agreement.Pledges.Single(pledge => pledge.Id == "backing");
        Assert.Equal((PledgeStatus.Pending, new NodaTime.LocalDate(2025, 9, 18), true), (backing.Status, backing.Due!.By, backing.Due.Assumed));
        Assert.Equal(["troops"], backing.Enables);
        Assert.Equal(PledgeStatus.Excluded, Agreement.Pledges.Single(pledge => pledge.Id == "us-ground").Status);
        Assert.Equal(["troops", "backing"], Agreement.Clauses.Single(clause => clause.Id == "deploy").Needs);
    }

    [Fact]
    public void The_orders_exclude_each_other_the_seat_is_refused_and_the_host_alone_consents()
    {
        ActorPosition Of(string actor) => Agreement.Positions.First(position => position.Actor == actor && position.If is null);
        Assert.Contains(new Want("ceasefire", "settlement"), Of("UA").Wants);
        Assert.Contains(new Want("settlement", "ceasefire"), Of("RU").Wants);
        Assert.Contains(new Want("respond-with-RU", null), Of("RU").Wants);
        Assert.All((string[])["UA", "allies"], actor => Assert.Contains("respond-with-RU", Of(actor).Reject));
        Assert.Contains(Agreement.Positions, position => position is { Actor: "RU", If: not null });
        var host = Agreement.Decisions.Single(decision => decision.Id == "host").Consent!;
        Assert.Equal(("deploy", "UA"), (host.To, Assert.Single(host.By)));
        Assert.Equal("proposed-by-RU", Agreement.Decisions.Single(decision => decision.Id == "respond-with-RU").Status);
    }

    [Fact]
    public void Whatever_rests_on_the_distance_of_the_stand_off_says_that_it_is_assumed()
    {
        var findings = Exercised.Assess(Agreement, exercise.Reports()).Findings.Where(finding => finding.Key.Clause == "off-front" && finding.Key.Occasion is Occasion.OfIncident).ToArray();
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Contains(Steps(finding.Trace).SelectMany(step => step.Assumptions), said => said.Contains("zone front is assumed", StringComparison.Ordinal)));
    }

    [Fact]
    public void Who_accepted_nothing_is_not_bound()
    {
        var findings = Exercised.Assess(Agreement, exercise.Reports()).Findings.Where(finding => finding.Key is { Clause: "no-aggression" }).ToArray();
        Assert.Contains(findings, finding => finding.Outcome == Outcome.NotBound);
        Assert.All(findings, finding => Assert.True(finding.Outcome is Outcome.NotBound or Outcome.NotInForce));
    }

    [Fact]
    public void What_the_file_cites_was_said_and_what_was_said_is_about_things_of_the_file()
    {
        var statements = Exercised.Statements();
        Assert.InRange(statements.Count, 40, 60);
        Assert.All(statements, report => Assert.False(report.Exercise));
        var said = statements.Select(report => $"record/{report.OwnId}").ToHashSet();
        Assert.Superset(Agreement.Pledges.SelectMany(pledge => pledge.Said).Concat(Agreement.Decisions.SelectMany(decision => decision.Said)).Concat(Agreement.Positions.SelectMany(position => position.Said)).ToHashSet(), said);
        HashSet<string> things =
        [
            .. Agreement.Clauses.Select(clause => clause.Id), .. Agreement.Definitions.Select(one => one.Id), .. Agreement.Pledges.Select(pledge => pledge.Id),
            .. Agreement.Decisions.Select(decision => decision.Id), .. Agreement.Events.Keys,
        ];
        var contents = statements.Select(report => (Statement)report.Content).ToArray();
        Assert.All(contents, one => Assert.Subset(things, one.About.ToHashSet()));
        Assert.All(contents, one => Assert.Equal(StatementFidelity.Paraphrase, one.Fidelity));
        // All of it comes through one report, so all of it has one origin but for what an unnamed or other source told that report.
        Assert.All(contents, one => Assert.Equal(["a machine-altered copy", "a broadcaster's report"], Assert.Single(one.Chains).Take(2)));
    }

    [Fact]
    public void No_sentence_of_the_article_stands_in_the_example()
    {
        var article = Words(File.ReadAllText(Needs.SharedData("article", "paris-2025-09-05.txt")));
        var runs = Enumerable.Range(0, article.Length - 5).Select(i => string.Join(' ', article[i..(i + 6)])).ToHashSet();
        foreach (var file in Directory.GetFiles(Exercised.Folder))
        {
            var words = Words(File.ReadAllText(file));
            for (var i = 0; i + 6 <= words.Length; i++) Assert.DoesNotContain(string.Join(' ', words[i..(i + 6)]), runs);
        }

        static string[] Words(string text) => [.. System.Text.RegularExpressions.Regex.Matches(text.ToLowerInvariant(), @"\p{L}+").Select(word => word.Value)];
    }

    private static IEnumerable<Step> Steps(Step step) => step.Because.SelectMany(Steps).Prepend(step);

    /// <summary>Compares rows with the table under a heading of the page; TRUCELINE_REWRITE=1 writes those that are missing or gone.</summary>
    private static void Held(string heading, IEnumerable<string> rows)
    {
        var found = rows.Order(StringComparer.Ordinal).ToArray();
        var page = File.ReadAllLines(PagePath).ToList();
        var start = page.IndexOf($"## {heading}");
        Assert.True(start >= 0, heading);
        var first = page.FindIndex(start, line => line.StartsWith("|--", StringComparison.Ordinal)) + 1;
        var columns = page[first - 2].Count(letter => letter == '|') - 1;
        var last = first;
        while (last < page.Count && page[last].StartsWith('|')) last++;
        string Plain(string line) => string.Join(" | ", line.Trim().Trim('|').Split('|').Take(found.Length == 0 ? columns : found[0].Split('|').Length).Select(cell => cell.Trim()));
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1")
        {
            var why = page[first..last].ToDictionary(Plain, line => line, StringComparer.Ordinal);
            page.RemoveRange(first, last - first);
            page.InsertRange(first, found.Select(row => why.GetValueOrDefault(row) ?? $"| {row} |{(columns > row.Split('|').Length ? " |" : "")}"));
            File.WriteAllText(PagePath, string.Join('\n', page) + "\n");
        }
        else Assert.Equal(string.Join('\n', found), string.Join('\n', page[first..last].Select(Plain).Order(StringComparer.Ordinal)));
    }
}
