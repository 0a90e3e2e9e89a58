using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

public sealed class ProblemTableTests
{
    private static readonly string Reference = Path.Combine(Needs.Root, "docs", "reference", "problems.md");

    /// <summary>TRUCELINE_REWRITE=1 writes the table as it stands in the code.</summary>
    [Fact]
    public void The_reference_shows_the_table_of_the_code()
    {
        var rows = ProblemCodes.All.Select(code => $"| {code.Code} | {code.Severity.Written()} | {code.Finds} | {code.Remedy} |").ToList();
        var lines = File.ReadAllLines(Reference).ToList();
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1")
        {
            var first = lines.FindIndex(IsRow);
            lines.RemoveAll(IsRow);
            lines.InsertRange(first, rows);
            File.WriteAllText(Reference, string.Join('\n', lines) + "\n");
        }
        Assert.Equal(rows, lines.Where(IsRow));
    }

    private static bool IsRow(string line) => line.StartsWith("| TL", StringComparison.Ordinal);

    [Fact]
    public void Codes_are_in_order_and_stand_once() =>
        Assert.Equal(ProblemCodes.All.Select(code => code.Code).Distinct().Order(StringComparer.Ordinal), ProblemCodes.All.Select(code => code.Code));
}
