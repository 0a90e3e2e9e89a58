using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Tests.Assessments;

/// <summary>What people say of the handling of reports is read by no rule.</summary>
public partial class StatusTests(ITestOutputHelper output)
{
    private static readonly Instant Recorded = Instant.FromUtc(2026, 1, 2, 0, 0);

    [Fact]
    public void Statuses_change_no_incident_no_finding_and_no_byte_but_how_many_entries_there_are()
    {
        var (given, findings) = (0, 0);
        for (var seed = 0; seed < 40; seed++)
        {
            var agreement = Histories.Agreements[seed % Histories.Agreements.Length];
            var entries = Histories.Of(agreement, seed, 12);
            var before = ReportLog.Fold(entries);
            var fold = FindingFold.Of(before, agreement, FusionRules.Default);
            var log = before.With(Statuses(entries, seed));
            given += ReportStatuses.Of(log).Named.Count();
            Assert.Empty(fold.Update(log));
            var now = Assessor.Assess(log, agreement, FusionRules.Default, null);
            FindingFoldTests.AssertSame(AssessmentJson.Write(now), AssessmentJson.Write(fold.Snapshot()), $"seed {seed}");
            Assert.Equal(Without(Assessor.Assess(before, agreement, FusionRules.Default, null)), Without(now));
            Assert.Equal(before.Reports, log.Reports);
            findings += now.Findings.Length;
        }
        output.WriteLine($"{given} reports with statuses, {findings} findings");
        Assert.True(given > 100 && findings > 100, output.Output);
    }

    private static IEnumerable<Entry> Statuses(ImmutableArray<Entry> entries, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(1, 10).Select(i =>
        {
            var (status, report) = (StatusEntry.Given[random.Next(StatusEntry.Given.Length)], random.Next(1, entries.Length + 1));
            return new Entry(entries.Length + i, default, new StatusEntry(report, status, status == ReportStatus.Duplicate && report > 1 ? 1 : null, "looked at", "desk", Recorded).Encode());
        });
    }

    private static string Without(Assessment assessment) => Size().Replace(Encoding.UTF8.GetString(AssessmentJson.Write(assessment)), "");

    [GeneratedRegex(@"""at-entry"": \d+,")]
    private static partial Regex Size();
}
