using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Assessments;

/// <summary>The zones of an agreement prepared for many questions; each answer is that of the zone itself.</summary>
internal sealed class IndexedZones
{
    private readonly Dictionary<Zone, int> numbers = new(ReferenceEqualityComparer.Instance);

    private IndexedZones(ImmutableArray<Zone> zones)
    {
        Index = ZoneIndex.Of(zones);
        for (var i = 0; i < zones.Length; i++) numbers.TryAdd(zones[i], i);
    }

    /// <summary>The index.</summary>
    public ZoneIndex Index { get; }

    /// <summary>The number of a zone of the agreement in it.</summary>
    public int Number(Zone zone) => numbers[zone];

    /// <summary>The zones of an agreement, in all their versions.</summary>
    public static IndexedZones Of(Agreement agreement) =>
        new([.. agreement.Zones.Values.SelectMany(zone => zone.Versions.Select(version => version.Zone).Prepend(zone.Zone))]);

    /// <summary>Whether a region lies in a zone of the agreement.</summary>
    public Certainty Test(Zone zone, Region region) => numbers.TryGetValue(zone, out var number) ? Index.Test(number, region) : zone.Test(region);
}
