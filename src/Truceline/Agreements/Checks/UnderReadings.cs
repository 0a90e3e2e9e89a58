namespace Truceline.Agreements.Checks;

/// <summary>What a check finds under each reading: first in the plain text, then what only a reading brings.</summary>
internal static class UnderReadings
{
    /// <summary>The same check, over the plain text and over each reading.</summary>
    public static Func<Agreement, IEnumerable<Problem>> Each(Func<Agreement, IEnumerable<Problem>> check) => agreement =>
    {
        var plain = check(agreement).ToList();
        var known = plain.ToHashSet();
        return
        [
            .. plain,
            .. agreement.Readings.Values.SelectMany(reading => check(reading.Agreement).Where(problem => !known.Contains(problem))
                .Select(problem => problem with { What = $"in reading '{reading.Name}': {problem.What}" })),
        ];
    };
}
