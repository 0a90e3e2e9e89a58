using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Pages;
using Truceline.App.Wording;
using Truceline.Geography;
using Truceline.Picture;

namespace Truceline.App.Api;

/// <summary>
/// What the map draws, as compact JSON: incidents as columns, words once in tables. Positions are [longitude, latitude], rounded to
/// 5 decimals (about a metre), distances metres, times minutes since 1970 UTC, days counted from <c>first-day</c>. An incident's shape
/// is a radius; [longitude, latitude, bearing, half-width, near, far] of a sector; {"area": n}; or null for no known place. Where there
/// are more than a map can draw, <c>crowds</c> counts those that stand together, and <c>around</c> says where all of them lie.
/// </summary>
internal static class SituationJson
{
    private static readonly ConditionalWeakTable<Agreement, byte[]> Grounds = [];

    /// <summary>Writes an answer; whole, it has what does not change with the window: the lines, the zones and where contingents stand.</summary>
    public static byte[] Write(Situation situation, SituationCrowds shown, bool isWhole)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            var agreement = situation.Assessment.Agreement;
            json.WriteStartObject();
            json.WriteBoolean("exercise", situation.Assessment.Exercise);
            json.WriteNumber("total", situation.Happenings.Count);
            if (isWhole)
            {
                json.WritePropertyName("ground");
                json.WriteRawValue(Grounds.GetValue(agreement, Ground), skipInputValidation: true);
            }
            Incidents(json, shown.Alone);
            if (SituationEndpoint.IsCrowded(situation)) Crowds(json, shown);
            if (isWhole)
            {
                json.WriteStartArray("contingents");
                foreach (var contingent in situation.Contingents) Write(json, contingent);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static void Incidents(Utf8JsonWriter json, ImmutableArray<Happening> happenings)
    {
        var (titles, places, answers, areas) = (new Table<string>(), new Table<string>(), new Table<string>(), new Table<Area>());
        var first = happenings.IsEmpty ? default : happenings.Min(happening => happening.From);
        json.WriteStartObject("incidents");
        if (!happenings.IsEmpty) json.WriteString("first-day", NodaTime.Text.LocalDatePattern.Iso.Format(first));
        Column(json, "id", happenings, happening => json.WriteStringValue(happening.Id.Value));
        Column(json, "at", happenings, happening => At(json, happening.Middle));
        Column(json, "shape", happenings, happening => Shape(json, happening.Best.Observation.Where.Region, areas));
        Column(json, "kind", happenings, happening => json.WriteNumberValue((int)happening.Kind));
        Column(json, "rank", happenings, happening => json.WriteNumberValue(happening.Gravest?.Rank ?? Conclusion.Kinds.Length));
        Column(json, "answers", happenings, happening => json.WriteNumberValue(answers.Of(Written(happening))));
        Column(json, "from", happenings, happening => json.WriteNumberValue(Period.DaysBetween(first, happening.From)));
        Column(json, "to", happenings, happening => json.WriteNumberValue(Period.DaysBetween(first, happening.To)));
        Column(json, "minute", happenings, happening => json.WriteNumberValue(happening.Incident.Occurred.Start.ToUnixTimeSeconds() / 60));
        Column(json, "title", happenings, happening => json.WriteNumberValue(titles.Of(happening.What is { } what ? $"{SituationPage.Deed(happening)}, {ForeignWords.Plain(what)}" : SituationPage.Deed(happening))));
        Column(json, "place", happenings, happening => json.WriteNumberValue(places.Of(ForeignWords.Plain(happening.PlaceName ?? ""))));
        Strings(json, "titles", titles.All);
        Strings(json, "places", places.All);
        // Each set of answers: [clause, kind, clause, kind, …].
        json.WriteStartArray("sets");
        foreach (var set in answers.All)
        {
            json.WriteStartArray();
            foreach (var part in set.Split('\0', StringSplitOptions.RemoveEmptyEntries)) json.WriteStringValue(part);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("areas");
        foreach (var area in areas.All) Polygons(json, area.Polygons);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Crowds(Utf8JsonWriter json, SituationCrowds shown)
    {
        json.WriteStartObject("crowds");
        json.WriteStartArray("at");
        foreach (var crowd in shown.Crowds) At(json, crowd.Longitude, crowd.Latitude);
        json.WriteEndArray();
        json.WriteStartArray("count");
        foreach (var crowd in shown.Crowds) json.WriteNumberValue(crowd.Count);
        json.WriteEndArray();
        json.WriteStartArray("breached");
        foreach (var crowd in shown.Crowds) json.WriteNumberValue(crowd.Breached);
        json.WriteEndArray();
        json.WriteEndObject();
        if (shown.Around is not var (west, south, east, north)) return;
        json.WriteStartArray("around");
        At(json, west, south);
        At(json, east, north);
        json.WriteEndArray();
    }

    private static string Written(Happening happening) => string.Join('\0', happening.Answers.SelectMany(answer => (string[])[answer.Clause, answer.Answer.Kind]));

    /// <summary>The lines and zones of an agreement; they do not change, and outlining them takes longest.</summary>
    private static byte[] Ground(Agreement agreement)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            Strings(json, "clauses", agreement.Clauses.Select(clause => clause.Id));
            json.WriteStartArray("lines");
            foreach (var line in agreement.Lines.Values)
            {
                json.WriteStartObject();
                json.WriteString("id", line.Id);
                json.WriteBoolean("assumed", line.Assumed);
                Positions(json, "course", line.Line.Vertices);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("zones");
            // A zone made of others is drawn by its parts, which have names of their own or stand in the same clause.
            foreach (var zone in agreement.Zones.Values.Where(zone => zone.Zone is Zone.In or Zone.Belt or Zone.Around or Zone.AllOf))
            {
                if (Outline.Of(zone.Zone) is not { Polygons.IsEmpty: false } outline) continue;
                json.WriteStartObject();
                json.WriteString("id", zone.Id);
                json.WriteString("describes", zone.Describes);
                if (zone.ClaimedBy is { } claimed) json.WriteString("claimed-by", claimed);
                json.WriteBoolean("assumed", !zone.Assumptions.IsEmpty);
                Strings(json, "clauses", agreement.Clauses.Where(clause => Speaks(clause, zone, agreement)).Select(clause => clause.Id));
                json.WritePropertyName("polygons");
                Polygons(json, outline.Polygons);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static bool Speaks(Clause clause, NamedZone zone, Agreement agreement) =>
        new[] { clause.In, clause.OutOf, clause.FromIn }.Any(id => id is not null && Parts(agreement.Zones[id].Zone).Contains(zone.Zone, ReferenceEqualityComparer.Instance));

    private static IEnumerable<Zone> Parts(Zone zone) => (zone switch
    {
        Zone.AnyOf any => any.Zones.SelectMany(Parts),
        Zone.AllOf all => all.Zones.SelectMany(Parts),
        Zone.NotIn not => Parts(not.Other),
        _ => [],
    }).Prepend(zone);

    private static void Write(Utf8JsonWriter json, Contingent contingent)
    {
        json.WriteStartObject();
        json.WriteString("actor", contingent.Actor.Name);
        if (contingent.Unit is { } unit) json.WriteString("unit", ForeignWords.Plain(unit));
        var region = contingent.Presence.Where.Region;
        json.WritePropertyName("at");
        At(json, region.Match<Position?>(disc => disc.Centre, sector => Geodesic.Direct(sector.Apex, sector.Bearing, new Metres((sector.Near.Value + sector.Far.Value) / 2)), within => within.Area.Polygons[0].Outer[0], _ => null));
        json.WriteNumber("minute", contingent.Presence.Occurred.End.ToUnixTimeSeconds() / 60);
        json.WriteNumber("entry", contingent.Report.Entries[^1]);
        json.WriteEndObject();
    }

    private static void Shape(Utf8JsonWriter json, Region region, Table<Area> areas)
    {
        switch (region)
        {
            case Region.Disc disc:
                json.WriteNumberValue(Math.Round(disc.Radius.Value));
                break;
            case Region.Sector sector:
                json.WriteStartArray();
                json.WriteNumberValue(Math.Round(sector.Apex.Longitude, 5));
                json.WriteNumberValue(Math.Round(sector.Apex.Latitude, 5));
                json.WriteNumberValue(Math.Round(sector.Bearing, 1));
                json.WriteNumberValue(Math.Round(sector.HalfWidth, 1));
                json.WriteNumberValue(Math.Round(sector.Near.Value));
                json.WriteNumberValue(Math.Round(sector.Far.Value));
                json.WriteEndArray();
                break;
            case Region.Within within:
                json.WriteStartObject();
                json.WriteNumber("area", areas.Of(within.Area));
                json.WriteEndObject();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void At(Utf8JsonWriter json, Position? position)
    {
        if (position is not { } at)
        {
            json.WriteNullValue();
            return;
        }
        At(json, at.Longitude, at.Latitude);
    }

    private static void At(Utf8JsonWriter json, double longitude, double latitude)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(longitude, 5));
        json.WriteNumberValue(Math.Round(latitude, 5));
        json.WriteEndArray();
    }

    private static void Polygons(Utf8JsonWriter json, ImmutableArray<Polygon> polygons)
    {
        json.WriteStartArray();
        foreach (var polygon in polygons)
        {
            json.WriteStartArray();
            foreach (var ring in polygon.Holes.IsDefault ? [polygon.Outer] : polygon.Holes.Prepend(polygon.Outer))
            {
                json.WriteStartArray();
                foreach (var corner in ring) At(json, corner);
                At(json, ring[0]);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Positions(Utf8JsonWriter json, string name, ImmutableArray<Position> positions)
    {
        json.WriteStartArray(name);
        foreach (var position in positions) At(json, position);
        json.WriteEndArray();
    }

    private static void Column(Utf8JsonWriter json, string name, ImmutableArray<Happening> happenings, Action<Happening> write)
    {
        json.WriteStartArray(name);
        foreach (var happening in happenings) write(happening);
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }

    /// <summary>Things that are written once and named by their number, in the order in which they come.</summary>
    private sealed class Table<T> where T : notnull
    {
        private readonly Dictionary<T, int> numbers = [];

        public List<T> All { get; } = [];

        public int Of(T thing)
        {
            if (numbers.TryGetValue(thing, out var number)) return number;
            All.Add(thing);
            return numbers[thing] = All.Count - 1;
        }
    }
}
