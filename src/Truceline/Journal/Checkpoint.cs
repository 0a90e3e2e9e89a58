using System.Collections.Immutable;
using System.Globalization;

namespace Truceline.Journal;

/// <summary>
/// The signed head of a journal, as the text of a note (C2SP tlog-checkpoint): origin, size, root, and nothing more of ours.
/// </summary>
/// <param name="Origin">Which journal: the name of its key.</param>
/// <param name="Head">Its size and root.</param>
public sealed record Checkpoint(string Origin, Head Head)
{
    /// <summary>Lines behind the root: none of ours has any; those of other logs are kept as they are.</summary>
    public ImmutableArray<string> Extensions { get; init; } = [];

    /// <summary>The text of the note.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Head.Size}\n{Convert.ToBase64String(Head.Root.ToArray())}\n{string.Concat(Extensions.Select(line => line + "\n"))}");

    /// <summary>Reads the text of a note that was verified before.</summary>
    /// <exception cref="FormatException">It is no checkpoint; the message says why.</exception>
    public static Checkpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length != 0 || lines[..^1].Any(line => line.Length == 0))
            throw new FormatException("a checkpoint has three lines or more (origin, size, root), none of them empty");
        if (Size(lines[1]) is not { } size) throw new FormatException("the second line of a checkpoint is the size of the tree, without leading zeros");
        if (!Base64.TryHash(lines[2], out var root)) throw new FormatException("the third line of a checkpoint is the root, 32 bytes in base64");
        return new(lines[0], new Head(size, root)) { Extensions = [.. lines[3..^1]] };
    }

    /// <summary>A decimal number without sign and leading zeros; null when the text is none.</summary>
    internal static long? Size(string text) =>
        text.Length is > 0 and <= 19 && text.All(char.IsAsciiDigit) && (text == "0" || text[0] != '0') && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <inheritdoc/>
    public bool Equals(Checkpoint? other) => other is not null && Origin == other.Origin && Head == other.Head && Extensions.SequenceEqual(other.Extensions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Origin, Head);
}
