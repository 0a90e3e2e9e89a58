using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Truceline.Agreements;
using Truceline.Agreements.Sentences;

namespace Truceline.Tests.Agreements.Sentences;

public partial class RenderingTests
{
    /// <summary>The made-up agreement and the shipped examples.</summary>
    public static TheoryData<string> Files =>
    [
        "whole", "ground", .. Directory.GetFiles(Path.Combine(Needs.Root, "examples"), "*.truce.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Needs.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void A_withdrawal_reads_as_a_lawyer_would_write_it() => Assert.Equal(
        [
            "Ukraine must withdraw artillery of a calibre of at least 100\u00a0mm out of the belt of 25\u00a0km along the line “contact-actual” on the side of Ukraine, beginning no later than the end of 17\u00a0February 2015, Kyiv time (the 2nd day after the day of the event “ceasefire”) and completing it no later than the end of 1\u00a0March 2015, Kyiv time (the 14th day after the day of the event “ceasefire”).",
            "Once this is done, what was withdrawn must not be brought back.",
            "It is fulfilled by the same distance or amount as clause “p2.af” (article 2).",
        ],
        Says("examples/minsk-2/minsk-2.truce.yaml", "p2.ua", RenderingLanguage.English));

    [Fact]
    public void The_same_in_Ukrainian() => Assert.Equal(
        [
            "Сторона «Ukraine» має вивести артилерію калібром щонайменше 100\u00a0мм за межі смуги завглибшки 25\u00a0км уздовж лінії «contact-actual» з боку сторони «Ukraine», розпочавши не пізніше кінця 17\u00a0лютого 2015\u00a0року за київським часом (2-й день після дня події «ceasefire») та завершивши не пізніше кінця 1\u00a0березня 2015\u00a0року за київським часом (14-й день після дня події «ceasefire»).",
            "Після виконання повертати виведене заборонено.",
            "Відстань або обсяг ті самі, що їх передбачає пункт «p2.af» (стаття 2).",
        ],
        Says("examples/minsk-2/minsk-2.truce.yaml", "p2.ua", RenderingLanguage.Ukrainian));

    [Theory]
    [InlineData("from: 2020-02-03", "From 3\u00a0February 2020, 00:00 Kyiv time on, A must not fire.")]
    [InlineData("until: 2020-02-03", "Until 3\u00a0February 2020, 00:00 Kyiv time, A must not fire.")]
    [InlineData("from: e + P1D", "From 4\u00a0February 2020, 00:00 Kyiv time (the 1st day after the day of the event “e”) on, A must not fire.")]
    [InlineData("from: e + PT90M", "From 3\u00a0February 2020, 14:00 Kyiv time (90 minutes after the event “e”) on, A must not fire.")]
    [InlineData("from: e + P1M2D", "From 5\u00a0March 2020, 00:00 Kyiv time (the day that comes 1 month and 2 days after the day of the event “e”) on, A must not fire.")]
    [InlineData("from: e + P1DT6H", "From 4\u00a0February 2020, 06:00 Kyiv time (6 hours after the 1st day after the day of the event “e”) on, A must not fire.")]
    [InlineData("from: d + P1D", "From the beginning of the 1st day after the day of the event “d” on, A must not fire.")]
    [InlineData("from: 2020-10-25T03:30:00+02:00", "From 25\u00a0October 2020, 03:30 Kyiv time, UTC+02:00 on, A must not fire.")]
    [InlineData("while: [o.kept, o.started]", "As long as clause “o” is being kept and the fulfilment of clause “o” has begun, A must not fire.")]
    [InlineData("after: [d, o.met]", "Only after the event “d” and the fulfilment of clause “o”, A must not fire.")]
    public void A_time_is_said_as_a_date_where_the_text_fixes_it_and_always_by_its_rule(string time, string sentence) => Assert.Equal(sentence, Sentence($$"""
        events: { e: { at: 2020-02-03T12:30:00+02:00 }, d: { declared-by: [A, B] } }
        clauses: [ { id: o, must: { who: B, do: store } }, { id: c, must-not: { who: A, do: fire }, {{time}} } ]
        """));

    [Theory]
    [InlineData("done: { by: 2020-02-03 }", "A must store weapons, completing it no later than the end of 3\u00a0February 2020, Kyiv time.")]
    [InlineData("done: { by: 2020-02-03T00:00:00+02:00 }", "A must store weapons, completing it no later than the end of 2\u00a0February 2020, Kyiv time.")]
    [InlineData("done: { by: d + PT72H }", "A must store weapons, completing it within 72 hours after the event “d”.")]
    [InlineData("done: { by: d + P3D }", "A must store weapons, completing it no later than the end of the 3rd day after the day of the event “d”.")]
    [InlineData("done: { by: e + PT72H }", "A must store weapons, completing it no later than 6\u00a0February 2020, 12:30 Kyiv time (within 72 hours after the event “e”).")]
    [InlineData("start: { not-before: d, by: d + P1D }", "A must store weapons, beginning not before the event “d” and no later than the end of the 1st day after the day of the event “d”.")]
    public void A_deadline_at_midnight_is_the_end_of_the_day_before(string time, string sentence) => Assert.Equal(sentence, Sentence($$"""
        events: { e: { at: 2020-02-03T12:30:00+02:00 }, d: { declared-by: [A, B] } }
        clauses: [ { id: c, must: { who: A, do: store }, {{time}} } ]
        """));

    [Fact]
    public void All_conditions_of_an_exception_are_lettered()
    {
        var says = Says("whole", "ban", RenderingLanguage.English);
        Assert.Contains("It is no breach if all of the following hold: (a) it was notified to Mission at least 1 hour before it happened; (b) it answers an attack by Southland; (c) it was ordered by Northland; and (d) clause “go” (article 3) was tried before, and failed.", says);
        Assert.Contains("It is no breach if Panel or Mission authorised it.", says);
    }

    [Fact]
    public void Whom_a_clause_addresses_without_binding_them_is_said() => Assert.Equal(
        ["It binds A from 31\u00a0January 2020, 00:00 Kyiv time on.", "B is addressed here and not bound by it."],
        Rendered(Truces.Agreement(Truces.With("clauses: [ { id: c, must-not: { who: [A, B], do: fire }, accepted: [ { by: A, since: 2020-01-31 } ] } ]")), RenderingLanguage.English).Clauses[0].Binds);

    [Theory]
    [InlineData("A", "Адресат, якого це положення не зобов’язує: сторона «B».")]
    [InlineData("C", "Адресати, яких це положення не зобов’язує: сторона «A» та сторона «B».")]
    public void Whom_it_does_not_bind_agrees_in_Ukrainian_with_no_gender(string bound, string sentence) => Assert.Equal(sentence,
        Rendered(Truces.Agreement(Truces.With($"clauses: [ {{ id: c, must-not: {{ who: [A, B], do: fire }}, accepted: [ {{ by: {bound}, since: 2020-01-31 }} ] }} ]")), RenderingLanguage.Ukrainian).Clauses[0].Binds[1]);

    [Theory]
    [InlineData(RenderingLanguage.English, "The pledge “troops”:", "the pledge “troops”")]
    [InlineData(RenderingLanguage.Ukrainian, "Обіцянка «troops»:", "обіцянка «troops»")]
    public void A_pledge_of_which_others_speak_is_named_where_it_is_said(RenderingLanguage language, string name, string elsewhere)
    {
        var read = Rendered(Agreement("examples/paris-2025/paris-2025.truce.yaml"), language);
        Assert.StartsWith(name, read.Parts.Single(part => part.Name == "pledges").Things.Single(thing => thing.Id == "troops").Says[0], StringComparison.Ordinal);
        Assert.Contains(read.Parts.Single(part => part.Name == "positions").Things, thing => thing.Says.Any(says => says.Contains(elsewhere, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_assumed_on_one_word_is_named_in_one_sentence() => Assert.Equal(
        [
            "The text does not say this: it is assumed.",
            "The file was not checked against the text of the agreement.",
            "It rests on the course of the zone “area”, which the text does not give: it is assumed (source of the drawing: “drawn for this example”).",
            "It rests on these, which the text does not give and which are assumed: the line “contact” and the course of the zone “front”.",
        ],
        Rendered(Agreement("examples/paris-2025/paris-2025.truce.yaml"), RenderingLanguage.English).Clauses.Single(clause => clause.Id == "stop").Doubts);

    [Theory]
    [InlineData("2a", true)]
    [InlineData("II.13(c)", true)]
    [InlineData("IV", true)]
    [InlineData("energy", false)]
    [InlineData("the 3rd measure", false)]
    public void A_heading_of_one_word_is_no_number_of_an_article(string article, bool isNumber) => Assert.Equal(isNumber,
        Rendered(Truces.Agreement(Truces.With($"clauses: [ {{ id: c, ref: {article}, must-not: {{ who: A, do: fire }} }} ]")), RenderingLanguage.English).Clauses[0].IsNumbered);

    [Theory]
    [InlineData("must: { who: A, do: open-dialogue, about: a breach, to: B }", "A must open a dialogue on “a breach” with B.")]
    [InlineData("must-not: { who: A, do: fire, to: B }, from: 2020-02-03", "From 3\u00a0February 2020, 00:00 Kyiv time on, A must not fire against B.")]
    [InlineData("must: { who: A, do: report, to: C }", "A must report to C.")]
    public void Whom_an_act_is_done_to_or_with_is_said_as_the_act_asks(string rule, string sentence) => Assert.Equal(sentence, Sentence($"clauses: [ {{ id: c, {rule} }} ]"));

    [Theory]
    [InlineData("must: { who: A, do: open-dialogue, to: B }", "Сторона «A» має розпочати діалог; інша сторона діалогу: сторона «B».")]
    [InlineData("must-not: { who: A, do: fire, to: B }, from: signing", "Починаючи з події «signing», сторона «A» не має права вести вогонь проти сторони «B».")]
    public void And_in_Ukrainian(string rule, string sentence) => Assert.Equal(sentence,
        Rendered(Truces.Agreement(Truces.With($"events: {{ signing: {{ declared-by: [A, B] }} }}\nclauses: [ {{ id: c, {rule} }} ]")), RenderingLanguage.Ukrainian).Clauses[0].Sentence);

    [Fact]
    public void The_clauses_of_all_kinds_stand_in_the_order_of_the_file() =>
        Assert.Equal(["ban", "leave", "go", "cross", "open", "watch", "pass", "meet", "stop-it", "grave", "heavy"], Rendered(Agreement("whole"), RenderingLanguage.English).Clauses.Select(clause => clause.Id));

    [Fact]
    public void A_reading_says_only_what_is_then_other()
    {
        var readings = Rendered(Agreement("examples/paris-2025/paris-2025.truce.yaml"), RenderingLanguage.English).Clauses.Single(clause => clause.Id == "off-front").Readings;
        Assert.Equal(["stand-off-20-km", "stand-off-50-km"], readings.Select(reading => reading.Name));
        Assert.Equal("This can also be read so (“stand-off-20-km”):", readings[0].Lead);
        Assert.Equal(["From the event “ceasefire” on, Reassurance force must not be stationed in the belt of 20\u00a0km on each side of the line “contact”."], readings[0].Says);
    }

    [Theory, MemberData(nameof(Files))]
    public void Everything_that_can_be_said_otherwise_in_the_file_is_said_otherwise_in_the_rendering(string file)
    {
        // A small drawing is read faster, where it does for this file.
        var rough = Roughly(Beside(file));
        var beside = AgreementReader.Read(file, Encoding.UTF8.GetBytes(Text(file)), rough).Agreement is null ? Beside(file) : rough;
        var silent = new Mutations(Text(file), beside).Silent(file is "whole" or "ground" ? null : "clauses").ToList();
        if (silent.Count > 0) Assert.Fail(string.Join('\n', silent));
    }

    [Theory, MemberData(nameof(Files))]
    public void No_Latin_letter_stands_in_Ukrainian_but_in_quotation_marks_and_articles(string file)
    {
        var agreement = Agreement(file);
        var articles = agreement.Clauses.Select(clause => clause.Ref).Concat(agreement.Powers.Select(power => power.Ref)).OfType<string>().Where(ThingWords.IsNumber).Select(article => $"(стаття {article})");
        foreach (var sentence in Sentences(Rendered(agreement, RenderingLanguage.Ukrainian)))
            Assert.DoesNotMatch(Latin(), articles.Aggregate(Quotation().Replace(sentence, ""), (words, article) => words.Replace(article, "", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Files))]
    public void Every_sentence_is_whole(string file)
    {
        foreach (var language in Enum.GetValues<RenderingLanguage>())
            Assert.All(Sentences(Rendered(Agreement(file), language)), sentence =>
            {
                Assert.Matches(@"[.»”]$", sentence);
                Assert.False(char.IsLower(sentence[0]), sentence);
                Assert.DoesNotMatch(@"  | [,.;:)]|\( |\.\.|\{|\}|\[|\]|#", sentence);
            });
    }

    [Theory, MemberData(nameof(Files))]
    public void The_same_file_gives_the_same_bytes(string file) => Assert.All(Enum.GetValues<RenderingLanguage>(), language =>
        Assert.Equal(RenderingJson.Write(Rendered(Agreement(file), language)), RenderingJson.Write(Rendered(Agreement(file), language))));

    internal static Rendering Rendered(Agreement agreement, RenderingLanguage language) => Rendering.Of(agreement, language);

    private static IEnumerable<string> Sentences(Rendering rendering) => rendering.Source
        .Concat(rendering.Clauses.SelectMany(clause => clause.Further.Prepend(clause.Sentence).Concat(clause.Binds).Concat(clause.Seen).Concat(clause.Doubts).Concat(clause.Readings.SelectMany(reading => reading.Says))))
        .Concat(rendering.Parts.SelectMany(part => part.Things).SelectMany(thing => thing.Says));

    private static string Sentence(string rest) => Rendered(Truces.Agreement(Truces.With(rest)), RenderingLanguage.English).Clauses[^1].Sentence;

    private static ImmutableArray<string> Says(string file, string clause, RenderingLanguage language)
    {
        var found = Rendered(Agreement(file), language).Clauses.Single(one => one.Id == clause);
        return [found.Sentence, .. found.Further];
    }

    private static string Text(string file) => file == "whole" ? Whole.Text : file == "ground" ? Whole.Ground : File.ReadAllText(Path.Combine(Needs.Root, file));

    private static Func<string, ReadOnlyMemory<byte>?> Beside(string file) => name =>
        file is "whole" or "ground" ? Encoding.UTF8.GetBytes(name switch { "line.geojson" => Truces.Course, "square.geojson" => Truces.Square, "places.geojson" => Whole.Places, "later.geojson" => Whole.Later, _ => Truces.OtherSquare })
        : Path.Combine(Path.GetDirectoryName(Path.Combine(Needs.Root, file))!, name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null;

    // What is drawn is not said: a small drawing of the same kind is read faster.
    private static Func<string, ReadOnlyMemory<byte>?> Roughly(Func<string, ReadOnlyMemory<byte>?> beside) => name =>
        beside(name) is not { } file ? null
        : Encoding.UTF8.GetString(file.Span) is var drawn && drawn.Contains("LineString", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(name.Length % 2 == 0 ? Truces.Course : Whole.Later)
        : drawn.Contains("Polygon", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(Truces.Square) : file;

    private static Agreement Agreement(string file)
    {
        var reading = AgreementReader.Read(file, Encoding.UTF8.GetBytes(Text(file)), Beside(file));
        return reading.Agreement ?? throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Latin();

    [GeneratedRegex("«[^»]*»|„[^“]*“")]
    private static partial Regex Quotation();
}
