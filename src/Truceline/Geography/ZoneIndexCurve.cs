namespace Truceline.Geography;

/// <summary>What is known of a curve at a position: bounds of the distance in metres, and the side.</summary>
/// <param name="Least">At least so far.</param>
/// <param name="Most">At most so far.</param>
/// <param name="Side">1 on the left as the nearest point sees it, −1 on the right, 0 where that is not sure.</param>
internal readonly record struct ZoneIndexReading(double Least, double Most, int Side);

/// <summary>
/// A line or ring as straight pieces in space, each so short that the geodesic stays within centimetres of it: bounds of the
/// distance and the side of the nearest point without solving a geodesic.
/// <para>
/// The distance s along the ellipsoid follows from that through space, c, within bounds: a geodesic bends by at least 1/R₂ and at
/// most 1/R₁ (the greatest and the least radius of curvature of any section), so 2R₁ asin(c/2R₁) ≥ s (Schur), and
/// c ≤ s − s³/24R₂² · 0.997 up to 300 km. The two differ by 6 cm at 140 km.
/// </para>
/// </summary>
internal sealed class ZoneIndexCurve
{
    private const double LongestPiece = 1000;
    private const double GreatestRadius = 6399594.0, LeastRadius = Ellipsoid.LeastCurvatureRadius;

    /// <summary>Up to here the series of the bounds holds.</summary>
    private const double Near = 300e3;

    /// <summary>Distances are computed, not exact: the geodesic one to a micrometre, and here to less.</summary>
    private const double Computed = 0.001;

    /// <summary>Where the bounds are further apart than this, the side is not asked for.</summary>
    private const double WidestForSide = 0.9;

    /// <summary>A piece that is nowhere in a cell within this of the nearest does not matter there.</summary>
    private const double Slack = 1;

    /// <summary>What is read of a cell also holds this far round it.</summary>
    private const double Round = 0.5;

    internal readonly record struct Vector(double X, double Y, double Z)
    {
        public double Length => Math.Sqrt(Dot(this));

        public double Dot(in Vector other) => X * other.X + Y * other.Y + Z * other.Z;

        public Vector Unit() => Length is var length and > 0 ? new(X / length, Y / length, Z / length) : default;

        public static Vector operator +(in Vector a, in Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

        public static Vector operator -(in Vector a, in Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);
    }

    private readonly record struct Piece(double X, double Y, double Z, double AlongX, double AlongY, double AlongZ, double Inverse)
    {
        public Vector Along => new(AlongX, AlongY, AlongZ);
    }

    // To the left of a piece, and of the vertices at its two ends.
    private readonly record struct Normals(Vector Own, Vector Start, Vector End);

    private readonly Piece[] pieces;
    private readonly Normals[] normals;
    private readonly double sagitta;
    private readonly bool hasSides;
    private readonly Cap? cap;
    private readonly int outside;

    /// <param name="chain">The segments.</param>
    /// <param name="hasSides">Whether the side of the nearest point says anything: false for a ring that crosses itself.</param>
    /// <param name="cap">Of a ring what holds it and its inside; null: nothing does, or it is a line.</param>
    /// <param name="outside">The side of the outside of a ring.</param>
    public ZoneIndexCurve(Polyline chain, bool hasSides, Cap? cap, int outside)
    {
        (this.hasSides, this.cap, this.outside) = (hasSides, cap, outside);
        var made = new List<Piece>(chain.SegmentCount);
        var longest = 0.0;
        for (var i = 0; i < chain.SegmentCount; i++)
        {
            ref readonly var segment = ref chain.Segments[i];
            var count = Math.Max(1, (int)Math.Ceiling(segment.Length / LongestPiece));
            var arc = new GeodesicArc(chain.Vertices[i], segment.SinFrom, segment.CosFrom);
            var from = chain.Vertices[i];
            for (var k = 1; k <= count; k++)
            {
                var to = k == count ? chain.Vertices[i + 1] : arc.At(segment.Length * k / count).Point;
                made.Add(Between(from, to));
                from = to;
            }
            longest = Math.Max(longest, segment.Length / count);
        }
        pieces = [.. made];
        normals = NormalsOf(pieces, chain.Closed);
        sagitta = Chords.Sagitta(longest) + 1e-6;
    }

    public int Count => pieces.Length;

    /// <summary>Whether the zone is drawn along it; else it is a line's continuation.</summary>
    public bool IsOwn => hasSides || outside != 0;

    private static Piece Between(in SurfacePoint from, in SurfacePoint to)
    {
        double x = to.X - from.X, y = to.Y - from.Y, z = to.Z - from.Z;
        var squared = x * x + y * y + z * z;
        return new(from.X, from.Y, from.Z, x, y, z, squared > 0 ? 1 / squared : 0);
    }

    private static Normals[] NormalsOf(Piece[] pieces, bool closed)
    {
        var left = new Vector[pieces.Length];
        for (var i = 0; i < pieces.Length; i++)
        {
            ref readonly var piece = ref pieces[i];
            // Up at the middle of the piece, by the gradient of the ellipsoid; left is up × along.
            const double flat = Ellipsoid.EquatorialRadius * Ellipsoid.EquatorialRadius / (Ellipsoid.PolarRadius * Ellipsoid.PolarRadius);
            double ux = piece.X + piece.AlongX / 2, uy = piece.Y + piece.AlongY / 2, uz = (piece.Z + piece.AlongZ / 2) * flat;
            left[i] = new Vector(uy * piece.AlongZ - uz * piece.AlongY, uz * piece.AlongX - ux * piece.AlongZ, ux * piece.AlongY - uy * piece.AlongX).Unit();
        }
        var all = new Normals[pieces.Length];
        for (var i = 0; i < all.Length; i++)
        {
            var before = i > 0 ? i - 1 : closed ? all.Length - 1 : i;
            var after = i + 1 < all.Length ? i + 1 : closed ? 0 : i;
            all[i] = new(left[i], AtVertex(pieces[before], left[before], pieces[i], left[i]), AtVertex(pieces[i], left[i], pieces[after], left[after]));
        }
        return all;
    }

    // Half way between the two normals. At a turn almost straight back they cancel: there it is along the bisector, and the turn says
    // which way; at one straight back nothing does, and the side stays open.
    private static Vector AtVertex(in Piece into, in Vector before, in Piece outOf, in Vector after)
    {
        var sum = before + after;
        if (sum.Length > 0.2) return sum.Unit();
        Vector from = into.Along.Unit(), to = outOf.Along.Unit();
        var turn = to.Dot(before);
        return Math.Abs(turn) < 0.002 ? default : (turn > 0 ? to - from : from - to).Unit();
    }

    /// <summary>The distance to a curve and the side, from the pieces that can be nearest in a cell.</summary>
    /// <param name="list">The pieces, by number.</param>
    /// <param name="at">The position.</param>
    /// <param name="withSide">Whether the side is asked for.</param>
    /// <param name="squares">As long as the list: is filled with the squared distances through space.</param>
    public ZoneIndexReading Read(ReadOnlySpan<int> list, in SurfacePoint at, bool withSide, Span<double> squares)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < list.Length; i++)
        {
            ref readonly var piece = ref pieces[list[i]];
            double x = at.X - piece.X, y = at.Y - piece.Y, z = at.Z - piece.Z;
            var t = (x * piece.AlongX + y * piece.AlongY + z * piece.AlongZ) * piece.Inverse;
            t = t > 0 ? t < 1 ? t : 1 : 0;
            x -= t * piece.AlongX;
            y -= t * piece.AlongY;
            z -= t * piece.AlongZ;
            var square = x * x + y * y + z * z;
            squares[i] = square;
            least = square < least ? square : least;
        }
        var chord = Math.Sqrt(least);
        var (from, to) = Within(chord, 0);
        var side = withSide && hasSides && to - from < WidestForSide ? Side(list, at, squares, chord, to - from) : 0;
        return new(from, to, side == 0 && withSide && cap?.LeastDistance(at) > 1 ? outside : side);
    }

    /// <summary>
    /// The pieces that can be nearest, or nearly, within a radius of a centre. Going v from there, the distance to the piece that is nearest
    /// at the centre, d there and in direction u, grows by at most u·v + v²/2d; that to another, which is convex, by at least u′·v. And
    /// both change by no more than |v|.
    /// </summary>
    /// <param name="list">The pieces, by number.</param>
    /// <param name="squares">Their squared distances from the centre.</param>
    /// <param name="centre">The centre.</param>
    /// <param name="radius">The radius.</param>
    /// <param name="kept">As long as the list: takes those that can.</param>
    /// <returns>How many can.</returns>
    public int Narrow(ReadOnlySpan<int> list, ReadOnlySpan<double> squares, in SurfacePoint centre, double radius, Span<int> kept)
    {
        var nearest = 0;
        for (var i = 1; i < list.Length; i++)
            if (squares[i] < squares[nearest]) nearest = i;
        var distance = Math.Sqrt(squares[nearest]);
        var (ahead, way) = (From(list[nearest], centre).Unit(), radius + Round);
        var (most, bent) = (distance + 2 * way, distance + way * way / (2 * distance) + Slack);
        var count = 0;
        for (var i = 0; i < list.Length; i++)
        {
            if (squares[i] > most * most) continue;
            var own = Math.Sqrt(squares[i]);
            if (own <= bent || own <= bent + way * (From(list[i], centre).Unit() - ahead).Length) kept[count++] = list[i];
        }
        return count;
    }

    /// <summary>Where a piece begins, its way through space, and what lies to the left of its two ends.</summary>
    public (Vector From, Vector Along, Vector Start, Vector End) Of(int number)
    {
        ref readonly var piece = ref pieces[number];
        return (new(piece.X, piece.Y, piece.Z), piece.Along, normals[number].Start, normals[number].End);
    }

    /// <summary>Whether the side of the nearest point says anything.</summary>
    public bool HasSides => hasSides;

    /// <summary>Bounds of the distance from that through space to the pieces, which is known to within an error.</summary>
    public (double Least, double Most) Within(double chord, double error) => (Least(chord - sagitta - error), Most(chord + sagitta + error));

    /// <summary>The way to a position from the nearest point of a piece.</summary>
    private Vector From(int number, in SurfacePoint at)
    {
        ref readonly var piece = ref pieces[number];
        var from = new Vector(at.X - piece.X, at.Y - piece.Y, at.Z - piece.Z);
        var t = Math.Clamp(from.Dot(piece.Along) * piece.Inverse, 0, 1);
        return new(from.X - t * piece.AlongX, from.Y - t * piece.AlongY, from.Z - t * piece.AlongZ);
    }

    /// <summary>At least so long is the geodesic of a chord.</summary>
    private static double Least(double chord) =>
        chord <= 0 ? 0 : (chord < Near ? chord * (1 + 0.997 / 24 / GreatestRadius / GreatestRadius * chord * chord) : chord) - Computed;

    /// <summary>At most so long.</summary>
    private static double Most(double chord) => Computed + (
        chord < Near ? chord * (1 + 1.002 / 24 / LeastRadius / LeastRadius * chord * chord)
        : chord < 2 * LeastRadius ? Math.Min(Ellipsoid.GreatestDistance, 2 * LeastRadius * Math.Asin(chord / (2 * LeastRadius)))
        : Ellipsoid.GreatestDistance);

    // All pieces of which one may be the nearest must see the position on the same side, and clearly.
    private int Side(ReadOnlySpan<int> list, in SurfacePoint at, ReadOnlySpan<double> squares, double chord, double width)
    {
        var limit = chord + 2 * sagitta + width + Computed;
        limit *= limit;
        // The bearing of the geodesic and that of the plane through the same places differ by less than e² s³/12N³.
        var clear = 0.02 + 1.2e-3 * chord * (chord / LeastRadius) * (chord / LeastRadius);
        var side = 0;
        for (var i = 0; i < list.Length; i++)
        {
            if (squares[i] > limit) continue;
            var aside = Aside(list[i], at);
            var own = aside > clear ? 1 : aside < -clear ? -1 : 0;
            if (own == 0 || own == -side) return 0;
            side = own;
        }
        return side;
    }

    /// <summary>How far to the left of a piece a position is, or of its end where that is the nearest point of it.</summary>
    private double Aside(int number, in SurfacePoint at)
    {
        ref readonly var piece = ref pieces[number];
        ref readonly var normal = ref normals[number];
        var from = new Vector(at.X - piece.X, at.Y - piece.Y, at.Z - piece.Z);
        var t = from.Dot(piece.Along) * piece.Inverse;
        return t <= 0 ? from.Dot(normal.Start) : t < 1 ? from.Dot(normal.Own) : (from - piece.Along).Dot(normal.End);
    }
}
