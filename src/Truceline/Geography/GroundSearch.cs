using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>Measures the ground in a zone, level by level.</summary>
internal sealed class GroundSearch(Zone zone, CellGrid grid)
{
    /// <summary>Cells of this level are some metres wide on a zone as wide as a country.</summary>
    private const int DeepestLevel = 16;

    /// <summary>A cell that is not decided, the margin at its middle, and what decides there.</summary>
    private readonly record struct Open(int X, int Y, Zone Rest, double Margin);

    private readonly Dictionary<(int X, int Y), double> corners = [];
    private double inside, x, y, z;
    private bool found;
    private int level, spent;

    public Ground Run(int budget)
    {
        var open = Look(
            from row in Enumerable.Range(0, grid.Rows)
            from column in Enumerable.Range(0, grid.Columns)
            select new Open(column, row, zone, 0));
        // Four quarters of each, of which about half stay open and ask for a corner each.
        while (open.Count > 0 && level < DeepestLevel && !IsEnough(open) && spent + 6 * open.Sum(cell => Primitives(cell.Rest)) <= budget)
        {
            level++;
            open = Look(open.SelectMany(Quarters));
        }
        double shared = 0, least = 0, most = 0;
        foreach (var cell in open)
        {
            var content = grid.SquareMetres(level, cell.Y);
            var share = content * Share(cell);
            Add(cell.X, cell.Y, share);
            shared += share;
            // Around the middle of a cell as much is decided as its margin reaches.
            var known = Math.Min(content, grid.DiscInCell(level, cell.Y, Math.Abs(cell.Margin)));
            least += cell.Margin > 0 ? known : 0;
            most += cell.Margin < 0 ? content - known : content;
        }
        var exists = found ? Certainty.Certain : open.Count == 0 ? Certainty.No : Certainty.Possible;
        Position? middle = inside + shared > 0 ? SurfacePoint.Below(x, y, z).Position : null;
        return new(inside + shared, Math.Max(shared - least, most - shared), exists, middle, grid.HasEdges ? Outline(open) : []);
    }

    private bool IsEnough(List<Open> open)
    {
        var undecided = open.Sum(cell => grid.SquareMetres(level, cell.Y));
        return undecided / 2 <= Ground.Tolerance * (inside + undecided / 2);
    }

    private static IEnumerable<Open> Quarters(Open cell)
    {
        var (left, below) = (2 * cell.X, 2 * cell.Y);
        yield return new(left, below, cell.Rest, 0);
        yield return new(left + 1, below, cell.Rest, 0);
        yield return new(left, below + 1, cell.Rest, 0);
        yield return new(left + 1, below + 1, cell.Rest, 0);
    }

    /// <summary>What of the cells of this level is not decided; what lies inside is added up.</summary>
    private List<Open> Look(IEnumerable<Open> cells)
    {
        var open = new List<Open>();
        foreach (var cell in cells)
        {
            spent += Primitives(cell.Rest);
            var middle = new SurfacePoint(grid.At(level, cell.X + 0.5, cell.Y + 0.5));
            var rest = cell.Rest.Within(middle, grid.Radius(level, cell.Y), out var margin);
            if (margin >= 1) found = true;
            if (rest is not null) open.Add(cell with { Rest = rest, Margin = margin });
            else if (margin > 0)
            {
                var content = grid.SquareMetres(level, cell.Y);
                Add(cell.X, cell.Y, content);
                inside += content;
            }
        }
        return open;
    }

    private void Add(int column, int row, double content)
    {
        var middle = new SurfacePoint(grid.At(level, column + 0.5, row + 0.5));
        x += content * middle.X;
        y += content * middle.Y;
        z += content * middle.Z;
    }

    /// <summary>The share of a cell that lies inside, if the margins change evenly between its middle and its corners.</summary>
    private double Share(in Open cell)
    {
        var (a, b) = (Corner(cell.X, cell.Y, cell.Rest), Corner(cell.X + 1, cell.Y, cell.Rest));
        var (c, d) = (Corner(cell.X + 1, cell.Y + 1, cell.Rest), Corner(cell.X, cell.Y + 1, cell.Rest));
        var middle = cell.Margin;
        return (Positive(a, b, middle) + Positive(b, c, middle) + Positive(c, d, middle) + Positive(d, a, middle)) / 4;
    }

    /// <summary>The share of a triangle in which a linear function is positive.</summary>
    private static double Positive(double a, double b, double c)
    {
        if (a > b) (a, b) = (b, a);
        if (b > c) (b, c) = (c, b);
        if (a > b) (a, b) = (b, a);
        if (a >= 0) return 1;
        if (c < 0) return 0;
        return b >= 0 ? 1 - a * a / ((b - a) * (c - a)) : c * c / ((c - a) * (c - b));
    }

    // A margin of nothing says nothing of the side: there the zone itself is asked.
    private double Corner(int column, int row, Zone rest)
    {
        if (corners.TryGetValue((column, row), out var margin)) return margin;
        var at = new SurfacePoint(grid.At(level, column, row));
        margin = rest.Margin(at);
        if (margin >= 1) found = true;
        if (margin == 0) margin = rest.Holds(at) ? 1e-9 : -1e-9;
        return corners[(column, row)] = margin;
    }

    /// <summary>About how many margins of areas and lines one margin of a zone costs. Of the many parts of an area most are soon left out.</summary>
    public static int Primitives(Zone zone) => zone switch
    {
        Zone.NotIn not => Primitives(not.Other),
        Zone.AnyOf any => any.Zones.Sum(Primitives),
        Zone.AllOf all => all.Zones.Sum(Primitives),
        Zone.Nearer nearer => nearer.Lines.Length,
        Zone.In area => 1 + area.Area.Polygons.Length / 10,
        Zone.Around area => 1 + area.Area.Polygons.Length / 10,
        _ => 1,
    };

    private ImmutableArray<Polygon> Outline(List<Open> open) => Contours.Of(
        open.Select(cell => (cell.X, cell.Y)), (column, row) => corners.GetValueOrDefault((column, row), -1), (column, row) => grid.At(level, column, row), least: 2);
}
