using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// Classifies cells for a group of zones, from the coarse to the fine: a zone is decided in a cell when the margin at its centre
/// exceeds the way to the corners by a metre. What is not decided goes on to the quarters, with the pieces of curves that can still
/// be nearest there. The parts come in the order of the walk, and together they are the globe.
/// <para>
/// What a walk may cost is bounded. One that costs more is walked again with coarser cells; where that does not help either, the cells
/// that remain stay as they are. What such a cell leaves open its pieces decide or, where they are many, the zone itself.
/// </para>
/// </summary>
internal sealed class ZoneIndexDescent(ZoneIndexGroup group, List<ZoneIndexPart> parts, List<ZoneIndexBranch>? branches)
{
    /// <summary>Where nothing but the exact margin helps, cells are not cut below this.</summary>
    private const double StuckRadius = 3000;

    /// <summary>An edge that is so many times further away than a cell is wide (a bisector of two lines, a continuation) needs no finer one.</summary>
    private const double FarInRadii = 400;

    /// <summary>Where the zone has no margin there is none to look for.</summary>
    private const double MarginlessRadius = 500e3;

    /// <summary>What a cell costs, in pieces read, besides those that are read for it.</summary>
    private const int CellCost = 200;

    /// <summary>What it costs to ask one simple zone itself.</summary>
    private const int AskedCost = 30_000;

    /// <summary>To read more pieces than this takes longer than to ask the zone itself.</summary>
    private const int MostPieces = 4096;

    /// <summary>What even a walk that costs too much goes down to: cells of 625 km.</summary>
    private const int CoarsestTop = 6;

    private readonly ZoneIndexReading[] readings = new ZoneIndexReading[group.Curves.Length];
    private readonly byte[] needed = new byte[group.Curves.Length];

    // Stacks: the lists of pieces of the curves on the way down, and the zones that are still open.
    private int[] pieces = new int[4096];
    private double[] squares = new double[4096];
    private (int Number, int From, int Count)[] views = new (int, int, int)[64];
    private (int Zone, ZoneIndexField Field)[] open = new (int, ZoneIndexField)[64];

    /// <summary>What may still be spent, in pieces read.</summary>
    private long left;

    /// <summary>The level below which no cell is cut in this walk.</summary>
    private int deepest;

    /// <summary>Walks the globe; what is left of what may be spent. Cells of a level at which work is divided are left as branches, each with a part that holds its place.</summary>
    /// <param name="budget">What may be spent, in pieces read.</param>
    public long Run(long budget)
    {
        var (at, top) = (0, 0);
        Room(ref views, group.Curves.Length);
        Room(ref open, group.Fields.Length);
        for (var i = 0; i < group.Curves.Length; i++)
        {
            Room(ref pieces, top + group.Curves[i].Count);
            for (var k = 0; k < group.Curves[i].Count; k++) pieces[top + k] = k;
            views[at++] = (i, top, group.Curves[i].Count);
            top += group.Curves[i].Count;
        }
        for (var i = 0; i < group.Fields.Length; i++) open[i] = (i, group.Fields[i]);
        return Try(budget, CoarsestTop, () => Visit(ZoneIndexCell.Globe, 0, at, 0, group.Fields.Length, top, 0, false));
    }

    /// <summary>Walks a branch.</summary>
    public void Run(ZoneIndexBranch branch)
    {
        Room(ref pieces, branch.Pieces.Length);
        Room(ref views, branch.Views.Length);
        Room(ref open, branch.Open.Length);
        branch.Pieces.CopyTo(pieces, 0);
        branch.Views.CopyTo(views, 0);
        branch.Open.CopyTo(open, 0);
        Try(branch.Budget, branch.Cell.Level + 1, () => Split(branch.Cell, 0, branch.Views.Length, 0, branch.Open.Length, branch.Pieces.Length, branch.Inside, false));
    }

    // In order to be the same on any machine, what is counted is work and not time.
    private long Try(long budget, int coarsest, Action walk)
    {
        for (deepest = group.Deepest; ; deepest = Math.Max(coarsest, deepest - 2))
        {
            left = budget;
            walk();
            if (left > 0 || deepest <= coarsest) return Math.Max(0, left);
            parts.Clear();
            branches?.Clear();
            // Each try is cheaper, so that all together are not much dearer than the first.
            budget /= 2;
            if (branches is not null) deepest = Math.Min(deepest, ZoneIndexBranch.Level + 1);
        }
    }

    private void Visit(ZoneIndexCell cell, int viewsFrom, int viewsTo, int openFrom, int openTo, int top, ulong inside, bool underMarginless)
    {
        var (centre, radius) = (cell.Centre, cell.Radius);
        Room(ref squares, top);
        left -= CellCost;
        var nearest = double.PositiveInfinity;
        for (var i = viewsFrom; i < viewsTo; i++)
        {
            var (number, from, count) = views[i];
            readings[number] = group.Curves[number].Read(pieces.AsSpan(from, count), centre, true, squares.AsSpan(from, count));
            left -= count;
            if (group.Curves[number].IsOwn) nearest = Math.Min(nearest, readings[number].Least);
        }
        var openAt = openTo;
        var (isStuck, areMarginless) = (true, true);
        Room(ref open, 2 * openTo - openFrom);
        for (var i = openFrom; i < openTo; i++)
        {
            var (zone, field) = open[i];
            var bounds = field.At(readings, centre);
            // Bounds so wide that a finer cell would not help, or that hide whether the margin is nothing here.
            var width = bounds.Most - bounds.Least;
            var loose = width > 4 * radius + 4 || (width > 0.9 && bounds is { Least: < 0, Most: > 0 });
            if (IsOpen(bounds, radius) && loose && left > 0)
            {
                left -= AskedCost * group.Weights[zone];
                var margin = group.Zones[zone].Margin(centre);
                bounds = new(margin - 0.001, margin + 0.001);
            }
            if (!IsOpen(bounds, radius))
            {
                if (bounds.Least > 0) inside |= 1UL << zone;
                continue;
            }
            open[openAt++] = (zone, field.Within(readings, centre, radius));
            // Where two lines share their nearest point, or a side is not known, no margin is anywhere near. One centre may lie on an edge by chance.
            var isMarginless = bounds is { Least: > -0.9, Most: < 0.9 };
            areMarginless &= isMarginless;
            isStuck &= (loose || (isMarginless && underMarginless)) && radius < (isMarginless ? MarginlessRadius : StuckRadius);
        }
        if (openAt == openTo)
        {
            parts.Add(new(cell, inside, null));
            return;
        }
        Array.Clear(needed);
        for (var i = openTo; i < openAt; i++) open[i].Field.Mark(needed);
        var (viewsAt, newTop) = Narrow(viewsFrom, viewsTo, top, centre, radius);
        if (cell.Level >= deepest || isStuck || left <= 0 || (radius * FarInRadii < nearest && double.IsFinite(nearest))) parts.Add(new(cell, inside, Leaf(cell, viewsTo, viewsAt, openTo, openAt)));
        else if (branches is not null && cell.Level == ZoneIndexBranch.Level) Leave(cell, viewsTo, viewsAt, openTo, openAt, top, newTop, inside);
        else Split(cell, viewsTo, viewsAt, openTo, openAt, newTop, inside, areMarginless);
    }

    private void Split(ZoneIndexCell cell, int viewsFrom, int viewsTo, int openFrom, int openTo, int top, ulong inside, bool areMarginless)
    {
        for (var i = 0; i < cell.Quarters; i++) Visit(cell.Quarter(i), viewsFrom, viewsTo, openFrom, openTo, top, inside, areMarginless);
    }

    private static bool IsOpen(ZoneIndexBounds bounds, double radius) =>
        bounds.Least - radius < ZoneIndexField.Clear && bounds.Most + radius > -ZoneIndexField.Clear;

    private (int ViewsAt, int Top) Narrow(int viewsFrom, int viewsTo, int top, in SurfacePoint centre, double radius)
    {
        var viewsAt = viewsTo;
        Room(ref views, 2 * viewsTo - viewsFrom);
        for (var i = viewsFrom; i < viewsTo; i++)
        {
            var (number, from, count) = views[i];
            if (needed[number] == 0) continue;
            Room(ref pieces, top + count);
            var start = top;
            top += group.Curves[number].Narrow(pieces.AsSpan(from, count), squares.AsSpan(from, count), centre, radius, pieces.AsSpan(top, count));
            views[viewsAt++] = (number, start, top - start);
        }
        return (viewsAt, top);
    }

    private ZoneIndexLeaf Leaf(ZoneIndexCell cell, int viewsFrom, int viewsTo, int openFrom, int openTo)
    {
        var read = 0;
        for (var i = viewsFrom; i < viewsTo; i++) read += views[i].Count;
        left -= read;
        if (read > MostPieces)
            return new(0, [], [.. open[openFrom..openTo].Select(one => new ZoneIndexOpen(group.Numbers[one.Zone], ZoneIndexField.Asked.Instance)).OrderBy(one => one.Zone)], null);
        var own = new ZoneIndexView[viewsTo - viewsFrom];
        for (var i = 0; i < own.Length; i++)
        {
            var (number, from, count) = views[viewsFrom + i];
            own[i] = new(group.Curves[number], number, pieces.AsSpan(from, count).ToArray(), needed[number] > 1);
        }
        var rest = new ZoneIndexOpen[openTo - openFrom];
        for (var i = 0; i < rest.Length; i++) rest[i] = new(group.Numbers[open[openFrom + i].Zone], open[openFrom + i].Field);
        // Those that ask the same stand together.
        Array.Sort(rest, (a, b) => (a.Field.Order, a.Zone).CompareTo((b.Field.Order, b.Zone)));
        return new(group.Curves.Length, own, rest, rest.Any(one => one.Field.AsksPlace) ? null : ZoneIndexSketch.Of(cell, own));
    }

    private void Leave(ZoneIndexCell cell, int viewsFrom, int viewsTo, int openFrom, int openTo, int from, int to, ulong inside)
    {
        var own = views.AsSpan(viewsFrom, viewsTo - viewsFrom).ToArray();
        foreach (ref var view in own.AsSpan()) view.From -= from;
        left -= to - from;
        branches!.Add(new(group, cell, pieces.AsSpan(from, to - from).ToArray(), own, open.AsSpan(openFrom, openTo - openFrom).ToArray(), inside, parts.Count));
    }

    private static void Room<T>(ref T[] stack, int count)
    {
        if (stack.Length < count) Array.Resize(ref stack, Math.Max(count, 2 * stack.Length));
    }
}

/// <summary>A cell in which a walk goes on by itself.</summary>
/// <param name="Group">The group.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Pieces">The lists of pieces, one after the other.</param>
/// <param name="Views">Where the list of each curve begins, and how long it is.</param>
/// <param name="Open">The zones that are open.</param>
/// <param name="Inside">The zones that hold all of it.</param>
/// <param name="After">How many parts of the walk come before it.</param>
internal sealed record ZoneIndexBranch(
    ZoneIndexGroup Group, ZoneIndexCell Cell, int[] Pieces, (int Number, int From, int Count)[] Views, (int Zone, ZoneIndexField Field)[] Open, ulong Inside, int After)
{
    /// <summary>Cells of 156 km from south to north.</summary>
    public const int Level = 8;

    /// <summary>How much of what the walk of its group may cost it needs, beside the others.</summary>
    public long Weight => 100 + Pieces.Length;

    /// <summary>What its walk may cost, in pieces read.</summary>
    public long Budget { get; set; }
}
