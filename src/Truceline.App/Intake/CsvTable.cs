using System.Collections.Immutable;
using System.Globalization;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>
/// Any table, read as a file of columns says. Its columns are found by name. A row with a cell that does not hold what its
/// field holds is left out and named; what was assumed for a row stands in its report, one sentence for each rule that was used.
/// </summary>
internal static class CsvTable
{
    public const string Name = "csv";

    /// <summary>The format of the tables that a file of columns describes.</summary>
    /// <param name="columns">What it says.</param>
    /// <param name="places">Where places are looked up by name.</param>
    public static IntakeFormat Format(CsvColumns columns, Gazetteer places) => new(Name, DefaultSource: null, columns.Zone, file => Read(file, columns, places));

    private static IEnumerable<Taken> Read(IntakeFile file, CsvColumns columns, Gazetteer places)
    {
        ImmutableArray<string>? head = null;
        CsvRowReader? reader = null;
        var rows = 0;
        foreach (var (row, problem) in Csv.Read(file, columns.Delimiter, columns.Encoding))
        {
            if (problem is not null)
            {
                yield return Taken.CannotRead(problem);
                yield break;
            }
            if (++rows <= columns.Skip) continue;
            if (head is null)
            {
                head = [.. row.Cells.Select(cell => cell.Trim())];
                if (HeadProblem(file, row.Line, head.Value, columns) is { } unfit)
                {
                    yield return Taken.CannotRead(unfit);
                    yield break;
                }
                reader = new(columns, head.Value, places, file.Zone);
            }
            else if (rows > columns.Skip + 1 + columns.SkipAfterHead)
                yield return row.Cells.Length == head.Value.Length
                    ? Row(file, row, columns, reader!)
                    : Taken.LeftOut(file.Problem(IntakeCodes.BadRow, row.Line, string.Create(CultureInfo.InvariantCulture, $"the row has {row.Cells.Length} cells and the head {head.Value.Length}"), "give every column one cell, and check 'delimiter' in the file of columns"));
        }
        if (head is null) yield return Taken.CannotRead(file.Problem(IntakeCodes.UnreadableFile, 1, "the file has no head", "give a table whose first row names its columns"));
    }

    private static Problem? HeadProblem(IntakeFile file, int line, ImmutableArray<string> head, CsvColumns columns)
    {
        foreach (var column in columns.Columns)
        {
            var times = head.Count(name => name == column);
            if (times == 1) continue;
            if (times > 1) return file.Problem(IntakeCodes.UnreadableFile, line, $"the column {Shown.Quoted(column)} stands there {times} times", "give each column its own name");
            var near = Suggestion.Nearest(column, head);
            return file.Problem(IntakeCodes.UnreadableFile, line, $"the table has no column {Shown.Quoted(column)}, which the file of columns names",
                near is not null ? $"did you mean '{Shown.Plain(near)}'?" : $"it has {Shown.Choice(head.Select(Shown.Quoted))}; check 'delimiter', 'encoding' and 'skip'");
        }
        return null;
    }

    private static Taken Row(IntakeFile file, CsvRow row, CsvColumns columns, CsvRowReader reader)
    {
        try
        {
            var (ownId, observation) = reader.Read(row.Cells);
            return new(Report.Of(file.Source, ownId, observation, columns.Exercise, columns.Limits), [], row.Line);
        }
        catch (BadCell bad)
        {
            return Taken.LeftOut(file.Problem(IntakeCodes.BadCell, row.Line, bad.Message, bad.Remedy));
        }
    }
}

/// <summary>Leaves a row at its first bad cell; it goes no further than the table.</summary>
internal sealed class BadCell(string what, string remedy) : Exception(what)
{
    public string Remedy { get; } = remedy;
}
