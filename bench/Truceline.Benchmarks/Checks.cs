using System.Diagnostics;
using System.Globalization;
using System.Text;
using Truceline.Agreements;
using Truceline.Agreements.Checks;

namespace Truceline.Benchmarks;

/// <summary>
/// What reading and checking costs: each example, and a made-up agreement of a thousand clauses. Medians of several rounds in one
/// warm process; the first round, which compiles as it goes, stands beside. The goals are those of the language: the largest
/// example within 0.3 s after the start, a thousand clauses within 2 s.
/// </summary>
internal static class Checks
{
    private const int Rounds = 9;
    private const int Many = 1000;

    public static int Run(TextWriter output)
    {
        var root = Record.Find("Truceline.slnx") is { } file ? Path.GetDirectoryName(file)! : throw new DirectoryNotFoundException("the bench runs inside the repository");
        var rows = new List<string>
        {
            "# Reading and checking agreements",
            "",
            $"`dotnet run -c Release --project bench/Truceline.Benchmarks -- checks` on {Machine.Description}. *First* is the first time in a process",
            "that has read and checked the agreements above it. The machine is shared: times are upper bounds.",
            "",
            "| agreement | clauses | first, ms | read, ms (median of 9) | check, ms (median of 9) | problems |",
            "|---|---|---|---|---|---|",
        };
        foreach (var path in Directory.EnumerateFiles(Path.Combine(root, "examples"), "*.truce.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var folder = Path.GetDirectoryName(path)!;
            rows.Add(Row(Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(path)), File.ReadAllBytes(path), name => File.Exists(Path.Combine(folder, name)) ? File.ReadAllBytes(Path.Combine(folder, name)) : null));
        }
        rows.Add(Row("made up, a thousand clauses", Encoding.UTF8.GetBytes(MadeUp(Many)), _ => Encoding.UTF8.GetBytes(Square)));
        foreach (var row in rows) output.WriteLine(row);
        var results = Path.Combine(root, "bench", "results", Machine.Name);
        Directory.CreateDirectory(results);
        File.WriteAllText(Path.Combine(results, "checks.md"), string.Join('\n', rows) + "\n");
        return 0;
    }

    private static string Row(string name, byte[] text, Func<string, ReadOnlyMemory<byte>?> beside)
    {
        var first = Stopwatch.StartNew();
        var agreement = AgreementReader.Read(name, text, beside).Agreement ?? throw new InvalidOperationException($"{name} cannot be read");
        var problems = AgreementChecks.Find(agreement);
        var cold = first.Elapsed.TotalMilliseconds;
        var read = Median(() => AgreementReader.Read(name, text, beside));
        var check = Median(() => AgreementChecks.Find(AgreementReader.Read(name, text, beside).Agreement!)) - read;
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {agreement.Clauses.Length + agreement.Powers.Length + agreement.Definitions.Length} | {cold:0} | {read:0.0} | {Math.Max(0, check):0.0} | {problems.Length} |");
    }

    private static double Median(Action once)
    {
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            once();
            times[i] = watch.Elapsed.TotalMilliseconds;
        }
        Array.Sort(times);
        return times[Rounds / 2];
    }

    private const string Square = """{"type":"Polygon","coordinates":[[[37,47],[39,47],[39,49],[37,49],[37,47]]]}""";

    /// <summary>Prohibitions, obligations in chains, permissions and exceptions, over a hundred zones and twelve actors.</summary>
    private static string MadeUp(int clauses)
    {
        var text = new StringBuilder("""
            truce: 1
            id: made-up
            title: A made-up agreement
            source: { status: signed, signed: 2026-01-05 }
            clock: { zone: Europe/Kyiv, day: calendar }
            events: { ceasefire: { at: 2026-01-06T00:00:00+02:00 } }
            actors:
              OM: { kind: monitor }

            """);
        for (var i = 0; i < 12; i++) text.Append(CultureInfo.InvariantCulture, $"  A{i}: {{ kind: party }}\n");
        text.Append("zones:\n");
        for (var i = 0; i < 100; i++) text.Append(CultureInfo.InvariantCulture, $"  z{i}: {{ within: {{ of: area, m: {1000 + 100 * i} }} }}\n");
        text.Append("  area: { geometry: area.geojson }\nclauses:\n");
        string[] acts = ["fire", "station", "fly", "lay-mines", "advance", "exercise", "reinforce", "store"];
        for (var i = 0; i < clauses; i++)
        {
            var (who, zone) = (i % 12, i % 100);
            text.Append((i % 4) switch
            {
                0 => FormattableString.Invariant($"  - {{ id: c{i}, must-not: {{ who: A{who}, do: {acts[i % acts.Length]}, in: z{zone} }}, from: ceasefire, see: [seen, uav] }}\n"),
                1 => FormattableString.Invariant($"  - {{ id: c{i}, must: {{ who: A{who}, do: withdraw, what: artillery, out-of: z{zone} }}, start: {{ after: {(i > 4 ? FormattableString.Invariant($"c{i - 4}.met") : "ceasefire")} }}, done: {{ by: ceasefire + P{1 + i % 60}D }}, keep: true, verified-by: OM, see: [seen] }}\n"),
                2 => FormattableString.Invariant($"  - {{ id: c{i}, must-not: {{ who: A{who}, do: attack }}, from: ceasefire, unless: [ {{ authorised-by: OM }} ], see: [heard] }}\n"),
                _ => FormattableString.Invariant($"  - {{ id: c{i}, may: {{ who: OM, do: verify, in: z{zone} }}, duty-of: A{who} }}\n"),
            });
        }
        return text.ToString();
    }
}
