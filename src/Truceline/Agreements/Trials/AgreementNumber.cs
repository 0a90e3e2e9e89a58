using System.Globalization;

namespace Truceline.Agreements.Trials;

/// <summary>In what a number of a truce file is counted.</summary>
public enum NumberUnit
{
    /// <summary>Metres.</summary>
    Metres,

    /// <summary>A share, from 0 to 1.</summary>
    Share,

    /// <summary>Things, in whole numbers.</summary>
    Count,

    /// <summary>Minutes.</summary>
    Minutes,

    /// <summary>Hours.</summary>
    Hours,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Weeks.</summary>
    Weeks,

    /// <summary>Months of the calendar.</summary>
    Months,
}

/// <summary>One number that a truce file states, and that may be tried otherwise.</summary>
/// <param name="Path">Where it stands, by keys and ids: "zones/front/within/m", "clauses/stop/alert/over".</param>
/// <param name="Value">What the file says.</param>
/// <param name="Unit">In what it is counted.</param>
/// <param name="Where">The place in the file.</param>
public sealed record AgreementNumber(string Path, decimal Value, NumberUnit Unit, Location Where)
{
    /// <summary>The least that is worth trying: nothing at all, or one where nothing has no meaning.</summary>
    public decimal Least => IsTime ? 1 : 0;

    /// <summary>The most that is worth trying first: twice what the file says, and something where it says little. More can be tried.</summary>
    public decimal Most => Unit switch
    {
        NumberUnit.Share => 1,
        NumberUnit.Metres => Math.Max(2 * Value, 1000),
        _ => Math.Max(2 * Value, 10),
    };

    /// <summary>By how much two neighbours on a scale between the two differ: a hundredth of it, round.</summary>
    public decimal Step => Unit switch
    {
        NumberUnit.Share => 0.05m,
        NumberUnit.Metres => Round(Math.Max(Most / 100, 1)),
        _ => 1,
    };

    /// <summary>Whether it is a length of time.</summary>
    public bool IsTime => Unit >= NumberUnit.Minutes;

    /// <summary>A value of it in words: "30 km", "2 days", "10", "50 %".</summary>
    public string Words(decimal value) => Unit switch
    {
        NumberUnit.Metres when value >= 1000 => string.Create(CultureInfo.InvariantCulture, $"{value / 1000:0.###} km"),
        NumberUnit.Metres => string.Create(CultureInfo.InvariantCulture, $"{value:0.###} m"),
        NumberUnit.Share => string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.##} %"),
        NumberUnit.Count => string.Create(CultureInfo.InvariantCulture, $"{value:#,0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0} {(value == 1 ? Unit.ToString().ToLowerInvariant()[..^1] : Unit.ToString().ToLowerInvariant())}"),
    };

    // 1, 2 or 5 and noughts, whichever is nearest below.
    private static decimal Round(decimal number)
    {
        var ten = 1m;
        while (ten * 10 <= number) ten *= 10;
        return number >= 5 * ten ? 5 * ten : number >= 2 * ten ? 2 * ten : ten;
    }
}
