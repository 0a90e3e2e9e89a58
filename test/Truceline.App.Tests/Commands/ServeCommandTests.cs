using System.Net;
using System.Net.Sockets;
using Truceline.App.Commands;
using Truceline.App.Tests.Journals;
using Truceline.App.Tests.Serving;
using Truceline.Reports;

namespace Truceline.App.Tests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static (int Status, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), error.ToString());
    }

    [Fact]
    public void A_port_that_another_has_is_wrong_use_in_one_sentence()
    {
        JournalFolder.OpenOrCreate(folder["journal"]).Dispose();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var (status, error) = Run("serve", "--journal", folder["journal"], "--agreement", TestSite.TruceFile, "--port", $"{port}");
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Equal($"truceline: port {port} is in use by another program (perhaps another truceline): name another with --port, or 0 for any that is free.", error.Trim());
    }

    [Theory]
    [InlineData("70000", "is no port")]
    [InlineData("-1", "is no port")]
    public void A_number_that_is_no_port_is_wrong_use(string port, string said)
    {
        JournalFolder.OpenOrCreate(folder["journal"]).Dispose();
        var (status, error) = Run("serve", "--journal", folder["journal"], "--agreement", TestSite.TruceFile, "--port", port);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_is_begun_where_there_is_none_and_only_once()
    {
        Assert.True(JournalFolder.Begin(folder["new"]));
        Assert.False(JournalFolder.Begin(folder["new"]));
    }

    [Fact]
    public void A_file_of_places_or_an_agreement_that_is_not_there_is_wrong_use_and_begins_no_journal()
    {
        Assert.Equal(ExitStatus.WrongUse, Run("serve", "--journal", folder["none"], "--agreement", folder["none.yaml"]).Status);
        Assert.Equal(ExitStatus.WrongUse, Run("serve", "--journal", folder["none"], "--agreement", TestSite.TruceFile, "--places", folder["none.csv"]).Status);
        Assert.False(Directory.Exists(folder["none"]));
        JournalFolder.OpenOrCreate(folder["journal"]).Dispose();
        var (status, error) = Run("serve", "--journal", folder["journal"], "--agreement", TestSite.TruceFile, "--agreement", TestSite.TruceFile);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains("two instruments have the id 'minsk-2'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_demo_brings_its_exercise_in_once_and_leaves_what_was_corrected_since()
    {
        var example = Path.Combine(Needs.Root, "examples", "paris-2025");
        DemoCommand.Prepare(folder["journal"], example);
        var first = Held();
        Assert.Contains(first.Reports, report => report.Report.Source == "record");
        Assert.True(first.Reports.Count(report => report.Report.Exercise) > 500);

        DemoCommand.Prepare(folder["journal"], example);
        Assert.Equal(first.Size, Held().Size);

        var some = first.Reports.First(report => report.Report.Exercise && report.Report.Content is Observation);
        var corrected = Report.Of(some.Report.Source, some.Report.OwnId, (Observation)some.Report.Content with { Note = "corrected since" }, exercise: true);
        using (var journal = JournalFolder.OpenOrCreate(folder["journal"])) App.Intake.Deposit.Into(journal, App.Intake.HeldReports.Of(journal), [corrected], TestSite.Now, null);
        DemoCommand.Prepare(folder["journal"], example);
        Assert.Equal(first.Size + 1, Held().Size);
    }

    private ReportLog Held()
    {
        using var journal = JournalFolder.OpenForReading(folder["journal"]);
        return ReportLog.Fold(journal.Read(long.MaxValue));
    }

    public void Dispose() => folder.Dispose();
}
