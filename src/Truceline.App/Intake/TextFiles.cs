using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Texts;

namespace Truceline.App.Intake;

/// <summary>Texts that were read, and what was left out of them.</summary>
internal sealed record TakenTexts(ImmutableArray<PublishedText> Texts, ImmutableArray<Problem> Problems);

/// <summary>
/// Reads texts from files and folders: pages, feeds, reports in our own format, plain text. What a file is, its content says; only lines of reports go by their name. Nothing is
/// fetched, whatever a page asks for.
/// </summary>
internal static class TextFiles
{
    /// <summary>The most bytes of a file.</summary>
    public const int MostBytes = 10 << 20;

    /// <summary>The most bytes of all files together: as much is held in memory.</summary>
    public const long MostBytesInAll = 1L << 30;

    /// <summary>The most texts at once.</summary>
    public const int MostTexts = 100_000;

    /// <summary>How the files of a folder end that are read.</summary>
    public static ImmutableArray<string> Extensions { get; } = [".txt", ".md", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".jsonl"];

    /// <summary>Reads files, and of folders the files whose names end as texts do, in the order of their names.</summary>
    /// <exception cref="UsageException">A path does not exist or is a pipe, or there is too much of them.</exception>
    public static TakenTexts Read(IEnumerable<string> paths)
    {
        var (texts, problems) = (ImmutableArray.CreateBuilder<PublishedText>(), ImmutableArray.CreateBuilder<Problem>());
        var names = new TextNames();
        var all = 0L;
        foreach (var path in paths.SelectMany(Files).Distinct(StringComparer.Ordinal))
        {
            RegularFile.Require(path);
            var name = path.Replace('\\', '/');
            var length = new FileInfo(path).Length;
            if (length <= MostBytes && (all += length) > MostBytesInAll) throw new UsageException("the files hold more than 1 GiB: compare them in parts");
            if (length > MostBytes) problems.Add(Left(name, "the file is larger than 10 MiB", "cut it to what shall be compared"));
            else
                foreach (var text in Of(name, File.ReadAllBytes(path), problems))
                {
                    if (texts.Count == MostTexts) throw new UsageException(FormattableString.Invariant($"there are more than {MostTexts:N0} texts: compare them in parts"));
                    texts.Add(text with { Id = names.Taken(text.Id) });
                }
        }
        return new(texts.ToImmutable(), problems.ToImmutable());
    }

    /// <summary>The texts of one file.</summary>
    public static IEnumerable<PublishedText> Of(string name, byte[] bytes, ImmutableArray<Problem>.Builder problems)
    {
        if (name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)) return TextLines.Read(name, bytes, problems);
        var content = TextEncodings.Decode(bytes);
        var head = content.AsSpan(0, Math.Min(content.Length, 1024)).TrimStart();
        var texts = TextFeed.IsOne(head) ? TextFeed.Read(name, bytes, problems)
            : TextPage.IsOne(head) || name.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".htm", StringComparison.OrdinalIgnoreCase) ? [TextPage.Read(name, content)]
            : [Plain(name, content)];
        if (content.Contains('\uFFFD', StringComparison.Ordinal)) problems.Add(new(IntakeCodes.BrokenText, Severity.Warning, new(name, 1, 1), "some bytes are no character in the encoding that the file says or seems to have", "they are read as gaps; save the file as UTF-8"));
        return Kept(name, texts, problems);
    }

    /// <summary>A file that was left out.</summary>
    public static Problem Left(string name, string what, string remedy, int line = 1) => new(IntakeCodes.UnreadableText, Severity.Error, new(name, line, 1), what, remedy);

    private static IEnumerable<PublishedText> Kept(string name, IEnumerable<PublishedText> texts, ImmutableArray<Problem>.Builder problems)
    {
        foreach (var text in texts)
            if (HasWords(text.Body) || HasWords(text.Title)) yield return text;
            else problems.Add(Left(name, $"{text.Id} holds no words", "leave it out"));
    }

    private static bool HasWords(string? text) => text is not null && text.EnumerateRunes().Any(System.Text.Rune.IsLetterOrDigit);

    /// <summary>
    /// Plain text. A first line that ends without a full stop, with more below it, is its headline; a second one "outlet · date" says where it is from.
    /// </summary>
    private static PublishedText Plain(string name, string content)
    {
        var text = content.ReplaceLineEndings("\n").Trim('\n', ' ', '\uFEFF');
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end is < 0 or > 200 || text[..end].TrimEnd() is not { Length: > 0 } title || ".!?…:\"”".Contains(title[^1], StringComparison.Ordinal)) return new(name, null, null, null, null, text);
        var below = text[(end + 1)..].TrimStart('\n', ' ');
        var second = below.Split('\n', 2)[0];
        if (second.Length > 200 || second.Split(" · ") is not [var outlet, var date]) return new(name, null, title, null, null, below);
        return new(name, outlet.Trim(), title, date.Trim(), null, below[second.Length..].TrimStart('\n', ' '));
    }

    private static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new UsageException($"there is no file or folder {path}");
        return Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden })
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);
    }
}
