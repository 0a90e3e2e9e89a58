using System.Text;
using System.Text.Json.Nodes;
using Truceline.Agreements.Binding;
using Truceline.Agreements.Text;

namespace Truceline.Tests.Agreements;

/// <summary>The table of keys is the one source: of what the binder accepts, of the schema for editors, and of the reference.</summary>
public sealed class LanguageTests
{
    private static readonly string SchemaFile = Path.Combine(Needs.Root, "docs", "reference", "truce.schema.json");

    private static readonly Lazy<JsonSchemaCheck> Schema = new(() => new(JsonNode.Parse(File.ReadAllText(SchemaFile))!.AsObject()));

    /// <summary>What the schema says of a file that is YAML; null when it is satisfied.</summary>
    internal static string? SchemaFault(byte[] text) =>
        YamlGate.Read("t", text, new ProblemList()) is { } root ? Schema.Value.Fault(JsonSchemaCheck.Json(root)) : "no YAML";

    private static IEnumerable<(Keys Place, Key Key)> Entries => Language.All.SelectMany(place => place.All.Where(key => !key.Foreign).Select(key => (place, key)));

    [Fact]
    public void The_committed_schema_is_the_one_that_the_table_gives()
    {
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") File.WriteAllText(SchemaFile, TruceSchema.Text());
        Assert.Equal(File.ReadAllText(SchemaFile), TruceSchema.Text());
    }

    [Fact]
    public void Places_have_ids_of_their_own_and_lead_to_places_that_are_there()
    {
        Assert.Equal(Language.All.Length, Language.All.Select(keys => keys.Id).Distinct().Count());
        var fields = typeof(Language).GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Where(field => field.FieldType == typeof(Keys)).Select(field => ((Keys)field.GetValue(null)!).Id);
        Assert.Equal(fields.Order(StringComparer.Ordinal), Language.All.Select(keys => keys.Id).Order(StringComparer.Ordinal));
        Assert.All(Entries, entry => Assert.All(Maps(entry.Key.Shape), map => Assert.Contains(Language.All, keys => keys.Id == map)));
        Assert.All(Entries, entry => Assert.EndsWith(".", entry.Key.Meaning, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Maps(Shape shape) => shape switch
    {
        Shape.Map map => [map.Place],
        Shape.Several several => Maps(several.One),
        Shape.List list => Maps(list.Item),
        Shape.Entries entries => Maps(entries.Value),
        Shape.Either either => either.Shapes.SelectMany(Maps),
        _ => [],
    };

    public static TheoryData<string> Places => [.. Language.All.Select(keys => keys.Id)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_example_of_the_table_binds_and_satisfies_the_schema(string place)
    {
        var keys = Language.All.Single(one => one.Id == place);
        foreach (var key in keys.All.Where(key => !key.Foreign))
        {
            var text = World.With(keys, key, key.Example);
            Assert.Equal("", $"{string.Join('\n', World.Read(text).Problems.Select(problem => $"{place}.{key.Name}: {problem}"))}");
            Assert.Null(SchemaFault(Encoding.UTF8.GetBytes(text)));
        }
    }

    // What else each value could be; the agreement is then another one.
    private static string? Otherwise(Shape shape, string example) => shape switch
    {
        Shape.Truth => example == "true" ? "false" : "true",
        Shape.Number { Least: var least } => !double.TryParse(example, System.Globalization.CultureInfo.InvariantCulture, out var number) ? null
            : number - 1 >= least ? FormattableString.Invariant($"{number - 1}") : FormattableString.Invariant($"{number / 2:0.##}"),
        Shape.Word word => word.Words.FirstOrDefault(one => one != example),
        _ when shape == Shape.Text => "other words",
        _ when shape == Shape.Date => "2020-02-29",
        _ when shape == Shape.Time => "2020-02-29",
        _ when shape == Shape.Duration => "P5D",
        _ when shape == Shape.Comparison => "\"<=11\"",
        _ when shape == Shape.Instant => "2020-02-29T00:00:00Z",
        Shape.Several several => Otherwise(several.One, example.Trim('[', ']').Split(',')[0]),
        Shape.Either either => either.Shapes.Select(one => Otherwise(one, example)).FirstOrDefault(other => other is not null),
        _ => null,
    };

    // A word that is another, but says what is said where nothing is said.
    private static readonly string[] SayNothing = ["line.moves"];

    [Theory]
    [MemberData(nameof(Places))]
    public void No_key_is_without_effect(string place)
    {
        var keys = Language.All.Single(one => one.Id == place);
        foreach (var key in keys.All.Where(key => !key.Foreign && key.Name != "truce" && !SayNothing.Contains($"{place}.{key.Name}")))
        {
            var plain = World.Read(World.With(keys, key, key.Example));
            foreach (var value in new[] { Otherwise(key.Shape, key.Example), "nonsense no one wrote", "[ { x: 1 } ]" }.OfType<string>())
            {
                var other = World.Read(World.With(keys, key, value));
                Assert.True(other.Agreement is null || Dump.Of(other.Agreement) != Dump.Of(plain.Agreement!), $"{place}.{key.Name}: {key.Example} and {value} say the same");
            }
            var text = World.With(keys, key, key.Example);
            Assert.Contains($"{key.Name}: {key.Example}", text, StringComparison.Ordinal);
            Assert.NotEmpty(World.Read(text.Replace($"{key.Name}: {key.Example}", $"{key.Name}x: {key.Example}", StringComparison.Ordinal)).Problems);
        }
    }

    [Fact]
    public void A_broken_file_does_not_satisfy_the_schema()
    {
        var plain = World.Plain;
        Assert.Null(SchemaFault(Encoding.UTF8.GetBytes(plain)));
        foreach (var (from, to) in new[]
        {
            ("truce: 1", "truce: 2"), ("kind: party", "kind: partei"), ("id: stop", "idd: stop"), ("m: 15000", "m: \"15000\""), ("m: 15000", "m: -1"), ("status: signed", "status: 5"),
            ("do: fire", "do: shoot"), ("rule: consensus", "rule: most"), ("day: calendar", "day: lunar"), ("unit: detonation", "unit: [detonation]"), (", side: both", ", range-of: heavy"),
            ("signed: 2020-01-31", "signed: yesterday"), ("title: ", "titel: "), ("from: ceasefire", "from: ceasefire + 3 days"), ("members: [north, south]", "members: []"), ("geometry: area", "geometry: ../area"),
            ("id: leave, must", "id: leave, may: { who: north, do: fly }, must"),
        })
        {
            Assert.Contains(from, plain, StringComparison.Ordinal);
            var text = plain.Replace(from, to, StringComparison.Ordinal);
            Assert.NotEmpty(World.Read(text).Problems);
            Assert.True(SchemaFault(Encoding.UTF8.GetBytes(text)) is not null, to);
        }
    }

    [Fact]
    public void All_examples_and_sketches_satisfy_the_schema()
    {
        var files = Directory.GetFiles(Path.Combine(Needs.Root, "examples"), "*.truce.yaml", SearchOption.AllDirectories).Concat(Corpus.Sketches).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Null(SchemaFault(File.ReadAllBytes(file))));
    }

    [Fact]
    public void A_key_that_is_not_in_the_table_cannot_be_read()
    {
        var scope = new Scope("t", new BesideFiles("t", _ => null), new ProblemList());
        var fields = Fields.Of(scope, new YamlNode.Mapping(default, []), Language.Clock)!;
        Assert.Null(fields["zone"]);
        Assert.Throws<InvalidOperationException>(() => fields["zones"]);
        Assert.Throws<InvalidOperationException>(() => fields.Required("zones", "it"));
        Assert.Throws<InvalidOperationException>(() => fields.Place("zones"));
    }
}
