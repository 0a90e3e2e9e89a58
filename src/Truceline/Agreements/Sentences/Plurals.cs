using System.Globalization;

namespace Truceline.Agreements.Sentences;

/// <summary>How a language writes numbers and which form of a word goes with each: the plural rules of the Unicode CLDR.</summary>
/// <param name="Category">The category of a number of things: one, few, many, other.</param>
/// <param name="Place">The category of a place in an order: one (1st), two (2nd), few (3rd), other.</param>
/// <param name="Thousands">What stands between groups of three digits.</param>
/// <param name="Point">What stands before a fraction.</param>
internal sealed record Plurals(Func<decimal, string> Category, Func<decimal, string> Place, string Thousands, string Point)
{
    public static Plurals English { get; } = new(number => number == 1 ? "one" : "other", EnglishPlace, ",", ".");

    public static Plurals Ukrainian { get; } = new(UkrainianCategory, _ => "other", "\u00a0", ",");

    /// <summary>A number in digits.</summary>
    public string Digits(decimal number)
    {
        var written = Math.Abs(number).ToString("0.#############", CultureInfo.InvariantCulture);
        var point = written.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? written : written[..point];
        for (var i = whole.Length - 3; i > 0; i -= 3) whole = whole.Insert(i, Thousands);
        return (number < 0 ? "−" : "") + whole + (point < 0 ? "" : Point + written[(point + 1)..]);
    }

    private static string EnglishPlace(decimal number) => (number % 10, number % 100) switch
    {
        (1, not 11) => "one",
        (2, not 12) => "two",
        (3, not 13) => "few",
        _ => "other",
    };

    private static string UkrainianCategory(decimal number)
    {
        if (number != decimal.Truncate(number)) return "other";
        return (number % 10, number % 100) switch
        {
            (1, not 11) => "one",
            (>= 2 and <= 4, < 12 or > 14) => "few",
            _ => "many",
        };
    }
}
