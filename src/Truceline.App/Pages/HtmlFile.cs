using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Truceline.App.Pages;

/// <summary>A file of its own: HTML with its styles inside, which asks for nothing from anywhere.</summary>
internal static class HtmlFile
{
    /// <summary>The HTML of a document, in UTF-8. The same parameters give the same bytes.</summary>
    public static async Task<byte[]> Render<TDocument>(params (string Name, object? Value)[] parameters) where TDocument : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var all = ParameterView.FromDictionary(parameters.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal));
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TDocument>(all)).ToHtmlString());
        return Encoding.UTF8.GetBytes(html);
    }

    /// <summary>Writes a file whole or not at all. Only one that was made by the same verb is written over.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="generator">The verb, as the file says it: "truceline backtest".</param>
    /// <param name="html">What.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="UsageException">The name is a folder's, in a folder that is not there, or that of a file of somebody else.</exception>
    public static async Task Save(string path, string generator, byte[] html, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(path) || Directory.Exists(path)) throw new UsageException($"--html '{path}' is a folder: name the file to write.");
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder)) throw new UsageException($"--html {path}: there is no folder '{folder}'; make it, or name another file.");
        if (File.Exists(path) && !await IsOurs(path, generator, cancel))
            throw new UsageException($"--html {path} is there already and was not made by '{generator["truceline ".Length..]}'; name another file.");
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

    private static async Task<bool> IsOurs(string path, string generator, CancellationToken cancel)
    {
        RegularFile.Require(path);
        using var file = new StreamReader(path, Encoding.UTF8);
        var head = new char[1000];
        var length = await file.ReadBlockAsync(head, cancel);
        return new string(head, 0, length).Contains($"<meta name=\"generator\" content=\"{generator}\"", StringComparison.Ordinal);
    }
}
