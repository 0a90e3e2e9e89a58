using System.Text;
using Truceline.Journal;

namespace Truceline.App.Tests.Journals;

/// <summary>What every store of a journal does. A store's tests inherit these and say how one is opened.</summary>
public abstract class JournalStoreContract : IDisposable
{
    private readonly Random random = new(7);

    /// <summary>Opens the store for appending: the same one each time in one test, and an empty one at first.</summary>
    protected abstract IJournalStore Open();

    /// <summary>A source of secrets that a test can repeat.</summary>
    protected void DrawSecret(Span<byte> secret) => random.NextBytes(secret);

    [Fact]
    public void An_empty_journal_has_the_head_of_the_empty_tree()
    {
        using var store = Open();
        Assert.Equal(MerkleTree.Empty.Head, store.Head);
        Assert.Empty(store.Read(0));
        Assert.Empty(store.Read(long.MaxValue));
    }

    [Fact]
    public void What_is_appended_is_read_back_in_order_with_its_numbers()
    {
        using var store = Open();
        store.Append(Entries(0, 3));
        store.Append(Entries(3, 1));
        store.Append(Entries(4, 5));
        var read = store.Read(9).ToArray();
        Assert.Equal(Enumerable.Range(1, 9).Select(n => (long)n), read.Select(entry => entry.Number));
        Assert.Equal(Entries(0, 9).Select(Text), read.Select(entry => Text(entry.Bytes)));
    }

    [Fact]
    public void What_follows_an_entry_can_be_read_alone()
    {
        using var store = Open();
        store.Append(Entries(0, 9));
        Assert.Equal([7, 8, 9], store.Read(long.MaxValue, 6).Select(entry => entry.Number));
        Assert.Equal(Entries(6, 2).Select(Text), store.Read(8, 6).Select(entry => Text(entry.Bytes)));
        Assert.Empty(store.Read(9, 9));
        Assert.Empty(store.Read(3, 12));
    }

    [Fact]
    public void The_head_after_each_batch_is_the_one_that_was_returned_and_that_of_the_pure_tree()
    {
        using var store = Open();
        var tree = MerkleTree.Empty;
        for (var batch = 1; batch <= 12; batch++)
        {
            var head = store.Append(Entries((int)tree.Size, batch));
            tree = tree.Append(store.Read(head.Size).Skip((int)tree.Size).Select(entry => Leaf.HashOf(entry.Commitment)));
            Assert.Equal(tree.Head, head);
            Assert.Equal(head, store.Head);
        }
        Assert.Equal(78, tree.Size);
    }

    [Fact]
    public void Reopening_gives_the_same_head_and_entries_and_goes_on_from_there()
    {
        Head head;
        string[] before;
        using (var store = Open())
        {
            head = store.Append(Entries(0, 5));
            before = [.. store.Read(5).Select(entry => $"{entry.Number} {entry.Commitment} {Text(entry.Bytes)}")];
        }
        using var again = Open();
        Assert.Equal(head, again.Head);
        Assert.Equal(before, again.Read(5).Select(entry => $"{entry.Number} {entry.Commitment} {Text(entry.Bytes)}"));
        var next = again.Append(Entries(5, 2));
        Assert.Equal(7, next.Size);
        Assert.Equal(MerkleTree.Empty.Append(again.Read(7).Select(entry => Leaf.HashOf(entry.Commitment))).Head, next);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(6, 6)]
    [InlineData(7, 6)]
    [InlineData(long.MaxValue, 6)]
    public void Reading_up_to_a_number_includes_it_and_stops_at_the_head(long upTo, int count)
    {
        using var store = Open();
        store.Append(Entries(0, 3));
        store.Append(Entries(3, 3));
        Assert.Equal(count, store.Read(upTo).Count());
    }

    [Fact]
    public void There_are_no_negative_numbers()
    {
        using var store = Open();
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Read(-1));
    }

    [Fact]
    public void An_empty_batch_changes_nothing()
    {
        using var store = Open();
        Assert.Equal(MerkleTree.Empty.Head, store.Append([]));
        var head = store.Append(Entries(0, 2));
        Assert.Equal(head, store.Append([]));
        Assert.Equal(head, store.Head);
        Assert.Equal(3, store.Append(Entries(2, 1)).Size);
    }

    [Fact]
    public void A_batch_goes_in_whole_or_not_at_all()
    {
        using var store = Open();
        var head = store.Append(Entries(0, 2));
        Assert.Throws<TimeoutException>(() => store.Append(new Interrupted(Entries(2, 5), after: 3)));
        Assert.Equal(head, store.Head);
        Assert.Equal(2, store.Read(long.MaxValue).Count());
        Assert.Equal(3, store.Append(Entries(2, 1)).Size);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(1_048_576)]
    public void Entries_may_be_of_any_length_up_to_a_mebibyte(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var store = Open();
        store.Append([bytes, Entries(1, 1)[0], bytes]);
        var read = store.Read(3).ToArray();
        Assert.Equal(bytes, read[0].Bytes.ToArray());
        Assert.Equal(bytes, read[2].Bytes.ToArray());
    }

    [Fact]
    public void Equal_entries_have_different_commitments()
    {
        using var store = Open();
        store.Append([Entries(1, 1)[0], Entries(1, 1)[0]]);
        var read = store.Read(2).ToArray();
        Assert.NotEqual(read[0].Commitment, read[1].Commitment);
    }

    [Fact]
    public void Reading_while_appending_sees_the_head_at_which_it_began()
    {
        using var store = Open();
        store.Append(Entries(0, 4));
        var seen = 0;
        foreach (var entry in store.Read(long.MaxValue))
        {
            Assert.Equal(++seen, entry.Number);
            store.Append(Entries((int)store.Head.Size, 1));
        }
        Assert.Equal(4, seen);
        Assert.Equal(8, store.Head.Size);
    }

    [Fact]
    public void Appends_from_several_threads_all_go_in()
    {
        using var store = Open();
        Parallel.For(0, 20, n => store.Append(Entries(n, 2)));
        Assert.Equal(40, store.Head.Size);
        Assert.Equal(MerkleTree.Empty.Append(store.Read(40).Select(entry => Leaf.HashOf(entry.Commitment))).Head, store.Head);
    }

    [Fact]
    public void Commitments_are_those_of_the_entries()
    {
        using var store = Open();
        store.Append(Entries(0, 9));
        Assert.Equal(store.Read(9).Select(entry => entry.Commitment), store.Commitments(long.MaxValue));
        Assert.Equal(store.Read(8, 6).Select(entry => entry.Commitment), store.Commitments(8, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => store.Commitments(-1));
    }

    [Fact]
    public void Every_node_is_the_root_over_its_leaves()
    {
        using var store = Open();
        for (var batch = 0; store.Head.Size < 1100; batch++) store.Append(Entries((int)store.Head.Size, 1 + batch * 7 % 97));
        var size = store.Head.Size;
        var leaves = store.Commitments(size).Select(Leaf.HashOf).ToArray();
        for (var level = 0; 1L << level <= size; level++)
            for (var index = 0; (index + 1L) << level <= size; index += level < 6 ? 13 : 1)
                Assert.Equal(MerkleTree.Empty.Append(leaves[(index << level)..((index + 1) << level)]).Root, store.Node(level, index));
        foreach (var (level, index) in ((int, long)[])[(0, size), (11, 0), (8, size >> 8), (63, 0), (-1, 0), (0, -1)])
            Assert.Throws<ArgumentOutOfRangeException>(() => store.Node(level, index));
    }

    [Fact]
    public void Proofs_from_the_store_lead_to_its_head()
    {
        using var store = Open();
        store.Append(Entries(0, 300));
        var before = store.Head;
        store.Append(Entries(300, 333));
        foreach (var entry in store.Read(633))
            Assert.Equal(store.Head.Root, MerkleProofs.RootOf(entry.Number - 1, 633, Leaf.HashOf(entry.Commitment), MerkleProofs.Inclusion(entry.Number - 1, 633, store.Node)));
        Assert.True(MerkleProofs.IsConsistent(before, store.Head, MerkleProofs.Consistency(300, 633, store.Node)));
    }

    [Fact]
    public void An_entry_is_read_with_the_secret_that_proves_it()
    {
        using var store = Open();
        store.Append(Entries(0, 2));
        Assert.All(store.Read(2), entry => Assert.Equal(entry.Commitment, Leaf.Commit(entry.Secret!.Value, entry.Bytes.Span)));
    }

    /// <summary>Entries as they are told apart in these tests.</summary>
    protected static ReadOnlyMemory<byte>[] Entries(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(n => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($$"""{"body":{"n":{{n}}},"kind":"test"}"""))];

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what the test has made.</summary>
    protected virtual void Dispose(bool disposing) { }

    /// <summary>A batch whose source fails part of the way.</summary>
    private sealed class Interrupted(ReadOnlyMemory<byte>[] entries, int after) : IReadOnlyList<ReadOnlyMemory<byte>>
    {
        public int Count => entries.Length;

        public ReadOnlyMemory<byte> this[int index] => index < after ? entries[index] : throw new TimeoutException();

        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => entries.Select((_, i) => this[i]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
