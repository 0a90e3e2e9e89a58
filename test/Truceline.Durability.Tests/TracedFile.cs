namespace Truceline.Durability.Tests;

/// <summary>One file of a <see cref="TracedDisk"/>: what is on the disk, and what was written since, in its order.</summary>
internal sealed class TracedFile
{
    public const int Sector = 512;

    private readonly List<Change> since = [];
    private byte[] synced = [];

    /// <summary>A write at an offset; without bytes the file is cut, or made longer, to that length.</summary>
    private readonly record struct Change(long Offset, ReadOnlyMemory<byte>? Bytes)
    {
        public long LengthAfter(long before) => Bytes is { } bytes ? Math.Max(before, Offset + bytes.Length) : Offset;
    }

    public bool HasUnsynced => since.Count > 0;

    public void Write(ReadOnlyMemory<byte> bytes, long offset) => since.Add(new(offset, bytes));

    public void Truncate(long length) => since.Add(new(length, null));

    /// <summary>From now on all of it survives.</summary>
    public void Sync()
    {
        synced = All();
        since.Clear();
    }

    /// <summary>What was to be synced is dropped: the system marks it as clean, and no later sync will write it.</summary>
    public void FailToSync() => since.Clear();

    /// <summary>As the run sees it.</summary>
    public byte[] All() => Until(since.Count);

    /// <summary>What may be found after the power was lost.</summary>
    public byte[] AfterLoss(Fate fate)
    {
        if (since.Count == 0) return synced;
        var found = fate.Until(since.Count);
        return found is { } until ? Until(until) : Scrambled(fate);
    }

    /// <summary>In order, up to a change.</summary>
    private byte[] Until(int count)
    {
        var length = (long)synced.Length;
        foreach (var change in since.Take(count)) length = change.LengthAfter(length);
        var longest = since.Take(count).Aggregate((Now: (long)synced.Length, Most: (long)synced.Length), (l, change) => (change.LengthAfter(l.Now), Math.Max(l.Most, change.LengthAfter(l.Now)))).Most;
        var bytes = new byte[longest];
        synced.CopyTo(bytes, 0);
        foreach (var change in since.Take(count)) Apply(change, bytes);
        return bytes[..(int)length];
    }

    private static void Apply(Change change, byte[] bytes)
    {
        if (change.Bytes is { } written) written.CopyTo(bytes.AsMemory((int)change.Offset));
        else bytes.AsSpan((int)change.Offset).Clear();
    }

    /// <summary>Each sector by itself: as it was, as any write left it, or torn between two of these.</summary>
    private byte[] Scrambled(Fate fate)
    {
        // The length is one that the file had, or that of a sector kept beyond it.
        var lengths = new List<long> { synced.Length };
        foreach (var change in since) lengths.Add(change.LengthAfter(lengths[^1]));
        var longest = lengths.Max();
        var (bytes, old) = (new byte[longest], new byte[longest]);
        synced.CopyTo(bytes, 0);
        foreach (var change in since)
        {
            bytes.CopyTo(old, 0);
            Apply(change, bytes);
            var (from, to) = (change.Offset, change.Bytes is { } written ? change.Offset + written.Length : longest);
            for (var sector = from / Sector * Sector; sector < to; sector += Sector)
            {
                var kept = fate.OfSector();
                var (start, end) = (Math.Max(sector, from), Math.Min(sector + Sector, to));
                var cut = Math.Clamp(sector + kept, start, end);
                // What was lost of this write: the end of the sector, or all of it.
                old.AsSpan((int)cut, (int)(end - cut)).CopyTo(bytes.AsSpan((int)cut));
            }
        }
        return bytes[..(int)fate.Of(lengths)];
    }
}

/// <summary>The names of a directory of a <see cref="TracedDisk"/>.</summary>
internal sealed class TracedDirectory
{
    private readonly List<Action<Dictionary<string, object>>> since = [];
    private readonly Dictionary<string, object> synced = new(StringComparer.Ordinal);

    public bool HasUnsynced => since.Count > 0;

    public void Change(Action<Dictionary<string, object>> change) => since.Add(change);

    public void Sync()
    {
        foreach (var change in since) change(synced);
        since.Clear();
    }

    /// <summary>Writes what may be found after the power was lost into a real directory.</summary>
    public void AfterLoss(Fate fate, string path)
    {
        Directory.CreateDirectory(path);
        var names = new Dictionary<string, object>(synced, StringComparer.Ordinal);
        var until = since.Count == 0 ? 0 : fate.Until(since.Count);
        for (var i = 0; i < since.Count; i++)
            if (until is { } inOrder ? i < inOrder : fate.OfSector() > 0) since[i](names);
        foreach (var (name, what) in names)
        {
            var full = Path.Combine(path, name);
            if (what is TracedDirectory directory) directory.AfterLoss(fate, full);
            else File.WriteAllBytes(full, ((TracedFile)what).AfterLoss(fate));
        }
    }
}
