using System.Text.Json.Nodes;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Reports;
using static Truceline.Assessments.Outcome;
using static Truceline.Geography.Certainty;

namespace Truceline.Recheck;

/// <summary>How much of a zone monitors could see, by places spread over it.</summary>
internal sealed partial class Reckoning
{
    /// <summary>Somebody who could see some places in a time, by some means, and from which places it was kept when.</summary>
    private sealed record Watch(Interval Time, bool[] Places, Means Means, IEnumerable<long> Entries, (Interval Time, bool[] Places)[] Denied);

    private readonly Dictionary<(string, LocalDate?, string?), Watch[]?> grounds = [];

    /// <summary>The findings that rest on a claim because a share lies so near to its floor, or to nothing, that the places which are spread decide.</summary>
    public HashSet<string> Accepted { get; } = [];

    private IEnumerable<(Coverage Said, JournalledReport By, Actor Source)> Coverages => Own<Coverage>(said => said.Observer);

    /// <summary>What sources say of their own patrols and sensors, or of those of a monitor.</summary>
    private IEnumerable<(T Said, JournalledReport By, Actor Source)> Own<T>(Func<T, string?> observer) where T : Content =>
        from one in Told<T>()
        let source = Bind(one.By.Report.Source)
        where source is not null && (Bind(observer(one.Said)) is not { } other || other.Kind == ActorKind.Monitor || other.Id == source.Id)
        select (one.Said, one.By, source);

    /// <summary>Whether enough could be seen on a day of each of some zones; the least seen decides.</summary>
    private (Outcome Outcome, Step Step) Seen(FindingKey key, Clause clause, IEnumerable<string?> named, KeptDay day)
    {
        if (!Coverages.Any(one => Watches(one.Source, clause.VerifiedBy))) return (KeptButUnseen, new("coverage", "not recorded"));
        var zones = named.OfType<string>().Distinct().Select(id => (Zone: agreement.Zones[id], Seen: Share(agreement.Zones[id], clause, day))).ToArray();
        if (zones.Length == 0 || zones.Any(one => one.Seen is null)) return (KeptButUnseen, new("coverage", "no zone"));
        var (zone, seen) = zones.MinBy(one => one.Seen!.Value.Share);
        var (share, by) = seen!.Value;
        var isEnough = clause.Floor is { } floor && share > 0 && share >= floor - 1e-9;
        var theirs = claimed[Id(key).Value].FirstOrDefault();
        var isOpen = clause.Floor is < 1 and var near && Math.Abs(share - near) is > 1e-6 and < 0.015;
        if (isOpen && Check.Text(theirs?["value"]) == (isEnough ? "below the floor" : "enough")) (isEnough, _) = (!isEnough, Accepted.Add(Id(key).Value));
        var entries = by.Where(one => one.Part >= 0.02).SelectMany(one => one.Watch.Entries).ToHashSet();
        // Of what could see hardly any of the zone, or none of the places, it depends on the places whether it counts.
        foreach (var (watch, part) in by.Where(one => one.Part > 0 || !one.Watch.Places.Contains(true)).Where(one => !entries.IsSupersetOf(one.Watch.Entries)))
        {
            var all = theirs?["entries"] as JsonArray ?? [];
            var isClaimed = theirs is null ? part > 0 : all.Any(one => watch.Entries.Any(entry => JsonNode.DeepEquals(one, entry)));
            if (isClaimed != part > 0) Accepted.Add(Id(key).Value);
            if (isClaimed) entries.UnionWith(watch.Entries);
        }
        return (isEnough ? Kept : KeptButUnseen,
            new("coverage", isEnough ? "enough" : clause.Floor is null ? "no floor" : "below the floor", [.. entries.Order()], Assumptions: zone.Assumptions));
    }

    /// <summary>The share that could be seen of a zone in a day by the means of a clause, and who saw how much at most; null without end or ground.</summary>
    private (double Share, (Watch Watch, double Part)[] By)? Share(NamedZone zone, Clause clause, KeptDay day)
    {
        var form = (zone.Id, zone.Versions.LastOrDefault(one => one.From <= day.Date)?.From, clause.VerifiedBy);
        if (!grounds.TryGetValue(form, out var all)) all = grounds[form] = Ground(Places.On(zone, day.Date), clause.VerifiedBy)?.ToArray();
        if (all is null) return null;
        Watch[] meeting = [.. all.Where(one => one.Time.Start < day.End && one.Time.End > day.Start && (clause.See.IsEmpty || clause.See.Contains(one.Means)))];
        var cuts = meeting.SelectMany(one => one.Denied.Select(denied => denied.Time).Append(one.Time)).SelectMany(time => new[] { time.Start, time.End })
            .Where(at => at > day.Start && at < day.End).Append(day.Start).Append(day.End).Distinct().Order().ToArray();
        var spans = cuts.Zip(cuts.Skip(1), (from, to) => (Part: (to - from) / (day.End - day.Start), By: meeting.Select(one => At(one, from, to)).ToArray()))
            .ToArray();
        return (spans.Sum(span => span.By is [var first, ..] ? span.Part * first.Where((_, i) => span.By.Any(one => one[i])).Count() / first.Length : 0),
            [.. meeting.Select((one, k) => (one, spans.Max(span => (double)span.By[k].Count(isSeen => isSeen) / one.Places.Length)))]);

        static bool[] At(Watch one, Instant from, Instant to) => one.Time.Start > from || one.Time.End < to ? new bool[one.Places.Length]
            : [.. one.Places.Select((isIn, i) => isIn && !one.Denied.Any(denied => denied.Time.Start <= from && denied.Time.End >= to && denied.Places[i]))];
    }

    /// <summary>Who could see what of some ground; null where it has no end, or is none.</summary>
    private IEnumerable<Watch>? Ground(Zone zone, string? verifier)
    {
        if (Places.Bounds(zone) is not var (middle, radius)) return null;
        var (ground, times, within) = (Array.Empty<Position>(), 4, new Dictionary<Region, bool[]>());
        while (times <= 12 && ground.Length < 2000) ground = [.. places.Spread(zone, middle, new(0, 0, radius), times++)];
        return ground.Length == 0 ? null :
            from told in Coverages
            let region = told.Said.Where.Region
            where Watches(told.Source, verifier) && told.Said.Occurred.Duration > Duration.Zero
            where region is not Region.Anywhere && places.Test(zone, region) != No
            let denied = from one in Own<Access>(said => said.Observer)
                         where one.Source.Id == told.Source.Id && TakesFrom(one.Said, told.Said)
                         select (Lasting(one.Said.Occurred, told.Said.Occurred), In(one.Said.Where.Region))
            select new Watch(told.Said.Occurred, In(region), told.Said.Means, told.By.Entries, [.. denied]);

        bool[] In(Region region) => within.TryGetValue(region, out var known) ? known
            : within[region] = [.. ground.Select(place => region is Region.Anywhere || places.Outside(region, place) <= 0)];
        // Denied at an instant, it stays so to the end of what could be seen.
        static Interval Lasting(Interval denial, Interval told) =>
            denial.Start == denial.End && denial.Start >= told.Start && denial.Start < told.End ? new(denial.Start, told.End) : denial;
    }

    private static bool TakesFrom(Access denial, Coverage told)
    {
        var isPatrol = denial.Status is AccessStatus.Denied or AccessStatus.Threatened or AccessStatus.MineRisk or AccessStatus.NotAttempted;
        return (isPatrol || denial.Status is AccessStatus.Jammed) && (denial.Observer is { } observer ? Words.Same(observer, told.Observer)
            : denial.Where.Region is not Region.Anywhere && told.Kind == (isPatrol ? CoverageKind.Patrol : CoverageKind.Sensor));
    }
}
