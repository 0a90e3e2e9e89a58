using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;
using Truceline.Tests.Scenarios;

namespace Truceline.Tests.Assessments;

/// <summary>Random records against a small agreement with a zone, a belt, an obligation and a reading; the same seed, the same record.</summary>
internal static class Worlds
{
    public static Agreement Agreement { get; } =
        Scenario.Parse("an-obligation-by-a-deadline", File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", "an-obligation-by-a-deadline.md"))).Agreement();

    public static Agreement Ceasefire { get; } =
        Scenario.Parse("one-salvo-seen-twice", File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", "one-salvo-seen-twice.md"))).Agreement();

    private static readonly Instant Begin = Instant.FromUtc(2015, 2, 14, 12, 0);
    private static readonly string?[] Things = [null, "artillery", "mortar", "heavy gun", "explosion", "something new"];
    private static readonly string[] Names = ["Side A", "Side B", "sides", "some volunteers"];
    private static readonly Act?[] Acts = [null, Act.Fire, Act.Attack, Act.HostileAct, Act.Station, Act.Move];

    public static ImmutableArray<Report> Reports(int seed, int count)
    {
        var random = new Random(seed);
        T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var start = Begin + Duration.FromMinutes(random.Next(0, 3 * 24 * 60));
                var observation = new Observation
                {
                    Occurred = new Interval(start, start + Duration.FromMinutes(Pick([0, 5, 60, 600]))),
                    Where = new Place(null, Where(random)),
                    Act = Pick(Acts),
                    What = Pick(Things),
                    Calibre = Pick<double?>([null, 82, 122]),
                    Phase = Pick<FirePhase?>([null, FirePhase.Impact, FirePhase.Outgoing, FirePhase.Undetermined]),
                    By = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Attribution(Pick(Names), Pick(Enum.GetValues<AttributionBasis>())))],
                    Means = Pick([Means.Seen, Means.Heard, Means.Camera, Means.OpenSource]),
                    Count = random.Next(2) == 0 ? null : new CountBounds(random.Next(5), 5 + random.Next(5)),
                    Chains = random.Next(3) == 0 ? [["Side A"], [Pick<string?>([null, "First Paper"])]] : [],
                };
                return Report.Of(Pick(["Observer Mission", "Side A", "Side B", "Example Wire"]), FormattableString.Invariant($"r{i}"), observation);
            }),
        ];
    }

    /// <summary>The record of some reports that came in in this order.</summary>
    public static ReportLog Log(IEnumerable<Report> inOrder)
    {
        var reports = inOrder.Select((report, i) => new JournalledReport(report, [i + 1])).ToArray();
        return new ReportLog([.. reports.OrderBy(report => report.Report.Id)], reports.Length);
    }

    private static Region Where(Random random)
    {
        var middle = new Position(47.9 + random.NextDouble() * 0.1, 37.7 + random.NextDouble() * 0.5);
        return random.Next(6) switch
        {
            0 => new Region.Anywhere(),
            1 => new Region.Sector(middle, random.Next(360), 20, new Metres(1000), new Metres(3000)),
            2 => new Region.Disc(middle, new Metres(25_000)),
            _ => new Region.Disc(middle, new Metres(random.Next(0, 1500))),
        };
    }
}
