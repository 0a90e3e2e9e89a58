using System.Runtime.InteropServices;

namespace Truceline.Benchmarks;

/// <summary>The machine that a figure was measured on, by what it is and not by its name.</summary>
internal static class Machine
{
    /// <summary>"2 cores of an AMD EPYC, Debian 12, .NET 10.0.12".</summary>
    public static string Description => FormattableString.Invariant($"{Environment.ProcessorCount} cores of an {string.Join(' ', Processor)}, {System}, {RuntimeInformation.FrameworkDescription}");

    /// <summary>The folder of its results: "debian-12-epyc-2-cores".</summary>
    public static string Name => FormattableString.Invariant($"{System.Replace(' ', '-')}-{Processor[^1]}-{Environment.ProcessorCount}-cores").ToLowerInvariant();

    private static string System => $"{Of("/etc/os-release", "ID=", "linux") switch { "debian" => "Debian", var other => other }} {Of("/etc/os-release", "VERSION_ID=", "")}".TrimEnd();

    // "AMD EPYC", without the number of the model
    private static string[] Processor => [.. Of("/proc/cpuinfo", "model name\t: ", "unknown processor").Split(' ').Take(2)];

    private static string Of(string file, string key, string otherwise) =>
        File.Exists(file) && File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line ? line[key.Length..].Trim('"') : otherwise;
}
