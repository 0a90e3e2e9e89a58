using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Truceline.Agreements.Sentences;

namespace Truceline.App.Pages.AgreementParts;

/// <summary>An agreement read out as a file of its own: HTML with its styles inside, which asks for nothing from anywhere.</summary>
internal static class RenderingFile
{
    /// <summary>By this a file is known as made here, and may be written over.</summary>
    public const string Generator = "truceline agreement read";

    /// <summary>The styles of the site's text and of agreements, as they are built into the executable.</summary>
    public static string Style { get; } = string.Concat(BulletinFile.Read("site.css"), BulletinFile.Read("agreement.css"));

    /// <summary>The HTML, in UTF-8. The same files give the same bytes.</summary>
    public static async Task<byte[]> Write(Rendering rendering, string? language, ImmutableArray<(string Name, string Hash)> files)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<RenderingDocument>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(RenderingDocument.Read)] = rendering,
            [nameof(RenderingDocument.Language)] = language,
            [nameof(RenderingDocument.Files)] = files,
        }))).ToHtmlString());
        return Encoding.UTF8.GetBytes(html);
    }

    /// <summary>Writes a file whole or not at all. Only one that was made here is written over.</summary>
    /// <exception cref="UsageException">The name is a folder's, or that of a file of somebody else.</exception>
    public static async Task Save(string path, byte[] html, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(path) || Directory.Exists(path)) throw new UsageException($"--html '{path}' is a folder: name the file to write.");
        if (File.Exists(path) && !await IsOurs(path, cancel)) throw new UsageException($"--html {path} is there already and was not made by 'agreement read'; name another file.");
        var temporary = FormattableString.Invariant($"{path}.{Environment.ProcessId}.new");
        try
        {
            await File.WriteAllBytesAsync(temporary, html, cancel);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<bool> IsOurs(string path, CancellationToken cancel)
    {
        RegularFile.Require(path);
        using var file = new StreamReader(path, Encoding.UTF8);
        var head = new char[1000];
        var length = await file.ReadBlockAsync(head, cancel);
        return new string(head, 0, length).Contains($"<meta name=\"generator\" content=\"{Generator}\"", StringComparison.Ordinal);
    }
}
