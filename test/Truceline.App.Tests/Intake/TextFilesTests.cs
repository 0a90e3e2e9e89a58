using System.Net;
using System.Net.Sockets;
using System.Text;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.App.Tests.Journals;
using Truceline.Texts;

namespace Truceline.App.Tests.Intake;

/// <summary>Texts out of files: pages, feeds, lines of reports, plain text; and out of files that mean harm.</summary>
public sealed class TextFilesTests : IDisposable
{
    private const string Page = """
        <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Guns moved | Example Press</title>
        <meta property="og:site_name" content="Example Press"><meta property="article:published_time" content="2034-03-10T08:00:00Z">
        <script>var hidden = "<p>never</p>";</script><style>p { color: red }</style></head>
        <body><nav><ul><li>Home</li><li>World</li></ul></nav><article><h1>Guns moved back</h1>
        <p>Inspectors of the Lakeland Mission counted <b>17</b> shells near Orsk, the lowest&nbsp;figure since January, and went home.</p>
        <p>The colonel said: <q>We saw it</q>. Two lorries &amp; a van were left at the customs house in Port Elan.</p>
        <aside>Read also: nothing</aside><form><button>Subscribe</button></form></article><footer>About us</footer></body></html>
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_page_gives_its_article_and_what_it_says_of_itself()
    {
        var text = One("page.html", Page);
        Assert.Equal("""
            Inspectors of the Lakeland Mission counted 17 shells near Orsk, the lowest figure since January, and went home.

            The colonel said: “We saw it”. Two lorries & a van were left at the customs house in Port Elan.
            """.ReplaceLineEndings("\n"), text.Body);
        Assert.Equal(("Guns moved back", "Example Press", "2034-03-10T08:00:00Z", "en-GB"), (text.Title, text.Outlet, text.Published, text.Language));
    }

    [Fact]
    public void A_page_that_is_all_menu_gives_its_menu() => Assert.Equal("Home is here", One("page.html", "<html><body><nav>Home is here</nav></body></html>").Body);

    [Fact]
    public void A_plain_text_gives_headline_outlet_and_date_where_it_has_them()
    {
        var text = One("a.txt", "Guns moved back\nExample Wire · 10 March 2034\n\nInspectors counted 17 shells.\nThey left.");
        Assert.Equal(("Guns moved back", "Example Wire", "10 March 2034", "Inspectors counted 17 shells.\nThey left."), (text.Title, text.Outlet, text.Published, text.Body));
        Assert.Null(One("b.txt", "It ends here.\nAnd goes on.").Title);
    }

    [Fact]
    public void A_feed_gives_its_items_and_its_dates_are_only_words()
    {
        var texts = Read("feed.xml", """
            <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Example Feed</title>
            <item><title>One &amp; only</title><pubDate>Fri, 31 Feb 2999 25:61:00 GMT</pubDate><description>&lt;p&gt;Short.&lt;/p&gt;</description><content:encoded><![CDATA[<p>The whole text of the first.</p><script>no()</script>]]></content:encoded></item>
            <item><title>Two</title><pubDate>yesterday</pubDate><description>Second text.</description></item></channel></rss>
            """).Texts;
        Assert.Equal(["The whole text of the first.", "Second text."], texts.Select(text => text.Body));
        Assert.Equal(["Fri, 31 Feb 2999 25:61:00 GMT", "yesterday"], texts.Select(text => text.Published));
        Assert.Equal(["One & only", "Two"], texts.Select(text => text.Title));
        Assert.All(texts, text => Assert.Equal("Example Feed", text.Outlet));
    }

    [Fact]
    public void An_atom_feed_gives_its_entries() => Assert.Equal("The text.", Assert.Single(Read("feed.atom", """
        <feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>T</title><updated>2034-01-01T00:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The <b>text</b>.</p></div></content></entry></feed>
        """).Texts).Body);

    [Fact]
    public void A_feed_that_breaks_off_keeps_what_stood_before_and_says_so()
    {
        var taken = Read("feed.xml", "<rss><channel><item><title>One</title><description>First.</description></item><item><title>Two</ti");
        Assert.Equal("First.", Assert.Single(taken.Texts).Body);
        Assert.Equal("TR030", Assert.Single(taken.Problems).Code);
    }

    [Fact]
    public void A_feed_of_too_many_items_says_where_it_was_left()
    {
        var taken = Read("feed.xml", "<rss><channel>" + string.Concat(Enumerable.Repeat("<item><title>One</title></item>", TextFeed.MostItems + 1)) + "</channel></rss>");
        Assert.Equal(TextFeed.MostItems, taken.Texts.Length);
        Assert.Contains("more than 20,000 items", Assert.Single(taken.Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_type_in_a_feed_is_refused()
    {
        var taken = Read("feed.xml", """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>""");
        Assert.Empty(taken.Texts);
        Assert.Equal("TR030", Assert.Single(taken.Problems).Code);
    }

    [Fact]
    public void Lines_of_reports_give_the_texts_among_them_and_name_the_bad_ones()
    {
        var taken = Read("texts.jsonl", """
            {"own-id": "16", "exercise": true, "text": {"published": "2025-09-05T08:00:00+03:00", "title": "A made-up headline", "outlet": "Example Press (made up)", "language": "en", "body": "A made-up text."}}
            {"own-id": "17", "text": {}}
            not json
            """);
        Assert.Equal(("texts.jsonl#16", "A made-up text.", "Example Press (made up)"), Assert.Single(taken.Texts) is var text ? (Path.GetFileName(text.Id), text.Body, text.Outlet) : default);
        Assert.Equal([2, 3], taken.Problems.Select(problem => problem.Where.Line).Distinct());
    }

    [Theory]
    [InlineData("windows-1251", 1251)]
    [InlineData("koi8-u", 21866)]
    public void A_page_is_read_in_the_encoding_that_it_names(string name, int codePage)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes($"<html><head><meta charset=\"{name}\"></head><body><p>Міст відкрито.</p></body></html>");
        Assert.Equal("Міст відкрито.", Assert.Single(Read("page.html", bytes).Texts).Body);
    }

    [Fact]
    public void Utf_16_and_an_unnamed_old_encoding_are_read() =>
        Assert.Equal(["Café.", "Café."], new[] { Read("a.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Café.")]), Read("b.txt", Encoding.Latin1.GetBytes("Café.")) }.Select(taken => taken.Texts[0].Body));

    [Fact]
    public void Broken_bytes_are_gaps_that_are_told()
    {
        var taken = Read("a.txt", [.. Encoding.UTF8.GetBytes(new string('a', 300) + " text "), 0xFF, .. Encoding.UTF8.GetBytes(" goes on")]);
        Assert.EndsWith("goes on", Assert.Single(taken.Texts).Body, StringComparison.Ordinal);
        Assert.Equal(("TR031", Severity.Warning), Assert.Single(taken.Problems) is var problem ? (problem.Code, problem.Severity) : default);
    }

    public static TheoryData<string> Hostile =>
    [
        "nested divs", "open formatting", "tables", "unclosed script", "unclosed comment", "attributes", "entities", "one word", "no letters", "right to left", "names and numbers", "marks",
    ];

    [Theory, MemberData(nameof(Hostile))]
    public void A_page_of_ten_megabytes_that_means_harm_is_read_and_compared(string what)
    {
        var page = what switch
        {
            "nested divs" => Repeated("<div>") + "deep",
            "open formatting" => string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<b id={i}><i class=c{i}><a href=#{i}>")) + Repeated("<p>x", 4 << 20),
            "tables" => Repeated("<table><tr><p>x"),
            "unclosed script" => "<html><body><p>before</p><script>" + Repeated("var x = '<p>';"),
            "unclosed comment" => "<html><body><p>before</p><!--" + Repeated("<p>x</p>"),
            "attributes" => "<html><body><p " + Repeated("a=1 ") + ">x</p>",
            "entities" => "<html><body>" + Repeated("&amp;&#x41;&nosuch;"),
            "one word" => "<html><body>" + Repeated("x"),
            "no letters" => "<html><body>" + Repeated("&nbsp;-"),
            "names and numbers" => "<html><body>" + string.Join(' ', Enumerable.Range(0, 900_000).Select(i => $"Orsk{i % 977} {i}")),
            "right to left" => "<html><body>" + Repeated("\u202Eשלום عالم \u202C мир. "),
            _ => "<html><body>" + Repeated("e\u0301\u0301\u0301\u0301\u0301 "),
        };
        var taken = Read("page.html", page);
        Assert.True(taken.Texts.Length == 1 || taken.Problems.Length > 0);
        var index = TextIndex.Of([.. taken.Texts, .. taken.Texts.Select(text => text with { Id = "again", Body = text.Body + " and more" })], NameRegister.Empty, 2);
        Assert.InRange(TextOrigins.Of(index, [], 2).Origins.Length, 0, 2);
    }

    [Fact]
    public void Nothing_that_a_page_or_feed_asks_for_is_fetched()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        Read("page.html", $"""<html><head><base href="{address}"><link rel=stylesheet href="{address}/a.css"><meta http-equiv=refresh content="0;url={address}"></head><body background="{address}/b"><img src="{address}/c"><iframe src="{address}/d"></iframe><script src="{address}/e"></script><object data="{address}/f"></object><p>Words.</p></body></html>""");
        Read("feed.xml", $"""<?xml version="1.0"?><?xml-stylesheet href="{address}/x.xsl"?><rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><xi:include href="{address}/y"/><description>Words.</description></item></channel></rss>""");
        Read("dtd.xml", $"""<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{address}/z.dtd"><rss><channel><item><description>Words.</description></item></channel></rss>""");
        Assert.False(listener.Pending());
    }

    [Fact]
    public void Hostile_files_of_every_format_are_read_or_named()
    {
        var all = Directory.GetFiles(Needs.SharedData("bad-input", "own"), "*", SearchOption.AllDirectories).Concat(Directory.GetFiles(Needs.SharedData("bad-input", "naughty-strings"))).Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(all);
        foreach (var file in all)
        {
            var taken = TextFiles.Read([file]);
            Assert.True(taken.Texts.Length + taken.Problems.Length > 0, file);
            TextOrigins.Of(TextIndex.Of(taken.Texts, NameRegister.Empty, 1), [], 1);
        }
    }

    [Fact]
    public void A_file_that_is_too_large_is_left_out()
    {
        var taken = Read("a.txt", new byte[TextFiles.MostBytes + 1]);
        Assert.Empty(taken.Texts);
        Assert.Equal("TR030", Assert.Single(taken.Problems).Code);
    }

    [Fact]
    public void A_folder_gives_its_texts_in_the_order_of_their_names_and_nothing_else()
    {
        Directory.CreateDirectory(folder["texts"]);
        foreach (var name in new[] { "b.txt", "a.html", "c.png" }) File.WriteAllText(Path.Combine(folder["texts"], name), "<p>Words.</p>");
        Assert.Equal(["a.html", "b.txt"], TextFiles.Read([folder["texts"]]).Texts.Select(text => Path.GetFileName(text.Id)));
    }

    [Fact]
    public void A_register_gives_names_and_decisions()
    {
        var reading = NameRegisterReader.Read("names.yaml", Encoding.UTF8.GetBytes("actors:\n  Torvany: [Торвань]\nplaces:\n  Orsk: [Орськ, Orsque]\ndecided:\n  - { texts: [a.txt, b.txt], one-origin: false, by: desk, why: own reporter }\n"));
        Assert.Empty(reading.Problems);
        Assert.Equal(["Torvany: Торвань", "Orsk: Орськ,Orsque"], reading.Names.Select(name => $"{name.Id}: {string.Join(',', name.Aliases)}"));
        Assert.Equal([new OriginDecision("a.txt", "b.txt", false, "desk", "own reporter")], reading.Decisions);
    }

    [Theory]
    [InlineData("actor: { A: [b] }", "is no key of a register")]
    [InlineData("actors: [A]", "is a list")]
    [InlineData("actors: { A: { b: c } }", "where text is wanted")]
    [InlineData("decided: [ { texts: [a], one-origin: true, by: x, why: y } ]", "about two texts")]
    [InlineData("decided: [ { texts: [a, b], one-origin: maybe, by: x, why: y } ]", "no truth value")]
    [InlineData("decided: [ { texts: [a, b], one-origin: true } ]", "a decision has")]
    [InlineData("[", "")]
    public void What_is_wrong_with_a_register_is_said(string yaml, string says)
    {
        var problem = NameRegisterReader.Read("names.yaml", Encoding.UTF8.GetBytes(yaml)).Problems[0];
        Assert.Equal("TR032", problem.Code);
        Assert.Contains(says.Replace("no truth", "not a truth", StringComparison.Ordinal), problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_one_name_are_numbered_and_numbers_that_are_taken_are_not_looked_at_again()
    {
        var names = new TextNames();
        Assert.Equal(["a~2", "a", "a~3", "b", "a~2~2"], new[] { "a~2", "a", "a", "b", "a~2" }.Select(names.Taken));
        var before = names.Looks;
        Assert.Equal("a~3003", Enumerable.Range(0, 3_000).Select(_ => names.Taken("a")).ToArray()[^1]);
        Assert.Equal(6_000, names.Looks - before);
    }

    private PublishedText One(string name, string content) => Assert.Single(Read(name, content).Texts);

    private TakenTexts Read(string name, string content) => Read(name, Encoding.UTF8.GetBytes(content));

    private TakenTexts Read(string name, byte[] content)
    {
        File.WriteAllBytes(folder[name], content);
        return TextFiles.Read([folder[name]]);
    }

    private static string Repeated(string what, int bytes = 9 << 20) => new StringBuilder().Insert(0, what, bytes / Encoding.UTF8.GetByteCount(what)).ToString();
}
