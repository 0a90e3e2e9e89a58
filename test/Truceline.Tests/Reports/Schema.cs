using Truceline.Reports;

namespace Truceline.Tests.Reports;

public sealed class Schema
{
    [Fact]
    public void The_committed_schema_is_the_one_that_the_records_give()
    {
        var file = Path.Combine(Needs.Root, "docs", "reference", "report.schema.json");
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") File.WriteAllText(file, ReportSchema.Text());
        Assert.Equal(File.ReadAllText(file), ReportSchema.Text());
    }
}
