namespace Truceline.Durability.Tests;

/// <summary>What becomes of all that was not synced when the power is lost: drawn once for a state, then for each part of it.</summary>
internal sealed class Fate(Random random)
{
    // How a whole state leans: all lost, nothing lost, cut off in its order, or each sector by itself, few or most of them kept.
    private readonly int kind = random.Next(10);
    private readonly double kept = random.NextDouble();

    /// <summary>So many changes, in their order, are found; null: each sector has its own fate.</summary>
    public int? Until(int count) => kind switch
    {
        0 or 1 => 0,
        2 => count,
        3 => random.Next(count + 1),
        _ => null,
    };

    /// <summary>How many bytes of a sector, from its beginning, are those of a write.</summary>
    public int OfSector() => random.NextDouble() >= kept ? 0
        : random.Next(16) == 0 ? random.Next(TracedFile.Sector)
        : TracedFile.Sector;

    /// <summary>One of the lengths that the file has had.</summary>
    public long Of(IReadOnlyList<long> lengths) => random.Next(2) == 0 ? lengths[^1] : lengths[random.Next(lengths.Count)];
}
