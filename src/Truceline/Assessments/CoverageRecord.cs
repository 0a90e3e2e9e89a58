using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// What monitors say they could see, and what kept them from it, ready to be asked about zones. Only what a monitor says of its
/// own patrols and sensors counts: a party that says it could see everything would keep every clause.
/// </summary>
internal sealed class CoverageRecord
{
    private readonly Agreement agreement;
    private readonly ImmutableArray<Told<Coverage>> coverage;
    private readonly ImmutableArray<Told<Access>> access;
    private readonly ConcurrentDictionary<(string Zone, LocalDate From, string By), WatchedGround> grounds = new();
    // Which places lie in a region is the same for every record.
    private readonly ConcurrentDictionary<(Zone Zone, Region Region), ulong[]> within;

    /// <summary>A report, its content, and the monitor that hands it in.</summary>
    private sealed record Told<T>(JournalledReport Report, T Content, Actor Monitor) where T : Content;

    public CoverageRecord(Agreement agreement, ImmutableArray<JournalledReport> reports, CoverageRecord? before = null)
    {
        (this.agreement, within) = (agreement, before?.within ?? new(ByZone.Instance));
        var actors = new Dictionary<string, Actor?>(StringComparer.Ordinal);
        coverage = [.. reports.Select(report => Read<Coverage>(report, content => content.Observer)).OfType<Told<Coverage>>()];
        access = [.. reports.Select(report => Read<Access>(report, content => content.Observer)).OfType<Told<Access>>()];
        LastEnd = coverage.Select(one => (Instant?)one.Content.Occurred.End).Max();

        Told<T>? Read<T>(JournalledReport report, Func<T, string?> observer) where T : Content
        {
            if (report.Report.Content is not T content || Named(report.Report.Source) is not { } source) return null;
            // An observer that is an actor itself counts where it is a monitor too; any other name is a patrol or a sensor of the source.
            return observer(content) is { } name && Named(name) is { Kind: not ActorKind.Monitor } other && other.Id != source.Id ? null : new(report, content, source);
        }

        Actor? Named(string words) => actors.TryGetValue(words, out var known) ? known : actors[words] = agreement.ActorNamed(words);
    }

    /// <summary>The end of the last coverage that counts; null: there is none.</summary>
    public Instant? LastEnd { get; }

    /// <summary>From the first to the last instant of the coverage that counts; null: there is none.</summary>
    public Interval? Time => coverage.IsEmpty ? null : new(coverage.Min(one => one.Content.Occurred.Start), LastEnd!.Value);

    /// <summary>What could be seen of a zone from one instant, included, to another, excluded, both of one local day.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="verifier">Whose coverage counts, an actor's id; null: any monitor's.</param>
    /// <param name="by">The means that count; empty: all.</param>
    /// <param name="from">From when.</param>
    /// <param name="to">To when.</param>
    /// <returns>Null where the zone has no end, or no ground.</returns>
    public Observed? Of(NamedZone zone, string? verifier, ImmutableArray<Means> by, Instant from, Instant to) =>
        Ground(zone, verifier, from) is { Places: > 0 } ground ? ground.In(from, to, by) : null;

    /// <summary>Whether anybody whose coverage counts reported any at all.</summary>
    public bool IsRecorded(string? verifier) => coverage.Any(one => Counts(one.Monitor, verifier));

    /// <summary>The places of a zone as it lies at an instant, and who could see which of them when.</summary>
    public WatchedGround Ground(NamedZone zone, string? verifier, Instant at)
    {
        var date = at.InZone(agreement.Clock.Zone).Date;
        var version = zone.Versions.LastOrDefault(version => version.From <= date);
        return grounds.GetOrAdd((zone.Id, version?.From ?? LocalDate.MinIsoValue, verifier ?? ""), _ => Watched(version?.Zone ?? zone.Zone, verifier));
    }

    /// <summary>What kept any monitor from seeing ground that may lie in a zone, in the order of the entries.</summary>
    public ImmutableArray<Hindrance> Hindrances(NamedZone zone) =>
    [
        .. access
            .Where(one => one.Content.Status != AccessStatus.Free && Counts(one.Monitor, null) && zone.Zone.Test(one.Content.Where.Region) != Certainty.No)
            .Select(one => new Hindrance(one.Content.Occurred, one.Content.Status, one.Content.Observer ?? one.Report.Report.Source, one.Content.Note, one.Report.Entries))
            .OrderBy(one => one.Entries[0]),
    ];

    private WatchedGround Watched(Zone zone, string? verifier)
    {
        if (EvenPlaces.Of(zone) is not { IsEmpty: false } places) return new(0, []);
        return new(places.Length, coverage.Where(one => Counts(one.Monitor, verifier)).SelectMany(Watches));

        ulong[] In(Region region) => within.GetOrAdd((zone, region), _ => PlacesWithin.Of(region, places));

        IEnumerable<Watch> Watches(Told<Coverage> told)
        {
            var (time, bits) = (told.Content.Occurred, In(told.Content.Where.Region));
            if (time.Duration == Duration.Zero || bits.All(word => word == 0)) return [];
            IEnumerable<Watch> left = [new(time.Start, time.End, bits, told.Content.Means, told.Report.Entries)];
            foreach (var denial in access.Where(denial => TakesFrom(denial, told)))
            {
                var (from, to) = (denial.Content.Occurred.Start, denial.Content.Occurred.End);
                var gone = denial.Content.Where.Region is Region.Anywhere ? null : In(denial.Content.Where.Region);
                // Who is turned back at an instant saw nothing there for the rest of what it reports.
                if (from == to) to = from >= time.Start ? time.End : from;
                left = [.. left.SelectMany(watch => watch.Without(from, to, gone))];
            }
            return left;
        }
    }

    /// <summary>Zones that are the very same, and regions that are alike.</summary>
    private sealed class ByZone : IEqualityComparer<(Zone Zone, Region Region)>
    {
        public static ByZone Instance { get; } = new();

        public bool Equals((Zone Zone, Region Region) x, (Zone Zone, Region Region) y) => ReferenceEquals(x.Zone, y.Zone) && x.Region == y.Region;

        public int GetHashCode((Zone Zone, Region Region) of) => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(of.Zone), of.Region);
    }

    private bool Counts(Actor monitor, string? verifier) =>
        verifier is null ? monitor.Kind == ActorKind.Monitor : monitor.Id == verifier || agreement.Expand([verifier]).Contains(monitor.Id);

    /// <summary>
    /// Whether an access report takes away what a patrol or a sensor could see. Where it names nobody it speaks of all patrols of its
    /// source, jamming of all sensors; then its place has to be known.
    /// </summary>
    private static bool TakesFrom(Told<Access> denial, Told<Coverage> told)
    {
        var kind = denial.Content.Status switch
        {
            AccessStatus.Denied or AccessStatus.Threatened or AccessStatus.MineRisk or AccessStatus.NotAttempted => CoverageKind.Patrol,
            AccessStatus.Jammed => CoverageKind.Sensor,
            _ => (CoverageKind?)null,
        };
        if (kind is null || denial.Monitor.Id != told.Monitor.Id) return false;
        return denial.Content.Observer is { } observer
            ? observer.Trim().Equals(told.Content.Observer.Trim(), StringComparison.OrdinalIgnoreCase)
            : kind == told.Content.Kind && denial.Content.Where.Region is not Region.Anywhere;
    }
}

/// <summary>Which of some places lie in a region, one bit a place.</summary>
internal static class PlacesWithin
{
    public static ulong[] Of(Region region, ImmutableArray<SurfacePoint> places) => region.Match(
        disc => Bits(places, disc.Centre, disc.Radius.Value, null),
        sector => Bits(places, sector.Apex, sector.Far.Value, sector),
        within => Bits(places, place => within.Area.Margin(place) >= 0),
        // Nobody knows which ground it was.
        _ => new ulong[WatchedGround.Words(places.Length)]);

    private static ulong[] Bits(ImmutableArray<SurfacePoint> places, Position centre, double radius, Region.Sector? sector)
    {
        var middle = new SurfacePoint(centre);
        var furthest = Chords.GreatestWithin(radius) + 0.001;
        return Bits(places, place =>
        {
            if (middle.ChordTo(place) > furthest) return false;
            var way = GeodesicInverse.Solve(middle, place);
            if (way.Distance > radius) return false;
            if (sector is null) return true;
            var bearing = Ellipsoid.Atan2Degrees(way.SinFrom, way.CosFrom);
            return way.Distance >= sector.Near.Value && Math.Abs(Math.IEEERemainder(bearing - sector.Bearing, 360)) <= sector.HalfWidth;
        });
    }

    private static ulong[] Bits(ImmutableArray<SurfacePoint> places, Func<SurfacePoint, bool> isIn)
    {
        var bits = new ulong[WatchedGround.Words(places.Length)];
        for (var i = 0; i < places.Length; i++)
            if (isIn(places[i])) bits[i / 64] |= 1UL << (i % 64);
        return bits;
    }
}
