using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.App.Tests.Journals;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Tests.Intake;

public sealed class CsvTables
{
    private const string Columns = """
        columns: 1
        table: { delimiter: ";", decimal: "," }
        zone: Europe/Kyiv
        exercise: true
        limits: sees by day only
        own-id: { join: [Team, "No"], with: "/" }
        occurred: { join: [Date, Time], format: ["dd.MM.uuuu HH:mm", "dd.MM.uuuu"] }
        where:
          lat: { column: Lat }
          lon: { column: Lon }
          within-m: { column: Precision, unit: km, map: { exact: "0,05", village: "2", "": "25" } }
          place: { join: [How far, From], with: " of " }
          name: { column: Site }
          else: unknown
        count: { column: Rounds }
        act: { column: Kind, map: { Shelling: fire, Flight: fly, Other: "" }, else: hostile-act }
        calibre: { column: Calibre, unit: inch }
        means: { value: seen }
        by:
          - { actor: { column: Blamed }, basis: { value: claim } }
        note: { column: Remark }

        """;

    private const string Head = "Team;No;Date;Time;Lat;Lon;Precision;How far;From;Site;Rounds;Kind;Calibre;Blamed;Remark\n";

    private static CsvColumns Read(string text)
    {
        var reading = CsvColumnsReader.Read("columns.yaml", Encoding.UTF8.GetBytes(text));
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        return reading.Columns!;
    }

    private static List<Taken> Take(string columns, string table, Gazetteer? places = null) => Take(columns, Encoding.UTF8.GetBytes(table), places);

    private static List<Taken> Take(string columns, byte[] table, Gazetteer? places = null)
    {
        var format = CsvTable.Format(Read(columns), places ?? new Gazetteer([new("Zolote", new(48.6912, 38.5163), new(2000), [])]));
        return [.. format.Read(new(new MemoryStream(table), "t.csv", "Mission", format.DefaultZone))];
    }

    private static Observation One(string row)
    {
        var taken = Assert.Single(Take(Columns, Head + row));
        Assert.Empty(taken.Problems);
        return (Observation)taken.Report!.Content;
    }

    [Fact]
    public void A_row_becomes_what_its_columns_say()
    {
        var taken = Assert.Single(Take(Columns, Head + "A;17;06.09.2025;14:10;48,6912;38,5163;village;;;Old mine;30-50;Shelling;4,8;North;\"three; or four\"\n"));
        var report = taken.Report!;
        Assert.Equal(("Mission", "A/17", true, "sees by day only"), (report.Source, report.OwnId, report.Exercise, report.Limits));
        var seen = (Observation)report.Content;
        Assert.Equal(Instant.FromUtc(2025, 9, 6, 11, 10), seen.Occurred.Start);
        Assert.Equal(Instant.FromUtc(2025, 9, 6, 11, 11) - Duration.Epsilon, seen.Occurred.End);
        Assert.Equal(new Truceline.Reports.Place("Old mine", new Region.Disc(new(48.6912, 38.5163), new(2000))), seen.Where);
        Assert.Equal((new CountBounds(30, 50), Act.Fire, Means.Seen, "three; or four"), (seen.Count, seen.Act, seen.Means, seen.Note));
        Assert.Equal(4.8 * 25.4, seen.Calibre);
        Assert.Equal([new Attribution("North", AttributionBasis.Claim)], seen.By);
        Assert.Equal(
            [
                "times read as local in Europe/Kyiv, each to the end of its minute",
                "where.within-m: 'village' read as 2",
                "act: 'Shelling' read as fire",
                "by.basis read as claim: the table does not say it",
                "means read as seen: the table does not say it",
            ],
            seen.Assumed);
    }

    [Fact]
    public void What_a_row_does_not_say_is_not_said()
    {
        var seen = One("A;1;06.09.2025;;;;;;;;;Other;;;\n");
        Assert.Equal(new Truceline.Reports.Place(null, new Region.Anywhere()), seen.Where);
        Assert.True((seen.Count, seen.Act, seen.Calibre, seen.Note, seen.What) is (null, null, null, null, null));
        Assert.Empty(seen.By);
        Assert.Equal(Duration.FromDays(1) - Duration.Epsilon, seen.Occurred.Duration);
        Assert.Contains("dates read as local days in Europe/Kyiv", seen.Assumed);
    }

    [Fact]
    public void A_place_is_looked_up_by_name_and_by_direction()
    {
        var seen = One("A;1;06.09.2025;14:10;;;;3 km SE;zolote;;;;;;\n");
        Assert.Equal("3 km SE of Zolote", seen.Where.Name);
        Assert.Contains(seen.Assumed, sentence => sentence.StartsWith("3 km SE of Zolote read as 2500 to 3500 m", StringComparison.Ordinal));
    }

    private const string TextColumns = "columns: 1\nzone: Europe/Kyiv\noccurred: { column: Day, format: uuuu-MM-dd }\nwhere: { else: unknown }\nmeans: { value: open-source }\ntext: { join: [Desk, Item], with: / }\n";

    [Fact]
    public void A_row_names_the_text_it_was_read_in()
    {
        var taken = Take(TextColumns, "Day,Desk,Item\n2025-09-06,Press Desk,wire\n2025-09-06,,\n");
        Assert.Equal(["Press Desk/wire", null], taken.Select(row => ((Observation)row.Report!.Content).Text));
    }

    [Fact]
    public void A_name_of_a_text_without_its_own_id_is_a_bad_cell() =>
        Assert.Contains("t.csv:2:1 TR012 text: 'Press Desk' names no text (write the source of the text and its own id", Assert.Single(Take(TextColumns, "Day,Desk,Item\n2025-09-06,Press Desk,\n")).Problems[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_word_that_the_map_does_not_name_is_read_as_else_says() =>
        Assert.Contains("act: 'Scuffle' read as hostile-act", One("A;1;06.09.2025;14:10;;;;;;X;;Scuffle;;;\n").Assumed);

    [Theory]
    [InlineData("A;;06.09.2025;14:10;;;;;;X;;;;;", "own-id: the column 'No' is empty")]
    [InlineData("A;1;6.9.25;14:10;;;;;;X;;;;;", "occurred: '6.9.25 14:10' is no time")]
    [InlineData("A;1;30.03.2025;03:30;;;;;;X;;;;;", "occurred: '30.03.2025 03:30' never was in Europe/Kyiv")]
    [InlineData("A;1;;;;;;;;X;;;;;", "occurred: the row says nothing")]
    [InlineData("A;1;06.09.2025;14:10;148,7;38,5;exact;;;;;;;;", "where.lat: '148,7' is out of range or no angle")]
    [InlineData("A;1;06.09.2025;14:10;48.7;38,5;exact;;;;;;;;", "where.lat: '48.7' is out of range or no angle")]
    [InlineData("A;1;06.09.2025;14:10;48,7;;exact;;;;;;;;", "where.lon: the row says nothing")]
    [InlineData("A;1;06.09.2025;14:10;48,7;38,5;vilage;;;;;;;;", "where.within-m: the column 'Precision' holds 'vilage', which the map does not name (did you mean 'village'?")]
    [InlineData("A;1;06.09.2025;14:10;;;;3 km SE;Zolotoy;;;;;;", "where.place: there is no place 'Zolotoy' (did you mean 'Zolote'?)")]
    [InlineData("A;1;06.09.2025;14:10;;;;;;X;lots;;;;", "count: 'lots' is no count")]
    [InlineData("A;1;06.09.2025;14:10;;;;;;X;;;heavy;;", "calibre: 'heavy' is no number")]
    [InlineData("A;1;06.09.2025;14:10;;;;;;X;;;-1;;", "calibre: '-1' is out of range")]
    [InlineData("A;1;06.09.2025;14:10;;;;;;X;;;", "TR011 the row has 13 cells and the head 15")]
    public void A_bad_row_is_left_out_with_its_line_and_its_cell(string row, string told)
    {
        var taken = Take(Columns, Head + row + "\nA;2;06.09.2025;14:10;;;;;;X;;;;;\n");
        Assert.Equal(2, taken.Count);
        Assert.StartsWith("t.csv:2:1 TR01", taken[0].Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(told, taken[0].Problems[0].ToString(), StringComparison.Ordinal);
        Assert.NotNull(taken[1].Report);
    }

    [Fact]
    public void A_table_without_a_column_that_is_named_adds_nothing()
    {
        var taken = Assert.Single(Take(Columns, Head.Replace("Rounds", "Round", StringComparison.Ordinal) + "A;1;06.09.2025;14:10;;;;;;X;;;;;\n"));
        Assert.True(taken.Unreadable);
        Assert.Equal("t.csv:1:1 TR010 the table has no column 'Rounds', which the file of columns names (did you mean 'Round'?)", taken.Problems[0].ToString());
        Assert.True(Assert.Single(Take(Columns, "")).Unreadable);
    }

    [Fact]
    public void Rows_before_and_after_the_head_are_skipped_and_other_encodings_read()
    {
        const string columns = "columns: 1\ntable: { encoding: windows-1251, skip: 1, skip-after-head: 1 }\nzone: Europe/Kyiv\noccurred: { column: Дата, format: uuuu-MM-dd }\nwhere: { name: { column: Місце } }\nmeans: { column: Як, map: { чув: heard } }\n";
        var bytes = CsvEncoding.Of("windows-1251")!.GetBytes("Зведення\nДата,Місце,Як\n#date,#loc,#how\n2025-09-06,Золоте,чув\n");
        var taken = Assert.Single(Take(columns, bytes));
        Assert.Equal("Золоте", ((Observation)taken.Report!.Content).Where.Name);
        Assert.Null(taken.Report.OwnId);
        Assert.Contains("the file is not UTF-8", Assert.Single(Take(columns.Replace("encoding: windows-1251, ", "", StringComparison.Ordinal), bytes)).Problems[0].What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("colums: 1", ":1:1 TR021 'colums' is no key of a file of columns (did you mean 'columns'?)")]
    [InlineData("columns: 2", "TR023 '2' is no version")]
    [InlineData("columns: 1\nwhere: { name: { column: A } }\nmeans: { value: seen }", "TR022 the file has no 'occurred'")]
    [InlineData("columns: 1\noccurred: { column: D, format: 'nonsense %' }", ":2:32 TR023 'nonsense %' is no format of times")]
    [InlineData("columns: 1\nact: { value: fier }", ":2:15 TR023 'fier' is no word for 'act' (did you mean 'fire'?)")]
    [InlineData("columns: 1\nact: { column: A, map: { x: fier } }", ":2:29 TR023 'fier' is no word for 'act'")]
    [InlineData("columns: 1\nact: { column: A, value: fire }", "TR023 'act' has both 'column' and 'value'")]
    [InlineData("columns: 1\nact: { colum: A }", "TR021 'colum' is no key of a value (did you mean 'column'?)")]
    [InlineData("columns: 1\nact: Kind", "this is a single value, where it is wanted from which column 'act' comes")]
    [InlineData("columns: 1\nwhere: { lat: { column: A } }", "TR022 'where' has no 'lon'")]
    [InlineData("columns: 1\nwhere: { lat: { column: A }, lon: { column: B } }", "TR022 'where' with 'lat' and 'lon' has no 'within-m'")]
    [InlineData("columns: 1\nwhere: { within-m: { value: 5, unit: mile }, position: { column: A } }", "TR023 'mile' is not known here (use 'km' or 'm')")]
    [InlineData("columns: 1\nnote: { column: A, unit: m }", "'note' has no unit")]
    [InlineData("columns: 1\nzone: Europe/Pariss", "TR023 there is no time zone 'Europe/Pariss' (did you mean 'Europe/Paris'?)")]
    [InlineData("columns: 1\nexercise: no", "TR023")]
    [InlineData("columns: 1\ncolumns: 1", "TR023 the key 'columns' stands already in line 1")]
    [InlineData("columns: &a 1", "TR020 the anchor '&a' is not allowed")]
    [InlineData("- 1", "TR023 the file is a list")]
    [InlineData("", "TR020 the file is empty (write how the table is read, beginning with 'columns: 1')")]
    public void A_file_of_columns_that_is_wrong_is_refused_with_the_place(string text, string told)
    {
        var reading = CsvColumnsReader.Read("columns.yaml", Encoding.UTF8.GetBytes(text));
        Assert.Null(reading.Columns);
        Assert.Contains(reading.Problems, problem => problem.ToString().Contains(told, StringComparison.Ordinal));
        Assert.All(reading.Problems, problem => Assert.Matches(@"^columns\.yaml:[0-9]+:[0-9]+ TR02[0-3] ", problem.ToString()));
    }

    [Fact]
    public void No_hostile_YAML_is_a_file_of_columns_and_no_hostile_table_is_read_as_one()
    {
        foreach (var file in Directory.GetFiles(Needs.SharedData("bad-input", "own", "yaml")).Concat(Directory.GetFiles(Needs.SharedData("bad-input", "own", "csv"))).Order(StringComparer.Ordinal))
        {
            Assert.True(CsvColumnsReader.Read(file) is { Columns: null, Problems.Length: > 0 }, file);
            var taken = Take(Columns, File.ReadAllBytes(file));
            Assert.True(taken.Count == 1 && taken[0].Unreadable, file);
        }
    }

    [Fact]
    public void Every_key_stands_in_the_reference()
    {
        var reference = File.ReadAllText(Path.Combine(Needs.Root, "docs", "reference", "columns.md"));
        Assert.DoesNotContain(CsvKeys.All, key => !reference.Contains($"| `{key}`", StringComparison.Ordinal));
    }

    private const string Exact = """
        columns: 1
        own-id: { column: id }
        occurred: { from: { column: from }, until: { column: until } }
        where:
          lat: { column: lat }
          lon: { column: lon }
          within-m: { column: within }
          name: { column: place }
          else: unknown
        count: { least: { column: least }, most: { column: most } }
        act: { column: act }
        what: { column: what }
        calibre: { column: calibre }
        model: { column: model }
        phase: { column: phase }
        fatalities: { low: { column: low }, best: { column: best }, high: { column: high }, by-side: { A: { column: killed A } } }
        by: [ { actor: { column: actor }, basis: { column: basis } } ]
        means: { column: means }
        observer: { column: observer }
        chains: [ [ { column: link 1 }, { column: link 2 } ] ]
        fulfilment: { agreement: { column: agreement }, clause: { column: clause }, stage: { column: stage } }
        note: { column: note }

        """;

    private static readonly string[] ExactHead =
    [
        "id", "from", "until", "lat", "lon", "within", "place", "least", "most", "act", "what", "calibre", "model", "phase", "low", "best", "high", "killed A",
        "actor", "basis", "means", "observer", "link 1", "link 2", "agreement", "clause", "stage", "note",
    ];

    [Fact]
    public void A_table_written_from_reports_reads_as_these_reports()
    {
        var words = Gen.Elements("a", "b,c", "\"", "two\nlines", "ї", "=1+1", "😀", "x;y");
        var maybe = Gen.OneOf(Gen.Constant<string?>(null), words.Select(text => (string?)text));
        var reports =
            from id in Gen.Choose(1, 1_000_000)
            from seconds in Gen.Choose(0, 1_000_000_000)
            from length in Gen.Choose(0, 100_000)
            from disc in Gen.Choose(0, 2)
            from lat in Gen.Choose(-90_000, 90_000)
            from lon in Gen.Choose(-179_999, 180_000)
            from least in Gen.Choose(-1, 50)
            from most in Gen.Choose(-1, 50)
            from numbers in Gen.Choose(0, 1000).ArrayOf(4)
            from texts in maybe.ArrayOf(7)
            from picks in Gen.Choose(0, 100).ArrayOf(6)
            select Drawn(id, seconds, length, disc, lat / 1000.0, lon / 1000.0, least, most, numbers, texts, picks);
        Prop.ForAll(reports.NonEmptyListOf().ToArbitrary(), list =>
        {
            var table = new StringBuilder(string.Join(',', ExactHead)).Append('\n');
            foreach (var report in list) table.AppendJoin(',', Row(report).Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");
            var read = Take(Exact, table.ToString());
            Assert.Empty(read.SelectMany(taken => taken.Problems).Select(problem => problem.ToString()));
            return read.Select(taken => Encoding.UTF8.GetString(ReportEntry.ContentOf(taken.Report!))).SequenceEqual(list.Select(report => Encoding.UTF8.GetString(ReportEntry.ContentOf(report))));
        }).QuickCheckThrowOnFailure();
    }

    private static Report Drawn(int id, int seconds, int length, int disc, double lat, double lon, int least, int most, int[] numbers, string?[] texts, int[] picks)
    {
        T Pick<T>(int i) where T : struct, Enum => Enum.GetValues<T>()[picks[i] % Enum.GetValues<T>().Length];
        var from = Instant.FromUnixTimeSeconds(seconds);
        return Report.Of("Mission", FormattableString.Invariant($"{id}"), new Observation
        {
            Occurred = new(from, from + Duration.FromMilliseconds(length)),
            Where = new(texts[0], disc == 0 ? new Region.Anywhere() : new Region.Disc(new(lat, lon), new(numbers[0] / 4.0))),
            Count = least < 0 ? null : new CountBounds(least, most < least ? null : most),
            Act = picks[0] % 2 == 0 ? null : Pick<Act>(0),
            What = texts[1],
            Calibre = numbers[1] == 0 ? null : numbers[1] / 8.0,
            Model = texts[2],
            Phase = picks[1] % 2 == 0 ? null : Pick<FirePhase>(1),
            Fatalities = picks[2] % 2 == 0 ? null : new(numbers[2], numbers[2] + 1, numbers[2] + 5, System.Collections.Immutable.ImmutableSortedDictionary<string, int>.Empty.Add("A", numbers[3])),
            By = texts[3] is { } actor ? [new(actor, Pick<AttributionBasis>(3))] : [],
            Means = Pick<Means>(4),
            Observer = texts[4],
            Chains = texts[5] is null ? [] : [[texts[5], texts[6]]],
            Fulfilment = picks[5] % 2 == 0 ? null : new("truce", "clause", Pick<FulfilmentStage>(5)),
            Note = texts[6],
        });
    }

    private static IEnumerable<string> Row(Report report)
    {
        var seen = (Observation)report.Content;
        var disc = seen.Where.Region as Region.Disc;
        string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        string Written(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
        return
        [
            report.OwnId!, Written(seen.Occurred.Start), Written(seen.Occurred.End), Number(disc?.Centre.Latitude), Number(disc?.Centre.Longitude), Number(disc?.Radius.Value), seen.Where.Name ?? "",
            Number(seen.Count?.Least), Number(seen.Count?.Most), seen.Act?.Written() ?? "", seen.What ?? "", Number(seen.Calibre), seen.Model ?? "", seen.Phase?.Written() ?? "",
            Number(seen.Fatalities?.Low), Number(seen.Fatalities?.Best), Number(seen.Fatalities?.High), seen.Fatalities is { } killed ? Number(killed.BySide["A"]) : "",
            seen.By is [var by] ? by.Actor : "", seen.By is [var how] ? how.Basis.Written() : "", seen.Means.Written(), seen.Observer ?? "",
            seen.Chains is [var chain] ? chain[0]! : "", seen.Chains is [var links] ? links[1] ?? "" : "",
            seen.Fulfilment?.Agreement ?? "", seen.Fulfilment?.Clause ?? "", seen.Fulfilment?.Stage.Written() ?? "", seen.Note ?? "",
        ];
    }

    [Fact]
    public void A_table_goes_into_a_journal_and_again_adds_nothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["columns.yaml"], Columns);
        File.WriteAllText(folder["places.csv"], "name,lat,lon,within-m\nZolote,48.6912,38.5163,2000\n");
        File.WriteAllText(folder["log.csv"], Head + "A;1;06.09.2025;14:10;;;;3 km SE;Zolote;;;;;;\nA;2;nonsense;;;;;;;X;;;;;\n");
        (int, string, string) Import(params string[] more)
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            var status = Cli.Run(["import", "--journal", folder["journal"], "--source", "Mission", "--format", "csv", .. more, folder["log.csv"]], output, error);
            return (status, output.ToString(), error.ToString());
        }
        string[] map = ["--map", folder["columns.yaml"], "--places", folder["places.csv"]];
        var (status, said, told) = Import(map);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("1 added, 0 corrected, 0 already there, 1 left out", said, StringComparison.Ordinal);
        Assert.Contains("log.csv:3:1 TR012 occurred: 'nonsense' is no time", told, StringComparison.Ordinal);
        Assert.Contains("0 added, 0 corrected, 1 already there", Import(map).Item2, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.WrongUse, Import().Item1);
        Assert.Contains("say how it is read with --map", Import().Item3, StringComparison.Ordinal);
        File.WriteAllText(folder["columns.yaml"], "columns: 3");
        (status, _, told) = Import(map);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains("columns.yaml:1:10 TR023 '3' is no version", told, StringComparison.Ordinal);
    }
}
