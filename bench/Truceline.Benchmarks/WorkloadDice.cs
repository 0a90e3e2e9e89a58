namespace Truceline.Benchmarks;

/// <summary>
/// Numbers of a seed (SplitMix64), the same on every machine: nothing here but integers, sums, products and quotients, which IEEE
/// 754 rounds alike everywhere.
/// </summary>
internal sealed class WorkloadDice(ulong seed)
{
    private ulong state = seed;

    /// <summary>64 bits.</summary>
    public ulong Bits()
    {
        state += 0x9E3779B97F4A7C15;
        var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to 1, 1 excluded.</summary>
    public double Share() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to below a bound.</summary>
    public int Below(int bound) => (int)Math.BigMul(Bits(), (ulong)bound, out _);

    /// <summary>Around 0 with a spread of 1, nearly normal: the sum of twelve shares.</summary>
    public double Spread()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++) sum += Share();
        return sum;
    }

    /// <summary>A direction, as a vector of length 1.</summary>
    public (double East, double North) Direction()
    {
        while (true)
        {
            double x = 2 * Share() - 1, y = 2 * Share() - 1, square = x * x + y * y;
            if (square is > 1 or < 0.01) continue;
            var length = Math.Sqrt(square);
            return (x / length, y / length);
        }
    }
}
