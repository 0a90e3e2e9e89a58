using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>How much of a zone monitors could see, by places spread over it.</summary>
internal sealed class Watched(Agreement agreement, Places places, IEnumerable<JournalledReport> reports)
{
    private const int Enough = 2000;

    private sealed record Told<T>(JournalledReport Report, T Content, Actor Source);

    /// <summary>Somebody who could see some places from when, included, to when, excluded; and perhaps, were the places others, some more.</summary>
    private sealed record Watch(Instant From, Instant To, bool[] Places, bool[] Perhaps, Means Means, ImmutableArray<long> Entries);

    private readonly Told<Coverage>[] coverage = Read<Coverage>(agreement, reports, content => content.Observer);
    private readonly Told<Access>[] access = Read<Access>(agreement, reports, content => content.Observer);
    private readonly Dictionary<(string, LocalDate?, string?), (int Count, Watch[] Watches)?> grounds = [];

    /// <summary>The entries of those who could see so little of some zone, if any of it, that other places spread over it would answer otherwise.</summary>
    public HashSet<long> AtEdge { get; } = [];

    public Instant? LastEnd => coverage.Max(one => (Instant?)one.Content.Occurred.End);

    public bool IsRecorded(string? verifier) => coverage.Any(one => Counts(one.Source, verifier));

    private bool Counts(Actor source, string? verifier) => verifier is null ? source.Kind == ActorKind.Monitor : source.Id == verifier || agreement.Leaves(verifier).Contains(source.Id);

    private static Told<T>[] Read<T>(Agreement agreement, IEnumerable<JournalledReport> reports, Func<T, string?> observer) where T : Content => [.. reports
        .Where(one => one.Report.Content is T).Select(one => (one, content: (T)one.Report.Content, source: agreement.Actor(one.Report.Source)))
        .Where(one => one.source is not null && (agreement.Actor(observer(one.content)) is not { } other || other.Kind == ActorKind.Monitor || other.Id == one.source.Id))
        .Select(one => new Told<T>(one.one, one.content, one.source!))];

    /// <summary>The share that could be seen of a zone by some means in a part of a day, and the entries on which it rests; null without an end or ground.</summary>
    public (double Share, ImmutableArray<long> Entries)? Share(NamedZone zone, Clause clause, KeptDay day)
    {
        var version = zone.Versions.LastOrDefault(one => one.From <= day.Date);
        if (!grounds.TryGetValue((zone.Id, version?.From, clause.VerifiedBy), out var ground))
            ground = grounds[(zone.Id, version?.From, clause.VerifiedBy)] = Ground(version?.Zone ?? zone.Zone, clause.VerifiedBy);
        if (ground is not { Count: > 0 } known) return null;
        var meeting = known.Watches.Where(watch => watch.From < day.End && watch.To > day.Start && (clause.See.IsEmpty || clause.See.Contains(watch.Means))).ToArray();
        var cuts = meeting.SelectMany(watch => new[] { Instant.Max(watch.From, day.Start), Instant.Min(watch.To, day.End) }).Distinct().Order().ToArray();
        var seen = 0.0;
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)))
        {
            var active = meeting.Where(watch => watch.From <= from && watch.To >= to).ToArray();
            seen += Enumerable.Range(0, known.Count).Count(i => active.Any(watch => watch.Places[i])) * (to - from).TotalSeconds;
        }
        return (seen / known.Count / (day.End - day.Start).TotalSeconds, [.. meeting.SelectMany(watch => watch.Entries).Distinct().Order()]);
    }

    private (int, Watch[])? Ground(Zone zone, string? verifier)
    {
        if (Box(zone) is not { } box) return null;
        var (ground, level) = (Array.Empty<Position>(), 3);
        while (level < 12 && ground.Length < Enough) ground = [.. Spread(zone, box, 0, ++level)];
        var apart = Places.Distance(At(box, box.South, box.West), At(box, box.North, box.East)) / (1 << level);
        return (ground.Length, [.. coverage.Where(one => Counts(one.Source, verifier) && one.Content.Occurred.Duration > Duration.Zero).SelectMany(one => Watches(one, zone, ground, apart))]);
    }

    /// <summary>What is left of a coverage on some ground whose places stand so far apart.</summary>
    private Watch[] Watches(Told<Coverage> told, Zone zone, Position[] ground, double apart)
    {
        if (told.Content.Where.Region is Region.Anywhere || places.Test(zone, told.Content.Where.Region).Certainty == Certainty.No) return [];
        bool[] In(Region region, double within) => [.. ground.Select(place => region is not Region.Anywhere && places.Outside(region, place) <= within)];
        IEnumerable<Watch> left = [new(told.Content.Occurred.Start, told.Content.Occurred.End, In(told.Content.Where.Region, 0), In(told.Content.Where.Region, apart), told.Content.Means, told.Report.Entries)];
        foreach (var denial in access.Where(denial => TakesFrom(denial, told)))
        {
            var (from, to, region) = (denial.Content.Occurred.Start, denial.Content.Occurred.End, denial.Content.Where.Region);
            if (from == to) to = from >= told.Content.Occurred.Start ? told.Content.Occurred.End : from;
            bool[] But(bool[] seen, double within) => region is Region.Anywhere ? new bool[seen.Length] : [.. seen.Zip(In(region, within), (isIn, isGone) => isIn && !isGone)];
            left = [.. left.SelectMany(watch => from >= watch.To || to <= watch.From ? [watch] : new[]
            {
                watch with { To = from }, watch with { From = to },
                watch with { From = Instant.Max(from, watch.From), To = Instant.Min(to, watch.To), Places = But(watch.Places, 0), Perhaps = But(watch.Perhaps, -apart) },
            }.Where(part => part.From < part.To))];
        }
        if (left.Any(watch => watch.Places.Count(isIn => isIn) < 0.02 * ground.Length && watch.Perhaps.Contains(true))) AtEdge.UnionWith(told.Report.Entries);
        return [.. left.Where(watch => watch.Places.Contains(true))];
    }

    private static bool TakesFrom(Told<Access> denial, Told<Coverage> told)
    {
        CoverageKind? kind = denial.Content.Status switch
        {
            AccessStatus.Denied or AccessStatus.Threatened or AccessStatus.MineRisk or AccessStatus.NotAttempted => CoverageKind.Patrol,
            AccessStatus.Jammed => CoverageKind.Sensor,
            _ => null,
        };
        return kind is not null && denial.Source.Id == told.Source.Id
            && (denial.Content.Observer is { } observer ? Words.Same(observer, told.Content.Observer) : kind == told.Content.Kind && denial.Content.Where.Region is not Region.Anywhere);
    }

    /// <summary>A box in sine of latitude, which divides the ground evenly, and longitude from a middle; null for a zone without an end.</summary>
    private static (double South, double North, double Middle, double West, double East)? Box(Zone zone)
    {
        var corners = Corners(zone);
        if (corners is null || corners.Count == 0) return null;
        var middle = corners[0].Place.Longitude;
        var (south, north) = (corners.Min(one => one.Place.Latitude - one.Reach / 110_000), corners.Max(one => one.Place.Latitude + one.Reach / 110_000));
        var aside = corners.Select(one => (Math.IEEERemainder(one.Place.Longitude - middle, 360), one.Reach / 110_000 / Math.Max(0.02, Math.Cos(Math.Min(89, Math.Max(-south, north)) * Math.PI / 180)))).ToArray();
        return (Sine(Math.Max(-90, south - 0.01)), Sine(Math.Min(90, north + 0.01)), middle, Math.Max(-180, aside.Min(one => one.Item1 - one.Item2) - 0.01), Math.Min(180, aside.Max(one => one.Item1 + one.Item2) + 0.01));
    }

    private static Position At((double South, double North, double Middle, double West, double East) cell, double sine, double east) =>
        new(Math.Asin(sine) * 180 / Math.PI, Math.IEEERemainder(cell.Middle + east, 360));

    private static double Sine(double latitude) => Math.Sin(latitude * Math.PI / 180);

    private static List<(Position Place, double Reach)>? Corners(Zone zone)
    {
        static List<(Position, double)> Of(IEnumerable<Position> all, double reach) => [.. all.Select(one => (one, reach))];
        switch (zone)
        {
            case Zone.In area: return Of(area.Area.Polygons.SelectMany(one => one.Outer), 5000);
            case Zone.Around around: return Of(around.Area.Polygons.SelectMany(one => one.Outer), around.Distance.Value + 5000);
            case Zone.Belt belt: return Of(belt.Line.Vertices, belt.Distance.Value + 5000);
            case Zone.AnyOf any: return any.Zones.Select(Corners).ToArray() is var all && all.Contains(null) ? null : [.. all.SelectMany(one => one!)];
            case Zone.AllOf every: return every.Zones.Select(Corners).FirstOrDefault(one => one is not null);
            default: return null;
        }
    }

    private IEnumerable<Position> Spread(Zone zone, (double South, double North, double Middle, double West, double East) cell, int level, int last)
    {
        var (up, aside) = ((cell.South + cell.North) / 2, (cell.West + cell.East) / 2);
        var middle = At(cell, up, aside);
        var margin = places.Margin(zone, middle);
        var radius = 1.02 * new[] { cell.South, cell.North }.Max(sine => Places.Distance(middle, At(cell, sine, cell.West)));
        if (level == last) return margin >= 0 ? [middle] : [];
        if (level > 1 && margin < -radius) return [];
        return new[] { (cell.South, up), (up, cell.North) }.SelectMany(v => new[] { (cell.West, aside), (aside, cell.East) }.SelectMany(h => Spread(zone, (v.Item1, v.Item2, cell.Middle, h.Item1, h.Item2), level + 1, last)));
    }
}
