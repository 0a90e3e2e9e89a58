using System.Buffers.Text;
using System.Text;
using Truceline.Assessments.Screening;
using Truceline.Geography;

namespace Truceline.App.Triage;

/// <summary>
/// The answers of a screening as bytes of CSV: each run of rows is written by itself, and the runs go out in their order.
/// </summary>
internal static class TriageRows
{
    private const int Run = 1 << 14;

    /// <summary>Writes <c>report,clause,certainty[,margin_m]</c>, the header first.</summary>
    public static void Write(Stream to, TriageTable table, TriageScreen screen, bool withMargins, int threads)
    {
        to.Write(withMargins ? "report,clause,certainty,margin_m\n"u8 : "report,clause,certainty\n"u8);
        var names = new Dictionary<int, byte[]>();
        for (var row = 0; row < table.Count; row++)
            foreach (var hit in screen.Hits.Of(row))
                if (!names.ContainsKey(hit.Clause)) names[hit.Clause] = Encoding.UTF8.GetBytes($",{screen.Clause(hit)},");
        var runs = (table.Count + Run - 1) / Run;
        var parts = new Bytes[Math.Max(1, threads)];
        for (var run = 0; run < runs; run += parts.Length)
        {
            var together = Math.Min(parts.Length, runs - run);
            Parallel.For(0, together, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => OfRun(parts[i] ??= new(), run + i));
            for (var i = 0; i < together; i++) to.Write(parts[i].Written);
        }

        void OfRun(Bytes into, int run)
        {
            into.Clear();
            var margins = withMargins ? screen.Margins() : null;
            for (var row = run * Run; row < Math.Min((run + 1) * Run, table.Count); row++)
                foreach (var hit in screen.Hits.Of(row))
                {
                    into.Add(table.Id(row));
                    into.Add(names[hit.Clause]);
                    into.Add(hit.Certainty == Certainty.Certain ? "certain"u8 : "possible"u8);
                    if (margins is not null)
                    {
                        into.Add(","u8);
                        if (margins(row, hit) is { } margin) into.Add(margin.Value);
                    }
                    into.Add("\n"u8);
                }
        }
    }

    private sealed class Bytes
    {
        private byte[] bytes = new byte[1 << 20];
        private int count;

        public ReadOnlySpan<byte> Written => bytes.AsSpan(0, count);

        public void Clear() => count = 0;

        public void Add(ReadOnlySpan<byte> more)
        {
            if (bytes.Length - count < more.Length) Array.Resize(ref bytes, Math.Max(2 * bytes.Length, count + more.Length));
            more.CopyTo(bytes.AsSpan(count));
            count += more.Length;
        }

        public void Add(double metres)
        {
            Span<byte> text = stackalloc byte[40];
            Utf8Formatter.TryFormat(metres, text, out var written, new('F', 3));
            Add(text[..written]);
        }
    }
}
