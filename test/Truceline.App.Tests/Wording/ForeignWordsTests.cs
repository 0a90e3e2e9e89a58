using Truceline.App.Wording;

namespace Truceline.App.Tests.Wording;

public sealed class ForeignWordsTests
{
    [Theory]
    [InlineData("a plain name", "a plain name")]
    [InlineData("\u202Egpj.exe", "\\u{202e}gpj.exe")]
    [InlineData("a\u200bb", "a\\u{200b}b")]
    [InlineData("one\r\ntwo\u2028three", "one\\u{d}\\u{a}two\\u{2028}three")]
    [InlineData("e\u0301\u0302", "e\u0301\u0302")]
    [InlineData("e\u0301\u0301\u0301\u0301\u0301\u0301", "e\u0301\u0301\u0301\u0301\\u{301}\\u{301}")]
    [InlineData("", "")]
    public void What_steers_hides_or_piles_up_is_written_out(string words, string shown) => Assert.Equal(shown, ForeignWords.Plain(words));

    [Fact]
    public void Joined_pieces_are_the_plain_words_and_no_two_neighbours_are_of_one_kind()
    {
        foreach (var words in new[] { "abc שלום \u202Ex", "مرحبا", "x\u200b\u200by", "בְּרֵאשִׁית 12" })
        {
            var pieces = ForeignWords.Pieces(words, keepLines: false).ToArray();
            Assert.Equal(ForeignWords.Plain(words), string.Concat(pieces.Select(piece => piece.Text)));
            Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.NotEqual(pair.First.Kind, pair.Second.Kind));
        }
    }

    [Fact]
    public void Letters_that_run_to_the_left_are_set_apart_with_the_marks_and_spaces_among_them() =>
        Assert.Equal(
            [new Piece(PieceKind.Words, "seen by "), new Piece(PieceKind.RightToLeft, "בְּרֵאשִׁית שלום"), new Piece(PieceKind.Words, "(2), 7")],
            ForeignWords.Pieces("seen by בְּרֵאשִׁית שלום(2), 7", keepLines: false));

    [Fact]
    public void Lines_stay_lines_only_where_a_text_has_several() =>
        Assert.Equal("a\nb\\u{d}", string.Concat(ForeignWords.Pieces("a\nb\r", keepLines: true).Select(piece => piece.Text)));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("a👩‍👩‍👧b", 5, "a…")]
    public void A_cut_never_parts_a_letter(string words, int most, string shown) => Assert.Equal(shown, ForeignWords.Cut(words, most));
}
