using System.Text;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

/// <summary>The provisions of real agreements that the language has to express, each by clauses of the examples.</summary>
public sealed class ProvisionTests
{
    private static readonly string Examples = Path.Combine(Needs.Root, "examples");
    private static readonly string Page = Path.Combine(Needs.Root, "docs", "explanation", "provisions.md");

    public static TheoryData<int> Numbers => [.. Provisions.All.Select(row => row.Number).Order()];

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Examples, "*.truce.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Examples, file).Replace('\\', '/')[..^".truce.yaml".Length]).Order(StringComparer.Ordinal)];

    [Fact]
    public void All_32_provisions_are_expressed() => Assert.Equal(Enumerable.Range(1, 32), Provisions.All.Select(row => row.Number).Order());

    [Theory, MemberData(nameof(Numbers))]
    public void The_compiled_clauses_say_what_the_provision_says(int number)
    {
        var row = Provisions.All.Single(one => one.Number == number);
        var agreements = row.Clauses.Select(one => Read(one.File)).ToArray();
        foreach (var (agreement, (_, ids)) in agreements.Zip(row.Clauses))
            Assert.Empty(ids.Except(Named(agreement), StringComparer.Ordinal));
        row.Holds(agreements);
    }

    [Theory, MemberData(nameof(Files))]
    public void An_example_is_read_without_problems_names_its_source_and_quotes_nothing(string file)
    {
        var agreement = Read(file);
        Assert.EndsWith("/" + agreement.Id, file, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(agreement.Source.Public));
        Assert.True(agreement.Source.Unchecked);
        Assert.All(agreement.Clauses, clause => Assert.Null(clause.Quote));
        Assert.All(agreement.Clauses, clause => Assert.NotNull(clause.Ref));
    }

    /// <summary>Nothing that the example draws may pass for what the text draws.</summary>
    [Theory, MemberData(nameof(Files))]
    public void Whatever_an_example_draws_is_assumed(string file)
    {
        var agreement = Read(file);
        Assert.All(agreement.Lines.Values, line => Assert.True(line.Assumed, line.Id));
        Assert.All(agreement.Zones.Values.Where(zone => zone.Form is ZoneForm.Drawn), zone => Assert.True(zone.Assumed, zone.Id));
    }

    [Fact]
    public void An_instrument_refers_to_instruments_that_are_among_the_examples()
    {
        var all = Files.Select(file => Read(file.Data)).ToDictionary(agreement => agreement.Id, StringComparer.Ordinal);
        var named = all.Values.SelectMany(agreement => agreement.Source.AnnexTo.Concat(agreement.Source.Supersedes).Concat(agreement.Source.Amends.Select(one => one.Of))).ToHashSet();
        Assert.Equal(["minsk-2", "minsk-protocol-2014", "pretoria-2022"], named.Order(StringComparer.Ordinal));
        Assert.Subset(all.Keys.ToHashSet(), named);
    }

    [Fact]
    public void The_page_of_provisions_is_the_table()
    {
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") File.WriteAllText(Page, Rendered());
        Assert.Equal(Rendered(), File.ReadAllText(Page));
    }

    internal static Agreement Read(string file)
    {
        var path = Path.Combine(Examples, file + ".truce.yaml");
        var folder = Path.GetDirectoryName(path)!;
        var reading = AgreementReader.Read(Path.GetFileName(path), File.ReadAllBytes(path), name => File.Exists(Path.Combine(folder, name)) ? File.ReadAllBytes(Path.Combine(folder, name)) : null);
        Assert.Equal("", string.Join('\n', reading.Problems.Where(problem => problem.Severity == Severity.Error)));
        return reading.Agreement!;
    }

    private static IEnumerable<string> Named(Agreement agreement) =>
        agreement.Clauses.Select(one => one.Id).Concat(agreement.Powers.Select(one => one.Id)).Concat(agreement.Definitions.Select(one => one.Id))
            .Concat(agreement.Pledges.Select(one => one.Id)).Concat(agreement.Decisions.Select(one => one.Id));

    private static string Rendered()
    {
        var page = new StringBuilder("""
            # What real agreements provide, and how the language says it

            Made from the table of a test, which reads each example and holds each row against its compiled clauses. The examples say in their
            own words what the texts provide; what a text does not state is *assumed* there, and what could not be compared with it *unchecked*.

            | # | The provision | Expressed by | What the compiled form says | What is lost |
            |---|---|---|---|---|

            """);
        foreach (var row in Provisions.All.OrderBy(row => row.Number))
        {
            var by = row.Clauses.Select(one => $"[{one.File.Split('/')[1]}](../../examples/{one.File}.truce.yaml): {string.Join(' ', one.Ids.Select(id => $"`{id}`"))}");
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {row.Number} | {row.Text} | {string.Join("; ", by)} | {row.Says} | {row.Lost ?? "–"} |\n");
        }
        return page.ToString();
    }
}
