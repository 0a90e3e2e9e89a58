using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using Truceline.App.Exercise;
using Truceline.App.Intake;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Benchmarks;

/// <summary>How right fusion is on exercises, whose truth is known. Written to bench/results.</summary>
internal static class ScoreFigures
{
    private const string Exercise = "paris-2025";

    /// <summary>Scores the seeds from 1 on.</summary>
    public static int Run(TextWriter output, int seeds)
    {
        var table = new StringBuilder("| seed | observations | happenings told of | incidents | precision | recall | left open | true count within bounds | count error |\n|---|---|---|---|---|---|---|---|---|\n");
        var (all, narrow) = (new Score(), new Score());
        for (var seed = 1; seed <= seeds; seed++)
        {
            var (reports, truth, counts) = Read((ulong)seed);
            var score = Score.Of(reports, truth, counts, FusionRules.Default);
            table.AppendLine(score.Row(string.Create(CultureInfo.InvariantCulture, $"{seed}")));
            all.Add(score);
            narrow.Add(Score.Of(reports, truth, counts, FusionRules.Default with { Widest = Metres.Zero }));
        }
        table.AppendLine(all.Row("all"));
        table.AppendLine(narrow.Row("all, nothing wide joined"));
        var text = Page(seeds, table.ToString());
        output.Write(text);
        var to = Path.Combine(Path.GetDirectoryName(Record.Find("Truceline.slnx"))!, "bench", "results", Machine.Name);
        Directory.CreateDirectory(to);
        File.WriteAllText(Path.Combine(to, "score.md"), text);
        return 0;
    }

    /// <summary>The record of an exercise, the happening of each of its observations, and how many there truly were in each.</summary>
    private static (ReportLog Log, Dictionary<ReportId, string> Truth, Dictionary<string, int> Counts) Read(ulong seed)
    {
        var folder = Directory.CreateTempSubdirectory("truceline-score-").FullName;
        try
        {
            var example = Path.Combine(Path.GetDirectoryName(Record.Find("Truceline.slnx"))!, "examples", Exercise);
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
            // What never was is of nothing: each such report is a happening of its own.
            foreach (var cited in truth.RootElement.GetProperty("noise").EnumerateArray()) of[Named(cited)] = $"noise {cited.GetString()}";
            return (ReportLog.Fold(entries), of, counts);
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

    private static string Page(int seeds, string table) => string.Create(CultureInfo.InvariantCulture, $"""
        # How right fusion is
        `dotnet run -c Release --project bench/Truceline.Benchmarks -- score --seeds {seeds}`, on exercises of {Exercise} (*exercise, synthetic*), whose truth is known.

        Counted are observations, not positions. *Precision*: of the pairs of observations that stand in one incident, the share that truly are of one happening.
        *Recall*: of the pairs that truly are of one happening, the share that stand in one incident. *Left open*: the share of observations that a
        person is asked about. *True count within bounds*: of the incidents with a count, all of one happening, the share whose bounds hold the true one; *count error*: how
        far the middle of closed bounds is from it, on average. A report of what never was is a happening of its own. These
        exercises are made up by the same hands as the rule: they show what it does, and not how right it is of a war.

        {table}
        """);

    private sealed class Score
    {
        private long observations, happenings, incidents, joined, truly, right, open, counted, within, closed;
        private double error;

        public static Score Of(ReportLog log, Dictionary<ReportId, string> truth, Dictionary<string, int> counts, FusionRules rules)
        {
            var score = new Score();
            var fused = Fusion.Fuse(log.Standing, rules, GroupingDecisions.Of(log)).Where(incident => !incident.IsPosition).ToArray();
            string True(Sighting sighting) => truth.GetValueOrDefault(sighting.Id) ?? throw new InvalidOperationException($"INVARIANT: the truth knows every report, and not {sighting.Id}");
            score.observations = fused.Sum(incident => incident.Sightings.Length);
            score.incidents = fused.Length;
            var told = fused.SelectMany(incident => incident.Sightings).CountBy(True).ToArray();
            score.happenings = told.Length;
            score.truly = told.Sum(one => Pairs(one.Value));
            score.joined = fused.Sum(incident => Pairs(incident.Sightings.Length));
            score.right = fused.Sum(incident => incident.Sightings.CountBy(True).Sum(one => Pairs(one.Value)));
            var asked = fused.SelectMany(incident => incident.Reasons).OfType<Grouping.LeftOpen>().SelectMany(reason => (ReportId[])[reason.A, reason.B]).ToHashSet();
            score.open = asked.Count;
            foreach (var incident in fused)
            {
                if (incident.Count is not { } bounds || incident.Sightings.Select(True).Distinct().ToArray() is not [var only] || !counts.TryGetValue(only, out var count)) continue;
                score.counted++;
                if (bounds.Least <= count && !(bounds.Most < count)) score.within++;
                if (bounds.Most is not { } most) continue;
                score.closed++;
                score.error += Math.Abs((bounds.Least + most) / 2.0 - count) / count;
            }
            return score;
        }

        public void Add(Score other)
        {
            observations += other.observations;
            happenings += other.happenings;
            incidents += other.incidents;
            joined += other.joined;
            truly += other.truly;
            right += other.right;
            open += other.open;
            counted += other.counted;
            within += other.within;
            closed += other.closed;
            error += other.error;
        }

        public string Row(string name) => string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {observations:N0} | {happenings:N0} | {incidents:N0} | {Share(right, joined):0.000} | {Share(right, truly):0.000} | {Share(open, observations):0.000} | {Share(within, counted):0.000} | {(closed == 0 ? 0 : error / closed):0.00} |");

        private static double Share(long part, long whole) => whole == 0 ? 1 : part / (double)whole;

        private static long Pairs(long count) => count * (count - 1) / 2;
    }
}
