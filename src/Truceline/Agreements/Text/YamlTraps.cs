using System.Buffers;

namespace Truceline.Agreements.Text;

/// <summary>What an unquoted word means to some readers of YAML although the author meant a string.</summary>
internal enum YamlTrap
{
    /// <summary><c>no</c> (Norway), <c>on</c>, <c>yes</c>, <c>y</c>: a truth value for readers of YAML 1.1.</summary>
    OldTruthValue,

    /// <summary><c>12:30</c>: the number 750 for readers of YAML 1.1.</summary>
    Sexagesimal,

    /// <summary><c>true</c> or <c>false</c>, in any spelling that YAML knows.</summary>
    TruthValue,

    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary>A number.</summary>
    Number,
}

/// <summary>Recognises unquoted words that are not strings to every reader of YAML, 1.1 and 1.2.</summary>
internal static class YamlTraps
{
    private static readonly HashSet<string> OldTruthValues = new(StringComparer.Ordinal)
    {
        "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
    };

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> DigitsAndLine = SearchValues.Create("0123456789_");

    /// <summary>The trap that an unquoted text is, or null.</summary>
    public static YamlTrap? Of(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => YamlTrap.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => YamlTrap.TruthValue,
        ".inf" or ".Inf" or ".INF" or "+.inf" or "-.inf" or "-.Inf" or "-.INF" or ".nan" or ".NaN" or ".NAN" => YamlTrap.Number,
        _ when OldTruthValues.Contains(text) => YamlTrap.OldTruthValue,
        _ when IsSexagesimal(text) => YamlTrap.Sexagesimal,
        _ when IsNumber(text) => YamlTrap.Number,
        _ => null,
    };

    private static ReadOnlySpan<char> WithoutSign(string text) => text[0] is '+' or '-' ? text.AsSpan(1) : text;

    private static bool IsSexagesimal(string text)
    {
        var rest = WithoutSign(text);
        var parts = 0;
        foreach (var range in rest.Split(':'))
        {
            var part = rest[range];
            var dot = part.IndexOf('.');
            if (dot > 0 && parts > 0) part = part[..dot];
            if (part.IsEmpty || part.ContainsAnyExcept(DigitsAndLine) || !char.IsAsciiDigit(part[0])) return false;
            if (parts > 0 && part.Length > 2) return false;
            parts++;
        }
        return parts is 2 or 3;
    }

    private static bool IsNumber(string text)
    {
        var rest = WithoutSign(text);
        if (rest.IsEmpty) return false;
        if (rest.StartsWith("0x", StringComparison.Ordinal)) return rest.Length > 2 && IsAll(rest[2..], char.IsAsciiHexDigit);
        if (rest.StartsWith("0o", StringComparison.Ordinal) || rest.StartsWith("0b", StringComparison.Ordinal))
            return rest.Length > 2 && IsAll(rest[2..], char.IsAsciiDigit);
        var exponent = rest.IndexOfAny('e', 'E');
        if (exponent > 0)
        {
            var power = rest[(exponent + 1)..];
            if (!power.IsEmpty && power[0] is '+' or '-') power = power[1..];
            if (power.IsEmpty || power.ContainsAnyExcept(Digits)) return false;
            rest = rest[..exponent];
        }
        var dot = rest.IndexOf('.');
        if (dot < 0) return char.IsAsciiDigit(rest[0]) && !rest.ContainsAnyExcept(DigitsAndLine);
        var whole = rest[..dot];
        var fraction = rest[(dot + 1)..];
        return (whole.Length > 0 || fraction.Length > 0)
            && !whole.ContainsAnyExcept(DigitsAndLine) && !fraction.ContainsAnyExcept(DigitsAndLine)
            && (whole.IsEmpty || char.IsAsciiDigit(whole[0]));
    }

    private static bool IsAll(ReadOnlySpan<char> text, Func<char, bool> test)
    {
        foreach (var c in text)
            if (c != '_' && !test(c)) return false;
        return true;
    }
}
