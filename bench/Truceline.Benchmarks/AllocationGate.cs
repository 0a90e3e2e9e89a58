using System.Security.Cryptography;
using Truceline.Assessments;
using Truceline.Embedded;
using Truceline.Incidents;
using Truceline.Texts;

namespace Truceline.Benchmarks;

/// <summary>
/// Holds the hot paths to their allocation limits. Bytes, unlike seconds, are the same on a busy machine (with tiered
/// compilation off, as this project has it); a limit is raised only with a reason in the changelog.
/// </summary>
internal static class AllocationGate
{
    /// <summary>Bytes allocated by one assessment of the real events on all threads, after one that is not counted: answers without words.</summary>
    private const long AssessRealEvents = 34L << 20;

    /// <summary>Bytes allocated for one entry that is appended in batches of a thousand: its place in the list that is handed over is not counted.</summary>
    private const double AppendEntry = 16;

    /// <summary>Bytes for one of 100,000 points that are fused, after a run that is not counted: columns alone, nothing for a pair.</summary>
    private const double FusePoint = 225;

    /// <summary>Bytes for one of 100,000 events that are screened on one thread, after a run that is not counted: its hits of two bytes each, and where they end.</summary>
    private const double ScreenEvent = 23;

    /// <summary>Bytes for one of 1,000 made-up articles of about 2,200 letters that are read and indexed on one thread, after a run that is not counted.</summary>
    private const double IndexText = 165 << 10;

    public static int Run(TextWriter output) => Math.Max(Math.Max(Append(output), Fuse(output)), Math.Max(Math.Max(Screen(output), Index(output)), Assess(output)));

    private static int Index(TextWriter output)
    {
        PublishedText[] texts = [.. MadeUpTexts.Make(1, 1_000).Select(one => one.Text)];
        TextIndex.Of(texts, NameRegister.Empty, 1);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        TextIndex.Of(texts, NameRegister.Empty, 1);
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)texts.Length;
        var holds = bytes <= IndexText;
        output.WriteLine(FormattableString.Invariant($"allocation gate: index a text: {bytes / 1024:0.0} KiB, limit {IndexText / 1024:0}: {(holds ? "holds" : "EXCEEDED")}"));
        return holds ? 0 : 1;
    }

    private static int Screen(TextWriter output)
    {
        var ours = new ScreeningOurs(Workload.Make(1, 100_000));
        var table = ours.Table(ours.Index());
        table.Screen(ours.Columns, 1);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var events = table.Screen(ours.Columns, 1).Events;
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)events;
        var holds = bytes <= ScreenEvent;
        output.WriteLine(FormattableString.Invariant($"allocation gate: screen an event: {bytes:0.0} bytes, limit {ScreenEvent:0}: {(holds ? "holds" : "EXCEEDED")}"));
        return holds ? 0 : 1;
    }

    private static int Fuse(TextWriter output)
    {
        var points = FusionFigures.Columns(Workload.Make(1, 100_000).Events);
        Fusion.Group(points, FusionRules.Default);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Fusion.Group(points, FusionRules.Default);
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)points.Count;
        var holds = bytes <= FusePoint;
        output.WriteLine(FormattableString.Invariant($"allocation gate: fuse a point: {bytes:0} bytes, limit {FusePoint:0}: {(holds ? "holds" : "EXCEEDED")}"));
        return holds ? 0 : 1;
    }

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
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var assessment = Assessor.Assess(log, agreement, FusionRules.Default, null);
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        var holds = bytes <= AssessRealEvents;
        output.WriteLine(FormattableString.Invariant(
            $"allocation gate: assess real events: {bytes / 1048576.0:0.0} MiB for {assessment.Findings.Length:N0} findings, limit {AssessRealEvents >> 20} MiB: {(holds ? "holds" : "EXCEEDED")}"));
        return holds ? 0 : 1;
    }
}
