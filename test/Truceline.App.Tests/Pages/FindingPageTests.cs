using System.Net;
using Truceline.App.Terminal;
using Truceline.App.Wording;
using Truceline.Assessments;

namespace Truceline.App.Tests.Pages;

public sealed class FindingPageTests
{
    [Fact]
    public async Task Every_finding_says_every_step_of_its_trace_with_its_entries_and_assumptions()
    {
        await using var site = await Visited.Example();
        Assert.NotEmpty(site.View.Assessment.Findings);
        foreach (var finding in site.View.Assessment.Findings)
        {
            var page = await site.Page($"/findings/{finding.Id}");
            page.Says(Outcomes.Words(finding.Outcome, finding.Standing));
            foreach (var step in finding.Trace.Because.SelectMany(step => step.All()))
            {
                page.Says(step.Says);
                Assert.All(step.Entries, entry => Assert.Contains($"/entries/{entry}", page.Links));
                Assert.All(step.Assumptions, page.Says);
            }
            Assert.All(finding.Assumptions, page.Says);
            if (finding.Attribution is { } attribution) page.Says(attribution.Word());
            page.Says(finding.Trace.WouldChange![1..]);
        }
    }

    [Fact]
    public async Task Reasons_are_numbered_as_in_the_terminal()
    {
        await using var site = await Visited.Example();
        foreach (var finding in site.View.Assessment.Plain.Where(finding => finding.Outcome is Outcome.Breached or Outcome.CannotRule))
        {
            using var terminal = new StringWriter();
            FindingText.Write(terminal, site.View.Assessment, finding);
            var page = await site.Page($"/findings/{finding.Id}");
            foreach (var reason in All(Explanation.Reasons(finding)))
            {
                Assert.Contains($"{reason.Number}. {reason.Label}: {reason.Step.Says}", terminal.ToString(), StringComparison.Ordinal);
                page.Says($"{reason.Number} {reason.Label} {reason.Step.Says}");
            }
        }

        static IEnumerable<Reason> All(IEnumerable<Reason> reasons) => reasons.SelectMany(reason => All(reason.Below).Prepend(reason));
    }

    [Fact]
    public async Task What_every_reading_makes_of_it_stands_side_by_side_and_each_leads_to_its_own_finding()
    {
        await using var site = await Visited.Example();
        var finding = site.View.Assessment.Plain.First(finding => finding.Margin is not null && site.View.Assessment.UnderReadings(finding.Key) is { } under && under.StartsWith("breached under some", StringComparison.Ordinal));
        var page = await site.Page($"/findings/{finding.Id}");
        var readings = Explanation.Readings(site.View.Assessment, finding);
        Assert.True(readings.Length > 1);
        foreach (var (name, found) in readings)
        {
            page.Says(name);
            if (found is not { } under)
            {
                page.Says(UnderReading.Nothing);
                continue;
            }
            page.Says(Outcomes.Words(under.Outcome, under.Standing));
            if (under.Margin is { } margin) page.Says(Explanation.Margin(margin));
            if (under.Id != finding.Id) Assert.Contains($"/findings/{under.Id}", page.Links);
        }
        page.Says(site.View.Assessment.UnderReadings(finding.Key)![1..]);
    }

    [Fact]
    public async Task The_reports_beneath_the_incident_and_the_other_findings_of_it_are_led_to()
    {
        await using var site = await Visited.Example();
        var lookup = site.View.Lookup;
        var finding = site.View.Assessment.Plain.First(finding => lookup.IncidentOf(finding) is { } incident && incident.Sightings.Length > 1 && lookup.Of(incident).Count(other => other.Key.Reading is null) > 1);
        var incident = lookup.IncidentOf(finding)!;
        var page = await site.Page($"/findings/{finding.Id}");
        Assert.Contains($"/incidents/{incident.Id}", page.Links);
        Assert.All(incident.Sightings, sighting => Assert.Contains($"/reports/{sighting.Id}", page.Links));
        Assert.All(lookup.Of(incident).Where(other => other.Key.Reading is null && other.Id != finding.Id), other => Assert.Contains($"/findings/{other.Id}", page.Links));
        Assert.Contains($"/#clause-{finding.Key.Clause}", page.Links);
    }

    [Fact]
    public async Task The_first_letters_lead_to_the_whole_id_and_those_of_several_to_a_list_of_them()
    {
        await using var site = await Visited.Example();
        var id = site.View.Assessment.Findings[0].Id.Value;
        Assert.Equal($"/findings/{id}?entry=30", (await site.Get($"/findings/{id[..9].ToUpperInvariant()}?entry=30")).Leads);
        var several = site.View.Lookup.Listed.GroupBy(finding => finding.Id.Value[0]).First(group => group.Count() > 1);
        var list = await site.Get($"/findings/{several.Key}");
        Assert.Equal($"/findings?q={several.Key}", list.Leads);
        var rows = (await site.Page(list.Leads!)).Rows;
        Assert.All(several, finding => Assert.Contains(rows, row => row.Contains(finding.Id.Value, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/findings/zzzzzzzz")]
    [InlineData("/findings/%3Cscript%3E")]
    [InlineData("/incidents/zzzzzzzz")]
    [InlineData("/reports/zzzzzzzz")]
    [InlineData("/entries/0")]
    [InlineData("/entries/99999999999999999999")]
    [InlineData("/entries/4711")]
    [InlineData("/entries/one")]
    [InlineData("/statements/nobody/nothing")]
    [InlineData("/statements/nobody")]
    [InlineData("/statements/a%01b/%FF")]
    public async Task What_is_not_there_is_answered_with_404_and_a_way_on(string address)
    {
        await using var site = await Visited.Example();
        var visit = await site.Get(address + "?entry=20");
        Assert.Equal(HttpStatusCode.NotFound, visit.Status);
        Assert.Contains("/findings?entry=20", visit.Links);
        Assert.Contains("/reports?entry=20", visit.Links);
        Assert.Contains(address, visit.Links.Select(link => link.Split('?')[0]));
        Assert.DoesNotContain("<script>", visit.Html, StringComparison.Ordinal);
    }
}
