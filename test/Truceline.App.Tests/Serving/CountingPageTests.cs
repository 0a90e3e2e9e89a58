using System.Net;
using System.Text.RegularExpressions;

namespace Truceline.App.Tests.Serving;

/// <summary>The pages of changes, coverage and tallies, and readings side by side, without scripts.</summary>
public sealed partial class CountingPageTests
{
    [Fact]
    public async Task Changes_since_an_entry_say_from_and_to_and_the_entries_that_brought_them()
    {
        await using var site = await TestSite.Start();
        var page = await site.Page("/changes?since=8");
        Assert.Matches("<b>[1-9][0-9]*</b>\\s*findings\\s+changed between entry 8 and entry 38", page);
        foreach (Match entry in Entry().Matches(page[page.IndexOf("<tbody>", StringComparison.Ordinal)..page.IndexOf("</tbody>", StringComparison.Ordinal)]))
            Assert.InRange(long.Parse(entry.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), 9, 38);
        Assert.Contains("Nothing came in since.", await site.Page("/changes?since=38"), StringComparison.Ordinal);
        Assert.Contains("is no entry before the last one that is known here, which is 38.", await site.Page("/changes?since=39"), StringComparison.Ordinal);
        Assert.Contains("is no entry before the last one that is known here, which is 38.", await site.Page("/changes?since=99999999999999999999"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_is_corrected_changes_its_findings_because_of_the_correction()
    {
        await using var site = await TestSite.Start(filled: false);
        site.ImportLine("OSCE SMM", """{"own-id": "x1", "exercise": true, "observation": {"occurred": "2015-02-16T10:00:00+02:00", "where": {"at": {"lat": 48.3, "lon": 38.4}, "within-m": 50}, "means": "seen", "act": "fire", "phase": "impact", "by": [{"actor": "Ukraine", "basis": "seen"}]}}""");
        site.ImportLine("OSCE SMM", """{"own-id": "x1", "exercise": true, "observation": {"occurred": "2015-02-16T10:00:00+02:00", "where": {"at": {"lat": 48.3, "lon": 38.4}, "within-m": 50}, "means": "seen", "act": "fly", "by": [{"actor": "Ukraine", "basis": "seen"}]}}""");
        await SiteTests.Until(() => Task.FromResult(site.Room.Entries >= 2));
        var page = await site.Page("/changes?since=1");
        var row = page[page.IndexOf("<tbody>", StringComparison.Ordinal)..page.IndexOf("</tbody>", StringComparison.Ordinal)];
        Assert.Matches("breached, verified[\\s\\S]*?nothing[\\s\\S]*?/entries/2\"", row);
        Assert.DoesNotContain("/entries/1\"", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_followed_says_at_which_entry_it_came_to_be_so()
    {
        await using var site = await TestSite.Start(filled: false);
        await site.Room.Ready;
        foreach (var (phase, entries) in new[] { ("impact", 1), ("outgoing", 2), ("impact", 3) })
        {
            site.ImportLine("OSCE SMM", $$$"""{"own-id": "x{{{entries}}}", "exercise": true, "observation": {"occurred": "2015-02-16T1{{{entries}}}:00:00+02:00", "where": {"at": {"lat": 48.3, "lon": 38.4}, "within-m": 50}, "means": "seen", "act": "fire", "phase": "{{{phase}}}", "by": [{"actor": "Ukraine", "basis": "seen"}]}}""");
            await SiteTests.Until(() => Task.FromResult(site.Room.Entries >= entries));
        }
        var changes = site.Room.Changes(TestSite.Agreement().Id);
        Assert.Equal(changes.Select(change => change.AtEntry).OrderDescending(), changes.Select(change => change.AtEntry));
        Assert.Equal([1L, 2, 3], changes.Select(change => change.AtEntry).Distinct().Order());
        Assert.All(changes, change => Assert.Equal([change.AtEntry], change.Because));
        var page = await site.Page("/changes?since=1");
        Assert.Contains("at entry 3", page, StringComparison.Ordinal);
        Assert.DoesNotContain("at entry 1<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("at entry 3", await site.Page("/changes?since=1&entry=2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_that_nobody_reported_is_said_to_be_missing()
    {
        await using var site = await TestSite.Start(filled: false);
        site.ImportLine("OSCE SMM", """{"own-id": "x1", "exercise": true, "observation": {"occurred": "2015-02-16T10:00:00+02:00", "where": {"name": "Zolote"}, "means": "seen", "act": "fire"}}""");
        await SiteTests.Until(() => Task.FromResult(site.Room.Entries >= 1));
        var page = await site.Page("/coverage");
        Assert.Contains("No report of coverage has come in", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("seen-[1-4]", page);
        Assert.Contains("is no zone with an end", await site.Page("/coverage?zone=nowhere"), StringComparison.Ordinal);
        Assert.Contains("is no day", await site.Page("/coverage?day=someday"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tallies_have_every_rule_in_a_column_and_their_rows_and_groups_add_up_to_the_total()
    {
        await using var site = await TestSite.Start();
        var page = await site.Page("/tallies?rule=incident&rule=observation");
        var tables = Table().Matches(page).Select(match => match.Value).ToArray();
        Assert.Equal(2, tables.Length);
        var total = Numbers(tables[0][tables[0].IndexOf("<tfoot>", StringComparison.Ordinal)..]);
        Assert.Equal(2, total.Length);
        foreach (var table in tables.Select(table => table[table.IndexOf("<tbody>", StringComparison.Ordinal)..table.IndexOf("</tbody>", StringComparison.Ordinal)]))
            for (var rule = 0; rule < 2; rule++)
                Assert.Equal(total[rule], Numbers(table).Where((_, i) => i % 2 == rule).Sum());
    }

    [Fact]
    public async Task Each_number_of_a_tally_leads_to_the_incidents_that_it_counts()
    {
        await using var site = await TestSite.Start();
        var page = await site.Page("/tallies?rule=incident&by=day");
        var first = WebUtility.HtmlDecode(RowLink().Match(page).Groups[1].Value);
        var count = int.Parse(RowLink().Match(page).Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture);
        var row = await site.Page(first.Split('#')[0]);
        row = row[row.IndexOf("id=\"row\"", StringComparison.Ordinal)..row.IndexOf("id=\"groups\"", StringComparison.Ordinal)];
        Assert.Equal(count, Regex.Count(row, "<tr data-item"));
    }

    [Theory]
    [InlineData("rule=nothing", "There is no counting rule")]
    [InlineData("by=mood", "is nothing to count by")]
    [InlineData("from=2015-03-01&to=2015-02-01", "The first day lies after the last.")]
    [InlineData("from=1999-01-01&to=1999-01-02", "Nothing lies in these days.")]
    public async Task What_cannot_be_counted_is_told(string query, string says)
    {
        await using var site = await TestSite.Start();
        Assert.Contains(says, await site.Page($"/tallies?{query}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99999"), InlineData("-1"), InlineData("first")]
    public async Task A_row_that_a_tally_does_not_have_cannot_be_shown(string row)
    {
        await using var site = await TestSite.Start();
        var answer = await site.Get($"/tallies?by=clause&row={row}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"There is no row &#x27;{row}&#x27; in this tally, which has ", page, StringComparison.Ordinal);
        Assert.Contains("Open it without a row", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readings_stand_side_by_side_in_the_list_and_on_the_page_of_a_finding()
    {
        await using var site = await TestSite.Start();
        var view = site.Room.View(new(null, null, null));
        var list = await site.Page("/findings?readings=beside");
        foreach (var reading in view.Agreement.Readings.Values.Where(reading => view.Assessment.Plain.Any(finding => reading.Changes.Contains(finding.Key.Clause))))
            Assert.Contains($">{reading.Name}<", list, StringComparison.Ordinal);
        var finding = view.Assessment.Plain.First(finding => view.Assessment.UnderReadings(finding.Key) is { } under && under.StartsWith("breached under some", StringComparison.Ordinal));
        var page = await site.Page($"/findings/{finding.Id}");
        Assert.Contains("Readings side by side", page, StringComparison.Ordinal);
        Assert.Contains("Breached under some readings", page, StringComparison.Ordinal);
    }

    private static long[] Numbers(string html) => [.. Number().Matches(html).Select(match => long.Parse(match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture))];

    [GeneratedRegex("<table class=\"tally\">[\\s\\S]*?</table>")]
    private static partial Regex Table();

    [GeneratedRegex("<td class=\"number\">(?:<a[^>]*>)?([0-9,]+)<")]
    private static partial Regex Number();

    [GeneratedRegex("<td class=\"number\"><a href=\"([^\"]*row=0[^\"]*)\">([0-9]+)<")]
    private static partial Regex RowLink();

    [GeneratedRegex("/entries/([0-9]+)\"")]
    private static partial Regex Entry();
}
