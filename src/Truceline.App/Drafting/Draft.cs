using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Truceline.App.Intake;

namespace Truceline.App.Drafting;

/// <summary>What a drafter says at the beginning; everything else is a placeholder that says so.</summary>
internal sealed record DraftPlan
{
    /// <summary>The id of the agreement.</summary>
    public required string Id { get; init; }

    /// <summary>The title; null: the id.</summary>
    public string? Title { get; init; }

    /// <summary>The parties' names; empty: two without names.</summary>
    public ImmutableArray<string> Parties { get; init; } = [];

    /// <summary>The monitor's name; null: none yet.</summary>
    public string? Monitor { get; init; }

    /// <summary>The headings, in the order of the catalogue.</summary>
    public required ImmutableArray<Heading> Headings { get; init; }

    /// <summary>The settlements of the line; empty: a placeholder far from anywhere.</summary>
    public ImmutableArray<NamedPlace> Line { get; init; } = [];

    /// <summary>The settlements around the area; empty: what lies along the line.</summary>
    public ImmutableArray<NamedPlace> Zone { get; init; } = [];

    /// <summary>The name of the file of places.</summary>
    public required string PlacesFile { get; init; }
}

/// <summary>A starting file: composed of the templates of its headings, always the same for the same plan.</summary>
internal static class Draft
{
    private static readonly ImmutableArray<string> Sections =
        ["actors", "classes", "places", "lines", "zones", "events", "phases", "pledges", "clauses", "decisions", "counting"];

    // In the open sea off Africa, so that nobody takes it for a proposal.
    private static readonly ImmutableArray<NamedPlace> Placeholders =
        [new("Place 1", new(0, 0), default, []), new("Place 2", new(0.2, 0.05), default, []), new("Place 3", new(0.4, 0), default, [])];

    /// <summary>The truce file, and the GeoJSON file of its places; null where it needs none.</summary>
    public static (string Truce, string? Places) Write(DraftPlan plan)
    {
        ImmutableArray<string> names = plan.Parties.IsEmpty ? ["Party A", "Party B"] : [.. plan.Parties.Order(StringComparer.OrdinalIgnoreCase).ThenBy(name => name, StringComparer.Ordinal)];
        var ids = Ids(names);
        var line = plan.Line.IsEmpty ? Placeholders : plan.Line;
        var shared = Needed(plan.Headings, plan.Zone.IsEmpty);
        var words = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["a"] = ids[0], ["b"] = ids[1], ["parties"] = string.Join(", ", ids), ["monitor"] = "monitor",
            ["line"] = string.Join(", ", line.Select(place => Quoted(place.Name))),
            ["area"] = plan.Zone.IsEmpty ? "{ within: { of: contact, m: 30000, side: both }, assumed: true }" : $"{{ through: [{string.Join(", ", plan.Zone.Select(place => Quoted(place.Name)))}], assumed: true }}",
            ["places"] = Quoted(plan.PlacesFile),
        };
        var text = new StringBuilder(Head(plan));
        foreach (var section in Sections)
        {
            var lines = new List<string>();
            if (section == "actors") lines.AddRange(Actors(plan, names, ids));
            foreach (var thing in shared) lines.AddRange(Lines(thing, section, plan, words));
            foreach (var (heading, n) in plan.Headings.Select((heading, i) => (heading, i + 1)))
            {
                var own = Lines(heading, section, plan, words, n).ToList();
                if (own.Count > 0 && section == "clauses") lines.AddRange([FormattableString.Invariant($"  # {n}. {heading.Title}"), $"  #    {heading.Belongs}", $"  #    {heading.Why}"]);
                lines.AddRange(own);
            }
            if (lines.Count == 0) continue;
            text.Append('\n');
            if (section != "places") text.Append(section).Append(":\n");
            foreach (var one in lines) text.Append(one).Append('\n');
        }
        var usesLine = shared.Any(thing => thing.Id == "contact");
        return (text.ToString(), shared.Any(thing => thing.Id == "places") ? Places([.. usesLine ? line : [], .. plan.Zone]) : null);
    }

    /// <summary>Whether a plan leaves the line to a placeholder.</summary>
    public static bool HasPlaceholderLine(DraftPlan plan) => plan.Line.IsEmpty && Needed(plan.Headings, plan.Zone.IsEmpty).Any(thing => thing.Id == "contact");

    private static ImmutableArray<Heading> Needed(ImmutableArray<Heading> headings, bool areaIsAlongTheLine)
    {
        var open = new Stack<string>(headings.SelectMany(heading => heading.Needs));
        var needed = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var name))
        {
            if (!needed.Add(name)) continue;
            foreach (var further in Catalogue.Shared.Single(thing => thing.Id == name).Needs) open.Push(further);
            if (name == "area" && areaIsAlongTheLine) open.Push("contact");
        }
        return [.. Catalogue.Shared.Where(thing => needed.Contains(thing.Id))];
    }

    private static IEnumerable<string> Lines(Heading heading, string section, DraftPlan plan, Dictionary<string, string> words, int number = 0)
    {
        foreach (var template in heading.Sections.GetValueOrDefault(section, []))
        {
            var line = template;
            // A line for those files alone that have another heading too.
            if (line.StartsWith("{{?", StringComparison.Ordinal))
            {
                var end = line.IndexOf("}}", StringComparison.Ordinal);
                if (plan.Headings.All(other => other.Id != line[3..end])) continue;
                line = line[(end + 2)..];
            }
            foreach (var (word, value) in words) line = line.Replace($"{{{{{word}}}}}", value, StringComparison.Ordinal);
            yield return line.Replace("{{n}}", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }
    }

    private static string Head(DraftPlan plan) => $$"""
        # yaml-language-server: $schema=truce.schema.json
        # A place to begin, and nobody's proposal. Everything below that nobody said is marked 'assumed': replace it, or take it out.
        # What is still open: truceline check FILE. How it reads: truceline agreement read FILE.
        truce: 1
        id: {{plan.Id}}
        title: {{Quoted(plan.Title ?? plan.Id)}}
        source:
          status: draft                      # it binds nobody; 'signed' with 'signed: DATE' once it is
          language: en
        clock: { zone: Etc/UTC, day: calendar }      # the time zone of the place; with 'day: 24h' a day is 24 hours and no date

        """.ReplaceLineEndings("\n");

    private static IEnumerable<string> Actors(DraftPlan plan, ImmutableArray<string> names, ImmutableArray<string> ids)
    {
        yield return "  # In the order of the alphabet. 'known-as: [..]' is what sources call them.";
        foreach (var (name, id) in names.Zip(ids)) yield return $"  {id}: {{ kind: party, name: {Quoted(name)}{(plan.Parties.IsEmpty ? ", assumed: true" : "")} }}";
        yield return $"  parties: {{ kind: group, members: [{string.Join(", ", ids)}] }}";
        yield return $"  monitor: {{ kind: monitor, name: {Quoted(plan.Monitor ?? "Monitoring mission")}{(plan.Monitor is null ? ", assumed: true" : "")} }}";
    }

    /// <summary>Ids made of the letters that ids may have; names in other letters are numbered.</summary>
    private static ImmutableArray<string> Ids(ImmutableArray<string> names)
    {
        var taken = new HashSet<string>(["any", "both", "parties", "monitor", "commission", "guarantor"], StringComparer.Ordinal);
        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, i) in names.Select((name, i) => (name, i + 1)))
        {
            var id = IdOf(name) ?? FormattableString.Invariant($"party-{i}");
            for (var n = 2; !taken.Add(id); n++) id = FormattableString.Invariant($"{IdOf(name) ?? "party"}-{n}");
            ids.Add(id);
        }
        return ids.ToImmutable();
    }

    /// <summary>An id for a name; null where it begins with no letter that an id may have.</summary>
    public static string? IdOf(string name)
    {
        var parts = SoughtName.Of(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !parts.All(part => part.All(char.IsAsciiLetterOrDigit)) || !char.IsAsciiLetter(parts[0][0])) return null;
        var id = string.Join('-', parts);
        return id.Length <= 40 ? id : id[..40].TrimEnd('-');
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Plain);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Places(ImmutableArray<NamedPlace> places) =>
        "{\"type\": \"FeatureCollection\", \"features\": [\n"
        + string.Join(",\n", places.DistinctBy(place => place.Name).Select(place => "  " + new JsonObject
        {
            ["type"] = "Feature",
            ["properties"] = Properties(place),
            ["geometry"] = new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(place.At.Longitude, place.At.Latitude) },
        }.ToJsonString(Plain)))
        + "\n]}\n";

    private static JsonObject Properties(NamedPlace place)
    {
        var properties = new JsonObject { ["name"] = place.Name };
        if (!place.KnownAs.IsEmpty) properties["known-as"] = new JsonArray([.. place.KnownAs.Select(name => JsonValue.Create(name))]);
        return properties;
    }
}
