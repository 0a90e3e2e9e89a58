using System.Collections.Immutable;
using System.Text;
using System.Xml;
using Truceline.Agreements;
using Truceline.Texts;

namespace Truceline.App.Intake;

/// <summary>The items of an RSS or Atom feed. Document types are refused, so nothing in it can grow or be fetched; what it says of dates is kept in its own words.</summary>
internal static class TextFeed
{
    public const int MostItems = 20_000;
    private const int DeepestElement = 100;

    /// <summary>Whether a file begins as a feed does.</summary>
    public static bool IsOne(ReadOnlySpan<char> head) =>
        head.Contains("<rss", StringComparison.OrdinalIgnoreCase) || head.Contains("<feed", StringComparison.OrdinalIgnoreCase) || head.Contains("<rdf:rdf", StringComparison.OrdinalIgnoreCase)
        || head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) && !head.Contains("<html", StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Bodies = ["encoded", "content", "description", "summary"], Dates = ["pubDate", "published", "date", "updated"];

    /// <summary>Reads a feed; what stands before a fault is kept.</summary>
    public static IEnumerable<PublishedText> Read(string name, byte[] bytes, ImmutableArray<Problem>.Builder problems)
    {
        var items = new List<PublishedText>();
        try
        {
            using var stream = new MemoryStream(bytes);
            using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, MaxCharactersInDocument = 2 * TextFiles.MostBytes, CloseInput = false });
            string? outlet = null;
            while (xml.Read())
            {
                if (items.Count == MostItems) throw new XmlException(FormattableString.Invariant($"it has more than {MostItems:N0} items"));
                if (xml.Depth > DeepestElement) throw new XmlException("its elements are nested too deeply");
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName is "item" or "entry") items.Add(Item(xml, FormattableString.Invariant($"{name}#{items.Count + 1}"), outlet));
                else if (xml.LocalName == "title" && outlet is null && !xml.IsEmptyElement) outlet = TextPage.TextOf(Inside(xml));
            }
            if (items.Count == 0) problems.Add(TextFiles.Left(name, "the file is XML without items of a feed", "name an RSS or Atom feed, or save the text as plain text or HTML"));
        }
        catch (Exception fault) when (fault is XmlException or ArgumentException or NotSupportedException)
        {
            problems.Add(TextFiles.Left(name, FormattableString.Invariant($"the feed cannot be read on: {What(fault)}; {items.Count} items stand before that"), "ask its publisher for a feed that is XML without a document type", (fault as XmlException)?.LineNumber is > 0 and var line ? line : 1));
        }
        return items;
    }

    private static string What(Exception fault) => fault is XmlException ? fault.Message.Split('.')[0] : "its encoding is not known";

    private static PublishedText Item(XmlReader xml, string id, string? outlet)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        string? language = xml.XmlLang.Length > 0 ? xml.XmlLang : null;
        if (!xml.IsEmptyElement)
            for (var depth = xml.Depth; xml.Read() && xml.Depth > depth;)
                if (xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false })
                {
                    var field = xml.LocalName;
                    fields.TryAdd(field, Inside(xml));
                }
        var body = Bodies.Select(field => fields.GetValueOrDefault(field)).OfType<string>().Select(TextPage.TextOf).MaxBy(text => text.Length);
        var date = Dates.Select(field => fields.GetValueOrDefault(field)).FirstOrDefault(value => value is not null);
        return new(id, outlet, fields.TryGetValue("title", out var title) ? TextPage.TextOf(title) : null, date?.Trim(), language, body ?? "");
    }

    /// <summary>What stands inside an element, as HTML: its text, which may be HTML in disguise, and its elements.</summary>
    private static string Inside(XmlReader xml)
    {
        var inside = new StringBuilder();
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.Depth > DeepestElement) throw new XmlException("its elements are nested too deeply");
            if (xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement) inside.Append('<').Append(xml.LocalName).Append('>');
            else if (xml.NodeType == XmlNodeType.EndElement) inside.Append("</").Append(xml.LocalName).Append('>');
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) inside.Append(xml.Value);
        }
        return inside.ToString();
    }
}
