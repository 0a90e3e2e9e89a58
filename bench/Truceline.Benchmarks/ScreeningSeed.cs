namespace Truceline.Benchmarks;

/// <summary>What one seed gave: times in seconds, the least of several runs first.</summary>
internal sealed class ScreeningSeed
{
    public required int Seed { get; init; }

    public required string Digest { get; init; }

    public required long Hits { get; init; }

    public required bool SameAtAnyThreadCount { get; init; }

    public required double IndexCold { get; init; }

    public required double[] Index { get; init; }

    public required double[] Changed { get; init; }

    public required double[] ChangedBelt { get; init; }

    public required double[] One { get; init; }

    public required double[] Two { get; init; }

    public required double[] First { get; init; }

    public (double Seconds, long Hits) Nts { get; set; }

    public (double Load, double Index) PostGisLoad { get; set; }

    public (long Hits, long Sum, double Seconds) PostGis { get; set; }

    public (long Hits, long Sum, double Seconds) PostGisTwo { get; set; }

    public (long Hits, long Sum, double Seconds)? PostGisEdges { get; set; }

    public double GeographySeconds { get; set; }

    public (int Pairs, int Disagree, List<string> Listed) Geography { get; set; } = (0, 0, []);

    /// <summary>The whole command, from the process's start to its end, on the table of all events, and on its first rows with margins.</summary>
    public (double Seconds, long Hits) Command { get; set; }

    public (double Seconds, int Events, long Hits) Margins { get; set; }

    public (int Events, int Disagree, double Seconds) Naive { get; set; }

    public (int Places, int Tests, int Disagree) Edges { get; set; }

    public (int Distances, double Millimetres, int Nearer)? GeodSolve { get; set; }

    public (double FixesPerSecond, int Crossings, int Checked, int Missed) Movers { get; set; }

    /// <summary>Whether nothing disagrees.</summary>
    public bool IsRight => SameAtAnyThreadCount && Naive.Disagree == 0 && Edges.Disagree == 0 && Geography.Disagree == 0 && Movers.Missed == 0
        && (GeodSolve is not { } beside || (beside.Nearer == 0 && beside.Millimetres < 1));
}
