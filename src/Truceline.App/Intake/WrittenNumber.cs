using System.Globalization;

namespace Truceline.App.Intake;

/// <summary>A number as somebody wrote it: its value, and how far off it may be by the place of its last digit.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Half">
/// Half a unit of its last digit: 0.5 for "3", 0.05 for "3.0". Noughts that end a whole number only hold its place, so
/// "500" is ± 50.
/// </param>
internal readonly record struct WrittenNumber(double Value, double Half)
{
    private const int MostDigits = 15;

    /// <summary>A number of digits with at most one point or comma; null for anything else.</summary>
    public static WrittenNumber? Parse(string text)
    {
        var plain = text.Trim().Replace(',', '.');
        if (plain.Count(char.IsAsciiDigit) > MostDigits || !double.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var power = point >= 0 ? point + 1 - plain.Length : value == 0 ? 0 : plain.Length - plain.TrimEnd('0').Length;
        return new(value, Math.Pow(10, power) / 2);
    }
}
