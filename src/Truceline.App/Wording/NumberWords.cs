using Truceline.Agreements.Trials;

namespace Truceline.App.Wording;

/// <summary>What a number of an agreement is about, in words.</summary>
internal static class NumberWords
{
    /// <summary>"zone front, within", "clause stop, alert over".</summary>
    public static string Of(AgreementNumber number)
    {
        var parts = number.Path.Split('/');
        var key = string.Join(' ', parts.Skip(2).Where(part => part is not ("m" or "within-m")).Select(part => part.Replace('-', ' ')));
        return $"{One(parts[0])} {parts[1]}{(key.Length == 0 ? "" : $", {key}")}";
    }

    /// <summary>The unit, as a label.</summary>
    public static string Unit(NumberUnit unit) => unit switch
    {
        NumberUnit.Metres => "metres",
        NumberUnit.Share => "share, 0 to 1",
        NumberUnit.Count => "how many",
        _ => unit.ToString().ToLowerInvariant(),
    };

    private static string One(string section) => section == "counting" ? "counting rule" : section.TrimEnd('s');
}
