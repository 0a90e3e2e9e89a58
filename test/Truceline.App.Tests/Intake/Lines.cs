using System.Text;
using Truceline.App.Intake;

namespace Truceline.App.Tests.Intake;

public sealed class Lines
{
    private const string Good = """{"declaration":{"by":"UA","effective":"2015-02-15T00:00:00+02:00","event":"ceasefire"}}""";

    private static List<Taken> Read(byte[] bytes) => [.. Jsonl.Format.Read(new(new Drip(bytes), "day.jsonl", "UA", null))];

    private static List<Taken> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("@")]
    [InlineData("@\n")]
    [InlineData("\uFEFF@\n")]
    [InlineData("\n \t\r\n@\r\n\n")]
    public void A_line_is_a_report_and_blank_lines_are_skipped(string text)
    {
        var taken = Assert.Single(Read(text.Replace("@", Good, StringComparison.Ordinal)));
        Assert.NotNull(taken.Report);
    }

    [Fact]
    public void A_bad_line_is_named_and_the_others_go_in()
    {
        var taken = Read($"{Good}\n{{}}\n\n[1\n{Good}");
        Assert.Equal([true, false, false, true], taken.Select(one => one.Report is not null));
        Assert.StartsWith("day.jsonl:2:1 TR002 it holds neither", taken[1].Problems[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("day.jsonl:4:", taken[2].Problems[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(taken, one => one.Unreadable);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_make_the_whole_file_unreadable()
    {
        var taken = Read([.. Encoding.UTF8.GetBytes($"{Good}\n{Good}\n"), 0xFF, .. Encoding.UTF8.GetBytes($"\n{Good}\n")]);
        Assert.True(taken[^1].Unreadable);
        Assert.StartsWith("day.jsonl:3:1 TR010 the file is not UTF-8", taken[^1].Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(3, taken.Count);
    }

    [Fact]
    public void Half_a_character_at_the_end_of_a_line_is_not_UTF8() =>
        Assert.True(Read([.. Encoding.UTF8.GetBytes(Good), 0xC3, (byte)'\n', 0xA9])[^1].Unreadable);

    [Fact]
    public void A_line_over_the_cap_is_left_out_and_the_next_one_is_read()
    {
        var padded = Good + new string(' ', Jsonl.LongestLine - Good.Length);
        var taken = Read($"{padded}\n{padded} \n{Good}");
        Assert.Equal([true, false, true], taken.Select(one => one.Report is not null));
        Assert.StartsWith("day.jsonl:2:1 TR011 the line is longer than 1 MiB", taken[1].Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_over_the_cap_is_still_looked_at_for_UTF8() =>
        Assert.True(Read([.. Encoding.UTF8.GetBytes(new string('x', Jsonl.LongestLine + 1)), 0xFF])[^1].Unreadable);
}
