using System.Globalization;
using System.Text.RegularExpressions;
using Truceline.Agreements.Text;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>
/// How many, as somebody wrote it: "40", "30-50", "30..50", "40+" (open upwards), "~40" (to half a unit of the last digit
/// that is no nought, and at least one more or less: 35 to 45).
/// </summary>
internal static partial class WrittenCount
{
    public const string HowToWrite = "write a whole number, bounds such as 30-50, 40+ for at least 40, or ~40 for about 40";

    /// <summary>The bounds, and what was assumed of them; or what is wrong with the words.</summary>
    public static (CountBounds? Count, string? Assumed, string? Fault) Read(string words)
    {
        if (Pattern().Match(words.Trim()) is not { Success: true } match || !TryWhole(match.Groups["least"].Value, out var least)) return (null, null, $"{Shown.Quoted(words)} is no count");
        if (match.Groups["more"].Success) return (new(least, null), null, null);
        if (match.Groups["most"].Success)
        {
            if (!TryWhole(match.Groups["most"].Value, out var most)) return (null, null, $"{Shown.Quoted(words)} is no count");
            return most < least ? (null, null, $"{Shown.Quoted(words)} gives the greater number first") : (new(least, most), null, null);
        }
        if (!match.Groups["about"].Success) return (new(least, least), null, null);
        var half = (int)Math.Min(int.MaxValue - (long)least, Math.Max(1, Math.Floor(WrittenNumber.Parse(match.Groups["least"].Value)!.Value.Half)));
        var about = new CountBounds(Math.Max(0, least - half), least + half);
        return (about, string.Create(CultureInfo.InvariantCulture, $"count '{Shown.Plain(words.Trim())}' read as {about.Least} to {about.Most}"), null);
    }

    private static bool TryWhole(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"^(?:(?<about>~|about |ca\. ?|approximately )\s*)?(?<least>[0-9]{1,9})(?:(?<more>\+)|\s*(?:-|–|—|\.\.)\s*(?<most>[0-9]{1,9}))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
