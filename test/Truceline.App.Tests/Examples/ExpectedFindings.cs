using NodaTime;
using NodaTime.Text;
using Truceline.App.Tests.Journals;
using Truceline.Assessments;
using Truceline.Embedded;
using Truceline.Incidents;
using Truceline.Reports;
using Truceline.Tests.Scenarios;

namespace Truceline.App.Tests.Examples;

/// <summary>An example's page <c>expected.md</c> says what must come out of its reports, and nothing else comes out.</summary>
public sealed class ExpectedFindings
{
    private const int Columns = 6;

    private static string Folder => Path.Combine(Needs.Root, "examples", "minsk-2");

    [Fact]
    public void The_reports_of_the_example_give_the_findings_of_its_page_and_no_others() =>
        Assert.Equal(string.Join('\n', Written()), string.Join('\n', Scenario.Table(Assess(null))));

    [Fact]
    public void Every_outcome_that_needs_no_coverage_exception_or_ruling_occurs()
    {
        var seen = Assess(null).Findings.Concat(Assess("2015-02-10T00:00:00+02:00").Findings).Select(finding => (finding.Outcome, finding.Standing)).ToHashSet();
        Assert.Equal(
            [
                (Outcome.NotInForce, null), (Outcome.NotBound, null), (Outcome.Pending, null), (Outcome.Kept, null), (Outcome.KeptButUnseen, null),
                (Outcome.Breached, Standing.Alleged), (Outcome.Breached, Standing.Corroborated), (Outcome.Breached, Standing.Verified),
                (Outcome.Breached, Standing.Refuted), (Outcome.CannotRule, null),
            ],
            seen.Order());
    }

    [Fact]
    public void Before_the_day_of_signature_nobody_is_bound()
    {
        var assessment = Assess("2015-02-10T00:00:00+02:00");
        Assert.NotEmpty(assessment.Findings);
        Assert.All(assessment.Findings, finding => Assert.Equal(Outcome.NotBound, finding.Outcome));
    }

    /// <summary>The rows of all tables of the page, without the reasons in the last column.</summary>
    private static IEnumerable<string> Written() => File.ReadLines(Path.Combine(Folder, "expected.md"))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Clause |", StringComparison.Ordinal))
        .Select(line => string.Join(" | ", line.Trim().Trim('|').Split('|').Take(Columns).Select(cell => cell.Trim())))
        .Order(StringComparer.Ordinal);

    /// <summary>The record as <c>demo</c> makes it: one source for each file, named after it.</summary>
    private static Assessment Assess(string? asOf)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, "reports"), "*.jsonl").Order(StringComparer.Ordinal))
        {
            using var said = new StringWriter();
            var status = Cli.Run(["import", "--journal", folder["journal"], "--source", Path.GetFileNameWithoutExtension(file), "--format", "jsonl", file], said, said);
            Assert.True(status == ExitStatus.Done, said.ToString());
        }
        var agreement = AgreementFile.Open(Path.Combine(Folder, "minsk-2.truce.yaml"), TextWriter.Null);
        using var store = SqliteJournal.OpenForReading(folder["journal"]);
        return Assessor.Assess(ReportLog.Fold(store.Read(store.Head.Size)), agreement, FusionRules.Default, asOf is null ? null : (Instant?)OffsetDateTimePattern.ExtendedIso.Parse(asOf).Value.ToInstant());
    }
}
