using System.Globalization;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

/// <summary><c>truceline incident together</c> and <c>apart</c>, said again.</summary>
public sealed class IncidentDecidingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public IncidentDecidingTests()
    {
        File.WriteAllLines(folder["a.jsonl"], Enumerable.Range(1, 3).Select(i => string.Create(CultureInfo.InvariantCulture, $$$"""{"own-id":"{{{i}}}","exercise":true,"observation":{"occurred":"2015-02-16T10:00:00+02:00","where":{"name":"Zolote"},"means":"heard"}}""")));
        Assert.Equal(ExitStatus.Done, Cli.Run(["import", folder["a.jsonl"], "--journal", folder["journal"], "--format", "jsonl", "--source", "Patrol"], TextWriter.Null, TextWriter.Null));
    }

    public void Dispose() => folder.Dispose();

    private string Said(string verb, params string[] entries)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal((ExitStatus.Done, ""), (Cli.Run(["incident", verb, .. entries, "--journal", folder["journal"], "--reason", "seen", "--by", "Desk"], output, error), error.ToString()));
        return output.ToString();
    }

    [Theory]
    [InlineData("together")]
    [InlineData("apart")]
    public void What_is_decided_already_is_not_written_again(string verb)
    {
        Assert.StartsWith("entry 4 decides", Said(verb, "1", "2"), StringComparison.Ordinal);
        Assert.Equal($"entry 4, by Desk, says so already{Environment.NewLine}", Said(verb, "2", "1"));
        Assert.StartsWith("entry 5 decides", Said(verb, "1", "2", "3"), StringComparison.Ordinal);
        Assert.Equal($"entry 4, by Desk, says so already{Environment.NewLine}", Said(verb, "1", "2"));
    }

    [Fact]
    public void What_was_decided_otherwise_since_is_written_again()
    {
        Said("together", "1", "2", "3");
        Said("apart", "1", "2");
        Assert.StartsWith("entry 6 decides", Said("together", "1", "2", "3"), StringComparison.Ordinal);
    }
}
