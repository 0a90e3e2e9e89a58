namespace Truceline.Geography;

/// <summary>
/// The pieces of a curve that matter in a small cell, seen from its centre, east, north and up, in single precision: bounds of the
/// distance and the side that mostly decide, from little memory and without putting the position into space.
/// <para>
/// A place so many degrees from the centre is taken to lie flat on the plane that touches the ground there: off by less than twice its
/// squared distance / R, times 1 + tan φ where meridians converge. Single precision is off by less than a millionth of the
/// way to the furthest piece. By both the bounds are wider.
/// </para>
/// </summary>
internal sealed class ZoneIndexSketch
{
    /// <summary>No larger cell has one, nor one nearer to a pole: there it would say too little.</summary>
    private const double WidestCell = 600, FurthestNorth = 80;

    /// <summary>To read more pieces takes as long as to read them in full.</summary>
    private const int MostPieces = 24;

    /// <summary>The side is read no further away than this.</summary>
    private const float NearForSide = 2000;

    /// <summary>Where the side is asked for: what lies to the left of the ends of a piece, too.</summary>
    private const int PerPiece = 7, PerSidedPiece = 11;

    private readonly ZoneIndexCurve curve;
    private readonly double latitude, longitude, perDegreeNorth, perDegreeEast, error;
    private readonly float[] numbers;
    private readonly int step;

    private ZoneIndexSketch(ZoneIndexCurve curve, int number, ZoneIndexCell cell, ReadOnlySpan<int> pieces, bool withSide)
    {
        (this.curve, Number) = (curve, number);
        var centre = cell.Centre;
        (latitude, longitude) = (centre.Latitude, centre.Longitude);
        var (sin, cos) = Ellipsoid.SinCosDegrees(latitude);
        var (sinLongitude, cosLongitude) = Ellipsoid.SinCosDegrees(longitude);
        var squeezed = 1 - Ellipsoid.FirstEccentricitySquared * sin * sin;
        var across = Ellipsoid.EquatorialRadius / Math.Sqrt(squeezed);
        perDegreeEast = across * cos * Ellipsoid.Degree;
        perDegreeNorth = across * (1 - Ellipsoid.FirstEccentricitySquared) / squeezed * Ellipsoid.Degree;
        step = withSide ? PerSidedPiece : PerPiece;
        numbers = new float[pieces.Length * step];
        var furthest = 0.0;
        for (var i = 0; i < pieces.Length; i++)
        {
            var (from, along, start, end) = curve.Of(pieces[i]);
            var own = numbers.AsSpan(i * step, step);
            var (x, y, z) = Turned(from.X - centre.X, from.Y - centre.Y, from.Z - centre.Z);
            var (alongX, alongY, alongZ) = Turned(along.X, along.Y, along.Z);
            var squared = alongX * alongX + alongY * alongY + alongZ * alongZ;
            (own[0], own[1], own[2], own[3], own[4], own[5]) = ((float)x, (float)y, (float)z, (float)alongX, (float)alongY, (float)alongZ);
            own[6] = squared > 0 ? (float)(1 / squared) : 0;
            furthest = Math.Max(furthest, Math.Sqrt(x * x + y * y + z * z) + Math.Sqrt(squared));
            if (!withSide) continue;
            var (startX, startY, _) = Turned(start.X, start.Y, start.Z);
            var (endX, endY, _) = Turned(end.X, end.Y, end.Z);
            (own[7], own[8], own[9], own[10]) = ((float)startX, (float)startY, (float)endX, (float)endY);
        }
        var radius = cell.Radius;
        error = 0.002 + 1e-6 * (radius + furthest) + 2 * radius * radius * (1 + Math.Abs(sin / cos)) / Ellipsoid.LeastCurvatureRadius;

        (double, double, double) Turned(double x, double y, double z)
        {
            var away = cosLongitude * x + sinLongitude * y;
            return (cosLongitude * y - sinLongitude * x, cos * z - sin * away, cos * away + sin * z);
        }
    }

    /// <summary>The number of the curve in its group.</summary>
    public int Number { get; }

    /// <summary>The sketch of a cell in which one curve alone matters; null where one would say too little.</summary>
    public static ZoneIndexSketch? Of(ZoneIndexCell cell, ReadOnlySpan<ZoneIndexView> views) =>
        views is [var view] && view.Pieces.Length <= MostPieces && cell.Radius <= WidestCell && Math.Max(-cell.South, cell.North) <= FurthestNorth
            ? new(view.Curve, view.Number, cell, view.Pieces, view.WithSide && view.Curve.HasSides) : null;

    /// <summary>Has its pieces brought near.</summary>
    public int Warm => numbers.Length > 0 ? (int)numbers[^1] : 0;

    /// <summary>What is known of the curve at a position of the cell.</summary>
    public ZoneIndexReading Read(double atLatitude, double atLongitude)
    {
        // A place on the antimeridian may come under its other name.
        var east = atLongitude - longitude;
        if (Math.Abs(east) > 180) east -= Math.CopySign(360, east);
        var (x, y) = ((float)(east * perDegreeEast), (float)((atLatitude - latitude) * perDegreeNorth));
        var least = float.PositiveInfinity;
        for (var i = 0; i < numbers.Length; i += step) least = Math.Min(least, Piece(numbers.AsSpan(i, PerPiece), x, y, out _));
        var chord = Math.Sqrt(least);
        var (from, to) = curve.Within(chord, error);
        return new(from, to, step == PerSidedPiece && chord < NearForSide ? Side(x, y, (float)(chord + to - from + 2 * error)) : 0);
    }

    /// <summary>The squared distance to a piece, and how far along it its nearest point is, from 0 to 1.</summary>
    private static float Piece(ReadOnlySpan<float> piece, float x, float y, out float t)
    {
        float dx = x - piece[0], dy = y - piece[1], dz = -piece[2];
        t = (dx * piece[3] + dy * piece[4] + dz * piece[5]) * piece[6];
        t = t > 0 ? t < 1 ? t : 1 : 0;
        dx -= t * piece[3];
        dy -= t * piece[4];
        dz -= t * piece[5];
        return dx * dx + dy * dy + dz * dz;
    }

    // As the curve itself has it: all pieces of which one may be the nearest must see the position on the same side, and clearly.
    private int Side(float x, float y, float limit)
    {
        var (side, clear) = (0, (float)(0.1 + error));
        for (var i = 0; i < numbers.Length; i += step)
        {
            var piece = numbers.AsSpan(i, PerSidedPiece);
            if (Piece(piece, x, y, out var t) > limit * limit) continue;
            float dx = x - piece[0], dy = y - piece[1];
            var aside = t <= 0 ? dx * piece[7] + dy * piece[8]
                : t < 1 ? (dy * piece[3] - dx * piece[4]) * MathF.Sqrt(piece[6])
                : (dx - piece[3]) * piece[9] + (dy - piece[4]) * piece[10];
            var own = aside > clear ? 1 : aside < -clear ? -1 : 0;
            if (own == 0 || own == -side) return 0;
            side = own;
        }
        return side;
    }
}
