using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;
using Truceline.Tests.Scenarios;

namespace Truceline.Tests.Assessments;

/// <summary>
/// Journals that somebody wrote at random: reports of every kind, brought twice, corrected, taken back, decided on and erased. The same
/// seed, the same journal.
/// </summary>
internal sealed class Histories
{
    private static readonly Instant Recorded = Instant.FromUtc(2031, 5, 4, 8, 30);
    private static readonly Instant Begin = Instant.FromUtc(2015, 2, 14, 12, 0);

    private readonly Agreement agreement;
    private readonly Random random;
    private readonly List<Entry> entries = [];
    private readonly List<Report> brought = [];
    private readonly ImmutableArray<Report> observations;

    private Histories(Agreement agreement, int seed, int steps)
    {
        (this.agreement, random) = (agreement, new Random(seed));
        observations = Worlds.Reports(seed, steps);
        for (var i = 0; i < steps; i++) Step(i);
    }

    /// <summary>All scenarios.</summary>
    public static ImmutableArray<Scenario> Scenarios { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios"), "*.md").Order(StringComparer.Ordinal)
            .Select(file => Scenario.Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))),
    ];

    /// <summary>Their agreements.</summary>
    public static ImmutableArray<Agreement> Agreements { get; } = [.. Scenarios.Select(scenario => scenario.Agreement())];

    /// <summary>The entries of a random journal, as they were written: an erasure among them names what it destroys.</summary>
    public static ImmutableArray<Entry> Of(Agreement agreement, int seed, int steps) => [.. new Histories(agreement, seed, steps).entries];

    /// <summary>
    /// The entries as they would stand had they come in otherwise: what is about one report, or decides on it, keeps its order, and the
    /// numbers by which entries are named are those of the new order. Reports that nobody erased may be brought again after they were.
    /// </summary>
    public static ImmutableArray<Entry> Permuted(ImmutableArray<Entry> entries, int seed)
    {
        var random = new Random(seed);
        var (targets, mixed, left) = (entries.Select(entry => Targets(entries, entry)).ToArray(), new List<Entry>(), Enumerable.Range(0, entries.Length).ToList());
        var erased = entries.SelectMany(entry => Erasure.Decode(entry.Bytes)?.Entries ?? []).SelectMany(number => targets[number - 1]).ToHashSet(StringComparer.Ordinal);
        var numbers = new long[entries.Length];
        while (left.Count > 0)
        {
            int[] free = [.. left.Where(one => !left.Any(other => other < one && targets[other].Overlaps(targets[one])))];
            var next = free[random.Next(free.Length)];
            left.Remove(next);
            numbers[next] = mixed.Count + 1;
            mixed.Add(new(mixed.Count + 1, default, Renumbered(entries[next].Bytes, numbers)));
            if (ReportEntry.Decode(entries[next].Bytes) is { Kind: ReportEntryKind.Report } && !targets[next].Overlaps(erased) && random.Next(6) == 0)
                mixed.Add(new(mixed.Count + 1, default, entries[next].Bytes));
        }
        return [.. mixed];
    }

    /// <summary>What an entry is about: the report that it brings, those that it decides on, what it erases, and itself.</summary>
    private static HashSet<string> Targets(ImmutableArray<Entry> entries, Entry entry) =>
    [
        FormattableString.Invariant($"entry {entry.Number}"),
        .. ReportEntry.Decode(entry.Bytes) is { } read ? [read.Report.Id.Value]
            : ComparedTexts.Decode(entry.Bytes) is { } compared ? ["compared", .. compared.Origins.SelectMany(texts => texts).Concat(compared.Digests.Select(digest => digest.Text)).SelectMany(number => Targets(entries, entries[(int)number - 1]))]
            : (GroupingEntry.Decode(entry.Bytes)?.Reports ?? Erasure.Decode(entry.Bytes)!.Entries).SelectMany(number => Targets(entries, entries[(int)number - 1])),
    ];

    private static ReadOnlyMemory<byte> Renumbered(ReadOnlyMemory<byte> bytes, long[] numbers)
    {
        ImmutableArray<long> Now(ImmutableArray<long> before) => [.. before.Select(number => numbers[number - 1]).Order()];
        if (GroupingEntry.Decode(bytes) is { } grouping) return (grouping with { Reports = Now(grouping.Reports) }).Encode();
        if (ComparedTexts.Decode(bytes) is { } compared) return (compared with { Origins = [.. compared.Origins.Select(Now).OrderBy(texts => texts[0])], Digests = [.. compared.Digests.Select(digest => new RecordedDigest(numbers[digest.Text - 1], Now(digest.Holds))).OrderBy(digest => digest.Text)] }).Encode();
        return Erasure.Decode(bytes) is { } erasure ? (erasure with { Entries = Now(erasure.Entries) }).Encode() : bytes;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private void Step(int i)
    {
        switch (brought.Count == 0 ? 0 : random.Next(14))
        {
            case < 7: Bring(Report.Of(Pick(Sources()), FormattableString.Invariant($"r{i}"), Content(i))); break;
            case 7: Add(ReportEntryKind.Correction, Report.Of(Pick(brought) is var one ? one.Source : "", one.OwnId!, Content(i))); break;
            case 8: Add(ReportEntryKind.Withdrawal, Report.Of(Pick(brought) is var other ? other.Source : "", other.OwnId!, new Withdrawal("wrong"))); break;
            case 9: Add(ReportEntryKind.Report, Pick(brought)); break;
            case 10: Decide(); break;
            case 11 or 12: Compare(); break;
            default: Erase(); break;
        }
    }

    private void Bring(Report report)
    {
        brought.Add(report);
        Add(ReportEntryKind.Report, report);
    }

    private void Decide()
    {
        long[] some = [.. entries.Where(entry => ReportEntry.Decode(entry.Bytes) is not null).Select(entry => entry.Number).OrderBy(_ => random.Next()).Take(2 + random.Next(2)).Order()];
        if (some.Length < 2) return;
        Add(new GroupingEntry(Pick([GroupingAct.Together, GroupingAct.Apart]), [.. some], "looked alike", "desk", Recorded).Encode());
    }

    private void Compare()
    {
        var texts = entries.Select(entry => (entry.Number, ReportEntry.Decode(entry.Bytes)?.Report)).Where(one => one.Report?.Content is SourceText).GroupBy(one => one.Report!.Id).Select(group => group.Max(one => one.Number)).Where(_ => random.Next(5) > 0);
        var groups = texts.GroupBy(_ => random.Next(4)).Select(group => group.Order().ToImmutableArray()).OrderBy(origin => origin[0]).ToArray();
        // Of several groups one may be of digests, each of which holds the first of another.
        ImmutableArray<long> digests = groups.Length > 1 && random.Next(2) == 0 ? groups[^1] : [];
        Add(new ComparedTexts([.. groups[..^(digests.IsEmpty ? 0 : 1)]], "made up", null, "desk", Recorded) { Digests = [.. digests.Select(text => new RecordedDigest(text, [groups[0][0]]))] }.Encode());
    }

    private void Erase()
    {
        if (entries.Where(entry => Erasure.Decode(entry.Bytes) is null).ToArray() is not { Length: > 0 } some) return;
        Add(new Erasure([Pick(some).Number], "asked for", Recorded).Encode());
    }

    private void Add(ReportEntryKind kind, Report report) => Add(new ReportEntry(kind, report, Recorded, null).Encode());

    private void Add(byte[] bytes) => entries.Add(new(entries.Count + 1, default, bytes));

    private string[] Sources() => [.. agreement.Actors.Values.Select(actor => actor.Name), "Example Wire"];

    private Content Content(int i)
    {
        var at = Begin + Duration.FromMinutes(random.Next(0, 4 * 24 * 60));
        var seen = (Observation)observations[i].Content;
        var musts = agreement.Clauses.Where(clause => clause.Kind == ClauseKind.Must).Select(clause => clause.Id).ToArray();
        var actors = agreement.Actors.Values.Select(actor => actor.Name).ToArray();
        var texts = brought.Where(report => report.Content is SourceText).Select(report => $"{report.Source}/{report.OwnId}").Append("Example Wire/r3").ToArray();
        return random.Next(12) switch
        {
            0 when musts.Length > 0 => seen with { Fulfilment = new Fulfilment(agreement.Id, Pick(musts), Pick([FulfilmentStage.Begun, FulfilmentStage.Completed])), Chains = [], Means = Means.Seen },
            1 when agreement.Events.Count > 0 => new Declaration(Pick(actors), Pick([.. agreement.Events.Keys]), at, null, null),
            2 => new Notification(Pick(actors), Pick<string?>([null, .. actors]), at, Pick<Act?>([null, Act.Fire, Act.Exercise]), null, Pick<Interval?>([null, new(at, at + Duration.FromHours(30))]), null, null, Pick<string?>([null, .. agreement.Clauses.Select(clause => clause.Id)]), null),
            3 => new Coverage(CoverageKind.Patrol, "patrol one", new Interval(at, at + Duration.FromHours(random.Next(1, 40))), seen.Where, Means.Seen, null),
            4 => new Access(Pick([AccessStatus.Denied, AccessStatus.Free]), new Interval(at, at + Duration.FromHours(2)), seen.Where, [], Means.Seen, "patrol one", null),
            5 or 6 => new SourceText(at, "A title", Pick<string?>([null, "Example Post", Pick(actors)]), null, null, "A text.", Pick<ImmutableArray<ImmutableArray<string?>>>([[], [["Example Wire"]], [[null]]])),
            7 or 8 or 9 => seen with { Where = ((Observation)observations[0].Content).Where, Occurred = ((Observation)observations[0].Content).Occurred, Act = Act.Fire, What = null, Text = Pick(texts), By = [new Attribution(Pick(actors), AttributionBasis.Seen)] },
            _ => seen with { By = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Attribution(Pick([.. actors, "some volunteers"]), Pick(Enum.GetValues<AttributionBasis>())))] },
        };
    }
}
