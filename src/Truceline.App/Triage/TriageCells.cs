using System.Buffers.Text;
using NodaTime;

namespace Truceline.App.Triage;

/// <summary>Numbers and instants from the bytes of a cell. Each answers false for what is none.</summary>
internal static class TriageCells
{
    private static readonly double[] Tens = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>A number in decimal notation: the double that is nearest to it.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> cell, out double number)
    {
        // Up to fifteen digits and a power of ten are both exact, so that their quotient is rounded once.
        long digits = 0;
        var (at, point) = (cell is [(byte)'-', ..] ? 1 : 0, -1);
        var first = at;
        for (; at < cell.Length; at++)
        {
            var digit = (uint)(cell[at] - '0');
            if (digit <= 9) digits = digits * 10 + digit;
            else if (cell[at] == '.' && point < 0) point = at;
            else break;
        }
        var count = at - first - (point < 0 ? 0 : 1);
        if (at == cell.Length && count is > 0 and <= 15)
        {
            number = digits / Tens[point < 0 ? 0 : at - point - 1];
            if (first == 1) number = -number;
            return true;
        }
        return Utf8Parser.TryParse(cell, out number, out var used) && used == cell.Length && double.IsFinite(number);
    }

    /// <summary>An instant of ISO 8601 with <c>Z</c> or an offset, in ticks of 100 ns since 1970; seconds may be left out or have a fraction.</summary>
    public static bool TryInstant(ReadOnlySpan<byte> cell, out long ticks)
    {
        ticks = 0;
        if (cell.Length < 17 || cell[4] != '-' || cell[7] != '-' || cell[10] != 'T' || cell[13] != ':') return false;
        int year = Two(cell, 0) * 100 + Two(cell, 2), month = Two(cell, 5), day = Two(cell, 8), hour = Two(cell, 11), minute = Two(cell, 14);
        if (year < 0 || Two(cell, 2) < 0 || hour is < 0 or > 23 || minute is < 0 or > 59 || month is < 1 or > 12 || day < 1 || year < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        var (at, second, fraction) = (16, 0, 0L);
        if (cell[at] == ':')
        {
            if (cell.Length < 20 || (second = Two(cell, 17)) is < 0 or > 59) return false;
            at = 19;
            if (cell[at] == '.' && !TryFraction(cell, ref at, out fraction)) return false;
        }
        if (!TryOffset(cell[at..], out var minutes)) return false;
        ticks = (Days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - minutes * 60L) * NodaConstants.TicksPerSecond + fraction;
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> cell, ref int at, out long ticks)
    {
        ticks = 0;
        var unit = NodaConstants.TicksPerSecond / 10;
        var from = ++at;
        // What is finer than 100 ns is left out.
        for (; at < cell.Length && (uint)(cell[at] - '0') <= 9; at++, unit /= 10) ticks += (cell[at] - '0') * unit;
        return at > from && at < cell.Length;
    }

    private static bool TryOffset(ReadOnlySpan<byte> cell, out int minutes)
    {
        minutes = 0;
        if (cell is [(byte)'Z']) return true;
        if (cell.Length != 6 || cell[0] is not ((byte)'+' or (byte)'-') || cell[3] != ':') return false;
        int hours = Two(cell, 1), rest = Two(cell, 4);
        if (hours is < 0 or > 18 || rest is < 0 or > 59) return false;
        minutes = (hours * 60 + rest) * (cell[0] == '-' ? -1 : 1);
        return true;
    }

    private static int Two(ReadOnlySpan<byte> cell, int at)
    {
        uint tens = (uint)(cell[at] - '0'), ones = (uint)(cell[at + 1] - '0');
        return tens <= 9 && ones <= 9 ? (int)(tens * 10 + ones) : -1000;
    }

    // The days since 1970 of a date, counted in years that begin in March.
    private static long Days(int year, int month, int day)
    {
        if (month <= 2) year--;
        var era = year / 400;
        var ofEra = year - era * 400;
        return era * 146_097L + ofEra * 365 + ofEra / 4 - ofEra / 100 + (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1 - 719_468;
    }

}
