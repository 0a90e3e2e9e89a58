using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Truceline.Geography;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// Incidents by the ground on which their reports place them, in blocks: what asks a zone about all of them asks about few. A report lies
/// in a block that is no smaller than its own uncertainty.
/// </summary>
internal sealed class IncidentPlaces
{
    /// <summary>The side of the least blocks in degrees, and how often it is doubled.</summary>
    private const double Side = 1 / 32.0;
    private const int Levels = 9;

    /// <summary>Nothing in a block of one degree is further from its middle: along the meridian, then along the parallel.</summary>
    private const double ReachOfDegree = 111_510;

    private const int PartSize = 4_096;

    private readonly ImmutableArray<Incident> incidents;
    private readonly List<Block> blocks = [];
    private readonly List<int> others = [];

    private IncidentPlaces(ImmutableArray<Incident> incidents) => this.incidents = incidents;

    private readonly record struct Key(int Level, int Row, int Column, double Radius);

    private sealed class Block(SurfacePoint middle, double reach)
    {
        private double widest;

        public SurfacePoint Middle => middle;

        public List<int> Incidents { get; } = [];

        /// <summary>What is asked of a sector begins with a disc around it: so much further.</summary>
        public double Radius => reach + 2 * widest;

        public void Add(int incident, double radius)
        {
            widest = Math.Max(widest, radius);
            if (Incidents.Count == 0 || Incidents[^1] != incident) Incidents.Add(incident);
        }
    }

    /// <summary>The blocks of some incidents.</summary>
    public static IncidentPlaces Of(ImmutableArray<Incident> incidents)
    {
        var places = new IncidentPlaces(incidents);
        var keys = new Key?[(incidents.Length + PartSize - 1) / PartSize][];
        Parallel.For(0, keys.Length, part => keys[part] = [.. Part(incidents, part).SelectMany(incident => incident.Sightings).Select(sighting => KeyOf(sighting.Observation.Where.Region))]);
        var found = new Dictionary<(int, int, int), Block>();
        for (var part = 0; part < keys.Length; part++)
        {
            var next = 0;
            for (var i = part * PartSize; i < Math.Min(incidents.Length, (part + 1) * PartSize); i++)
                for (var sighting = 0; sighting < incidents[i].Sightings.Length; sighting++) places.Add(i, keys[part][next++], found);
        }
        return places;
    }

    /// <summary>The incidents of all blocks that are not decided: of those that are, nothing has to be asked one by one.</summary>
    /// <param name="isDecided">Whether all of a disc, given by its middle and its radius in metres, is decided.</param>
    public ImmutableArray<Incident> Undecided(Func<SurfacePoint, double, bool> isDecided)
    {
        var open = new bool[blocks.Count];
        Parallel.For(0, open.Length, i => open[i] = !isDecided(blocks[i].Middle, blocks[i].Radius));
        var found = new HashSet<int>(others);
        for (var i = 0; i < open.Length; i++)
            if (open[i]) found.UnionWith(blocks[i].Incidents);
        return [.. found.Order().Select(i => incidents[i])];
    }

    private static IEnumerable<Incident> Part(ImmutableArray<Incident> incidents, int part)
    {
        for (var i = part * PartSize; i < Math.Min(incidents.Length, (part + 1) * PartSize); i++) yield return incidents[i];
    }

    private void Add(int incident, Key? key, Dictionary<(int, int, int), Block> found)
    {
        if (key is not { } at) return;
        if (at.Level == Levels)
        {
            others.Add(incident);
            return;
        }
        ref var block = ref CollectionsMarshal.GetValueRefOrAddDefault(found, (at.Level, at.Row, at.Column), out _);
        if (block is null)
        {
            var side = Side * (1 << at.Level);
            // A block at a pole or at the antimeridian may reach beyond: what of it is on the earth is no further from the edge.
            var middle = new Position(Math.Clamp((at.Row + 0.5) * side, -90, 90), Math.Clamp((at.Column + 0.5) * side, -180, 180));
            blocks.Add(block = new(new(middle), ReachOfDegree * side));
        }
        block.Add(incident, at.Radius);
    }

    /// <summary>Where a region lies, on the last level where it fits no block. Null for one with no known place, which is possible in every zone.</summary>
    private static Key? KeyOf(Region region)
    {
        if (region is Region.Anywhere) return null;
        // What searches an area begins further out than its corners reach.
        if (region is Region.Within || Extent.Of(region) is not { } extent) return new(Levels, 0, 0, 0);
        var level = 0;
        while (level < Levels && ReachOfDegree * Side * (1 << level) < extent.Radius.Value) level++;
        var side = Side * (1 << level);
        return new(level, (int)Math.Floor(extent.Middle.Latitude / side), (int)Math.Floor(extent.Middle.Longitude / side), extent.Radius.Value);
    }
}
