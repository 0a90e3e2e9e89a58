using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Assessments.Screening;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using Truceline.Tests.Geography;
using Truceline.Tests.Scenarios;

namespace Truceline.Tests.Assessments.Screening;

public class ReportScreenTests
{
    [Fact]
    public void A_random_record_is_screened_as_each_of_its_reports_is_weighed() => Seeded.Check(6, seed =>
    {
        var log = Worlds.Log(Worlds.Reports(seed, 60));
        return new[] { Worlds.Agreement, Worlds.Ceasefire }.All(agreement =>
            ReportScreen.Of(agreement, log, withMargins: true, threads: 2).SequenceEqual(Naive(agreement, log)));
    });

    [Theory]
    [MemberData(nameof(ScenarioTests.All), MemberType = typeof(ScenarioTests))]
    public void A_scenario_is_screened_as_each_of_its_reports_is_weighed(string name)
    {
        var scenario = Scenario.Parse(name, File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", name + ".md")));
        if (scenario.Expected.IsEmpty) return;
        var (agreement, log) = (scenario.Agreement(), scenario.Log());
        Assert.Equal(Naive(agreement, log), ReportScreen.Of(agreement, log, withMargins: true, threads: 1));
    }

    // Question by question, clause by clause, without an index.
    private static List<ScreenedReport> Naive(Agreement agreement, ReportLog log)
    {
        var calendar = ReportScreen.Unfolded(agreement, log);
        var (naming, weighing) = (new Naming(agreement), new Weighing(agreement));
        var found = new List<ScreenedReport>();
        foreach (var sighting in log.Standing.Select(Sighting.Of).OfType<Sighting>().OrderBy(sighting => sighting.Report.Entries[0]))
            foreach (var clause in agreement.Clauses)
            {
                if (clause.Kind == ClauseKind.Must || (clause.Kind == ClauseKind.May && clause.DutyOf.IsEmpty)) continue;
                var ban = clause.Kind == ClauseKind.MustNot ? Ban.Of(clause, calendar) : Ban.Obstruction(clause, calendar);
                var actors = ban.Clause.Anyone ? [] : agreement.Expand(ban.Clause.Who);
                var weighed = new Weighed(sighting, ban.Act(sighting.Observation), weighing.What(ban.Clause, sighting.Observation), weighing.Where(ban, sighting));
                var all = weighed.All.And(naming.Who(actors, sighting)).And(ban.When.At(sighting.Observation.Occurred, actors));
                if (all != Certainty.No) found.Add(new(sighting.Report.Entries[0], clause.Id, all, weighing.Margin(ban, weighed)));
            }
        return found;
    }
}
