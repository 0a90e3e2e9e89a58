using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Truceline.Agreements;
using Truceline.Agreements.Sentences;

namespace Truceline.Tests.Agreements.Sentences;

public partial class CatalogueTests
{
    private static readonly Catalogue English = Catalogue.Of(RenderingLanguage.English);
    private static readonly Catalogue Ukrainian = Catalogue.Of(RenderingLanguage.Ukrainian);

    // What one grammar needs and another does not: cases, aspects, numbers, and names that stand in quotation marks or in a form of their own.
    private static readonly ImmutableHashSet<string> Aids = ["case", "mood", "number", "count", "zone", "city", "id", "name", "quoted"];

    /// <summary>The families of keys whose end is a word of a closed vocabulary.</summary>
    private static readonly Dictionary<string, string[]> Families = new(StringComparer.Ordinal)
    {
        ["act."] = [.. Vocabulary.All<Act>()],
        ["power."] = [.. Vocabulary.All<PowerAct>()],
        ["means."] = [.. Vocabulary.All<Means>()],
        ["actor."] = [.. Vocabulary.All<ActorKind>()],
        ["kind."] = [.. Vocabulary.All<ActorKind>()],
        ["class."] = [.. ClassGraph.BuiltInIds],
        ["core."] = [.. Vocabulary.All<ClauseKind>().SelectMany(kind => new[] { kind, kind + ".any" })],
        ["see."] = [.. Vocabulary.All<ClauseKind>().SelectMany(kind => new[] { kind, "none." + kind })],
        ["rate."] = [.. Vocabulary.All<ClauseKind>()],
        ["unless."] = [.. Vocabulary.All<ClauseKind>()],
        ["mirror."] = [.. Vocabulary.All<MirrorKind>()],
        ["unit."] = [.. Vocabulary.All<CountingUnit>()],
        ["unit-one."] = [.. Vocabulary.All<CountingUnit>()],
        ["domain."] = [.. Vocabulary.All<PledgeDomain>()],
        ["pledge-status."] = [.. Vocabulary.All<PledgeStatus>()],
        ["part.pledge."] = [.. Vocabulary.All<PledgeStatus>()],
        ["part.decision.silence."] = [.. Vocabulary.All<SilenceMeans>()],
        ["source."] = [.. Vocabulary.All<SourceStatus>()],
        ["anchor."] = ["started", "met", "breached", "kept"],
        ["state."] = ["started", "met", "breached", "kept"],
        ["timing."] = ["start", "done"],
        ["duration."] = ["years", "months", "weeks", "days", "hours", "minutes", "seconds"],
        ["month."] = [.. Enumerable.Range(1, 12).Select(month => $"{month}")],
        ["title."] = ["actors", "classes", "lines", "zones", "events", "phases", "pledges", "decisions", "counting", "positions", "readings"],
    };

    [Fact]
    public void All_catalogues_have_the_same_keys() => Assert.Equal(English.Messages.Keys, Ukrainian.Messages.Keys);

    [Fact]
    public void A_message_says_the_same_things_in_each_language() => Assert.All(English.Messages, message =>
        Assert.Equal(Named(message.Value), Named(Ukrainian.Messages[message.Key])));

    [Fact]
    public void Every_word_of_the_vocabularies_has_its_message() => Assert.All(Families.SelectMany(family => family.Value.Select(word => family.Key + word)), key => Assert.True(English.Has(key), key));

    [Fact]
    public void No_message_is_left_over()
    {
        var sources = string.Join('\n', Directory.GetFiles(Path.Combine(Needs.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(Needs.Root, "src"), "*.razor", SearchOption.AllDirectories)).Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));
        var left = English.Messages.Keys
            .Where(key => !sources.Contains($"\"{key}\"", StringComparison.Ordinal))
            .Where(key => !Families.Any(family => key.StartsWith(family.Key, StringComparison.Ordinal) && family.Value.Contains(key[family.Key.Length..])))
            .Where(key => !(key.StartsWith("list.", StringComparison.Ordinal) && key.Split('.') is [_, var kind, "two" or "more" or "last"] && sources.Contains($"\"list.{kind}\"", StringComparison.Ordinal)))
            .Where(key => !(key.StartsWith("label.", StringComparison.Ordinal) && (sources.Contains($"Label(\"{key[6..]}\")", StringComparison.Ordinal) || sources.Contains($"rendering, \"{key[6..]}\"", StringComparison.Ordinal))));
        Assert.Empty(left);
    }

    [Fact]
    public void Ukrainian_has_no_Latin_letters_but_a_name_of_a_method() => Assert.All(Ukrainian.Messages, message =>
        Assert.DoesNotMatch(Latin(), Words(message.Value).Replace("SHA-256", "", StringComparison.Ordinal)));

    [Fact]
    public void A_name_in_Ukrainian_has_all_its_cases() => Assert.All(
        Ukrainian.Messages.Where(message => message.Key.StartsWith("class.", StringComparison.Ordinal) && message.Key != "class.own"),
        message => Assert.Contains(message.Value, part => part is MessagePart.Fork { Name: "case", Branches: var cases } && cases.ContainsKey("gen") && cases.ContainsKey("ins")));

    [Theory]
    [InlineData(1, "1 годину", "1 години", "1 hour")]
    [InlineData(2, "2 години", "2 годин", "2 hours")]
    [InlineData(5, "5 годин", "5 годин", "5 hours")]
    [InlineData(11, "11 годин", "11 годин", "11 hours")]
    [InlineData(21, "21 годину", "21 години", "21 hours")]
    [InlineData(72, "72 години", "72 годин", "72 hours")]
    [InlineData(112, "112 годин", "112 годин", "112 hours")]
    public void Numbers_take_the_form_that_goes_with_them(int hours, string some, string of, string english)
    {
        var phrase = Phrase.Say("duration.hours", ("number", Phrase.Of(hours)));
        Assert.Equal(english, English.Say(phrase));
        Assert.Equal(some, Ukrainian.Say(phrase));
        Assert.Equal($"Протягом {of} після подія", Ukrainian.Sentence(Phrase.Say("deadline.within", ("duration", phrase), ("anchor", new Phrase.Bare("подія")))));
    }

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(4, "4th")]
    [InlineData(11, "11th")]
    [InlineData(12, "12th")]
    [InlineData(13, "13th")]
    [InlineData(21, "21st")]
    [InlineData(113, "113th")]
    public void Places_in_an_order_are_written_as_people_write_them(int number, string place) => Assert.StartsWith(
        $"the {place} day", English.Say(Phrase.Say("moment.nth-day", ("end", Phrase.Choose("none")), ("number", Phrase.Of(number)), ("anchor", Phrase.Nothing))), StringComparison.Ordinal);

    [Theory]
    [InlineData("1234567.25", "1,234,567.25", "1\u00a0234\u00a0567,25")]
    [InlineData("999", "999", "999")]
    [InlineData("-1000", "−1,000", "−1\u00a0000")]
    [InlineData("0.0004", "0.0004", "0,0004")]
    public void Numbers_are_grouped_as_the_language_does(string number, string english, string ukrainian)
    {
        var phrase = Phrase.Of(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((english, ukrainian), (English.Say(phrase), Ukrainian.Say(phrase)));
    }

    [Theory]
    [InlineData("a {b", "no ','")]
    [InlineData("a } b", "a bracket that nothing opened")]
    [InlineData("[a", "a '[' that nothing closes")]
    [InlineData("{n, plural, one {x}}", "without the branch 'other'")]
    [InlineData("{n, gender, other {x}}", "which is not select")]
    [InlineData("{}", "no word")]
    public void A_message_that_is_written_wrongly_is_told_with_its_place(string text, string what) =>
        Assert.Contains(what, Assert.Throws<FormatException>(() => MessageText.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Quotation_marks_inside_a_quotation_are_others() =>
        Assert.Equal(("‘a “b”’", "«a “b”»"), (English.Say(Phrase.Quote("a “b”")), Ukrainian.Say(Phrase.Quote("a “b”"))));

    [Fact]
    public void A_backslash_makes_a_bracket_plain() => Assert.Equal([new MessagePart.Words("[a] {b}")], MessageText.Read(@"\[a] {b}".Replace("] {", @"\] \{", StringComparison.Ordinal).Replace("b}", @"b\}", StringComparison.Ordinal)));

    private static ImmutableSortedSet<string> Named(ImmutableArray<MessagePart> parts) => [.. MessagePart.Names(parts).Where(name => !Aids.Contains(name))];

    private static string Words(ImmutableArray<MessagePart> parts) => string.Concat(parts.Select(part => part switch
    {
        MessagePart.Words words => words.Text,
        MessagePart.Optional optional => Words(optional.Parts),
        MessagePart.Fork fork => string.Concat(fork.Branches.Values.Select(Words)),
        _ => " ",
    }));

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Latin();
}
