using System.Runtime.InteropServices;

namespace Truceline.Tests.Agreements;

/// <summary>The limits for hostile input: one second and 64 MiB.</summary>
internal static class Limits
{
    private const long MostBytes = 64 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Does something within the limits. What is slow the first time, while code is compiled, has a second chance.</summary>
    public static T Within<T>(Func<T> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Spent();
            var result = act();
            var elapsed = Spent() - started;
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(bytes <= MostBytes, $"{bytes} bytes were allocated");
            if (elapsed <= Longest) return result;
            Assert.True(attempt < 3, $"it took {elapsed}");
        }
    }

    /// <summary>The processor time of this thread, which other work on the machine does not lengthen; the clock where the system has none.</summary>
    internal static TimeSpan Spent()
    {
        const int threadTime = 3; // CLOCK_THREAD_CPUTIME_ID
        return OperatingSystem.IsLinux() && Environment.Is64BitProcess && ClockGetTime(threadTime, out var time) == 0
            ? TimeSpan.FromTicks(time.Seconds * TimeSpan.TicksPerSecond + time.Nanoseconds / 100)
            : TimeSpan.FromTicks(Environment.TickCount64 * TimeSpan.TicksPerMillisecond);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpec time);
}
