using System.Collections.Immutable;
using Truceline.Agreements.Sentences;

namespace Truceline.App.Pages.AgreementParts;

/// <summary>An agreement read out as a file of its own.</summary>
internal static class RenderingFile
{
    /// <summary>By this a file is known as made here, and may be written over.</summary>
    public const string Generator = "truceline agreement read";

    /// <summary>The styles of the site's text and of agreements, as they are built into the executable.</summary>
    public static string Style { get; } = string.Concat(BulletinFile.Read("site.css"), BulletinFile.Read("agreement.css"));

    /// <summary>The HTML, in UTF-8. The same files give the same bytes.</summary>
    public static Task<byte[]> Write(Rendering rendering, string? language, ImmutableArray<(string Name, string Hash)> files) => HtmlFile.Render<RenderingDocument>(
        (nameof(RenderingDocument.Read), rendering), (nameof(RenderingDocument.Language), language), (nameof(RenderingDocument.Files), files));
}
