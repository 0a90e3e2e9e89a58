using System.Text;

namespace Truceline.App.Exercise;

/// <summary>
/// Chance that is the same on every machine: SplitMix64 (Steele, Lea and Flood, 2014). The algorithm of <c>System.Random</c>
/// is promised to nobody. Each purpose draws from dice of its own, so that a change in one leaves the others as they were.
/// </summary>
internal sealed class Dice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong seed;
    private ulong state;

    public Dice(ulong seed) => state = this.seed = seed;

    /// <summary>Dice for a purpose, which depend on the seed and on its name alone.</summary>
    public Dice For(string purpose)
    {
        // FNV-1a
        var hash = 0xCBF29CE484222325;
        foreach (var octet in Encoding.UTF8.GetBytes(purpose)) hash = (hash ^ octet) * 0x100000001B3;
        return new(Mix(seed ^ Mix(hash)));
    }

    /// <summary>Any 64 bits.</summary>
    public ulong Next() => Mix(state += Golden);

    /// <summary>From 0, included, to 1, excluded.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether something of this probability happens.</summary>
    public bool Chance(double probability) => Fraction() < probability;

    /// <summary>A whole number between two, both included.</summary>
    public int Whole(int least, int most) => least + (int)((UInt128)Next() * (ulong)(most - least + 1) >> 64);

    /// <summary>A whole number out of a span.</summary>
    public int Whole(Span span) => Whole((int)span.Least, (int)span.Most);

    /// <summary>A number out of a span.</summary>
    public double Number(Span span) => span.Least + Fraction() * (span.Most - span.Least);

    /// <summary>One of several things.</summary>
    public T Of<T>(IReadOnlyList<T> things) => things[Whole(0, things.Count - 1)];

    /// <summary>One of several things, each as likely as its weight says.</summary>
    public T Of<T>(IReadOnlyList<T> things, Func<T, double> weight)
    {
        var at = Fraction() * things.Sum(weight);
        foreach (var thing in things)
            if ((at -= weight(thing)) < 0) return thing;
        return things[^1];
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
