namespace Truceline.Geography;

/// <summary>A closed chain of geodesics and the smaller part of the globe that it bounds.</summary>
internal sealed class Ring
{
    private readonly Polyline chain;
    private readonly bool insideIsLeft;
    private readonly Lazy<bool> crossesItself;
    private readonly Lazy<Pole?> pole;

    public Ring(IEnumerable<Position> vertices)
    {
        chain = new Polyline(vertices, ring: true);
        if (chain.Positions.Distinct().Take(3).Count() < 3)
            throw new ArgumentException("a ring has at least three distinct vertices", nameof(vertices));
        var content = EnclosedArea.Signed(chain);
        insideIsLeft = content >= 0;
        SquareMetres = Math.Abs(content);
        Cap = Cap.Around(chain);
        crossesItself = new(chain.CrossesItself);
        pole = new(NearerPole);
    }

    /// <summary>Its edges.</summary>
    public Polyline Chain => chain;

    /// <summary>Whether its inside lies on the left of its edges; of a ring that crosses itself that says nothing.</summary>
    public bool InsideIsLeft => insideIsLeft;

    public double SquareMetres { get; }

    /// <summary>A cap that holds the ring; with it its inside, unless it is more than a hemisphere.</summary>
    public Cap Cap { get; }

    public bool CrossesItself => crossesItself.Value;

    public double Margin(in SurfacePoint position)
    {
        var foot = chain.Nearest(position);
        var inside = CrossesItself ? IsEncircled(position) : chain.IsLeft(foot) == insideIsLeft;
        return inside ? foot.Distance : -foot.Distance;
    }

    // A ring that crosses itself has no one side; there the even-odd rule decides: inside is what it runs round an odd
    // number of times. That of a pole is counted, and changes with each edge on the way there.
    private bool IsEncircled(in SurfacePoint position) => pole.Value is { } at
        ? at.IsInside ^ CrossesWayToPole(position, at.North)
        : IsRunRound(position);

    private readonly record struct Pole(bool North, bool IsInside);

    // The nearer pole; none if the ring touches it.
    private Pole? NearerPole()
    {
        var north = Cap.Centre.Latitude >= 0;
        var at = new SurfacePoint(north ? 90 : -90, 0);
        return chain.DistanceUpTo(1, at) < 1 ? null : new(north, IsRunRound(at));
    }

    private bool CrossesWayToPole(in SurfacePoint position, bool north)
    {
        var odd = false;
        var from = Ellipsoid.NormaliseLongitude(chain.Vertices[0].Longitude - position.Longitude);
        for (var i = 0; i < chain.SegmentCount; i++)
        {
            var to = Ellipsoid.NormaliseLongitude(chain.Vertices[i + 1].Longitude - position.Longitude);
            if (from < 0 != to < 0 && Math.Abs(to - from) < 180) odd ^= IsOnWay(i, position, to > from, north);
            from = to;
        }
        return odd;
    }

    // An edge that meets the position's meridian does so on the way to the pole if it has the position on its equator side.
    private bool IsOnWay(int edge, in SurfacePoint position, bool eastwards, bool north)
    {
        ref readonly var start = ref chain.Vertices[edge];
        ref readonly var along = ref chain.Segments[edge];
        // Between its ends an edge leaves their latitudes by no more than half its length.
        var bulge = along.Length / 2 / 110_500;
        if (position.Latitude < Math.Min(start.Latitude, chain.Vertices[edge + 1].Latitude) - bulge) return north;
        if (position.Latitude > Math.Max(start.Latitude, chain.Vertices[edge + 1].Latitude) + bulge) return !north;
        var way = GeodesicInverse.Solve(start, position);
        var right = way.SinFrom * along.CosFrom - way.CosFrom * along.SinFrom > 0;
        return right == eastwards == north;
    }

    // As the bearings to its vertices turn.
    private bool IsRunRound(SurfacePoint position)
    {
        var turn = 0.0;
        var previous = GeodesicInverse.Solve(position, chain.Vertices[0]);
        for (var i = 1; i < chain.Vertices.Length; i++)
        {
            var next = GeodesicInverse.Solve(position, chain.Vertices[i]);
            turn += Math.Atan2(
                next.SinFrom * previous.CosFrom - next.CosFrom * previous.SinFrom,
                next.CosFrom * previous.CosFrom + next.SinFrom * previous.SinFrom);
            previous = next;
        }
        return ((int)Math.Round(turn / (2 * Math.PI)) & 1) != 0;
    }
}
