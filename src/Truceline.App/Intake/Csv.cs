using System.Collections.Immutable;
using System.Text;
using Truceline.Agreements;

namespace Truceline.App.Intake;

/// <summary>A row of a table and the line on which it begins.</summary>
internal readonly record struct CsvRow(int Line, ImmutableArray<string> Cells);

/// <summary>
/// The gate for comma-separated tables: RFC 4180 in UTF-8 (or with another delimiter, in another encoding, where that is
/// asked for), with or without a byte order mark; line breaks are CRLF, LF or
/// CR; quoted cells may hold them. Blank lines are skipped. What is no such table ends the reading with a problem: bytes
/// that are not of the encoding, a NUL, a quote inside an unquoted cell, letters after a closing quote, a quote that is never
/// closed, or a cell or row beyond its cap.
/// </summary>
internal sealed class Csv
{
    public const int LongestCell = 1 << 17;
    public const int LongestRow = 1 << 20;
    public const int MostCells = 1024;

    private const int EndOfFile = -1;
    private const char Mark = '\uFEFF';

    private readonly IntakeFile _file;
    private readonly char _delimiter;
    private readonly Decoder _decoder;
    private readonly string _encoding;
    private readonly byte[] _bytes = new byte[1 << 15];
    private readonly char[] _letters = new char[(1 << 15) + 1];
    private readonly StringBuilder _cell = new();
    private int _next;
    private int _end;
    private int _line = 1;
    private int _rowLength;

    private Csv(IntakeFile file, char delimiter, Encoding encoding)
    {
        _file = file;
        _delimiter = delimiter;
        _decoder = encoding.GetDecoder();
        _encoding = encoding.WebName.ToUpperInvariant();
    }

    /// <summary>The rows; the last may be a problem, after which nothing follows.</summary>
    public static IEnumerable<(CsvRow Row, Problem? Problem)> Read(IntakeFile file) => Read(file, ',', CsvEncoding.Utf8);

    /// <summary>The same of a table with another delimiter, in another encoding, which throws on bytes that are no character.</summary>
    public static IEnumerable<(CsvRow Row, Problem? Problem)> Read(IntakeFile file, char delimiter, Encoding encoding)
    {
        var csv = new Csv(file, delimiter, encoding);
        while (csv.Next() is { } next)
        {
            yield return next;
            if (next.Problem is not null) yield break;
        }
    }

    private (CsvRow Row, Problem? Problem)? Next()
    {
        try
        {
            if (_line == 1 && Peek() == Mark) Take();
            while (Peek() is '\r' or '\n') TakeBreak();
            return Peek() == EndOfFile ? null : (Row(), null);
        }
        catch (NotATable fault)
        {
            return (default, _file.Problem(IntakeCodes.UnreadableFile, fault.Line, fault.Message, fault.Remedy));
        }
    }

    private CsvRow Row()
    {
        var line = _line;
        var cells = ImmutableArray.CreateBuilder<string>();
        _rowLength = 0;
        while (true)
        {
            cells.Add(Peek() == '"' ? QuotedCell() : PlainCell());
            if (cells.Count > MostCells) throw new NotATable(line, "the row has more than 1,024 cells", "check that this is the right file");
            if (Peek() != _delimiter) break;
            Take();
        }
        if (Peek() != EndOfFile) TakeBreak();
        return new(line, cells.ToImmutable());
    }

    private string PlainCell()
    {
        while (!EndsCell(Peek()))
        {
            if (Peek() == '"') throw new NotATable(_line, "a quote stands inside a cell that does not begin with one", "quote the whole cell and double the quotes in it");
            Keep(Take());
        }
        return Cell();
    }

    private string QuotedCell()
    {
        var opened = _line;
        Take();
        while (true)
        {
            if (Peek() == EndOfFile) throw new NotATable(opened, "a quote opens here and is never closed", "close it");
            var letter = Take();
            if (letter == '"' && Peek() != '"') break;
            if (letter == '"') Take();
            Keep(letter);
        }
        if (!EndsCell(Peek())) throw new NotATable(_line, "letters follow a closing quote", "double the quotes inside a quoted cell");
        return Cell();
    }

    private bool EndsCell(int letter) => letter is EndOfFile or '\r' or '\n' || letter == _delimiter;

    private string Cell()
    {
        var cell = _cell.ToString();
        _cell.Clear();
        return cell;
    }

    private void Keep(char letter)
    {
        if (letter == '\0') throw new NotATable(_line, "the file holds a NUL", "save it as text in UTF-8");
        if (_cell.Length >= LongestCell || ++_rowLength > LongestRow) throw new NotATable(_line, "a cell is longer than 131,072 letters, or a row than 1,048,576", "check that every quote is closed");
        _cell.Append(letter);
    }

    private int Peek() => _next < _end || Fill() ? _letters[_next] : EndOfFile;

    private bool Fill()
    {
        var read = 0;
        try
        {
            do
            {
                read = _file.Bytes.Read(_bytes);
                (_next, _end) = (0, _decoder.GetChars(_bytes.AsSpan(0, read), _letters, flush: read == 0));
            }
            while (_end == 0 && read > 0);
            return _end > 0;
        }
        catch (DecoderFallbackException fault)
        {
            var line = _line + _bytes.AsSpan(0, Math.Clamp(fault.Index, 0, read)).Count((byte)'\n');
            throw new NotATable(line, $"the file is not {_encoding}: bytes that are no character", _encoding == "UTF-8" ? "save it as UTF-8" : "name the encoding that it has, or save it as UTF-8");
        }
    }

    private char Take()
    {
        if (Peek() == EndOfFile) throw new InvalidOperationException("INVARIANT: a letter is taken only after it was seen");
        var letter = _letters[_next++];
        if (letter == '\n' || (letter == '\r' && Peek() != '\n')) _line++;
        return letter;
    }

    private void TakeBreak()
    {
        if (Take() == '\r' && Peek() == '\n') Take();
    }

    /// <summary>Leaves the reading at the first thing that no table holds; it never leaves this class.</summary>
    private sealed class NotATable(int line, string what, string remedy) : Exception(what)
    {
        public int Line { get; } = line;

        public string Remedy { get; } = remedy;
    }
}
