using System.Security.Cryptography;
using Truceline.Assessments;
using Truceline.Embedded;
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

    /// <summary>Bytes allocated for one entry that is appended in batches of a thousand: its place in the list that is handed over is not counted.</summary>
    private const double AppendEntry = 16;

    public static int Run(TextWriter output) => Math.Max(Append(output), Assess(output));

    private static int Append(TextWriter output)
    {
        const int batches = 40, batch = 1000;
        var folder = Directory.CreateTempSubdirectory("truceline-gate-").FullName;
        try
        {
            var entries = MadeUpRecord.Entries(5, batch / 3, batch).ToArray();
            using var journal = SqliteJournal.OpenOrCreate(folder, RandomNumberGenerator.Fill);
            for (var i = 0; i < 3; i++) journal.Append(entries);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < batches; i++) journal.Append(entries);
            var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)(batches * batch);
            var holds = bytes <= AppendEntry;
            output.WriteLine(FormattableString.Invariant($"allocation gate: append an entry: {bytes:0.0} bytes, limit {AppendEntry:0}: {(holds ? "holds" : "EXCEEDED")}"));
            return holds ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Assess(TextWriter output)
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
