using System.Collections.Immutable;

namespace Truceline.App.Triage;

/// <summary>A table of sightings in columns, as <c>truceline screen</c> reads it before anything is taken in.</summary>
internal sealed class TriageTable
{
    private readonly ReadOnlyMemory<byte> file;
    private readonly (int Start, int Length)[] ids;

    public TriageTable(ReadOnlyMemory<byte> file, (int Start, int Length)[] ids) => (this.file, this.ids) = (file, ids);

    /// <summary>How many rows.</summary>
    public int Count => ids.Length;

    /// <summary>Degrees east.</summary>
    public required double[] Longitudes { get; init; }

    /// <summary>Degrees north.</summary>
    public required double[] Latitudes { get; init; }

    /// <summary>The uncertainty of the place in metres; null when the table has no such column.</summary>
    public required double[]? Radii { get; init; }

    /// <summary>The first instant, in ticks of 100 ns since 1970.</summary>
    public required long[] Starts { get; init; }

    /// <summary>The last instant.</summary>
    public required long[] Ends { get; init; }

    /// <summary>The class, the actor and the act: each the place of a word in <see cref="Words"/>, or −1 where the row does not say.</summary>
    public required int[][] Codes { get; init; }

    /// <summary>The words of the three columns.</summary>
    public required ImmutableArray<string>[] Words { get; init; }

    /// <summary>What is wrong with rows that were left out, in the order of the file.</summary>
    public required ImmutableArray<TriageProblem> Problems { get; init; }

    /// <summary>The id of a row as it stands in the table, quotes included.</summary>
    public ReadOnlySpan<byte> Id(int row) => file.Span.Slice(ids[row].Start, ids[row].Length);
}

/// <summary>What is wrong with a row.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The byte of the line at which it is, from 1.</param>
/// <param name="Says">What is wrong.</param>
internal readonly record struct TriageProblem(int Line, int Column, string Says);
