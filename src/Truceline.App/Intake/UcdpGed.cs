using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Terminal;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>
/// The UCDP Georeferenced Event Dataset as CSV (Sundberg and Melander, Introducing the UCDP Georeferenced Event Dataset,
/// Journal of Peace Research 50(4), 2013, and its codebook). Columns are found by name, and those that are not needed here
/// are kept in the note, so nothing of a row is lost. A second head of HXL tags is skipped.
/// <para>
/// The data set counts deaths; it observes no acts, names no authors (a dyad is who fights whom, not who fired) and knows
/// no weapons. What a report must have and the row does not say is assumed, and each assumption stands in the report.
/// </para>
/// </summary>
internal static class UcdpGed
{
    public static IntakeFormat Format { get; } = new("ucdp-ged", DefaultSource: "ucdp", DefaultZone: DateTimeZoneProviders.Tzdb["Europe/Kyiv"], Read);

    private const string Limits = "records fatal events only";

    private static readonly ImmutableArray<string> Needed =
    [
        "id", "side_a", "side_b", "source_office", "where_prec", "where_coordinates", "latitude", "longitude",
        "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    ];

    /// <summary>What stands in the report itself and would only be said twice in the note.</summary>
    private static readonly ImmutableHashSet<string> Carried =
    [
        "id", "source_office", "where_coordinates", "latitude", "longitude",
        "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    ];

    private static IEnumerable<Taken> Read(IntakeFile file)
    {
        ImmutableArray<string>? head = null;
        foreach (var (row, problem) in Csv.Read(file))
        {
            if (problem is not null) yield return Taken.CannotRead(problem);
            else if (head is null && HeadProblem(file, row) is { } unfit)
            {
                yield return Taken.CannotRead(unfit);
                yield break;
            }
            else if (head is null) head = row.Cells;
            else if (!IsTags(row)) yield return Row(file, head.Value, row);
        }
        if (head is null) yield return Taken.CannotRead(file.Problem(IntakeCodes.UnreadableFile, 1, "the file is empty", "give a UCDP GED table with its head"));
    }

    private static Problem? HeadProblem(IntakeFile file, CsvRow head)
    {
        var twice = head.Cells.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        var missing = Needed.Except(head.Cells).ToList();
        if (missing.Count == 0 && twice is null) return null;
        var what = missing.Count > 0 ? $"the columns {string.Join(", ", missing)} are missing" : "two columns have one name";
        return file.Problem(IntakeCodes.UnreadableFile, head.Line, what, "give a UCDP GED table with its head");
    }

    private static bool IsTags(CsvRow row) =>
        row.Cells[0].Length == 0 && row.Cells.Any(cell => cell.StartsWith('#')) && row.Cells.All(cell => cell.Length == 0 || cell.StartsWith('#'));

    private static Taken Row(IntakeFile file, ImmutableArray<string> head, CsvRow row)
    {
        if (row.Cells.Length != head.Length)
            return Taken.LeftOut(file.Problem(IntakeCodes.BadRow, row.Line, $"the row has {row.Cells.Length} cells and the head {head.Length}", "give every column one cell"));
        try
        {
            var cells = new Cells(head, row.Cells);
            return new(Report.Of(file.Source, cells.Text("id"), Observation(cells, file.Zone!), limits: Limits), [], row.Line);
        }
        catch (BadCell bad)
        {
            return Taken.LeftOut(file.Problem(IntakeCodes.BadCell, row.Line, bad.Message, bad.Remedy));
        }
    }

    private static Observation Observation(Cells cells, DateTimeZone zone)
    {
        var assumed = ImmutableArray.CreateBuilder<string>();
        assumed.Add("act read as fire: the data set records deaths, not acts");
        var where = Where(cells, assumed);
        var occurred = Occurred(cells, zone, assumed);
        var killed = Killed(cells, assumed);
        var chains = Chains(cells, assumed);
        return new Observation
        {
            Occurred = occurred,
            Where = where,
            Act = Act.Fire,
            Fatalities = killed,
            Means = Means.OpenSource,
            Chains = chains,
            Assumed = assumed.ToImmutable(),
            Note = Note(cells, where),
        };
    }

    private static Place Where(Cells cells, ImmutableArray<string>.Builder assumed)
    {
        var named = cells.Has("where_coordinates") ? cells.Text("where_coordinates") : null;
        var precision = cells.Whole("where_prec", 1, 7);
        if (precision >= 6)
        {
            assumed.Add($"place precision {precision} read as no place: possible everywhere");
            return new(named, new Region.Anywhere());
        }
        // The data set gives classes of place (point, near a point, district, region, line or area), not radii.
        var kilometres = precision switch { 1 => 2, 2 => 25, 3 => 50, 4 => 150, _ => 100 };
        assumed.Add($"place precision {precision} read as within {kilometres} km");
        return new(named, new Region.Disc(new Position(cells.Number("latitude", 90), cells.Number("longitude", 180)), new Metres(kilometres * 1000)));
    }

    /// <summary>
    /// From the first instant of the first local day to the last of the last. The codebook's precisions of dates are: 1 the
    /// day, 2 a range of 2 to 6 days, 3 a week, 4 a range of 8 to 31 days or a month, 5 more than a month and up to a year.
    /// As a rule the first and last day already span that; where they are narrower than their precision allows, every
    /// range of the longest length that holds them is possible, and the interval is as wide as all of these together.
    /// </summary>
    private static Interval Occurred(Cells cells, DateTimeZone zone, ImmutableArray<string>.Builder assumed)
    {
        var (first, last) = (cells.Date("date_start"), cells.Date("date_end"));
        if (last < first) throw new BadCell("date_end is before date_start", "exchange them");
        assumed.Add($"dates read as local days in {zone.Id}");
        var precision = cells.Whole("date_prec", 1, 5);
        var days = Period.DaysBetween(first, last) + 1;
        var (least, most) = precision switch { 1 => (1, 1), 2 => (2, 6), 3 => (7, 7), 4 => (8, 31), _ => (32, 366) };
        if (days < least)
        {
            var wider = most - days;
            assumed.Add(string.Create(CultureInfo.InvariantCulture, $"date precision {precision} read as up to {most} days: widened by {wider} days at both ends"));
            (first, last) = (first.PlusDays(-wider), last.PlusDays(wider));
        }
        return new(Agreements.Clock.StartOf(first, zone), Instant.Max(Agreements.Clock.StartOf(first, zone), Agreements.Clock.StartOf(last.PlusDays(1), zone) - Duration.Epsilon));
    }

    private static Fatalities Killed(Cells cells, ImmutableArray<string>.Builder assumed)
    {
        var (low, best, high) = (cells.Count("low"), cells.Count("best"), cells.Count("high"));
        var (least, most) = (Math.Min(low, Math.Min(best, high)), Math.Max(high, Math.Max(best, low)));
        if (least != low || most != high)
            assumed.Add(string.Create(CultureInfo.InvariantCulture, $"deaths low {low}, best {best}, high {high} are out of order: read as {least} to {most}"));
        var bySide = new[] { (cells.Text("side_a"), "deaths_a"), (cells.Text("side_b"), "deaths_b"), ("civilians", "deaths_civilians"), ("unknown", "deaths_unknown") }
            .GroupBy(side => side.Item1, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(side => side.Key, side => side.Sum(deaths => cells.Count(deaths.Item2)), StringComparer.Ordinal);
        return new(least, best, most, bySide);
    }

    /// <summary>
    /// One chain for each source office, as the source lists them, repeated ones included. Offices are separated by
    /// semicolons; where their number is not the number of sources, the quoted list of articles ("office,date,headline")
    /// decides if its own number fits.
    /// </summary>
    private static ImmutableArray<ImmutableArray<string?>> Chains(Cells cells, ImmutableArray<string>.Builder assumed)
    {
        var offices = cells.Has("source_office") ? [.. cells.Text("source_office").Split(';').Select(office => office.Trim())] : ImmutableArray<string>.Empty;
        if (cells.NumberOfSources is { } number && offices.Length != number)
        {
            var articles = cells.Has("source_article") ? QuotedList(cells.Text("source_article")) : [];
            if (articles.Length == number) offices = [.. articles.Select(article => article.Split(',')[0].Trim())];
            assumed.Add(string.Create(CultureInfo.InvariantCulture, $"{number} sources, {offices.Length} offices: read as {offices.Length} chains"));
        }
        return [.. offices.Select(office => ImmutableArray.Create(office.Length == 0 ? null : office))];
    }

    /// <summary>The items of <c>"a";"b"</c>; quotes inside an item are not doubled, so only <c>";"</c> separates.</summary>
    private static ImmutableArray<string> QuotedList(string text) =>
        text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? [.. text[1..^1].Split("\";\"")] : [];

    private static string Note(Cells cells, Place where)
    {
        var placeless = where.Region is Region.Anywhere;
        var lines = cells.All
            .Where(cell => cell.Value.Length > 0 && (!Carried.Contains(cell.Name) || (placeless && cell.Name is "latitude" or "longitude")))
            .Select(cell => $"{cell.Name}: {cell.Value}");
        return string.Join('\n', lines);
    }

    /// <summary>The cells of a row under the names of their columns.</summary>
    private sealed class Cells(ImmutableArray<string> head, ImmutableArray<string> row)
    {
        public IEnumerable<(string Name, string Value)> All => head.Zip(row);

        public bool Has(string column) => head.IndexOf(column) is >= 0 and var index && row[index].Length > 0;

        public string Text(string column) =>
            row[head.IndexOf(column)] is var text && !string.IsNullOrWhiteSpace(text) ? text : throw new BadCell($"{column} is empty", "fill it");

        /// <summary>How many sources the row says it has; null where it does not count them (older rows say -1).</summary>
        public int? NumberOfSources =>
            Has("number_of_sources") && int.TryParse(Text("number_of_sources"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

        public int Count(string column) => Whole(column, 0, 100_000_000);

        public int Whole(string column, int least, int most) =>
            int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new BadCell($"{column} is {Shown(column)}", string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

        public double Number(string column, double most) =>
            double.TryParse(Text(column), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= most
                ? number
                : throw new BadCell($"{column} is {Shown(column)}", string.Create(CultureInfo.InvariantCulture, $"degrees from {-most} to {most}"));

        /// <summary>A date, with or without the midnight that the data set writes after it.</summary>
        public LocalDate Date(string column)
        {
            var text = Text(column);
            var date = text.EndsWith(" 00:00:00.000", StringComparison.Ordinal) ? text[..^13] : text;
            return LocalDatePattern.Iso.Parse(date) is { Success: true, Value.Year: >= 1002 and <= 9890 } parsed
                ? parsed.Value
                : throw new BadCell($"{column} is {Shown(column)}", "a date such as 2015-02-16, at midnight if a time is given");
        }

        private string Shown(string column)
        {
            var text = Text(column);
            return text.Length <= 40 ? $"'{Screen.Plain(text)}'" : $"'{Screen.Plain(text[..40])}…'";
        }
    }

    /// <summary>Leaves a row at its first bad cell; it never leaves this class.</summary>
    private sealed class BadCell(string what, string remedy) : Exception(what)
    {
        public string Remedy { get; } = remedy;
    }
}
