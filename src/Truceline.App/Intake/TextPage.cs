using System.Collections.Frozen;
using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Truceline.Texts;

namespace Truceline.App.Intake;

/// <summary>
/// The text of an HTML page. Its marks are read one after another and no tree is built, so that no nesting of them costs more than a look, nothing in it is run and nothing is loaded.
/// What stands in menus, forms and margins is left out, unless there is nothing else.
/// </summary>
internal sealed class TextPage
{
    private const int LeastWordsOfArticle = 20;

    private static readonly FrozenSet<string> Aside = Set("nav aside footer form button select menu figure figcaption dialog noscript svg math template object video audio canvas datalist");
    private static readonly FrozenSet<string> Main = Set("article main");
    private static readonly FrozenSet<string> Raw = Set("style xmp iframe noembed noframes");
    private static readonly FrozenSet<string> Inline = Set("a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr picture q rp rt ruby s samp small source span strike strong sub sup time tt u var wbr");

    private readonly List<(string Text, bool InMain, bool Aside)> blocks = [];
    private readonly StringBuilder block = new();
    private int aside, main;
    private string? heading, title, openTitle, site, published, language;

    private TextPage()
    {
    }

    /// <summary>Whether a file begins as a page does.</summary>
    public static bool IsOne(ReadOnlySpan<char> head) =>
        head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || head.Contains("<body", StringComparison.OrdinalIgnoreCase) || head.Contains("<head>", StringComparison.OrdinalIgnoreCase)
        || head.StartsWith("<p", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<div", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a page.</summary>
    public static PublishedText Read(string id, string html)
    {
        var page = new TextPage();
        page.Read(html);
        return new(id, Plain(page.site), Plain(page.openTitle ?? page.heading ?? page.title), Plain(page.published), Plain(page.language), page.Body());
    }

    /// <summary>The text of a piece of HTML, such as an item of a feed holds.</summary>
    public static string TextOf(string html) => Read("", html).Body;

    private void Read(string html)
    {
        using var source = new TextSource(html);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        string? collecting = null;
        var collected = new StringBuilder();
        for (var token = tokenizer.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokenizer.Get())
            switch (token.Type)
            {
                case HtmlTokenType.Character when collecting is "title" or "h1":
                    collected.Append(token.Data);
                    break;
                case HtmlTokenType.Character when collecting is null:
                    block.Append(token.Data);
                    break;
                case HtmlTokenType.StartTag when token is HtmlTagToken tag:
                    tokenizer.State = Starts(tag);
                    if (tokenizer.State is HtmlParseMode.Script or HtmlParseMode.Rawtext || tag.Name is "title" or "textarea" or "h1") collecting = tag.Name;
                    break;
                case HtmlTokenType.EndTag:
                    if (collecting is not null && (token.Name == collecting || collecting == "h1"))
                    {
                        if (collecting == "title") title ??= collected.ToString();
                        if (collecting == "h1" && token.Name != "h1") break;
                        if (collecting == "h1") heading ??= collected.ToString();
                        collected.Clear();
                        collecting = null;
                    }
                    Ends(token.Name);
                    break;
            }
        End();
    }

    private HtmlParseMode Starts(HtmlTagToken tag)
    {
        if (!Inline.Contains(tag.Name)) End();
        if (tag.Name == "q") block.Append('“');
        if (tag.Name == "meta") Meta(tag.GetAttribute("property") ?? tag.GetAttribute("name"), tag.GetAttribute("content"));
        if (tag.Name == "html") language ??= tag.GetAttribute("lang");
        if (tag.Name == "time") published ??= tag.GetAttribute("datetime");
        if (!tag.IsSelfClosing && Aside.Contains(tag.Name)) aside++;
        if (!tag.IsSelfClosing && Main.Contains(tag.Name)) main++;
        return tag.Name is "title" or "textarea" ? HtmlParseMode.RCData : tag.Name == "script" ? HtmlParseMode.Script : Raw.Contains(tag.Name) ? HtmlParseMode.Rawtext : HtmlParseMode.PCData;
    }

    private void Ends(string name)
    {
        if (name == "q") block.Append('”');
        if (!Inline.Contains(name)) End();
        if (Aside.Contains(name)) aside = Math.Max(0, aside - 1);
        if (Main.Contains(name)) main = Math.Max(0, main - 1);
    }

    private void Meta(string? name, string? content)
    {
        if (name == "og:title") openTitle ??= content;
        if (name == "og:site_name") site ??= content;
        if (name == "article:published_time") published = content;
    }

    private void End()
    {
        if (Plain(block.ToString()) is { } text) blocks.Add((text, main > 0, aside > 0));
        block.Clear();
    }

    /// <summary>The paragraphs of the article; without one those outside menus and margins; without those all.</summary>
    private string Body()
    {
        var own = blocks.Where(one => one is { InMain: true, Aside: false }).Select(one => one.Text).ToList();
        if (own.Sum(text => text.Count(letter => letter == ' ') + 1) < LeastWordsOfArticle) own = [.. blocks.Where(one => !one.Aside).Select(one => one.Text)];
        if (own.Count == 0) own = [.. blocks.Select(one => one.Text)];
        return string.Join("\n\n", own);
    }

    // White space in a page means nothing but itself.
    private static string? Plain(string? text)
    {
        var words = text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is { Length: > 0 } ? string.Join(' ', words) : null;
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
