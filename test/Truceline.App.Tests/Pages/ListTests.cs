using System.Globalization;
using Truceline.App.Pages;
using Truceline.App.Wording;
using Truceline.Assessments;

namespace Truceline.App.Tests.Pages;

public sealed class ListTests
{
    private static string Id(string row) => System.Text.RegularExpressions.Regex.Match(row, "/(?:findings|reports)/([a-z2-7]{26})").Groups[1].Value;

    [Fact]
    public async Task Every_finding_of_the_plain_text_is_listed_by_clause_and_the_gravest_come_first()
    {
        await using var site = await Visited.Example();
        var page = await site.Page("/findings");
        var listed = page.Rows.Select(Id).ToArray();
        Assert.Equal(site.View.Lookup.Listed.Take(Slice.Size).Select(finding => finding.Id.Value), listed);
        Assert.True(site.View.Assessment.Plain.All(site.View.Lookup.Listed.Contains));
        var first = site.View.Assessment.Findings.Single(finding => finding.Id.Value == listed[0]);
        Assert.Equal((Outcome.Breached, Standing.Verified), (first.Outcome, first.Standing!.Value));
        foreach (var clause in site.View.Agreement.Clauses.Where(clause => site.View.Lookup.Listed.Take(Slice.Size).Any(finding => finding.Key.Clause == clause.Id)))
            Assert.Contains($"/#clause-{clause.Id}", page.Links);
    }

    [Theory]
    [InlineData("clause=p2.ua")]
    [InlineData("outcome=cannot-rule")]
    [InlineData("outcome=breached&standing=alleged")]
    [InlineData("day=2015-02-16")]
    [InlineData("place=zolote")]
    [InlineData("actor=UA")]
    [InlineData("q=debaltseve")]
    [InlineData("q=16+Feb+2015")]
    [InlineData("q=p1+alleged")]
    public async Task A_filter_in_the_address_gives_what_it_asks_for_and_no_more(string asked)
    {
        await using var site = await Visited.Example();
        var part = asked.Split('&').Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1].Replace('+', ' '));
        bool Fits(Finding finding)
        {
            var (view, incident) = (site.View, site.View.Lookup.IncidentOf(finding));
            var day = new NodaTime.LocalDate(2015, 2, 16);
            var zone = view.Agreement.Clock.Zone;
            bool OnDay() => finding.Time is { } time && (finding.Key.Occasion is Occasion.OfDeadline
                ? (time.Start - NodaTime.Duration.Epsilon).InZone(zone).Date == day
                : time.Start.InZone(zone).Date <= day && time.End.InZone(zone).Date >= day);
            bool At(string place) => incident is not null && incident.Sightings.Any(sighting => sighting.Observation.Where.Name?.Contains(place, StringComparison.OrdinalIgnoreCase) == true);
            return part.All(one => (one.Key, one.Value) switch
            {
                ("clause", var clause) => finding.Key.Clause == clause,
                ("outcome", var outcome) => finding.Outcome.Word() == outcome.Replace('-', ' '),
                ("standing", var standing) => finding.Standing?.Word() == standing,
                ("day", _) => OnDay(),
                ("place", var place) => At(place),
                ("actor", _) => view.Agreement.Expand(finding.Key.Subject.Split(", ").Where(view.Agreement.Actors.ContainsKey)).Contains("UA"),
                ("q", "16 Feb 2015") => OnDay(),
                ("q", "debaltseve") => At("debaltseve"),
                ("q", _) => finding.Key.Clause.Contains("p1", StringComparison.Ordinal) && finding.Standing == Standing.Alleged,
                _ => false,
            });
        }

        var expected = site.View.Lookup.Listed.Where(Fits).Select(finding => finding.Id.Value).ToArray();
        Assert.InRange(expected.Length, 1, site.View.Lookup.Listed.Count - 1);
        var page = await site.Page($"/findings?{asked}");
        Assert.Equal(expected, page.Rows.Select(Id));
        page.Says(string.Create(CultureInfo.InvariantCulture, $"{expected.Length} finding"));
    }

    [Fact]
    public async Task Each_count_leads_to_as_many_findings_as_it_says()
    {
        await using var site = await Visited.Example();
        var page = await site.Page("/findings");
        var counts = System.Text.RegularExpressions.Regex.Matches(page.Html, "<a href=\"([^\"]*)\"><span class=\"mark[^>]*>[^<]*</span>(?:&#32;|&#x20;| )([0-9,]+)</a>");
        Assert.NotEmpty(counts);
        Assert.Equal(site.View.Lookup.Listed.Count, counts.Sum(count => int.Parse(count.Groups[2].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
        foreach (System.Text.RegularExpressions.Match count in counts)
            Assert.Equal(count.Groups[2].Value, (await site.Page(System.Net.WebUtility.HtmlDecode(count.Groups[1].Value))).Rows.Length.ToString("N0", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("/findings?outcome=guilty", "'guilty' is no outcome. The outcomes are not-in-force, not-bound")]
    [InlineData("/findings?standing=certain", "'certain' is no standing")]
    [InlineData("/findings?clause=p99", "There is no clause 'p99' in this agreement")]
    [InlineData("/findings?actor=XX", "There is no actor 'XX' in this agreement")]
    [InlineData("/findings?day=yesterday", "'yesterday' is no day. Write it as 2025-09-06.")]
    [InlineData("/reports?day=2015-02-30", "'2015-02-30' is no day")]
    [InlineData("/reports?kind=rumour", "'rumour' is no kind of report. The kinds are access, coverage")]
    [InlineData("/findings?place=Atlantis", "Nothing matches.")]
    [InlineData("/reports?q=Atlantis", "Nothing matches.")]
    [InlineData("/reports?incident=zz", "Nothing matches.")]
    [InlineData("/findings?report=zz", "Nothing matches.")]
    public async Task What_a_list_cannot_answer_it_says_in_one_sentence(string address, string says)
    {
        await using var site = await Visited.Example();
        var page = await site.Page(address);
        page.Says(says);
        Assert.Empty(page.Rows);
    }

    [Fact]
    public async Task The_newest_report_comes_first_and_filters_hold()
    {
        await using var site = await Visited.Example();
        var all = (await site.Page("/reports")).Rows.Select(Id).ToArray();
        Assert.Equal(site.View.Log.Reports.OrderByDescending(report => report.Entries[^1]).Select(report => report.Report.Id.Value), all);
        var ours = site.View.Log.Reports.Where(report => report.Report.Source == "OSCE SMM").Select(report => report.Report.Id.Value).Order(StringComparer.Ordinal);
        Assert.Equal(ours, (await site.Page("/reports?source=OSCE+SMM")).Rows.Select(Id).Order(StringComparer.Ordinal));
        Assert.All((await site.Page("/reports?kind=declaration")).Rows, row => Assert.Contains("declares", row, StringComparison.Ordinal));
        var entry = Assert.Single((await site.Page("/reports?q=23&source=OSCE+SMM&day=2015-03-02")).Rows);
        Assert.Equal(site.View.Lookup.ReportAt(23)!.Report.Id.Value, Id(entry));
    }

    [Fact]
    public async Task A_long_list_comes_in_parts_that_together_are_all_of_it()
    {
        var lines = Enumerable.Range(0, 250).Select(i => string.Create(CultureInfo.InvariantCulture, $$$"""
            {"own-id": "r{{{i}}}", "exercise": true, "observation": {"occurred": "2026-01-{{{7 + i % 20:00}}}T{{{i % 24:00}}}:15:00+02:00", "where": {"name": "the bridge"}, "means": "heard", "act": "fire"}}
            """)).ToArray();
        await using var site = await Visited.Of(("Observer Mission", lines));
        var seen = new List<string>();
        string? next = "/reports?kind=observation";
        for (var part = 1; next is not null; part++)
        {
            var page = await site.Page(next);
            seen.AddRange(page.Rows.Select(Id));
            page.Says($"{(part - 1) * 100 + 1}–{Math.Min(part * 100, 250)} of 250");
            next = System.Text.RegularExpressions.Regex.Match(page.Html, "rel=\"next\" href=\"([^\"]*)\"") is { Success: true } link ? System.Net.WebUtility.HtmlDecode(link.Groups[1].Value) : null;
        }
        Assert.Equal(250, seen.Distinct().Count());
        Assert.Equal((await site.Page("/reports?page=3")).Rows, (await site.Page("/reports?page=900")).Rows);
        Assert.Equal((await site.Page("/reports")).Rows, (await site.Page("/reports?page=many")).Rows);
        Assert.Equal(100, (await site.Page("/findings")).Rows.Length);
    }

    [Fact]
    public async Task An_empty_record_has_lists_that_say_how_to_begin()
    {
        await using var site = await Visited.Of();
        (await site.Page("/reports")).Says("No report has come in yet.");
        (await site.Page("/findings")).Says("There is no finding yet");
    }
}
