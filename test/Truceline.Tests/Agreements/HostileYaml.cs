using System.Text;
using System.Text.Json;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

/// <summary>Whatever stands in a truce file, it ends in an agreement or in problems with their places, within the limits.</summary>
public sealed class HostileYaml
{
    private static AgreementReading Read(byte[] bytes) => Limits.Within(() => AgreementReader.Read("t.yaml", bytes, _ => null));

    private static void EndsWell(AgreementReading reading)
    {
        Assert.Equal(reading.Agreement is null, reading.Problems.Any(problem => problem.Severity == Severity.Error));
        Assert.All(reading.Problems, problem =>
        {
            Assert.True(problem.Where.Line >= 1 && problem.Where.Column >= 1, problem.ToString());
            Assert.DoesNotContain(problem.ToString(), char.IsControl);
            Assert.Matches("^TL0[0-9][0-9]$", problem.Code);
            Assert.Contains(ProblemCodes.All, code => code.Code == problem.Code);
        });
    }

    [Theory]
    [InlineData("billion-laughs.yaml", "1:5 TL001 the anchor '&a0' is not allowed")]
    [InlineData("deep-flow-50k.yaml", "1:65 TL001 values lie more than 64 levels deep")]
    [InlineData("merge-bomb.yaml", "1:5 TL001 the anchor '&a0' is not allowed")]
    [InlineData("recursive-alias.yaml", "1:4 TL001 the anchor '&a' is not allowed")]
    [InlineData("tag-instantiate.yaml", "1:1 TL001 the tag 'tag:yaml.org,2002:System.Diagnostics.Process' is not allowed")]
    public void A_bomb_is_refused_at_its_first_step(string file, string problem) =>
        Assert.StartsWith($"t.yaml:{problem}", Assert.Single(Read(File.ReadAllBytes(Needs.SharedData("bad-input", "own", "yaml", file))).Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_key_that_stands_twice_is_told() =>
        Assert.Contains("t.yaml:2:1 TL007 the key 'party' stands already in line 1 (keep one of the two)",
            Read(File.ReadAllBytes(Needs.SharedData("bad-input", "own", "yaml", "dup-key.yaml"))).Problems.Select(problem => problem.ToString()));

    [Fact]
    public void Norway_is_told_in_all_its_forms() =>
        Assert.Equal(
            [
                "t.yaml:1:10 TL004 'NO' without quotes is a truth value in YAML 1.1 (write \"NO\", or 'true' or 'false' where that is meant)",
                "t.yaml:3:7 TL004 '12:30:45' without quotes is a number to base 60 in YAML 1.1 (write \"12:30:45\")",
                "t.yaml:4:1 TL004 'on' without quotes is a truth value in YAML 1.1 (write \"on\", or 'true' or 'false' where that is meant)",
                "t.yaml:4:5 TL004 'yes' without quotes is a truth value in YAML 1.1 (write \"yes\", or 'true' or 'false' where that is meant)",
            ],
            Read(File.ReadAllBytes(Needs.SharedData("bad-input", "own", "yaml", "norway.yaml"))).Problems.Where(problem => problem.Code == "TL004").Select(problem => problem.ToString()));

    [Fact]
    public void Every_file_of_the_yaml_test_suite_ends_well()
    {
        var files = Directory.GetFiles(Needs.SharedData("bad-input", "yaml-test-suite"), "*", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Needs.SharedData("bad-input", "own", "yaml"))).Order(StringComparer.Ordinal).ToList();
        Assert.True(files.Count > 700);
        foreach (var file in files) EndsWell(Read(File.ReadAllBytes(file)));
    }

    public static TheoryData<string> Repeated => ["[", "{", "- ", "? ", "a: ", "\"", "'", "|\n", "#", "%", "%A b\n", "&", "*", "!", "\t", "\r\n", "a\n", ",", ": ", "-\n", "- -\n", "a: b\n", "---\n", "[],", "{a: ", "\"\\", "[a, b]\n", "? a\n", "- a\n", " \n", "é", "[\n", "a b ", "!!a ", "x: [", "- {a: b, c: d}\n"];

    [Theory]
    [MemberData(nameof(Repeated))]
    public void A_mebibyte_of_anything_ends_well(string piece)
    {
        var text = new StringBuilder();
        while (text.Length + piece.Length <= (1 << 20) / Encoding.UTF8.GetByteCount(piece) * piece.Length) text.Append(piece);
        EndsWell(Read(Encoding.UTF8.GetBytes(text.ToString())));
        EndsWell(Read(Encoding.UTF8.GetBytes($"a: [{text}"[..^8])));
    }

    [Fact]
    public void A_file_larger_than_a_mebibyte_is_refused() =>
        Assert.Equal("t.yaml:1:1 TL001 the file is larger than 1 MiB (split the agreement, one instrument a file)", Assert.Single(Read(new byte[(1 << 20) + 1]).Problems).ToString());

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0xFF }, "2:2 TL001 the bytes are not UTF-8")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, "1:1 TL001 the bytes are not UTF-8")]
    [InlineData(new byte[] { (byte)'a', 0 }, "1:2 TL001 the file holds the control character U+0000")]
    [InlineData(new byte[] { (byte)'a', 0xED, 0xA0, 0x80 }, "1:2 TL001 the bytes are not UTF-8")]
    [InlineData(new byte[] { }, "1:1 TL001 the file is empty")]
    public void Bytes_that_are_no_text_are_refused_at_their_place(byte[] bytes, string problem) =>
        Assert.StartsWith($"t.yaml:{problem}", Assert.Single(Read(bytes).Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_byte_order_mark_and_line_ends_of_windows_do_no_harm() =>
        Assert.Empty(Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Truces.WithClause("").Replace(", text: text.txt", "", StringComparison.Ordinal).ReplaceLineEndings("\r\n"))]).Problems);

    [Fact]
    public void Long_chains_and_wide_sections_end_well()
    {
        string Chain(string section, Func<int, string> value) => Truces.WithClause($"{section}:\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"  k{i}: {value(i)}\n")));
        EndsWell(Read(Encoding.UTF8.GetBytes(Chain("zones", i => $"{{ not-in: k{i + 1} }}"))));
        EndsWell(Read(Encoding.UTF8.GetBytes(Chain("classes", i => i == 0 ? "{ is: tank }" : $"{{ is: k{i - 1} }}"))));
        EndsWell(Read(Encoding.UTF8.GetBytes(Chain("zones", i => $"{{ any-of: [{string.Join(", ", Enumerable.Range(0, 60).Select(j => $"m{i}x{j}"))}] }}"))));
        var readings = string.Concat(Enumerable.Range(0, 4).Select(i => $"  k{i}: {{ clauses: {{ c1: {{ see: seen }} }} }}\n"));
        var clauses = string.Concat(Enumerable.Range(0, 500).Select(i => $"- {{ id: c{i}, must-not: {{ who: G, do: fire }}, while: [{string.Join(", ", Enumerable.Range(1, 20).Select(j => $"c{(i + j) % 500}.kept"))}] }}\n"));
        EndsWell(Read(Encoding.UTF8.GetBytes(Truces.With($"readings:\n{readings}clauses:\n{clauses}"))));
        Assert.Contains("TL001 9 readings are too many", Read(Encoding.UTF8.GetBytes(Truces.With($"readings:\n{readings}{readings.Replace("k", "q", StringComparison.Ordinal)}  last: {{}}\nclauses:\n{clauses}"))).Problems[^1].ToString(), StringComparison.Ordinal);
        Assert.Contains("TL001 'clauses' has more than 1000 entries", Read(Encoding.UTF8.GetBytes(Truces.With($"clauses:\n{clauses}{clauses}- a\n"))).Problems[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Naughty_strings_as_titles_and_names_bind_or_are_refused_cleanly()
    {
        var strings = JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(Needs.SharedData("bad-input", "naughty-strings", "blns.json")))!;
        var bound = 0;
        foreach (var naughty in strings)
        {
            var quoted = JsonSerializer.Serialize(naughty).Replace("\\u007f", "\\x7f", StringComparison.OrdinalIgnoreCase);
            var text = Truces.WithClause("").Replace("title: A truce", $"title: {quoted}", StringComparison.Ordinal).Replace(", text: text.txt", "", StringComparison.Ordinal)
                .Replace("A: { kind: party }", $"A: {{ kind: party, name: {quoted} }}", StringComparison.Ordinal);
            var reading = Read(Encoding.UTF8.GetBytes(text));
            EndsWell(reading);
            if (reading.Agreement is not { } agreement) continue;
            bound++;
            Assert.Equal(naughty, agreement.Title);
            Assert.Equal("A", agreement.ActorNamed(naughty)?.Id);
        }
        Assert.True(bound > strings.Length * 9 / 10, $"{bound} of {strings.Length}");
    }
}
