using NodaTime;
using Truceline.Agreements;
using Truceline.App;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Benchmarks;

/// <summary>
/// A made-up record in the area of <c>minsk-2</c>, the same for the same seed: happenings of some days, each told by some
/// reports of which the last may be a party's claim, and patrols that say what they could see. It is marked as an exercise.
/// </summary>
internal static class MadeUpRecord
{
    private const double South = 47.2, West = 37.4, North = 49.0, East = 39.4;
    private static readonly Instant Begin = Instant.FromUtc(2015, 2, 14, 22, 0);
    private static readonly Means[] Monitoring = [Means.Seen, Means.Heard, Means.Camera, Means.Acoustic, Means.CraterAnalysis];
    private static readonly string?[] Classes = ["artillery", "mortar", "small-arms", "mlrs", null];

    /// <summary>How many days such a record has: two weeks, and where there are more than a thousand reports a day as many as make it a thousand. The OSCE's worst day had 11,000 violations.</summary>
    public static int Days(int reports) => Math.Max(14, reports / 1000);

    /// <summary>Writes a journal with so many reports of so many happenings, and beside them those of the patrols, twelve a day.</summary>
    public static void Write(string directory, int seed, int happenings, int reports)
    {
        using var journal = JournalFolder.OpenOrCreate(directory);
        var random = new Random(seed);
        foreach (var batch in Patrols(random, Days(reports)).Concat(Reports(random, happenings, reports, Days(reports))).Select(Encoded).Chunk(1000)) journal.Append(batch);
    }

    /// <summary>The bytes of so many entries of two weeks.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Entries(int seed, int happenings, int reports) => Reports(new Random(seed), happenings, reports, 14).Select(Encoded);

    private static ReadOnlyMemory<byte> Encoded(Report report) => new ReportEntry(ReportEntryKind.Report, report, Begin + Duration.FromDays(20), null).Encode();

    /// <summary>The reports of such a record; their own ids begin with a word.</summary>
    public static IEnumerable<Report> Reports(Random random, int happenings, int reports, int days, string called = "made-up")
    {
        for (var (happening, told) = (0, 0); happening < happenings; happening++)
        {
            var at = Somewhere(random);
            var start = Begin + Duration.FromSeconds(random.Next(days * 24 * 3600));
            var what = Classes[random.Next(Classes.Length)];
            var by = random.Next(3) switch { 0 => "Ukraine", 1 => "DPR", _ => null };
            for (var more = (happening + 1L) * reports / happenings; told < more; told++)
            {
                var claim = random.Next(4) == 0;
                yield return Report.Of(claim ? "DPR" : "OSCE SMM", FormattableString.Invariant($"{called}-{told}"), Sighting(random, at, start, what, by, claim), exercise: true);
            }
        }
    }

    private static IEnumerable<Report> Patrols(Random random, int days)
    {
        for (var i = 0; i < days * 12; i++)
        {
            var start = Begin + Duration.FromDays(i / 12) + Duration.FromHours(6 + random.Next(4));
            yield return Report.Of("OSCE SMM", FormattableString.Invariant($"patrol-{i}"), new Coverage(
                CoverageKind.Patrol, FormattableString.Invariant($"patrol {1 + i % 24}"), new Interval(start, start + Duration.FromHours(4 + random.Next(5))),
                new(null, new Region.Disc(Somewhere(random), new Metres(5000))), Means.Seen, null), exercise: true);
        }
    }

    private static Position Somewhere(Random random) => new(South + random.NextDouble() * (North - South), West + random.NextDouble() * (East - West));

    private static Observation Sighting(Random random, Position at, Instant start, string? what, string? by, bool claim) => new()
    {
        Occurred = new Interval(start, start + Duration.FromMinutes(1 + random.Next(20))),
        Where = new(FormattableString.Invariant($"made-up place {random.Next(400)}"), Around(random, at, claim)),
        Count = random.Next(3) == 0 ? null : new CountBounds(1 + random.Next(20), 20 + random.Next(40)),
        Act = Act.Fire,
        What = what,
        Phase = FirePhase.Impact,
        By = by is null || random.Next(2) == 0 ? [] : [new Attribution(by, claim ? AttributionBasis.Claim : AttributionBasis.Seen)],
        Means = claim ? Means.PartyNotification : Monitoring[random.Next(Monitoring.Length)],
        Observer = claim ? null : FormattableString.Invariant($"patrol {1 + random.Next(24)}"),
        Note = "Made up for a measurement of the pages.",
    };

    private static Region Around(Random random, Position at, bool claim) => claim || random.Next(3) > 0
        ? new Region.Disc(at, new Metres(200 + random.Next(1500)))
        : new Region.Sector(new Position(at.Latitude - 0.03, at.Longitude), 0, 15 + random.Next(20), new Metres(2000), new Metres(5000));
}
