using Truceline.Agreements;
using Truceline.Agreements.Checks;

namespace Truceline.Tests.Agreements.Checks;

public sealed class CompletenessTests
{
    private const string Twice = "- { id: other, must-not: { who: B, do: fire }, see: [heard] }\n";

    [Theory]
    [InlineData("must-not: { who: A, do: fire }, see: [heard]", "")]
    [InlineData("must-not: { who: A, do: fire }, see: [gazette, acoustic]", "")]
    [InlineData("must-not: { who: A, do: fire }, see: [gazette]", "clause 'c' could not be verified: its means (gazette) cannot notice 'fire'")]
    [InlineData("must-not: { who: A, do: fire }, see: [statement, declaration]", "clause 'c' could not be verified: its means (statement and declaration) cannot notice 'fire'")]
    [InlineData("must-not: { who: A, do: fire }", "clause 'c' does not say by which means it could be verified")]
    [InlineData("must: { who: A, do: enact }, see: [gazette]", "")]
    [InlineData("must: { who: A, do: enact }, see: [satellite]", "clause 'c' could not be verified: its means (satellite) cannot notice 'enact'")]
    [InlineData("must: { who: A, do: report }, see: [party-notification]", "")]
    [InlineData("may: { who: C, do: verify }", "")]
    [InlineData("may: { who: C, do: verify }, duty-of: A", "clause 'c' does not say by which means it could be verified")]
    [InlineData("may: { who: C, do: verify }, duty-of: A, see: [track]", "")]
    [InlineData("can: { who: C, do: convene }", "")]
    public void A_clause_is_verifiable_by_means_that_can_notice_its_act(string clause, string says) =>
        Assert.Equal(says, string.Join("; ", Found.Says($"clauses:\n- {{ id: c, {clause} }}\n{Twice}", "TL040")));

    [Fact]
    public void A_file_without_any_means_is_told_once() =>
        Assert.Equal(["no clause says by which means it could be verified"], Found.Says("clauses: [ { id: a, must-not: { who: A, do: fire } }, { id: b, must-not: { who: B, do: fire } } ]\n", "TL040"));

    [Fact]
    public void Every_act_can_be_noticed_and_the_reference_shows_how()
    {
        var rows = Enum.GetValues<Act>().Select(act => $"| `{act.Written()}` | {string.Join(' ', Observability.Of(act).Select(means => $"`{means.Written()}`"))} |").ToList();
        Assert.All(Enum.GetValues<Act>(), act =>
        {
            Assert.NotEmpty(Observability.Of(act));
            Assert.Equal(Observability.Of(act).Distinct(), Observability.Of(act));
        });
        Assert.Equal(rows, File.ReadLines(Path.Combine(Needs.Root, "docs", "reference", "observability.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("must: { who: A, do: withdraw }", "obligation 'c' has no deadline and no consequence")]
    [InlineData("must: { who: A, do: withdraw }, on-breach: other", "obligation 'c' has no deadline")]
    [InlineData("must: { who: A, do: withdraw }, done: { by: 2020-03-01 }", "")]
    [InlineData("must: { who: A, do: withdraw }, start: { by: 2020-03-01 }", "")]
    [InlineData("must: { who: A, do: hold-position }", "")]
    [InlineData("must: { who: A, do: report }, rate: { max: 1, per: P1D }", "")]
    [InlineData("must-not: { who: A, do: fire }", "")]
    public void An_obligation_without_a_deadline_is_told_with_all_that_it_lacks(string clause, string says) =>
        Assert.Equal(says, string.Join("; ", Found.In($"clauses:\n- {{ id: c, {clause} }}\n{Twice}", "TL041").Where(problem => problem.Severity == Severity.Warning).Select(problem => problem.What)));

    [Theory]
    [InlineData("on-breach: d", "on-breach: d", "")]
    [InlineData("on-breach: d", "gist: b", "nothing follows on a breach of 'b'")]
    [InlineData("gist: a", "gist: b", "nothing follows on a breach of any of the 2 clauses")]
    public void Clauses_without_a_consequence_are_told_in_one_note(string one, string other, string says) =>
        Assert.Equal(says, string.Join("; ", Found.Says($"decisions: {{ d: {{ by: G, rule: any }} }}\nclauses: [ {{ id: a, must-not: {{ who: A, do: fire }}, {one} }}, {{ id: b, must-not: {{ who: B, do: fire }}, {other} }} ]\n", "TL041")));

    [Fact]
    public void A_power_that_names_no_clause_can_follow_on_any_breach() =>
        Assert.Empty(Found.In("clauses: [ { id: a, must-not: { who: A, do: fire } }, { id: p, can: { who: B, do: convene } } ]\n", "TL041"));

    [Fact]
    public void Where_there_is_no_monitor_nobody_verifies_what_names_no_verifier()
    {
        const string Text = "truce: 1\nid: t\ntitle: T\nsource: { status: draft }\nclock: { zone: Europe/Kyiv, day: calendar }\nactors: { A: { kind: party }, B: { kind: body } }\n"
            + "clauses: [ { id: a, must-not: { who: A, do: fire }, on-breach: b }, { id: b, must-not: { who: A, do: fly }, verified-by: B, on-breach: a } ]\n";
        Assert.Equal(["nobody verifies 'a'"], AgreementChecks.Find(Truces.Agreement(Text)).Where(problem => problem.Code == "TL041").Select(problem => problem.What));
    }

    [Theory]
    [InlineData("Begun by day 2, finished within 14 days.", "start: { by: e + P2D }, done: { by: e + P14D }", "", 1)]
    [InlineData("Begun by day 2, finished within 14 days.", "start: { by: e + P2D }, done: { by: e + P14D }", "readings: { other: { clauses: { c: { done: { by: e + P16D } } } } }\n", 0)]
    [InlineData("Begun by day 2, finished within 14 days of the ceasefire.", "start: { by: e + P2D }, done: { by: e + P14D }", "", 0)]
    [InlineData("Begun within 2 days.", "start: { by: e + P2D }, done: { by: e + P14D }", "", 0)]
    [InlineData("Finished by day 14.", "start: { by: e + P2D }, done: { by: e + P14D }", "", 0)]
    [InlineData("Finished within 14 days.", "start: { by: e + P2D }, done: { by: c.started + P14D }", "", 0)]
    [InlineData("Finished within 14 days.", "done: { by: e + P14D }", "", 0)]
    public void A_deadline_beside_one_to_begin_can_be_counted_from_either_where_the_words_do_not_say(string gist, string keys, string readings, int count) =>
        Assert.Equal(count, Found.In($"events: {{ e: {{ declared-by: [A, B] }} }}\n{readings}clauses: [ {{ id: c, gist: \"{gist}\", must: {{ who: A, do: withdraw }}, {keys} }} ]\n", "TL042").Length);

    [Theory]
    [InlineData("assumed: true", "in: front", "", 1)]
    [InlineData("assumed: true", "in: rear", "", 1)]
    [InlineData("assumed: false", "in: front", "", 0)]
    [InlineData("assumed: true", "about: nothing", "", 0)]
    [InlineData("assumed: true", "in: front", "readings: { far: { zones: { front: { within: { of: l, m: 50000, side: both }, assumed: true } } } }\n", 0)]
    public void A_distance_that_the_text_does_not_give_wants_a_reading(string assumed, string zone, string readings, int count) =>
        Assert.Equal(count, Found.In($"lines: {{ l: {{ geometry: line.geojson, sides: {{ left: A, right: B }} }} }}\nzones: {{ area: {{ geometry: square.geojson }}, front: {{ within: {{ of: l, m: 30000, side: both }}, {assumed} }}, rear: {{ all-of: [ {{ in: area }}, {{ not-in: front }} ] }} }}\n"
            + $"{readings}clauses: [ {{ id: c, must-not: {{ who: A, do: station, {zone} }} }} ]\n", "TL042").Length);

    [Fact]
    public void One_article_accepted_in_two_versions_shows_that_they_do_not_mean_the_same()
    {
        const string Text = """
            classes: { energy: { is: hardware }, ports: { is: hardware } }
            clauses:
            - { id: x.a, ref: energy, unilateral: A, must-not: { who: A, do: attack, what: energy }, from: 2025-03-18 }
            - { id: x.b, ref: energy, unilateral: B, must-not: { who: B, do: attack, what: [energy, ports] }, from: 2025-03-25 }

            """;
        var found = Assert.Single(Found.In(Text, "TL042"));
        Assert.Equal("article energy is accepted by A as 'x.a' and by B as 'x.b', which differ in when it begins and what it is about", found.What);
        Assert.Equal(["'x.a', when it begins: 18 Mar 2025", "'x.b', when it begins: 25 Mar 2025", "'x.a', what it is about: energy", "'x.b', what it is about: energy and ports"], Assert.IsType<Proof.Listing>(found.Proof).All.Select(step => step.Says));
        Assert.Empty(Found.In(Text.Replace("[energy, ports]", "energy", StringComparison.Ordinal).Replace("03-25", "03-18", StringComparison.Ordinal), "TL042"));
        Assert.Empty(Found.In(Text.Replace("unilateral: B", "unilateral: A", StringComparison.Ordinal), "TL042"));
        Assert.Empty(Found.In(Text.Replace("unilateral: B", "accepted: [ { by: A }, { by: B } ]", StringComparison.Ordinal), "TL042"));
    }

    [Theory]
    [InlineData("unilateral: A", "", 1)]
    [InlineData("unilateral: A, from: 2025-03-18", "", 0)]
    [InlineData("accepted: [ { by: A, since: e } ]", "", 0)]
    [InlineData("gist: nobody accepted it", "", 0)]
    public void What_was_never_signed_and_says_no_time_has_no_beginning(string keys, string rest, int count) =>
        Assert.Equal(count, AgreementChecks.Find(Truces.Agreement(Truces.With($"events: {{ e: {{ declared-by: [A] }} }}\nclauses: [ {{ id: c, must-not: {{ who: A, do: fire }}, {keys} }} ]\n{rest}")
            .Replace("{ status: signed, signed: 2020-01-31, text: text.txt }", "{ status: announced }", StringComparison.Ordinal))).Count(problem => problem.Code == "TL042"));

    [Theory]
    [InlineData("not defined in the announcement", "No new major aggression.", "nothing defines 'major aggression': whether 'c' is breached, and 'respond' due, is open")]
    [InlineData("not defined in the announcement", "Nobody attacks.", "'respond' is due when 'c' is breached, and nothing says what counts as an attack; nothing defines 'major aggression'")]
    [InlineData("an attack by more than a company", "No new major aggression.", "")]
    [InlineData("an attack by more than a company", "Nobody attacks.", "'respond' is due when 'c' is breached, and nothing says what counts as an attack")]
    public void A_trigger_that_nothing_defines_is_told_with_what_hangs_on_it(string means, string gist, string says) =>
        Assert.Equal(says, string.Join("; ", Found.Says($"decisions: {{ respond: {{ by: G, rule: any }} }}\nclauses: [ {{ id: t, is: {{ term: major aggression, means: {means} }} }}, {{ id: c, gist: {gist}, must-not: {{ who: A, do: attack }}, on-breach: respond }} ]\n", "TL043").Order(StringComparer.Ordinal)));

    [Fact]
    public void A_definition_that_leaves_the_word_attack_open_defines_no_attack() =>
        Assert.Equal(2, Found.In("decisions: { respond: { by: G, rule: any } }\nclauses: [ { id: t, is: { term: armed attack, means: Not defined here. } }, { id: c, must-not: { who: A, do: attack }, on-breach: respond } ]\n", "TL043").Length);
}
