using System.Text;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.Tests.Reports;

public sealed class Documentation
{
    private static string Reference => Path.Combine(Needs.Root, "docs", "reference", "reports-jsonl.md");

    private static IEnumerable<(int Number, string Line)> Examples() =>
        File.ReadLines(Reference).Select((line, i) => (i + 1, line)).Where(line => line.line.StartsWith('{'));

    [Fact]
    public void Every_example_of_the_reference_is_a_report()
    {
        Assert.True(Examples().Count() >= 20);
        foreach (var (number, line) in Examples())
            Assert.Empty(ReportReader.Read(new Location("reports-jsonl.md", number, 1), Encoding.UTF8.GetBytes(line), "s").Problems);
    }

    [Fact]
    public void The_examples_show_every_member()
    {
        var shown = string.Join('\n', Examples().Select(example => example.Line)) + "\"limits\":";
        var members = new[] { typeof(ReportLine), typeof(ObservationShape), typeof(DeclarationShape), typeof(WhereShape), typeof(SectorShape), typeof(FatalitiesShape), typeof(AttributionShape), typeof(FulfilmentShape), typeof(PresenceShape), typeof(AccessShape), typeof(CoverageShape), typeof(NotificationShape), typeof(TextShape), typeof(StatementShape), typeof(DraftShape), typeof(WithdrawalShape) }
            .SelectMany(type => ReportJson.Default.Options.GetTypeInfo(type).Properties.Select(member => member.Name));
        Assert.DoesNotContain(members, member => !shown.Contains($"\"{member}\":", StringComparison.Ordinal));
    }
}
