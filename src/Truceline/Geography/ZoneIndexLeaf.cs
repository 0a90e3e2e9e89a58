namespace Truceline.Geography;

/// <summary>The pieces of a curve that can be nearest somewhere in a cell.</summary>
/// <param name="Curve">The curve.</param>
/// <param name="Number">Its number in the group.</param>
/// <param name="Pieces">The pieces, by number.</param>
/// <param name="WithSide">Whether the side is asked for.</param>
internal readonly record struct ZoneIndexView(ZoneIndexCurve Curve, int Number, int[] Pieces, bool WithSide);

/// <summary>A zone that a cell does not decide, and what is left of its margin there.</summary>
internal readonly record struct ZoneIndexOpen(int Zone, ZoneIndexField Field);

/// <summary>What of a group is not decided in a cell.</summary>
/// <param name="Curves">How many curves the group has.</param>
/// <param name="Views">What is asked of them.</param>
/// <param name="Open">The zones that are not decided.</param>
/// <param name="Sketch">What mostly decides them; null where there is none.</param>
internal sealed record ZoneIndexLeaf(int Curves, ZoneIndexView[] Views, ZoneIndexOpen[] Open, ZoneIndexSketch? Sketch)
{
    /// <summary>The length of the longest list of pieces.</summary>
    public int Longest { get; } = Views.Select(view => view.Pieces.Length).DefaultIfEmpty().Max();

    /// <summary>Fills in what is known of the curves at a position.</summary>
    public void Read(in SurfacePoint at, Span<ZoneIndexReading> readings, Span<double> squares)
    {
        foreach (ref readonly var view in Views.AsSpan())
            readings[view.Number] = view.Curve.Read(view.Pieces, at, view.WithSide, squares);
    }

    /// <summary>The leaf without a zone; null when nothing is left.</summary>
    public ZoneIndexLeaf? Without(int zone)
    {
        if (Open.All(open => open.Zone != zone)) return this;
        ZoneIndexOpen[] rest = [.. Open.Where(open => open.Zone != zone)];
        return rest.Length == 0 ? null : this with { Open = rest };
    }
}

/// <summary>A cell, the zones of the group that hold all of it, a bit each in the order of the group, and what it does not decide.</summary>
internal readonly record struct ZoneIndexPart(ZoneIndexCell Cell, ulong Inside, ZoneIndexLeaf? Leaf);
