using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Wording;

/// <summary>Places as people read them: what is known of them, and how closely.</summary>
public static class PlaceWords
{
    private static readonly string[] Winds = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];

    /// <summary>The region in which it lay, in words with its coordinates.</summary>
    public static string Words(Region region) => region.Match(
        disc => disc.Radius.Value == 0 ? $"at {disc.Centre}, given as exact" : $"within {disc.Radius} of {disc.Centre}",
        sector => sector.HalfWidth >= 180
            ? $"{sector.Near}–{sector.Far} from {sector.Apex}, in any direction"
            : FormattableString.Invariant($"{sector.Near}–{sector.Far} to the {Wind(sector.Bearing)} of {sector.Apex} (bearing {sector.Bearing:0.#}° ± {sector.HalfWidth:0.#}°)"),
        within => FormattableString.Invariant($"within a drawn area of {within.Area.SquareMetres / 1e6:#,0.##} km²"),
        _ => "no place known");

    /// <summary>Its name, and the region in which it lay.</summary>
    public static string Words(Place place) => place.Name is { } name ? $"{name} ({Around(place)})" : Words(place.Region);

    /// <summary>The region in which it lay, beside its name where it has one.</summary>
    public static string Around(Place place) => place is { Name: not null, Region: Region.Anywhere } ? "where that is, is not known" : Words(place.Region);

    /// <summary>The shortest that names it: its name, or where it is.</summary>
    public static string Short(Place place) => place.Name ?? place.Region.Match(
        disc => $"{disc.Centre}", sector => sector.HalfWidth >= 180 ? $"around {sector.Apex}" : $"{Wind(sector.Bearing)} of {sector.Apex}", _ => "a drawn area", _ => "no place known");

    /// <summary>The shortest that names where several observers of one thing place it: a name, if one of them gives it.</summary>
    public static string Short(Incident incident) =>
        Short((incident.Sightings.FirstOrDefault(sighting => sighting.Observation.Where.Name is not null) ?? incident.Sightings[0]).Observation.Where);

    /// <summary>The nearest of the eight winds.</summary>
    private static string Wind(double bearing) => Winds[(int)Math.Round(bearing / 45, MidpointRounding.AwayFromZero) % 8];
}
