using System.Collections.Immutable;
using System.Text;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.App.Wording;
using Truceline.Geography;

namespace Truceline.App.Triage;

/// <summary>
/// Reads a table of sightings: CSV in UTF-8 with a header, fields between commas, a row a line. A cell may stand in quotes, with
/// quotes in it doubled; it ends on its own line. Rows that cannot be read are left out, and told.
/// </summary>
internal sealed class TriageReader
{
    /// <summary>The columns that a table may have. Any other is an error: a misspelt radius would make the uncertain certain.</summary>
    private static readonly string[] Names = ["id", "time", "start", "end", "lon", "lat", "radius_m", "class", "actor", "act"];
    private const int Id = 0, Time = 1, Start = 2, End = 3, Lon = 4, Lat = 5, Radius = 6, Class = 7;

    private readonly ReadOnlyMemory<byte> file;
    private readonly int[] columns;
    private readonly (int Start, int Length)[] cells;
    private readonly Columns into;
    private readonly TriageWords[] words = [new(_ => true), new(_ => true), new(word => Vocabulary.Parse<Act>(word) is not null)];
    private readonly List<TriageProblem> problems = [];
    private byte[] unquoted = [];
    private int line;

    private TriageReader(ReadOnlyMemory<byte> file, int[] columns, int rows)
    {
        (this.file, this.columns, cells) = (file, columns, new (int, int)[columns.Length]);
        into = new(rows, columns.Contains(Radius));
    }

    /// <summary>Reads a table.</summary>
    /// <exception cref="UsageException">The header names no id, time or place, or a column that there is none of.</exception>
    public static TriageTable Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        var at = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        var end = EndOfLine(bytes, at);
        var columns = Header(bytes[at..end].TrimEnd((byte)'\r'));
        var reader = new TriageReader(file, columns, bytes[end..].Count((byte)'\n') + 1) { line = 1 };
        for (at = end + 1; at < bytes.Length; at = end + 1)
        {
            end = EndOfLine(bytes, at);
            reader.line++;
            var stop = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
            if (stop > at && reader.Split(at, stop) is var fault && (fault ?? reader.Take(at)) is { } problem) reader.problems.Add(problem with { Column = problem.Column - at + 1 });
        }
        return reader.into.Table(file, [.. reader.words.Select(column => column.All)], [.. reader.problems]);
    }

    private static int EndOfLine(ReadOnlySpan<byte> bytes, int from)
    {
        var found = bytes[from..].IndexOf((byte)'\n');
        return found < 0 ? bytes.Length : from + found;
    }

    private static int[] Header(ReadOnlySpan<byte> header)
    {
        var named = Encoding.UTF8.GetString(header).Split(',').Select(name => name.Trim().Trim('"')).ToArray();
        var columns = named.Select(name => Array.IndexOf(Names, name)).ToArray();
        var unknown = Array.IndexOf(columns, -1);
        if (unknown >= 0) throw new UsageException($"the table has a column {Shown.Quoted(named[unknown])}: {(Suggestion.Nearest(named[unknown], Names) is { } near ? $"did you mean '{near}'?" : $"the header may name {string.Join(", ", Names)}")}");
        if (columns.Distinct().Count() < columns.Length) throw new UsageException("the table has a column twice");
        foreach (var needed in new[] { Id, Lon, Lat })
            if (!columns.Contains(needed)) throw new UsageException($"the table has no column '{Names[needed]}'");
        if (columns.Contains(Time) == columns.Contains(Start)) throw new UsageException("the table has a column 'time', or 'start' and 'end', and not both");
        if (columns.Contains(End) != columns.Contains(Start)) throw new UsageException("the table has a column 'start' and none 'end', or the reverse");
        return columns;
    }

    /// <summary>Finds the cells of a row, quotes included; a problem, with its place in the file, when they are not what the header names.</summary>
    private TriageProblem? Split(int at, int stop)
    {
        var bytes = file.Span;
        for (var i = 0; i < columns.Length; i++)
        {
            var from = at;
            if (from < stop && bytes[from] == '"')
            {
                // The quote that closes it is one that no quote follows.
                for (at++; at < stop && (bytes[at] != '"' || (at + 1 < stop && bytes[at + 1] == '"' && ++at > 0)); at++) { }
                if (at++ >= stop) return new(line, from, "a cell opens with a quote and does not close on its line");
                if (at < stop && bytes[at] != ',') return new(line, at, "letters follow a closing quote");
            }
            else
            {
                var comma = bytes[at..stop].IndexOf((byte)',');
                at = comma < 0 ? stop : at + comma;
            }
            cells[i] = (from, at - from);
            if (at == stop && i + 1 < columns.Length) return new(line, stop, $"the row has {i + 1} cells, and the header names {columns.Length}");
            if (at < stop) at++;
            else if (i + 1 == columns.Length) return null;
        }
        return new(line, at, $"the row has more cells than the {columns.Length} that the header names");
    }

    private TriageProblem? Take(int at)
    {
        into.Begin();
        for (var i = 0; i < columns.Length; i++)
            if (Take(columns[i], cells[i]) is { } says) return new(line, cells[i].Start, says);
        if (into.Reversed) return new(line, at, "it ends before it starts");
        into.Commit();
        return null;
    }

    /// <summary>Takes one cell; what is wrong with it, or null.</summary>
    private string? Take(int column, (int Start, int Length) place)
    {
        var cell = Content(place);
        switch (column)
        {
            case Id:
                into.Id = place;
                return cell.IsEmpty ? "it has no id" : IsPlain(cell) ? null : "the id has letters that cannot be shown";
            case Time: return Instant(cell, out into.Start) ?? Instant(cell, out into.End);
            case Start: return Instant(cell, out into.Start);
            case End: return Instant(cell, out into.End);
            case Lon: return TriageCells.TryNumber(cell, out into.Longitude) && into.Longitude is >= -180 and <= 180 ? null : $"{Quoted(cell)} is no longitude from -180 to 180";
            case Lat: return TriageCells.TryNumber(cell, out into.Latitude) && into.Latitude is >= -90 and <= 90 ? null : $"{Quoted(cell)} is no latitude from -90 to 90";
            case Radius: return cell.IsEmpty || (TriageCells.TryNumber(cell, out into.Radius) && into.Radius is >= 0 and <= 20e6) ? null : $"{Quoted(cell)} is no radius in metres";
            default: return cell.IsEmpty || (into.Codes[column - Class] = words[column - Class].Number(cell)) >= 0 ? null : $"{Quoted(cell)} is no {Names[column]}";
        }
    }

    private static string? Instant(ReadOnlySpan<byte> cell, out long ticks) =>
        TriageCells.TryInstant(cell, out ticks) ? null : $"{Quoted(cell)} is no instant: write it as 2015-02-15T00:00:00+02:00";

    private static string Quoted(ReadOnlySpan<byte> cell) => Shown.Quoted(Encoding.UTF8.GetString(cell[..Math.Min(40, cell.Length)]));

    private static bool IsPlain(ReadOnlySpan<byte> cell)
    {
        if (!cell.ContainsAnyExceptInRange((byte)' ', (byte)'~')) return true;
        var text = Encoding.UTF8.GetString(cell);
        return ForeignWords.Plain(text) == text && Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(cell);
    }

    // What stands between the quotes, with doubled quotes once.
    private ReadOnlySpan<byte> Content((int Start, int Length) place)
    {
        var cell = file.Span.Slice(place.Start, place.Length);
        if (cell is not [(byte)'"', ..]) return cell;
        cell = cell[1..^1];
        if (!cell.Contains((byte)'"')) return cell;
        if (unquoted.Length < cell.Length) unquoted = new byte[cell.Length * 2];
        var kept = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            unquoted[kept++] = cell[i];
            if (cell[i] == '"') i++;
        }
        return unquoted.AsSpan(0, kept);
    }

    /// <summary>The columns as they grow, and the row that is being read.</summary>
    private sealed class Columns(int rows, bool hasRadius)
    {
        private readonly (int, int)[] ids = new (int, int)[rows];
        private readonly double[] longitudes = new double[rows], latitudes = new double[rows];
        private readonly double[]? radii = hasRadius ? new double[rows] : null;
        private readonly long[] starts = new long[rows], ends = new long[rows];
        private readonly int[][] codes = [new int[rows], new int[rows], new int[rows]];
        private int count;

        public (int Start, int Length) Id;
        public double Longitude, Latitude, Radius;
        public long Start, End;
        public readonly int[] Codes = new int[3];

        public bool Reversed => End < Start;

        public void Begin() => (Radius, Codes[0], Codes[1], Codes[2]) = (0, -1, -1, -1);

        public void Commit()
        {
            (ids[count], longitudes[count], latitudes[count], starts[count], ends[count]) = (Id, Longitude, Latitude, Start, End);
            if (radii is not null) radii[count] = Radius;
            for (var i = 0; i < 3; i++) codes[i][count] = Codes[i];
            count++;
        }

        public TriageTable Table(ReadOnlyMemory<byte> file, ImmutableArray<string>[] words, ImmutableArray<TriageProblem> problems) => new(file, Cut(ids))
        {
            Longitudes = Cut(longitudes), Latitudes = Cut(latitudes), Radii = radii is null ? null : Cut(radii), Starts = Cut(starts), Ends = Cut(ends),
            Codes = [.. codes.Select(Cut)], Words = words, Problems = problems,
        };

        private T[] Cut<T>(T[] all) => count == all.Length ? all : all[..count];
    }
}
