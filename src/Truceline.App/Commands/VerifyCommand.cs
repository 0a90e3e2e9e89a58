using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Truceline.Embedded;

namespace Truceline.App.Commands;

/// <summary><c>truceline verify DIR</c>: re-hashes a journal and names the first thing that is wrong.</summary>
internal static class VerifyCommand
{
    private const string Proves =
        "This shows that the journal agrees with itself: content, commitments, order and every head recorded.\n"
        + "It does not show that nobody rewrote the whole journal or cut off its end (hold the head against one that\n"
        + "somebody else has kept), nor that what was reported is true or complete.";

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "The directory of the journal." };
        var json = new Option<bool>("--json") { Description = "Write the result as JSON." };
        var command = new Command("verify",
            "Re-hashes a whole journal and names the first entry that was altered. Exit status 0: what is there agrees with itself; 1: something was altered.\n\n"
            + "Example:\n  truceline verify journal")
        {
            directory, json,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(directory), parsed.GetValue(json), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string directory, bool json, TextWriter output, TextWriter error)
    {
        JournalFolder.Require(directory);
        var result = SqliteJournal.Verify(directory, new Progress(error));
        if (json) output.WriteLine(AsJson(result));
        else Print(result, output);
        return result.Fault is null ? ExitStatus.Done : ExitStatus.Rejected;
    }

    private static void Print(Verification result, TextWriter output)
    {
        if (result.Fault is { } fault)
        {
            output.WriteLine($"Rejected: {fault.What}.");
            output.WriteLine($"Before that, {Counted(result)}, agree.");
            return;
        }
        output.WriteLine($"{Counted(result)}.");
        output.WriteLine(result.Head.Size == 0 ? "The journal is empty." : "What is here agrees with itself.");
        output.WriteLine(Proves);
    }

    private static string Counted(Verification result) => string.Create(CultureInfo.InvariantCulture,
        $"{result.Head.Size:N0} {(result.Head.Size == 1 ? "entry" : "entries")} in {result.Batches:N0} {(result.Batches == 1 ? "batch" : "batches")}, head {result.Head.Root}");

    private static string AsJson(Verification result) => new JsonObject
    {
        ["sound"] = result.Fault is null,
        ["entries"] = result.Head.Size,
        ["batches"] = result.Batches,
        ["head"] = result.Head.Root.ToString(),
        ["fault"] = result.Fault is not { } fault ? null : new JsonObject
        {
            ["kind"] = JsonNamingPolicy.KebabCaseLower.ConvertName(fault.Kind.ToString()),
            ["first"] = fault.First,
            ["last"] = fault.Last,
            ["what"] = fault.What,
        },
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    /// <summary>A line now and then, so that a long run is seen to go on.</summary>
    private sealed class Progress(TextWriter error) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % 100_000 == 0) error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value:N0} entries verified"));
        }
    }
}
