using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Truceline.App.Exercise;
using Truceline.App.Tests.Journals;
using Truceline.Reports;
using Truceline.Tests.Scenarios;

namespace Truceline.App.Tests.Exercise;

public sealed partial class ExerciseTests
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes_in_any_language_and_another_seed_others()
    {
        using var one = new Exercised(3);
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Commas in numbers, and another calendar.
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "~";
            culture.DateTimeFormat.ShortTimePattern = "h.mm tt";
            CultureInfo.CurrentCulture = culture;
            using var two = new Exercised(3);
            Assert.Equal(one.Files, two.Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        using var three = new Exercised(4);
        Assert.NotEqual(one.Files, three.Files);
    }

    [Fact]
    public void These_are_the_bytes_of_a_few_throws_so_that_no_machine_throws_others()
    {
        var dice = new Dice(7);
        Assert.Equal(
            [7191089600892374487, 9292123343988262056, 9132143395430412286],
            new[] { dice.Next(), dice.For("fires D+0").Next(), dice.For("fires D+1").Next() });
        Assert.Equal(Enumerable.Range(3, 5), Enumerable.Range(0, 500).Select(_ => dice.Whole(3, 7)).Distinct().Order());
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => dice.Chance(0.3)), 2_800, 3_200);
    }

    [Fact]
    public void A_day_is_the_same_whatever_days_follow_it()
    {
        using var all = new Exercised();
        using var few = new Exercised(first: -3, last: 2);
        var whole = all.Files.ToDictionary(file => file.Name, file => file.Bytes);
        var days = few.Files.Where(file => file.Name.StartsWith("reports/", StringComparison.Ordinal)).ToArray();
        Assert.Equal(6, days.Select(file => file.Name.Split('/')[1]).Distinct().Count());
        Assert.All(days, file => Assert.Equal(whole[file.Name], file.Bytes));
    }

    [Fact]
    public void Every_line_is_a_report_that_says_that_it_is_an_exercise()
    {
        using var exercise = new Exercised();
        var lines = exercise.Lines().ToList();
        Assert.Empty(lines.SelectMany(line => line.Taken.Problems).Select(problem => problem.ToString()));
        Assert.All(lines, line => Assert.True(line.Taken.Report!.Exercise));
        Assert.Equal(exercise.Result.Reports, lines.Count);
        Assert.InRange(lines.Count, 800, 1500);
        Assert.StartsWith("EXERCISE, SYNTHETIC", File.ReadAllText(Path.Combine(exercise.Out, "README.txt")), StringComparison.Ordinal);
        Assert.True(exercise.Truth.GetProperty("exercise").GetBoolean());
    }

    [Fact]
    public void The_import_takes_in_every_file_in_the_order_of_handing_in()
    {
        using var exercise = new Exercised(last: 3);
        using var folder = new TemporaryFolder();
        foreach (var file in exercise.Result.Files)
        {
            using var said = new StringWriter();
            var status = Cli.Run(["import", "--journal", folder["journal"], "--source", file.Source, "--format", "jsonl", "--strict", file.Path], said, said);
            Assert.True(status == ExitStatus.Done, said.ToString());
        }
    }

    [Fact]
    public void It_holds_every_kind_of_report_late_ones_corrections_withdrawals_and_copies()
    {
        using var exercise = new Exercised();
        var kinds = exercise.Reports().Select(report => report.Content.GetType()).ToHashSet();
        Assert.Superset(
            new HashSet<Type> { typeof(Observation), typeof(Presence), typeof(Access), typeof(Coverage), typeof(Notification), typeof(SourceText), typeof(Statement), typeof(Withdrawal), typeof(Declaration) }, kinds);
        foreach (var fate in (string[])["late", "correction", "withdrawal", "noise", "copies"]) Assert.True(exercise.Truth.GetProperty(fate).GetArrayLength() > 2, fate);
        Assert.Equal(["altered", "exact"], exercise.Truth.GetProperty("copies").EnumerateArray().Select(copy => copy.GetProperty("how").GetString()).Distinct().Order());
        var heard = exercise.Reports().Select(report => report.Content).OfType<Observation>().Where(one => one.Means == Agreements.Means.Heard).ToArray();
        Assert.NotEmpty(heard);
        Assert.All(heard, one => Assert.IsType<Geography.Region.Sector>(one.Where.Region));
        Assert.All(heard, one => Assert.NotNull(one.Count));
    }

    [Fact]
    public void The_truth_has_each_report_once_and_no_other()
    {
        using var exercise = new Exercised();
        var told = exercise.Lines().Select(line => $"{line.File.Source}/{line.Taken.Report!.OwnId}").Distinct().Order(StringComparer.Ordinal);
        var happenings = exercise.Truth.GetProperty("happenings").EnumerateArray().ToArray();
        var known = happenings.SelectMany(one => one.GetProperty("reports").EnumerateArray()).Concat(exercise.Truth.GetProperty("noise").EnumerateArray()).Select(cited => cited.GetString()!);
        Assert.Equal(told, known.Order(StringComparer.Ordinal));
        Assert.Equal(happenings.Length, happenings.Select(one => one.GetProperty("id").GetString()).Distinct().Count());
        Assert.Contains(happenings, one => one.GetProperty("kind").GetString() == "fire" && one.GetProperty("reports").GetArrayLength() == 0);
    }

    [Fact]
    public void A_copy_says_what_its_original_says_or_the_same_in_other_words()
    {
        using var exercise = new Exercised();
        var texts = exercise.Lines().Where(line => line.Taken.Report!.Content is SourceText).ToDictionary(line => $"{line.File.Source}/{line.Taken.Report!.OwnId}", line => (SourceText)line.Taken.Report!.Content);
        foreach (var copy in exercise.Truth.GetProperty("copies").EnumerateArray())
        {
            var (text, original) = (texts[copy.GetProperty("copy").GetString()!], texts[copy.GetProperty("of").GetString()!]);
            Assert.True(text.Published > original.Published && text.Outlet != original.Outlet);
            if (copy.GetProperty("how").GetString() == "exact") Assert.Equal(original.Body, text.Body);
            else Assert.Equal(Regex.Matches(original.Body, @"\d+").Select(number => number.Value), Regex.Matches(text.Body, @"\d+").Select(number => number.Value));
        }
    }

    [Fact]
    public void What_a_monitor_tells_of_a_fire_holds_the_truth()
    {
        using var exercise = new Exercised();
        var happenings = exercise.Truth.GetProperty("happenings").EnumerateArray().Where(one => one.GetProperty("kind").GetString() == "fire").ToArray();
        var corrected = exercise.Truth.GetProperty("correction").EnumerateArray().Select(cited => cited.GetString()).ToHashSet();
        var reports = exercise.Lines().Where(line => line.Taken.Report!.Content is Observation).ToLookup(line => $"{line.File.Source}/{line.Taken.Report!.OwnId}", line => (Observation)line.Taken.Report!.Content);
        var checks = 0;
        foreach (var fire in happenings)
            foreach (var cited in fire.GetProperty("reports").EnumerateArray().Select(one => one.GetString()!).Where(one => one.StartsWith("Exercise Monitoring Mission/", StringComparison.Ordinal) && !corrected.Contains(one)))
                foreach (var observation in reports[cited])
                {
                    var at = new Geography.Position(fire.GetProperty("at").GetProperty("lat").GetDouble(), fire.GetProperty("at").GetProperty("lon").GetDouble());
                    Assert.True(Holds(observation.Where.Region, at), cited);
                    Assert.InRange(fire.GetProperty("count").GetInt32(), observation.Count!.Value.Least, observation.Count.Value.Most ?? int.MaxValue);
                    checks++;
                }
        Assert.True(checks > 50);
    }

    private static bool Holds(Geography.Region region, Geography.Position at) => region.Match(
        disc => Geography.Geodesic.Distance(disc.Centre, at).Value <= disc.Radius.Value + 2,
        sector =>
        {
            var way = Geography.Geodesic.Inverse(sector.Apex, at);
            var off = Math.Abs((way.AzimuthFrom - sector.Bearing + 540) % 360 - 180);
            return way.Distance.Value >= sector.Near.Value && way.Distance.Value <= sector.Far.Value && off <= sector.HalfWidth;
        },
        _ => false, _ => false);

    [Fact]
    public void Before_the_ceasefire_nothing_of_the_force_is_anywhere()
    {
        using var exercise = new Exercised();
        var positions = exercise.Reports().Select(report => report.Content).OfType<Presence>().ToArray();
        Assert.Equal(9, positions.Select(one => one.Unit).Distinct().Count());
        Assert.All(positions, one => Assert.True(one.Occurred.Start > NodaTime.Instant.FromUtc(2025, 10, 14, 21, 0)));
        Assert.All(positions, one => Assert.Equal("Reassurance force", one.Who));
    }

    /// <summary>The two sides change places: ids and names in every file of the example. The zone's name stays.</summary>
    private static string Swapped(string text) => Sides().Replace(text, word => word.Value switch
    {
        "UA" => "RU", "RU" => "UA", "Ukraine" => "Russia", "Russia" => "Ukraine", "Kyiv" => "Moscow", "Moscow" => "Kyiv", _ => word.Value,
    });

    [GeneratedRegex(@"\b(UA|RU|Ukraine|Russia|Moscow|(?<=known-as: \[)Kyiv)\b", RegexOptions.Multiline)]
    private static partial Regex Sides();

    [Fact]
    public void When_the_sides_change_places_the_same_is_told_with_their_names_exchanged()
    {
        using var plain = new Exercised();
        using var other = new Exercised(change: Swapped);
        var told = plain.Result.Files.Select(file => (Mirrored(file.Source), Mirrored(File.ReadAllText(file.Path)))).Order();
        Assert.Equal(told, other.Result.Files.Select(file => (file.Source, File.ReadAllText(file.Path))).Order());

        static string Mirrored(string text) => text.Replace("Ukraine", "\u0001", StringComparison.Ordinal).Replace("Russia", "Ukraine", StringComparison.Ordinal).Replace("\u0001", "Russia", StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_sides_change_places_the_findings_are_mirrored()
    {
        using var plain = new Exercised();
        using var other = new Exercised(change: Swapped);
        var findings = Scenario.Table(Exercised.Assess(plain.Agreement, plain.Reports()));
        var mirrored = Scenario.Table(Exercised.Assess(other.Agreement, other.Reports()));
        Assert.True(findings.Length > 200);
        Assert.Contains(findings, row => row.Contains("breached, verified", StringComparison.Ordinal));
        Assert.NotEqual(findings, mirrored);
        // A group of both is written in the order of the alphabet.
        Assert.Equal(findings.Select(row => Row().Replace(row, word => word.Value == "UA" ? "RU" : "UA").Replace("UA, RU", "RU, UA", StringComparison.Ordinal)).Order(StringComparer.Ordinal), mirrored);
    }

    [GeneratedRegex(@"\b(UA|RU)\b")]
    private static partial Regex Row();

    [Theory]
    [InlineData("--seed 1 --out NEW", "nowhere", "there is no exercise of 'nowhere'")]
    [InlineData("--seed 1 --out NEW --days 3..1", "paris-2025", "days 3..1 are not days of this exercise")]
    [InlineData("--seed 1 --out NEW --days -9..1", "paris-2025", "it goes from -3 to 12")]
    [InlineData("--seed 1 --out NEW --days tomorrow", "paris-2025", "write it as -3..12")]
    [InlineData("--seed 1 --out FULL", "paris-2025", "is not empty")]
    [InlineData("--seed 1 --out FULL/file", "paris-2025", "is a file")]
    [InlineData("--seed -1 --out NEW", "paris-2025", "--seed")]
    [InlineData("--out NEW", "paris-2025", "--seed")]
    public void Wrong_use_writes_nothing_and_says_what_to_do(string options, string name, string says)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["full"]);
        File.WriteAllText(Path.Combine(folder["full"], "file"), "mine");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = Cli.Run(["exercise", name, .. options.Replace("NEW", folder["new"], StringComparison.Ordinal).Replace("FULL", folder["full"], StringComparison.Ordinal).Split(' ')], output, error);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["new"]));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder["full"], "file")));
    }

    [Fact]
    public void Days_may_be_below_zero()
    {
        using var folder = new TemporaryFolder();
        using var said = new StringWriter();
        Assert.Equal(ExitStatus.Done, Cli.Run(["exercise", "paris-2025", "--seed", "1", "--days", "-3..-2", "--out", folder["new"]], said, said));
        Assert.Equal(["01-D-3", "02-D-2"], Directory.GetDirectories(Path.Combine(folder["new"], "reports")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("line: contact", "line: nowhere", "there is no line 'nowhere'")]
    [InlineData("near: [Pokrovsk,", "near: [Atlantis,", "there is no place 'Atlantis'")]
    [InlineData("sides: [RU, UA]", "sides: [RU, US]", "'sides' are the two actors")]
    [InlineData("late: 0.06", "late: often", "exercise.yaml:")]
    [InlineData("late: 0.06", "late: 0.06\n  later: 1", "exercise.yaml:")]
    [InlineData("late: 0.06", "late: 0.06\n  late: 0.07", "exercise.yaml:")]
    [InlineData("  late: 0.06\n", "", "exercise.yaml:")]
    [InlineData("exercise: 1", "exercise: 2", "write 'exercise: 1'")]
    [InlineData("seen-within-m: [100, 500]", "seen-within-m: [500, 100]", "the least and the most")]
    [InlineData("days: [-3, 12]", "days: [-3, &a 12]", "aliases")]
    [InlineData("days: [-3, 12]", "days: [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "nested deeper")]
    [InlineData("actor: monitor", "actor: nobody", "there is no actor 'nobody'")]
    [InlineData("clause: deploy", "clause: stop", "is an obligation")]
    [InlineData("sensors: [acoustic 2,", "sensors: [acoustic 22,", "there is no sensor 'acoustic 22'")]
    [InlineData("outlets: [Example", "outlets: [../Example", "the name of a file")]
    [InlineData("stations: [Odesa,", "stations: [Donetsk,", "on the side of the host")]
    public void A_plan_that_cannot_be_is_told_with_what_is_wrong(string text, string other, string says)
    {
        var plan = File.ReadAllText(Path.Combine(Exercised.Folder, "exercise.yaml"));
        Assert.Contains(text, plan, StringComparison.Ordinal);
        var wrong = Assert.Throws<UsageException>(() => { using var _ = new Exercised(change: file => file == plan ? file.Replace(text, other, StringComparison.Ordinal) : file); });
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_of_a_plan_has_its_row_in_the_reference_and_no_row_is_without_a_key()
    {
        var page = File.ReadAllLines(Path.Combine(Needs.Root, "docs", "reference", "exercise.md"));
        var rows = page.SkipWhile(line => line != "## Keys").Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).Order(StringComparer.Ordinal);
        Assert.Equal(Keys(typeof(ExercisePlan), "").Order(StringComparer.Ordinal), rows);
    }

    private static IEnumerable<string> Keys(Type plan, string prefix) => plan.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(property =>
        {
            var alias = property.GetCustomAttribute<YamlDotNet.Serialization.YamlMemberAttribute>()?.Alias;
            var key = prefix + (alias ?? YamlDotNet.Serialization.NamingConventions.HyphenatedNamingConvention.Instance.Apply(property.Name));
            var inner = property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : property.PropertyType;
            return inner.Namespace == typeof(ExercisePlan).Namespace && inner != typeof(Span) ? Keys(inner, key + ".").Prepend(key) : [key];
        });
}
