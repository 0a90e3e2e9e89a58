using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Tests.Incidents;

public class DecisionTests
{
    private static readonly Instant Noon = Instant.FromUtc(2015, 2, 16, 12, 0);
    private static readonly Position Here = new(48.0, 38.0);

    [Fact]
    public void What_is_decided_to_be_together_is_one_beyond_the_rules_gap_and_says_so()
    {
        var record = new Record().Seen("a", 0, 0).Seen("b", 0, 9000).Seen("c", 0, 30_000);
        Assert.Equal(["a", "b", "c"], record.Groups());
        Assert.Equal(["a+b", "c"], record.Together(1, 2).Groups());
        var reason = Assert.IsType<Grouping.Decided>(Assert.Single(record.Holding("a").Reasons));
        Assert.Equal((4, null, false), (reason.Entry, reason.Against, reason.IsByRule));
        Assert.Equal("joined: entry 4 decides so; the rule alone would not join them", reason.Sentence());
        Assert.Equal([4], reason.Entries);
        Assert.Empty(record.Holding("c").Reasons);
    }

    [Fact]
    public void What_the_rule_joins_too_is_said_to_be_so()
    {
        var record = new Record().Seen("a", 0, 0).Seen("b", 0, 500).Together(1, 2);
        Assert.Equal("joined: entry 3 decides so", Assert.Single(record.Holding("a").Reasons).Sentence());
    }

    [Fact]
    public void What_is_decided_to_be_apart_is_in_no_group_whatever_comes_between()
    {
        var record = new Record().Seen("a", 0, 0).Seen("b", 0, 1000).Seen("m", 0, 400).Seen("n", 0, 600);
        Assert.Equal(["a+b+m+n"], record.Groups());
        record.Apart(1, 2);
        var groups = record.Groups();
        Assert.Equal(2, groups.Length);
        Assert.DoesNotContain(groups, group => group.Contains('a') && group.Contains('b'));
        foreach (var end in (string[])["a", "b"])
            Assert.Contains(record.Holding(end).Reasons, reason => reason is Grouping.KeptApart { IsDirect: true, Entry: 5 });
        Assert.Contains(record.Holding("a").Reasons, reason => reason is Grouping.KeptApart { IsDirect: false, Entry: 5 } && reason.Sentence() == "not joined: entry 5 keeps apart two reports that would come together");
    }

    [Fact]
    public void Of_two_decisions_on_one_pair_the_later_holds_and_both_are_named()
    {
        var record = new Record().Seen("a", 0, 0).Seen("b", 0, 500).Together(1, 2).Apart(1, 2);
        Assert.Equal(["a", "b"], record.Groups());
        Assert.Equal("kept apart: entry 4 decides so, otherwise than entry 3 before it", Assert.Single(record.Holding("a").Reasons).Sentence());
        Assert.Equal([3, 4], Assert.Single(record.Holding("a").Reasons).Entries);
        record.Together(1, 2);
        Assert.Equal(["a+b"], record.Groups());
        Assert.Equal("joined: entry 5 decides so, otherwise than entry 4 before it", Assert.Single(record.Holding("a").Reasons).Sentence());
        Assert.Equal([3, 4, 5], record.Decisions.On([record.Id("a")]).Select(decision => decision.Entry));
    }

    [Fact]
    public void A_later_decision_holds_for_its_own_pairs_alone()
    {
        // Three together, then two of them apart: the third stays with one of them, by the fixed order, and the other stands alone.
        var record = new Record().Seen("a", 0, 0).Seen("b", 0, 9000).Seen("c", 0, 18_000).Together(1, 2, 3).Apart(1, 2);
        var groups = record.Groups();
        Assert.Equal(2, groups.Length);
        Assert.DoesNotContain(groups, group => group.Contains('a') && group.Contains('b'));
        var left = record.Incidents().SelectMany(incident => incident.Reasons).OfType<Grouping.KeptApart>().First(reason => !reason.IsDirect);
        Assert.Equal("not joined, as entry 4 decides: entry 5 keeps apart two reports that would come together", left.Sentence());
    }

    [Fact]
    public void A_report_known_too_coarsely_comes_in_by_decision()
    {
        var record = new Record().Seen("a", 0, 0).Seen("b", 0, 500).Seen("wide", 0, 0, within: 12_000).Seen("anywhere", 0, null);
        Assert.Equal(["a+b", "anywhere", "wide"], record.Groups());
        Assert.Equal(["a+b+wide", "anywhere"], record.Together(1, 3).Groups());
        Assert.DoesNotContain(record.Holding("wide").Reasons, reason => reason is Grouping.TooCoarse);
        Assert.Equal(["a+b", "anywhere+wide"], new Record().Seen("a", 0, 0).Seen("b", 0, 500).Seen("wide", 0, 0, within: 12_000).Seen("anywhere", 0, null).Together(3, 4).Groups());
    }

    [Fact]
    public void What_excludes_each_other_is_one_when_it_is_decided()
    {
        var record = new Record().Seen("a", 0, 0, act: Act.Fire).Seen("b", 0, 0, act: Act.Withdraw);
        Assert.Equal(["a", "b"], record.Groups());
        Assert.Equal(["a+b"], record.Together(1, 2).Groups());
    }

    [Fact]
    public void A_decided_group_that_exceeds_the_bounds_is_not_cut_and_grows_no_further()
    {
        var record = new Record().Seen("a", 0, 0).Seen("b", 0, 9000).Seen("c", 0, 500).Together(1, 2);
        Assert.Equal(["a+b", "c"], record.Groups());
        Assert.Contains(record.Holding("c").Reasons, reason => reason is Grouping.Split);
        // One within the bounds grows like a single observation.
        Assert.Equal(["a+b+c"], new Record().Seen("a", 0, 0).Seen("b", 0, 3000).Seen("c", 0, 4500).Together(1, 2).Groups());
    }

    [Fact]
    public void A_decision_whose_reports_were_withdrawn_or_erased_or_observe_nothing_changes_nothing()
    {
        Assert.Equal(["a"], new Record().Seen("a", 0, 0).Seen("b", 0, 9000).Together(1, 2).Withdraw("b").Groups());
        var erased = new Record().Seen("a", 0, 0).Seen("b", 0, 9000).Together(1, 2).Erase(2);
        Assert.Equal(["a"], erased.Groups());
        Assert.Equal(["a", "b"], new Record().Seen("a", 0, 0).Seen("b", 0, 9000).Together(1, 2).Erase(3).Groups());
        Assert.Equal(["a", "b"], new Record().Seen("a", 0, 0).Seen("b", 0, 9000).Together(1, 7).Groups());
    }

    [Fact]
    public void The_result_does_not_depend_on_the_order_of_the_reports_and_holds_every_decision()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var dice = new Random(seed);
            var record = new Record();
            for (var i = 0; i < 30; i++) record.Seen($"r{i}", dice.Next(240), dice.Next(12_000));
            for (var i = 0; i < 6; i++)
            {
                var some = dice.GetItems(Enumerable.Range(1, 30).Select(n => (long)n).ToArray(), 3).Distinct().Order().ToArray();
                if (some.Length < 2) continue;
                _ = dice.Next(2) == 0 ? record.Together(some) : record.Apart(some);
            }
            var log = record.Log();
            var incidents = Fusion.Fuse(log.Standing, FusionRules.Default, GroupingDecisions.Of(log));
            var shuffled = log.Standing.ToArray();
            dice.Shuffle(shuffled);
            var again = Fusion.Fuse(shuffled, FusionRules.Default, GroupingDecisions.Of(log));
            Assert.Equal(incidents.Select(Said), again.Select(Said));
            var of = incidents.SelectMany(incident => incident.Sightings.Select(sighting => (sighting.Id, incident.Id))).ToDictionary();
            Assert.Equal(30, of.Count);
            foreach (var (a, b, decided) in GroupingDecisions.Of(log).Pairs)
                if (decided.Act == GroupingAct.Apart) Assert.NotEqual(of[a], of[b]);
        }

        static string Said(Incident incident) => $"{incident.Id} {string.Join(',', incident.Sightings.Select(sighting => sighting.Id))} {string.Join("; ", incident.Reasons.Select(reason => reason.ToString()))}";
    }

    [Theory]
    [InlineData("""{"by":"Desk","reason":"r","recorded":"2031-05-04T08:30:00Z","reports":[1]}""", "two reports at least")]
    [InlineData("""{"by":"Desk","reason":"r","recorded":"2031-05-04T08:30:00Z"}""", "'reports' is missing")]
    [InlineData("""{"reason":"r","recorded":"2031-05-04T08:30:00Z","reports":[1,2]}""", "'by' is missing")]
    [InlineData("""{"by":"Desk","recorded":"2031-05-04T08:30:00Z","reports":[1,2]}""", "'reason' is missing")]
    [InlineData("""{"by":"Desk","reason":"r","recorded":"2031-05-04T08:30:00Z","reports":[1,2],"x":1}""", "there is no member 'x'")]
    public void A_malformed_decision_is_a_named_failure_with_its_entry(string body, string reason)
    {
        var entry = new Entry(1, default, Encoding.UTF8.GetBytes($$"""{"body":{{body}},"kind":"apart"}"""));
        var message = Assert.Throws<InvalidOperationException>(() => GroupingDecisions.Of(ReportLog.Fold([entry]))).Message;
        Assert.StartsWith("INVARIANT: entry 1 of the journal cannot be read", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_final() => Assert.Equal(
        """{"body":{"by":"Desk","reason":"the same gun","recorded":"2015-02-16T12:00:00Z","reports":[3,8]},"kind":"together"}""",
        Encoding.UTF8.GetString(new GroupingEntry(GroupingAct.Together, [3, 8], "the same gun", "Desk", Noon).Encode()));

    /// <summary>A record of sightings with decisions, entry by entry.</summary>
    private sealed class Record
    {
        private readonly List<Entry> entries = [];

        public GroupingDecisions Decisions => GroupingDecisions.Of(Log());

        public ReportLog Log() => ReportLog.Fold(entries);

        public ReportId Id(string ownId) => ReportId.Of("Observer Mission", ownId);

        public ImmutableArray<Incident> Incidents() => Fusion.Fuse(Log().Standing, FusionRules.Default, Decisions);

        public Incident Holding(string ownId) => Incidents().Single(incident => incident.Sightings.Any(sighting => sighting.Id == Id(ownId)));

        public string[] Groups() =>
            [.. Incidents().Select(incident => string.Join('+', incident.Sightings.Select(sighting => sighting.Report.Report.OwnId).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];

        public Record Seen(string id, double minutes, double? metresEast, double within = 0, Act act = Act.Fire) => Add(new ReportEntry(ReportEntryKind.Report, Report.Of("Observer Mission", id, new Observation
        {
            Occurred = new Interval(Noon + Duration.FromMinutes(minutes), Noon + Duration.FromMinutes(minutes)),
            Where = new Place(null, metresEast is { } east ? new Region.Disc(Geodesic.Direct(Here, 90, new Metres(east)), new Metres(within)) : new Region.Anywhere()),
            Means = Means.Seen,
            Act = act,
        }), Noon, null).Encode());

        public Record Withdraw(string id) => Add(new ReportEntry(ReportEntryKind.Withdrawal, Report.Of("Observer Mission", id, new Withdrawal(null)), Noon, null).Encode());

        public Record Together(params long[] reports) => Add(new GroupingEntry(GroupingAct.Together, [.. reports], "the same", "Desk", Noon).Encode());

        public Record Apart(params long[] reports) => Add(new GroupingEntry(GroupingAct.Apart, [.. reports], "not the same", "Desk", Noon).Encode());

        public Record Erase(long number)
        {
            entries[(int)number - 1] = entries[(int)number - 1] with { Bytes = default };
            return Add(new Erasure([number], "asked for", Noon).Encode());
        }

        private Record Add(byte[] bytes)
        {
            entries.Add(new(entries.Count + 1, default, bytes));
            return this;
        }
    }
}
