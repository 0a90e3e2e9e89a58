using System.Globalization;

namespace Truceline.Journal;

/// <summary>A double as ECMAScript's Number::toString writes it (ECMA-262, 6.1.6.1.20), which RFC 8785 takes over.</summary>
internal static class CanonicalNumber
{
    public static string Text(double value)
    {
        if (value == 0) return "0"; // −0 too
        var sign = value < 0 ? "-" : "";
        var (digits, point) = Shortest(Math.Abs(value));
        return sign + Lay(digits, point);
    }

    /// <summary>The fewest digits that read back as the value, and where the point stands: 0.digits × 10^point.</summary>
    private static (string Digits, int Point) Shortest(double value)
    {
        // .NET's "R" gives the fewest digits that round-trip, the nearest of those; only their layout is its own. Except
        // that for 2^−25 and 2^−958 it gives one digit too few (.NET 10.0, found by comparing every power of two with
        // an ECMAScript engine); 17 digits always suffice.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != value) text = value.ToString("E16", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa.Length : dot;
        var all = dot < 0 ? mantissa : mantissa.Remove(dot, 1);
        var significant = all.TrimStart('0');
        return (significant.TrimEnd('0'), exponent + whole - (all.Length - significant.Length));
    }

    private static string Lay(string digits, int point)
    {
        if (digits.Length <= point && point <= 21) return digits + new string('0', point - digits.Length);
        if (0 < point && point <= 21) return $"{digits[..point]}.{digits[point..]}";
        if (-6 < point && point <= 0) return "0." + new string('0', -point) + digits;
        var exponent = (point - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return digits.Length == 1 ? $"{digits}e{exponent}" : $"{digits[0]}.{digits[1..]}e{exponent}";
    }
}
