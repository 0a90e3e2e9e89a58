using System.Net;
using Truceline.App.Serving;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Serving;

public sealed class AgreementPageTests
{
    private static readonly string Folder = Path.Combine(Needs.Root, "examples", "paris-2025");

    private static async Task<(HttpStatusCode Status, string Page)> Page(string path)
    {
        using var folder = new TemporaryFolder();
        TestSite.Import(folder["journal"], "record", Path.Combine(Folder, "statements.jsonl"));
        using var room = new Room(folder["journal"], [AgreementFile.Open(Path.Combine(Folder, "paris-2025.truce.yaml"), TextWriter.Null)]);
        await using var site = Site.Build(room, 0);
        await site.StartAsync(TestContext.Current.CancellationToken);
        await room.Ready; // a page that is asked for before answers that it is still being read
        using var client = new HttpClient { BaseAddress = new Uri(site.Urls.First()) };
        var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Each_clause_stands_beside_its_article_with_its_state_and_what_the_checks_found_at_it()
    {
        var (_, page) = await Page("/agreement");
        var stop = Between(page, "id=\"clause-stop\"", "</article>");
        Assert.Contains("From the event “ceasefire” on, Russia and Ukraine must not fire in the area “area”.", stop, StringComparison.Ordinal);
        Assert.Contains("not in force: ", stop, StringComparison.Ordinal);
        Assert.Contains("The text does not say this: it is assumed.", stop, StringComparison.Ordinal);
        Assert.Contains("TL060", Between(page, "id=\"clause-deploy\"", "</article>"), StringComparison.Ordinal);
        Assert.Contains("binds nobody", Between(page, "id=\"clause-no-aggression\"", "</article>"), StringComparison.Ordinal);
        Assert.Contains("TL070", page[..page.IndexOf("id=\"clause-stop\"", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sentences_are_in_the_language_that_is_asked_for()
    {
        var (_, page) = await Page("/agreement?lang=uk");
        Assert.Contains("<div class=\"says\" lang=\"uk\">", page, StringComparison.Ordinal);
        Assert.Contains("сторона «Russia» та сторона «Ukraine» не мають права вести вогонь у межах району «area».", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_nobody_translated_to_is_refused() => Assert.Equal(HttpStatusCode.BadRequest, (await Page("/agreement?lang=<b>")).Status);

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(start >= 0, $"there is no {from}");
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
