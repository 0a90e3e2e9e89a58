using System.Text;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Tests.Agreements;

/// <summary>The example minsk-2, and the sketches that the language was designed on.</summary>
public sealed class ExampleTests
{
    private static readonly string Folder = Path.Combine(Needs.Root, "examples", "minsk-2");

    private static AgreementReading Read(byte[] text) =>
        AgreementReader.Read("minsk-2.truce.yaml", text, name => File.Exists(Path.Combine(Folder, name)) ? File.ReadAllBytes(Path.Combine(Folder, name)) : null);

    private static byte[] Text => File.ReadAllBytes(Path.Combine(Folder, "minsk-2.truce.yaml"));

    [Fact]
    public void The_example_has_no_problems()
    {
        var reading = Read(Text);
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        Assert.Equal(
            ["p1", "p2.ua", "p2.af", "p2.mlrs", "p2.long", "p3", "p4", "p4.rada", "p5", "p6", "p7", "p8", "p9", "p10", "p10.groups", "p11", "p12"],
            reading.Agreement!.Clauses.Select(clause => clause.Id));
        Assert.Equal(["p13"], reading.Agreement.Powers.Select(power => power.Id));
        Assert.Equal("fifty-is-each: p12 p2.af p2.ua p3 p4 p6 p9 | fourteen-from-start: p12 p2.af p2.ua p3 p4 p6 p9",
            string.Join(" | ", reading.Agreement.Readings.Values.Select(other => $"{other.Name}: {string.Join(' ', other.Changes)}")));
        Assert.Equal(["AF", "RF", "UA", "sides"], reading.Agreement.Clauses[0].Accepted.Select(one => one.By));
    }

    [Theory]
    [InlineData("contact-actual")]
    [InlineData("contact-2014")]
    public void Kyiv_lies_on_the_side_of_UA_and_Donetsk_on_that_of_AF(string line)
    {
        var course = Read(Text).Agreement!.Lines[line].Line;
        Assert.Equal(Side.Left, course.Nearest(new Position(50.45, 30.52)).Side);
        Assert.Equal(Side.Left, course.Nearest(new Position(48.74, 37.59)).Side);
        Assert.Equal(Side.Right, course.Nearest(new Position(48.00, 37.80)).Side);
        Assert.Equal(Side.Right, course.Nearest(new Position(48.57, 39.31)).Side);
        Assert.InRange(course.Length.Value, 250_000, 400_000);
    }

    [Fact]
    public void Debaltseve_is_where_the_two_lines_part()
    {
        var agreement = Read(Text).Agreement!;
        var debaltseve = new Position(48.34, 38.41);
        Assert.True(agreement.Lines["contact-2014"].Line.Nearest(debaltseve).Distance.Value < 1);
        Assert.True(agreement.Lines["contact-actual"].Line.Nearest(debaltseve).Distance.Value > 10_000);
        Assert.Equal(Side.Right, agreement.Lines["contact-actual"].Line.Nearest(debaltseve).Side);
    }

    [Fact]
    public void Donetsk_and_Luhansk_lie_in_the_certain_areas_and_Mariupol_and_Rostov_do_not()
    {
        var area = Assert.IsType<Zone.In>(Read(Text).Agreement!.Zones["certain-areas"].Zone).Area;
        Assert.True(area.Contains(new Position(48.00, 37.80)));
        Assert.True(area.Contains(new Position(48.57, 39.31)));
        Assert.False(area.Contains(new Position(47.10, 37.55)));
        Assert.False(area.Contains(new Position(47.23, 39.70)));
        Assert.InRange(area.SquareMetres / 1e6, 5_000, 20_000);
    }

    [Fact]
    public void Two_thousand_mutations_of_the_example_end_in_an_agreement_or_in_problems()
    {
        var random = new Random(20150212);
        var plain = Text;
        var words = Encoding.UTF8.GetString(plain).Split([' ', '\n', ',', '[', ']', '{', '}'], StringSplitOptions.RemoveEmptyEntries);
        var small = (Area: (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(Truces.Square), Line: (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(Truces.Course));
        var sound = 0;
        for (var i = 0; i < 2000; i++)
        {
            var text = Encoding.UTF8.GetString(plain);
            for (var change = random.Next(1, 4); change > 0; change--) text = Mutated(text, words, random);
            // What is drawn makes no difference here, and small drawings are fast.
            var reading = AgreementReader.Read("m.yaml", Encoding.UTF8.GetBytes(text), name =>
                name.StartsWith("certain", StringComparison.Ordinal) ? small.Area : name.EndsWith(".geojson", StringComparison.Ordinal) ? small.Line : null);
            if (reading.Agreement is not null) sound++;
            Assert.Equal(reading.Agreement is null, reading.Problems.Length > 0);
            Assert.All(reading.Problems, problem => Assert.True(problem.Where is { Line: >= 1, Column: >= 1 }));
        }
        Assert.InRange(sound, 20, 1900);
    }

    private const string Signs = "[]{}:,-?&*!|>'\"%@`#\n\t ";

    private static string Mutated(string text, string[] words, Random random)
    {
        var at = random.Next(text.Length);
        var length = Math.Min(random.Next(1, 12), text.Length - at);
        return random.Next(6) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, text.Substring(random.Next(text.Length - 12), 12)),
            2 => text.Insert(at, ((char)random.Next(1, 0x250)).ToString()),
            3 => text.Remove(at, 1).Insert(at, Signs[random.Next(Signs.Length)].ToString()),
            4 => text.Replace(words[random.Next(words.Length)], words[random.Next(words.Length)], StringComparison.Ordinal),
            _ => string.Join('\n', text.Split('\n').Where((_, i) => i != at % 90)),
        };
    }

    [Theory]
    [InlineData("disengagement2016.truce.yaml")]
    [InlineData("easter2025.truce.yaml")]
    [InlineData("korea1953.truce.yaml")]
    [InlineData("minsk2.truce.yaml")]
    [InlineData("paris2025.truce.yaml")]
    public void A_sketch_has_no_problems(string file)
    {
        var path = Path.GetFullPath(Path.Combine(Needs.SharedData(), "..", "design", "examples", file));
        if (!File.Exists(path)) Assert.Skip("needs ../shared/design/examples");
        var reading = AgreementReader.Read(file, File.ReadAllBytes(path), name =>
            Encoding.UTF8.GetBytes(name is "contact.geojson" or "mdl.geojson" || name.StartsWith("contact-", StringComparison.Ordinal) || name.StartsWith("memorandum-", StringComparison.Ordinal) ? Truces.Course : Truces.Square));
        Assert.Equal("", string.Join('\n', reading.Problems));
        Assert.NotNull(reading.Agreement);
    }
}
