using NodaTime;

namespace Truceline.Texts;

/// <summary>On which day something was said, as the weekdays of a text tell: the last such day before its publication, or that day.</summary>
internal sealed class SpokenDays
{
    private readonly List<(int Word, LocalDate Day)> told = [];
    private readonly LocalDate published;

    public SpokenDays(List<RawWord> words, LocalDate published)
    {
        this.published = published;
        for (var i = 1; i < words.Count; i++)
            if (words[i].Capital && words[i - 1].Folded is "on" or "late" && NumeralWords.Of(words[i].Folded, "en") is (NumeralKind.Weekday, var day))
                told.Add((i, Before((IsoDayOfWeek)day)));
            else if (words[i].Folded == "yesterday") told.Add((i, published.PlusDays(-1)));
    }

    /// <summary>The day of what is said in some words; whether the text tells it, there or before.</summary>
    public (LocalDate Day, bool Told) Of(int from, int end, bool own)
    {
        if (own) return (published, false);
        var (low, high) = (0, told.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (told[middle].Word < end) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? (published, false) : (told[low - 1].Day, true);
    }

    private LocalDate Before(IsoDayOfWeek day) => published.DayOfWeek == day ? published : published.Previous(day);
}
