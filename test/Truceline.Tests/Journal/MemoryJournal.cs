using System.Globalization;
using System.Text;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

/// <summary>A journal in memory, the same every time: the secret of entry n is the hash of "secret n".</summary>
internal sealed class MemoryJournal : IJournalStore
{
    private readonly List<Entry> entries = [];

    public Head Head => new(entries.Count, MerkleProofs.Root(0, entries.Count, Node));

    public Head Append(IReadOnlyList<ReadOnlyMemory<byte>> added)
    {
        foreach (var bytes in added)
        {
            var secret = SecretOf(entries.Count + 1);
            entries.Add(new(entries.Count + 1, Leaf.Commit(secret, bytes.Span), bytes) { Secret = secret });
        }
        return Head;
    }

    public void Append(params string[] added) => Append(added.Select(text => (ReadOnlyMemory<byte>)CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(text))).ToArray());

    public void Erase(long number) => entries[(int)number - 1] = entries[(int)number - 1] with { Bytes = default, Secret = null };

    public IEnumerable<Entry> Read(long upTo, long after = 0) => entries.Where(entry => entry.Number > after && entry.Number <= upTo);

    public IEnumerable<Hash> Commitments(long upTo, long after = 0) => Read(upTo, after).Select(entry => entry.Commitment);

    public Hash Node(int level, long index) => level == 0 ? Leaf.HashOf(entries[(int)index].Commitment) : Join(Node(level - 1, 2 * index), Node(level - 1, 2 * index + 1));

    public void Dispose() { }

    public static Secret SecretOf(long number) => new(Hash.Of(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"secret {number}"))).ToArray());

    private static Hash Join(Hash left, Hash right) => Hash.Of([0x01, .. left.ToArray(), .. right.ToArray()]);
}
