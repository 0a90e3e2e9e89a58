using FsCheck.Fluent;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Checks;
using Truceline.Assessments;
using Truceline.Picture;
using Truceline.Reports;
using Truceline.Texts;
using static Truceline.Tests.Picture.Arrangements;

namespace Truceline.Tests.Picture;

public sealed class ArrangementTests
{
    private static string States(Arrangement picture) => string.Join(' ', picture.Phases.Select(phase => $"{phase.Phase.Id}:{phase.State}"));

    private static Due Deployment(Arrangement picture) => Assert.Single(picture.Phases.Single(phase => phase.Phase.Id == "support").Due);

    [Fact]
    public void Nothing_is_due_before_a_declared_ceasefire()
    {
        foreach (var record in new[] { Halt[..1], [.. Halt.Take(0), Says("x", "Northland", StatementAct.Claim, "i", "2025-09-09")] })
        {
            var picture = Show("2025-12-01T00:00:00+02:00", record);
            Assert.Equal("talks:Begun calm:NotReached support:NotReached peace:NotReached", States(picture));
            var due = Deployment(picture);
            Assert.IsType<EventTime.NotYet>(due.At);
            Assert.All(due.Findings, finding => Assert.Equal(Outcome.Pending, finding.Outcome));
        }
        Assert.Equal("Southland has not declared 'halt'", Assert.IsType<EventTime.NotYet>(Deployment(Show("2025-12-01T00:00:00+02:00", Halt[..1])).At).Why);
    }

    [Fact]
    public void The_day_after_is_a_local_date_that_ends_at_its_24_00()
    {
        var picture = Show("2025-09-11T12:00:00+03:00", Halt);
        Assert.Equal("talks:Over calm:Begun support:Begun peace:NotReached", States(picture));
        Assert.Equal(At("2025-09-10T18:00:00+03:00"), Assert.IsType<EventTime.Known>(picture.Phases[1].Begins).At);
        Assert.Equal(At("2025-09-11T00:00:00+03:00"), Assert.IsType<EventTime.Known>(picture.Phases[2].Begins).At);
        var due = Deployment(picture);
        Assert.Equal(("done", "halt + 1 day", At("2025-09-12T00:00:00+03:00")), (due.Which, due.Words, Assert.IsType<EventTime.Known>(due.At).At));
        Assert.Equal([1, 2], ((EventTime.Known)due.At).Entries);
        Assert.Equal(Outcome.Pending, Assert.Single(due.Findings).Outcome);
        Assert.Equal(Outcome.CannotRule, Assert.Single(Deployment(Show("2025-09-12T00:00:01+03:00", Halt)).Findings).Outcome);
    }

    [Fact]
    public void A_declaration_that_takes_effect_later_has_not_begun_the_phase() =>
        Assert.Equal("talks:Begun calm:NotReached support:NotReached peace:NotReached", States(Show("2025-09-10T17:59:59+03:00", Halt)));

    [Fact]
    public void A_phase_on_anothers_word_alone_is_unknown()
    {
        var hearsay = Report.Of("wire", "h", new Declaration("Southland", "halt", At("2025-09-10T18:00:00+03:00"), null, "wire"));
        Assert.Equal("talks:Unknown calm:Unknown support:Unknown peace:NotReached", States(Show("2025-09-11T12:00:00+03:00", Halt[0], hearsay)));
    }

    [Fact]
    public void An_empty_record_gives_a_picture_in_which_nothing_has_begun()
    {
        var picture = Show(Log(), null);
        Assert.Null(picture.AsOf);
        Assert.Equal("talks:Begun calm:NotReached support:NotReached peace:NotReached", States(picture));
        Assert.Empty(picture.Topics);
        Assert.Empty(picture.Provisions[0].Findings);
    }

    [Fact]
    public void An_open_pledge_is_overdue_from_the_end_of_its_day()
    {
        Promise Planes(string asOf) => Show(asOf, Halt).Promises.Single(promise => promise.Pledge.Id == "planes");
        Assert.False(Planes("2025-09-18T23:59:59+03:00").Overdue);
        Assert.True(Planes("2025-09-19T00:00:00+03:00").Overdue);
        Assert.Equal(["troops", "planes", "bases", "ground"], Show("2025-09-19T00:00:00+03:00", Halt).Promises.Select(promise => promise.Pledge.Id));
        Assert.Single(Show("2025-09-19T00:00:00+03:00", Halt).Promises, promise => promise.Overdue);
    }

    [Fact]
    public void A_pledge_knows_what_it_waits_for_and_which_clauses_need_it()
    {
        var promises = Show("2025-09-11T12:00:00+03:00", Halt).Promises.ToDictionary(promise => promise.Pledge.Id);
        Assert.Equal("planes", Assert.Single(promises["troops"].WaitsFor).Id);
        Assert.Equal("bases", Assert.Single(promises["planes"].WaitsFor).Id);
        Assert.Equal(["go"], promises["bases"].NeededBy.Select(clause => clause.Id));
        Assert.Empty(promises["ground"].NeededBy);
        Assert.Equal(At("2025-09-11T00:00:00+03:00"), Assert.IsType<EventTime.Known>(promises["troops"].When).At);
        Assert.Null(promises["planes"].When);
    }

    [Fact]
    public void Of_unnamed_contributors_nobody_is_named()
    {
        var troops = Show("2025-09-11T12:00:00+03:00", [.. Halt, Says("s", "Westland", StatementAct.Pledge, "troops", "2025-09-09", about: "troops")]).Promises[0];
        Assert.Equal(("Nine friends, none named", 9, "few", true, null), (troops.By.Name, troops.Pledge.Count, troops.Pledge.Public.ToString(), troops.Pledge.Undisclosed, troops.Pledge.Amount));
        Assert.Empty(troops.By.Members);
        Assert.Empty(troops.Rests);
    }

    [Fact]
    public void Positions_stand_by_issue_and_condition_and_lead_to_their_statements()
    {
        var picture = Show("2025-09-11T12:00:00+03:00",
            Says("1", "the north", StatementAct.Condition, "order", "2025-09-09", about: ["halt", "deal"]), Says("2", "Southland", StatementAct.Refusal, "force", "2025-09-09", about: "go"));
        Assert.Equal(
            [
                "Order deal,halt | - | A halt first <wire/1>; B deal first <wire/2>",
                "Thing go | - | A accepts <wire/1>; B rejects <wire/2>",
                "Thing go | the deal holds | B accepts <>",
                "Thing host | - | A accepts <wire/1>; B rejects <wire/2>",
            ],
            picture.Issues.Select(issue => $"{issue.Kind} {string.Join(',', issue.About)} | {issue.If ?? "-"} | {string.Join("; ", issue.Stances.Select(stance => $"{stance.Actor.Id} {stance.Words} <{string.Join(',', stance.Rests.Select(one => one.Cited))}>"))}"));
        Assert.Equal(["A", "B"], picture.Speakers.Select(actor => actor.Id));
    }

    [Fact]
    public void A_statement_after_the_end_of_the_world_looked_at_is_not_there()
    {
        var late = Says("9", "Northland", StatementAct.Claim, "i", "2025-09-12");
        Assert.Empty(Show("2025-09-11T12:00:00+03:00", late).Topics);
        Assert.Single(Show("2025-09-12T12:00:00+03:00", late).Topics);
    }

    [Fact]
    public void Statements_of_another_condition_are_another_topic_and_parties_that_are_not_named_come_last()
    {
        var picture = Show("2025-09-20T00:00:00+03:00",
            Says("1", "Some diplomats", StatementAct.Evaluation, "force", "2025-09-09", about: ["go", "no-such-thing"]), Says("2", "Southland", StatementAct.Refusal, "force", "2025-09-09"),
            Says("3", "Northland", StatementAct.Offer, "force", "2025-09-08"), Says("4", "Southland", StatementAct.Offer, "force", "2025-09-09", condition: "if it lasts"));
        Assert.Equal(["force/: Northland Southland Some diplomats", "force/if it lasts: Southland"],
            picture.Topics.Select(topic => $"{topic.Issue}/{topic.If}: {string.Join(' ', topic.Said.Select(one => one.Party))}"));
        var diplomats = picture.Topics[0].Said[^1];
        Assert.Null(diplomats.Actor);
        Assert.Equal(["go"], diplomats.About);
    }

    [Fact]
    public void A_later_line_is_history_and_one_that_is_not_on_record_takes_the_place_of_none_that_is()
    {
        var said = Show("2025-09-20T00:00:00+03:00",
            Says("1", "Northland", StatementAct.Refusal, "seat", "2025-09-01"), Says("2", "Northland", StatementAct.Acceptance, "seat", "2025-09-05"),
            Says("3", "Northland", StatementAct.Refusal, "seat", "2025-09-09", authority: StatementAuthority.Anonymous),
            Says("4", "Northland", StatementAct.Refusal, "seat", "2025-09-02", authority: StatementAuthority.Reported),
            Says("5", "Southland", StatementAct.Refusal, "seat", "2025-09-01")).Topics.Single().Said;
        Assert.Equal(["1 True True", "4 False True", "2 True False", "3 False False", "5 True False"], said.Select(one => $"{one.Report.Report.OwnId} {one.OnRecord} {one.Earlier}"));
    }

    [Fact]
    public void A_threat_is_linked_to_its_actor_and_its_clauses()
    {
        var threat = Assert.Single(Show("2025-09-20T00:00:00+03:00",
            Says("1", "Southland", StatementAct.Threat, "force", "2025-09-01", about: ["go", "elsewhere"]), Says("2", "Southland", StatementAct.Claim, "force", "2025-09-01")).Threats);
        Assert.Equal(("B", "go"), (threat.Actor!.Id, Assert.Single(threat.About)));
    }

    [Fact]
    public void A_decision_says_who_votes_and_what_is_enough_and_a_consent_whose_objection_has_no_effect()
    {
        var picture = Show("2025-09-11T12:00:00+03:00", Halt);
        var meet = Assert.Single(picture.Procedures);
        Assert.Equal(("Eastland, Northland, Southland", "at least 2/3 of 3 votes: 2", "24 hours", "stop"),
            (string.Join(", ", meet.Voters.Select(voter => voter.Name)), meet.Rule, meet.Within, Assert.Single(meet.LedToBy).Id));
        var host = Assert.Single(picture.Consents);
        Assert.Equal(("go", "A", "B"), (host.To.Id, Assert.Single(host.By).Id, Assert.Single(host.OthersWhoReject).Id));
    }

    [Fact]
    public void A_majority_of_half_is_more_than_half_and_unnamed_members_vote_too()
    {
        var file = Text.Replace("{ majority: 2/3 }", "{ majority: 1/2 }", StringComparison.Ordinal).Replace("members: [A, B, D]", "members: [A, C]", StringComparison.Ordinal);
        Assert.Equal("more than half of 10 votes: 6", Show(Log(), null, file).Procedures[0].Rule);
    }

    [Fact]
    public void A_proposed_body_has_its_proposer()
    {
        var file = Text.Replace("members: [A, B, D],", "members: [A, B, D], status: proposed-by-B,", StringComparison.Ordinal);
        Assert.Equal("B", Show(Log(), null, file).Procedures[0].ProposedBy?.Id);
        Assert.Null(Show(Log(), null).Procedures[0].ProposedBy);
    }

    [Fact]
    public void Remarks_say_who_disputes_a_clause_and_whom_it_does_not_bind() => Assert.Equal(
        [
            "Disputed: Clause stop is disputed by Southland",
            "NotBound: Clause spare addresses Northland and Southland and does not bind them: no acceptance is on record",
        ],
        Show(Log(), null).Remarks.Select(remark => $"{remark.Kind}: {remark.Says}"));

    [Fact]
    public void What_the_remarks_left_to_the_checks_is_found_by_them()
    {
        var found = AgreementChecks.Find(Show(Log(), null).Agreement).Select(problem => $"{problem.Code} {problem.What}").ToArray();
        Assert.Contains("TL070 Southland wants deal before halt; Northland wants halt before deal: these orders cannot all be followed", found);
        Assert.Contains(found, problem => problem.StartsWith("TL060 clause 'go' needs 'troops'", StringComparison.Ordinal));
        Assert.Contains(found, problem => problem.StartsWith("TL043 ", StringComparison.Ordinal) && problem.Contains("grave attack", StringComparison.Ordinal));
    }

    [Fact]
    public void A_clause_is_told_in_words()
    {
        var provisions = Show("2025-09-11T12:00:00+03:00", Halt).Provisions;
        Assert.Equal(
            [
                "stop | From the event “halt” on, Northland and Southland must not fire. | It binds Northland and Southland from the event “halt” on.",
                "go | “Nine friends, none named” must be deployed, completing it no later than the end of the 1st day after the day of the event “halt”. | It binds “Nine friends, none named”.",
                "spare | At all times, Northland and Southland must not attack. | It binds nobody: no acceptance is on record.",
            ],
            provisions.Select(one => $"{one.Clause.Id} | {one.Says.Sentence} | {string.Join(' ', one.Says.Binds)}"));
    }

    [Fact]
    public void Findings_are_counted_by_their_answer_the_gravest_first()
    {
        Report Fire(string id, string by, string day) => Report.Of("mission", id, new Observation
        {
            Occurred = new Interval(At($"{day}T12:00:00+03:00"), At($"{day}T12:00:00+03:00")), Where = new Place(null, new Truceline.Geography.Region.Anywhere()),
            Act = Act.Fire, Means = Means.Seen, By = [new(by, AttributionBasis.Seen)],
        });
        var log = Log([.. Halt, Fire("1", "Northland", "2025-09-12"), Fire("2", "Southland", "2025-09-13"), Fire("3", "somebody", "2025-09-14")]);
        var assessment = Assessor.Assess(log, Agreement(), Truceline.Incidents.FusionRules.Default, null);
        var provision = Arrangement.Of(assessment, log, []).Provisions[0];
        Assert.Equal(assessment.Plain.Count(finding => finding.Key.Clause == "stop"), provision.Findings.Sum(answer => answer.Count));
        Assert.True(provision.Findings.Length > 1);
        Assert.Equal(Outcome.Breached, provision.Findings[0].Outcome);
        Assert.Equal(2, provision.Findings.Where(answer => answer.Outcome == Outcome.Breached).Sum(answer => answer.Count));
    }

    [Fact]
    public void Problems_of_the_file_are_shown_as_they_were_found()
    {
        var log = Log();
        var problem = new Problem("TL041", Severity.Warning, new("f", 1, 1), "no verifier", "name one");
        Assert.Equal([problem], Arrangement.Of(Assessor.Assess(log, Agreement(), Truceline.Incidents.FusionRules.Default, null), log, [problem]).Problems);
    }

    /// <summary>Everything in a picture that names an actor, as lines in ordinal order, so that the order of names does not count.</summary>
    private static string Lines(Arrangement picture) => string.Join('\n', picture.Phases.Select(phase => $"{phase.Phase.Id} {phase.State} {(phase.Begins as EventTime.Known)?.At} {phase.Due.Length}")
        .Concat(picture.Issues.SelectMany(issue => issue.Stances.Select(stance => $"{string.Join(',', issue.About)} {issue.If} {stance.Actor.Id} {stance.Words}")))
        .Concat(picture.Topics.SelectMany(topic => topic.Said.Select(one => $"{topic.Issue} {topic.If} {one.Actor?.Id ?? one.Party} {one.Statement.Act} {one.Earlier}")))
        .Concat(picture.Threats.Select(one => $"threat {one.Actor?.Id} {string.Join(',', one.About)}"))
        .Concat(picture.Provisions.SelectMany(one => one.Findings.Select(answer => $"{one.Clause.Id} {answer}").Concat(one.DisputedBy.Select(actor => $"{one.Clause.Id} disputed {actor.Id}"))))
        .Concat(picture.Consents.SelectMany(one => one.OthersWhoReject.Select(actor => $"{one.Decision.Id} {actor.Id}")))
        .Concat(picture.Remarks.Select(remark => $"{remark.Kind} {string.Join(',', remark.About)}"))
        .Order(StringComparer.Ordinal));

    [Fact]
    public void Exchanging_two_actors_mirrors_the_picture() => FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll<int>(IsMirrored));

    private static bool IsMirrored(int seed)
    {
        var random = new System.Random(seed);
        var acts = Enum.GetValues<StatementAct>();
        var authorities = Enum.GetValues<StatementAuthority>();
        string[] parties = ["Northland", "Southland", "the North", "Eastland", "a stranger"];
        (string Id, string Party, StatementAct Act, string Issue, string Day, StatementAuthority Authority, string? If)[] said =
            [.. Enumerable.Range(0, random.Next(12)).Select(i => ($"{i}", parties[random.Next(parties.Length)], acts[random.Next(acts.Length)], random.Next(2) == 0 ? "force" : "seat", $"2025-09-0{random.Next(1, 9)}", authorities[random.Next(authorities.Length)], random.Next(3) == 0 ? "if it lasts" : null))];
        var declared = Halt.Where(_ => random.Next(2) == 0).Select(report => (Declaration)report.Content).ToArray();
        var asOf = At("2025-09-20T00:00:00+03:00");
        string Other(string name) => name == "the North" ? "the South" : name == "Northland" ? "Southland" : name == "Southland" ? "Northland" : name;
        Arrangement Of(string file, Func<string, string> name) => Show(Log([
            .. declared.Select(one => Report.Of(name(one.By), "halt", one with { By = name(one.By) })),
            .. said.Select(one => Says(one.Id, name(one.Party), one.Act, one.Issue, one.Day, authority: one.Authority, condition: one.If, about: ["go"])),
        ]), asOf, file);
        var plain = Lines(Of(Text, name => name));
        var swapped = System.Text.RegularExpressions.Regex.Replace(Lines(Of(Swapped(Text), Other)), @"(?<![\w])[AB](?![\w])", id => id.Value == "A" ? "B" : "A");
        return plain == string.Join('\n', swapped.Split('\n').Order(StringComparer.Ordinal));
    }
}
