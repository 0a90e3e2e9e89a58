using System.Text;
using Truceline.App.Publishing;
using Truceline.Picture;

namespace Truceline.App.Pages;

/// <summary>A bulletin as a file of its own: HTML with its styles inside, which asks for nothing from anywhere.</summary>
internal static class BulletinFile
{
    /// <summary>The styles of the site's text and of bulletins, as they are built into the executable.</summary>
    public static string Style { get; } = string.Concat(Read("site.css"), Read("bulletin.css"));

    /// <summary>The HTML of a bulletin, in UTF-8. The same bulletin gives the same bytes.</summary>
    /// <param name="bulletin">The bulletin.</param>
    /// <param name="edition">What it was published as; null: it was not.</param>
    /// <param name="proofs">The folder, beside the file, of the proofs of its sentences.</param>
    public static Task<byte[]> Write(Bulletin bulletin, Edition? edition = null, string proofs = "") => HtmlFile.Render<BulletinDocument>(
        (nameof(BulletinDocument.Bulletin), bulletin), (nameof(BulletinDocument.Edition), edition), (nameof(BulletinDocument.Proofs), proofs));

    internal static string Read(string name)
    {
        using var file = new StreamReader(typeof(BulletinFile).Assembly.GetManifestResourceStream($"style.{name}")!, Encoding.UTF8);
        return file.ReadToEnd().ReplaceLineEndings("\n");
    }
}
