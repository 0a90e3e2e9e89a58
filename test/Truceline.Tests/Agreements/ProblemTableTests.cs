using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

public sealed class ProblemTableTests
{
    [Fact]
    public void The_reference_shows_the_table_of_the_code() =>
        Assert.Equal(
            ProblemCodes.All.Select(code => $"| {code.Code} | {(code.Severity == Severity.Error ? "error" : "warning")} | {code.Finds} | {code.Remedy} |"),
            File.ReadLines(Path.Combine(Needs.Root, "docs", "reference", "problems.md")).Where(line => line.StartsWith("| TL", StringComparison.Ordinal)));

    [Fact]
    public void Codes_are_in_order_and_stand_once() =>
        Assert.Equal(ProblemCodes.All.Select(code => code.Code).Distinct().Order(StringComparer.Ordinal), ProblemCodes.All.Select(code => code.Code));
}
