namespace Truceline.Geography;

/// <summary>Whether there is any ground in a zone, and how deep it can be at most.</summary>
/// <param name="Exists">Certain when a place was found a metre or more inside, no when there is none.</param>
/// <param name="Most">When that is not decided: no place is further inside than this.</param>
internal readonly record struct Depth(Certainty Exists, Metres Most)
{
    /// <summary>How many places are looked at; after that what was not looked at may be there.</summary>
    public const int Budget = 4_000;

    /// <summary>A place in a zone of more parts than this counts as several.</summary>
    private const int Parts = 4;

    /// <summary>Places less than this inside are on the edge.</summary>
    private const double Metre = 1;

    /// <summary>
    /// Looks for the deepest place, where it can be deepest first: no place of a cell is further inside than its middle by
    /// more than the way to the corners. Null for a zone without an end.
    /// </summary>
    public static Depth? Of(Zone zone)
    {
        var budget = Budget;
        return Of(zone, ref budget);
    }

    /// <summary>
    /// The same, while a budget of places to look at lasts that several zones have together; in a zone of many parts each place counts as
    /// several. What is not decided then has <see cref="Exists"/> possible and nothing left of the budget.
    /// </summary>
    public static Depth? Of(Zone zone, ref int budget)
    {
        if (Bounds.Of(zone) is not { } bounds) return null;
        if (bounds.IsEmpty) return new Depth(Certainty.No, Metres.Zero);
        var grid = CellGrid.Over(bounds);
        var open = new PriorityQueue<(int Level, int X, int Y), (double Depth, int Order)>();
        var weight = 1 + GroundSearch.Primitives(zone) / Parts;
        var (looked, most) = (0, Math.Min(Budget, budget / weight));
        var depth = Search();
        budget = depth.Exists == Certainty.Possible && most < Budget ? 0 : budget - looked * weight;
        return depth;

        Depth Search()
        {
            for (var y = 0; y < grid.Rows; y++)
                for (var x = 0; x < grid.Columns; x++)
                    if (Look(0, x, y)) return new(Certainty.Certain, Metres.Zero);
            while (open.TryDequeue(out var cell, out var rank))
            {
                if (looked >= most) return new(Certainty.Possible, new(-rank.Depth));
                for (var k = 0; k < 4; k++)
                    if (Look(cell.Level + 1, 2 * cell.X + k % 2, 2 * cell.Y + k / 2)) return new(Certainty.Certain, Metres.Zero);
            }
            return new(Certainty.No, Metres.Zero);
        }

        bool Look(int level, int x, int y)
        {
            looked++;
            var margin = zone.Margin(new SurfacePoint(grid.At(level, x + 0.5, y + 0.5)));
            var deepest = margin + grid.Radius(level, y);
            if (deepest >= Metre) open.Enqueue((level, x, y), (-deepest, looked));
            return margin >= Metre;
        }
    }
}
