using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.App.Terminal;
using Truceline.Geography;

namespace Truceline.App.Intake;

/// <summary>
/// Files of named places: a table with the head <c>name,lat,lon,within-m,known-as</c>, or a GeoJSON collection of points with the same
/// properties. Other columns and properties are not used. A file with a fault anywhere gives no places: a name that is
/// missing by mistake would be looked for in vain.
/// </summary>
internal static class GazetteerFile
{
    public const int MostBytes = 4 << 20;
    public const int MostPlaces = 200_000;
    public const int LongestName = 200;

    private const int MostProblems = 20;
    private static readonly ImmutableArray<string> Needed = ["name", "lat", "lon", "within-m"];
    private const string HowToWrite = "a table of places begins with 'name,lat,lon,within-m,known-as'";

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">There is no such file, or it is a pipe or device.</exception>
    public static GazetteerReading Read(string path)
    {
        if (!File.Exists(path)) throw new UsageException($"there is no file '{path}': name a file of places such as places.csv");
        RegularFile.Require(path);
        var problems = new List<Problem>();
        var places = new List<NamedPlace>();
        using (var bytes = File.OpenRead(path))
        {
            var file = new IntakeFile(bytes, path, "", null);
            if (bytes.Length > MostBytes) problems.Add(file.Problem(IntakeCodes.BadPlaces, 1, "the file is larger than 4 MiB", "keep only the places of the area of interest"));
            else foreach (var (place, problem) in Path.GetExtension(path).ToLowerInvariant() is ".json" or ".geojson" ? Features(file) : Rows(file))
            {
                if (place is not null) places.Add(place);
                if (problem is not null) problems.Add(problem);
                if (problems.Count == MostProblems) break;
            }
            if (problems.Count == 0 && places.Count == 0) problems.Add(file.Problem(IntakeCodes.BadPlaces, 1, "the file holds no places", HowToWrite));
        }
        return new(problems.Count == 0 ? new Gazetteer(places) : null, [.. problems]);
    }

    private static IEnumerable<(NamedPlace? Place, Problem? Problem)> Rows(IntakeFile file)
    {
        ImmutableArray<string>? head = null;
        var rows = 0;
        foreach (var (row, problem) in Csv.Read(file))
        {
            if (problem is not null)
            {
                yield return (null, problem with { Code = IntakeCodes.BadPlaces });
                yield break;
            }
            if (head is { } columns)
            {
                if (++rows > MostPlaces)
                {
                    yield return (null, file.Problem(IntakeCodes.BadPlaces, row.Line, "the file holds more than 200,000 places", "keep only the places of the area of interest"));
                    yield break;
                }
                yield return row.Cells.Length == columns.Length
                    ? Place(file, row.Line, "the row", name => columns.IndexOf(name) is >= 0 and var at ? row.Cells[at] : "")
                    : (null, file.Problem(IntakeCodes.BadPlaces, row.Line, string.Create(CultureInfo.InvariantCulture, $"the row has {row.Cells.Length} cells and the head {columns.Length}"), "give every column one cell, and quote cells that hold commas"));
                continue;
            }
            head = row.Cells;
            var missing = Needed.Except(row.Cells).ToList();
            if (missing.Count == 0 && row.Cells.Distinct().Count() == row.Cells.Length) continue;
            var what = missing.Count == 0 ? "two columns have one name" : $"the columns {Shown.List(missing.Select(name => $"'{name}'"))} are missing";
            yield return (null, file.Problem(IntakeCodes.BadPlaces, row.Line, what, HowToWrite));
            yield break;
        }
    }

    private static IEnumerable<(NamedPlace? Place, Problem? Problem)> Features(IntakeFile file)
    {
        JsonDocument document;
        Problem? unreadable = null;
        try
        {
            document = JsonDocument.Parse(file.Bytes, new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = false });
        }
        catch (JsonException wrong)
        {
            document = JsonDocument.Parse("null");
            unreadable = file.Problem(IntakeCodes.BadPlaces, (int)Math.Min(int.MaxValue - 1, wrong.LineNumber ?? 0) + 1, "this is not JSON that can be read", "correct it here or just before, and save it as UTF-8");
        }
        using (document)
        {
            if (unreadable is not null || Member(document.RootElement, "features") is not { ValueKind: JsonValueKind.Array } features)
            {
                yield return (null, unreadable ?? file.Problem(IntakeCodes.BadPlaces, 1, "this is no GeoJSON collection of features", "give a FeatureCollection of points with 'name' and 'within-m'"));
                yield break;
            }
            if (features.GetArrayLength() > MostPlaces)
            {
                yield return (null, file.Problem(IntakeCodes.BadPlaces, 1, "the file holds more than 200,000 places", "keep only the places of the area of interest"));
                yield break;
            }
            foreach (var (feature, i) in features.EnumerateArray().Select((feature, i) => (feature, i))) yield return Feature(file, feature, i);
        }
    }

    private static (NamedPlace? Place, Problem? Problem) Feature(IntakeFile file, JsonElement feature, int index)
    {
        var which = string.Create(CultureInfo.InvariantCulture, $"features[{index}]");
        if (Member(feature, "geometry") is not { } geometry || Member(geometry, "type") is not { ValueKind: JsonValueKind.String } type || !type.ValueEquals("Point")
            || Member(geometry, "coordinates") is not { ValueKind: JsonValueKind.Array } at || at.GetArrayLength() < 2)
            return (null, file.Problem(IntakeCodes.BadPlaces, 1, $"{which} is no point", "give each place one point"));
        var properties = Member(feature, "properties");
        return Place(file, 1, which, name => name switch
        {
            "lat" => Text(at[1]),
            "lon" => Text(at[0]),
            _ => properties is { } given && Member(given, name) is { } value ? Text(value) : "",
        });
    }

    private static JsonElement? Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.Array => string.Join(';', value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : "")),
                _ => "",
            };
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair, which is no text.
            return "\0";
        }
    }

    private static (NamedPlace? Place, Problem? Problem) Place(IntakeFile file, int line, string which, Func<string, string> cell)
    {
        var name = cell("name").Trim();
        if (NameFault(name) is { } fault) return Refused($"'name' of {which} {fault}", "write the name of the place");
        if (Number(cell("lat")) is not { } lat || Number(cell("lon")) is not { } lon || !Position.IsValid(lat, lon))
            return Refused($"{which} gives {Shown.Quoted(cell("lat"))}, {Shown.Quoted(cell("lon"))} as its place", "degrees with a decimal point: 'lat' from -90 to 90, 'lon' from -180 to 180");
        if (Number(cell("within-m")) is not { } within || within is < 0 or > 1_000_000)
            return Refused($"{which} gives {Shown.Quoted(cell("within-m"))} as 'within-m'", "say in metres, up to 1000000, how far from that point something may be that is said to be there");
        var known = cell("known-as").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return known.Select(NameFault).FirstOrDefault(wrong => wrong is not null) is { } other
            ? Refused($"a name in 'known-as' of {which} {other}", "write names with ';' between them")
            : (new(name, new(lat, lon), new(within), [.. known]), null);

        (NamedPlace?, Problem?) Refused(string what, string remedy) => (null, file.Problem(IntakeCodes.BadPlaces, line, what, remedy));
    }

    private static string? NameFault(string name) =>
        SoughtName.Of(name).Length == 0 ? "is empty, or holds no letter"
        : name.Length > LongestName ? "is longer than 200 letters"
        : Screen.Plain(name) != name ? "holds a character that does not show itself"
        : null;

    private static double? Number(string text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
