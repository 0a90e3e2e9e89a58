using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Truceline.Agreements;
using Truceline.Agreements.Trials;
using Truceline.App.Commands;
using Truceline.App.Serving;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Browser;

/// <summary>The pages of one journal, served in this process at a port of its own.</summary>
internal sealed partial class ServedSite : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new();
    private AgreementDraft? draft;
    private Room? room;
    private WebApplication? site;

    /// <summary>The directory of its journal.</summary>
    public string Journal => folder["journal"];

    /// <summary>Where it is: <c>http://127.0.0.1:40123</c>.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>How many entries its journal has.</summary>
    public long Entries
    {
        get
        {
            using var journal = JournalFolder.OpenForReading(Journal);
            return journal.Head.Size;
        }
    }

    /// <summary>Serves a journal that is empty, or what a function puts into it, under one truce file.</summary>
    public static async Task<ServedSite> Start(string truceFile, Action<string>? fill = null)
    {
        var served = new ServedSite();
        JournalFolder.OpenOrCreate(served.Journal).Dispose();
        fill?.Invoke(served.Journal);
        served.draft = AgreementFile.Draft(truceFile);
        await served.ServeAgain();
        return served;
    }

    /// <summary>Serves, after a stop at the same port as before.</summary>
    public async Task ServeAgain()
    {
        room = new Room(Journal, [draft!.Agreement]);
        site = Site.Build(room, Origin.Length == 0 ? 0 : new Uri(Origin).Port, drafts: [draft]);
        await site.StartAsync(TestContext.Current.CancellationToken);
        await room.Ready; // a page that is asked for before answers that it is still being read
        Origin = site.Urls.First();
    }

    /// <summary>Stops serving, as when the machine behind it goes away.</summary>
    public async Task Stop()
    {
        if (site is not null) await site.DisposeAsync();
        room?.Dispose();
        (site, room) = (null, null);
    }

    /// <summary>Runs the executable's import, as another process would; all must go in.</summary>
    public static void Import(string journal, string source, string file)
    {
        using var output = new StringWriter();
        Assert.True(Cli.Run(["import", "--journal", journal, "--source", source, "--format", "jsonl", file], output, output) == ExitStatus.Done, output.ToString());
    }

    /// <summary>The same for lines.</summary>
    public static void ImportLines(string journal, string source, params string[] lines)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["lines.jsonl"], lines);
        Import(journal, source, folder["lines.jsonl"]);
    }

    /// <summary>Imports lines into its journal while it is served.</summary>
    public void Add(string source, params string[] lines) => ImportLines(Journal, source, lines);

    /// <summary>A file of lines, which goes with the site.</summary>
    public string Written(string name, params string[] lines)
    {
        File.WriteAllLines(folder[name], lines);
        return folder[name];
    }

    /// <summary>Imports those lines that the format lets in, and leaves out the others.</summary>
    public static void ImportWhatCanBe(string journal, string source, string[] lines)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["lines.jsonl"], lines);
        using var output = new StringWriter();
        Cli.Run(["import", "--journal", journal, "--source", source, "--format", "jsonl", folder["lines.jsonl"]], output, output);
    }

    /// <summary>An address with a query; "…" at the end of its path stands for the first of its kind that a list leads to under the same query.</summary>
    public async Task<string> Address(string path, string query = "")
    {
        string With(string bare) => query.Length == 0 ? bare : $"{bare}{(bare.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
        if (!path.EndsWith('…')) return With(path);
        var kind = path[..^1];
        if (kind != "/incidents/") return (await Some(With(kind.TrimEnd('/')), kind, 1))[0];
        // Only findings about an incident lead to one.
        foreach (var finding in await Some(With("/findings"), "/findings/", 100))
            if (await Some(finding, kind, 1) is [var incident]) return incident;
        throw new InvalidOperationException("no finding leads to an incident");
    }

    /// <summary>The first few addresses that begin so, of those that a page links to.</summary>
    public async Task<string[]> Some(string page, string beginning, int most) => [.. Links(await Html(page), beginning).Take(most)];

    /// <summary>All addresses that begin so, of those that a list links to on all of its pages.</summary>
    public async Task<string[]> All(string list, string beginning)
    {
        var (found, seen, next) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal), new Queue<string>([list]));
        while (next.TryDequeue(out var page))
        {
            if (!seen.Add(page)) continue;
            var html = await Html(page);
            found.AddRange(Links(html, beginning));
            foreach (var more in Links(html, list + "?").Where(link => link.Contains("page=", StringComparison.Ordinal))) next.Enqueue(more);
        }
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private async Task<string> Html(string page) => await client.GetStringAsync(new Uri(Origin + page), TestContext.Current.CancellationToken);

    private static IEnumerable<string> Links(string html, string beginning) =>
        Link().Matches(html).Select(link => System.Net.WebUtility.HtmlDecode(link.Groups[1].Value)).Where(link => link.StartsWith(beginning, StringComparison.Ordinal) && !link.StartsWith("/reports/new", StringComparison.Ordinal));

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Link();

    private static Agreement Read(string truceFile)
    {
        using var problems = new StringWriter();
        return AgreementFile.Open(truceFile, problems);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        client.Dispose();
        folder.Dispose();
    }
}

/// <summary>The reference example with its exercise, as the demo shows it, served once for all tests that only look.</summary>
public sealed class ExampleSite : IAsyncLifetime
{
    private static string Folder => Path.Combine(Needs.Root, "examples", "paris-2025");

    /// <summary>The agreement of the example.</summary>
    public static string TruceFile => Path.Combine(Folder, "paris-2025.truce.yaml");

    /// <summary>An entry of its journal at which some incidents are known, and others not yet.</summary>
    public long Entry { get; private set; }

    internal ServedSite Site { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Site = await ServedSite.Start(TruceFile, journal => DemoCommand.Prepare(journal, Folder));
        Entry = Site.Entries * 3 / 4;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
