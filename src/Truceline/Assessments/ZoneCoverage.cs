using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// What could have been seen of a zone, local day by local day and hour by hour, by what monitors say of their own patrols and
/// sensors. What nobody could see is not quiet: such an hour has no share and no rate.
/// </summary>
/// <param name="Zone">The zone, by id.</param>
/// <param name="Places">Of how many places, spread evenly over the zone, the shares are taken; none where the zone has no end or no ground.</param>
/// <param name="Days">The local days, from the first on which any monitor could see any ground to the end of the world looked at, without a gap, of these the last 4,000 at most; none where nobody ever could.</param>
public sealed record ZoneCoverage(string Zone, int Places, ImmutableArray<CoverageDay> Days)
{
    /// <summary>The coverage of a zone.</summary>
    /// <param name="assessment">What came of holding the record against the agreement.</param>
    /// <param name="log">The record.</param>
    /// <param name="zone">The zone, by id.</param>
    /// <exception cref="KeyNotFoundException">The agreement has no such zone.</exception>
    public static ZoneCoverage Of(Assessment assessment, ReportLog log, string zone) => Whole(ZoneCoverages.Of(assessment, log), zone);

    /// <summary>The coverage of each zone that the agreement names and that has an end, in ordinal order.</summary>
    public static ImmutableArray<ZoneCoverage> All(Assessment assessment, ReportLog log)
    {
        var coverages = ZoneCoverages.Of(assessment, log);
        return [.. ZoneCoverages.Bounded(assessment.Agreement).Select(zone => Whole(coverages, zone))];
    }

    private static ZoneCoverage Whole(ZoneCoverages coverages, string zone) => coverages.Of(zone, coverages.Dates);
}

/// <summary>A local day of a zone.</summary>
/// <param name="Date">The date.</param>
/// <param name="Hours">Its hours, in order: 24, but for the days on which the clocks change and the last, which ends with the world looked at.</param>
public sealed record CoverageDay(LocalDate Date, ImmutableArray<CoverageHour> Hours)
{
    /// <summary>Hours for which all of the zone could have been seen: half of it for two hours is one.</summary>
    public double ZoneHours => Hours.Sum(hour => (hour.Share ?? 0) * hour.Time.Duration.TotalHours);

    /// <summary>The share of its zone-hours that could have been seen, above 0 and up to 1; null: none.</summary>
    public double? Share => ZoneHours is > 0 and var seen ? seen / Hours.Sum(hour => hour.Time.Duration.TotalHours) : null;

    /// <summary>The incidents that began in it, surely in the zone, and that a monitor noticed.</summary>
    public int Incidents => Hours.Sum(hour => hour.Incidents);

    /// <summary>
    /// Incidents for each hour in which all of the zone could have been seen. Null where that is less than one hour: a rate of a
    /// glimpse says more of the glimpse than of the zone.
    /// </summary>
    public double? Rate => ZoneHours is >= 1 and var seen ? Incidents / seen : null;
}

/// <summary>An hour of a zone, or what is left of one.</summary>
/// <param name="Time">From when, included, to when, excluded.</param>
/// <param name="Share">The share of the zone's places and of the hour that could have been seen by any means, above 0 and up to 1; null: none, which is not quiet.</param>
/// <param name="ByMeans">The same by each means by which any of it could be seen.</param>
/// <param name="Hindrances">What kept monitors from seeing, as access reports say: denied, jammed, not attempted in bad weather.</param>
/// <param name="Incidents">How many incidents began in it, surely in the zone, that a monitor noticed.</param>
/// <param name="Entries">The journal entries of the coverage that counts, in order.</param>
public sealed record CoverageHour(
    Interval Time, double? Share, ImmutableSortedDictionary<Means, double> ByMeans, ImmutableArray<Hindrance> Hindrances, int Incidents, ImmutableArray<long> Entries);

/// <summary>That something kept monitors from seeing ground that may lie in a zone.</summary>
/// <param name="Time">From when to when, as far as it is told.</param>
/// <param name="Status">How access went.</param>
/// <param name="Observer">Who was kept from it, in the source's words.</param>
/// <param name="Note">The reason given; null where none was.</param>
/// <param name="Entries">The journal entries that say so.</param>
public sealed record Hindrance(Interval Time, AccessStatus Status, string Observer, string? Note, ImmutableArray<long> Entries);
