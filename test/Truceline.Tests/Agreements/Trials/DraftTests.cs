using System.Text;
using Truceline.Agreements;
using Truceline.Agreements.Trials;

namespace Truceline.Tests.Agreements.Trials;

public class DraftTests
{
    private const string Line = """{"type":"LineString","coordinates":[[38.0,48.0],[38.1,48.0]]}""";

    private const string Text = """
        truce: 1
        id: t
        title: A truce of the year 2020
        source: { status: signed, signed: 2020-01-31 }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors: { A: { kind: party, count: 26 }, B: { kind: party }, OM: { kind: monitor } }
        lines: { contact: { geometry: contact.geojson, sides: { left: A, right: B } } }
        zones:
          belt: { within: { of: contact, m: 15000, side: both } }
          most: { any-of: [ { in: belt }, { within: { of: contact, m: 20000, side: A } } ] }
        events: { ceasefire: { declared-by: [A, B] }, calm: { quiet: { clause: stop, for: P7D } } }
        clauses:
          - { id: stop, must-not: { who: [A, B], do: fire, in: belt }, from: ceasefire, floor: { coverage: 0.5 }, alert: { over: 20, per: P1D } }
          - { id: leave, ref: "2", must: { who: A, do: withdraw, out-of: belt }, done: { by: ceasefire + P14D } }
          - { id: late, must: { who: A, do: report }, done: { by: 2020-03-01 }, unless: [ { notified: { to: OM, before: PT24H } } ] }
        readings:
          wide: { zones: { belt: { within: { of: contact, m: 50000, side: both } } } }
        """;

    private static AgreementDraft Draft(string text = Text)
    {
        var (draft, problems) = AgreementDraft.Read("t.truce.yaml", Encoding.UTF8.GetBytes(text), name => name == "contact.geojson" ? Encoding.UTF8.GetBytes(Line) : null);
        Assert.DoesNotContain(problems, problem => problem.Severity == Severity.Error);
        return draft!;
    }

    [Fact]
    public void The_numbers_of_a_draft_are_its_distances_shares_counts_and_lengths_of_time_in_the_order_of_the_file() => Assert.Equal(
        [
            "zones/belt/within/m = 15 km", "zones/most/any-of/2/within/m = 20 km", "events/calm/quiet/for = 7 days",
            "clauses/stop/floor/coverage = 50 %", "clauses/stop/alert/over = 20", "clauses/stop/alert/per = 1 day",
            "clauses/leave/done/by = 14 days", "clauses/late/unless/1/notified/before = 24 hours",
        ],
        Draft().Numbers.Select(number => $"{number.Path} = {number.Words(number.Value)}"));

    [Theory]
    [InlineData("zones/belt/within/m", 12500)]
    [InlineData("clauses/stop/floor/coverage", 0.25)]
    [InlineData("clauses/stop/alert/over", 3)]
    [InlineData("clauses/leave/done/by", 30)]
    [InlineData("clauses/late/unless/1/notified/before", 48)]
    public void A_number_that_is_tried_is_what_the_file_would_say_and_nothing_else_is_changed(string path, double value)
    {
        var draft = Draft();
        var number = draft.Numbers.Single(one => one.Path == path);
        var tried = draft.With(number, (decimal)value).Agreement!;
        var written = new Dictionary<string, (string Was, string Is)>
        {
            ["zones/belt/within/m"] = ("m: 15000", "m: 12500"), ["clauses/stop/floor/coverage"] = ("coverage: 0.5", "coverage: 0.25"), ["clauses/stop/alert/over"] = ("over: 20", "over: 3"),
            ["clauses/leave/done/by"] = ("ceasefire + P14D", "ceasefire + P30D"), ["clauses/late/unless/1/notified/before"] = ("PT24H", "PT48H"),
        }[path];
        var other = Draft(Text.Replace(written.Was, written.Is, StringComparison.Ordinal)).Agreement;
        Assert.Equal(Dump.Of(other with { Readings = other.Readings.Clear() }), Dump.Of(tried));
        Assert.NotEqual(Dump.Of(draft.Agreement with { Readings = other.Readings.Clear() }), Dump.Of(tried));
    }

    [Fact]
    public void What_the_language_does_not_allow_is_told_and_no_agreement_is_made()
    {
        var draft = Draft();
        var reading = draft.With(draft.Numbers.Single(one => one.Path == "clauses/stop/floor/coverage"), 2);
        Assert.Null(reading.Agreement);
        Assert.Contains(reading.Problems, problem => problem.What == "2 is out of bounds");
    }

    [Fact]
    public void The_scale_of_a_number_reaches_from_nothing_to_twice_of_it()
    {
        var numbers = Draft().Numbers.ToDictionary(number => number.Path);
        Assert.Equal((0m, 30_000m, 200m), Scale("zones/belt/within/m"));
        Assert.Equal((0m, 1m, 0.05m), Scale("clauses/stop/floor/coverage"));
        Assert.Equal((1m, 28m, 1m), Scale("clauses/leave/done/by"));

        (decimal, decimal, decimal) Scale(string path) => (numbers[path].Least, numbers[path].Most, numbers[path].Step);
    }

    [Fact]
    public void Of_every_example_each_number_tried_as_it_is_written_gives_the_agreement_as_it_is_written()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Needs.Root, "examples"), "*.truce.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var (draft, _) = AgreementDraft.Read(file, File.ReadAllBytes(file), name => File.Exists(Path.Combine(Path.GetDirectoryName(file)!, name)) ? File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(file)!, name)) : null);
            Assert.NotNull(draft);
            Assert.Equal(draft.Numbers.Length, draft.Numbers.Select(number => number.Path).Distinct().Count());
            var plain = draft.Agreement with { Readings = draft.Agreement.Readings.Clear() };
            foreach (var number in draft.Numbers.Take(3)) Assert.Equal(Dump.Of(plain), Dump.Of(draft.With(number, number.Value).Agreement!));
        }
    }
}
