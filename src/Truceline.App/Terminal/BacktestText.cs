using System.Collections.Immutable;
using Spectre.Console;
using Truceline.App.Pages.BacktestParts;
using Truceline.App.Wording;
using Truceline.Assessments;

namespace Truceline.App.Terminal;

/// <summary>A backtest as a person reads it in a terminal: the sum, the rows by clause, zone and day, and the first of each list.</summary>
internal static class BacktestText
{
    private const int Most = 12;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole screen, Backtest backtest)
    {
        if (backtest.Draft.Exercise) screen.MarkupLine("[bold]exercise, synthetic[/] · these reports are made up");
        screen.MarkupLine($"[bold]{Screen.Marked(backtest.Draft.Agreement.Title)}[/] ({Screen.Marked(backtest.Draft.Agreement.Id)}), a draft");
        if (backtest.Against is { } other) screen.MarkupLine($"against {Screen.Marked(other.Agreement.Title)} ({Screen.Marked(other.Agreement.Id)})");
        screen.WriteLine($"{backtest.Edition.ToString().ToLowerInvariant()} edition · {BacktestWords.Basis(backtest)}");
        foreach (var limit in backtest.Limits) screen.MarkupLine($"note · {Screen.Marked(limit)}: its silence about anything else means nothing");
        screen.WriteLine(BacktestWords.Summary(backtest));
        screen.WriteLine();
        Rows(screen, backtest, "Clause", backtest.Clauses);
        Rows(screen, backtest, "Zone", backtest.Zones);
        var (name, days) = BacktestWords.Days(backtest);
        Rows(screen, backtest, name, days);
        Differences(screen, backtest);
        Uncovered(screen, backtest);
        screen.WriteLine(backtest.Untouched.IsEmpty ? "Something bears on each clause." : Screen.Plain($"Clauses on which nothing bears: {string.Join(", ", backtest.Untouched)}"));
        if (backtest.Unverified.IsEmpty) return;
        screen.WriteLine();
        screen.WriteLine("What nobody could have verified (internal)");
        foreach (var one in backtest.Unverified) screen.WriteLine(Screen.Plain($"  {one.Clause}: {BacktestWords.Unverified(one)}"));
    }

    private static void Rows(IAnsiConsole screen, Backtest backtest, string name, ImmutableArray<BacktestRow> rows)
    {
        if (rows.IsEmpty) return;
        var (isTwo, hasDays) = (backtest.Against is not null, backtest.Edition == BacktestEdition.Internal);
        var table = new Table().Border(TableBorder.SimpleHeavy).AddColumn(name).AddColumn(new TableColumn("Breached").RightAligned()).AddColumn(new TableColumn("Cannot rule").RightAligned());
        if (hasDays) table.AddColumn(new TableColumn("Kept").RightAligned()).AddColumn(new TableColumn("Unseen").RightAligned());
        if (isTwo) table.AddColumn(new TableColumn("Appear").RightAligned()).AddColumn(new TableColumn("Vanish").RightAligned()).AddColumn(new TableColumn("Change").RightAligned());
        foreach (var row in rows)
        {
            var cells = new List<string> { row.Was is { } was ? $"{row.Name} (was {was})" : row.Name, Pair(row, one => one.Breached), Pair(row, one => one.CannotRule) };
            if (hasDays) cells.AddRange([Pair(row, one => one.Kept), Pair(row, one => one.Unseen)]);
            if (isTwo) cells.AddRange([BacktestWords.Number(row.Appears), BacktestWords.Number(row.Vanishes), BacktestWords.Number(row.Changes)]);
            table.AddRow([.. cells.Select(cell => new Text(Screen.Plain(cell)))]);
        }
        screen.Write(table);

        string Pair(BacktestRow row, Func<BacktestCounts, int> count)
        {
            var draft = row.Draft is { } now ? BacktestWords.Number(count(now)) : "–";
            if (!isTwo) return draft;
            var other = row.Against is { } before ? BacktestWords.Number(count(before)) : "–";
            return other == draft ? draft : $"{other} → {draft}";
        }
    }

    private static void Differences(IAnsiConsole screen, Backtest backtest)
    {
        foreach (var one in backtest.Differences.Take(Most))
            screen.WriteLine(Screen.Plain($"{one.Kind.ToString().ToLowerInvariant()} · {one.Clause} · {BacktestWords.Who(backtest, one)} · {BacktestWords.When(backtest, one)} · {Answer(one.From)} → {Answer(one.To)}"));
        More(screen, backtest.Differences.Length);
    }

    private static string Answer(Finding? finding) => finding is null ? "nothing" : Outcomes.Words(finding.Outcome, finding.Standing);

    private static void Uncovered(IAnsiConsole screen, Backtest backtest)
    {
        screen.WriteLine(backtest.Uncovered.IsEmpty ? "Each incident falls under a clause." : $"{BacktestWords.Plural(backtest.Uncovered.Length, "incident that no clause covers", "incidents that no clause covers")}");
        foreach (var one in backtest.Uncovered.Take(Most))
            screen.WriteLine(Screen.Plain($"  {TimeWords.Words(one.Incident.Occurred, backtest.Draft.Agreement.Clock.Zone)} · {BacktestWords.Deed(one)} · {one.Place ?? "no named place"}{(one.NotInForce.IsEmpty ? "" : $" · but for its time: {string.Join(", ", one.NotInForce)}")}"));
        More(screen, backtest.Uncovered.Length);
    }

    private static void More(IAnsiConsole screen, int count)
    {
        if (count > Most) screen.WriteLine($"  {BacktestWords.Number(count - Most)} more: --json has each");
    }
}
