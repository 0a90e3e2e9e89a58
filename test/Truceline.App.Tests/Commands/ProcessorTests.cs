using Truceline.App.Tests.Journals;
using Truceline.App.Tests.Serving;

namespace Truceline.App.Tests.Commands;

public sealed class ProcessorTests
{
    /// <summary>So many reports that what is done by several at a time is cut into several parts.</summary>
    private const int Fires = 5_000;

    [Fact]
    public void However_many_processors_there_are_the_same_bytes_are_printed()
    {
        using var folder = new TemporaryFolder();
        var journal = folder["journal"];
        TestSite.Fill(journal);
        TestSite.Fires(journal, Fires);
        foreach (var words in (string[][])[["assess", "--json"], ["screen", "--margins"]])
        {
            var one = Of("1");
            Assert.True(one.Length > 5 * Fires, $"{words[0]}: {one.Length} bytes");
            Assert.Equal(one, Of("2"));
            Assert.Equal(one, Of("8"));

            byte[] Of(string processors) => ExampleJournal.Printed([.. words, "--journal", journal, "--agreement", ExampleJournal.Agreement], ("DOTNET_PROCESSOR_COUNT", processors));
        }
    }
}
