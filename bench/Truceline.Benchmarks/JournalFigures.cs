using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.Benchmarks;

/// <summary>
/// What the journal costs beside PostgreSQL, on the same machine, in one run, with the same bytes: durable ingest in batches and
/// one by one; then, over the whole number of entries, verifying, opening and proving.
/// </summary>
internal static partial class JournalFigures
{
    private const int Rounds = 3;
    private const int InRound = 100_000;
    private const int Singles = 3_000;
    private const int Distinct = 20_000;

    public static int Run(TextWriter output, int entries)
    {
        var root = Record.Find("Truceline.slnx") is { } file ? Path.GetDirectoryName(file)! : throw new DirectoryNotFoundException("the bench runs inside the repository");
        var folder = Directory.CreateTempSubdirectory("truceline-journal-").FullName;
        try
        {
            Open(folder);
            var bytes = MadeUpRecord.Entries(5, Distinct / 3, Distinct).ToArray();
            var rows = new List<string>
            {
                "# The journal",
                "",
                $"`dotnet run -c Release --project bench/Truceline.Benchmarks -- journal --entries {entries}` on {Machine.Description}. The machine is shared:",
                "times are upper bounds, and only what was taken side by side in this one run can be compared.",
                "",
            };
            rows.AddRange(Ingest(folder, bytes, output));
            rows.AddRange(Whole(folder, bytes, entries, output));
            foreach (var row in rows) output.WriteLine(row);
            var results = Path.Combine(root, "bench", "results", Machine.Name);
            Directory.CreateDirectory(results);
            File.WriteAllText(Path.Combine(results, "journal.md"), string.Join('\n', rows) + "\n");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Ingest(string folder, ReadOnlyMemory<byte>[] bytes, TextWriter output)
    {
        var (copyAll, copy, thousand, single) = Write(folder, bytes);
        using var postgres = PrivatePostgres.Start(folder);
        var taken = new SortedDictionary<int, (string What, List<double> PerSecond)>();
        for (var round = 0; round < Rounds; round++)
        {
            output.WriteLine(FormattableString.Invariant($"round {round + 1} of {Rounds}"));
            if (postgres is not null)
            {
                Take(1, "PostgreSQL, `COPY`, one transaction", InRound, () => OnEmpty(postgres, copyAll));
                Take(2, "PostgreSQL, `COPY`, 10,000 rows a transaction", InRound, () => OnEmpty(postgres, copy));
                Take(3, "PostgreSQL, `INSERT` of 1,000 rows", InRound, () => OnEmpty(postgres, thousand));
                Take(4, "PostgreSQL, `INSERT` of one row", Singles, () => OnEmpty(postgres, single));
            }
            Take(5, "Truceline, one batch", InRound, () => Append(folder, bytes, InRound, InRound));
            Take(6, "Truceline, batches of 10,000", InRound, () => Append(folder, bytes, InRound, 10_000));
            Take(7, "Truceline, batches of 1,000", InRound, () => Append(folder, bytes, InRound, 1_000));
            Take(8, "Truceline, one by one", Singles, () => Append(folder, bytes, Singles, 1));
        }
        var name = postgres?.Version ?? "no PostgreSQL is installed here";
        yield return string.Create(CultureInfo.InvariantCulture, $"Durable ingest of entries of {bytes.Average(one => one.Length):0} bytes on average ({name}; a sync of 8 KiB takes {SyncMicroseconds(folder):0} µs here, median).");
        yield return "Medians of three rounds in turn; the best and the worst round beside.";
        yield return "";
        yield return "| what | entries a second | worst | best |";
        yield return "|---|---|---|---|";
        foreach (var (what, rates) in taken.Values)
            yield return string.Create(CultureInfo.InvariantCulture, $"| {what} | {Median(rates):#,0} | {rates.Min():#,0} | {rates.Max():#,0} |");
        yield return "";
        if (postgres is not null)
        {
            double Of(int row) => Median(taken[row].PerSecond);
            yield return string.Create(CultureInfo.InvariantCulture, $"Batches of 10,000 to `COPY` of as many: {Of(6) / Of(2):0.0}×; to `COPY` of all: {Of(6) / Of(1):0.0}×. Batches of 1,000 to `INSERT` of as many: {Of(7) / Of(3):0.0}×; to `COPY` of all: {Of(7) / Of(1):0.0}×. One by one: {Of(8) / Of(4):0.0}×.");
            yield return "";
        }
        yield return "Each row or entry is on the disk before the call returns (`fsync` and `synchronous_commit` on; WAL and `synchronous=FULL`). Truceline";
        yield return "draws a secret for each entry, commits to it, seals it (AES-256-GCM), puts it into the Merkle tree, and records the head of each batch.";
        yield return "PostgreSQL does none of these: it keeps the plain text under a primary key, and the logging and locking that many clients at once need,";
        yield return "which Truceline does not have. Its rows come from a file through psql over a socket; Truceline's from memory in its own process.";
        yield return "What each copies from its log later is counted as far as it falls into the time: Truceline's once its log is full, PostgreSQL's hardly.";
        yield return "";

        void Take(int row, string what, int count, Func<double> seconds)
        {
            if (!taken.TryGetValue(row, out var found)) taken[row] = found = (what, []);
            found.PerSecond.Add(count / seconds());
        }
    }

    private static IEnumerable<string> Whole(string folder, ReadOnlyMemory<byte>[] bytes, int entries, TextWriter output)
    {
        var directory = Path.Combine(folder, "whole");
        using (var journal = SqliteJournal.OpenOrCreate(directory, RandomNumberGenerator.Fill))
        {
            for (var done = 0; done < entries; done += 10_000) journal.Append(Some(bytes, done, Math.Min(10_000, entries - done)));
            journal.Publish(SigningKey.OpenOrCreate(directory, RandomNumberGenerator.Fill));
        }
        output.WriteLine("verifying");
        var watch = Stopwatch.StartNew();
        if (SqliteJournal.Verify(directory).Fault is { } fault) throw new InvalidOperationException(fault.What);
        var verified = watch.Elapsed.TotalSeconds;
        watch.Restart();
        using var opened = SqliteJournal.OpenOrCreate(directory, RandomNumberGenerator.Fill);
        var ready = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        Prove(opened, entries / 3);
        var first = watch.Elapsed.TotalMilliseconds;
        var (made, length) = (new List<double>(), 0);
        var random = new Random(9);
        for (var i = 0; i < 200; i++)
        {
            watch.Restart();
            length = Math.Max(length, Prove(opened, random.Next(entries)));
            made.Add(watch.Elapsed.TotalMilliseconds);
        }
        made.Sort();
        yield return string.Create(CultureInfo.InvariantCulture, $"A journal of {entries:#,0} entries ({new FileInfo(SqliteJournal.DatabaseIn(directory)).Length / 1048576.0:0} MiB):");
        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"- verified whole (every entry opened and hashed again, nodes, heads, checkpoints, the file itself): {verified:0.0} s");
        yield return string.Create(CultureInfo.InvariantCulture, $"- opened for appending, with its head: {ready:0.0} ms; the first proof after that {first:0.0} ms");
        yield return string.Create(CultureInfo.InvariantCulture, $"- a proof of an entry, made and checked: {made[made.Count / 2]:0.00} ms (median of 200), {made[^2]:0.00} ms (p99), {length:#,0} bytes");
    }

    private static int Prove(SqliteJournal journal, long index)
    {
        var note = journal.LastCheckpoint()!;
        var size = Checkpoint.Parse(note.Text).Head.Size;
        var text = new TlogProof(index, MerkleProofs.Inclusion(index, size, journal.Node), note).ToString();
        var leaf = journal.Node(0, index);
        return TlogProof.Parse(text).Places(leaf) ? Encoding.UTF8.GetByteCount(text) : throw new InvalidOperationException("a proof that proves nothing");
    }

    private static double Append(string folder, ReadOnlyMemory<byte>[] bytes, int count, int batch)
    {
        var directory = Path.Combine(folder, "journal");
        var batches = Enumerable.Range(0, (count + batch - 1) / batch).Select(i => Some(bytes, i * batch, Math.Min(batch, count - i * batch))).ToArray();
        try
        {
            using var journal = SqliteJournal.OpenOrCreate(directory, RandomNumberGenerator.Fill);
            var watch = Stopwatch.StartNew();
            foreach (var one in batches) journal.Append(one);
            return watch.Elapsed.TotalSeconds;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double OnEmpty(PrivatePostgres postgres, string file)
    {
        postgres.Execute("DROP TABLE IF EXISTS entries");
        postgres.Execute("CREATE TABLE entries (number bigint PRIMARY KEY, entry text NOT NULL)");
        postgres.Execute("CHECKPOINT");
        return postgres.Seconds(file);
    }

    private static (string CopyAll, string Copy, string Thousand, string Single) Write(string folder, ReadOnlyMemory<byte>[] bytes)
    {
        var text = bytes.Select(one => Encoding.UTF8.GetString(one.Span)).ToArray();
        string Escaped(int i) => text[i % text.Length].Replace("\\", "\\\\", StringComparison.Ordinal);
        string Quoted(int i) => text[i % text.Length].Replace("'", "''", StringComparison.Ordinal);
        return (Copies("copy-all.sql", InRound), Copies("copy.sql", 10_000), Inserts("thousand.sql", InRound, 1_000), Inserts("single.sql", Singles, 1));

        string Copies(string name, int rows) => Lines(name, Enumerable.Range(0, InRound / rows).Select(batch =>
            $"COPY entries FROM STDIN;\n{string.Concat(Enumerable.Range(batch * rows, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i + 1}\t{Escaped(i)}\n")))}\\."));

        string Inserts(string name, int count, int rows) => Lines(name, Enumerable.Range(0, count / rows).Select(batch =>
            $"INSERT INTO entries VALUES {string.Join(',', Enumerable.Range(batch * rows, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"({i + 1},'{Quoted(i)}')")))};"));

        string Lines(string name, IEnumerable<string> lines)
        {
            File.WriteAllLines(Path.Combine(folder, name), lines);
            return Path.Combine(folder, name);
        }
    }

    private static ReadOnlyMemory<byte>[] Some(ReadOnlyMemory<byte>[] bytes, int from, int count)
    {
        var some = new ReadOnlyMemory<byte>[count];
        for (var i = 0; i < count; i++) some[i] = bytes[(from + i) % bytes.Length];
        return some;
    }

    private static double SyncMicroseconds(string folder)
    {
        var path = Path.Combine(folder, "sync");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        RandomAccess.Write(file, new byte[4 << 20], 0);
        var times = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            var watch = Stopwatch.StartNew();
            RandomAccess.Write(file, new byte[8192], i * 8192L);
            if (fdatasync((int)file.DangerousGetHandle()) != 0) throw new IOException("the disk does not sync");
            times.Add(watch.Elapsed.TotalMicroseconds);
        }
        return Median(times);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    /// <summary>The server runs as another user, who has to pass through the folder.</summary>
    private static void Open(string folder)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
    }

    [LibraryImport("libc")]
    private static partial int fdatasync(int file);
}
