using Truceline.Assessments;
using Truceline.Incidents;

namespace Truceline.Benchmarks;

/// <summary>
/// Holds the hot paths to their allocation limits. Bytes, unlike seconds, are the same on a busy machine (with tiered
/// compilation off, as this project has it); a limit is raised only with a reason in the changelog.
/// </summary>
internal static class AllocationGate
{
    /// <summary>Bytes allocated by one assessment of the real events, after one that is not counted.</summary>
    private const long AssessRealEvents = 195L << 20;

    public static int Run(TextWriter output)
    {
        if (Record.Events is null)
        {
            var must = Environment.GetEnvironmentVariable("TRUCELINE_REQUIRE_ALL") == "1";
            output.WriteLine("allocation gate: skipped, needs ../shared/data/events");
            return must ? 1 : 0;
        }
        var (log, agreement) = Record.Load();
        Assessor.Assess(log, agreement, FusionRules.Default, null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var assessment = Assessor.Assess(log, agreement, FusionRules.Default, null);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var holds = bytes <= AssessRealEvents;
        output.WriteLine(FormattableString.Invariant(
            $"allocation gate: assess real events: {bytes / 1048576.0:0.0} MiB for {assessment.Findings.Length:N0} findings, limit {AssessRealEvents >> 20} MiB: {(holds ? "holds" : "EXCEEDED")}"));
        return holds ? 0 : 1;
    }
}
