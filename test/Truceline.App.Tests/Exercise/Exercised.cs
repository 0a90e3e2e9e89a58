using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Exercise;
using Truceline.App.Intake;
using Truceline.App.Tests.Journals;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Tests.Exercise;

/// <summary>An exercise of paris-2025, or of a changed copy of it, written into a folder of its own.</summary>
internal sealed class Exercised : IDisposable
{
    /// <summary>The seed of which <c>expected.md</c> speaks.</summary>
    public const ulong Seed = 7;

    private readonly TemporaryFolder folder = new();

    public Exercised(ulong seed = Seed, int? first = null, int? last = null, Func<string, string>? change = null)
    {
        Example = Folder;
        if (change is not null)
        {
            Example = folder["example"];
            Directory.CreateDirectory(Example);
            foreach (var file in Directory.GetFiles(Folder))
                File.WriteAllText(Path.Combine(Example, Path.GetFileName(file)), change(File.ReadAllText(file)));
        }
        Result = ExerciseWriter.Write(Example, seed, first, last, Out);
    }

    public static string Folder => Path.Combine(Needs.Root, "examples", "paris-2025");

    public string Example { get; }

    public string Out => folder["out"];

    public ExerciseResult Result { get; }

    public JsonElement Truth => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "truth.json"))).RootElement;

    public Agreement Agreement => AgreementFile.Open(Path.Combine(Example, "paris-2025.truce.yaml"), TextWriter.Null);

    /// <summary>Every file with its bytes, by its path inside the folder.</summary>
    public IEnumerable<(string Name, string Bytes)> Files => Directory.GetFiles(Out, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => (Path.GetRelativePath(Out, file).Replace('\\', '/'), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))));

    /// <summary>All lines in the order in which they are handed in, read as an import reads them.</summary>
    public IEnumerable<(ExerciseFile File, Taken Taken)> Lines()
    {
        foreach (var file in Result.Files)
        {
            using var bytes = File.OpenRead(file.Path);
            foreach (var taken in Jsonl.Format.Read(new(bytes, file.Path, file.Source, null))) yield return (file, taken);
        }
    }

    public IEnumerable<Report> Reports() => Lines().Select(line => line.Taken.Report!);

    /// <summary>The statements of the example, as the source <c>record</c> hands them in.</summary>
    public static List<Report> Statements()
    {
        using var bytes = File.OpenRead(Path.Combine(Folder, "statements.jsonl"));
        var taken = Jsonl.Format.Read(new(bytes, "statements.jsonl", "record", null)).ToList();
        Assert.Empty(taken.SelectMany(one => one.Problems));
        return [.. taken.Select(one => one.Report!)];
    }

    /// <summary>The findings of some reports in their order.</summary>
    public static Assessment Assess(Agreement agreement, IEnumerable<Report> reports, string? asOf = null) =>
        Assessor.Assess(Log(reports), agreement, FusionRules.Default, asOf is null ? null : (Instant?)OffsetDateTimePattern.ExtendedIso.Parse(asOf).Value.ToInstant());

    /// <summary>The record of some reports that came in in their order.</summary>
    public static ReportLog Log(IEnumerable<Report> reports)
    {
        var (held, entries) = (new HashSet<ReportId>(), new List<Entry>());
        foreach (var report in reports)
            entries.Add(new(entries.Count + 1, default, new ReportEntry(ReportEntry.KindOf(report, !held.Add(report.Id)), report, Instant.FromUtc(2026, 1, 2, 0, 0), null).Encode()));
        return ReportLog.Fold(entries);
    }

    public void Dispose() => folder.Dispose();
}
