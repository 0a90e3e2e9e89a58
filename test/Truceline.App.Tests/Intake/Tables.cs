using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Truceline.App.Intake;

namespace Truceline.App.Tests.Intake;

public sealed class Tables
{
    private static List<(CsvRow Row, Agreements.Problem? Problem)> Read(byte[] bytes) =>
        [.. Csv.Read(new(new Drip(bytes), "t.csv", "s", null))];

    private static string[][] Cells(string text)
    {
        var rows = Read(Encoding.UTF8.GetBytes(text));
        Assert.All(rows, row => Assert.Null(row.Problem));
        return [.. rows.Select(row => row.Row.Cells.ToArray())];
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "a|b/1|2")]
    [InlineData("a,b\r\n1,2", "a|b/1|2")]
    [InlineData("a,b\r1,2\r", "a|b/1|2")]
    [InlineData("\uFEFFa,b", "a|b")]
    [InlineData("a,\n,", "a|/|")]
    [InlineData("\n\r\n\na\n\n", "a")]
    [InlineData("\"a,b\",\"c\"\"d\",\"\"", "a,b|c\"d|")]
    [InlineData("\"a\r\nb\",c\nd,e", "a\r\nb|c/d|e")]
    [InlineData(" a , b ", " a | b ")]
    [InlineData("", "")]
    public void Cells_are_read_as_the_standard_says(string text, string cells) =>
        Assert.Equal(cells, string.Join('/', Cells(text).Select(row => string.Join('|', row))));

    [Fact]
    public void Every_row_knows_the_line_on_which_it_begins() =>
        Assert.Equal([1, 2, 5, 7, 8], Read(Encoding.UTF8.GetBytes("a\n\"b\nc\r\nd\"\n\"e\r\"\rf\r\ng")).Select(row => row.Row.Line));

    [Fact]
    public void What_is_quoted_as_the_standard_says_is_read_back() =>
        Prop.ForAll(Gen.NonEmptyListOf(Gen.NonEmptyListOf(Gen.Elements("", "a", ",", "\"", "\n", "\r\n", "\r", "ї", "😀", " ", "=1", "\uFEFF").ArrayOf().Select(string.Concat))).ToArbitrary(), rows =>
        {
            var text = string.Join("\r\n", rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
            return Cells(text).Select(row => row.ToList()).SequenceEqual(rows.Select(row => row.ToList()), new SameCells());
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a\n\"b\nc", "t.csv:2:1 TR010 a quote opens here and is never closed (close it)")]
    [InlineData("a\nb\"c", "t.csv:2:1 TR010 a quote stands inside a cell")]
    [InlineData("a\n\"b\"c", "t.csv:2:1 TR010 letters follow a closing quote")]
    [InlineData("a\nb\0", "t.csv:2:1 TR010 the file holds a NUL")]
    public void What_is_no_table_ends_the_reading_with_its_place(string text, string problem) =>
        Assert.StartsWith(problem, Read(Encoding.UTF8.GetBytes(text))[^1].Problem!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_placed_on_their_line()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("a\nb\nc"), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\nd\n")];
        Assert.StartsWith("t.csv:3:1 TR010 the file is not UTF-8", Read(bytes)[^1].Problem!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_at_the_end_is_not_UTF8() =>
        Assert.StartsWith("t.csv:2:1 TR010 the file is not UTF-8", Read([.. "a\nb"u8, 0xC3])[^1].Problem!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_cell_has_a_greatest_length()
    {
        Assert.Null(Read(Encoding.UTF8.GetBytes(new string('x', Csv.LongestCell)))[^1].Problem);
        Assert.Contains("a cell is longer", Read(Encoding.UTF8.GetBytes(new string('x', Csv.LongestCell + 1)))[^1].Problem!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_has_a_greatest_number_of_cells_and_a_greatest_length()
    {
        Assert.Null(Read(Encoding.UTF8.GetBytes(new string(',', Csv.MostCells - 1)))[^1].Problem);
        Assert.Contains("more than 1,024 cells", Read(Encoding.UTF8.GetBytes(new string(',', Csv.MostCells)))[^1].Problem!.What, StringComparison.Ordinal);
        var wide = string.Join(',', Enumerable.Repeat(new string('x', Csv.LongestCell), 9));
        Assert.Contains("or a row than", Read(Encoding.UTF8.GetBytes(wide))[^1].Problem!.What, StringComparison.Ordinal);
    }

    private sealed class SameCells : IEqualityComparer<List<string>>
    {
        public bool Equals(List<string>? x, List<string>? y) => x!.SequenceEqual(y!, StringComparer.Ordinal);

        public int GetHashCode(List<string> obj) => obj.Count;
    }
}

/// <summary>A stream that gives a few bytes at a time, so that characters and line breaks are torn.</summary>
internal sealed class Drip(byte[] bytes) : Stream
{
    private int _at;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => bytes.Length;
    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var given = Math.Min(Math.Min(bytes.Length > 4096 ? 4096 : 3, buffer.Length), bytes.Length - _at);
        bytes.AsSpan(_at, given).CopyTo(buffer);
        _at += given;
        return given;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
