using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Picture;

/// <summary>What an incident is, as roughly as a symbol can say.</summary>
public enum HappeningKind
{
    /// <summary>Fire, an attack, or an explosion of whatever cause.</summary>
    Fire,

    /// <summary>Somebody or something moved, stood somewhere, came or left.</summary>
    Movement,

    /// <summary>Something flew or sailed.</summary>
    Flight,

    /// <summary>Mines were laid or removed.</summary>
    Mines,

    /// <summary>Access was denied, or somebody was obstructed.</summary>
    Access,

    /// <summary>Anything else, or not said.</summary>
    Other,
}

/// <summary>An incident as a map and a list show it.</summary>
public sealed record Happening
{
    /// <summary>The incident.</summary>
    public required Incident Incident { get; init; }

    /// <summary>Its kind.</summary>
    public required HappeningKind Kind { get; init; }

    /// <summary>The observation whose place is known best; of several the one of the least report.</summary>
    public required Sighting Best { get; init; }

    /// <summary>The middle of the region in which it lies, where a symbol stands; null when no place is known.</summary>
    public required Position? Middle { get; init; }

    /// <summary>The local day on which it may have begun.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The local day on which it may have ended.</summary>
    public required LocalDate To { get; init; }

    /// <summary>What it is under each clause that it was held against, in the order of the clauses.</summary>
    public required ImmutableArray<ClauseAnswer> Answers { get; init; }

    /// <summary>The gravest answer; null when it was held against no clause.</summary>
    public Conclusion? Gravest => Answers.IsEmpty ? null : Answers.Min(answer => answer.Answer);

    /// <summary>Its name.</summary>
    public IncidentId Id => Incident.Id;

    /// <summary>The name of its place, where any observation has one; that of the best first.</summary>
    public string? PlaceName => Best.Observation.Where.Name ?? Incident.Sightings.Select(sighting => sighting.Observation.Where.Name).FirstOrDefault(name => name is not null);

    /// <summary>With what it was done, in the words of the first source that says so.</summary>
    public string? What => Incident.Sightings.Select(sighting => sighting.Observation.What).FirstOrDefault(what => what is not null);

    /// <summary>What was done, where any observation says so.</summary>
    public Act? Act => Incident.Sightings.Select(sighting => sighting.Observation.Act).FirstOrDefault(act => act is not null);

    /// <summary>An incident with its answers.</summary>
    internal static Happening Of(Incident incident, ImmutableArray<ClauseAnswer> answers, DateTimeZone zone)
    {
        var best = incident.Sightings[0];
        Extent? least = null;
        foreach (var sighting in incident.Sightings)
        {
            if (Extent.Of(sighting.Observation.Where.Region) is not { } extent || extent.Radius >= (least?.Radius ?? new Metres(double.PositiveInfinity))) continue;
            (best, least) = (sighting, extent);
        }
        return new()
        {
            Incident = incident,
            Kind = KindOf(incident),
            Best = best,
            Middle = least?.Middle,
            From = incident.Occurred.Start.InZone(zone).Date,
            To = incident.Occurred.End.InZone(zone).Date,
            Answers = answers,
        };
    }

    private static HappeningKind KindOf(Incident incident)
    {
        foreach (var sighting in incident.Sightings)
        {
            var observation = sighting.Observation;
            if (observation.Phase is not null || observation.What is "explosion") return HappeningKind.Fire;
            if (observation.Act is { } act && KindOf(act) is var kind and not HappeningKind.Other) return kind;
        }
        return HappeningKind.Other;
    }

    private static HappeningKind KindOf(Act act) => act switch
    {
        Agreements.Act.HostileAct or Agreements.Act.Fire or Agreements.Act.Attack => HappeningKind.Fire,
        Agreements.Act.Fly or Agreements.Act.Sail => HappeningKind.Flight,
        Agreements.Act.LayMines or Agreements.Act.RemoveMines => HappeningKind.Mines,
        Agreements.Act.DenyAccess or Agreements.Act.AllowAccess or Agreements.Act.Obstruct => HappeningKind.Access,
        Agreements.Act.Advance or Agreements.Act.Station or Agreements.Act.Enter or Agreements.Act.Cross or Agreements.Act.Withdraw
            or Agreements.Act.HoldPosition or Agreements.Act.Deploy or Agreements.Act.Reinforce or Agreements.Act.Store or Agreements.Act.Move => HappeningKind.Movement,
        _ => HappeningKind.Other,
    };
}
