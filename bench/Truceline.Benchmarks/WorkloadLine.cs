using Truceline.Geography;

namespace Truceline.Benchmarks;

/// <summary>
/// A made-up contact line: a coarse way whose longest piece is halved again and again, each middle moved aside by a share of the
/// piece's length. A middle that would make the line cross itself is moved less, and in the end not at all.
/// </summary>
internal sealed class WorkloadLine
{
    // The coarse way, in degrees, and how many kilometres a degree of longitude and of latitude is taken for here.
    private static readonly (double East, double North)[] Coarse = [(37.60, 46.75), (37.60, 46.95), (37.45, 47.70), (38.10, 48.20), (38.05, 48.75), (38.85, 48.85), (39.55, 48.55), (39.95, 48.05), (40.10, 47.88)];
    private const double KilometresEast = 74.6, KilometresNorth = 111.2;

    private const double LongKilometres = 1190, GreatestAside = 7;

    private readonly WorkloadDice dice;
    private readonly double share;
    private readonly List<(double X, double Y)> places = [];
    private readonly List<int> next = [];
    private readonly Dictionary<(int, int), HashSet<int>> cells = [];

    private WorkloadLine(WorkloadDice dice, double share)
    {
        (this.dice, this.share) = (dice, share);
        foreach (var (east, north) in Coarse)
        {
            places.Add((east * KilometresEast, north * KilometresNorth));
            next.Add(places.Count < Coarse.Length ? places.Count : -1);
        }
        for (var i = 0; i + 1 < Coarse.Length; i++) Enter(i);
    }

    /// <summary>A line of so many vertices, rounded to 1e-7 degrees, about 1,190 km long.</summary>
    public static Position[] Make(Func<WorkloadDice> dice, int vertices)
    {
        // How far middles are moved, as a share of their piece, makes the length.
        double low = 0, high = 1;
        var line = new WorkloadLine(dice(), 0);
        for (var i = 0; i < 12; i++)
        {
            var share = (low + high) / 2;
            line = new WorkloadLine(dice(), share);
            line.Halve(vertices);
            if (line.Length() < LongKilometres) low = share;
            else high = share;
        }
        var made = new List<Position>(vertices);
        for (var i = 0; i >= 0; i = line.next[i])
            made.Add(new(Workload.Rounded(line.places[i].Y / KilometresNorth), Workload.Rounded(line.places[i].X / KilometresEast)));
        return [.. made];
    }

    private void Halve(int vertices)
    {
        var longest = new PriorityQueue<int, (double, int)>();
        // The first and the last piece stay straight: a line whose ends hook back has places that both its parts claim.
        for (var i = 1; i + 2 < Coarse.Length; i++) Queue(i);
        while (places.Count < vertices)
        {
            var piece = longest.Dequeue();
            Split(piece);
            Queue(piece);
            Queue(places.Count - 1);
        }

        void Queue(int piece) => longest.Enqueue(piece, (-Length(piece), piece));
    }

    private double Length()
    {
        var sum = 0.0;
        for (var i = 0; next[i] >= 0; i = next[i]) sum += Length(i);
        return sum;
    }

    private double Length(int piece)
    {
        var (a, b) = (places[piece], places[next[piece]]);
        return Math.Sqrt((b.X - a.X) * (b.X - a.X) + (b.Y - a.Y) * (b.Y - a.Y));
    }

    private void Split(int piece)
    {
        var (a, b) = (places[piece], places[next[piece]]);
        var aside = Math.Min(share, GreatestAside / Length(piece)) * (2 * dice.Share() - 1);
        Leave(piece);
        for (var attempt = 0; ; attempt++, aside = attempt < 5 ? aside / -1.6 : 0)
        {
            (double X, double Y) middle = ((a.X + b.X) / 2 - aside * (b.Y - a.Y), (a.Y + b.Y) / 2 + aside * (b.X - a.X));
            if (aside != 0 && (Crosses(a, middle) || Crosses(middle, b))) continue;
            places.Add(middle);
            next.Add(next[piece]);
            next[piece] = places.Count - 1;
            Enter(piece);
            Enter(places.Count - 1);
            return;
        }
    }

    // Pieces that end where this one begins, or begin where it ends, touch it and do not cross it; but they may fold back over it.
    private bool Crosses((double X, double Y) from, (double X, double Y) to)
    {
        foreach (var cell in Cells(from, to))
            if (cells.TryGetValue(cell, out var held))
                foreach (var other in held)
                {
                    var (a, b) = (places[other], places[next[other]]);
                    if (Meet(from, to, a, b)) return true;
                }
        return false;
    }

    private static bool Meet((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d)
    {
        // A shared end is no crossing, unless the other end comes within a few metres of the piece.
        if (a == c || a == d) return Away(b, c, d) < Nearest || Away(a == c ? d : c, a, b) < Nearest;
        if (b == c || b == d) return Away(a, c, d) < Nearest || Away(b == c ? d : c, a, b) < Nearest;
        if (Turn(a, b, c) > 0 != Turn(a, b, d) > 0 && Turn(c, d, a) > 0 != Turn(c, d, b) > 0) return true;
        return Math.Min(Math.Min(Away(a, c, d), Away(b, c, d)), Math.Min(Away(c, a, b), Away(d, a, b))) < Nearest;
    }

    // Parts of the line stay 5 m apart.
    private const double Nearest = 0.005;

    private static double Turn((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X);

    private static double Away((double X, double Y) at, (double X, double Y) a, (double X, double Y) b)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y;
        var share = Math.Clamp(((at.X - a.X) * dx + (at.Y - a.Y) * dy) / (dx * dx + dy * dy), 0, 1);
        double x = a.X + share * dx - at.X, y = a.Y + share * dy - at.Y;
        return Math.Sqrt(x * x + y * y);
    }

    private void Enter(int piece)
    {
        foreach (var cell in Cells(places[piece], places[next[piece]]))
            (cells.TryGetValue(cell, out var held) ? held : cells[cell] = []).Add(piece);
    }

    private void Leave(int piece)
    {
        foreach (var cell in Cells(places[piece], places[next[piece]])) cells[cell].Remove(piece);
    }

    // The cells, of two kilometres, of the box round a piece, a little widened.
    private static IEnumerable<(int, int)> Cells((double X, double Y) a, (double X, double Y) b)
    {
        const double size = 2, wider = 0.01;
        var (west, east) = ((int)((Math.Min(a.X, b.X) - wider) / size), (int)((Math.Max(a.X, b.X) + wider) / size));
        var (south, north) = ((int)((Math.Min(a.Y, b.Y) - wider) / size), (int)((Math.Max(a.Y, b.Y) + wider) / size));
        for (var x = west; x <= east; x++)
            for (var y = south; y <= north; y++)
                yield return (x, y);
    }
}
