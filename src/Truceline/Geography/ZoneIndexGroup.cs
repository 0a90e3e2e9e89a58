using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>Zones that rest on the same curves, compiled: for each its margin as a function of what is known of them.</summary>
/// <param name="Numbers">The zones, by their numbers in the index.</param>
/// <param name="Zones">The zones.</param>
/// <param name="Fields">Their margins.</param>
/// <param name="Curves">The curves.</param>
/// <param name="Weights">Of how many simple zones each is made.</param>
/// <param name="Deepest">The level below which no cell is cut: coarser for zones as long as continents.</param>
internal sealed record ZoneIndexGroup(
    ImmutableArray<int> Numbers, ImmutableArray<Zone> Zones, ImmutableArray<ZoneIndexField> Fields, ImmutableArray<ZoneIndexCurve> Curves,
    ImmutableArray<int> Weights, int Deepest)
{
    /// <summary>Along all curves of a group together there are about this many cells, or fewer.</summary>
    private const double CellsAlong = 6000;

    /// <summary>A group has no more zones than a word has bits.</summary>
    private const int Most = 64;

    /// <summary>Zones in groups, each once: belts along one line stand together, for what is known of the line serves them all.</summary>
    public static ImmutableArray<ImmutableArray<int>> Divide(ImmutableArray<Zone> zones)
    {
        var byLine = new Dictionary<Line, List<int>>();
        var groups = new List<List<int>>();
        for (var i = 0; i < zones.Length; i++)
        {
            var line = zones[i] switch { Zone.Belt belt => belt.Line, Zone.Beyond beyond => beyond.Line, _ => null };
            if (line is not null && byLine.TryGetValue(line, out var group) && group.Count < Most)
            {
                group.Add(i);
                continue;
            }
            groups.Add([i]);
            if (line is not null) byLine[line] = groups[^1];
        }
        return [.. groups.Select(group => group.ToImmutableArray())];
    }

    public static ZoneIndexGroup Of(ImmutableArray<int> numbers, ImmutableArray<Zone> zones, int deepest)
    {
        var compiler = new Compiler();
        ImmutableArray<Zone> own = [.. numbers.Select(number => zones[number])];
        ImmutableArray<ZoneIndexField> fields = [.. own.Select(zone => compiler.Field(zone))];
        while (deepest > ZoneIndexBranch.Level && compiler.Length / CellsAlong > 40e6 / (1 << deepest)) deepest--;
        return new(numbers, own, fields, [.. compiler.Curves], [.. own.Select(Weight)], deepest);
    }

    /// <summary>How many pieces its curves have.</summary>
    public long Pieces => Curves.Sum(curve => (long)curve.Count);

    private static int Weight(Zone zone) => zone switch
    {
        Zone.NotIn not => Weight(not.Other),
        Zone.AnyOf any => any.Zones.Sum(Weight),
        Zone.AllOf all => all.Zones.Sum(Weight),
        Zone.Nearer nearer => nearer.Lines.Length,
        _ => 1,
    };

    private sealed class Compiler
    {
        private readonly Dictionary<Polyline, int> known = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<Line, ZoneIndexEnds> ends = new(ReferenceEqualityComparer.Instance);

        private readonly Dictionary<(int Curve, int Sign), ZoneIndexField.Flank> flanks = [];

        public List<ZoneIndexCurve> Curves { get; } = [];

        public double Length { get; private set; }

        public ZoneIndexField Field(Zone zone) => zone switch
        {
            Zone.In area => Area(area.Area, 0),
            Zone.Around around => Area(around.Area, around.Distance.Value),
            Zone.Belt { Side: { } side } belt => Sided(belt.Line, side, belt.Distance.Value, true),
            Zone.Belt belt => new ZoneIndexField.Edge(Curve(belt.Line.Course, true), 1, belt.Distance.Value),
            Zone.Beyond { Side: { } side } beyond => Sided(beyond.Line, side, beyond.Distance.Value, false),
            Zone.Beyond beyond => new ZoneIndexField.Edge(Curve(beyond.Line.Course, true), -1, beyond.Distance.Value),
            Zone.NotIn not => new ZoneIndexField.Not(Field(not.Other)),
            Zone.AnyOf any => new ZoneIndexField.Extreme([.. any.Zones.Select(Field)], 1),
            Zone.AllOf all => new ZoneIndexField.Extreme([.. all.Zones.Select(Field)], -1),
            Zone.Nearer nearer => Nearer(nearer),
            _ => throw new InvalidOperationException("INVARIANT: the family of zones is closed"),
        };

        private ZoneIndexField Area(Area area, double more) => Union([.. area.Rings.Select(polygon => Polygon(polygon.Outer, polygon.Holes, more))]);

        private ZoneIndexField Polygon(Ring outer, ImmutableArray<Ring> holes, double more) =>
            holes.IsEmpty ? Ring(outer, 1, more) : new ZoneIndexField.Extreme([Ring(outer, 1, more), .. holes.Select(hole => Ring(hole, -1, more))], -1);

        private static ZoneIndexField Union(ImmutableArray<ZoneIndexField> parts) => parts.Length == 1 ? parts[0] : new ZoneIndexField.Extreme(parts, 1);

        private ZoneIndexField.Flank Ring(Ring ring, int sign, double more) =>
            new(Curve(ring.Chain, !ring.CrossesItself, ring.Cap.Radius < Cap.Hemisphere ? ring.Cap : null, ring.InsideIsLeft ? -1 : 1), ring.InsideIsLeft ? sign : -sign, more);

        private ZoneIndexSided Sided(Line line, Side side, double reach, bool isBelt)
        {
            if (!ends.TryGetValue(line, out var known))
                ends[line] = known = new([.. line.SideChange.Continuations.Select(continuation => Curve(continuation, false))], line.SideChange);
            var (curve, sign) = (Curve(line.Course, true), side == Side.Left ? 1 : -1);
            // Belts of one side are all the same beside the line.
            if (!flanks.TryGetValue((curve, sign), out var flank)) flanks[(curve, sign)] = flank = new(curve, sign, 0);
            return new(curve, sign, reach, isBelt, known, flank);
        }

        private ZoneIndexField.Extreme Nearer(Zone.Nearer zone)
        {
            ImmutableArray<int> lines = [.. zone.Lines.Select(line => Curve(line.Course, true))];
            return new([.. lines.Where((_, i) => i != zone.To).Select(other => (ZoneIndexField)new ZoneIndexField.Lead(lines[zone.To], other))], -1);
        }

        private int Curve(Polyline chain, bool hasSides, Cap? cap = null, int outside = 0)
        {
            if (known.TryGetValue(chain, out var number)) return number;
            Curves.Add(new(chain, hasSides, cap, outside));
            if (Curves[^1].IsOwn) Length += chain.Length;
            return known[chain] = Curves.Count - 1;
        }
    }
}
