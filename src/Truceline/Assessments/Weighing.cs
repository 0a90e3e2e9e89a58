using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>One answer for one sighting, with the words for it.</summary>
internal readonly record struct Answer(Certainty Certainty, string Says, Metres? Margin = null);

/// <summary>One sighting held against a ban: act, what and where, each three-valued.</summary>
internal sealed record Weighed(Sighting Sighting, Certainty Act, Certainty What, Certainty Where)
{
    /// <summary>Whether it is surely of another act, class or place.</summary>
    public bool IsExcluded => Act == Certainty.No || What == Certainty.No || Where == Certainty.No;

    /// <summary>The least of act, what and where.</summary>
    public Certainty All => Act.And(What).And(Where);
}

/// <summary>
/// Holds single sightings against bans. The answers come without words, which are made when a trace is read; what is asked more than
/// once of one incident, by several clauses, is remembered while that incident is held.
/// </summary>
internal sealed class Weighing(Agreement agreement, IndexedZones? index = null)
{
    /// <summary>The answer to a question that no longer matters, because one before it was answered with no.</summary>
    private static readonly Answer NotAsked = new(Certainty.Possible, "not asked, because the answer before it excludes it");

    private readonly Dictionary<(NamedZone Zone, Region Region, Interval Time), Certainty> grounds = new(ByReference.Instance);
    private readonly Dictionary<(string? What, double? Calibre, string? Model, Clause Clause), Certainty> classes = new(ByReference.Instance);
    private Incident? current;

    /// <summary>The sightings of an incident held against a ban.</summary>
    public ImmutableArray<Weighed> Weigh(Ban ban, Incident incident)
    {
        if (!ReferenceEquals(current, incident)) grounds.Clear();
        current = incident;
        if (incident.Sightings is [var only]) return [Weigh(ban, only)];
        return [.. incident.Sightings.Select(sighting => Weigh(ban, sighting))];
    }

    /// <summary>A sighting held against a ban.</summary>
    public Weighed Weigh(Ban ban, Sighting sighting)
    {
        var act = ban.Act(sighting.Observation);
        var what = act == Certainty.No ? NotAsked.Certainty : What(ban.Clause, sighting.Observation);
        return new Weighed(sighting, act, what, what == Certainty.No ? NotAsked.Certainty : Where(ban, sighting));
    }

    /// <summary>Whether it was of a class that the clause names; certain when it names none.</summary>
    public Certainty What(Clause clause, Observation observation)
    {
        if (clause.What.IsEmpty) return Certainty.Certain;
        var key = (observation.What, observation.Calibre, observation.Model, clause);
        if (classes.TryGetValue(key, out var known)) return known;
        var best = Certainty.No;
        foreach (var target in clause.What)
            best = best.Or(agreement.Classes.Test(observation.What, observation.Calibre, observation.Model, target));
        return classes[key] = best;
    }

    /// <summary>The answer to what it was, in words.</summary>
    public static Answer SayWhat(Ban ban, Weighed weighed)
    {
        if (weighed.Act == Certainty.No) return NotAsked;
        var clause = ban.Clause;
        if (clause.What.IsEmpty) return new Answer(Certainty.Certain, "the clause asks for no class");
        var observed = weighed.Sighting.Observation.Thing() ?? "a thing of no named class";
        return new Answer(weighed.What, $"{observed} {weighed.What.Choose("is none of", "may be one of", "is one of")} {string.Join(", ", clause.What)}");
    }

    /// <summary>Whether it lies on all grounds of the ban; certain when the ban has none.</summary>
    public Certainty Where(Ban ban, Sighting sighting)
    {
        var certainty = Certainty.Certain;
        foreach (var ground in ban.Grounds)
        {
            certainty = certainty.And(On(ground, sighting));
            if (certainty == Certainty.No) return certainty;
        }
        return ban.Over is { } line ? certainty.And(Over(line, sighting).Certainty) : certainty;
    }

    /// <summary>The answer to where it was, in words.</summary>
    public Answer SayWhere(Ban ban, Weighed weighed)
    {
        if (weighed.What == Certainty.No) return NotAsked;
        if (ban.Grounds.IsEmpty && ban.Over is null) return new Answer(Certainty.Certain, "the clause asks for no place");
        var says = ban.Grounds.Select(ground => SayOn(ground, weighed.Sighting).Says).ToList();
        if (ban.Over is { } line) says.Add(Over(line, weighed.Sighting).Says);
        return new Answer(weighed.Where, $"{weighed.Sighting.Observation.Where.Words()}: {string.Join("; ", says)}", Margin(ban, weighed));
    }

    /// <summary>How far the whole region lies at least inside all grounds; null where that is not known, or no longer matters.</summary>
    public Metres? Margin(Ban ban, Weighed weighed)
    {
        if (weighed.What == Certainty.No) return null;
        Metres? margin = null;
        foreach (var ground in ban.Grounds)
            if (SayOn(ground, weighed.Sighting).Margin is { } metres && (margin is null || metres < margin)) margin = metres;
        return margin;
    }

    /// <summary>
    /// Whether an act was over a line. What is reported as a crossing is one where the place reported reaches the line, and
    /// may be one up to <see cref="NearALine"/> from it; any other act only may be.
    /// </summary>
    private static (Certainty Certainty, string Says) Over(NamedLine line, Sighting sighting)
    {
        var region = sighting.Observation.Where.Region;
        var reaches = line.Versions.Select(version => version.Line).Prepend(line.Line).Any(course => new Zone.Belt(course, Metres.Zero, null).Test(region) != Certainty.No);
        if (reaches && sighting.Observation.Act == Agreements.Act.Cross) return (Certainty.Certain, $"the place reported reaches line '{line.Id}', and a crossing was reported");
        var near = line.Versions.Select(version => version.Line).Prepend(line.Line).Any(course => new Zone.Belt(course, NearALine, null).Test(region) != Certainty.No);
        return near ? (Certainty.Possible, $"possibly over line '{line.Id}'") : (Certainty.No, $"not over line '{line.Id}'");
    }

    /// <summary>How far from a line a place may be reported for what happens on it.</summary>
    private static readonly Metres NearALine = new(2000);

    /// <summary>Whether the place of a sighting lies in a zone, as it was then.</summary>
    public Certainty In(NamedZone zone, Sighting sighting) => Test(zone, sighting.Observation.Where.Region, sighting.Observation.Occurred);

    private Certainty On(Ground ground, Sighting sighting)
    {
        if (!KnowsPlace(sighting.Observation, ground.Place)) return Certainty.Possible;
        var certainty = In(ground.Zone, sighting);
        return ground.Outside ? certainty.Not() : certainty;
    }

    private (Metres? Margin, string Says) SayOn(Ground ground, Sighting sighting)
    {
        var observation = sighting.Observation;
        if (!KnowsPlace(observation, ground.Place))
            return (null, $"{(ground.Place == PlaceOf.Effect ? "where it took effect" : "where it came from")} was not observed, so zone '{ground.Zone.Id}' is possible");
        var certainty = On(ground, sighting);
        // The whole region lies at least so far inside. The covering disc of a sector or polygon may say less than the test knows.
        var margin = Margin(ground, observation);
        if (certainty == Certainty.Certain && margin?.Value < 0) margin = null;
        var lies = ground.Outside ? "outside" : "inside";
        return (margin, certainty.Choose($"not {lies}", $"possibly {lies}", lies) + (ground.Zone.Id == ground.Zone.Describes ? $" {ground.Zone.Describes}" : $" zone '{ground.Zone.Id}' ({ground.Zone.Describes})")
            + (margin is { } by ? by.Value >= 0 ? $", by {by}" : $", short by {-by}" : ""));
    }

    private Metres? Margin(Ground ground, Observation observation)
    {
        if (Extent.Of(observation.Where.Region) is not { } extent) return null;
        var middle = AtTimeOf(ground.Zone, observation.Occurred).Min(shape => shape.Margin(extent.Middle));
        return ((ground.Outside ? -middle : middle) - extent.Radius).Rounded();
    }

    private Certainty Test(NamedZone zone, Region region, Interval time)
    {
        if (zone.Versions.IsEmpty && region is Region.Disc { Radius.Value: 0 } && index is not null) return index.Test(zone.Zone, region);
        if (grounds.TryGetValue((zone, region, time), out var known)) return known;
        Certainty? all = null;
        foreach (var shape in AtTimeOf(zone, time))
        {
            var one = index is null ? shape.Test(region) : index.Test(shape, region);
            // Where the line moved while it happened, only what holds of each course is sure.
            all = all is null || all == one ? one : Certainty.Possible;
        }
        return grounds[(zone, region, time)] = all!.Value;
    }

    /// <summary>What a zone covered during a time: more than one where the line that it rests on moved in it.</summary>
    private IEnumerable<Zone> AtTimeOf(NamedZone zone, Interval time)
    {
        var shape = zone.Zone;
        foreach (var version in zone.Versions)
        {
            var from = Clock.StartOf(version.From, agreement.Clock.Zone);
            if (from > time.End) break;
            if (from > time.Start) yield return shape;
            shape = version.Zone;
        }
        yield return shape;
    }

    /// <summary>
    /// Whether the place of an observation is the one asked for. Fire and flight have an origin and an effect: who saw an
    /// impact knows the effect, who saw it outgoing knows the origin, who cannot tell knows neither. A source that only
    /// says "fire at this place" speaks of its effect.
    /// </summary>
    public static bool KnowsPlace(Observation observation, PlaceOf place)
    {
        var travels = observation.Act is Agreements.Act.Fire or Agreements.Act.Attack or Agreements.Act.HostileAct or Agreements.Act.Fly
            || (observation.Act is null && observation.Phase is not null);
        if (!travels) return true;
        return place == PlaceOf.Effect
            ? observation.Phase is not (FirePhase.Outgoing or FirePhase.Undetermined)
            : observation.Phase is FirePhase.Outgoing;
    }
}

/// <summary>Zones, regions and clauses are the same when they are one object: to compare what they hold would cost more than it saves.</summary>
internal sealed class ByReference : IEqualityComparer<(NamedZone Zone, Region Region, Interval Time)>, IEqualityComparer<(string? What, double? Calibre, string? Model, Clause Clause)>
{
    public static ByReference Instance { get; } = new();

    public bool Equals((NamedZone Zone, Region Region, Interval Time) x, (NamedZone Zone, Region Region, Interval Time) y) =>
        ReferenceEquals(x.Zone, y.Zone) && ReferenceEquals(x.Region, y.Region) && x.Time == y.Time;

    public int GetHashCode((NamedZone Zone, Region Region, Interval Time) key) => HashCode.Combine(RuntimeHelpers.GetHashCode(key.Zone), RuntimeHelpers.GetHashCode(key.Region));

    public bool Equals((string? What, double? Calibre, string? Model, Clause Clause) x, (string? What, double? Calibre, string? Model, Clause Clause) y) =>
        ReferenceEquals(x.Clause, y.Clause) && x.What == y.What && x.Calibre.Equals(y.Calibre) && x.Model == y.Model;

    public int GetHashCode((string? What, double? Calibre, string? Model, Clause Clause) key) =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(key.Clause), key.What is null ? 0 : string.GetHashCode(key.What, StringComparison.Ordinal), key.Calibre);
}
