using Truceline.App.Intake;

namespace Truceline.App.Api;

/// <summary><c>GET /api/places?q=</c>: places whose name, or a word of it, begins so: <c>[{"name","lat","lon","within-m"}]</c>.</summary>
internal static class PlaceSearch
{
    private const int Most = 12;
    private const int LongestQuestion = 200;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/places", (string? q, Gazetteer places) =>
    {
        if (string.IsNullOrWhiteSpace(q)) throw new UsageException("Say what is looked for: /api/places?q=Zol.");
        if (q.Length > LongestQuestion) throw new UsageException($"What is looked for has at most {LongestQuestion} characters.");
        return TypedResults.Json(places.Search(q, Most).Select(place => new Dictionary<string, object>
        {
            ["name"] = place.Name,
            ["lat"] = place.At.Latitude,
            ["lon"] = place.At.Longitude,
            ["within-m"] = place.Within.Value,
        }));
    });
}
