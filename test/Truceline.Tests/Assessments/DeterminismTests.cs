using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Tests.Assessments;

public partial class DeterminismTests
{
    [Fact]
    public void The_order_in_which_reports_come_in_does_not_change_a_finding()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var reports = Worlds.Reports(seed, 40);
            var shuffled = reports.ToArray();
            new Random(seed + 1000).Shuffle(shuffled);
            foreach (var agreement in new[] { Worlds.Agreement, Worlds.Ceasefire })
                Assert.Equal(
                    WithoutPositions(Assessor.Assess(Worlds.Log(reports), agreement, FusionRules.Default, null)),
                    WithoutPositions(Assessor.Assess(Worlds.Log(shuffled), agreement, FusionRules.Default, null)));
        }
    }

    [Fact]
    public void Fusion_does_not_see_the_order_of_the_reports()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var reports = Worlds.Log(Worlds.Reports(seed, 60)).Reports;
            var shuffled = reports.ToArray();
            new Random(seed).Shuffle(shuffled);
            var (one, two) = (Fusion.Fuse(reports, FusionRules.Default), Fusion.Fuse(shuffled, FusionRules.Default));
            Assert.Equal(one.Select(Key), two.Select(Key));
        }

        static string Key(Incident incident) =>
            $"{incident.Id} {string.Join(',', incident.Sightings.Select(sighting => sighting.Id))} {incident.Occurred} {incident.Count} {string.Join(';', incident.Reasons.Select(reason => reason.ToString()))}";
    }

    [Fact]
    public void The_culture_of_the_thread_does_not_change_a_byte()
    {
        var log = Worlds.Log(Worlds.Reports(7, 60));
        var plain = AssessmentJson.Write(Assessor.Assess(log, Worlds.Agreement, FusionRules.Default, null));
        var before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NegativeSign = "minus";
            comma.DateTimeFormat.TimeSeparator = ".";
            comma.DateTimeFormat.DateSeparator = "~";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(plain, AssessmentJson.Write(Assessor.Assess(log, Worlds.Agreement, FusionRules.Default, null)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Finding_ids_are_unique_and_each_incident_holds_each_report_once()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var assessment = Assessor.Assess(Worlds.Log(Worlds.Reports(seed, 60)), Worlds.Agreement, FusionRules.Default, null);
            Assert.Equal(assessment.Findings.Length, assessment.Findings.Select(finding => finding.Id).Distinct().Count());
            var sightings = assessment.Incidents.SelectMany(incident => incident.Sightings).Select(sighting => sighting.Id).ToArray();
            Assert.Equal(60, sightings.Length);
            Assert.Equal(60, sightings.Distinct().Count());
        }
    }

    [Fact]
    public void No_incident_exceeds_the_greatest_extent_or_duration_unless_a_single_report_does()
    {
        var rules = FusionRules.Default;
        for (var seed = 0; seed < 40; seed++)
            foreach (var incident in Fusion.Fuse(Worlds.Log(Worlds.Reports(seed, 120)).Reports, rules))
            {
                if (incident.Sightings.Length == 1) continue;
                Assert.True(incident.Occurred.Duration <= rules.Lasting);
                var middles = incident.Sightings.Select(sighting => Extent.Of(sighting.Observation.Where.Region)!.Middle).ToArray();
                Assert.All(middles, a => Assert.All(middles, b => Assert.True(Truceline.Geography.Geodesic.Distance(a, b).Rounded() <= rules.Extent)));
            }
    }

    /// <summary>The bytes of an assessment without the numbers of entries, which follow the order in which they came in.</summary>
    private static string WithoutPositions(Assessment assessment) =>
        Entries().Replace(Encoding.UTF8.GetString(AssessmentJson.Write(assessment)), "");

    [GeneratedRegex(@"""entries"": \[[^\]]*\],?\s*")]
    private static partial Regex Entries();
}
