using System.Globalization;
using NodaTime;
using Truceline.Texts;

namespace Truceline.Tests.Texts;

/// <summary>What seems to contradict, inside a text and within a camp, and what only looks so.</summary>
public class ContradictionTests
{
    private static readonly LocalDate Day = new(2030, 3, 8);

    [Theory]
    [InlineData("The 40-month war goes on. More than three and a half years after the invasion began nothing has changed.")]
    [InlineData("The 40-month border warfare goes on. More than three and a half years into the conflict nothing has changed.")]
    public void Two_lengths_of_one_war_are_shown_with_both_places(string body)
    {
        var shown = Assert.Single(Contradictions.Within("text", body, []));
        Assert.Equal((ContradictionKind.Length, "40-month", "More than three and a half years"), (shown.Kind, shown.A.Words, shown.B.Words));
        Assert.Equal(shown.B.Words, body[shown.B.Start..shown.B.End]);
    }

    [Theory]
    [InlineData("The 43-month war goes on. More than three and a half years after the invasion began nothing has changed.")]
    [InlineData("The 40-month war goes on. More than three years after the invasion began nothing has changed.")]
    public void Lengths_that_can_both_be_are_not_shown(string body) => Assert.Empty(Contradictions.Within("text", body, []));

    [Fact]
    public void Two_numbers_of_one_thing_are_shown_unless_two_parties_give_them()
    {
        const string body = "A force of 1,200 soldiers is to come. The 1,500 soldiers of the force come in May.";
        Assert.Equal(ContradictionKind.Number, Assert.Single(Contradictions.Within("text", body, [])).Kind);
        Assert.Empty(Contradictions.Within("text", body, [Held("text", 0, body[..37], "north", StatementAct.Claim), Held("text", 38, body[38..], "south", StatementAct.Claim)]));
    }

    [Fact]
    public void What_one_of_a_camp_accepts_and_another_refuses_is_shown_under_one_condition_alone()
    {
        var accepts = Held("one", 0, "he was ready to see observers on the bridge", "north", StatementAct.Acceptance, "A", Day);
        var refuses = Held("two", 0, "observers will not be admitted", "north", StatementAct.Refusal, "B", Day.PlusDays(1));
        Assert.Equal(ContradictionKind.Act, Assert.Single(Contradictions.Between([accepts, refuses])).Kind);
        Assert.Empty(Contradictions.Between([accepts with { If = "after a truce" }, refuses with { If = "if nobody asks" }]));
        Assert.Empty(Contradictions.Between([accepts, refuses with { Camp = "south" }]));
    }

    [Fact]
    public void Much_that_a_camp_says_of_other_things_first_hides_no_contradiction()
    {
        var accepts = Held("one", 0, "he was ready to see observers on the bridge", "north", StatementAct.Acceptance, "A", Day) with { Issue = "observers" };
        var refuses = Held("two", 0, "observers will not be admitted", "north", StatementAct.Refusal, "B", Day.PlusDays(1)) with { Issue = "observers" };
        var before = Enumerable.Range(0, 300).Select(i => Held("zero", i * 20, "it rained", "north", StatementAct.Claim, "C", Day.PlusDays(-1)) with { Issue = "weather" });
        Assert.Equal(ContradictionKind.Act, Assert.Single(Contradictions.Between([.. before, accepts, refuses])).Kind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_found_is_what_each_two_of_the_first_of_all_and_of_each_issue_contradict(int seed)
    {
        const int first = 200;
        var random = new Random(seed);
        StatementAct Act() => random.Next(100) switch { < 5 => StatementAct.Acceptance, < 12 => StatementAct.Refusal, < 40 => StatementAct.Claim, _ => StatementAct.Demand };
        string Words() => random.Next(100) switch { < 3 => "the harbour bridge is open", < 6 => "the harbour bridge is not open", _ => "a bridge" };
        // Of one day, so that order is by place alone; of two issues much is said, of others little.
        HeldStatement[] all = [.. Enumerable.Range(0, 600).Select(i => Held($"text {i / 150}", i * 10, Words(), "north", Act(), null, Day) with { Issue = random.Next(10) switch { < 5 => "bridge", < 8 => "toll", var other => $"issue {other}" } })];
        var ranks = new Dictionary<string, int>();
        int[] rank = [.. all.Select(one => ranks[one.Issue] = ranks.GetValueOrDefault(one.Issue) + 1)];
        var expected = new List<(Contradiction What, int Second)>();
        for (var i = 0; i < all.Length; i++)
            for (var j = i + 1; j < all.Length; j++)
                if (j < first || (all[i].Issue == all[j].Issue && rank[i] <= first && rank[j] <= first))
                    expected.AddRange(Contradictions.Between([all[i], all[j]]).Select(one => (one, j)));
        Assert.Contains(expected, one => one.Second < first);
        Assert.Contains(expected, one => one.Second >= first);
        Assert.InRange(expected.Count, 1, 999);
        Assert.Equal(expected.Select(one => one.What), Contradictions.Between(Enumerable.Reverse(all)));
        Assert.Equal(expected.Select(one => one.What).Where(one => one.A.Text == "text 1" || one.B.Text == "text 1"), Contradictions.Between(all, "text 1"));
    }

    [Fact]
    public void What_a_speaker_says_later_is_history_and_a_line_of_an_unnamed_source_stands_against_nobody()
    {
        var accepts = Held("one", 0, "he was ready to see observers on the bridge", "north", StatementAct.Acceptance, "A", Day);
        var refuses = Held("two", 0, "observers will not be admitted", "north", StatementAct.Refusal, "A", Day.PlusDays(1));
        Assert.Empty(Contradictions.Between([accepts, refuses]));
        Assert.Empty(Contradictions.Between([accepts, refuses with { Speaker = "B", Said = Day.PlusDays(40) }]));
        Assert.Empty(Contradictions.Between([accepts, refuses with { Speaker = "B", Authority = StatementAuthority.Anonymous }]));
    }

    [Fact]
    public void Who_refuses_one_thing_and_accepts_another_does_not_contradict_itself()
    {
        var refuses = Held("one", 0, "does not take the city as a meeting place seriously", "north", StatementAct.Refusal, "A", Day);
        var accepts = Held("two", 0, "would agree to a meeting in any form", "north", StatementAct.Acceptance, "A", Day);
        Assert.Empty(Contradictions.Between([refuses, accepts]));
        Assert.Single(Contradictions.Between([refuses with { Speaker = "B" }, accepts]));
    }

    [Fact]
    public void What_somebody_passes_on_of_another_camp_is_not_that_camps_word()
    {
        var closed = Held("one", 0, "the lane has been closed at no time", "north", StatementAct.Claim, "A", Day);
        var passed = Held("two", 0, "the lane was closed for two days", "north", StatementAct.Claim, "B", Day);
        Assert.Equal(ContradictionKind.Denial, Assert.Single(Contradictions.Between([closed, passed])).Kind);
        Assert.Empty(Contradictions.Between([closed, passed, Held("two", 40, "we sail on Monday", "south", StatementAct.Claim, "B", Day), Held("two", 60, "we shall be home", "south", StatementAct.Claim, "B", Day)]));
    }

    /// <summary>The rows of the table in the documentation.</summary>
    internal static string Rows(StatementCorpus corpus, string texts)
    {
        var camps = corpus.Lexicon.Actors.ToDictionary(actor => actor.Id, actor => actor.Camp ?? actor.Id);
        var held = corpus.Texts.SelectMany(text => corpus.Drafts(text).Select(draft => new HeldStatement(new(text.Id, draft.Start - text.Head, draft.End - text.Head, draft.Span), draft.Party is { } party ? camps[party] : null, draft.Speaker, draft.Authority, draft.Act, draft.Issue, draft.If, draft.Said))).ToArray();
        var heads = corpus.Texts.ToDictionary(text => text.Id, text => text.Head);
        Contradiction[] shown = [.. corpus.Texts.SelectMany(text => Contradictions.Within(text.Id, text.Text.Body, [.. held.Where(one => one.Place.Text == text.Id)])), .. Contradictions.Between(held)];
        bool Meets(TextPlace place, (string Text, int Start, int End) marked) => place.Text == marked.Text && place.Start + heads[place.Text] < marked.End && marked.Start < place.End + heads[place.Text];
        bool IsShown(MarkedPair pair) => shown.Any(one => one.Camp is null == pair.InText && ((Meets(one.A, pair.A) && Meets(one.B, pair.B)) || (Meets(one.A, pair.B) && Meets(one.B, pair.A))));
        return string.Concat(new[] { true, false }.Select(inText =>
        {
            var pairs = corpus.Pairs.Where(pair => pair.InText == inText).ToArray();
            return string.Create(CultureInfo.InvariantCulture, $"| {texts} | {(inText ? "inside one text" : "within one camp")} | {pairs.Count(pair => pair.Contradicts)} | {pairs.Count(pair => pair.Contradicts && IsShown(pair))} | {pairs.Count(pair => !pair.Contradicts)} | {pairs.Count(pair => !pair.Contradicts && IsShown(pair))} | {shown.Count(one => one.Camp is null == inText)} |\n");
        }));
    }

    private static HeldStatement Held(string text, int start, string words, string camp, StatementAct act, string? speaker = null, LocalDate? said = null) =>
        new(new(text, start, start + words.Length, words), camp, speaker, StatementAuthority.OnRecord, act, "force", null, said ?? Day);
}
