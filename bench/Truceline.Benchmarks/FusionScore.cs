using System.Globalization;
using System.Text.Json;
using NodaTime;
using Truceline.App.Exercise;
using Truceline.App.Intake;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Benchmarks;

/// <summary>The record of an exercise, with what truly happened.</summary>
/// <param name="Log">The record.</param>
/// <param name="Happening">The happening of each report; what never was is a happening of its own.</param>
/// <param name="Count">How many there truly were in each that was counted.</param>
internal sealed record ScoredExercise(ReportLog Log, Dictionary<ReportId, string> Happening, Dictionary<string, int> Count)
{
    /// <summary>The exercise of an example by a seed.</summary>
    public static ScoredExercise Of(string example, ulong seed)
    {
        var folder = Directory.CreateTempSubdirectory("truceline-score-").FullName;
        try
        {
            var result = ExerciseWriter.Write(example, seed, null, null, Path.Combine(folder, "out"));
            var (held, entries) = (new HashSet<ReportId>(), new List<Entry>());
            foreach (var file in result.Files)
            {
                using var bytes = File.OpenRead(file.Path);
                foreach (var report in Jsonl.Format.Read(new(bytes, file.Path, file.Source, null)).Select(taken => taken.Report!))
                    entries.Add(new(entries.Count + 1, default, new ReportEntry(ReportEntry.KindOf(report, !held.Add(report.Id)), report, Instant.FromUtc(2026, 1, 2, 0, 0), null).Encode()));
            }
            using var truth = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "out", "truth.json")));
            var (of, counts) = (new Dictionary<ReportId, string>(), new Dictionary<string, int>(StringComparer.Ordinal));
            foreach (var happening in truth.RootElement.GetProperty("happenings").EnumerateArray())
            {
                var id = happening.GetProperty("id").GetString()!;
                if (happening.TryGetProperty("count", out var count)) counts[id] = count.GetInt32();
                foreach (var cited in happening.GetProperty("reports").EnumerateArray()) of[Named(cited)] = id;
            }
            foreach (var cited in truth.RootElement.GetProperty("noise").EnumerateArray()) of[Named(cited)] = $"noise {cited.GetString()}";
            return new(ReportLog.Fold(entries), of, counts);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ReportId Named(JsonElement cited)
    {
        var (text, slash) = (cited.GetString()!, cited.GetString()!.IndexOf('/', StringComparison.Ordinal));
        return ReportId.Of(text[..slash], text[(slash + 1)..]);
    }
}

/// <summary>
/// How right fusion is on a record whose truth is known. Counted are observations, not positions. What each share means says
/// docs/explanation/how-fusion-works.md.
/// </summary>
internal sealed class FusionScore
{
    public const string Header = """
        | seed | observations | happenings | incidents | precision | recall | left open | count right, observers | count right, with a claim | count error |
        |---|---|---|---|---|---|---|---|---|---|

        """;

    private long observations, happenings, incidents, joined, truly, right, open, closed;
    private (long Within, long All) observed, claimed;
    private double error;

    /// <summary>Of the pairs of observations that stand in one incident, the share that truly are of one happening.</summary>
    public double Precision => Share(right, joined);

    /// <summary>Of the pairs that truly are of one happening, the share that stand in one incident.</summary>
    public double Recall => Share(right, truly);

    /// <summary>The share of observations about which a person is asked.</summary>
    public double LeftOpen => Share(open, observations);

    /// <summary>Of the incidents that observers alone counted, and that are of one happening, the share whose bounds hold the true count.</summary>
    public double CountRight => Share(observed.Within, observed.All);

    /// <summary>How far the middle of closed bounds is from the true count, as a share of it, on average.</summary>
    public double CountError => closed == 0 ? 0 : error / closed;

    public static FusionScore Of(ScoredExercise told, FusionRules rules)
    {
        var score = new FusionScore();
        var fused = Fusion.Fuse(told.Log.Standing, rules, GroupingDecisions.Of(told.Log)).Where(incident => !incident.IsPosition).ToArray();
        string True(Sighting sighting) => told.Happening.GetValueOrDefault(sighting.Id) ?? throw new InvalidOperationException($"INVARIANT: the truth knows every report, and not {sighting.Id}");
        score.observations = fused.Sum(incident => incident.Sightings.Length);
        score.incidents = fused.Length;
        var happenings = fused.SelectMany(incident => incident.Sightings).CountBy(True).ToArray();
        score.happenings = happenings.Length;
        score.truly = happenings.Sum(one => Pairs(one.Value));
        score.joined = fused.Sum(incident => Pairs(incident.Sightings.Length));
        score.right = fused.Sum(incident => incident.Sightings.CountBy(True).Sum(one => Pairs(one.Value)));
        // Of a wide one the person is asked, not of every incident that it may belong to.
        score.open = fused.Count(incident => incident.Sightings.Length == 1 && incident.Reasons.Any(reason => reason is Grouping.LeftOpen));
        foreach (var incident in fused)
            if (incident.Count is { } bounds && incident.Sightings.Select(True).Distinct().ToArray() is [var only] && told.Count.TryGetValue(only, out var count)) score.Hold(incident, bounds, count);
        return score;
    }

    private void Hold(Incident incident, CountBounds bounds, int count)
    {
        var isClaimed = incident.Sightings.Any(sighting => sighting.Observation.By.Any(by => by.Basis == AttributionBasis.Claim));
        ref var of = ref isClaimed ? ref claimed : ref observed;
        of.All++;
        if (bounds.Least <= count && !(bounds.Most < count)) of.Within++;
        if (bounds.Most is not { } most) return;
        closed++;
        error += Math.Abs((bounds.Least + most) / 2.0 - count) / count;
    }

    public void Add(FusionScore other)
    {
        observations += other.observations;
        happenings += other.happenings;
        incidents += other.incidents;
        joined += other.joined;
        truly += other.truly;
        right += other.right;
        open += other.open;
        closed += other.closed;
        error += other.error;
        observed = (observed.Within + other.observed.Within, observed.All + other.observed.All);
        claimed = (claimed.Within + other.claimed.Within, claimed.All + other.claimed.All);
    }

    public string Row(string name) => string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {observations:N0} | {happenings:N0} | {incidents:N0} | {Precision:0.000} | {Recall:0.000} | {LeftOpen:0.000} | {observed.Within:N0} of {observed.All:N0} | {claimed.Within:N0} of {claimed.All:N0} | {CountError:0.00} |");

    private static double Share(long part, long whole) => whole == 0 ? 1 : part / (double)whole;

    private static long Pairs(long count) => count * (count - 1) / 2;
}
