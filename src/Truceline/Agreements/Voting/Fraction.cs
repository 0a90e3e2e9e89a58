using System.Globalization;
using System.Numerics;

namespace Truceline.Agreements.Voting;

/// <summary>An exact share, in lowest terms: "421/2145". Powers are never rounded before they are shown.</summary>
public readonly record struct Fraction : IComparable<Fraction>
{
    private readonly BigInteger belowLessOne;

    /// <summary>A fraction, brought to lowest terms.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is not positive.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = numerator / common;
        belowLessOne = denominator / common - 1;
    }

    /// <summary>What stands above the line.</summary>
    public BigInteger Numerator { get; }

    /// <summary>What stands below it: 1 or more.</summary>
    public BigInteger Denominator => belowLessOne + 1;

    /// <summary>The sum.</summary>
    public static Fraction operator +(Fraction one, Fraction other) =>
        new(one.Numerator * other.Denominator + other.Numerator * one.Denominator, one.Denominator * other.Denominator);

    /// <summary>The difference.</summary>
    public static Fraction operator -(Fraction one, Fraction other) =>
        new(one.Numerator * other.Denominator - other.Numerator * one.Denominator, one.Denominator * other.Denominator);

    /// <summary>A whole multiple.</summary>
    public static Fraction operator *(Fraction one, long times) => new(one.Numerator * times, one.Denominator);

    /// <summary>The nearest double.</summary>
    public double ToDouble()
    {
        if (Numerator.IsZero) return 0;
        // 62 bits of the quotient and whether anything is left below them: enough to round once, correctly.
        var shift = (int)(62 - Numerator.GetBitLength() + Denominator.GetBitLength());
        var (above, below) = (BigInteger.Abs(Numerator), Denominator);
        if (shift >= 0) above <<= shift;
        else below <<= -shift;
        var quotient = BigInteger.DivRem(above, below, out var rest);
        var bits = (ulong)quotient | (rest.IsZero ? 0UL : 1UL);
        return Math.ScaleB((double)bits, -shift) * Numerator.Sign;
    }

    /// <inheritdoc/>
    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>"421/2145"; a whole number without its line.</summary>
    public override string ToString() =>
        Denominator.IsOne ? Numerator.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
