using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>One answer for one sighting, with the words for it.</summary>
internal readonly record struct Answer(Certainty Certainty, string Says, Metres? Margin = null);

/// <summary>One sighting held against a ban: act, what, where and when, each three-valued.</summary>
internal sealed record Weighed(Sighting Sighting, Answer Act, Answer What, Answer Where, Answer When)
{
    /// <summary>Whether it is surely of another act, class or place.</summary>
    public bool IsExcluded => Act.Certainty == Certainty.No || What.Certainty == Certainty.No || Where.Certainty == Certainty.No;

    /// <summary>The least of act, what, where and when.</summary>
    public Certainty All => Act.Certainty.And(What.Certainty).And(Where.Certainty).And(When.Certainty);
}

/// <summary>Holds single sightings against bans, remembering what each zone said of each report.</summary>
internal sealed class Weighing(Agreement agreement)
{
    /// <summary>The answer to a question that no longer matters, because one before it was answered with no.</summary>
    private static readonly Answer NotAsked = new(Certainty.Possible, "not asked, because the answer before it excludes it");

    private readonly Dictionary<(string Zone, ReportId Report), (Certainty Certainty, Metres? Middle, Metres Radius)> grounds = [];

    public Weighed Weigh(Ban ban, Sighting sighting)
    {
        var observation = sighting.Observation;
        var act = ban.Act(observation);
        var what = act.Certainty == Certainty.No ? NotAsked : What(ban.Clause, observation);
        return new Weighed(
            sighting,
            act,
            what,
            what.Certainty == Certainty.No ? NotAsked : Where(ban, sighting),
            NotAsked);
    }

    /// <summary>Whether it was of a class that the clause names; certain when it names none.</summary>
    private Answer What(Clause clause, Observation observation)
    {
        if (clause.What.IsEmpty) return new Answer(Certainty.Certain, "the clause asks for no class");
        var best = Certainty.No;
        foreach (var target in clause.What)
            best = best.Or(agreement.Classes.Test(observation.What, observation.Calibre, observation.Model, target));
        var observed = observation.Thing() ?? "a thing of no named class";
        return new Answer(best, $"{observed} {best.Choose("is none of", "may be one of", "is one of")} {string.Join(", ", clause.What)}");
    }

    /// <summary>Whether it lies on all grounds of the ban; certain when the ban has none.</summary>
    private Answer Where(Ban ban, Sighting sighting)
    {
        if (ban.Grounds.IsEmpty && ban.Over is null) return new Answer(Certainty.Certain, "the clause asks for no place");
        var certainty = Certainty.Certain;
        Metres? margin = null;
        var says = new List<string>();
        foreach (var ground in ban.Grounds)
        {
            var (part, by, words) = On(ground, sighting);
            certainty = certainty.And(part);
            if (by is { } metres && (margin is null || metres < margin)) margin = metres;
            says.Add(words);
        }
        if (ban.Over is { } line)
        {
            var (part, words) = Over(line, sighting);
            certainty = certainty.And(part);
            says.Add(words);
        }
        return new Answer(certainty, $"{sighting.Observation.Where.Words()}: {string.Join("; ", says)}", margin);
    }

    /// <summary>
    /// Whether an act was over a line. What is reported as a crossing is one where the place reported reaches the line, and
    /// may be one up to <see cref="NearALine"/> from it; any other act only may be.
    /// </summary>
    private static (Certainty, string) Over(NamedLine line, Sighting sighting)
    {
        var region = sighting.Observation.Where.Region;
        var reaches = line.Versions.Select(version => version.Line).Prepend(line.Line).Any(course => new Zone.Belt(course, Metres.Zero, null).Test(region) != Certainty.No);
        if (reaches && sighting.Observation.Act == Agreements.Act.Cross) return (Certainty.Certain, $"the place reported reaches line '{line.Id}', and a crossing was reported");
        var near = line.Versions.Select(version => version.Line).Prepend(line.Line).Any(course => new Zone.Belt(course, NearALine, null).Test(region) != Certainty.No);
        return near ? (Certainty.Possible, $"possibly over line '{line.Id}'") : (Certainty.No, $"not over line '{line.Id}'");
    }

    /// <summary>How far from a line a place may be reported for what happens on it.</summary>
    private static readonly Metres NearALine = new(2000);

    private (Certainty Certainty, Metres? Margin, string Says) On(Ground ground, Sighting sighting)
    {
        var observation = sighting.Observation;
        if (!KnowsPlace(observation, ground.Place))
        {
            var unknown = ground.Place == PlaceOf.Effect ? "where it took effect" : "where it came from";
            return (Certainty.Possible, null, $"{unknown} was not observed, so zone '{ground.Zone.Id}' is possible");
        }
        var (certainty, middle, radius) = Test(ground.Zone, sighting);
        if (ground.Outside) (certainty, middle) = (certainty.Not(), -middle);
        // The whole region lies at least so far inside. The covering disc of a sector or polygon may say less than the test knows.
        var margin = (middle - radius)?.Rounded();
        if (certainty == Certainty.Certain && margin?.Value < 0) margin = null;
        var lies = ground.Outside ? "outside" : "inside";
        var says = certainty.Choose($"not {lies}", $"possibly {lies}", lies) + (ground.Zone.Id == ground.Zone.Describes ? $" {ground.Zone.Describes}" : $" zone '{ground.Zone.Id}' ({ground.Zone.Describes})")
            + (margin is { } by ? by.Value >= 0 ? $", by {by}" : $", short by {-by}" : "");
        return (certainty, margin, says);
    }

    private (Certainty Certainty, Metres? Middle, Metres Radius) Test(NamedZone zone, Sighting sighting)
    {
        if (grounds.TryGetValue((zone.Id, sighting.Id), out var known)) return known;
        var region = sighting.Observation.Where.Region;
        var extent = Extent.Of(region);
        var answers = AtTimeOf(zone, sighting.Observation.Occurred)
            .Select(shape => (Certainty: shape.Test(region), Middle: extent is null ? (Metres?)null : shape.Margin(extent.Middle))).ToArray();
        // Where the line moved while it happened, only what holds of each course is sure.
        var certainty = answers.All(one => one.Certainty == answers[0].Certainty) ? answers[0].Certainty : Certainty.Possible;
        return grounds[(zone.Id, sighting.Id)] = (certainty, answers.Min(one => one.Middle), extent?.Radius ?? Metres.Zero);
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
    private static bool KnowsPlace(Observation observation, PlaceOf place)
    {
        var travels = observation.Act is Agreements.Act.Fire or Agreements.Act.Attack or Agreements.Act.HostileAct or Agreements.Act.Fly
            || (observation.Act is null && observation.Phase is not null);
        if (!travels) return true;
        return place == PlaceOf.Effect
            ? observation.Phase is not (FirePhase.Outgoing or FirePhase.Undetermined)
            : observation.Phase is FirePhase.Outgoing;
    }
}
