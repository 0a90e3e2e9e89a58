using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

public class CanonicalJsonTests
{
    [Fact]
    public void The_example_of_RFC_8785_section_3_2_2() => Assert.Equal(
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        Canonical("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """));

    [Fact]
    public void Names_are_in_the_order_of_their_UTF_16_units_as_in_RFC_8785_section_3_2_3() => Assert.Equal(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
        + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}",
        Canonical("""
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """));

    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void The_number_table_of_RFC_8785_appendix_B(string bits, string expected)
    {
        var value = BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        Assert.Equal(expected, Canonical(value.ToString("G17", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("-0.0", "0")]
    [InlineData("1e6", "1000000")]
    [InlineData("100", "100")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("123456789012345678901", "123456789012345680000")]
    [InlineData("0.1", "0.1")]
    [InlineData("12.5e-1", "1.25")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("1.5E-10", "1.5e-10")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("1e-400", "0")]
    [InlineData("2.98023223876953125e-8", "2.9802322387695312e-8")]
    [InlineData("4.1045368012983762e-289", "4.1045368012983762e-289")]
    public void Numbers_are_doubles_and_have_one_form(string json, string expected) => Assert.Equal(expected, Canonical(json));

    [Fact]
    public void Every_number_reads_back_as_itself() => Prop.ForAll<ulong>(bits =>
    {
        // FsCheck's integers are small; spread them over all doubles.
        var value = BitConverter.UInt64BitsToDouble(bits * 0x9E3779B97F4A7C15);
        return !double.IsFinite(value)
            || double.Parse(Canonical(value.ToString("R", CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture) == value;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Every_power_of_two_and_its_neighbours_read_back_as_themselves()
    {
        // Where the gap between doubles changes, a shortest-digits algorithm goes wrong first, and .NET's does.
        for (var exponent = -1074; exponent < 1024; exponent++)
            foreach (var value in new[] { Math.BitDecrement(Math.ScaleB(1, exponent)), Math.ScaleB(1, exponent), Math.BitIncrement(Math.ScaleB(1, exponent)) })
                Assert.Equal(value, double.Parse(Canonical(value.ToString("G17", CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("""{"a":1,"a":1}""", 7, "twice")]
    [InlineData("""{"a":1,"b":{"c":1,"\u0063":2}}""", 18, "twice")]
    [InlineData("""["\ud800"]""", 1, "surrogate")]
    [InlineData("""["\ude00\ud83d"]""", 1, "surrogate")]
    [InlineData("""{"\ud800":1}""", 1, "surrogate")]
    [InlineData("[1e309]", 1, "range")]
    [InlineData("[-1e309]", 1, "range")]
    [InlineData("[NaN]", 1, "not JSON")]
    [InlineData("[1,]", 3, "not JSON")]
    [InlineData("[1] 2", 4, "not JSON")]
    [InlineData("[1] // two", 4, "not JSON")]
    [InlineData("", 0, "not JSON")]
    [InlineData("\uFEFF1", 0, "not JSON")]
    public void What_has_no_canonical_form_is_refused_with_its_place(string json, long at, string what)
    {
        Assert.False(CanonicalJson.TryCanonicalise(Encoding.UTF8.GetBytes(json), out var canonical, out var fault));
        Assert.Empty(canonical);
        Assert.Equal(at, fault.At);
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Contains(fault.ToString(), Assert.Throws<FormatException>(() => Canonical(json)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x80)]
    [InlineData(0xC0)]
    [InlineData(0xED)]
    [InlineData(0xFF)]
    public void Bytes_that_are_not_UTF_8_are_refused(byte bad) =>
        Assert.False(CanonicalJson.TryCanonicalise([(byte)'"', bad, (byte)'"'], out _, out _));

    [Fact]
    public void Nesting_goes_64_deep_and_no_deeper()
    {
        static string Nested(int depth) => new string('[', depth) + new string(']', depth);
        Assert.Equal(Nested(64), Canonical(Nested(64)));
        Assert.False(CanonicalJson.TryCanonicalise(Encoding.UTF8.GetBytes(Nested(65)), out _, out var fault));
        Assert.Equal(64, fault.At);
        Assert.Contains("deeper than 64", fault.What, StringComparison.Ordinal);
        Assert.False(CanonicalJson.TryCanonicalise(Encoding.UTF8.GetBytes(new string('[', 1_000_000)), out _, out _));
    }

    [Fact]
    public void The_canonical_form_is_its_own_canonical_form() => Prop.ForAll<int>(seed =>
    {
        var canonical = Canonical(RandomJson(new Random(seed), 5));
        return Canonical(canonical) == canonical && CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(canonical));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_canonical_form_says_the_same() => Prop.ForAll<int>(seed =>
    {
        var json = RandomJson(new Random(seed), 5);
        using var before = JsonDocument.Parse(json);
        using var after = JsonDocument.Parse(Canonical(json));
        return Same(before.RootElement, after.RootElement);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_members_and_the_white_space_do_not_matter() => Prop.ForAll<int>(seed =>
    {
        // One seed for what is said, another for how it is laid out.
        var one = RandomJson(new Random(seed), 5, new Random(1));
        var other = RandomJson(new Random(seed), 5, new Random(2));
        return Canonical(one) == Canonical(other);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_public_parsing_suite_is_accepted_and_refused_as_it_says()
    {
        // Well-formed, but duplicate names have no canonical form.
        string[] duplicates = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"];
        var files = Directory.GetFiles(Needs.SharedData("bad-input", "json-test-suite", "test_parsing"), "*.json");
        var wrong = new List<string>();
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            var accepted = CanonicalJson.TryCanonicalise(File.ReadAllBytes(file), out _, out _);
            if (name[0] == 'y' && accepted == duplicates.Contains(name)) wrong.Add(name);
            if (name[0] == 'n' && accepted) wrong.Add(name);
        }
        Assert.Empty(wrong);
        Assert.True(files.Length > 300);
    }

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)));

    private static bool Same(JsonElement a, JsonElement b) => a.ValueKind == b.ValueKind && a.ValueKind switch
    {
        JsonValueKind.Object => a.EnumerateObject().Count() == b.EnumerateObject().Count()
            && a.EnumerateObject().All(member => b.TryGetProperty(member.Name, out var other) && Same(member.Value, other)),
        JsonValueKind.Array => a.GetArrayLength() == b.GetArrayLength() && a.EnumerateArray().Zip(b.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
        JsonValueKind.String => a.GetString() == b.GetString(),
        JsonValueKind.Number => a.GetDouble() == b.GetDouble(),
        _ => true,
    };

    private static string RandomJson(Random what, int depth, Random? layout = null)
    {
        layout ??= what;
        var kind = what.Next(depth == 0 ? 5 : 7);
        var text = kind switch
        {
            0 => "null",
            1 => what.Next(2) == 0 ? "true" : "false",
            2 => what.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture) + (layout.Next(2) == 0 ? "" : ".0"),
            3 => (what.NextDouble() * Math.Pow(10, what.Next(-30, 30))).ToString(layout.Next(2) == 0 ? "R" : "E17", CultureInfo.InvariantCulture),
            4 => RandomString(what, layout, null),
            5 => "[" + string.Join(',', Enumerable.Range(0, what.Next(5)).Select(_ => RandomJson(what, depth - 1, layout)).ToArray()) + "]",
            _ => "{" + string.Join(',', Members(what, depth, layout)) + "}",
        };
        return Space(layout) + text + Space(layout);
    }

    private static string[] Members(Random what, int depth, Random layout)
    {
        var members = Enumerable.Range(0, what.Next(6))
            .Select(i => Space(layout) + RandomString(what, layout, i) + Space(layout) + ":" + RandomJson(what, depth - 1, layout)).ToArray();
        if (layout != what) layout.Shuffle(members);
        return members;
    }

    private static string RandomString(Random what, Random layout, int? unlike)
    {
        var text = new StringBuilder("\"");
        string[] letters = ["a", "Z", "0", "ö", "€", "\uFB33", "😀", "\u0001", "\n", "\"", "\\", "/", "\u007F", "\u2028"];
        for (var i = what.Next(6); i > 0; i--)
        {
            var letter = letters[what.Next(letters.Length)];
            var escaped = layout.Next(2) == 0 || letter[0] < ' ' || letter is "\"" or "\\";
            text.Append(escaped ? string.Concat(letter.Select(c => $"\\u{(int)c:x4}")) : letter);
        }
        return text.Append(unlike).Append('"').ToString();
    }

    private static string Space(Random layout) => layout.Next(4) switch { 0 => " ", 1 => "\r\n\t", _ => "" };
}
