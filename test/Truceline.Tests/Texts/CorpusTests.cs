namespace Truceline.Tests.Texts;

/// <summary>How often copies are found, on each half of the made-up texts; and what the page says of the half that no threshold was set on. TRUCELINE_REWRITE=1 writes the page.</summary>
public class CorpusTests
{
    private static readonly string PagePath = Path.Combine(Needs.Root, "docs", "explanation", "second-source.md");

    private static readonly (string Word, string[] Kinds)[] Rows =
    [
        ("exact", ["exact"]), ("edited, cut or moved", ["edited"]), ("spun with WordNet", ["spun-wordnet"]), ("spun with another dictionary", ["spun-hand"]), ("rewritten", ["rewritten"]), ("translated", ["translated"]),
        ("partial", ["partial"]), ("of one template", ["template"]), ("at one press conference", ["same-event"]), ("independent", ["independent"]),
    ];

    [Theory, InlineData("tuning"), InlineData("held-out")]
    public void Exact_edited_and_spun_copies_are_found(string half)
    {
        var (texts, one, _, _) = Corpus.Of(half).Count("exact", "edited", "spun-wordnet", "spun-hand");
        Assert.True(one >= 0.97 * texts, $"{one} of {texts}");
    }

    [Theory, InlineData("tuning"), InlineData("held-out")]
    public void Rewritten_and_translated_copies_are_found_or_unclear(string half)
    {
        var (texts, _, _, apart) = Corpus.Of(half).Count("rewritten", "translated");
        Assert.True(texts - apart >= 0.80 * texts, $"{texts - apart} of {texts}");
    }

    [Theory, InlineData("tuning"), InlineData("held-out")]
    public void Copies_that_tell_the_same_in_another_order_are_not_independent(string half)
    {
        var (texts, apart) = Corpus.Of(half).Reordered();
        Assert.True(texts - apart >= 0.80 * texts, $"{texts - apart} of {texts}");
    }

    [Theory, InlineData("tuning"), InlineData("held-out")]
    public void Hardly_a_text_stands_with_others_that_it_has_nothing_to_do_with(string half)
    {
        var corpus = Corpus.Of(half);
        Assert.True(corpus.FalselyMerged() <= 0.01 * corpus.Items.Length, $"{corpus.FalselyMerged()} of {corpus.Items.Length}");
    }

    [Theory, InlineData("tuning"), InlineData("held-out")]
    public void Texts_of_one_template_are_never_one_origin_nor_unclear(string half)
    {
        var (texts, one, unclear, _) = Corpus.Of(half).Count("template");
        Assert.Equal((12, 0, 0), (texts, one, unclear));
    }

    [Fact]
    public void The_table_on_the_page_is_what_comes_out()
    {
        var corpus = Corpus.Of("held-out");
        var rows = Rows.Select(row => (row.Word, Counts: corpus.Count(row.Kinds))).Where(row => row.Counts.Texts > 0)
            .Select(row => $"| {row.Word} | {row.Counts.Texts} | {row.Counts.One} | {row.Counts.Unclear} | {row.Counts.Apart} |");
        var table = string.Join('\n', rows.Prepend("|---|---|---|---|---|").Prepend("| Kind | texts | one origin | unclear | apart |"))
            + $"\n\nOf {corpus.Items.Length} texts {corpus.FalselyMerged()} stand with others that they have nothing to do with. Of the partial copies {corpus.PartsLinked()} are linked with the text they have a part of. Of {corpus.Reordered().Texts} rewritten and translated texts with their paragraphs in the opposite order {corpus.Reordered().Apart} are apart.\n";
        var page = File.ReadAllText(PagePath);
        var from = page.IndexOf("| Kind | texts |", StringComparison.Ordinal);
        var to = page.IndexOf("\nOf those that are copies", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") File.WriteAllText(PagePath, page[..from] + table + page[to..]);
        Assert.Equal(table, File.ReadAllText(PagePath)[from..][..table.Length]);
    }
}
