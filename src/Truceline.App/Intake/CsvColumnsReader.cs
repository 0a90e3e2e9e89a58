using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.App.Terminal;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>Reads a file of columns: YAML through the gate of truce files, every key known, every word checked before a row is read.</summary>
internal sealed class CsvColumnsReader
{
    /// <summary>The most bytes of a file of columns.</summary>
    public const int MostBytes = 256 << 10;

    private const int LongestText = 1000;
    private const int MostSkipped = 1000;

    private static readonly ImmutableArray<string> Needed = ["occurred", "where", "means"];
    private static readonly ImmutableArray<string> Placed = ["lat", "position", "place", "name", "else"];
    private static readonly ImmutableArray<string> Sector = ["bearing", "width", "near", "far"];
    private static readonly ImmutableArray<string> Kinds = ["column", "value", "join"];
    private static readonly ImmutableArray<string> OfColumns = ["map", "else", "format"];

    private static readonly YamlRemedies Remedies = new("keep only what the table needs", "write how the table is read, beginning with 'columns: 1'");

    /// <summary>Times with an offset, as our own format writes them.</summary>
    private static readonly ImmutableArray<TimeFormat> Iso = [TimeFormat.Of("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<G>")!];

    private readonly ProblemList problems;
    private readonly Dictionary<string, CsvValue> fields = new(StringComparer.Ordinal);
    private readonly YamlNode.Mapping root;

    private CsvColumnsReader(YamlNode.Mapping root, ProblemList problems) => (this.root, this.problems) = (root, problems);

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">There is no such file, or it is a pipe or device.</exception>
    public static CsvColumnsReading Read(string path)
    {
        if (!File.Exists(path)) throw new UsageException($"there is no file '{path}': name a file of columns such as columns.yaml");
        RegularFile.Require(path);
        if (new FileInfo(path).Length > MostBytes)
            return new(null, [new(IntakeCodes.UnreadableColumns, Severity.Error, new(path, 1, 1), "the file is larger than 256 KiB", Remedies.TooMuch)]);
        return Read(path, File.ReadAllBytes(path));
    }

    /// <summary>Reads the bytes of a file.</summary>
    public static CsvColumnsReading Read(string name, ReadOnlyMemory<byte> bytes)
    {
        var problems = new ProblemList();
        CsvColumns? columns = null;
        var node = YamlGate.Read(name, bytes, problems, Remedies);
        if (node is YamlNode.Mapping root) columns = new CsvColumnsReader(root, problems).Columns();
        else if (node is not null) problems.Add(Problem(IntakeCodes.BadValue, node, $"the file is {node.Kind}", Remedies.Empty));
        return problems.HasErrors ? new(null, [.. problems.InOrder().Select(Recoded)]) : new(columns, []);
    }

    // What the gate finds has the codes of truce files.
    private static Problem Recoded(Problem problem) => problem with
    {
        Code = problem.Code switch { "TL001" => IntakeCodes.UnreadableColumns, "TL004" or "TL007" => IntakeCodes.BadValue, var own => own },
    };

    private CsvColumns? Columns()
    {
        Known(root, CsvKeys.Root, "a file of columns");
        if (Required(root, "columns", "the file") is { } version && Text(version) is { } one && one != "1") Bad(version, $"{Shown.Quoted(one)} is no version of files of columns", "write 'columns: 1'");
        var table = Table(Group("table", CsvKeys.Table));
        foreach (var field in new[] { "own-id", "act", "what", "calibre", "model", "phase", "means", "observer", "text", "note" }) Field(root, field, field);
        Either("occurred", CsvKeys.Occurred, "from");
        Either("count", CsvKeys.Count, "least");
        var where = Group("where", CsvKeys.Where);
        foreach (var field in CsvKeys.Where.Where(key => key != "else")) if (where is not null) Field(where, field, $"where.{field}");
        var fatalities = Group("fatalities", CsvKeys.Fatalities);
        foreach (var field in CsvKeys.Fatalities.Where(key => key != "by-side")) if (fatalities is not null) Field(fatalities, field, $"fatalities.{field}");
        if (Group("fulfilment", CsvKeys.Fulfilment) is { } fulfilment)
            foreach (var field in CsvKeys.Fulfilment)
                if (Required(fulfilment, field, "'fulfilment'") is not null) Field(fulfilment, field, $"fulfilment.{field}");
        Whole(where, fatalities);
        return table is null ? null : table with
        {
            Zone = root["zone"] is { } zone ? Zone(zone.Value) : null,
            Exercise = root["exercise"] is { } exercise && Truth(exercise.Value),
            Limits = root["limits"] is { } limits ? Text(limits.Value) : null,
            Fields = fields.ToImmutableDictionary(StringComparer.Ordinal),
            By = [.. Items("by").Select(By).OfType<(CsvValue, CsvValue)>()],
            Chains = [.. Items("chains").Select(Chain)],
            BySide = fatalities?["by-side"] is { } sides ? Sides(sides.Value) : [],
            Assumed = [.. Items("assumed").Select(Text).OfType<string>()],
            PlacelessIsUnknown = where?["else"] is { } other && Text(other.Value) is { } word && Is(other.Value, word, "unknown"),
        };
    }

    /// <summary>What must be there, and what does not stand alone.</summary>
    private void Whole(YamlNode.Mapping? where, YamlNode.Mapping? fatalities)
    {
        foreach (var key in Needed) Required(root, key, "the file");
        if (where is not null)
        {
            Together(where, "where", "lat", "lon");
            if (Sector.Any(key => where[key] is not null))
                foreach (var key in Sector.Prepend("lat")) Required(where, key, "'where' with a sector");
            else if (where["lat"] is not null) Required(where, "within-m", "'where' with 'lat' and 'lon'");
            if (where["within-m"] is { } within && where["lat"] is null && where["position"] is null) Bad(within.Key, "'within-m' stands without a position that it is about", "name the columns 'lat' and 'lon', or 'position'");
            if (Placed.All(key => where[key] is null))
                problems.Add(Problem(IntakeCodes.MissingKey, where, "'where' says no place", "name the columns 'lat' and 'lon', or 'position', 'place' or 'name', or write 'else: unknown'"));
        }
        if (fatalities is not null) Required(fatalities, "best", "'fatalities'");
        if (root["occurred"]?.Value is YamlNode.Mapping occurred && occurred["until"] is not null && occurred["from"] is null) Required(occurred, "from", "'occurred'");
        if (root["count"]?.Value is YamlNode.Mapping count && count["most"] is not null) Required(count, "least", "'count'");
    }

    private void Together(YamlNode.Mapping where, string of, string one, string other)
    {
        if (where[one] is null == where[other] is null) return;
        Required(where, where[one] is null ? one : other, $"'{of}'");
    }

    private CsvColumns? Table(YamlNode.Mapping? table)
    {
        var columns = new CsvColumns();
        if (table is null) return root["table"] is null ? columns : null;
        if (table["delimiter"] is { } delimiter && OneOf(delimiter.Value, [",", ";", "|", "tab"]) is { } sign) columns = columns with { Delimiter = sign == "tab" ? '\t' : sign[0] };
        if (table["encoding"] is { } encoding && OneOf(encoding.Value, CsvEncoding.Names) is { } name) columns = columns with { Encoding = CsvEncoding.Of(name)! };
        if (table["decimal"] is { } point && OneOf(point.Value, [".", ","]) is { } mark) columns = columns with { Decimal = mark[0] };
        if (table["skip"] is { } skip) columns = columns with { Skip = Number(skip.Value) };
        if (table["skip-after-head"] is { } after) columns = columns with { SkipAfterHead = Number(after.Value) };
        return columns;
    }

    private int Number(YamlNode node)
    {
        if (node is YamlNode.Scalar { Text: var text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows <= MostSkipped) return rows;
        Bad(node, "this is no number of rows", "write a whole number from 0 to 1000");
        return 0;
    }

    private DateTimeZone? Zone(YamlNode node)
    {
        if (Text(node) is not { } name) return null;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone) return zone;
        Bad(node, $"there is no time zone {Shown.Quoted(name)}", Suggestion.Nearest(name, DateTimeZoneProviders.Tzdb.Ids) is { } near ? $"did you mean '{near}'?" : "use an IANA name such as Europe/Kyiv");
        return null;
    }

    /// <summary>A field that is one value, or a group of two.</summary>
    private void Either(string field, ImmutableArray<string> keys, string first)
    {
        if (root[field]?.Value is YamlNode.Mapping group && keys.Any(key => group[key] is not null))
        {
            Known(group, keys, $"'{field}'");
            foreach (var key in keys) Field(group, key, $"{field}.{key}");
        }
        else if (root[field]?.Value is YamlNode.Mapping { Pairs.Length: 0 } empty) Required(empty, first, $"'{field}'");
        else Field(root, field, field);
    }

    private (CsvValue, CsvValue)? By(YamlNode node)
    {
        if (node is not YamlNode.Mapping by)
        {
            Bad(node, $"this is {node.Kind}, where 'actor' and 'basis' are wanted", "write '- { actor: { column: … }, basis: { value: claim } }'");
            return null;
        }
        Known(by, CsvKeys.By, "'by'");
        return Required(by, "actor", "'by'") is { } actor && Required(by, "basis", "'by'") is { } basis && Value("by.actor", actor) is { } who && Value("by.basis", basis) is { } how ? (who, how) : null;
    }

    private ImmutableArray<CsvValue> Chain(YamlNode node)
    {
        if (node is YamlNode.Sequence links) return [.. links.Items.Select(link => Value("chains", link)).OfType<CsvValue>()];
        Bad(node, $"this is {node.Kind}, where the links of a chain are wanted", "write each chain as a list, the nearest link first: '- [ { column: … } ]'");
        return [];
    }

    private ImmutableArray<(string, CsvValue)> Sides(YamlNode node)
    {
        if (node is YamlNode.Mapping sides)
            return [.. sides.Pairs.Select(side => (side.Key.Text, Value: Value("fatalities.by-side", side.Value))).Where(side => side.Value is not null).Select(side => (side.Text, side.Value!))];
        Bad(node, $"this is {node.Kind}, where sides are wanted", "write 'SIDE: { column: … }'");
        return [];
    }

    private ImmutableArray<YamlNode> Items(string key)
    {
        if (root[key]?.Value is not { } value) return [];
        if (value is YamlNode.Sequence list) return list.Items;
        Bad(value, $"'{key}' is {value.Kind}, where a list is wanted", "begin each item with '- '");
        return [];
    }

    private YamlNode.Mapping? Group(string key, ImmutableArray<string> keys)
    {
        if (root[key]?.Value is not { } value) return null;
        if (value is YamlNode.Mapping group)
        {
            Known(group, keys, $"'{key}'");
            return group;
        }
        Bad(value, $"'{key}' is {value.Kind}", $"write keys such as '{keys[0]}: …'");
        return null;
    }

    private void Field(YamlNode.Mapping group, string key, string field)
    {
        if (group[key] is { } pair && Value(field, pair.Value) is { } value) fields[field] = value;
    }

    private CsvValue? Value(string field, YamlNode node)
    {
        if (node is not YamlNode.Mapping given)
        {
            Bad(node, $"this is {node.Kind}, where it is wanted from which column '{field}' comes", "write '{ column: NAME }', or '{ value: … }' for what every row says");
            return null;
        }
        Known(given, CsvKeys.Value, "a value");
        var kinds = Kinds.Where(key => given[key] is not null).ToList();
        if (kinds.Count != 1)
        {
            problems.Add(Problem(kinds.Count == 0 ? IntakeCodes.MissingKey : IntakeCodes.BadValue, given, kinds.Count == 0 ? $"'{field}' names no column" : $"'{field}' has both '{kinds[0]}' and '{kinds[1]}'", "write one of 'column', 'join' and 'value'"));
            return null;
        }
        foreach (var key in OfColumns.Where(key => kinds[0] == "value" && given[key] is not null)) Bad(given[key]!.Key, $"'{key}' stands beside 'value', which every row says", "leave one of them out");
        if (given["with"] is { } idle && kinds[0] != "join") Bad(idle.Key, "'with' stands without 'join'", "leave it out");
        if (given["format"] is { } strange && !field.StartsWith("occurred", StringComparison.Ordinal)) Bad(strange.Key, $"'{field}' is no time and has no format", "leave 'format' out");
        var constant = given["value"] is { } value ? Word(field, value.Value, mayBeEmpty: false) : null;
        return new(
            field, Names(given), given["with"] is { } with ? Text(with.Value, mayBeEmpty: true) ?? " " : " ", constant,
            given["map"] is { } map ? Map(field, map.Value) : null, given["else"] is { } other ? Word(field, other.Value, mayBeEmpty: true) : null,
            given["unit"] is { } unit ? Unit(field, unit.Value) : 1, given["format"] is { } format ? Formats(format.Value) : Iso);
    }

    private ImmutableArray<string> Names(YamlNode.Mapping given)
    {
        if (given["column"] is { } column) return Text(column.Value) is { } name ? [name] : [];
        if (given["join"] is not { } join) return [];
        if (join.Value is YamlNode.Sequence { Items.Length: > 0 } list) return [.. list.Items.Select(Text).OfType<string>()];
        Bad(join.Value, $"'join' is {join.Value.Kind}", "name the columns in a list, as in [Date, Time]");
        return [];
    }

    private ImmutableDictionary<string, string>? Map(string field, YamlNode node)
    {
        if (node is YamlNode.Mapping map)
            return map.Pairs.Select(pair => (Cell: pair.Key.Text.Trim(), Word: Word(field, pair.Value, mayBeEmpty: true))).Where(pair => pair.Word is not null)
                .DistinctBy(pair => pair.Cell).ToImmutableDictionary(pair => pair.Cell, pair => pair.Word!, StringComparer.Ordinal);
        Bad(node, $"'map' is {node.Kind}", "write what each cell means, as in 'map: { Shelling: fire }'");
        return null;
    }

    private ImmutableArray<TimeFormat> Formats(YamlNode node)
    {
        var formats = ImmutableArray.CreateBuilder<TimeFormat>();
        foreach (var item in node is YamlNode.Sequence list ? list.Items : [node])
        {
            if (Text(item) is not { } pattern) continue;
            if (pattern == "iso") formats.AddRange(Iso);
            else if (TimeFormat.Of(pattern) is { } format) formats.Add(format);
            else Bad(item, $"{Shown.Quoted(pattern)} is no format of times", "write such as 'dd.MM.uuuu HH:mm' (d day, M month, u year, H hour, m minute, s second), or iso");
        }
        return formats.ToImmutable();
    }

    private double Unit(string field, YamlNode node)
    {
        ImmutableDictionary<string, double> units = field switch
        {
            "where.within-m" or "where.near" or "where.far" => Lengths,
            "calibre" => Calibres,
            _ => ImmutableDictionary<string, double>.Empty,
        };
        if (units.IsEmpty) Bad(node, $"'{field}' has no unit", "leave 'unit' out");
        else if (OneOf(node, [.. units.Keys.Order(StringComparer.Ordinal)]) is { } unit) return units[unit];
        return 1;
    }

    private static readonly ImmutableDictionary<string, double> Lengths = ImmutableDictionary.CreateRange<string, double>(StringComparer.Ordinal, [new("m", 1), new("km", 1000)]);
    private static readonly ImmutableDictionary<string, double> Calibres = ImmutableDictionary.CreateRange<string, double>(StringComparer.Ordinal, [new("mm", 1), new("inch", 25.4)]);

    /// <summary>What a field may say; of a closed vocabulary only its words.</summary>
    private string? Word(string field, YamlNode node, bool mayBeEmpty)
    {
        var text = Text(node, mayBeEmpty);
        if (text is null or "" || CsvWords.Of(field) is not { } words || words.Contains(text)) return text;
        Bad(node, $"{Shown.Quoted(text)} is no word for '{field}'", Suggestion.Nearest(text, words) is { } near ? $"did you mean '{near}'?" : $"use {Shown.Choice(words, 40)}");
        return null;
    }

    private string? OneOf(YamlNode node, ImmutableArray<string> words) => Text(node) is { } text && Is(node, text, [.. words]) ? text : null;

    private bool Is(YamlNode node, string text, params string[] words)
    {
        if (words.Contains(text)) return true;
        Bad(node, $"{Shown.Quoted(text)} is not known here", $"use {Shown.Choice(words.Select(word => $"'{word}'"))}");
        return false;
    }

    private bool Truth(YamlNode node)
    {
        if (node is YamlNode.Scalar { Plain: true, Text: "true" or "false" } scalar) return scalar.Text == "true";
        Bad(node, "this is not a truth value", "write true or false, without quotes");
        return false;
    }

    private string? Text(YamlNode node) => Text(node, mayBeEmpty: false);

    private string? Text(YamlNode node, bool mayBeEmpty)
    {
        if (node is not YamlNode.Scalar scalar) Bad(node, $"this is {node.Kind}, where text is wanted", "write one value");
        else if (scalar.Trap is YamlTrap.Null or YamlTrap.TruthValue) Bad(node, scalar.Text.Length == 0 ? "there is nothing here, where text is wanted" : $"{Shown.Quoted(scalar.Text)} without quotes is no text in YAML", scalar.Text.Length == 0 ? "write the value, or \"\" for nothing" : $"write \"{Shown.Plain(scalar.Text)}\"");
        else if (scalar.Text.Length > LongestText) Bad(node, "the text is longer than 1000 letters", "write less");
        else if (string.IsNullOrWhiteSpace(scalar.Text) && !mayBeEmpty) Bad(node, "the text is blank", "write the value, or leave the key out");
        else if (Screen.Plain(scalar.Text) != scalar.Text) Bad(node, "the text holds a character that does not show itself", "write plain text");
        else return scalar.Text;
        return null;
    }

    private void Known(YamlNode.Mapping group, ImmutableArray<string> keys, string of)
    {
        foreach (var (key, _) in group.Pairs.Where(pair => !keys.Contains(pair.Key.Text)))
        {
            var near = problems.MaySuggest ? Suggestion.Nearest(key.Text, keys) : null;
            problems.Add(Problem(IntakeCodes.UnknownKey, key, $"{Shown.Quoted(key.Text)} is no key of {of}", near is null ? $"remove it, or use {Shown.Choice(keys, 40)}" : $"did you mean '{near}'?"));
        }
    }

    private YamlNode? Required(YamlNode.Mapping group, string key, string of)
    {
        if (group[key] is { } pair) return pair.Value;
        problems.Add(Problem(IntakeCodes.MissingKey, group, $"{of} has no '{key}'", $"add '{key}: …'"));
        return null;
    }

    private void Bad(YamlNode node, string what, string remedy) => problems.Add(Problem(IntakeCodes.BadValue, node, what, remedy));

    private static Problem Problem(string code, YamlNode node, string what, string remedy) => new(code, Severity.Error, node.Where, what, remedy);
}

/// <summary>The fields of a table that have a closed vocabulary.</summary>
internal static class CsvWords
{
    /// <summary>The words of a field; null for one that takes any.</summary>
    public static IReadOnlyList<string>? Of(string field) => field switch
    {
        "act" => [.. Vocabulary.All<Act>()],
        "phase" => [.. Vocabulary.All<FirePhase>()],
        "means" => [.. Vocabulary.All<Means>()],
        "by.basis" => [.. Vocabulary.All<AttributionBasis>()],
        "fulfilment.stage" => [.. Vocabulary.All<FulfilmentStage>()],
        _ => null,
    };
}
