using System.Diagnostics;
using System.Globalization;
using Truceline.Texts;

namespace Truceline.Benchmarks;

/// <summary>What finding the origins of texts costs, beside a MinHash index of our own (Broder 1997, bands as Leskovec and others 2014), on made-up articles.</summary>
internal static class OriginsFigures
{
    private const int Queries = 500;

    public static int Run(TextWriter output, string[] args)
    {
        var count = Array.IndexOf(args, "--texts") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 10_000;
        var made = MadeUpTexts.Make(1, count + Queries);
        var (known, asked) = (made[..count], made[count..]);
        // Compiling is paid for before.
        TextIndex.Of(known[..200].Select(one => one.Text), NameRegister.Empty, 1);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var index = TextIndex.Of(known.Select(one => one.Text), NameRegister.Empty, Environment.ProcessorCount);
        output.WriteLine(FormattableString.Invariant($"index: {count:N0} texts of {known.Average(one => one.Text.Body.Length):N0} letters in {watch.Elapsed.TotalSeconds:0.0} s, {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds:0.0} s of processor time; {GC.GetTotalMemory(true) >> 20} MiB (goal: 60 s)"));
        foreach (var one in asked[..20]) index.LinksOf(one.Text);
        var took = new List<double>();
        foreach (var one in asked)
        {
            watch.Restart();
            index.LinksOf(one.Text);
            took.Add(watch.Elapsed.TotalMilliseconds);
        }
        took.Sort();
        output.WriteLine(FormattableString.Invariant($"one text against them: p50 {took[took.Count / 2]:0.0} ms, p95 {took[took.Count * 95 / 100]:0.0} ms, most {took[^1]:0.0} ms (goal: 50 ms)"));
        before = Process.GetCurrentProcess().TotalProcessorTime;
        watch.Restart();
        var origins = TextOrigins.Of(index, [], Environment.ProcessorCount);
        output.WriteLine(FormattableString.Invariant($"origins of all: {watch.Elapsed.TotalSeconds:0.0} s, {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds:0.0} s of processor time; {origins.Links.Length:N0} links, {origins.Origins.Length:N0} origins"));
        var groups = new int[count];
        foreach (var origin in origins.Origins)
            foreach (var id in origin.Texts) groups[int.Parse(id[1..], CultureInfo.InvariantCulture)] = origin.Number;
        Quality(output, "origins", known, groups);
        foreach (var (rows, bands) in new[] { (5, 25), (2, 64) })
        {
            watch.Restart();
            groups = MinHashRival.Groups([.. known.Select(one => one.Text.Body)], rows, bands);
            output.WriteLine(FormattableString.Invariant($"MinHash, {bands} bands of {rows}: {watch.Elapsed.TotalSeconds:0.0} s"));
            Quality(output, FormattableString.Invariant($"MinHash {bands}×{rows}"), known, groups);
        }
        return 0;
    }

    /// <summary>Of each kind the share that stands in the group of what it was made of, and the share of texts that stand with one they have nothing to do with.</summary>
    private static void Quality(TextWriter output, string who, MadeUpText[] texts, int[] groups)
    {
        foreach (var kind in Enum.GetValues<MadeUpKind>().Where(kind => kind != MadeUpKind.Base))
        {
            var of = texts.Select((text, i) => (text, i)).Where(one => one.text.Kind == kind).ToArray();
            output.WriteLine(FormattableString.Invariant($"  {who}, {kind.ToString().ToLowerInvariant()}: {of.Count(one => groups[one.i] == groups[one.text.Base]) / (double)of.Length:0.000} of {of.Length:N0} in one group with their base"));
        }
        var wrong = texts.Select((text, i) => (text.Base, Group: groups[i])).GroupBy(one => one.Group).Sum(group => group.Count() - group.GroupBy(one => one.Base).Max(same => same.Count()));
        output.WriteLine(FormattableString.Invariant($"  {who}, false: {wrong / (double)texts.Length:0.0000} of all texts in a group of others"));
    }
}
