using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.Reports;

namespace Truceline.App.Tests.Intake;

public sealed class ExampleReports
{
    private static string Folder => Path.Combine(Needs.Root, "examples", "minsk-2");

    private static readonly (string File, string Source)[] Files =
    [
        ("DPR.jsonl", "DPR"), ("Example Press (made up).jsonl", "Example Press (made up)"), ("OSCE SMM.jsonl", "OSCE SMM"), ("Ukraine.jsonl", "Ukraine"),
    ];

    private static List<Report> Read()
    {
        var reports = new List<Report>();
        foreach (var (name, source) in Files)
        {
            using var file = File.OpenRead(Path.Combine(Folder, "reports", name));
            var taken = Jsonl.Format.Read(new(file, name, source, null)).ToList();
            Assert.Empty(taken.SelectMany(one => one.Problems));
            reports.AddRange(taken.Select(one => one.Report!));
        }
        return reports;
    }

    [Fact]
    public void The_made_up_reports_are_all_marked_as_such_and_read_without_a_fault()
    {
        var reports = Read();
        Assert.Equal(38, reports.Count);
        Assert.All(reports, report => Assert.True(report.Exercise));
        Assert.Equal(37, reports.Select(report => report.Id).Distinct().Count());
    }

    [Fact]
    public void The_made_up_reports_name_what_the_agreement_has_and_one_actor_whom_it_has_not()
    {
        var file = Path.Combine(Folder, "minsk-2.truce.yaml");
        var agreement = AgreementReader.Read("minsk-2.truce.yaml", File.ReadAllBytes(file), name => File.ReadAllBytes(Path.Combine(Folder, name))).Agreement!;
        var seen = Read().Select(report => report.Content).OfType<Observation>().ToList();
        Assert.Equal(["Unit 9 (made up)"], seen.SelectMany(one => one.By).Select(by => by.Actor).Distinct().Where(actor => agreement.ActorNamed(actor) is null));
        Assert.DoesNotContain(seen.Select(one => one.Fulfilment).OfType<Fulfilment>(), done => done.Agreement != agreement.Id || agreement.Clauses.All(clause => clause.Id != done.Clause));
        Assert.DoesNotContain(seen.Select(one => one.What).OfType<string>(), what => agreement.Classes.Named(what) is null);
        Assert.All(Files.Where(one => !one.Source.EndsWith("(made up)", StringComparison.Ordinal)), one => Assert.NotNull(agreement.ActorNamed(one.Source)));
    }
}
