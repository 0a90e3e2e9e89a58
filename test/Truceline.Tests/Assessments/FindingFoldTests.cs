using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using Truceline.Tests.Scenarios;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Tests.Assessments;

public class FindingFoldTests
{
    private static readonly Instant Middle = Instant.FromUtc(2015, 2, 16, 0, 0);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Findings_kept_entry_by_entry_are_those_of_the_whole_journal(int part)
    {
        for (var seed = part; seed < 800; seed += 4)
        {
            var agreement = Histories.Agreements[seed % Histories.Agreements.Length];
            var entries = Histories.Of(agreement, seed, 14);
            var asOf = seed % 5 == 0 ? (Instant?)Middle : null;
            var (fold, log, random) = (new FindingFold(agreement, FusionRules.Default, asOf), ReportLog.Empty, new Random(seed));
            for (var at = 0; at < entries.Length;)
            {
                var next = Math.Min(entries.Length, at + 1 + random.Next(3));
                log = log.With(entries[at..next]);
                fold.Update(log);
                at = next;
                if (at < entries.Length && random.Next(4) > 0) continue;
                AssertSame(Assessor.Assess(log, agreement, FusionRules.Default, asOf), fold.Snapshot(), $"{agreement.Id}, seed {seed}, after {at} of {entries.Length}");
            }
        }
    }

    [Fact]
    public void What_is_screened_before_it_is_held_is_found_all_the_same()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var agreement = seed % 3 == 0 ? Worlds.Ceasefire : Histories.Agreements[seed % Histories.Agreements.Length];
            var entries = Histories.Of(agreement, seed, 16);
            var (fold, log) = (new FindingFold(agreement, FusionRules.Default, null, screened: 0), ReportLog.Empty);
            foreach (var part in entries.Chunk(6))
            {
                log = log.With(part);
                fold.Update(log);
            }
            AssertSame(Assessor.Assess(log, agreement, FusionRules.Default, null), fold.Snapshot(), $"{agreement.Id}, seed {seed}");
        }
    }

    [Fact]
    public void What_is_read_anew_is_what_would_have_been_found()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var (known, other) = (Histories.Agreements[(seed + 7) % Histories.Agreements.Length], Histories.Agreements[seed % Histories.Agreements.Length]);
            var asOf = seed % 3 == 0 ? (Instant?)Middle : null;
            var log = ReportLog.Empty.With(Histories.Of(other, seed, 14));
            AssertSame(
                Assessor.Assess(log, other, FusionRules.Default, asOf),
                Assessor.Reread(Assessor.Assess(log, known, FusionRules.Default, asOf), other), $"{other.Id} after {known.Id}, seed {seed}");
        }
    }

    [Fact]
    public void Neither_the_language_nor_how_many_are_at_work_changes_a_byte()
    {
        var agreement = Worlds.Ceasefire;
        var log = ReportLog.Empty.With(Histories.Of(agreement, 11, 60));
        var expected = AssessmentJson.Write(Assessor.Assess(log, agreement, FusionRules.Default, null));
        var found = new[] { ",", "'", "٫", "." }.AsParallel().WithDegreeOfParallelism(4).Select(point =>
        {
            var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (foreign.NumberFormat.NumberDecimalSeparator, foreign.NumberFormat.NegativeSign) = (point, "minus");
            (var before, CultureInfo.CurrentCulture) = (CultureInfo.CurrentCulture, foreign);
            var fold = new FindingFold(agreement, FusionRules.Default, null, screened: 0);
            fold.Update(ReportLog.Empty);
            fold.Update(log);
            CultureInfo.CurrentCulture = before;
            return AssessmentJson.Write(fold.Snapshot());
        }).ToList();
        Assert.All(found, one => Assert.Equal(expected, one));
    }

    [Fact]
    public void Every_change_is_told_once_and_all_of_them_lead_from_nothing_to_what_is_found()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var agreement = Histories.Agreements[seed % Histories.Agreements.Length];
            var (fold, log) = (new FindingFold(agreement, FusionRules.Default), ReportLog.Empty);
            var told = new Dictionary<FindingKey, FindingVerdict>();
            foreach (var entry in Histories.Of(agreement, seed, 12))
            {
                log = log.With([entry]);
                var changes = fold.Update(log);
                Assert.Equal(changes.Length, changes.Select(change => change.Key).Distinct().Count());
                foreach (var change in changes)
                {
                    Assert.NotEqual(change.From, change.To);
                    Assert.Equal(told.TryGetValue(change.Key, out var before) ? before : null, change.From);
                    Assert.Equal([entry.Number], change.Because);
                    Assert.Equal(entry.Number, change.AtEntry);
                    if (change.To is { } now) told[change.Key] = now;
                    else told.Remove(change.Key);
                }
            }
            Assert.Equal(
                Assessor.Assess(log, agreement, FusionRules.Default, null).Findings.ToDictionary(finding => finding.Key, FindingVerdict.Of).OrderBy(one => one.Key.ToString(), StringComparer.Ordinal),
                told.OrderBy(one => one.Key.ToString(), StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_entries_of_a_finding_and_its_margin_are_those_of_its_reasons()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var agreement = Histories.Agreements[seed % Histories.Agreements.Length];
            foreach (var finding in Assessor.Assess(ReportLog.Empty.With(Histories.Of(agreement, seed, 14)), agreement, FusionRules.Default, null).Findings)
            {
                var trace = finding.Trace;
                Assert.Equal(trace.All().SelectMany(step => step.Entries).Distinct().Order(), finding.Entries);
                Assert.Equal(Outcomes.Words(finding.Outcome, finding.Standing), trace.Value);
                if (finding.Key.Occasion is Occasion.OfIncident) Assert.Equal(trace.Margin, finding.Margin);
            }
        }
    }

    [Fact]
    public void Of_several_entries_a_change_names_those_on_which_it_rests()
    {
        var reports = Worlds.Reports(3, 30);
        var fold = new FindingFold(Worlds.Ceasefire, FusionRules.Default);
        var changes = fold.Update(Worlds.Log(reports));
        var findings = fold.Snapshot().Findings.ToDictionary(finding => finding.Key);
        Assert.NotEmpty(changes);
        Assert.Contains(changes, change => change.Because.Length < 5);
        Assert.All(
            changes.Where(change => change.Key.Occasion is Occasion.OfIncident),
            change => Assert.Equal(findings[change.Key].Entries, change.Because));
    }

    [Fact]
    public void A_change_says_itself_in_a_sentence()
    {
        var key = new FindingKey("a", null, "A", new Occasion.OfDeadline("done"));
        Assert.Equal(
            "finding changed (from cannot rule, to breached, verified, because of entry 12, at entry 12)",
            new FindingChange(key, FindingId.Of("x", key), new(Outcome.CannotRule, null), new(Outcome.Breached, Standing.Verified), [12], 12, []).Sentence());
        Assert.Equal(
            "finding changed (from nothing, to pending, because of entries 3, 4, at entry 5)",
            new FindingChange(key, FindingId.Of("x", key), null, new(Outcome.Pending, null), [3, 4], 5, []).Sentence());
    }

    /// <summary>On the second day a report of Side B, entry 8, opens the bearing that entry 5 took.</summary>
    [Fact]
    public void A_change_names_what_is_left_open_and_who_opened_it()
    {
        var scenario = Scenario.Parse("a-bearing-that-somebody-opens", File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", "a-bearing-that-somebody-opens.md")));
        var reports = scenario.Log().Standing;
        var opener = Assert.Single(reports, report => report.Report.OwnId == "invented-2");
        long Entry(string own) => reports.Single(report => report.Report.OwnId == own).Entries[0];
        var fold = FindingFold.Of(scenario.Log(until: opener.Entries[0] - 1), scenario.Agreement(), FusionRules.Default);
        var changes = fold.Update(scenario.Log(until: opener.Entries[0]));
        // The incident was called after the bearing, the lesser of the two; that of the town is new.
        var change = Assert.Single(changes, change => change.From is { Standing: Standing.Corroborated });
        Assert.Equal([opener.Entries[0]], change.Because);
        Assert.Equal(
            FormattableString.Invariant($"finding changed (from breached, corroborated, to breached, alleged, because of entry {opener.Entries[0]}, at entry {opener.Entries[0]}); entry {Entry("town-2")}: Town Council (seen), 17 Feb 2015 08:00 Europe/Kyiv: fire, impact: it may be of this incident, and would make it corroborated; it is left open for a person, because the one that is known widely only may be of another incident as well: 1 of Side B (entry {opener.Entries[0]})"),
            change.Sentence());
        var town = Assert.Single(changes, change => change is { From: null, LeftOpen.Length: 1 });
        Assert.Equal([Entry("heard-2")], town.LeftOpen[0].Entries);
    }

    private static void AssertSame(Assessment expected, Assessment actual, string where) => AssertSame(AssessmentJson.Write(expected), AssessmentJson.Write(actual), where);

    /// <summary>The same bytes; where they differ, the lines around the place.</summary>
    internal static void AssertSame(byte[] one, byte[] two, string where)
    {
        if (one.AsSpan().SequenceEqual(two)) return;
        var (a, b) = (Encoding.UTF8.GetString(one).Split('\n'), Encoding.UTF8.GetString(two).Split('\n'));
        var line = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail($"{where}: line {line}\n{string.Join('\n', a.Skip(line - 12).Take(24))}\n--- other:\n{string.Join('\n', b.Skip(line - 12).Take(24))}");
    }
}
