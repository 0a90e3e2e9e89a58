using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using Truceline.Texts;

namespace Truceline.Tests.Texts;

/// <summary>Statements drafted from texts: small ones for each way of saying, and all of those that people marked.</summary>
public class StatementDraftingTests
{
    private static readonly LocalDate Friday = new(2030, 3, 8);

    private static readonly StatementLexicon Lexicon = StatementLexicon.Read("""
        {"actors": [{"id": "north", "name": "North Land", "camp": "allies", "aliases": ["Northern", "the northern capital"]}, {"id": "south", "name": "South Land", "aliases": ["Southern"]}, {"id": "league", "name": "Coast League", "camp": "allies", "aliases": ["members of the Coast League"]}],
         "people": [{"name": "Ada Brook", "actor": "north", "role": "foreign minister"}, {"name": "Vera Lisk", "role": "spokeswoman"}],
         "issues": [{"id": "force", "cues": ["force", "troops"]}, {"id": "prisoners", "cues": ["prisoners", "exchange"]}]}
        """u8.ToArray());

    [Theory]
    [InlineData("""{"actors":[{"id":"x","nmae":"y"}]}""", "an actor has no member 'nmae': it has id, name, camp, aliases")]
    [InlineData("""{"actor":[]}""", "the lexicon has no member 'actor'")]
    [InlineData("""{"issues":[{"cues":["gun"]}]}""", "an item has no 'id'")]
    [InlineData("{\n K", "line 2 is no JSON")]
    [InlineData("[]", "it is no object in braces")]
    public void A_lexicon_with_a_fault_is_refused_and_the_fault_is_named(string lexicon, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => StatementLexicon.Read(System.Text.Encoding.UTF8.GetBytes(lexicon))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_a_named_person_is_quoted_to_say_is_a_draft_of_exactly_these_words()
    {
        const string body = "Rain fell all day.\n\"We will send no troops,\" Ada Brook said.";
        var draft = Assert.Single(Of(body));
        Assert.Equal("\"We will send no troops,\" Ada Brook said.", body[draft.Start..draft.End]);
        Assert.Equal(body[draft.Start..draft.End], draft.Span);
        Assert.Equal(("Ada Brook", "north", "foreign minister", StatementAct.Refusal, "force"), (draft.Speaker, draft.Party, draft.Role, draft.Act, draft.Issue));
    }

    [Fact]
    public void Indirect_speech_is_drafted_as_a_paraphrase_and_a_pronoun_is_who_spoke_before()
    {
        var drafts = Of("Ada Brook said that the prisoners were well. She demanded an exchange within a week.");
        Assert.Equal([StatementFidelity.Paraphrase, StatementFidelity.Paraphrase], drafts.Select(draft => draft.Fidelity));
        Assert.Equal(("Ada Brook", StatementAct.Demand), (drafts[1].Speaker, drafts[1].Act));
        Assert.Contains("'she' is Ada Brook", drafts[1].Assumed);
    }

    [Fact]
    public void What_goes_on_without_another_word_of_saying_is_drafted_and_says_that_its_speaker_is_assumed()
    {
        var drafts = Of("Ada Brook said that the force was ready. It would move within days of a truce.");
        Assert.Equal("Ada Brook", drafts[1].Speaker);
        Assert.Contains("the speaker is who spoke before: no word of saying stands here", drafts[1].Assumed);
    }

    [Fact]
    public void A_commissioner_is_no_miss()
    {
        var drafts = Of("The clerk, Anton Berg, said that it was late. Commissioner Petar Holm said that the force was ready. He said that the troops would stay.");
        Assert.Equal(["Anton Berg", "Petar Holm", "Petar Holm"], drafts.Select(draft => draft.Speaker));
    }

    [Fact]
    public void An_issue_of_which_no_cue_stands_in_the_words_is_said_to_be_assumed()
    {
        const string assumed = "the issue is that of the words around: none of its cues stands here";
        var drafts = Of("Ada Brook said that the prisoners were well. She said that they would be home by Friday.");
        Assert.Equal(["prisoners", "prisoners"], drafts.Select(draft => draft.Issue));
        Assert.Equal([false, true], drafts.Select(draft => draft.Assumed.Contains(assumed)));
        var unsorted = Assert.Single(Of("Ada Brook said that the weather was fine."));
        Assert.Equal((IssueReading.Unsorted, false), (unsorted.Issue, unsorted.Assumed.Contains(assumed)));
    }

    [Fact]
    public void An_office_in_the_first_sentence_is_who_is_named_in_the_next()
    {
        var drafts = Of("Troops could leave within a month, the Southern deputy energy minister said on Thursday.\nAnton Berisch told reporters that the line had been inspected.");
        Assert.All(drafts, draft => Assert.Equal(("Anton Berisch", "south", "deputy energy minister"), (draft.Speaker, draft.Party, draft.Role)));
    }

    [Fact]
    public void An_actor_whose_name_holds_anothers_alias_is_itself()
    {
        var lexicon = StatementLexicon.Read("""{"actors": [{"id": "town", "name": "Town Council", "aliases": ["the council"]}, {"id": "junta", "name": "Council of Restoration"}], "issues": [{"id": "force", "cues": ["force"]}]}"""u8.ToArray());
        Assert.Equal("junta", Assert.Single(StatementDrafting.Draft(new("text", "Wire", "A day of talks", null, "en", "The Council of Restoration said that the force would stay."), Friday, lexicon)).Party);
    }

    [Fact]
    public void What_is_demanded_and_what_is_said_after_it_are_two_statements() =>
        Assert.Equal(["She demanded that the troops be gone by Sunday night", "said that the prisoners would otherwise be kept."], Of("Ada Brook spoke to the press.\nShe demanded that the troops be gone by Sunday night and said that the prisoners would otherwise be kept.").Select(draft => draft.Span));

    [Fact]
    public void A_paper_that_is_named_after_a_country_does_not_speak_for_it() =>
        Assert.Null(Assert.Single(StatementDrafting.Draft(new("text", "Northern Star", "A day of talks", null, "en", "Senator Leo Peral said that the troops would stay."), Friday, Lexicon)).Party);

    [Fact]
    public void What_others_told_who_speaks_is_their_position_and_comes_through_who_speaks()
    {
        var drafts = Of("Ada Brook: We have published no list at all. The Southern ambassador told me that his government was content.\nQuestion: And the troops?\nBrook: They stay.");
        var passed = Assert.Single(drafts, draft => draft.Party == "south");
        Assert.Equal(("Ada Brook", "Ada Brook", "ambassador"), (passed.Speaker, passed.Chain[0], passed.Chain[1]));
    }

    [Fact]
    public void What_follows_the_words_that_somebody_posted_it_is_that_persons()
    {
        var drafts = Of("Ada Brook posted the following on Friday morning.\nThe camps will be ready by May.\nI thank every sergeant.\nSenator Leo Peral replied that he had seen no troops.");
        Assert.Equal(["Ada Brook", "Ada Brook", "Leo Peral"], drafts.Select(draft => draft.Speaker));
    }

    [Fact]
    public void A_source_that_is_left_unnamed_is_anonymous()
    {
        var draft = Assert.Single(Of("A Northern official, who asked not to be named, said that the troops were not ready."));
        Assert.Equal((StatementAuthority.Anonymous, "north"), (draft.Authority, draft.Party));
    }

    [Theory]
    [InlineData("had bound themselves to send")]
    [InlineData("had pledged to send")]
    public void Nested_sources_are_a_chain_from_the_nearest_to_the_deepest(string undertook)
    {
        var draft = Assert.Single(Of($"Ada Brook said on Thursday that six members of the Coast League {undertook} troops for the force."));
        Assert.Equal(["Ada Brook", "league"], draft.Chain);
        Assert.Equal("league", draft.Party);
        Assert.Equal(new LocalDate(2030, 3, 7), draft.Said);
    }

    [Theory]
    [InlineData("Ada Brook said that the Coast League was slow and had pledged troops too late.")]
    [InlineData("Ada Brook said that the Coast League would stay away and that nobody had pledged troops.")]
    public void Whose_undertaking_it_is_is_not_read_over_another_verb(string body)
    {
        var draft = Assert.Single(Of(body));
        Assert.Empty(draft.Chain);
        Assert.Equal("north", draft.Party);
    }

    [Theory]
    [InlineData("The Northern foreign minister, Mara Lund, said no.\nLund's office said that the troops were ready.", null, "foreign minister's office")]
    [InlineData("Ada Brook said that the force was ready.\nHer deputy, Tim Oker, will stay behind, he said.", "Tim Oker", "deputy")]
    [InlineData("Ada Brook said that the force was ready.\nMara Stolt of the Wessen Circle, a think tank, thinks otherwise.", "Mara Stolt", null)]
    [InlineData("Ada Brook said that the force was ready. It would answer every shell.", "Ada Brook", "foreign minister")]
    [InlineData("Ada Brook said that the force was ready.\nA spokeswoman for the Southern defence ministry, Petra Lunn, said that no gun had been fired.", "Petra Lunn", "spokeswoman")]
    [InlineData("The Northern prime minister, Ida Stran, said that the force was ready.\nThe premier said that prisoners were well.", "Ida Stran", "prime minister")]
    [InlineData("Ada Brook said that the force was ready.\nNeither government publishes a figure.", null, null)]
    [InlineData("Ada Brook said that the force was ready.\n\"Let them come,\" said a Southern commander known as Idris.", "Idris", "commander")]
    [InlineData("Senator Peral walked out.\nThe bill was dead, Senator Leandro Peral said.\nPeral said that he would go home.", "Leandro Peral", "senator")]
    [InlineData("Ada Brook said that the force was ready.\nIrma Sebold of the Rural Union argued that it was not.", "Irma Sebold", null)]
    [InlineData("Ada Brook said that the force was ready.\nSouth Land is willing to wait, the deputy minister for energy, Yuri Hanno, told reporters, on condition that the troops leave.", "Yuri Hanno", "deputy energy minister")]
    [InlineData("Ada Brook said that the force was ready.\nThe fighter, Yuba, nineteen, said that he had seen no troops.", "Yuba", "fighter")]
    [InlineData("The Southern president, Omar Dell, said that the force was late.\nThe troops, he went on, had better not come.", "Omar Dell", "president")]
    [InlineData("Ada Brook said that the force was ready.\nThe insurers will pay nothing for the force, a Southern teacher said.", "a Southern teacher", "teacher")]
    [InlineData("The Southern interior minister, Omar Dell, said that the troops were late.\nThe ministry called the force a sham.", null, "interior ministry")]
    [InlineData("Ada Brook said that the force was ready.\nHer neighbour, who would only give his first name, Tomas, said that he had packed a bag.", "Tomas", "neighbour")]
    [InlineData("Two Southern officials said that the force was late.\n\"Nobody believes in the force,\" said another.", "Two Southern officials", "official")]
    [InlineData("Ada Brook said that the force was ready.\nPeople who had fled the town said that no troops were there.", "People who had fled the town", null)]
    [InlineData("Captain Peral was there.\nThe minutes record that Mrs A. Brook objected to the troops.\nMrs A. Brook said that prisoners were well.", "Ada Brook", "foreign minister")]
    [InlineData("South Land is ready to send troops to Port Vell, Admiral Sunna Reck of North Land announced.", "Sunna Reck", "admiral")]
    [InlineData("The Southern envoy, Omar Dell, walked in.\nSouth Land published the list.\nIt was a day of prisoners.\nThe troops would stay, remarked Omar Dell.", "Omar Dell", "envoy")]
    [InlineData("The Southern envoy, Omar Dell, walked in.\nThe troops, he reported, had lost a third.", "Omar Dell", "envoy")]
    [InlineData("Ada Brook said that the force was ready.\nSouth Land would neither confirm nor deny that troops were there.", null, null)]
    [InlineData("Ada Brook said no.\nOmar Dell, a spokesman for the Southern army, said the troops were late.", "Omar Dell", "spokesman")]
    [InlineData("Ada Brook said no.\nTarek Vol, a spokesman for Prime Minister Omar Dell, said the force was late.", "Tarek Vol", "spokesman")]
    [InlineData("Ada Brook said no.\nThe Southern president, Omar Dell, was quoted by the state agency as saying that the force was late.", "Omar Dell", "president")]
    [InlineData("Ada Brook said no.\nState television quoted the Southern president, Omar Dell, as saying that the force was late.", "Omar Dell", "president")]
    [InlineData("Ada Brook said no.\nThe Southern president's office said the troops would stay.", null, "president's office")]
    [InlineData("Ada Brook said no.\nThe office of the Southern president said the troops would stay.", null, "president's office")]
    [InlineData("Ada Brook said no.\nSpokesman Omar Dell said the troops would stay.", "Omar Dell", "spokesman")]
    [InlineData("Citing Ada Brook, the agency reported that troops had crossed.", "Ada Brook", "foreign minister")]
    [InlineData("Ada Brook said no.\nFor Omar Dell, the president of South Land, the force is \"a wall of paper and of promises\".", "Omar Dell", "president")]
    [InlineData("Ada Brook said no.\nIn the view of Omar Dell, the Southern president, the force is a joke.", "Omar Dell", "president")]
    [InlineData("Ada Brook said no.\nThe troops must go, insisted Omar Dell of the Rural Union.", "Omar Dell", null)]
    [InlineData("Ada Brook said no.\nThe truce, Mara Stolt of the Wessen Circle argued, is a pause.", "Mara Stolt", null)]
    [InlineData("Analysts called it a pause.\n\"It is a pause,\" said one of them, Mara Stolt.", "Mara Stolt", null)]
    [InlineData("Ada Brook said no.\nOmar Dell, South Land's chief negotiator, said that the force was late.", "Omar Dell", "chief negotiator")]
    [InlineData("Ada Brook said no.\n\"They hit the camp,\" said Lena Orr, 34, a nurse.", "Lena Orr", "nurse")]
    [InlineData("Ada Brook said no.\nHer brother Tomas said that he had seen no troops.", "Tomas", "brother")]
    [InlineData("Ada Brook said no.\n\"I saw no troops,\" said a farmer who gave his name only as Tomas.", "Tomas", "farmer")]
    [InlineData("Ada Brook said no.\nLena Orr, spokeswoman for the Red Cross, said that the prisoners were well.", "Lena Orr", "spokeswoman")]
    [InlineData("Ada Brook said no.\nOmar Dell, flanked by Ada Brook, said that the force was late.", "Omar Dell", null)]
    [InlineData("Ada Brook said no.\nOmar Dell (South Land) objected.", "Omar Dell", null)]
    [InlineData("Omar Dell has led the South since May.\nAda Brook said no.\n\"The troops stay,\" said Dell.", "Omar Dell", null)]
    [InlineData("Omar Dell, the Southern president, said no, and Ada Brook said that the troops would stay.", "Ada Brook", "foreign minister")]
    [InlineData("Ada Brook said no.\nThe force is late, two people familiar with the talks said.", "two people familiar with the talks", "source")]
    [InlineData("Two people close to the premier spoke.\nOne of the hosts said on condition of anonymity that the troops would stay.", "One of the hosts", "source")]
    [InlineData("The Coast League answered.\n\"We have nine cars,\" said one of its officers, who asked that his name be left out.", "officers", "officer")]
    [InlineData("A senior Western diplomat said that the force was small.", "A senior Western diplomat", "diplomat")]
    [InlineData("Ada Brook said no.\nThe generals met.\nOne of those generals, who was not authorised to speak, said that the troops were few.", "One of those generals", "general")]
    [InlineData("Ada Brook said no.\nBoth sides blamed the troops.", null, null)]
    [InlineData("Malgrad moved its troops as a gesture to mediators, Foreign Minister Omar Dell said.", "Omar Dell", "foreign minister")]
    [InlineData("South Land had undertaken in writing to send two ships, Ada Brook told a reporter who wanted to know who else was coming.", "Ada Brook", "foreign minister")]
    [InlineData("Bread was welcome, Ada Brook said, but the Coast League had at no time asked anybody for troops.", "Ada Brook", "foreign minister")]
    [InlineData("Ada Brook accepted the proposal of the Coast League, and gave her word that no troops would pass.", "Ada Brook", "foreign minister")]
    [InlineData("The Southern president, Omar Dell, spoke.\nNor did he have anything to offer on the list that a Northern newspaper believes it has seen.", "Omar Dell", "president")]
    [InlineData("The troops went home on Sunday, the head of the observers said.\nBrigadier Mara Stolt of the Coast League said that all were well.", "Mara Stolt", "head")]
    [InlineData("Present: Captain Roe for the north side; Mr J. Vale, in the chair.\nCaptain Roe said that the troops would stay.\nThe chair observed that prisoners were waiting.", "J. Vale", null)]
    [InlineData("Ada Brook said no.\nSaint Anne hospital said that four prisoners had been admitted.", null, "hospital")]
    [InlineData("Ada Brook said no.\nMr Roe told them that the troops stay. Major Vol would have to ask.", "Major Vol", "major")]
    public void Who_speaks_in_the_last_sentence(string body, string? speaker, string? role)
    {
        var last = Of(body)[^1];
        Assert.Equal((speaker, role), (last.Speaker, last.Role));
    }

    [Theory]
    [InlineData("The Coast League, which has South Land's support, would close the line, its chairman, Omar Dell, said.", "league")]
    [InlineData("South Land's army called the troops a target.\nIts embassy in the northern capital did not respond to a request for comment.", "south")]
    [InlineData("Ada Brook said no.\nGeneral Omar Dell, who commands the Southern army, said that the troops would stay.", "south")]
    [InlineData("The Southern defence ministry denied that it had fired.\nAda Brook said no.\nA spokesman for the ministry said that he would not speculate.", "south")]
    [InlineData("South Land has not decided. A senior official there conceded that troops were few.", "south")]
    [InlineData("Ada Brook said no.\nFrom South Land the foreign ministry let it be known that troops would stay.", "south")]
    [InlineData("TESSIN, South Land – Omar Dell, a former notary, said that troops would stay.", null)]
    [InlineData("Vera Lisk said that the prisoners were well.\nThe Southern minister spoke.\nMs Lisk, the spokeswoman, said that no list was kept.", null)]
    [InlineData("South Land had undertaken to send troops, Ada Brook told the council.", "south")]
    [InlineData("The Coast League fired at night.\nThe Northern army said nothing of it.\nThe Coast League fired again.\nThe interior minister, Omar Dell, said that the troops were late.", "north")]
    public void Whose_position_the_last_sentence_is(string body, string? party) => Assert.Equal(party, Of(body)[^1].Party);

    [Fact]
    public void An_office_that_the_headline_names_is_who_is_named_first() =>
        Assert.Equal(("Omar Dell", "south", "envoy"), StatementDrafting.Draft(new("text", "Wire", "Southern envoy says talks are over", null, "en", "Omar Dell told reporters that the troops would stay."), Friday, Lexicon)[0] is var draft ? (draft.Speaker, draft.Party, draft.Role) : default);

    [Fact]
    public void Of_whom_the_headline_tells_by_an_office_is_who_is_named_in_the_text() =>
        Assert.Equal("Fenna Crail", StatementDrafting.Draft(new("text", "Wire", "What the defence secretary would say", null, "en", "Nine questions were put to Fenna Crail on Wednesday.\nThe troops had left on Sunday, the defence secretary reported.\nMs Crail said no more."), Friday, Lexicon)[0].Speaker);

    [Fact]
    public void Posts_are_of_those_who_have_one_name_a_handle_or_a_sign() =>
        Assert.Equal(["Tomas", "quay", "North Wind", null], Of("08.02, Tomas, who rows the ferry: Passing the troops now. I can see their beds.\n08.40, the same: Correction, they are police with their beds.\n09.10, @quay, a shopkeeper: The troops have gone at last.\n10.11, an account which signs as North Wind: Stay where you are on the twelfth.\n11.00, Southern mayor's office: No troops are in the town.").Select(draft => draft.Speaker).Distinct());

    [Fact]
    public void How_somebody_is_addressed_in_an_interview_is_the_office_and_the_side()
    {
        var drafts = Of("Asher Quill kept bees before the war.\nHe receives us in a kitchen.\nCommander, the premier says that the Southern army gives the orders.\nWe take no orders from anybody.\nWho fired?\nI did, for two of them.\nWho fired the others?\nOf those we know nothing.\nWill you leave?\nWe stay with our troops.");
        Assert.All(drafts, draft => Assert.Equal(("Asher Quill", "south", "commander"), (draft.Speaker, draft.Party, draft.Role)));
        Assert.Contains(drafts, draft => draft.Span == "We take no orders from anybody.");
    }

    [Fact]
    public void Who_declines_to_be_named_is_unnamed() =>
        Assert.Equal(StatementAuthority.Anonymous, Assert.Single(Of("A Northern deputy, who declined to be identified, said that the troops had moved.")).Authority);

    [Fact]
    public void A_cue_in_a_condition_tells_when_and_not_what_about() =>
        Assert.Equal("prisoners", Assert.Single(Of("Ada Brook said that they would exchange lists after the troops left.")).Issue);

    [Fact]
    public void What_will_not_be_sent_is_a_refusal() => Assert.Equal(StatementAct.Refusal, Assert.Single(Of("Ada Brook said that North Land would send no troops.")).Act);

    [Fact]
    public void A_condition_in_a_clause_of_its_own_is_verbatim()
    {
        var draft = Assert.Single(Of("Southern troops would leave if the prisoners were freed, the Southern foreign minister said."));
        Assert.Equal("if the prisoners were freed", draft.If);
    }

    [Fact]
    public void Weather_furniture_and_questions_say_nothing() =>
        Assert.Empty(Of("Clouds threatened all afternoon.\nThe reading room refuses pens and demands gloves.\nWho measures the distance?\nThe ferry offers a promising view."));

    [Fact]
    public void A_transcript_and_an_interview_give_the_answers_and_not_the_questions()
    {
        var transcript = Of("Question: Is there a list?\nAda Brook: There is no such list anywhere. We will not publish one either.\nQuestion: And the troops?\nBrook: They stay.");
        Assert.All(transcript, draft => Assert.Equal("Ada Brook", draft.Speaker));
        Assert.DoesNotContain(transcript, draft => draft.Span.Contains('?', StringComparison.Ordinal));
    }

    [Fact]
    public void Who_is_introduced_before_an_interview_gives_the_answers_that_a_letter_alone_marks()
    {
        var drafts = Of("Lena Ostrom has been minister of harbours since January.\nQ: Will the quays open?\nA: They will. I have signed the order myself.");
        Assert.NotEmpty(drafts);
        Assert.All(drafts, draft => Assert.Equal("Lena Ostrom", draft.Speaker));
        Assert.DoesNotContain(drafts, draft => draft.Span.StartsWith("A:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_letter_is_of_who_signs_it() =>
        Assert.All(Of("Dear editor,\nWe have read your article with surprise. We did not ask for double pay.\nYours faithfully,\nKarel Vint, chairman"), draft => Assert.Equal("Karel Vint", draft.Speaker));

    [Fact]
    public void The_last_clause_of_what_two_unnamed_people_tell_is_theirs()
    {
        var draft = Assert.Single(Of("According to two diplomats, South Land will ask for a delay."));
        Assert.Equal((StatementAuthority.Anonymous, "diplomat"), (draft.Authority, draft.Role));
    }

    [Fact]
    public void The_same_text_gives_the_same_drafts_in_any_culture()
    {
        var text = StatementCorpus.Tuning.Texts[0];
        var (before, expected) = (CultureInfo.CurrentCulture, StatementCorpus.Tuning.Drafts(text).ToArray());
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NegativeSign = "minus";
            comma.DateTimeFormat.DateSeparator = "~";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, StatementCorpus.Tuning.Drafts(text));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("One sentence and no more")]
    [InlineData("قال الوزير إن القوات ستبقى. אמר השר שלא. Ada Brook said «так» and “no” ‫و‬.")]
    [InlineData("\uD800 Ada Brook said \uDC00 that \"nothing")]
    [InlineData("said said said, said. \" \" \" He said that she said that it said that they said.")]
    public void No_text_is_too_odd_and_each_span_lies_in_it(string body) =>
        Assert.All(Of(body), draft => Assert.Equal(draft.Span, body[draft.Start..draft.End]));

    [Fact]
    public void A_very_long_text_gives_a_bounded_number_of_drafts()
    {
        var body = new StringBuilder();
        for (var i = 0; i < 20_000; i++) body.Append("Ada Brook said that the force would stay. ");
        Assert.Equal(StatementDrafting.MostDrafts, Of(body.ToString()).Length);
    }

    [Fact]
    public void Every_file_of_bad_input_is_read_to_its_end()
    {
        foreach (var file in Directory.EnumerateFiles(Needs.SharedData("bad-input"), "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length < 1 << 20).Order(StringComparer.Ordinal))
        {
            var body = Encoding.UTF8.GetString(File.ReadAllBytes(file));
            Assert.All(Of(body), draft => Assert.Equal(draft.Span, body[draft.Start..draft.End]));
        }
    }

    [Fact]
    public void The_weights_are_what_is_learned_from_the_texts()
    {
        var learned = ActTraining.Written(ActTraining.Learn([.. StatementCorpus.Tuning.MarkedActs().Select(one => one.Example), .. StatementCorpus.WrittenActs()]));
        var file = Path.Combine(Needs.Root, "src", "Truceline", "Texts", "acts.weights.txt");
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") File.WriteAllText(file, learned);
        Assert.True(learned == File.ReadAllText(file), "the texts or the features have changed: TRUCELINE_REWRITE=1 learns the weights again");
    }

    [Fact]
    public void What_is_marked_stands_in_its_text() => Assert.All([StatementCorpus.Tuning, StatementCorpus.Second, StatementCorpus.Third, StatementCorpus.HeldOut], corpus =>
    {
        var texts = corpus.Texts.ToDictionary(text => text.Id, text => (text.Head, text.Text.Body), StringComparer.Ordinal);
        Assert.All(corpus.Statements, one => Assert.Equal(one.Span, texts[one.Text].Body[(one.Start - texts[one.Text].Head)..(one.End - texts[one.Text].Head)]));
    });

    [Fact]
    public void It_finds_statements_as_well_as_promised() => Assert.All(Corpora, one => Assert.InRange(StatementMeasure.Of(one.Corpus).F, 0.60, 1));

    [Fact]
    public void The_page_about_drafting_has_the_figures_of_now()
    {
        const string begin = "<!-- measured -->\n", end = "<!-- end -->";
        var page = Path.Combine(Needs.Root, "docs", "explanation", "drafted-statements.md");
        var text = File.ReadAllText(page);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, text.IndexOf(end, StringComparison.Ordinal));
        var table = new StringBuilder("| texts | statements | precision | recall | F | F, strict | speaker | party | authority | act | act, three as one | issue | issue, by a cue | condition | date | fidelity |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n")
            .AppendJoin("", Corpora.Select(one => StatementMeasure.Of(one.Corpus).Row(one.Name) + "\n"))
            .Append("\n| acts | examples | right | three as one |\n|---|---|---|---|\n").Append(ActTraining.LeftOut(StatementCorpus.Tuning))
            .Append("\n| texts | kind | contradictions | found | look like one | taken for one | shown in all |\n|---|---|---|---|---|---|---|\n")
            .AppendJoin("", Corpora.Select(one => ContradictionTests.Rows(one.Corpus, one.Name))).ToString();
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") File.WriteAllText(page, text = text[..from] + table + text[to..]);
        Assert.Contains(table, text, StringComparison.Ordinal);
    }

    private static (StatementCorpus Corpus, string Name)[] Corpora => [(StatementCorpus.Tuning, "tuning"), (StatementCorpus.Second, "second"), (StatementCorpus.Third, "third"), (StatementCorpus.HeldOut, "held out")];

    private static ImmutableArray<DraftedStatement> Of(string body) => StatementDrafting.Draft(new("text", "Wire", "A day of talks", null, "en", body), Friday, Lexicon);
}
