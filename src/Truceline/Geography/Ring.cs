namespace Truceline.Geography;

/// <summary>A closed chain of geodesics and the smaller part of the globe that it bounds.</summary>
internal sealed class Ring
{
    private readonly Polyline chain;
    private readonly bool insideIsLeft;
    private readonly Lazy<bool> crossesItself;

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
    }

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
    // number of times, as the bearings to its vertices turn.
    private bool IsEncircled(in SurfacePoint position)
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
