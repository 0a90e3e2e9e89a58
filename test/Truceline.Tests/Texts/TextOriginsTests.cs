using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Texts;

namespace Truceline.Tests.Texts;

/// <summary>Copies are one origin; what only looks like one is none.</summary>
public class TextOriginsTests
{
    [Fact]
    public void The_same_words_are_an_exact_copy_whatever_their_layout() =>
        Assert.Equal(CopyKind.Exact, MadeUp.Kind(MadeUp.Wire, MadeUp.Wire.Replace("\n", "\n\n", StringComparison.Ordinal).ToUpperInvariant().Replace('"', '“')));

    [Fact]
    public void A_text_cut_to_its_beginning_is_an_edited_copy() =>
        Assert.Equal(CopyKind.Edited, MadeUp.Kind(MadeUp.Wire, string.Join('\n', MadeUp.Wire.Split('\n').Take(4))));

    [Fact]
    public void A_text_with_its_paragraphs_moved_is_an_edited_copy() =>
        Assert.Equal(CopyKind.Edited, MadeUp.Kind(MadeUp.Wire, string.Join('\n', MadeUp.Wire.Trim().Split('\n').Reverse())));

    [Fact]
    public void Words_replaced_throughout_are_spun() => Assert.Equal(CopyKind.Spun, MadeUp.Kind(MadeUp.Wire, MadeUp.Spun));

    [Fact]
    public void The_same_facts_in_order_in_other_words_are_rewritten() => Assert.Equal(CopyKind.Rewritten, MadeUp.Kind(MadeUp.Wire, MadeUp.Rewritten));

    [Fact]
    public void A_translation_is_a_copy_without_any_register() => Assert.Equal(CopyKind.Translated, MadeUp.Kind(MadeUp.Wire, MadeUp.German));

    [Fact]
    public void Another_reporters_own_account_of_the_same_day_is_independent() => Assert.Null(MadeUp.Kind(MadeUp.Wire, MadeUp.Independent));

    [Fact]
    public void Two_bulletins_from_one_form_are_a_template_and_two_origins()
    {
        Assert.Equal(CopyKind.Template, MadeUp.Kind(MadeUp.Bulletin, MadeUp.NextBulletin));
        Assert.Equal(2, MadeUp.Origins(MadeUp.Text("a", MadeUp.Bulletin), MadeUp.Text("b", MadeUp.NextBulletin)).Independent);
    }

    [Fact]
    public void A_bulletin_whose_last_lines_happen_to_agree_with_anothers_is_still_a_template()
    {
        const string same = "Patrols were stopped 13 times at the checkpoint of Port Elan and 3 times at Sollen.\nThe mission saw 88 vehicles crossing the bridge on foot or by car, 5 fewer than the day before.";
        Assert.Equal(CopyKind.Template, MadeUp.Kind(Bulletin(14, "09:12 and 21:47", 822, 22, 49, 63), Bulletin(5, "07:22 and 20:28", 742, 34, 40, 43)));

        static string Bulletin(int day, string hours, int all, int explosions, int shots, int others) => FormattableString.Invariant($"""
            Daily bulletin of the Lakeland Mission for {day} March. Between {hours} monitors recorded {all} ceasefire violations, of which {explosions} were explosions.
            In the zone of Orsk there were {shots} shots of small arms and {others} undetermined explosions.
            {same}
            """);
    }

    [Fact]
    public void A_part_in_a_text_of_its_own_links_that_part_and_joins_nothing()
    {
        var mixed = MadeUp.Independent + string.Join('\n', MadeUp.Wire.Split('\n').Skip(4).Take(3)) + "\n" + MadeUp.Bulletin;
        Assert.Equal(CopyKind.Partial, MadeUp.Kind(MadeUp.Wire, mixed));
        Assert.Equal(2, MadeUp.Origins(MadeUp.Text("a", MadeUp.Wire), MadeUp.Text("b", mixed)).Origins.Length);
    }

    [Fact]
    public void A_part_in_a_text_of_its_own_is_not_joined_by_a_translation_of_the_whole()
    {
        var mixed = string.Join('\n', MadeUp.Wire.Split('\n')[..6]) + "\n" + string.Join('\n', MadeUp.Independent.Split('\n')[..2]) + "\nThe ferry to Fenwick was late and the captain of it apologised to nobody. A dog slept on the ramp, and the children of two villages threw it crusts.";
        Assert.Equal(CopyKind.Translated, MadeUp.Kind(mixed, MadeUp.German));
        PublishedText[] texts = [MadeUp.Text("german", MadeUp.German), MadeUp.Text("mixed", mixed), MadeUp.Text("wire", MadeUp.Wire)];
        var origins = MadeUp.Origins(texts);
        Assert.Equal(["german,wire", "mixed"], origins.Origins.Select(origin => string.Join(',', origin.Texts)));
        Assert.Equal([CopyKind.Unclear, CopyKind.Translated, CopyKind.Partial], origins.Links.Select(link => link.Kind));
        var explanation = TextIndex.Of(texts, NameRegister.Empty, 1).Explain("german", "mixed", null);
        Assert.Equal((CopyKind.Unclear, "wire"), (explanation.Link!.Kind, explanation.PartOf));
    }

    [Fact]
    public void A_copy_that_tells_the_same_in_another_order_is_unclear_and_a_report_of_ones_own_is_not()
    {
        var sentences = MadeUp.Rewritten.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var order in new[] { sentences.Reverse(), sentences.Index().OrderBy(one => one.Index % 3).Select(one => one.Item) })
            Assert.Equal(CopyKind.Unclear, MadeUp.Kind(MadeUp.Wire, string.Join('\n', order)));
        Assert.Null(MadeUp.Kind(MadeUp.Wire, MadeUp.Independent));
    }

    [Fact]
    public void A_third_text_made_for_it_does_not_make_two_origins_of_one()
    {
        var both = MadeUp.Wire + "\n" + string.Join('\n', MadeUp.Rewritten.Split('\n').TakeLast(3));
        Assert.Equal(CopyKind.Partial, MadeUp.Kind(MadeUp.Rewritten, both));
        Assert.Equal(1, MadeUp.Origins(MadeUp.Text("rewritten", MadeUp.Rewritten), MadeUp.Text("wire", MadeUp.Wire)).Independent);
        Assert.Equal(1, MadeUp.Origins(MadeUp.Text("both", both), MadeUp.Text("rewritten", MadeUp.Rewritten), MadeUp.Text("wire", MadeUp.Wire)).Independent);
    }

    [Fact]
    public void One_sentence_that_two_texts_share_joins_nothing()
    {
        const string denial = "The ministry denies it.";
        Assert.Null(MadeUp.Kind(denial, MadeUp.Wire + denial));
        Assert.Equal(CopyKind.Exact, MadeUp.Kind(denial, denial));
    }

    [Fact]
    public void Two_honest_reports_of_one_press_conference_are_no_copies_though_their_quotations_agree()
    {
        const string one = """
            Colonel Verrick met the press in Orsk on Monday. "We saw every barrel leave the ridge and we counted them twice," she said. "Nobody on either side has stopped us since Friday, and I expect it to stay so."
            Her deputy spread a map over two desks and pointed to the river. The room was cold and the lamps went out before the end.
            """;
        const string other = """
            The guns near the Tamsel are gone, if the inspectors are right. "Nobody on either side has stopped us since Friday, and I expect it to stay so," their colonel told a dozen journalists, and: "We saw every barrel leave the ridge and we counted them twice."
            Farmers whom we asked on the way back had heard shots at dawn. One showed a crater of this week behind his barn.
            """;
        Assert.NotEqual(CopyKind.Rewritten, MadeUp.Kind(one, other));
        var origins = MadeUp.Origins(MadeUp.Text("a", one), MadeUp.Text("b", other));
        Assert.Equal(2, origins.Origins.Length);
        Assert.All(origins.Attestations, attestation => Assert.Equal(2, attestation.Texts.Length));
        Assert.Equal(2, origins.Attestations.Length);
    }

    [Fact]
    public void A_thousand_copies_raise_corroboration_by_nothing()
    {
        var texts = Enumerable.Range(0, 1000).Select(i => MadeUp.Text($"copy {i:000}", i % 3 == 0 ? MadeUp.Wire : i % 3 == 1 ? MadeUp.Spun : MadeUp.Wire + $"\nPublished again as number {i}."));
        var origins = MadeUp.Origins([.. texts, MadeUp.Text("own", MadeUp.Independent)]);
        Assert.Equal(2, origins.Independent);
        Assert.Equal([1000, 1], origins.Origins.Select(origin => origin.Texts.Length));
    }

    [Fact]
    public void What_is_unclear_counts_as_no_origin_of_its_own_until_a_person_says_so()
    {
        var unclear = string.Join('\n', MadeUp.Rewritten.Split('\n')[..5]) + "\n" + MadeUp.Independent;
        var index = TextIndex.Of([MadeUp.Text("a", MadeUp.Wire), MadeUp.Text("b", unclear)], NameRegister.Empty, 1);
        var origins = TextOrigins.Of(index, [], 1);
        Assert.Equal(CopyKind.Unclear, Assert.Single(origins.Links).Kind);
        Assert.Equal(2, origins.Origins.Length);
        Assert.Equal(1, origins.Independent);
        Assert.Equal(2, TextOrigins.Of(index, [new("b", "a", false, "desk", "called the reporter")], 1).Independent);
        Assert.Single(TextOrigins.Of(index, [new("a", "b", true, "desk", "same byline")], 1).Origins);
    }

    [Fact]
    public void The_order_in_which_texts_come_changes_nothing()
    {
        var expected = MadeUp.Origins(Several());
        Prop.ForAll(Gen.Shuffle(Several()).ToArbitrary(), texts => Same(expected, MadeUp.Origins(texts))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var index = TextIndex.Of(Several(), NameRegister.Empty, 1);
        Assert.True(Same(TextOrigins.Of(index, [], 1), TextOrigins.Of(TextIndex.Of(Several(), NameRegister.Empty, 4), [], 4)));
    }

    [Fact]
    public void Doubling_a_text_changes_no_group_of_the_others()
    {
        foreach (var doubled in Several())
        {
            var groups = MadeUp.Origins([.. Several(), doubled with { Id = "zz doubled" }]).Origins.Select(origin => string.Join(',', origin.Texts.Where(id => id != "zz doubled")));
            Assert.Equal(MadeUp.Origins(Several()).Origins.Select(origin => string.Join(',', origin.Texts)), groups);
        }
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var (before, invariant) = (CultureInfo.CurrentCulture, MadeUp.Origins(Several()));
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NegativeSign) = (",", ".", "~");
            CultureInfo.CurrentCulture = other;
            Assert.True(Same(invariant, MadeUp.Origins(Several())));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_link_hangs_on_its_two_texts_alone_and_is_found_among_many()
    {
        var others = Enumerable.Range(0, 200).Select(i => MadeUp.Text($"other {i:000}", $"In the district of Number {i} the council of Ward{i} met on {i % 28} May and voted {i + 3} to {i + 1} for a new well near Farm{i}. The well of Farm{i} was dry."));
        var alone = MadeUp.Origins(Several()).Links;
        var among = MadeUp.Origins([.. Several(), .. others]).Links;
        Assert.Equal(alone, among.Where(link => !link.A.StartsWith("other", StringComparison.Ordinal) && !link.B.StartsWith("other", StringComparison.Ordinal)));
    }

    [Fact]
    public void One_text_against_an_index_has_the_links_that_it_has_inside_it()
    {
        var index = TextIndex.Of(Several().Where(text => text.Id != "spun"), NameRegister.Empty, 1);
        Assert.Equal(
            MadeUp.Origins(Several()).Links.Where(link => link.A == "spun" || link.B == "spun").OrderBy(link => link.Kind).ThenBy(link => link.A, StringComparer.Ordinal).ThenBy(link => link.B, StringComparer.Ordinal),
            index.LinksOf(MadeUp.Text("spun", MadeUp.Spun)));
    }

    [Fact]
    public void The_explanation_shows_sentences_words_and_altered_quotations()
    {
        var thesaurus = Thesaurus.Parse("truceline-thesaurus 1\nannounce inform tell\nsee observe\n~ told tell\n~ saw see\n");
        var explanation = TextIndex.Of(Several(), NameRegister.Empty, 1).Explain("wire", "spun", thesaurus);
        Assert.Equal(CopyKind.Spun, explanation.Link!.Kind);
        Assert.Equal(10, explanation.Sentences.Length);
        Assert.StartsWith("Talks on the Harlow bridge", explanation.Sentences[0].A, StringComparison.Ordinal);
        Assert.StartsWith("Discussions on the Harlow bridge", explanation.Sentences[0].B, StringComparison.Ordinal);
        Assert.Contains(new Substitution("sides", "parties", 2, false), explanation.Substitutions);
        Assert.Contains(new Substitution("told", "informed", 1, true), explanation.Substitutions);
        var altered = Assert.Single(explanation.AlteredQuotations);
        Assert.StartsWith("We saw every barrel", altered.A, StringComparison.Ordinal);
        Assert.StartsWith("We observed every tube", altered.B, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_of_a_translation_lays_sentences_side_by_side_by_their_facts()
    {
        var explanation = TextIndex.Of(Several(), NameRegister.Empty, 1).Explain("german", "wire", null);
        Assert.Equal(CopyKind.Translated, explanation.Link!.Kind);
        var bread = explanation.Sentences.Single(sentence => sentence.A.Contains("Brot", StringComparison.Ordinal));
        Assert.Contains("bread", bread.B, StringComparison.Ordinal);
        Assert.Empty(explanation.Substitutions);
    }

    [Fact]
    public void Texts_of_one_id_are_refused() => Assert.Throws<ArgumentException>(() => MadeUp.Origins(MadeUp.Text("a", "x"), MadeUp.Text("a", "y")));

    [Fact]
    public void Texts_without_a_word_are_each_an_origin_at_most()
    {
        var origins = MadeUp.Origins(MadeUp.Text("a", ""), MadeUp.Text("b", "—"), MadeUp.Text("c", "No."), MadeUp.Text("d", "Yes."));
        Assert.Equal(["a,b", "c", "d"], origins.Origins.Select(origin => string.Join(',', origin.Texts)));
    }

    private static PublishedText[] Several() =>
    [
        MadeUp.Text("bulletin", MadeUp.Bulletin), MadeUp.Text("cut", string.Join('\n', MadeUp.Wire.Split('\n').Take(4))), MadeUp.Text("german", MadeUp.German), MadeUp.Text("next", MadeUp.NextBulletin),
        MadeUp.Text("own", MadeUp.Independent), MadeUp.Text("rewritten", MadeUp.Rewritten), MadeUp.Text("spun", MadeUp.Spun), MadeUp.Text("wire", MadeUp.Wire),
    ];

    private static bool Same(TextOrigins one, TextOrigins other) =>
        one.Links.SequenceEqual(other.Links) && one.Independent == other.Independent && one.Attestations.Select(Written).SequenceEqual(other.Attestations.Select(Written))
        && one.Origins.Select(Written).SequenceEqual(other.Origins.Select(Written));

    private static string Written(TextOrigin origin) => FormattableString.Invariant($"{origin.Number} {origin.CountsAs} {string.Join(',', origin.Texts)}");

    private static string Written(Attestation attestation) => FormattableString.Invariant($"{attestation.Quotation} {attestation.Origins} {string.Join(',', attestation.Texts)}");
}
