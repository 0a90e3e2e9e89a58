using System.Collections.Concurrent;
using System.Text;
using Truceline.Durability.Writer;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.Durability.Tests;

/// <summary>
/// One bit is flipped anywhere in the files of a small, complete journal: entries short and long, heads, nodes, checkpoints
/// with a cosignature, an erased entry, keys; the last batches are in the log alone.
/// </summary>
public sealed class BitFlipTests : IDisposable
{
    private const int Entries = 300; // more than one subtree of 256, whose root is kept

    // Where the flips go: mostly where the journal is, and enough where a file is short.
    private static readonly (string File, int Share)[] Shares =
        [("journal.db", 40), ("journal.db-wal", 30), ("signing.key", 8), ("verifier.key", 8), ("README.txt", 2), ("writer.lock", 2)];

    // The rest goes to what has few bytes among those of the entries: nodes, heads, checkpoints.
    private const int ShareOfMarks = 10;

    private readonly TemporaryFolder folder = TemporaryFolder.InMemory();
    private readonly Dictionary<string, byte[]> files = [];
    private readonly List<(long At, int Length)> marks = [];
    private readonly string before;

    public BitFlipTests()
    {
        WriteAheadLog.Pause = TimeSpan.Zero; // nobody writes here
        Make(folder["journal"]);
        Lay(folder["again"]);
        before = Served(folder["again"]);
        Assert.Equal(before, Served(folder["again"])); // reading changes nothing
    }

    [Fact]
    public void Each_flipped_bit_is_detected_with_its_place_or_changes_nothing_that_is_served()
    {
        var flips = Flips(Extent.Of(4_000, 100_000)).ToArray();
        var (found, silent) = (new ConcurrentDictionary<string, int>(), new ConcurrentDictionary<string, int>());
        var missed = new ConcurrentBag<string>();
        Parallel.ForEach(Partitioner.Create(0, flips.Length, 100), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, range =>
        {
            var directory = folder[$"flips-{range.Item1}"];
            for (var i = range.Item1; i < range.Item2; i++)
            {
                var (file, bit) = flips[i];
                Lay(directory, file, bit);
                if (Detected(directory) is { } place) found.AddOrUpdate($"{file}: {place}", 1, (_, count) => count + 1);
                else if (Served(directory) == before) silent.AddOrUpdate(file, 1, (_, count) => count + 1);
                else missed.Add($"{file}, byte {bit / 8}, bit {bit % 8}");
            }
            Directory.Delete(directory, recursive: true);
        });
        foreach (var (place, count) in found.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Tell($"{count,6} detected in {place}");
        foreach (var (file, count) in silent.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Tell($"{count,6} in {file} change nothing that is served");
        Assert.Equal([], missed.Order(StringComparer.Ordinal).Take(20));
        Assert.True(found.Values.Sum() > flips.Length / 3, "too little was detected for this to have been tried");
    }

    private static void Tell(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);

    private IEnumerable<(string File, long Bit)> Flips(int count)
    {
        var random = new Random(71);
        foreach (var (file, share) in Shares)
            for (var i = 0; i < count * share / 100; i++)
                yield return (file, random.NextInt64(files[file].Length * 8L));
        for (var i = 0; i < count * ShareOfMarks / 100; i++)
        {
            var (at, length) = marks[i % marks.Count];
            yield return ("journal.db", at * 8 + random.Next(length * 8));
        }
    }

    /// <summary>The kind of place that is named; null: nothing is said to be wrong.</summary>
    private static string? Detected(string directory)
    {
        try
        {
            if (SqliteJournal.Verify(directory).Fault is { } fault)
            {
                Assert.Contains(Words(fault.Kind), fault.What, StringComparison.Ordinal);
                return fault.Kind.ToString();
            }
            SigningKey.Verifier(directory);
            SigningKey.OpenOrCreate(directory, _ => throw new InvalidOperationException("a new key would be made"));
            return null;
        }
        catch (JournalException refused)
        {
            Assert.Contains(directory, refused.Message, StringComparison.Ordinal);
            return "the file, which is not opened";
        }
    }

    private static string Words(FaultKind kind) => kind switch
    {
        FaultKind.Head or FaultKind.HeadMissing => "head",
        FaultKind.Database => "database",
        _ when kind.ToString() == "Node" => "node",
        _ when kind.ToString() == "Checkpoint" => "checkpoint",
        _ => "entr",
    };

    /// <summary>All that a reader is given, as one text.</summary>
    private static string Served(string directory)
    {
        var all = new StringBuilder();
        try
        {
            using var journal = SqliteJournal.OpenForReading(directory);
            all.Append(journal.Head);
            foreach (var entry in journal.Read(long.MaxValue)) all.Append(entry.Number).Append(entry.Commitment).Append(Convert.ToBase64String(entry.Bytes.Span)).Append(KeyOf(entry)).Append(entry.IsErased);
            foreach (var commitment in journal.Commitments(long.MaxValue)) all.Append(commitment);
            for (var level = 0; journal.Head.Size >> level > 0; level++)
                for (var index = 0L; index < journal.Head.Size >> level; index++) all.Append(journal.Node(level, index));
            foreach (var note in journal.Checkpoints()) all.Append(note);
            all.Append(SigningKey.Verifier(directory));
            all.Append(SigningKey.OpenOrCreate(directory, _ => { }).ToSecretText());
        }
        catch (JournalException refused)
        {
            all.Append(refused.Message);
        }
        return all.ToString();
    }

    private static string KeyOf(Entry entry)
    {
        Span<byte> key = stackalloc byte[Secret.Length];
        if (entry.Secret is { } secret) secret.CopyTo(key);
        return Convert.ToBase64String(key);
    }

    /// <summary>Makes the journal, and keeps its files as they are while the log is still there.</summary>
    private void Make(string directory)
    {
        var random = new Random(72);
        var early = new List<Hash>();
        SigningKeyOf(directory, random, out var signer);
        using (var first = SqliteJournal.OpenOrCreate(directory, random.NextBytes))
        {
            // So many heads that the log, which is read first, does not hold them all.
            for (var size = 0; size < Entries; size += 2)
            {
                var head = first.Append(Scripted.After(size, 2));
                if (size % 25 == 0) early.Add(head.Root);
            }
            first.Publish(signer);
            first.Erase([7], Scripted.Erasure(7));
            first.Publish(signer);
            var witness = NoteSigner.Of("witness.invalid/exercise", SignatureType.Cosignature, new byte[32]);
            first.Cosign(first.Head.Size, [witness.Sign(first.LastCheckpoint()!.Text, NodaTime.Instant.FromUnixTimeSeconds(1_700_000_000))]);
        }
        using var second = SqliteJournal.OpenOrCreate(directory, random.NextBytes);
        for (var i = 0; i < 6; i++) second.Append(Scripted.After(second.Head.Size, 3));
        // But for the place of the writer: while it is held .NET does not open its file.
        foreach (var (file, _) in Shares) files[file] = file == "writer.lock" ? Encoding.ASCII.GetBytes("process 1") : File.ReadAllBytes(Path.Combine(directory, file));
        Assert.True(files["journal.db-wal"].Length > 10_000, "nothing is in the log");
        Mark(second.Node(8, 0).ToArray());
        foreach (var note in second.Checkpoints())
        {
            Mark(Encoding.UTF8.GetBytes(note.ToString()));
        }
        foreach (var root in early.Take(5)) Mark(root.ToArray());
    }

    /// <summary>Where these bytes stand in the database.</summary>
    private void Mark(byte[] bytes)
    {
        var (database, found) = (files["journal.db"], marks.Count);
        for (var from = 0; database.AsSpan(from).IndexOf(bytes) is >= 0 and var at; from += at + bytes.Length) marks.Add((from + at, bytes.Length));
        Assert.True(marks.Count > found, "the bytes to be flipped are not in the database");
    }

    private static void SigningKeyOf(string directory, Random random, out NoteSigner signer)
    {
        SqliteJournal.OpenOrCreate(directory, random.NextBytes).Dispose();
        signer = SigningKey.OpenOrCreate(directory, random.NextBytes);
    }

    /// <summary>The journal once more, with one bit of it flipped.</summary>
    private void Lay(string directory, string? flipped = null, long bit = 0)
    {
        Directory.CreateDirectory(directory);
        File.Delete(Path.Combine(directory, "journal.db-shm"));
        foreach (var (name, bytes) in files)
        {
            var path = Path.Combine(directory, name);
            if (name != flipped)
            {
                File.WriteAllBytes(path, bytes);
                continue;
            }
            var altered = (byte[])bytes.Clone();
            altered[bit / 8] ^= (byte)(1 << (int)(bit % 8));
            File.WriteAllBytes(path, altered);
        }
    }

    public void Dispose() => folder.Dispose();
}
