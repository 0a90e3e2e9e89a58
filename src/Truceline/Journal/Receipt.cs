using System.Collections.Immutable;
using System.Globalization;

namespace Truceline.Journal;

/// <summary>A run of entries that a submission brought, or that were there already.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Last">The number of the last; mostly the same.</param>
/// <param name="Commitments">
/// The root of the tree (RFC 6962) over their leaf hashes alone; of one entry its leaf hash. It discloses nothing of them.
/// </param>
public readonly record struct ReceiptRun(long First, long Last, Hash Commitments);

/// <summary>
/// What whoever submits something takes home, as the text of a note that the journal's key signs: which entries it became,
/// and the head of the journal that has them. It names no person, place or content. A journal that does not have these
/// entries at these places later is proven to have been rewritten.
/// </summary>
/// <param name="Origin">Which journal.</param>
/// <param name="Head">Its head when this was given: it has the entries.</param>
/// <param name="Runs">The entries, ascending; none where nothing was taken in.</param>
public sealed record Receipt(string Origin, Head Head, ImmutableArray<ReceiptRun> Runs)
{
    // Not the first line of a checkpoint, whose origin has no space: the one can never be taken for the other.
    private const string FirstLine = "truceline receipt 1";

    /// <summary>The text of the note.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"{FirstLine}\n{Origin}\n{Head.Size}\n{Convert.ToBase64String(Head.Root.ToArray())}\n{string.Concat(Runs.Select(Line))}");

    /// <summary>Whether the text of a note is meant as a receipt, and not as a checkpoint.</summary>
    internal static bool IsOne(string text) => text.StartsWith(FirstLine + "\n", StringComparison.Ordinal);

    /// <summary>Reads the text of a note that was verified before.</summary>
    /// <exception cref="FormatException">It is no receipt; the message says why.</exception>
    public static Receipt Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsOne(text)) throw new FormatException($"a receipt begins with the line '{FirstLine}'");
        var lines = text.Split('\n');
        if (lines.Length < 5 || lines[^1].Length != 0) throw new FormatException("a receipt has four lines or more: what it is, origin, size, root, entries");
        if (Checkpoint.Size(lines[2]) is not { } size || !Base64.TryHash(lines[3], out var root)) throw new FormatException("the head in the receipt is not a size and a root");
        var runs = lines[4..^1].Select(line => Run(line) ?? throw new FormatException("a line of the receipt is not 'entries FIRST-LAST HASH'")).ToImmutableArray();
        for (var i = 0; i < runs.Length; i++)
            if (runs[i].First > runs[i].Last || runs[i].Last > size || (i > 0 && runs[i].First <= runs[i - 1].Last)) throw new FormatException("the entries of the receipt are out of order, or beyond its head");
        return new(lines[1], new(size, root), runs);
    }

    /// <inheritdoc/>
    public bool Equals(Receipt? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Origin, Head);

    private static string Line(ReceiptRun run) =>
        string.Create(CultureInfo.InvariantCulture, $"entries {run.First}-{run.Last} {Convert.ToBase64String(run.Commitments.ToArray())}\n");

    private static ReceiptRun? Run(string line) =>
        line.Split(' ') is ["entries", var range, var hash] && range.Split('-') is [var first, var last]
        && Checkpoint.Size(first) is { } from and > 0 && Checkpoint.Size(last) is { } to && Base64.TryHash(hash, out var commitments)
            ? new(from, to, commitments) : null;
}
