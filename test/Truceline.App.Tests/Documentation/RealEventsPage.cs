using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Tests.Journals;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Tests.Documentation;

/// <summary>The page about real events: its session and its tables are made anew. TRUCELINE_REWRITE=1 writes them.</summary>
public sealed class RealEventsPage
{
    private const string Path = "docs/explanation/real-events.md";

    /// <summary>Instrument, the clause that prohibits fire (or what the instrument prohibits), and its first local day.</summary>
    private static readonly (string Id, string Clause, LocalDate From)[] Truces =
    [
        ("minsk-protocol-2014", "n1", new(2014, 9, 5)),
        ("memorandum-2014", "n1", new(2014, 9, 20)),
        ("minsk-2", "p1", new(2015, 2, 15)),
        ("addendum-2015", "silence", new(2015, 9, 29)),
        ("no-live-fire-2016", "no-exercise", new(2016, 3, 4)),
        ("measures-2020", "b", new(2020, 7, 27)),
    ];

    [Fact]
    public void The_session_and_the_tables_on_real_events_are_what_the_program_makes_of_them()
    {
        var events = Needs.SharedData("events", "ged_ukraine_2014_2021.csv");
        void Bring(TemporaryFolder folder)
        {
            File.Copy(events, folder["FILE.csv"]);
            Assert.Contains("2,989 added", Page.Run(folder, new Page(Path).Blocks("sh").Single().TrimEnd()), StringComparison.Ordinal);
        }
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") new Page(Path).Rewrite(Bring);
        var (written, printed) = new Page(Path).Sessions(Bring);
        Assert.Equal(written, printed);

        using var journal = new TemporaryFolder();
        Bring(journal);
        using var store = JournalFolder.OpenForReading(journal["ged"]);
        var log = ReportLog.Fold(store.Read(store.Head.Size));
        var assessed = Truces.Select(truce => (truce.Id, truce.Clause, truce.From, Assessment: Assessor.Assess(log, Example(truce.Id), FusionRules.Default, null))).ToArray();
        Held("Instrument", ["Instrument | from | 30 days before | 30 days after | of these breached, alleged | cannot rule", .. assessed.Select(one => Tallied(one.Id, one.Clause, one.From, one.Assessment))]);
        Held("Clause", ["Clause | breached, alleged | cannot rule | for its place alone | for its time alone | for both", .. assessed.Select(one => Coarse(one.Id, one.Clause, one.Assessment)).Where(row => row.Length > 0)]);
        Held("Rows", ["Rows | number | sources listed | origins", .. Origins(log)]);
    }

    private static Agreement Example(string id)
    {
        var folder = System.IO.Path.Combine(Needs.Root, "examples", id);
        return AgreementReader.Read($"{id}.truce.yaml", File.ReadAllBytes(System.IO.Path.Combine(folder, $"{id}.truce.yaml")), name => System.IO.Path.Combine(folder, name) is var file && File.Exists(file) ? File.ReadAllBytes(file) : null).Agreement!;
    }

    private static string Tallied(string id, string clause, LocalDate from, Assessment assessment)
    {
        TallyCount Count(LocalDate first) => Tally.Of(assessment, [Tally.Rule(CountingUnit.Incident)!], TallyBy.Clause, new(first, first.PlusDays(29))).Totals[0];
        var zone = assessment.Agreement.Clock.Zone;
        var (begins, ends) = (Clock.StartOf(from, zone), Clock.StartOf(from.PlusDays(30), zone));
        var after = assessment.Plain.Where(finding => finding.Key.Clause == clause && finding.Key.Occasion is Occasion.OfIncident && finding.Time!.Value.Start >= begins && finding.Time!.Value.End < ends).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{id} | {from.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)} | {Count(from.PlusDays(-30))} | {Count(from)} | {after.Count(finding => finding.Outcome == Outcome.Breached)} | {after.Count(finding => finding.Outcome == Outcome.CannotRule)}");
    }

    private static string Coarse(string id, string clause, Assessment assessment)
    {
        var held = assessment.Plain.Where(finding => finding.Key.Clause == clause && finding.Key.Occasion is Occasion.OfIncident).ToArray();
        var open = held.Where(finding => finding.Outcome == Outcome.CannotRule)
            .Select(finding => (Place: IsOpen(finding, "where"), Time: IsOpen(finding, "when"))).ToArray();
        if (open.Length == 0) return "";
        Assert.All(open, one => Assert.True(one.Place || one.Time));
        return string.Create(CultureInfo.InvariantCulture, $"{id} {clause} | {held.Count(finding => finding.Outcome == Outcome.Breached):N0} | {open.Length:N0} | {open.Count(one => one is (true, false)):N0} | {open.Count(one => one is (false, true)):N0} | {open.Count(one => one is (true, true)):N0}");

        static bool IsOpen(Finding finding, string predicate) => finding.Trace.Because.Any(step => step.Predicate == predicate && step.Value == "possible");
    }

    private static IEnumerable<string> Origins(ReportLog log)
    {
        var rows = log.Reports.Select(report => (
            Sources: ((Observation)report.Report.Content).Chains.Length,
            Origins: Origin.Of(report).Select(origin => origin.Organisation ?? origin.Name ?? $"unnamed {origin.Unnamed}").Distinct(StringComparer.OrdinalIgnoreCase).ToArray())).ToArray();
        string Row(string words, Func<(int Sources, string[] Origins), bool> isOf)
        {
            var those = rows.Where(isOf).ToArray();
            return string.Create(CultureInfo.InvariantCulture, $"{words} | {those.Length:N0} | {those.Sum(row => row.Sources):N0} | {those.Sum(row => row.Origins.Length):N0}");
        }
        yield return Row("all", _ => true);
        yield return Row("the memory book and nothing else", row => row.Origins is ["MemoryBook"]);
        yield return Row("of these, citing it more than once", row => row.Origins is ["MemoryBook"] && row.Sources > 1);
        yield return Row("listing two sources or more", row => row.Sources > 1);
        yield return Row("with two origins or more", row => row.Origins.Length > 1);
    }

    /// <summary>Holds a table, known by the first word of its head, against the page.</summary>
    private static void Held(string first, string[] rows)
    {
        var file = System.IO.Path.Combine(Needs.Root, Path);
        var page = File.ReadAllText(file);
        var table = string.Concat(rows.Select((row, i) => $"| {row} |\n{(i == 0 ? $"|{string.Concat(Enumerable.Repeat("---|", row.Count(letter => letter == '|') + 1))}\n" : "")}"));
        var from = page.IndexOf($"| {first} | ", StringComparison.Ordinal);
        var to = page.IndexOf("\n\n", from, StringComparison.Ordinal) + 1;
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") File.WriteAllText(file, page = page[..from] + table + page[to..]);
        Assert.Contains(table, page, StringComparison.Ordinal);
    }
}
