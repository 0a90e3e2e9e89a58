namespace Truceline.Tests.Agreements;

/// <summary>Small broken files, each with the exact text of its one problem.</summary>
public sealed class BrokenFiles
{
    private const string Belt = "lines: { l: { geometry: line.geojson, sides: { left: A, right: B } } }\n";

    /// <summary>What follows the six lines of <see cref="Truces.With"/>, and the problem.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        // TL001
        { "a: [\n", "8:1 TL001 this is not YAML:" },
        { "a: *b\n", "7:4 TL001 the alias '*b' is not allowed (write the value out)" },
        { "a: &b c\n", "7:4 TL001 the anchor '&b' is not allowed (write the value out where it is used)" },
        { "a: !x c\n", "7:4 TL001 the tag '!x' is not allowed (remove the tag)" },
        { "a: ! c\n", "7:4 TL001 the tag '!' is not allowed (remove the tag)" },
        { "? [a]\n: b\n", "7:3 TL001 a key is a list (write the key as one word)" },
        { "---\na: b\n", "7:1 TL001 a second document begins here (keep one document a file)" },
        { "zones: { z: { any-of: [" + string.Concat(Enumerable.Repeat("{ in: ", 62)) + "a" + new string('}', 62) + "] } }\n", "7:384 TL001 values lie more than 64 levels deep (write it flatter)" },
        { "a: \u0007\n", "7:4 TL001 the file holds the control character U+0007 (remove the character)" },
        { Zones(11), "17:7 TL001 zone 'z9' is composed of more than 1000 zones (draw it with fewer)" },
        // TL002
        { Clauses("floors: 1"), "9:3 TL002 'floors' is no key of a clause (did you mean 'floor'?)" },
        { "colour: red\n" + Clauses(), "7:1 TL002 'colour' is no key of a truce file (remove it, or use truce, id, title, source, clock, actors, classes, places, lines, zones, events, phases, accepted, pledges, clauses, decisions, counting, readings or positions)" },
        { "\"a\\e[31m\": 1\n" + Clauses(), "7:1 TL002 'a\\u{1B}[31m' is no key of a truce file (remove it, or use truce, id, title, source, clock, actors, classes, places, lines, zones, events, phases, accepted, pledges, clauses, decisions, counting, readings or positions)" },
        // TL003
        { "", "1:1 TL003 the file has no 'clauses' (add 'clauses: …')" },
        { "clauses:\n- must-not: { who: A, do: fire }\n", "8:3 TL003 the clause has no 'id' (add 'id: …')" },
        { "clauses:\n- id: c\n", "8:3 TL003 clause 'c' says none of 'must-not', 'must', 'may', 'can' and 'is' (add one of them)" },
        { "clauses:\n- { id: c, must: { who: A } }\n", "8:18 TL003 'must' of clause 'c' has no 'do' (add 'do: …')" },
        { Belt + "zones: { z: { within: { of: l, m: 5 } } }\n" + Clauses(), "8:23 TL003 'within' has no 'side' (add 'side: …' with A, B or both)" },
        { Must("done: {}"), "9:9 TL003 'done' says no time (add 'by: …' or 'after: …')" },
        // TL004
        { Clauses("ref: 1"), "9:8 TL004 '1' without quotes is a number, where text is wanted (write \"1\")" },
        { Clauses("gist: no"), "9:9 TL004 'no' without quotes is a truth value in YAML 1.1 (write \"no\", or 'true' or 'false' where that is meant)" },
        { Clauses("gist: 12:30"), "9:9 TL004 '12:30' without quotes is a number to base 60 in YAML 1.1 (write \"12:30\")" },
        { Clauses("gist: ~"), "9:9 TL004 there is nothing here, or the YAML word for nothing, where text is wanted (write the value, or remove the key)" },
        { Clauses("gist:"), "9:8 TL004 there is nothing here, or the YAML word for nothing, where text is wanted (write the value, or remove the key)" },
        { Clauses("gist: true"), "9:9 TL004 'true' without quotes is a truth value, where text is wanted (write \"true\")" },
        { Clauses("gist: [a]"), "9:9 TL004 this is a list, where text is wanted (write one value)" },
        { Clauses("assumed: \"true\""), "9:12 TL004 'true' is not a truth value (write true or false, without quotes)" },
        { Clauses("see: []"), "9:8 TL004 the list is empty, where a means of observation is wanted (name at least one, or remove the key)" },
        { "clauses: { c: {} }\n", "7:10 TL004 'clauses' is a mapping of keys, where a list is wanted (write a list of '- id: …')" },
        { "zones: [z]\n" + Clauses(), "7:8 TL004 'zones' is a list (write ids with their values, as in 'id: { … }')" },
        { Belt + "zones: { z: { within: { of: l, m: \"5\", side: A } } }\n" + Clauses(), "8:35 TL004 '5' is not a number (write a number such as 25000, without quotes)" },
        // TL005
        { Clauses("from: tomorrow morning"), "9:9 TL005 'tomorrow morning' is not a time (write an event, an event with a duration such as 'ceasefire + P14D', a date such as 2015-02-12, or an instant with its offset such as 2015-02-15T00:00:00+02:00)" },
        { Clauses("from: 2015-02-15T00:00:00"), "9:9 TL005 '2015-02-15T00:00:00' is an instant without its offset (write an event, an event with a duration such as 'ceasefire + P14D', a date such as 2015-02-12, or an instant with its offset such as 2015-02-15T00:00:00+02:00)" },
        { Clauses("until: 9999-12-31"), "9:10 TL005 '9999-12-31' lies outside the years 1500 to 2999 (write a year from 1500 to 2999, or leave out what has no end)" },
        { Clauses("until: c.kept + P100Y1300M"), "9:10 TL005 'c.kept + P100Y1300M' adds a duration that is negative or longer than 200 years (write an event, an event with a duration such as 'ceasefire + P14D', a date such as 2015-02-12, or an instant with its offset such as 2015-02-15T00:00:00+02:00)" },
        { "events: { e: { at: 9999-12-31T00:00:00Z } }\n" + Clauses(), "7:20 TL005 '9999-12-31T00:00:00Z' lies outside the years 1500 to 2999 (write a year from 1500 to 2999, or leave out what has no end)" },
        { Clauses("see: [sean]"), "9:9 TL005 'sean' is not a means of observation (did you mean 'seen'?)" },
        { "clauses: [ { id: c, must-not: { who: A, do: shoot } } ]\n", "7:45 TL005 'shoot' is not an act (write hostile-act, fire, attack, advance, station, enter, cross, fly, sail, lay-mines, remove-mines, withdraw, hold-position, deploy, reinforce, store, disarm, release, exchange, hand-over, report, notify, allow-access, deny-access, verify, open-dialogue, enact, hold-election, exercise, obstruct or move)" },
        { "classes: { x: { is: artillery, calibre-mm: \"> big\" } }\n" + Clauses(), "7:44 TL005 '> big' is not a comparison (write one such as \">=100\", in quotes)" },
        { "events: { e: { at: 2015-02-15 } }\n" + Clauses(), "7:20 TL005 '2015-02-15' is not an instant (write one with its offset, such as 2015-02-15T00:00:00+02:00)" },
        { Clauses("must: { who: A, do: fire }"), "9:3 TL005 clause 'c' has both 'must-not' and 'must' (keep one of them)" },
        { Clauses("keep: true"), "9:3 TL005 clause 'c' is a prohibition, which is never done (remove 'keep', or use 'from' and 'until')" },
        { Clauses("quote: Both sides shall cease to exist."), "9:10 TL005 the quote is not in the text of the source (quote it word for word)" },
        { "events: { e: { declared-by: A } }\n" + Clauses("during: e"), "10:11 TL005 event 'e' is a point in time, and nothing lasts during it (write 'e..' for the time from it on)" },
        { Belt + "zones: { z: { within: { of: l, m: 5, side: C } } }\n" + Clauses(), "8:44 TL005 actor 'C' has no side of line 'l' (write A, B or both)" },
        { Belt + "zones: { z: { within: { of: l, m: -5, side: A } } }\n" + Clauses(), "8:35 TL005 -5 is out of bounds (write a number from 0 to 20000000)" },
        { Clauses("gist: \"fire is \\u202Edetibihorp\""), "9:9 TL005 the text holds the character U+202E, which turns round what stands beside it (write plain text)" },
        { Clauses("ref: \"2\\u2067\""), "9:8 TL005 the text holds the character U+2067, which turns round what stands beside it (write plain text)" },
        { Clauses($"gist: Z{new string('\u0351', 9)}"), "9:9 TL005 the text piles more than 8 marks on one letter (write plain text)" },
        { "clauses: [ { id: \"c d\", must-not: { who: A, do: fire } } ]\n", "7:18 TL005 'c d' is not an id (write at most 64 letters a to z, digits, '-', '_' and '.', a letter first)" },
        // TL006
        { "clauses: [ { id: c, must-not: { who: D, do: fire } } ]\n", "7:38 TL006 actor 'D' is not declared (did you mean 'A'?)" },
        { "clauses: [ { id: c, must-not: { who: Nobody, do: fire } } ]\n", "7:38 TL006 actor 'Nobody' is not declared (declare it under 'actors', or use A, B, C or G)" },
        { "zones: { belt-ua: { geometry: square.geojson } }\nclauses: [ { id: c, must-not: { who: A, do: fire, in: belt-au } } ]\n", "8:55 TL006 zone 'belt-au' is not declared (did you mean 'belt-ua'?)" },
        { Clauses("while: d.kept"), "9:10 TL006 state 'd.kept' is not declared (did you mean 'c.kept'?)" },
        { Clauses("from: c + P1D"), "9:9 TL006 'c' is a clause, which happens at no time (name a state of it: c.started, c.met, c.breached or c.kept)" },
        { Clauses("from: truse + P1D"), "9:9 TL006 event 'truse' is not declared (declare it under 'events', or use c.started, c.met, c.breached or c.kept)" },
        { "readings: { r: { clauses: { d: { see: seen } } } }\n" + Clauses(), "7:29 TL006 clause 'd' is not declared (did you mean 'c'?)" },
        { "readings: { r: { clauses: { c: { see: eyes } } } }\n" + Clauses(), "7:39 TL005 in reading 'r': 'eyes' is not a means of observation (write seen, heard, camera, uav, satellite, acoustic, seismic, radar, thermal, crater-analysis, interview, party-notification, hotline, open-source, statement, gazette, declaration or track)" },
        // TL007
        { "title: Again\n" + Clauses(), "7:1 TL007 the key 'title' stands already in line 3 (keep one of the two)" },
        { "clauses: [ { id: c, must: { who: A, do: fire } }, { id: c, must: { who: A, do: fire } } ]\n", "7:57 TL007 clause 'c' is declared already in line 7 (choose another id)" },
        { "clauses: [ { id: c.met, must: { who: A, do: fire } } ]\n", "7:18 TL007 the id 'c.met' ends in a word that names a state of a clause (end it otherwise than in started, met, breached or kept)" },
        { "classes: { tank: { is: hardware } }\n" + Clauses(), "7:12 TL007 the class 'tank' is built in (choose another id, and let it be one of the built-in class)" },
        { "events: { p: { declared-by: A } }\nphases: [ { id: p } ]\n" + Clauses(), "8:17 TL007 phase 'p' has the id of the event in line 7 (choose another id)" },
        // TL009
        { "zones: { z: { geometry: ../a.geojson } }\n" + Clauses(), "7:25 TL009 '../a.geojson' does not name a file beside this one (put the file beside this one, and write its name alone)" },
        { "zones: { z: { geometry: a.geojson } }\n" + Clauses(), "7:25 TL009 the file 'a.geojson' is not in the folder of this one, or is a link that leads out of it (put the file itself beside this one)" },
        { "zones: { z: { geometry: \"a\\u200Fb.geojson\" } }\n" + Clauses(), "7:25 TL009 'a\\u{200F}b.geojson' does not name a file beside this one (put the file beside this one, and write its name alone)" },
        // TL005
        { "zones: { a: { not-in: b }, b: { any-of: [a] } }\n" + Clauses(), "7:10 TL005 zones rest on one another: a → b → a (draw one of them without the others)" },
        { "classes: { r: { is: s }, s: { is: r } }\n" + Clauses(), "7:12 TL005 classes include one another: r → s → r (remove one of the parents)" },
    };

    private static string Clauses(string key = "gist: quiet") => $"clauses:\n- id: c\n  {key}\n  must-not: {{ who: A, do: fire }}\n";

    private static string Must(string key) => $"clauses:\n- id: c\n  {key}\n  must: {{ who: A, do: withdraw }}\n";

    /// <summary>Each zone is two of the one before: the tenth is composed of more than a thousand.</summary>
    private static string Zones(int count) =>
        "zones:\n" + string.Concat(Enumerable.Range(0, count).Select(i => i == 0 ? "  z0: { geometry: square.geojson }\n" : $"  z{i}: {{ any-of: [z{i - 1}, z{i - 1}] }}\n")) + Clauses();

    [Fact]
    public void A_deadline_before_its_own_beginning_can_be_read_and_is_found_by_a_check() =>
        Assert.Contains(Truceline.Agreements.Checks.AgreementChecks.Find(Truces.Agreement(Truces.With(Must("start: { by: 2020-02-03, not-before: 2020-02-05 }")))),
            problem => problem.Code == "TL013" && problem.About.Any(id => id.StartsWith('c')));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_file_has_exactly_this_problem(string rest, string problem)
    {
        var found = Assert.Single(Truces.Problems(Truces.With(rest)));
        if (problem.EndsWith(':')) Assert.StartsWith($"t.truce.yaml:{problem}", found, StringComparison.Ordinal);
        else Assert.Equal($"t.truce.yaml:{problem}", found);
    }
}
