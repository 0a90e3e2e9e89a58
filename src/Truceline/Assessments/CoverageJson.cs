using System.Collections.Immutable;
using System.Text.Json;
using NodaTime.Text;
using Truceline.Agreements;

namespace Truceline.Assessments;

/// <summary>The machine-readable form of the coverage of zones: what nobody could see is <c>null</c>, never 0.</summary>
public static class CoverageJson
{
    /// <summary>The coverage of some zones.</summary>
    public static byte[] Write(Assessment assessment, ImmutableArray<ZoneCoverage> zones) => AssessmentJson.Bytes(json =>
    {
        json.WriteStartObject();
        AssessmentJson.Head(json, assessment);
        json.WriteStartArray("zones");
        foreach (var zone in zones)
        {
            json.WriteStartObject();
            json.WriteString("zone", zone.Zone);
            json.WriteNumber("places", zone.Places);
            json.WriteStartArray("days");
            foreach (var day in zone.Days) Day(json, day);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Day(Utf8JsonWriter json, CoverageDay day)
    {
        json.WriteStartObject();
        json.WriteString("date", LocalDatePattern.Iso.Format(day.Date));
        Number(json, "share", day.Share);
        json.WriteNumber("zone-hours", Rounded(day.ZoneHours));
        json.WriteNumber("incidents", day.Incidents);
        Number(json, "per-observed-hour", day.Rate);
        json.WriteStartArray("hours");
        foreach (var hour in day.Hours) Hour(json, hour);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Hour(Utf8JsonWriter json, CoverageHour hour)
    {
        json.WriteStartObject();
        AssessmentJson.Time(json, "time", hour.Time);
        Number(json, "share", hour.Share);
        if (!hour.ByMeans.IsEmpty)
        {
            json.WriteStartObject("by-means");
            foreach (var (means, share) in hour.ByMeans) json.WriteNumber(means.Written(), Rounded(share));
            json.WriteEndObject();
        }
        json.WriteNumber("incidents", hour.Incidents);
        if (!hour.Hindrances.IsEmpty)
        {
            json.WriteStartArray("hindrances");
            foreach (var hindrance in hour.Hindrances)
            {
                json.WriteStartObject();
                json.WriteString("status", hindrance.Status.Written());
                json.WriteString("observer", hindrance.Observer);
                if (hindrance.Note is { } note) json.WriteString("note", note);
                AssessmentJson.Entries(json, hindrance.Entries);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        AssessmentJson.Entries(json, hour.Entries);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known) json.WriteNumber(name, Rounded(known));
        else json.WriteNull(name);
    }

    // The shares are of some thousand places: more digits would say what is not known.
    private static double Rounded(double number) => Math.Round(number, 4);
}
