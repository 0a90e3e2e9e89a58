using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Agreements.Voting;

namespace Truceline.Tests.Agreements.Voting;

public sealed class FractionTests
{
    [Fact]
    public void A_fraction_stands_in_lowest_terms_and_nothing_is_nought()
    {
        Assert.Equal(("2/3", "2", "-1/2", "0"), (new Fraction(4, 6).ToString(), new Fraction(6, 3).ToString(), new Fraction(-2, 4).ToString(), default(Fraction).ToString()));
        Assert.Equal(new Fraction(5, 6), new Fraction(1, 2) + new Fraction(1, 3));
        Assert.Equal(new Fraction(1, 6), new Fraction(1, 2) - new Fraction(1, 3));
        Assert.True(new Fraction(1, 3).CompareTo(new Fraction(1, 2)) < 0);
    }

    [Fact]
    public void The_double_is_the_nearest_one() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<int, int>((above, below) =>
    {
        var (one, other) = (new BigInteger(above), BigInteger.Abs(new BigInteger(below)) + 1);
        Assert.Equal((double)above / (Math.Abs((double)below) + 1), new Fraction(one, other).ToDouble());
        // Far beyond what a double holds above and below the line, the share stays the same.
        var far = BigInteger.Pow(7, 900);
        Assert.Equal(new Fraction(one, other).ToDouble(), new Fraction(one * far, other * far).ToDouble());
        Assert.Equal(new Fraction(one * far + 1, other * far).ToDouble(), double.Parse(Decimal(one * far + 1, other * far), CultureInfo.InvariantCulture));
    }));

    private static string Decimal(BigInteger above, BigInteger below) => $"{above * BigInteger.Pow(10, 60) / below}e-60";
}
