using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Truceline.Benchmarks;

/// <summary>The demo, started as a user does.</summary>
internal static class Demo
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Builds what is started, which is not measured.</summary>
    public static async Task BuildTree(string root)
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", Path.Combine(root, "src", "Truceline.App"), "-v", "quiet"]) { RedirectStandardOutput = true })!;
        await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        if (build.ExitCode != 0) throw new InvalidOperationException("the tree does not build");
    }

    /// <summary>The time from the command to the first page that is there; then it is ended.</summary>
    public static async Task<TimeSpan> UntilFirstPage(string program, string[] words, string journal, string root)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(program, [.. words, "demo", "--port", FormattableString.Invariant($"{port}"), "--journal", journal])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
        };
        using var client = new HttpClient();
        var clock = Stopwatch.StartNew();
        using var demo = Process.Start(start)!;
        demo.OutputDataReceived += (_, _) => { };
        demo.BeginOutputReadLine();
        try
        {
            while (clock.Elapsed < Patience && !demo.HasExited)
            {
                if (await IsThere(client, port)) return clock.Elapsed;
                await Task.Delay(20);
            }
            throw new InvalidOperationException("the demo served no page");
        }
        finally
        {
            demo.Kill(entireProcessTree: true);
            await demo.WaitForExitAsync();
        }
    }

    private static async Task<bool> IsThere(HttpClient client, int port)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false; // nobody listens yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
