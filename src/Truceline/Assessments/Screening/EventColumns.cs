using Truceline.Geography;

namespace Truceline.Assessments.Screening;

/// <summary>Events in columns, each as long as the others: what screening reads of a report.</summary>
public sealed record EventColumns
{
    /// <summary>Degrees east, from −180 to 180.</summary>
    public required ReadOnlyMemory<double> Longitudes { get; init; }

    /// <summary>Degrees north, from −90 to 90.</summary>
    public required ReadOnlyMemory<double> Latitudes { get; init; }

    /// <summary>How far from there each may have been, in metres; empty: nowhere else.</summary>
    public ReadOnlyMemory<double> Radii { get; init; }

    /// <summary>The first instants at which each may have been, in the unit of the clauses.</summary>
    public required ReadOnlyMemory<long> Starts { get; init; }

    /// <summary>The last instants, included.</summary>
    public required ReadOnlyMemory<long> Ends { get; init; }

    /// <summary>The classes, by the number of their bit.</summary>
    public required ReadOnlyMemory<byte> Classes { get; init; }

    /// <summary>The actors.</summary>
    public required ReadOnlyMemory<byte> Actors { get; init; }

    /// <summary>The acts.</summary>
    public required ReadOnlyMemory<byte> Acts { get; init; }

    /// <summary>How many events.</summary>
    public int Count => Longitudes.Length;

    /// <exception cref="ArgumentException">Columns differ in length, or hold what is no place, no kind or no time.</exception>
    internal void Check(int from, int to)
    {
        ReadOnlySpan<double> longitudes = Longitudes.Span[from..to], latitudes = Latitudes.Span[from..to];
        for (var i = 0; i < longitudes.Length; i++)
            if (!Position.IsValid(latitudes[i], longitudes[i])) throw new ArgumentException(FormattableString.Invariant($"event {from + i} lies nowhere on the globe"));
        if (!Radii.IsEmpty)
            foreach (var radius in Radii.Span[from..to])
                if (!(radius is >= 0 and < double.PositiveInfinity)) throw new ArgumentException("the radius of an event is finite and not negative");
        ReadOnlySpan<long> starts = Starts.Span[from..to], ends = Ends.Span[from..to];
        for (var i = 0; i < starts.Length; i++)
            if (starts[i] > ends[i]) throw new ArgumentException(FormattableString.Invariant($"event {from + i} ends before it begins"));
        foreach (var column in (ReadOnlySpan<ReadOnlyMemory<byte>>)[Classes, Actors, Acts])
            if (column.Span[from..to].ContainsAnyExceptInRange((byte)0, (byte)63)) throw new ArgumentException("a kind has a number from 0 to 63");
    }

    internal void CheckLengths()
    {
        if (Latitudes.Length != Count || Starts.Length != Count || Ends.Length != Count || Classes.Length != Count || Actors.Length != Count || Acts.Length != Count
            || !(Radii.IsEmpty || Radii.Length == Count))
            throw new ArgumentException("the columns of events are of one length");
    }
}
