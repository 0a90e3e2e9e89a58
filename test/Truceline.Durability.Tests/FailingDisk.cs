namespace Truceline.Durability.Tests;

/// <summary>System calls on a journal's files that strace makes fail.</summary>
internal static class FailingDisk
{
    /// <summary>A run of which every write and every sync is tried: two openings, batches small and large, and the end.</summary>
    public static string[] Script => ["seed:7", "open", "append:1", "append:3", "open", "append:12", "append:1"];

    /// <summary>The options of strace for the nth call of a kind. With --seccomp-bpf, which is faster, strace 6.1 injects no signal.</summary>
    public static string[] At(string call, int nth, string what) =>
        ["-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:{what}:when={nth}"];

    /// <summary>The same, and all that happens to files is written down.</summary>
    public static string[] Traced(string trace, string call, int nth, string error) =>
        [.. SystemCalls.Options(trace), "-e", $"inject={call}:error={error}:when={nth}"];
}
