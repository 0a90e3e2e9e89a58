using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Assessments;

/// <summary>The zones of an agreement prepared for many questions; each answer is that of the zone itself.</summary>
internal sealed class IndexedZones
{
    private readonly Dictionary<Zone, int> numbers = new(ReferenceEqualityComparer.Instance);

    private readonly ImmutableDictionary<(string Zone, int Version), int> named;

    private IndexedZones(ZoneIndex index, IEnumerable<((string, int) Name, Zone Zone, int Number)> zones)
    {
        Index = index;
        foreach (var (_, zone, number) in zones) numbers.TryAdd(zone, number);
        named = zones.ToImmutableDictionary(one => one.Name, one => one.Number);
    }

    /// <summary>The index.</summary>
    public ZoneIndex Index { get; }

    /// <summary>The number of a zone of the agreement in it.</summary>
    public int Number(Zone zone) => numbers[zone];

    /// <summary>The zones of an agreement, in all their versions.</summary>
    public static IndexedZones Of(Agreement agreement)
    {
        var zones = All(agreement).ToArray();
        return new(ZoneIndex.Of([.. zones.Select(one => one.Zone)]), zones.Select((one, i) => (one.Name, one.Zone, i)));
    }

    /// <summary>The zones of another agreement: those that are the same are not prepared anew.</summary>
    public IndexedZones For(Agreement agreement)
    {
        var zones = All(agreement).Select(one => (one.Name, one.Zone, Number: named.TryGetValue(one.Name, out var number) && Alike.Are(Index.Zones[number], one.Zone) ? number : -1)).ToArray();
        var free = new Queue<int>(Enumerable.Range(0, Index.Zones.Length).Except(zones.Select(one => one.Number)));
        if (zones.Count(one => one.Number < 0) > Math.Min(free.Count, MostChanged)) return Of(agreement);
        var index = Index;
        foreach (ref var one in zones.AsSpan())
            if (one.Number < 0) index = index.With(one.Number = free.Dequeue(), one.Zone);
        return new(index, zones);
    }

    /// <summary>From how many on it costs less to prepare all.</summary>
    private const int MostChanged = 8;

    private static IEnumerable<((string, int) Name, Zone Zone)> All(Agreement agreement) =>
        agreement.Zones.Values.SelectMany(zone => zone.Versions.Select(version => version.Zone).Prepend(zone.Zone).Select((shape, version) => ((zone.Id, version), shape)));

    /// <summary>Whether a region lies in a zone of the agreement.</summary>
    public Certainty Test(Zone zone, Region region) => numbers.TryGetValue(zone, out var number) ? Index.Test(number, region) : zone.Test(region);
}
