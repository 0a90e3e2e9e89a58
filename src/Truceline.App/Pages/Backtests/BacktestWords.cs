using System.Collections.Immutable;
using System.Globalization;
using NodaTime.Text;
using Truceline.App.Terminal;
using Truceline.App.Wording;
using Truceline.Assessments;

namespace Truceline.App.Pages.BacktestParts;

/// <summary>What a backtest says in sentences: the same in a terminal, in a file and on the page.</summary>
internal static class BacktestWords
{
    /// <summary>More days than these are shown by months.</summary>
    private const int MostDays = 62;

    /// <summary>"12 findings appear, 3 vanish and 1 changes"; of a draft alone, what is found.</summary>
    public static string Summary(Backtest backtest)
    {
        if (backtest.Against is not null)
            return backtest.Differences.IsEmpty ? "Nothing is found otherwise."
                : $"{Plural(Of(backtest, DifferenceKind.Appears), "finding appears", "findings appear")}, {Plural(Of(backtest, DifferenceKind.Vanishes), "vanishes", "vanish")}, {Plural(Of(backtest, DifferenceKind.Changes), "changes", "change")}.";
        var (breached, open) = (backtest.Clauses.Sum(row => row.Draft?.Breached ?? 0), backtest.Clauses.Sum(row => row.Draft?.CannotRule ?? 0));
        return $"{Plural(breached, "breach", "breaches")}, and {Plural(open, "finding that cannot be ruled on", "findings that cannot be ruled on")}.";
    }

    /// <summary>How many findings differ in one way.</summary>
    public static int Of(Backtest backtest, DifferenceKind kind) => backtest.Differences.Count(one => one.Kind == kind);

    /// <summary>From how much, as of when.</summary>
    public static string Basis(Backtest backtest)
    {
        var (draft, zone) = (backtest.Draft, backtest.Draft.Agreement.Clock.Zone);
        var end = draft.AsOf is { } at ? $"the record ends {Parts.At.Words(at, zone)} {zone.Id}" : "nothing has been observed";
        return FormattableString.Invariant($"{Plural(draft.Reports, "report", "reports")} in {Plural(draft.Incidents.Length, "incident", "incidents")}, {end}, entry {draft.AtEntry:N0}");
    }

    /// <summary>When what a difference is about was, or is due.</summary>
    public static string When(Backtest backtest, FindingDifference one) =>
        AssessmentText.When(one.To is null ? backtest.Against! : backtest.Draft, one.Either) is { Length: > 0 } when ? when : "not yet known";

    /// <summary>The name of an actor, or of several.</summary>
    public static string Who(Backtest backtest, FindingDifference one) =>
        Explanation.Subject((one.To is null ? backtest.Against! : backtest.Draft).Agreement, one.Either.Key.Subject);

    /// <summary>What was done, of an incident that no clause covers.</summary>
    public static string Deed(UncoveredIncident one) => one.Act is { } act ? Agreements.Vocabulary.Written(act).Replace('-', ' ') : "something without a named act";

    /// <summary>The days; by months where there are many.</summary>
    public static (string Name, ImmutableArray<BacktestRow> Rows) Days(Backtest backtest)
    {
        if (backtest.Days.Length <= MostDays) return ("Day", [.. backtest.Days.Select(row => row with { Name = TimeWords.Words(LocalDatePattern.Iso.Parse(row.Name).Value) })]);
        return ("Month", [.. backtest.Days.GroupBy(row => row.Name[..7], StringComparer.Ordinal).Select(month => new BacktestRow(
            TimeWords.Words(YearMonthPattern.Iso.Parse(month.Key).Value), Sum(month.Select(row => row.Draft)), Sum(month.Select(row => row.Against)), month.Sum(row => row.Appears), month.Sum(row => row.Vanishes), month.Sum(row => row.Changes)))]);
    }

    private static BacktestCounts? Sum(IEnumerable<BacktestCounts?> all)
    {
        var there = all.OfType<BacktestCounts>().ToArray();
        return there.Length == 0 ? null
            : new(there.Sum(one => one.Breached), there.Sum(one => one.CannotRule), there.Sum(one => one.Kept), there.Sum(one => one.Unseen), there.Sum(one => one.Other));
    }

    /// <summary>What nobody could have verified of a clause, in a sentence without a full stop.</summary>
    public static string Unverified(UnverifiedClause one)
    {
        var days = one.Unseen == 0 ? null
            : one.Unseen == one.Days ? $"on none of {Plural(one.Days, "actor-day", "actor-days")} without a breach could anybody say that it was kept"
            : $"on {Plural(one.Unseen, "actor-day", "actor-days")} of {Number(one.Days)} without a breach nobody could say that it was kept";
        return string.Join("; ", new[] { one.Why, days }.OfType<string>());
    }

    /// <summary>"1 finding", "1,234 findings".</summary>
    public static string Plural(int count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    /// <summary>"1,234".</summary>
    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
