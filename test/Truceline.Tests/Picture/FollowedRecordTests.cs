using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Picture;
using Truceline.Reports;
using Truceline.Tests.Assessments;

namespace Truceline.Tests.Picture;

public class FollowedRecordTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_made_from_what_came_and_went_is_what_is_made_of_the_whole_record(int part)
    {
        for (var seed = part; seed < 240; seed += 3)
        {
            var agreement = Histories.Agreements[seed % Histories.Agreements.Length];
            var rules = ImmutableArray.Create(Tally.Rule(CountingUnit.Incident)!, Tally.Rule(CountingUnit.Detonation)!);
            var (fold, log, random) = (new FindingFold(agreement, FusionRules.Default), ReportLog.Empty, new Random(seed));
            var (assessment, situation, book, coverages, tally) = ((Assessment?)null, (Situation?)null, (Daybook?)null, (ZoneCoverages?)null, (KeptTally?)null);
            var entries = Histories.Of(agreement, seed, 16);
            for (var at = 0; at < entries.Length;)
            {
                var next = Math.Min(entries.Length, at + 1 + random.Next(3));
                log = log.With(entries[at..next]);
                at = next;
                fold.Update(log);
                var (now, whereabouts) = (fold.Snapshot(), new Whereabouts(agreement));
                var step = AssessmentStep.Between(assessment, now);
                var touched = step.Incidents.SelectMany(one => new[] { one.Was, one.Become }).OfType<Incident>().Select(whereabouts.Day).OfType<LocalDate>().ToHashSet();
                var before = book;
                situation = Situation.Next(situation, step, log);
                book = Daybook.Next(book, step, log);
                coverages = new(now, log, book.IncidentsOn, coverages, touched);
                tally = KeptTally.Next(tally, now, rules, book.IncidentsOn, touched, book.Coarse);
                assessment = now;
                // The whole is made after some steps and at the end: it takes far longer than to go on, and what went wrong stays, as a rule.
                if (at < entries.Length && random.Next(3) > 0) continue;

                var (alone, where) = (Assessor.Assess(log, agreement, FusionRules.Default, null), $"{agreement.Id}, seed {seed}, after {at} of {entries.Length}");
                Same(Written(Situation.Of(alone, log)), Written(situation), where);
                var whole = Daybook.Of(log, alone);
                Assert.Equal(whole.Dates, book.Dates);
                foreach (var date in whole.Dates)
                {
                    Same(Written(whole.On(date)), Written(book.On(date)), $"{where}, {date}");
                    if (before is not null && book.Touched is { } days && !days.Contains(date)) Same(Written(before.On(date)), Written(book.On(date)), $"{where}, untouched {date}");
                }
                Same(Written(Tally.Of(alone, rules, TallyBy.Day, null)), Written(tally.Tally), where);
                foreach (var zone in ZoneCoverages.Bounded(agreement))
                {
                    var expected = ZoneCoverage.Of(alone, log, zone);
                    Same(Written(expected), Written(coverages.Of(zone, coverages.Dates)), $"{where}, {zone}");
                    Assert.Equal(expected.Days.Where(day => day.Share is not null).Select(day => day.Date), coverages.Seen(zone).AsEnumerable());
                }
                foreach (var finding in now.Findings) Assert.Same(finding, now.Find(finding.Key));
                foreach (var incident in now.Incidents) Assert.Equal(now.Findings.Where(finding => finding.Incident?.Id == incident.Id), now.About(incident));
                Assert.Equal(now.Plain.Count(), now.Answers.Values.Sum());
                Assert.Equal(now.Plain.CountBy(finding => (finding.Key.Clause, finding.Outcome, finding.Standing)).OrderBy(one => one.ToString()), now.Answers.OrderBy(one => one.ToString()));
                Assert.Equal(log.Standing.Where(report => report.Report.Content is not Observation), log.Beside);
            }
        }
    }

    [Fact]
    public void Things_in_an_order_are_the_same_however_they_came()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (ordered, plain) = (Ordered<int>.Empty((a, b) => a.CompareTo(b)), new SortedSet<int>());
            for (var step = 0; step < 30; step++)
            {
                int[] gone = [.. plain.Where(_ => random.Next(step % 7 == 6 ? 1 : 9) == 0)];
                int[] come = [.. Enumerable.Range(0, random.Next(step % 5 == 0 ? 4_000 : 20)).Select(_ => random.Next(20_000)).Distinct().Where(number => !plain.Contains(number) || gone.Contains(number))];
                ordered = ordered.With(gone, come);
                plain.ExceptWith(gone);
                plain.UnionWith(come);
                Assert.Equal(plain, ordered);
                Assert.Equal(plain.Count, ordered.Count);
                var from = random.Next(20_000);
                Assert.Equal(plain.Count(number => number < from), ordered.Before(number => number < from));
                Assert.Equal(plain.Where(number => number >= from && number < from + 500), ordered.Range(number => number < from, number => number < from + 500));
                if (plain.Count > 0 && random.Next(plain.Count) is var place) Assert.Equal((plain.ElementAt(place), plain.Count - place), (ordered[place], ordered.From(place).Count()));
            }
        }
    }

    private static void Same(string expected, string actual, string where) => Assert.True(expected == actual, $"{where}:\n{expected}\n--- but\n{actual}");

    private static string Written(Situation situation) => string.Join('\n',
    [
        .. situation.Happenings.Select(one => $"{one.Id} {one.Best.Id} {one.From} {one.To} {one.Kind} {string.Join(", ", one.Answers)}"), $"without place: {situation.WithoutPlace}",
        .. situation.Stretches.Select(one => $"{one.From} {one.To} {one.Observed} {one.Length} {string.Join(", ", one.Events)}"),
        .. situation.Clauses.Select(row => $"{row.Clause.Id} {string.Join(", ", row.Answers)} {string.Join(", ", row.Days)}"),
        .. situation.Contingents.Select(one => $"{one.Actor.Id} {one.Unit} {one.Report.Report.Id}"),
    ]);

    private static string Written(RecordedDay day) => string.Join('\n',
    [
        .. new[] { day.Reports, day.Access, day.Coverage, day.Notifications, day.Changed }.Select(some => string.Join(' ', some.Select(report => $"{report.Report.Id}:{report.Entries[^1]}"))),
        .. new[] { day.Incidents, day.Positions, day.Perhaps }.Select(some => string.Join(' ', some.Select(incident => $"{incident.Id}:{incident.Sightings.Length}"))),
        .. day.Findings.Select(finding => $"{finding.Id} {finding.Outcome} {finding.Standing}"),
    ]);

    private static string Written(Tally tally) => string.Join('\n',
    [
        string.Join(' ', tally.Totals),
        .. tally.Rows.Select(row => $"{row.Key}: {string.Join(' ', row.Counts)} of {string.Join(' ', row.Incidents)}"),
        .. tally.Groups.Select(group => $"{group.Time}: {string.Join(' ', group.Counts)} of {string.Join(' ', group.Incidents)} by {string.Join(' ', group.Entries)}"),
    ]);

    private static string Written(ZoneCoverage coverage) => $"{coverage.Places} " + string.Join('\n', coverage.Days.Select(day => $"{day.Date} " + string.Join("; ", day.Hours.Select(hour =>
        $"{hour.Time} {hour.Share} {string.Join(',', hour.ByMeans)} {hour.Incidents} {string.Join(',', hour.Entries)} {string.Join(',', hour.Hindrances.Select(one => one.Time))}"))));
}
