namespace Truceline.App.Pages;

/// <summary>One part of a long list.</summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Total">How many things the whole list has.</param>
public sealed record Slice(int Number, int Total)
{
    /// <summary>How many things a part has at most.</summary>
    public const int Size = 100;

    /// <summary>The number of the last part; 1 for an empty list.</summary>
    public int Last => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>How many things come before this part.</summary>
    public int Before => (Number - 1) * Size;

    /// <summary>The things of this part.</summary>
    internal IEnumerable<T> Of<T>(IReadOnlyList<T> all)
    {
        for (var i = Before; i < Math.Min(Before + Size, all.Count); i++) yield return all[i];
    }

    /// <summary>"101–200 of 1,234".</summary>
    public string Words => FormattableString.Invariant($"{Before + 1:N0}–{Math.Min(Before + Size, Total):N0} of {Total:N0}");

    /// <summary>The part that an address asks for: a number beyond the last is the last, and what is no number the first.</summary>
    public static Slice Of(string? asked, int total)
    {
        var whole = new Slice(1, total);
        return int.TryParse(asked, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? whole with { Number = Math.Clamp(number, 1, whole.Last) }
            : whole;
    }
}
