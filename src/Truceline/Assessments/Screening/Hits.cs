using Truceline.Geography;

namespace Truceline.Assessments.Screening;

/// <summary>That an event may be, or is, what a clause is about. Two bytes.</summary>
public readonly struct Hit : IEquatable<Hit>
{
    internal const int MostClauses = 1 << 14;

    private readonly ushort packed;

    internal Hit(int clause, Certainty certainty) => packed = (ushort)(clause << 2 | (int)certainty);

    /// <summary>The clause, by its number in the table.</summary>
    public int Clause => packed >> 2;

    /// <summary>Possible or certain: what is excluded is no hit.</summary>
    public Certainty Certainty => (Certainty)(packed & 3);

    /// <inheritdoc/>
    public bool Equals(Hit other) => packed == other.packed;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hit hit && Equals(hit);

    /// <inheritdoc/>
    public override int GetHashCode() => packed;

    /// <summary>Whether two are the same.</summary>
    public static bool operator ==(Hit a, Hit b) => a.packed == b.packed;

    /// <summary>Whether two differ.</summary>
    public static bool operator !=(Hit a, Hit b) => a.packed != b.packed;
}

/// <summary>What screening found: for each event the clauses that it may be about, in their order.</summary>
public sealed class Hits
{
    /// <summary>Events are screened so many at a time, each run into a list of its own.</summary>
    internal const int Run = 1 << 14;

    private readonly int[] ends;
    private readonly Hit[][] runs;

    internal Hits(int[] ends, Hit[][] runs) => (this.ends, this.runs) = (ends, runs);

    /// <summary>How many events were screened.</summary>
    public int Events => ends.Length;

    /// <summary>How many hits there are.</summary>
    public long Count
    {
        get
        {
            var count = 0L;
            for (var run = 0; run < runs.Length; run++) count += ends[Math.Min((run + 1) * Run, ends.Length) - 1];
            return count;
        }
    }

    /// <summary>The hits of an event, in the order of the clauses.</summary>
    public ReadOnlySpan<Hit> Of(int number) =>
        runs[number / Run].AsSpan((number % Run == 0 ? 0 : ends[number - 1])..ends[number]);
}
