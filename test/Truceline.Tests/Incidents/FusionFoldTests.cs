using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Tests.Incidents;

public class FusionFoldTests
{
    private static readonly Instant Noon = Instant.FromUtc(2015, 2, 16, 12, 0);

    [Theory]
    [InlineData(0, 700)]
    [InlineData(700, 700)]
    [InlineData(1400, 700)]
    public void After_every_step_the_fold_holds_what_fusing_all_at_once_gives(int from, int count)
    {
        for (var seed = from; seed < from + count; seed++)
        {
            var history = new History(seed);
            var fold = new FusionFold(RulesOf(seed));
            var before = fold.Incidents;
            for (var step = 0; step < 8; step++)
            {
                var (changed, gone) = history.Step();
                var change = fold.Update(changed, gone, history.Decisions);
                var batch = Fusion.Fuse(history.Standing, RulesOf(seed), history.Decisions);
                Assert.Equal(batch.Select(Said), fold.Incidents.Select(Said));
                Assert.Equal(before.Except(change.Removed).Concat(change.Added).OrderBy(incident => incident.Id).Select(Said), fold.Incidents.Select(Said));
                before = fold.Incidents;
            }
        }
    }

    [Fact]
    public void What_no_change_concerns_stays_the_very_object()
    {
        var kept = 0;
        for (var seed = 5000; seed < 5100; seed++)
        {
            var history = new History(seed);
            var fold = FusionFold.Of(history.Standing, RulesOf(seed), history.Decisions);
            for (var step = 0; step < 8; step++)
            {
                var before = fold.Incidents.ToDictionary(incident => incident.Id);
                var (changed, gone) = history.Step();
                var change = fold.Update(changed, gone, history.Decisions);
                Assert.All(change.Added, added => Assert.False(before.TryGetValue(added.Id, out var was) && Said(was) == Said(added) && was.Sightings.Zip(added.Sightings).All(pair => ReferenceEquals(pair.First.Report, pair.Second.Report))));
                var removed = change.Removed.ToHashSet(ReferenceEqualityComparer.Instance);
                foreach (var (id, was) in before)
                {
                    if (removed.Contains(was)) continue;
                    Assert.Same(was, Assert.Single(fold.Incidents, incident => incident.Id == id));
                    kept++;
                }
            }
        }
        Assert.True(kept > 2000, $"only {kept} incidents were kept");
    }

    [Fact]
    public void A_report_that_comes_again_or_was_never_there_changes_nothing()
    {
        var history = new History(3);
        for (var i = 0; i < 5; i++) history.Step();
        var fold = FusionFold.Of(history.Standing, FusionRules.Default, history.Decisions);
        Assert.Empty(fold.Update([], [ReportId.Of("nobody", "nothing")], history.Decisions).Removed);
        var before = fold.Incidents.Select(Said).ToArray();
        fold.Update(history.Standing, [], history.Decisions);
        Assert.Equal(before, fold.Incidents.Select(Said));
        Assert.Null(fold.Holding(ReportId.Of("nobody", "nothing")));
        Assert.All(fold.Incidents, incident => Assert.All(incident.Sightings, sighting => Assert.Same(incident, fold.Holding(sighting.Id))));
    }

    internal static string Said(Incident incident) =>
        $"{incident.Id} {string.Join(',', incident.Sightings.Select(sighting => $"{sighting.Id}/{sighting.Report.Entries[^1]}"))} {incident.Occurred} {incident.Count} {string.Join("; ", incident.Reasons.Select(Said))}";

    private static string Said(Grouping reason) => reason switch
    {
        Grouping.LeftOpen open => $"{Named([open.A])} {Named([open.B])} {open.Gap} {open.Pause} {open.Why} by {Named(open.By)} {open.Whose} {Named(open.WithA)} {Named(open.WithB)}",
        Grouping.Split split => $"{split with { Bar = null }} {split.Bar?.Across} {split.Bar?.Lasting} {(split.Bar?.Excluding is var (a, b) ? Named([a, b]) : "")}",
        _ => reason.ToString(),
    };

    private static string Named(ImmutableArray<Sighting> some) => string.Join(',', some.Select(one => $"{one.Id}/{one.Report.Entries[^1]}"));

    /// <summary>Every other history has rules by which few are a crowd.</summary>
    internal static FusionRules RulesOf(int seed) => seed % 2 == 0 ? FusionRules.Default : FusionRules.Default with { Around = 4, OfOneSource = 2, AroundInAll = 7 };

    /// <summary>Reports that come, change and go in a small place and a few hours, with decisions in between; one seed, one history.</summary>
    internal sealed class History
    {
        private static readonly string?[] Things = [null, "mortar", "tank", "artillery"];
        private static readonly string[] Names = ["Side A", "Side B"];
        private readonly Random dice;
        private readonly SortedDictionary<int, JournalledReport> standing = [];
        private readonly List<GroupingDecision> decisions = [];
        private readonly double width, hours;
        private readonly bool decides;
        private long entry;
        private int told;

        public History(int seed)
        {
            dice = new Random(seed);
            (width, hours) = (0.02 + 0.3 * dice.NextDouble() * dice.NextDouble(), 0.2 + 12 * dice.NextDouble() * dice.NextDouble());
            decides = dice.Next(3) == 0;
        }

        public IEnumerable<JournalledReport> Standing => standing.Values;

        public GroupingDecisions Decisions => new([.. decisions]);

        /// <summary>What comes next: several new reports, corrections, withdrawals, doubles, a decision.</summary>
        public (ImmutableArray<JournalledReport> Changed, ImmutableArray<ReportId> Gone) Step()
        {
            var (changed, gone) = (new List<JournalledReport>(), new List<ReportId>());
            for (var i = dice.Next(1, 8); i > 0; i--)
            {
                var known = standing.Count > 0 ? standing.ElementAt(dice.Next(standing.Count)) : default;
                switch (standing.Count < 4 ? 0 : dice.Next(8))
                {
                    case 5:
                        changed.Add(standing[known.Key] = Told(known.Key));
                        break;
                    case 6:
                        standing.Remove(known.Key);
                        changed.RemoveAll(report => report.Report.Id == known.Value.Report.Id);
                        gone.Add(known.Value.Report.Id);
                        break;
                    case 7:
                        changed.Add(known.Value);
                        break;
                    default:
                        changed.Add(standing[told] = Told(told));
                        told++;
                        break;
                }
            }
            if (decides && dice.Next(3) == 0 && standing.Count > 2)
            {
                var act = dice.Next(2) == 0 ? GroupingAct.Together : GroupingAct.Apart;
                var ids = Enumerable.Range(0, dice.Next(2, 4)).Select(_ => ReportId.Of("Observer Mission", $"r{dice.Next(told)}")).Distinct().Order().ToImmutableArray();
                decisions.Add(new(++entry, new(act, [1, 2], "seen", "Desk", Noon), ids));
            }
            if (decisions.Count > 0 && dice.Next(20) == 0) decisions.RemoveAt(dice.Next(decisions.Count));
            return ([.. changed], [.. gone]);
        }

        private Region Region(Position at) => dice.Next(10) switch
        {
            0 => new Region.Anywhere(),
            1 => new Region.Disc(at, new Metres(dice.Next(12_000))),
            2 or 3 => new Region.Disc(at, new Metres(dice.Next(2_800))),
            4 => new Region.Sector(at, dice.Next(360), 1 + dice.Next(10), Metres.Zero, new Metres(5_000 + dice.Next(20_000))),
            5 => new Region.Sector(at, dice.Next(360), 10 + dice.Next(171), new Metres(dice.Next(3) * 500), new Metres(1_000 + dice.Next(4_000))),
            _ => new Region.Disc(at, Metres.Zero),
        };

        private JournalledReport Told(int number)
        {
            // Whole metres and minutes: many are at one instant, and gaps and pauses are alike.
            var start = Noon + Duration.FromMinutes(dice.Next((int)(hours * 6) + 1) * 10);
            var at = new Position(48 + Math.Round(dice.NextDouble() * width, 3), 38 + Math.Round(dice.NextDouble() * width, 3));
            return new(Report.Of("Observer Mission", $"r{number}", new Observation
            {
                Occurred = new Interval(start, start + Duration.FromMinutes(dice.Next(4) == 0 ? dice.Next(200) : 0)),
                Where = new Place(null, Region(at)),
                Means = dice.Next(3) == 0 ? Means.Heard : Means.Seen,
                Act = Act.Fire,
                What = dice.GetItems(Things, 1)[0],
                By = dice.Next(3) == 0 ? [new Attribution(dice.GetItems(Names, 1)[0], AttributionBasis.Seen)] : [],
            }), [++entry]);
        }
    }
}
