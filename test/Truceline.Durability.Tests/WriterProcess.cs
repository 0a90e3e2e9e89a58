using System.Diagnostics;

namespace Truceline.Durability.Tests;

/// <summary>The writer in a process of its own, plainly or under strace.</summary>
internal static class WriterProcess
{
    private static readonly string Assembly = typeof(Writer.Scripted).Assembly.Location;

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Needs.Tool("dotnet");

    /// <summary>The writer, and the program itself, as a shell's words.</summary>
    public static string Command => $"{Host} exec {Assembly}";

    /// <inheritdoc cref="Command"/>
    public static string Truceline => $"{Host} exec {Path.Combine(AppContext.BaseDirectory, "Truceline.App.dll")}";

    /// <summary>What came of a run.</summary>
    public sealed record Ended(Acknowledged Acknowledged, int Status, string Error);

    /// <summary>Runs to the end, or to where it is made to fail.</summary>
    public static Ended Run(string directory, IEnumerable<string> steps) => Finish(Start([Host, "exec", Assembly, directory, .. steps]));

    /// <summary>Runs under strace with some options: it records, or makes system calls fail.</summary>
    public static Ended RunUnder(IEnumerable<string> strace, string directory, IEnumerable<string> steps) =>
        Finish(Start([Needs.Tool("strace"), "-f", "-qq", .. strace, Host, "exec", Assembly, directory, .. steps]));

    /// <summary>Starts it; the caller reads, kills and disposes.</summary>
    public static Process Start(string directory, IEnumerable<string> steps) => Start([Host, "exec", Assembly, directory, .. steps]);

    /// <summary>Any program in the same surroundings.</summary>
    public static Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // fewer files and threads of the runtime's own
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // it starts sooner
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["WRITER"] = Command;
        start.Environment["CLI"] = Truceline;
        return Process.Start(start)!;
    }

    /// <summary>The whole lines that a killed process left behind: one that was cut off acknowledged nothing.</summary>
    public static IEnumerable<string> WholeLines(string said) => said.Split('\n')[..^1];

    public static Ended Finish(Process process)
    {
        using var own = process;
        var error = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(Acknowledged.Of(WholeLines(said)), process.ExitCode, error.Result);
    }
}
