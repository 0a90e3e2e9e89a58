using NodaTime;
using Truceline.Agreements;
using Truceline.App.Serving;
using Truceline.App.Tests.Journals;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Tests.Serving;

public sealed class LookupTests
{
    [Fact]
    public void An_index_that_goes_on_with_the_record_finds_what_one_of_the_whole_record_finds()
    {
        using var folder = new TemporaryFolder();
        TestSite.Fill(folder["journal"]);
        using var journal = JournalFolder.OpenForReading(folder["journal"]);
        var (agreement, entries) = (TestSite.Agreement(), journal.Read(journal.Head.Size).ToList());
        // One lasts longer than the rest: it meets days on which it did not begin.
        var lasting = Report.Of("OSCE SMM", "a long watch", new Coverage(
            CoverageKind.Sensor, "camera 9", new Interval(Instant.FromUtc(2015, 2, 16, 0, 0), Instant.FromUtc(2015, 2, 25, 0, 0)), new(null, new Geography.Region.Disc(new(48.3, 38.4), new(5000))), Means.Camera, null));
        entries.Add(new Entry(entries.Count + 1, default, new ReportEntry(ReportEntryKind.Report, lasting, TestSite.Now, null).Encode()));
        // Then some are corrected and some taken back, the oldest first, so that their places in every order change.
        foreach (var report in ReportLog.Fold(entries).Reports.Where((_, i) => i % 3 == 0).ToArray())
        {
            var (kind, content) = entries.Count % 2 == 0 ? (ReportEntryKind.Withdrawal, new Withdrawal("a slip")) : (ReportEntryKind.Correction, Later(report.Report.Content));
            entries.Add(new Entry(entries.Count + 1, default, new ReportEntry(kind, report.Report with { Content = content }, TestSite.Now, null).Encode()));
        }
        var (fold, log, assessment) = (new FindingFold(agreement, FusionRules.Default), ReportLog.Empty, (Assessment?)null);
        var (reports, findings) = ((ReportIndex?)null, (FindingIndex?)null);
        foreach (var some in entries.Chunk(3))
        {
            log = log.With(some);
            fold.Update(log);
            var now = fold.Snapshot();
            reports = ReportIndex.Next(reports, log);
            findings = FindingIndex.Next(findings, AssessmentStep.Between(assessment, now));
            assessment = now;
            Same(ReportIndex.Next(null, log), reports);
            Same(FindingIndex.Next(null, AssessmentStep.Between(null, now)), findings, log);
            Assert.Equal(log.Reports.OrderByDescending(report => report.Entries[^1]), reports.Newest);
            Assert.All(log.Reports, report => Assert.All(report.Entries, entry => Assert.Same(report, reports.At(entry))));
            Assert.All(ReportWords.Kinds, kind => Assert.Equal(reports.Newest.Where(report => ReportWords.Kind(report.Report.Content) == kind), reports.OfKind(kind)));
            var expected = now.Findings.Where(finding => finding.Key.Reading is null || now.Find(finding.Key with { Reading = null }) is null).ToHashSet();
            Assert.True(expected.SetEquals(findings.Listed));
            Assert.Equal(expected.Count, findings.Listed.Count);
            Assert.All(now.Findings, finding => Assert.Same(finding, Assert.Single(findings.Beginning(finding.Id.Value))));
            Assert.All(now.Incidents, incident => Assert.All(incident.Sightings, sighting => Assert.Same(incident, findings.IncidentOf(sighting.Id))));
            var (found, counts) = findings.Under(_ => true, (outcome, _) => outcome == Outcome.CannotRule);
            Assert.Equal(findings.Listed.Where(finding => finding.Outcome == Outcome.CannotRule), found);
            Assert.Equal(found.Count, counts.Sum(count => count.Count));
        }
        Assert.Contains(log.Reports, report => report.IsWithdrawn);
    }

    private static Content Later(Content content) => content is Observation seen ? seen with { Occurred = new(seen.Occurred.Start + Duration.FromDays(1), seen.Occurred.End + Duration.FromDays(1)) } : content;

    private static void Same(ReportIndex expected, ReportIndex actual)
    {
        Assert.Equal(expected.Newest, actual.Newest);
        Assert.Equal((expected.Entries, expected.IsExercise), (actual.Entries, actual.IsExercise));
        Assert.Equal(expected.Sources, actual.Sources);
        Assert.All(expected.Sources, source => Assert.Equal(expected.OfSource(source), actual.OfSource(source)));
        for (var day = Instant.FromUtc(2015, 2, 10, 0, 0); day < Instant.FromUtc(2015, 3, 10, 0, 0); day += Duration.FromDays(1))
        {
            var time = new Interval(day, day + Duration.FromDays(1));
            Assert.Equal(actual.Newest.Where(report => ReportWords.Time(report.Report.Content) is { } when && when.Start <= time.End && when.End >= time.Start), actual.Meeting(time));
        }
    }

    private static void Same(FindingIndex expected, FindingIndex actual, ReportLog log)
    {
        Assert.Equal(expected.Listed, actual.Listed);
        Assert.Equal(expected.Beginning("a").Concat(expected.Beginning("b2")), actual.Beginning("a").Concat(actual.Beginning("b2")));
        for (var entry = 1L; entry <= log.Size; entry++) Assert.Equal(expected.RestingOn(entry), actual.RestingOn(entry));
        for (var day = Instant.FromUtc(2015, 2, 10, 0, 0); day < Instant.FromUtc(2015, 3, 10, 0, 0); day += Duration.FromDays(1))
        {
            var time = new Interval(day, day + Duration.FromDays(1));
            Assert.Equal(actual.Listed.Where(finding => finding.Time is { } when && when.Start <= time.End && when.End >= time.Start), actual.InOrder(actual.Around(time)).Where(finding => finding.Time is { } when && when.Start <= time.End && when.End >= time.Start));
        }
    }
}
