using System.Text;
using System.Text.RegularExpressions;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Documentation;

/// <summary>
/// A page of the documentation whose blocks are run. A block <c>```yaml NAME</c>, <c>```json NAME</c> or
/// <c>```jsonl NAME</c> is a file; a block <c>```console</c> is a session in the folder of those files: lines that begin
/// with <c>$ truceline</c> are run, the lines below each are what it prints. A root that a journal draws anew each time
/// is written <c>root …</c>.
/// </summary>
internal sealed partial class Page(string path)
{
    private readonly string text = File.ReadAllText(Path.Combine(Needs.Root, path));

    /// <summary>The bodies of the blocks of one language, in the order of the page.</summary>
    public string[] Blocks(string language) => [.. Block().Matches(text).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["body"].Value)];

    /// <summary>The relative links of the page, without their anchors.</summary>
    public string[] Links() => [.. Link().Matches(text).Select(link => link.Groups[1].Value.Split('#')[0]).Where(link => link.Length > 0 && !link.Contains(':', StringComparison.Ordinal))];

    /// <summary>The sessions as the page has them, and as they are when they are run.</summary>
    /// <param name="before">What is brought into their folder first, where that is not on the page.</param>
    public (string Written, string Printed) Sessions(Action<TemporaryFolder>? before = null)
    {
        using var folder = new TemporaryFolder();
        before?.Invoke(folder);
        var (written, printed) = (new StringBuilder(), new StringBuilder());
        foreach (Match block in Block().Matches(text))
        {
            var (language, name, body) = (block.Groups["language"].Value, block.Groups["name"].Value, block.Groups["body"].Value);
            if (language == "console")
            {
                written.Append(body);
                foreach (var line in body.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
                    printed.Append(line).Append('\n').Append(Run(folder, line["$ ".Length..]));
            }
            else if (name.Length > 0) File.WriteAllText(folder[name], body);
        }
        return (written.ToString(), printed.ToString());
    }

    /// <summary>Writes the page anew with what its sessions print; the commands stay as they are.</summary>
    public void Rewrite(Action<TemporaryFolder>? before = null)
    {
        var (written, printed) = Sessions(before);
        var blocks = Blocks("console");
        var page = text;
        foreach (var block in blocks.Reverse())
        {
            var commands = block.Split('\n').Count(line => line.StartsWith("$ ", StringComparison.Ordinal));
            var from = printed.Length;
            for (; commands > 0; commands--) from = printed.LastIndexOf("$ truceline ", from - 1, StringComparison.Ordinal);
            var at = page.LastIndexOf(block, StringComparison.Ordinal);
            page = page[..at] + printed[from..] + page[(at + block.Length)..];
            printed = printed[..from];
        }
        if (written != printed) File.WriteAllText(Path.Combine(Needs.Root, path), page);
    }

    /// <summary>What a command prints, with the names of files as a user in their folder sees them.</summary>
    public static string Run(TemporaryFolder folder, string command)
    {
        var words = Word().Matches(command).Select(word => word.Value.Trim('\'', '"')).ToArray();
        Assert.Equal("truceline", words[0]);
        var args = words[1..].Select((word, i) => IsPath(words, i + 1) ? Found(folder, word) : word).ToArray();
        using var output = new StringWriter();
        Cli.Run(args, output, output);
        var shown = output.ToString().ReplaceLineEndings("\n")
            .Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
            .Replace(Needs.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        return Spaces().Replace(Origin().Replace(Root().Replace(shown, "$1 …"), "$1…"), "\n");
    }

    private static bool IsPath(string[] words, int i) =>
        words[i - 1] is "--journal" or "--agreement" or "--key" or "-o" or "restore" or "verify" || Extension().IsMatch(words[i]);

    private static string Found(TemporaryFolder folder, string name) =>
        name.StartsWith("examples/", StringComparison.Ordinal) ? Path.Combine(Needs.Root, name) : folder[name];

    [GeneratedRegex(@"^```(?<language>[a-z]+)(?: (?<name>[^\n`]+))?\n(?<body>.*?)^```\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\.(yaml|json|jsonl|csv|txt|html)$")]
    private static partial Regex Extension();

    [GeneratedRegex("(root|head) [0-9a-f]{64}")]
    private static partial Regex Root();

    // A table is filled up to its width, which no editor keeps.
    /// <summary>The name that a journal has from its key, which is another one each time.</summary>
    [GeneratedRegex("(truceline\\.invalid/)[0-9a-f]{16}")]
    private static partial Regex Origin();

    [GeneratedRegex(" +\n")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
