using System.Diagnostics;
using System.Text;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

/// <summary>Agreements of a thousand clauses.</summary>
public sealed class LongAgreements
{
    /// <summary>Clauses of every kind that rest on one another, on events, zones, classes and actors.</summary>
    internal static string Text(int count, int clauses)
    {
        var text = new StringBuilder("truce: 1\nid: long\ntitle: A long agreement\nsource: { status: signed, signed: 2020-01-31 }\nclock: { zone: Europe/Kyiv, day: calendar }\n");
        text.Append("actors: { A: { kind: party, assumed: true }, B: { kind: party }, C: { kind: monitor }, G: { kind: group, members: [A, B] } }\n");
        text.Append("lines: { l: { geometry: line.geojson, sides: { left: A, right: B }, assumed: true } }\nevents:\n");
        for (var i = 0; i < count; i++) text.Append($"  e{i}: {{ {(i % 2 == 0 ? $"at: 2020-02-{1 + i % 28:00}T00:00:00Z" : $"all-met: [c{i * clauses / count / 4 * 4 + 1}]")}{(i % 5 == 0 ? ", assumed: true" : "")} }}\n");
        text.Append("zones:\n");
        for (var i = 0; i < count; i++) text.Append($"  z{i}: {{ within: {{ of: l, m: {1000 + i}, side: {(i % 2 == 0 ? "A" : "both")} }} }}\n");
        text.Append("clauses:\n");
        for (var i = 0; i < clauses; i++)
            text.Append((i % 4) switch
            {
                0 => $"- {{ id: c{i}, ref: \"{i}\", must-not: {{ who: G, do: fire, what: artillery, in: z{i % count} }}, from: e{i % count}, see: [seen, heard] }}\n",
                1 => $"- {{ id: c{i}, ref: \"{i}\", must: {{ who: A, do: withdraw, out-of: z{i % count} }}, after: c{Math.Max(1, i - 4)}.met, done: {{ by: e{i % count} + P30D }} }}\n",
                2 => $"- {{ id: c{i}, ref: \"{i}\", may: {{ who: C, do: verify, in: z{i % count} }}, duty-of: G, while: c{i - 2}.kept }}\n",
                _ => $"- {{ id: c{i}, ref: \"{i}\", must-not: {{ who: any, do: fly }}, unless: [ {{ authorised-by: C }} ], while: [c{i - 3}.kept, c{i - 1}.kept] }}\n",
            });
        return text.ToString();
    }

    [Fact]
    public void A_thousand_clauses_are_read_within_the_limits()
    {
        var bytes = Encoding.UTF8.GetBytes(Text(200, 1000));
        var clock = Stopwatch.StartNew();
        var reading = Limits.Within(() => AgreementReader.Read("t.yaml", bytes, _ => Encoding.UTF8.GetBytes(Truces.Course)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes.Length / 1024} KiB read in {clock.ElapsedMilliseconds} ms");
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        Assert.Equal(1000, reading.Agreement!.Clauses.Length);
    }

    [Fact]
    public void More_than_a_thousand_are_refused() =>
        Assert.StartsWith("t.yaml:", Assert.Single(AgreementReader.Read("t.yaml", Encoding.UTF8.GetBytes(Text(10, 1001)), _ => Encoding.UTF8.GetBytes(Truces.Course)).Problems, problem => problem.Code == "TL001").ToString(), StringComparison.Ordinal);
}
