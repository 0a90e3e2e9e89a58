using Truceline.Agreements;
using Truceline.Agreements.Changes;

namespace Truceline.Tests.Agreements.Changes;

public sealed class AgreementChangesTests
{
    private const string Base = """
        classes:
          guns: { is: artillery, calibre-mm: ">=100" }
        lines:
          line: { geometry: line.geojson, sides: { left: A, right: B } }
        zones:
          belt: { within: { of: line, m: 10000, side: A } }
          square: { geometry: square.geojson }
          other: { geometry: other.geojson }
        events:
          start: { at: 2020-02-01T00:00:00+02:00 }
          word: { declared-by: [A, B] }
        clauses:
          - id: stop
            ref: "1"
            must-not: { who: A, do: fire, in: square }
            from: word
            until: word + P30D
            unless: [ { attacked-by: B, ordered-by: A } ]
          - id: leave
            ref: "2"
            must: { who: A, do: withdraw, what: guns, out-of: belt }
            start: { not-before: word }
            done: { by: word + P10D }
          - id: watch
            ref: "3"
            may: { who: C, do: verify, in: square }
            duty-of: A
        """;

    private static AgreementChanges Between(string old, string @new) => AgreementChanges.Between(Truces.Agreement(Truces.With(old)), Truces.Agreement(Truces.With(@new)));

    private static AgreementChanges After(string what, string with)
    {
        Assert.Contains(what, Base, StringComparison.Ordinal);
        return Between(Base, Base.Replace(what, with, StringComparison.Ordinal));
    }

    private static string Told(AgreementChanges changes) => string.Join('\n', changes.Clauses.Select(Told));

    internal static string Told(ClauseChange change) =>
        $"{change.Before?.Id}→{change.After?.Id} {change.Fate}{string.Concat(change.Parts.Select(part => $"; {part.Part} {part.Direction}"))}";

    [Fact]
    public void An_agreement_says_the_same_as_itself()
    {
        var changes = Between(Base, Base);
        Assert.True(changes.SayTheSame);
        Assert.Empty(changes.Words);
    }

    [Theory]
    // prohibitions: more actors, wider acts, classes, zones and windows, fewer exceptions
    [InlineData("who: A, do: fire", "who: [A, B], do: fire", "stop→stop Tightened; who Tightened")]
    [InlineData("who: A, do: fire", "who: any, do: fire", "stop→stop Tightened; who Tightened")]
    [InlineData("who: A, do: fire", "who: G, do: fire", "stop→stop Tightened; who Tightened")]
    [InlineData("who: A, do: fire", "who: B, do: fire", "stop→stop Changed; who Changed")]
    [InlineData("do: fire", "do: hostile-act", "stop→stop Tightened; act Tightened")]
    [InlineData("do: fire", "do: attack", "stop→stop Loosened; act Loosened")]
    [InlineData("do: fire,", "do: fire, what: artillery,", "stop→stop Loosened; class Loosened")]
    [InlineData("do: fire, in: square", "do: fire", "stop→stop Tightened; in Tightened")]
    [InlineData("do: fire, in: square", "do: fire, in: { any-of: [square, other] }", "stop→stop Tightened; in Tightened")]
    [InlineData("do: fire, in: square", "do: fire, in: other", "stop→stop Changed; in Changed")]
    [InlineData("do: fire, in: square", "do: fire, in: { all-of: [square, belt] }", "stop→stop Loosened; in Loosened")]
    [InlineData("from: word\n", "from: word + P1D\n", "stop→stop Loosened; from Loosened")]
    [InlineData("from: word\n", "from: start\n", "stop→stop Changed; from Changed")]
    [InlineData("from: word\n", "from: word\n    after: [leave.met]\n", "stop→stop Loosened; after Loosened")]
    [InlineData("from: word\n", "from: word\n    while: leave.kept\n", "stop→stop Loosened; while Loosened")]
    [InlineData("until: word + P30D", "until: word + P6W", "stop→stop Tightened; until Tightened")]
    [InlineData("until: word + P30D", "until: word + P1M", "stop→stop Changed; until Changed")]
    [InlineData("unless: [ { attacked-by: B, ordered-by: A } ]", "unless: [ { attacked-by: B } ]", "stop→stop Loosened; unless Loosened")]
    [InlineData("unless: [ { attacked-by: B, ordered-by: A } ]", "unless: [ { attacked-by: B, ordered-by: A, notified: { to: C } } ]", "stop→stop Tightened; unless Tightened")]
    [InlineData("unless: [ { attacked-by: B, ordered-by: A } ]", "unless: [ { attacked-by: B, ordered-by: A }, { authorised-by: C } ]", "stop→stop Loosened; unless Loosened")]
    [InlineData("unless: [ { attacked-by: B, ordered-by: A } ]", "unless: [ { authorised-by: C } ]", "stop→stop Changed; unless Changed")]
    [InlineData("from: word\n", "from: word\n    rate: { max: 3, per: P1D }\n", "stop→stop Loosened; rate Loosened")]
    [InlineData("from: word\n", "from: word\n    accepted: [ { by: G, since: 2020-02-15 } ]\n", "stop→stop Loosened; bound Loosened")]
    [InlineData("from: word\n", "from: word\n    accepted: [ { by: G, since: 2020-01-15 } ]\n", "stop→stop Tightened; bound Tightened")]
    [InlineData("from: word\n", "from: word\n    accepted: [ { by: A, since: word } ]\n", "stop→stop Changed; bound Changed")]
    // obligations: earlier deadlines, more to leave, wider classes, more actors
    [InlineData("who: A, do: withdraw", "who: [A, B], do: withdraw", "leave→leave Tightened; who Tightened")]
    [InlineData("what: guns", "what: artillery", "leave→leave Tightened; class Tightened")]
    [InlineData("what: guns", "what: [guns, tank]", "leave→leave Tightened; class Tightened")]
    [InlineData("what: guns", "what: tank", "leave→leave Changed; class Changed")]
    [InlineData("\">=100\"", "\">=82\"", "leave→leave Tightened; class Tightened")]
    [InlineData("\">=100\"", "\">100\"", "leave→leave Loosened; class Loosened")]
    [InlineData("m: 10000", "m: 15000", "leave→leave Tightened; out of Tightened")]
    [InlineData("m: 10000", "m: 5000", "leave→leave Loosened; out of Loosened")]
    [InlineData("m: 10000, side: A", "m: 10000, side: B", "leave→leave Changed; out of Changed")]
    [InlineData("m: 10000, side: A", "m: 10000, side: both", "leave→leave Tightened; out of Tightened")]
    [InlineData("word + P10D", "word + P8D", "leave→leave Tightened; done by Tightened")]
    [InlineData("word + P10D", "word + PT48H", "leave→leave Tightened; done by Tightened")]
    [InlineData("word + P10D", "word + P2W", "leave→leave Loosened; done by Loosened")]
    [InlineData("word + P10D", "2020-03-01", "leave→leave Changed; done by Changed")]
    [InlineData("    done: { by: word + P10D }\n", "", "leave→leave Loosened; done by Loosened")]
    [InlineData("    start: { not-before: word }", "    start: { not-before: word }\n    keep: true", "leave→leave Tightened; keep Tightened")]
    // permissions: more is looser, and whoever must not obstruct has a duty
    [InlineData("who: C, do: verify", "who: [B, C], do: verify", "watch→watch Loosened; who Loosened")]
    [InlineData("do: verify, in: square", "do: verify", "watch→watch Loosened; in Loosened")]
    [InlineData("duty-of: A", "duty-of: G", "watch→watch Tightened; duty of Tightened")]
    [InlineData("may: { who: C, do: verify, in: square }\n    duty-of: A", "must: { who: C, do: verify, in: square }", "watch→watch Changed; kind Tightened; duty of Changed")]
    // several at once, and what stands beside the rule
    [InlineData("who: A, do: withdraw, what: guns", "who: [A, B], do: withdraw", "leave→leave Tightened; who Tightened; class Tightened")]
    [InlineData("who: A, do: withdraw, what: guns", "who: [A, B], do: withdraw, what: [tank, guns]", "leave→leave Tightened; who Tightened; class Tightened")]
    [InlineData("who: A, do: fire", "who: [A, B], do: attack", "stop→stop BothWays; who Tightened; act Loosened")]
    [InlineData("done: { by: word + P10D }", "done: { by: word + P10D }\n    see: [uav]\n    verified-by: C", "leave→leave Beside; seen by Beside; verified by Beside")]
    [InlineData("done: { by: word + P10D }", "done: { by: word + P5D }\n    see: [uav]", "leave→leave Tightened; done by Tightened; seen by Beside")]
    [InlineData("done: { by: word + P10D }", "done: { by: word + P10D }\n    assumed: true", "leave→leave Beside; assumed Beside")]
    [InlineData("done: { by: word + P10D }", "done: { by: word + P10D }\n    on-breach: stop", "leave→leave Tightened; on breach Tightened")]
    public void What_was_changed_has_a_direction(string what, string with, string expected) => Assert.Equal(expected, Told(After(what, with)));

    [Fact]
    public void Ground_is_told_in_square_kilometres()
    {
        var part = Assert.Single(Assert.Single(After("m: 10000", "m: 15000").Clauses).Parts);
        // 234.4 km of line with 5 km more on its outer side, and half rings at both ends and at the turn of 27 degrees.
        Assert.InRange(part.Ground!.AddedSquareKilometres!.Value, 1390, 1404);
        Assert.Equal(0, part.Ground.RemovedSquareKilometres);
        var moved = Assert.Single(Assert.Single(After("do: fire, in: square", "do: fire, in: other").Clauses).Parts).Ground!;
        Assert.InRange(moved.AddedSquareKilometres!.Value, 12_240, 12_370);
        Assert.InRange(moved.RemovedSquareKilometres!.Value, 12_240, 12_370);
    }

    [Fact]
    public void The_same_ground_written_otherwise_changes_nothing_of_the_rule() =>
        Assert.Equal("stop→stop Beside; in Beside", Told(After("do: fire, in: square", "do: fire, in: { all-of: [square, { within: { of: square, m: 1000, side: both } }] }")));

    [Fact]
    public void A_zone_of_another_name_that_covers_the_same_is_no_change_of_a_clause()
    {
        var changes = Between(Base, Base.Replace("  square:", "  field:", StringComparison.Ordinal).Replace("in: square", "in: field", StringComparison.Ordinal));
        Assert.Empty(changes.Clauses);
        Assert.Equal(["zones field Added", "zones square Dropped"], changes.Things.Select(thing => $"{thing.Section} {thing.Id} {thing.Fate}"));
    }

    [Fact]
    public void A_fixed_date_and_an_event_at_that_date_are_the_same_time() =>
        Assert.True(Between(Base.Replace("until: word + P30D", "until: start + P30D", StringComparison.Ordinal), Base.Replace("until: word + P30D", "until: 2020-03-02T00:00:00+02:00", StringComparison.Ordinal)).SayTheSame);

    [Fact]
    public void An_earlier_fixed_event_moves_the_clauses_that_rest_on_it()
    {
        var old = Base.Replace("by: word + P10D", "by: start + P10D", StringComparison.Ordinal);
        var changes = Between(old, old.Replace("2020-02-01T00", "2020-01-31T00", StringComparison.Ordinal));
        Assert.Equal("leave→leave Tightened; done by Tightened", Told(changes));
        Assert.Equal("events start Changed", string.Join(' ', changes.Things.Select(thing => $"{thing.Section} {thing.Id} {thing.Fate}")));
    }

    [Fact]
    public void Renumbered_clauses_are_the_same_clauses_and_what_follows_them_too()
    {
        var old = Base.Replace("from: word\n", "from: word\n    after: [leave.met]\n", StringComparison.Ordinal);
        var @new = old.Replace("id: leave", "id: p7", StringComparison.Ordinal).Replace("leave.met", "p7.met", StringComparison.Ordinal);
        var changes = Between(old, @new);
        Assert.True(changes.SayTheSame);
        var words = Assert.Single(changes.Words);
        Assert.Equal("p7: id leave → p7", $"{words.Id}: {words.Parts[0].Part} {words.Parts[0].Before} → {words.Parts[0].After}");
    }

    [Fact]
    public void Numbers_that_moved_on_by_one_are_no_change_but_what_was_put_in_before_them()
    {
        static string Clauses(params string[] acts) => "clauses: [" + string.Join(", ", acts.Select((act, i) => FormattableString.Invariant($"{{ id: c{i}, must-not: {{ who: A, do: {act} }} }}"))) + "]\n";
        var changes = Between(Clauses("fire", "station", "fly"), Clauses("sail", "fire", "station", "fly"));
        Assert.Equal("→c0 Added; who Changed; act Changed", Told(changes).Split("; bound")[0]);
        Assert.Equal(["c1", "c2", "c3"], changes.Words.Select(words => words.Id));
    }

    [Fact]
    public void A_clause_that_lost_its_id_and_was_changed_is_found_by_what_it_shares()
    {
        var changes = Between(Base, Base.Replace("id: leave", "id: withdrawal", StringComparison.Ordinal).Replace("word + P10D", "word + P9D", StringComparison.Ordinal));
        Assert.Equal("leave→withdrawal Tightened; done by Tightened", Told(changes));
    }

    [Fact]
    public void What_has_nothing_in_common_is_dropped_and_added()
    {
        var changes = After("- id: watch\n    ref: \"3\"\n    may: { who: C, do: verify, in: square }\n    duty-of: A", "- id: watch\n    must: { who: B, do: report }");
        Assert.Equal(["→watch Added", "watch→ Dropped"], changes.Clauses.Select(change => Told(change).Split(';')[0]));
    }

    [Fact]
    public void Terms_powers_and_other_things_are_told_briefly()
    {
        const string more = """

              - id: term
                is: { term: hardware, means: Everything on wheels. }
              - id: call
                can: { who: C, do: convene, decision: joint }
            decisions:
              joint: { by: G, rule: unanimity, within: P3D }
            pledges:
              - { id: force, by: C, domain: land, status: pending }
            """;
        var old = Base + more;
        var changes = Between(old, old.Replace("Everything on wheels.", "Everything on wheels or tracks.", StringComparison.Ordinal)
            .Replace("do: convene", "do: suspend", StringComparison.Ordinal).Replace("rule: unanimity", "rule: any", StringComparison.Ordinal).Replace("status: pending", "status: confirmed", StringComparison.Ordinal));
        Assert.Equal(["term→term Changed; means Changed", "call→call Changed; act Changed"], changes.Clauses.Select(Told));
        Assert.Equal(
            ["pledges force: status pending → confirmed", "decisions joint: rule unanimity → any"],
            changes.Things.Select(thing => $"{thing.Section} {thing.Id}: {string.Join("; ", thing.Parts.Select(part => $"{part.Part} {part.Before} → {part.After}"))}"));
    }

    [Fact]
    public void What_only_words_changed_changes_nothing_of_what_is_said()
    {
        var changes = After("ref: \"2\"", "ref: \"2 (a)\"\n    gist: Guns go back.");
        Assert.True(changes.SayTheSame);
        Assert.Equal(["ref", "gist"], Assert.Single(changes.Words).Parts.Select(part => part.Part));
    }

    [Fact]
    public void A_thousand_pairs_of_zones_are_not_all_measured_and_that_is_told()
    {
        static string Zones(int more) => "lines: { line: { geometry: line.geojson, sides: { left: A, right: B } } }\nzones:\n"
            + string.Concat(Enumerable.Range(1, 200).Select(i => FormattableString.Invariant($"  z{i}: {{ within: {{ of: line, m: {1000 * i + more}, side: A }} }}\n")))
            + "clauses:\n" + string.Concat(Enumerable.Range(1, 200).Select(i => FormattableString.Invariant($"  - {{ id: c{i}, must-not: {{ who: A, do: fire, in: z{i} }} }}\n")));
        var changes = Between(Zones(0), Zones(500));
        Assert.True(changes.SomeGroundNotMeasured);
        Assert.Equal(200, changes.Clauses.Count(change => change.Fate == ClauseFate.Tightened));
        Assert.Equal(GroundComparison.MostMeasured, changes.Clauses.Count(change => change.Parts[0].Ground!.AddedSquareKilometres is not null));
    }

    [Fact]
    public void The_decision_note_shows_the_table_of_directions()
    {
        var note = File.ReadAllText(Path.Combine(Needs.Root, "docs", "decisions", "0020-what-tightens-a-clause.md")).ReplaceLineEndings("\n");
        static string Word(ChangeDirection direction) => direction.ToString().ToLowerInvariant();
        var table = string.Concat(DirectionTable.Rows.Select(row => $"| {row.Dimension} | {row.More} | {Word(row.Prohibition)} | {Word(row.Obligation)} | {Word(row.Permission)} |\n"));
        Assert.Contains("| permission |\n|---|---|---|---|---|\n" + table + "\n", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_of_a_clause_has_a_row_in_the_table()
    {
        var clause = Truces.Agreement(Truces.With(Base)).Clauses[0];
        var agreement = Truces.Agreement(Truces.With(Base));
        Assert.Equal(Dimensions.Of(Side.Of(agreement, agreement).Old, clause).Select(part => part.Name).Where(name => name != "kind").Order(StringComparer.Ordinal), DirectionTable.Rows.Select(row => row.Dimension).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_outside_of_a_zone_shrinks_as_the_zone_grows_and_what_lies_between_is_measured()
    {
        var old = Base.Replace("do: fire, in: square", "do: fire, in: { not-in: square }", StringComparison.Ordinal);
        var change = Assert.Single(Between(old, old.Replace("not-in: square", "not-in: { any-of: [square, other] }", StringComparison.Ordinal)).Clauses);
        Assert.Equal("stop→stop Loosened; in Loosened", Told(change));
        Assert.Equal(0, change.Parts[0].Ground!.AddedSquareKilometres);
        Assert.InRange(change.Parts[0].Ground!.RemovedSquareKilometres!.Value, 12_240, 12_370);
    }

    [Theory]
    [InlineData("max: 3, per: P1D", "max: 5, per: P1D", "Loosened")]
    [InlineData("max: 3, per: P1D", "max: 3, per: P2D", "Tightened")]
    [InlineData("max: 3, per: P1D", "max: 5, per: P2D", "Changed")]
    public void A_rate_is_higher_with_more_in_no_longer_a_time(string before, string after, string direction)
    {
        var old = Base.Replace("from: word\n", $"from: word\n    rate: {{ {before} }}\n", StringComparison.Ordinal);
        Assert.Equal($"stop→stop {direction}; rate {direction}", Told(Between(old, old.Replace(before, after, StringComparison.Ordinal))));
    }
}
