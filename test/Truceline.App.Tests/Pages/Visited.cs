using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Truceline.Agreements;
using Truceline.Agreements.Trials;
using Truceline.App.Serving;
using Truceline.App.Tests.Journals;
using Truceline.App.Wording;

namespace Truceline.App.Tests.Pages;

/// <summary>What a visitor is given: a status, where it leads, and the page as it was sent and as it reads.</summary>
internal sealed record Visit(HttpStatusCode Status, string? Leads, string Html)
{
    /// <summary>The words of the page, without its tags, with single spaces.</summary>
    public string Text { get; } = Words(WebUtility.HtmlDecode(Regex.Replace(Html, "<[^>]*>", "")));

    /// <summary>The addresses of its links, as written.</summary>
    public IEnumerable<string> Links => Regex.Matches(Html, "<a [^>]*?href=\"([^\"]*)\"").Select(link => WebUtility.HtmlDecode(link.Groups[1].Value));

    /// <summary>The rows of its lists, each as sent.</summary>
    public string[] Rows => [.. Regex.Matches(Html, "<tr data-item[^>]*>.*?</tr>", RegexOptions.Singleline).Select(row => row.Value)];

    /// <summary>Words as a page shows them.</summary>
    public static string Words(string text) => Regex.Replace(text, @"[\s ]+", " ").Trim();

    /// <summary>That the page says something, as it shows words that came in.</summary>
    public void Says(string words) => Assert.Contains(Words(ForeignWords.Plain(words)), Text, StringComparison.Ordinal);
}

/// <summary>The pages of one record, served in this process.</summary>
internal sealed class Visited : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false });
    private Room? room;
    private WebApplication? site;

    /// <summary>What every page is made from.</summary>
    public View View => room!.View(new(null, null, null));

    /// <summary>The example minsk-2 with its made-up reports.</summary>
    public static Task<Visited> Example() => Start(Serving.TestSite.Agreement(), Serving.TestSite.Draft(), Serving.TestSite.Fill);

    /// <summary>A record of one's own: a truce file of two sides and a mission, and what each source says, line by line.</summary>
    public static Task<Visited> Of(params (string Source, string[] Lines)[] reports) => Of(journal =>
    {
        foreach (var (source, lines) in reports) Import(journal, source, lines);
    });

    /// <summary>A record of one's own under the same truce file, with whatever entries.</summary>
    public static Task<Visited> Of(Action<string> fill)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["pause.truce.yaml"], Pause);
        return Start(AgreementFile.Open(folder["pause.truce.yaml"], TextWriter.Null), AgreementFile.Draft(folder["pause.truce.yaml"]), fill);
    }

    private static async Task<Visited> Start(Agreement agreement, AgreementDraft draft, Action<string> fill)
    {
        var visited = new Visited();
        var journal = visited.folder["journal"];
        JournalFolder.OpenOrCreate(journal).Dispose();
        fill(journal);
        visited.room = new Room(journal, [agreement]);
        visited.site = Site.Build(visited.room, 0, drafts: [draft]);
        await visited.site.StartAsync(TestContext.Current.CancellationToken);
        await visited.room.Ready; // a page that is asked for before answers that it is still being read
        visited.client.BaseAddress = new Uri(visited.site.Urls.First());
        return visited;
    }

    /// <summary>Goes to an address of the site.</summary>
    public async Task<Visit> Get(string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        return new(answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The page at an address, through whatever leads to it.</summary>
    public async Task<Visit> Page(string address)
    {
        var visit = await Get(address);
        for (var steps = 0; visit.Leads is { } next && steps < 3; steps++) visit = await Get(next);
        Assert.Equal(HttpStatusCode.OK, visit.Status);
        return visit;
    }

    /// <summary>Brings reports into a journal.</summary>
    public static void Import(string journal, string source, string[] lines)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["lines.jsonl"], lines);
        using var output = new StringWriter();
        Assert.True(Cli.Run(["import", "--journal", journal, "--source", source, "--format", "jsonl", folder["lines.jsonl"]], output, output) == ExitStatus.Done, output.ToString());
    }

    private const string Pause = """
        truce: 1
        id: pause
        title: A made-up pause
        source: { status: signed, signed: 2026-01-05 }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors:
          A: { kind: party, name: Side A }
          B: { kind: party, name: Side B }
          OM: { kind: monitor, name: Observer Mission }
        clauses:
          - id: fire
            must-not: { who: [A, B], do: fire }
            from: 2026-01-06T00:00:00+02:00
        """;

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (site is not null) await site.DisposeAsync();
        room?.Dispose();
        folder.Dispose();
    }
}
