using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using NodaTime;
using Truceline.App.Tests.Journals;
using Truceline.App.Witnessing;
using Truceline.Journal;

namespace Truceline.App.Tests.Witnessing;

/// <summary>
/// The other process of <see cref="WitnessKillTests"/>: this same assembly, started with a directory in its environment, is a
/// witness until it is killed and says first where; or it answers the one request of a file, and kills itself before it says so.
/// </summary>
internal static class WitnessProcess
{
    public const string Origin = "exercise.example/journal";
    public const string Serving = "TRUCELINE_TEST_WITNESS";
    public const string Once = "TRUCELINE_TEST_WITNESS_ONCE";

    private static readonly NoteKey[] Logs = [new DishonestLog(Origin).Signer.Key];

    // An initialiser, because the test runner owns the entry point.
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Serving) is { Length: > 0 } directory) Serve(directory);
        if (Environment.GetEnvironmentVariable(Once) is { Length: > 0 } one) Answer(one, one + ".request");
    }

    public static Process Start(string variable, string directory)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(WitnessProcess).Assembly.Location]) { RedirectStandardOutput = true };
        start.Environment[variable] = directory;
        return Process.Start(start)!;
    }

    private static void Serve(string directory)
    {
        using var folder = TestWitness.Open(directory);
        var site = WitnessSite.Build(folder, Logs, new(IPAddress.Loopback, 0), _ => { });
        site.StartAsync().GetAwaiter().GetResult();
        Console.Out.WriteLine(site.Urls.First());
        Console.Out.Flush();
        Thread.Sleep(Timeout.Infinite); // it serves until it is killed
    }

    private static void Answer(string directory, string request)
    {
        var folder = TestWitness.Open(directory);
        folder.Answer(WitnessRequest.Parse(File.ReadAllBytes(request)), Logs, Instant.FromUtc(2026, 3, 1, 0, 0), out _);
        Process.GetCurrentProcess().Kill(); // SIGKILL
        Thread.Sleep(Timeout.Infinite); // the signal is on its way: nothing of what comes after the answer may still run
    }
}
