using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.Geography;
using Truceline.Reports;
using Place = Truceline.Reports.Place;

namespace Truceline.App.Intake;

/// <summary>One row after another of a table, each to an observation.</summary>
internal sealed class CsvRowReader
{
    // Looking for similar names takes time in a large gazetteer; a thousand unknown ones are no typing errors.
    private const int MostSuggestions = 100;
    private const int MostRemembered = 10_000;

    // Fields of which a constant is an assumption about every row.
    private static readonly ImmutableHashSet<string> Assumable = ["act", "phase", "means", "count", "where.within-m", "by.actor", "by.basis", "calibre", "fatalities.best"];

    private readonly CsvColumns columns;
    private readonly ImmutableDictionary<string, int> indexes;
    private readonly Gazetteer places;
    private readonly DateTimeZone? zone;
    private readonly Dictionary<string, PlaceReading> found = new(StringComparer.Ordinal);
    private readonly List<string> assumed = [];
    private ImmutableArray<string> cells;
    private int suggested;

    public CsvRowReader(CsvColumns columns, ImmutableArray<string> head, Gazetteer places, DateTimeZone? zone)
    {
        (this.columns, this.places, this.zone) = (columns, places, zone);
        indexes = columns.Columns.ToImmutableDictionary(name => name, name => head.IndexOf(name), StringComparer.Ordinal);
    }

    /// <summary>What a row says.</summary>
    /// <exception cref="BadCell">A cell does not hold what its field holds.</exception>
    public (string? OwnId, Observation Observation) Read(ImmutableArray<string> row)
    {
        cells = row;
        assumed.Clear();
        assumed.AddRange(columns.Assumed);
        var observation = new Observation
        {
            Occurred = Occurred(),
            Where = Where(),
            Count = Count(),
            Act = Word<Act>("act"),
            What = Text("what"),
            Calibre = Number("calibre", double.Epsilon, 100_000),
            Model = Text("model"),
            Fatalities = Fatalities(),
            Phase = Word<FirePhase>("phase"),
            By = By(),
            Means = Word<Means>("means") ?? throw Empty("means"),
            Observer = Text("observer"),
            Chains = Chains(),
            Fulfilment = Fulfilment(),
            Text = TextRead(),
            Note = Text("note"),
        };
        return (OwnId(), observation with { Assumed = [.. assumed.Distinct(StringComparer.Ordinal)] });
    }

    private string? OwnId()
    {
        if (!columns.Fields.TryGetValue("own-id", out var value)) return null;
        foreach (var column in value.Columns.Where(column => Cell(column).Length == 0)) throw new BadCell($"own-id: the column {Shown.Quoted(column)} is empty", "give each row an id of its own");
        return Say(value);
    }

    private Interval Occurred()
    {
        var from = columns.Fields.GetValueOrDefault("occurred.from") ?? columns.Fields["occurred"];
        var first = Say(from) ?? throw Empty(from.Field);
        var until = columns.Fields.GetValueOrDefault("occurred.until");
        var last = until is null ? null : Say(until);
        var formats = until is null ? from.Formats : from.Formats.AddRange(until.Formats);
        var reading = WrittenTime.Read(first, last ?? first, formats, zone, "name its format under 'format' in the file of columns, such as 'dd.MM.uuuu HH:mm'");
        foreach (var sentence in reading.Assumed.IsDefault ? [] : reading.Assumed) assumed.Add(sentence);
        return reading.When ?? throw new BadCell($"occurred: {reading.Fault}", reading.Remedy!);
    }

    private Place Where()
    {
        var name = Text("where.name");
        if (columns.Fields.ContainsKey("where.lat") && (Text("where.lat"), Text("where.lon")) is var (lat, lon) && (lat ?? lon) is not null)
            return new(name, At(new(Degrees("where.lat", lat, "NS", 90), Degrees("where.lon", lon, "EW", 180))));
        if (Text("where.position") is { } position)
        {
            var read = WrittenPosition.Read(position) ?? throw new BadCell($"where.position: {Shown.Quoted(position)} is no latitude and longitude", "write such as 48.6912, 38.5163");
            return new(name, columns.Fields.ContainsKey("where.within-m") && read.Place?.Region is Region.Disc disc ? At(disc.Centre) : Known("where.position", read).Region);
        }
        if (Text("where.place") is { } words)
        {
            var place = Known("where.place", Find(words));
            return name is null ? place : place with { Name = name };
        }
        if (name is null && !columns.PlacelessIsUnknown) throw new BadCell("where: the row names no place", "fill a column of the place, or write 'else: unknown' under 'where' in the file of columns");
        return new(name, new Region.Anywhere());
    }

    private Region At(Position position)
    {
        if (!columns.Fields.ContainsKey("where.bearing"))
            return new Region.Disc(position, new(Number("where.within-m", 0, 20_004_000) ?? throw Empty("where.within-m")));
        var (near, far) = (Number("where.near", 0, 20_004_000) ?? throw Empty("where.near"), Number("where.far", 0, 20_004_000) ?? throw Empty("where.far"));
        if (near > far) throw new BadCell("where: 'near' is greater than 'far'", "exchange the two columns");
        return new Region.Sector(position, Number("where.bearing", 0, 360) ?? throw Empty("where.bearing"), (Number("where.width", 1e-6, 360) ?? throw Empty("where.width")) / 2, new(near), new(far));
    }

    private double Degrees(string field, string? text, string sides, double most)
    {
        if (text is null) throw Empty(field);
        return WrittenPosition.Degrees(Pointed(text), sides) is { Value: var degrees } && Math.Abs(degrees) <= most
            ? degrees
            : throw new BadCell($"{field}: {Shown.Quoted(text)} is out of range or no angle", string.Create(CultureInfo.InvariantCulture, $"write degrees from {-most} to {most}, as 48.6912 or 48°41'28\"N; 'decimal' says which mark they have"));
    }

    private PlaceReading Find(string words)
    {
        if (found.TryGetValue(words, out var known)) return known;
        var reading = places.Find(words, suggest: suggested < MostSuggestions);
        if (reading.Place is null) suggested++;
        if (found.Count < MostRemembered) found[words] = reading;
        return reading;
    }

    private Place Known(string field, PlaceReading reading)
    {
        foreach (var sentence in reading.Assumed) assumed.Add(sentence);
        return reading.Place ?? throw new BadCell($"{field}: {reading.Fault}", reading.Remedy!);
    }

    private CountBounds? Count()
    {
        if (columns.Fields.ContainsKey("count.least"))
        {
            if (Whole("count.least") is not { } least) return null;
            var most = columns.Fields.ContainsKey("count.most") ? Whole("count.most") : least;
            return most < least ? throw new BadCell("count: the most is less than the least", "exchange them") : new CountBounds(least, most);
        }
        if (Text("count") is not { } words) return null;
        var (count, assumption, fault) = WrittenCount.Read(words);
        if (assumption is not null) assumed.Add(assumption);
        return count ?? throw new BadCell($"count: {fault}", WrittenCount.HowToWrite);
    }

    private Fatalities? Fatalities()
    {
        if (!columns.Fields.ContainsKey("fatalities.best") || Whole("fatalities.best") is not { } best) return null;
        var (low, high) = (Whole("fatalities.low") ?? best, Whole("fatalities.high") ?? best);
        if (low > best || best > high) throw new BadCell("fatalities: they are not in the order low, best, high", "low ≤ best ≤ high");
        var sides = columns.BySide.Select(side => (side.Side, Killed: Say(side.Killed) is { } text ? Whole(side.Killed.Field, text) : (int?)null)).Where(side => side.Killed is not null);
        return new(low, best, high, sides.ToImmutableSortedDictionary(side => side.Side, side => side.Killed!.Value, StringComparer.Ordinal));
    }

    private ImmutableArray<Attribution> By()
    {
        var by = ImmutableArray.CreateBuilder<Attribution>();
        foreach (var (actor, basis) in columns.By)
            if (Say(actor) is { } who) by.Add(new(who, Vocabulary.Parse<AttributionBasis>(Said(basis)) ?? throw NotAWord(basis.Field, Said(basis))));
        return by.ToImmutable();
    }

    private ImmutableArray<ImmutableArray<string?>> Chains() =>
        [.. columns.Chains.Select(chain => chain.Select(Say).ToImmutableArray()).Where(chain => chain.Any(link => link is not null))];

    private Fulfilment? Fulfilment()
    {
        if (!columns.Fields.ContainsKey("fulfilment.clause") || Text("fulfilment.clause") is not { } clause) return null;
        return new(Text("fulfilment.agreement") ?? throw Empty("fulfilment.agreement"), clause, Word<FulfilmentStage>("fulfilment.stage") ?? throw Empty("fulfilment.stage"));
    }

    private string? TextRead() => Text("text") is not { } name ? null : TextsRead.IsName(name) ? name
        : throw new BadCell($"text: {Shown.Quoted(name)} names no text", "write the source of the text and its own id with a slash between them, as Press Desk/wire, or join two columns with: /");

    private T? Word<T>(string field) where T : struct, Enum => Text(field) is { } text ? Vocabulary.Parse<T>(text) ?? throw NotAWord(field, text) : null;

    private static BadCell NotAWord(string field, string text) => new($"{field}: {Shown.Quoted(text)} is no word for it",
        Suggestion.Nearest(text, CsvWords.Of(field)!) is { } near ? $"did you mean '{near}'? Say under 'map' what the table's own words mean" : "say under 'map' in the file of columns what it means");

    private int? Whole(string field) => Text(field) is { } text ? Whole(field, text) : null;

    private static int Whole(string field, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new BadCell($"{field}: {Shown.Quoted(text)} is no whole number", "write digits alone");

    private double? Number(string field, double least, double most)
    {
        if (Text(field) is not { } text) return null;
        if (!double.TryParse(Pointed(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            throw new BadCell($"{field}: {Shown.Quoted(text)} is no number", $"write a number with '{columns.Decimal}' as its decimal mark, or name another under 'decimal'");
        number *= columns.Fields[field].Unit;
        return number >= least && number <= most ? number : throw new BadCell($"{field}: {Shown.Quoted(text)} is out of range", string.Create(CultureInfo.InvariantCulture, $"a number up to {most}; check 'unit'"));
    }

    // A table with commas has no points in its numbers: one there would be read as something else than it says.
    private string Pointed(string text) => columns.Decimal == '.' ? text.Replace(',', '?') : text.Replace('.', '?').Replace(',', '.');

    private string? Text(string field) => columns.Fields.TryGetValue(field, out var value) ? Say(value) : null;

    private string Said(CsvValue value) => Say(value) ?? throw Empty(value.Field);

    private string Cell(string column) => cells[indexes[column]].Trim();

    /// <summary>What the row says of a field; null for nothing.</summary>
    private string? Say(CsvValue value)
    {
        if (value.Constant is { } constant)
        {
            if (Assumable.Contains(value.Field)) assumed.Add($"{value.Field} read as {constant}: the table does not say it");
            return constant;
        }
        var text = string.Join(value.With, value.Columns.Select(Cell).Where(cell => cell.Length > 0));
        if (value.Map is null) return text.Length > 0 ? text : Otherwise(value, text);
        if (value.Map.TryGetValue(text, out var mapped)) return Mapped(value, text, mapped);
        if (text.Length == 0) return null;
        if (value.Else is not null) return Otherwise(value, text);
        var near = Suggestion.Nearest(text, value.Map.Keys);
        throw new BadCell($"{value.Field}: the column {string.Join(", ", value.Columns.Select(Shown.Quoted))} holds {Shown.Quoted(text)}, which the map does not name",
            near is null ? "add it under 'map' in the file of columns, or an 'else'" : $"did you mean '{Shown.Plain(near)}'? Else add it under 'map' in the file of columns");
    }

    private string? Otherwise(CsvValue value, string text) => value.Else is { } other ? Mapped(value, text, other) : null;

    private string? Mapped(CsvValue value, string text, string word)
    {
        if (word.Length == 0) return null;
        if (word != text) assumed.Add($"{value.Field}: {Shown.Quoted(text)} read as {word}");
        return word;
    }

    private static BadCell Empty(string field) => new($"{field}: the row says nothing", "fill its column, or say under 'map' or 'else' what an empty cell means");
}
