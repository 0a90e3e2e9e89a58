using System.Diagnostics;
using System.Globalization;
using Truceline.Agreements;
using Truceline.Agreements.Positions;

namespace Truceline.Tests.Agreements.Positions;

public class ConcordTests
{
    private const string Head = """
        truce: 1
        id: t
        title: T
        source: { status: draft }
        clock: { zone: UTC, day: calendar }
        actors: { A: { kind: party, name: Northland }, B: { kind: party, name: Southland }, C: { kind: contributor, name: "Friends, all of them", count: 9 }, W: { kind: monitor, name: Watch } }
        events: { halt: { declared-by: [A, B] }, deal: { declared-by: [A, B] }, summit: { declared-by: [A, B] } }
        pledges:
        - { id: troops, by: C, domain: land, status: confirmed }
        - { id: planes, by: C, domain: air, status: pending, enables: [troops] }
        clauses:
        - { id: stop, must-not: { who: [A, B], do: fire } }
        - { id: go, must: { who: C, do: deploy }, needs: [troops] }
        positions:

        """;

    // What Minsk II says of elections, border and foreign forces, with the sequences that its sides wanted.
    private const string Sequences = """
        truce: 1
        id: t
        title: T
        source: { status: draft }
        clock: { zone: UTC, day: calendar }
        actors: { UA: { kind: party, name: Ukraine }, AF: { kind: party, name: Formations }, RF: { kind: signatory, name: Russian Federation }, OSCE: { kind: monitor } }
        events: { elections: { declared-by: [OSCE] } }
        clauses:
        - { id: p4, must: { who: [UA, AF], do: open-dialogue } }
        - { id: p9, must: { who: AF, do: hand-over }, start: { after: elections }, done: { after: p11.met } }
        - { id: p10, must: { who: any, do: withdraw, what: foreign-forces } }
        - { id: p11, must: { who: UA, do: enact } }
        - { id: p12, must: { who: [UA, AF], do: hold-election }, after: [p4.met], fulfils: elections }
        positions:
          RF: { wants: [p12 before p9, p11 before p9] }
          UA: { wants: [p10 before p12, p9 before p12] }
        """;

    private static Concord Of(string positions) => Assert.Single(Concord.Of(Truces.Agreement(Head + positions)));

    private static IEnumerable<string> Conflicts(Concord concord) => concord.Conflicts.Select(conflict => $"{(conflict.IsDeadlock ? "deadlock" : "conflict")}{(conflict.NeedsText ? " with the text" : "")}: {Dispute.Written(conflict.Members.Select(one => one.Words))}");

    private static IEnumerable<string> Openings(Concord concord, int conflict = 0) => concord.Openings(concord.Conflicts[conflict]).Select(opening =>
        opening.Says + (opening.OpensAll ? "" : $" [still {string.Join(", ", opening.StillHeldBy.Select(actor => actor.Id))}]")
        + (opening.Against.IsEmpty ? "" : $" [against {string.Join(", ", opening.Against.Select(one => one.Words))}]") + (opening.AgainstText ? " [against the text]" : ""));

    [Fact]
    public void Two_opposed_orders_are_a_deadlock_and_each_change_of_each_actor_opens_what_is_its_own()
    {
        var concord = Of("  B: { wants: deal before halt, said: [wire/2] }\n  A: { wants: halt before deal, said: [wire/1] }\n  C: { wants: halt before deal }\n");
        Assert.Equal(["deadlock: deal before halt; halt before deal"], Conflicts(concord));
        var conflict = concord.Conflicts[0];
        Assert.Equal("Southland wants deal before halt; Friends, all of them; and Northland want halt before deal: these orders cannot all be followed", conflict.Says);
        Assert.Equal([("deal", "wire/2"), ("halt", "wire/1")], Assert.IsType<Proof.Circle>(conflict.Proof).Steps.Select(step => (step.Id, string.Join(' ', step.Statements))));
        Assert.Equal(
            [
                "Friends, all of them drop 'halt before deal' [still A]",
                "Friends, all of them want halt before deal only under a condition [still A]",
                "Friends, all of them want deal before halt instead [still A] [against halt before deal]",
                "Northland drops 'halt before deal' [still C]",
                "Northland wants halt before deal only under a condition [still C]",
                "Northland wants deal before halt instead [still C] [against halt before deal]",
                "Southland drops 'deal before halt'",
                "Southland wants deal before halt only under a condition",
                "Southland wants halt before deal instead",
            ],
            Openings(concord));
        Assert.Equal(2, concord.Conflicts[0].Single);
        Assert.Equal(["deal before halt", "halt before deal"], Dispute.Expanded(concord));
    }

    [Fact]
    public void Three_orders_can_be_a_deadlock_of_which_no_two_are()
    {
        var concord = Of("  A: { wants: halt before deal }\n  B: { wants: deal before summit }\n  C: { wants: summit before halt }\n");
        Assert.Equal(["deadlock: deal before summit; halt before deal; summit before halt"], Conflicts(concord));
        Assert.Equal(["deal", "summit", "halt"], concord.Conflicts[0].Steps.Select(step => step.Id));
        Assert.Equal(3, concord.MaximalSets);
        // Each could have any one of the three beside its own, and no two of the others': so the sets are three of one each.
        Assert.Equal(["deal before summit", "halt before deal", "summit before halt"], concord.AcceptableToAll.Select(set => Dispute.Written(set.Select(one => one.Of.Words))));
    }

    [Fact]
    public void Sequences_make_a_deadlock_where_the_text_alone_has_none()
    {
        var concord = Assert.Single(Concord.Of(Truces.Agreement(Sequences)));
        Assert.Empty(concord.TextInCircle);
        Assert.Equal(["deadlock: p12 before p9; p9 before p12"], Conflicts(concord));
        Assert.Equal(["p10 before p12", "p11 before p9"], concord.InEverySet.Select(one => one.Words));
        Assert.Empty(Concord.Of(Truces.Agreement(Sequences[..Sequences.IndexOf("positions:", StringComparison.Ordinal)])));
    }

    [Fact]
    public void What_the_text_needs_is_in_the_proof_and_among_what_opens_it()
    {
        // Now nothing but the vote makes elections.
        var concord = Assert.Single(Concord.Of(Truces.Agreement(Sequences.Replace("elections: { declared-by: [OSCE] }", "elections: {}", StringComparison.Ordinal))));
        Assert.Equal(["deadlock with the text: p9 before p12", "deadlock: p12 before p9; p9 before p12"], Conflicts(concord));
        Assert.Equal(
            ["Ukraine wants p9 before p12", "by the text elections happens when p12 is met", "by the text p9 may be begun only after elections"],
            concord.Conflicts[0].Steps.Select(step => step.Says));
        Assert.Equal(
            [
                "Ukraine drops 'p9 before p12'",
                "Ukraine wants p9 before p12 only under a condition",
                "Ukraine wants p12 before p9 instead",
                "The text no longer says: by the text elections happens when p12 is met",
                "The text no longer says: by the text p9 may be begun only after elections",
            ],
            Openings(concord));
        Assert.Equal("p10 before p12; p11 before p9; p12 before p9", Assert.Single(Dispute.Expanded(concord)));
        // Ukraine's own want against the text does not keep everything else from being acceptable to it.
        Assert.Equal(["p10 before p12", "p11 before p9", "p12 before p9"], Assert.Single(concord.AcceptableToAll).Select(one => one.Of.Words));
    }

    [Fact]
    public void That_both_may_come_together_opens_what_is_strict_alone()
    {
        var text = Head.Replace("clauses:", "phases: [ { id: calm, from: halt } ]\nclauses:", StringComparison.Ordinal) + "  A: { wants: halt before calm }\n";
        var concord = Assert.Single(Concord.Of(Truces.Agreement(text)));
        Assert.Equal(["deadlock with the text: halt before calm"], Conflicts(concord));
        Assert.Equal(
            [
                "Northland drops 'halt before calm'",
                "Northland wants halt before calm only under a condition",
                "Northland allows halt and calm at the same time",
                "The text no longer says: by the text calm begins with halt",
            ],
            Openings(concord));
    }

    [Fact]
    public void A_thing_that_one_accepts_and_another_rejects_is_a_conflict_and_so_is_what_it_needs()
    {
        var concord = Of("  A: { accept: go }\n  B: { reject: [go, planes], said: [wire/2] }\n");
        Assert.Equal(["conflict: go; not go", "conflict with the text: go; not planes"], Conflicts(concord));
        Assert.Equal(["Northland accepts go", "by the text go needs troops", "by the text troops waits for planes", "Southland rejects planes"], concord.Conflicts[1].Steps.Select(step => step.Says));
        Assert.Equal(
            [
                "Northland no longer accepts go",
                "Northland accepts go only under a condition",
                "Northland rejects go instead",
                "Southland no longer rejects planes",
                "Southland rejects planes only under a condition",
                "Southland accepts planes instead",
                "The text no longer says: by the text go needs troops",
                "The text no longer says: by the text troops waits for planes",
            ],
            Openings(concord, 1));
        Assert.Equal(["go", "not go; not planes"], Dispute.Expanded(concord).Order(StringComparer.Ordinal));
        Assert.Empty(Assert.Single(concord.AcceptableToAll));
    }

    [Fact]
    public void Wanting_what_another_rejects_is_a_conflict_and_an_actor_can_be_in_one_with_itself()
    {
        Assert.Equal(["conflict: not stop; stop"], Conflicts(Of("  A: { wants: stop }\n  B: { reject: stop }\n")));
        Assert.Equal(["deadlock: deal before halt; halt before deal"], Conflicts(Of("  A: { wants: [halt before deal, deal before halt] }\n")));
    }

    [Fact]
    public void Conditions_are_compared_each_alone()
    {
        var concords = Concord.Of(Truces.Agreement(Head + "  A: { accept: go, wants: halt before deal }\n  B: [ { reject: go, if: peace lasts }, { accept: go } ]\n  C: { accept: go, if: peace lasts, wants: deal before halt }\n"));
        Assert.Equal([null, "peace lasts"], concords.Select(concord => concord.If));
        Assert.Empty(concords[0].Conflicts);
        Assert.Equal(["conflict: go; not go"], Conflicts(concords[1]));
        Assert.Equal(["C go", "C deal before halt", "B not go"], concords[1].Contentions.OrderBy(one => one.Kind != ContentionKind.Adopted).ThenBy(one => one.Kind).Select(one => $"{one.Voices.Single().Actor.Id} {one.Words}"));
    }

    [Fact]
    public void What_no_actor_stands_against_names_who_is_silent_and_what_nobody_speaks_of()
    {
        var concord = Concord.Of(Truces.Agreement(Head + "  A: { accept: [stop, go], wants: summit before deal }\n  B: { reject: go }\n  W: { accept: troops, if: it snows }\n"))[0];
        Assert.Equal(["summit before deal: A, silent B W", "stop: A, silent B W"],
            Assert.Single(concord.AcceptableToAll)
                .Select(one => $"{one.Of.Words}: {string.Join(' ', one.Of.Voices.Select(voice => voice.Actor.Id))}, silent {string.Join(' ', one.Silent.Select(actor => actor.Id))}"));
        Assert.Equal(["troops", "planes"], concord.NotSpokenOf);
    }

    [Fact]
    public void A_text_that_goes_in_a_circle_is_told_and_left_out()
    {
        var text = Head.Replace("needs: [troops] }", "after: [stay.met] }\n- { id: stay, must: { who: C, do: hold-position }, after: [go.met] }", StringComparison.Ordinal) + "  A: { wants: go before stay }\n  B: { wants: halt before go }\n";
        var concord = Assert.Single(Concord.Of(Truces.Agreement(text)));
        Assert.Equal(["go", "stay"], concord.TextInCircle);
        Assert.Empty(concord.Conflicts);
    }

    [Fact]
    public void What_stands_in_the_file_first_changes_nothing()
    {
        const string One = "  A: { accept: [go, stop], wants: [halt before deal, deal before summit], said: [wire/1] }\n", Other = "  B: { reject: [stop, go], wants: [summit before halt, deal before halt], said: [wire/2] }\n", Third = "  C: { wants: go }\n";
        static IEnumerable<string> All(Concord concord) => [.. concord.Conflicts.Select(conflict => conflict.Says), .. Enumerable.Range(0, concord.Conflicts.Length).SelectMany(i => Openings(concord, i)), .. Dispute.Expanded(concord)];
        var expected = All(Of(One + Other + Third));
        Assert.All([Other + One + Third, Third + Other + One], text => Assert.Equal(expected, All(Of(text))));
        Assert.Equal(expected, All(Of((One + Other + Third).Replace("halt before deal, deal before summit", "deal before summit, halt before deal", StringComparison.Ordinal).Replace("[go, stop]", "[stop, go]", StringComparison.Ordinal))));
    }

    [Fact]
    public void Sides_that_change_places_find_the_same_with_their_names_exchanged()
    {
        const string Positions = "  A: { accept: go, reject: stop, wants: [halt before deal, deal before summit] }\n  B: { reject: go, accept: stop, wants: summit before halt }\n";
        static string Swapped(string text) => string.Concat(text.Split("  ").Select(part => part.StartsWith("A:", StringComparison.Ordinal) ? "  B" + part[1..] : part.StartsWith("B:", StringComparison.Ordinal) ? "  A" + part[1..] : part));
        static IEnumerable<string> Said(Concord concord) => Enumerable.Range(0, concord.Conflicts.Length).SelectMany(i => Openings(concord, i)).Order(StringComparer.Ordinal);
        static string Renamed(string text) => text.Replace("Northland", "\u0001", StringComparison.Ordinal).Replace("Southland", "Northland", StringComparison.Ordinal).Replace("\u0001", "Southland", StringComparison.Ordinal);
        Assert.NotEqual(Positions, Swapped(Positions));
        Assert.Equal(Said(Of(Positions)).Select(Renamed).Order(StringComparer.Ordinal), Said(Of(Swapped(Positions))));
    }

    [Fact]
    public void More_conflicts_than_can_be_listed_are_said_to_be_more_and_what_is_listed_is_right()
    {
        var events = Enumerable.Range(0, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"e{i}")).ToArray();
        var wants = events.SelectMany(one => events.Where(other => other != one), (one, other) => $"{one} before {other}");
        var text = Head.Replace("events: {", $"events: {{ {string.Concat(events.Select(id => $"{id}: {{ declared-by: [A, B] }}, "))}", StringComparison.Ordinal) + $"  A: {{ accept: go, wants: [{string.Join(", ", wants)}] }}\n  B: {{ reject: go }}\n";
        var agreement = Truces.Agreement(text);
        var clock = Stopwatch.StartNew();
        var concord = Assert.Single(Concord.Of(agreement));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"it took {clock.Elapsed}");
        Assert.False(concord.Complete);
        Assert.NotEmpty(concord.Conflicts);
        Assert.True(concord.MaximalSets >= 1);
        // What is small is not lost beside what is great.
        Assert.Equal(["go; not go"], concord.Conflicts.Where(conflict => !conflict.IsDeadlock).Select(conflict => Dispute.Written(conflict.Members.Select(one => one.Words))));
        Assert.All(concord.Conflicts.Where(conflict => conflict.IsDeadlock), conflict =>
        {
            // A circle, each leading to the next and none met twice.
            Assert.All(conflict.Steps.Zip(conflict.Steps.Skip(1).Append(conflict.Steps[0])), pair => Assert.EndsWith($"before {pair.Second.Id}", pair.First.Says, StringComparison.Ordinal));
            Assert.Equal(conflict.Steps.Length, conflict.Steps.Select(step => step.Id).Distinct().Count());
        });
        Assert.Equal(concord.Conflicts.Select(conflict => conflict.Says), Concord.Of(agreement)[0].Conflicts.Select(conflict => conflict.Says));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void However_little_a_search_may_cost_it_never_says_nothing_of_a_conflict(long steps)
    {
        var events = Enumerable.Range(0, 20).Select(i => string.Create(CultureInfo.InvariantCulture, $"e{i}")).ToArray();
        var wants = events.SelectMany(one => events.Where(other => other != one), (one, other) => $"{one} before {other}");
        var text = Head.Replace("events: {", $"events: {{ {string.Concat(events.Select(id => $"{id}: {{ declared-by: [A, B] }}, "))}", StringComparison.Ordinal) + $"  A: {{ accept: go, wants: [{string.Join(", ", wants)}] }}\n  B: {{ reject: go }}\n";
        var concord = Assert.Single(Concord.Of(Truces.Agreement(text), steps));
        Assert.False(concord.Complete);
        Assert.Contains(concord.Conflicts, conflict => conflict.IsDeadlock);
        Assert.Contains("go; not go", concord.Conflicts.Select(conflict => Dispute.Written(conflict.Members.Select(one => one.Words))));
        Assert.True(concord.MaximalSets >= 1);
    }
}
