using FsCheck;
using FsCheck.Fluent;
using Truceline.Texts;

namespace Truceline.Tests.Texts;

/// <summary>A text that holds others which came before it takes none of them away from the other.</summary>
public class TextDigestsTests
{
    private const string Ferry = """
        The ferry to Fenwick left the quay of Marrow at 6 in the morning with 112 people on board, among them a choir from Ostrand.
        Captain Ilse Torben had been told to wait for a doctor, and when none came she blew the whistle twice and cast off.
        Off the lighthouse of Grey Point a patrol boat of the Northern League came alongside, and two men in oilskins asked for the list of passengers.
        She gave them the list of the week before, she says, because the new one had been used to light the stove.
        On the return voyage the boat was gone, and 9 crates of oranges stood on the pier at Ostrand without an owner.
        """;

    private const string GermanFerry = """
        Im Rathaus von Sundholm hat Bürgermeisterin Karla Venn am Montag 58 Wohnungen für Rückkehrer aus Telmark übergeben.
        Die Schlüssel lagen in einer Keksdose, weil der Schrank dafür im Krieg verbrannt ist.
        Ein Bäcker aus der Mühlgasse brachte 200 Brötchen, die in einer Viertelstunde gegessen waren.
        Bis zum 4. Mai sollen weitere 31 Wohnungen fertig werden, sagte der Bauleiter Anton Riek von der Genossenschaft Neuland.
        """;

    private static readonly string[] WireLines = MadeUp.Wire.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    private static readonly string[] OwnLines = MadeUp.Independent.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void A_digest_of_two_joins_neither_and_counts_as_none() =>
        Is("own / wire", "roundup: wire own", Came(("wire", MadeUp.Wire), ("own", MadeUp.Independent), ("roundup", MadeUp.Wire + "\n" + MadeUp.Independent)));

    [Fact]
    public void A_digest_of_three_joins_none() =>
        Is("ferry / own / wire", "roundup: ferry wire own", Came(("ferry", Ferry), ("wire", MadeUp.Wire), ("own", MadeUp.Independent), ("roundup", MadeUp.Independent + "\n" + MadeUp.Wire + "\n" + Ferry)));

    [Fact]
    public void A_digest_in_the_midst_of_copies_of_what_it_holds_joins_neither()
    {
        Is("own / spun wire", "roundup: spun own", Came(("spun", MadeUp.Spun), ("own", MadeUp.Independent), ("roundup", MadeUp.Wire + "\n" + MadeUp.Independent), ("wire", MadeUp.Wire)));
        // What is flooded with copies of one text is not hidden by them.
        var flood = Enumerable.Range(0, 70).Select(i => ($"flood {i:00}", MadeUp.Wire + $"\nPublished again as number {i}.")).ToArray();
        var found = Came([("own", MadeUp.Independent), .. flood, ("roundup", MadeUp.Wire + "\n" + MadeUp.Independent)]);
        Assert.Equal((2, "roundup: own flood 00"), (found.Independent, Digests(found)));
    }

    [Fact]
    public void A_digest_with_a_translated_text_joins_none() =>
        Is("flats / wire", "roundup: wire flats", Came(("wire", MadeUp.Wire), ("flats", GermanFerry), ("roundup", MadeUp.German + "\n" + GermanFerry)));

    [Fact]
    public void A_digest_of_a_digest_and_a_copy_of_one_are_digests()
    {
        var digest = MadeUp.Wire + "\n" + MadeUp.Independent;
        Is("ferry / own / wire", "again: wire own; daily: wire own; spun: wire own; weekly: wire own ferry", Came(
            ("wire", MadeUp.Wire), ("own", MadeUp.Independent), ("daily", digest), ("ferry", Ferry), ("weekly", Ferry + "\n" + digest), ("spun", MadeUp.Spun + "\n" + MadeUp.Independent), ("again", digest.ToUpperInvariant())));
    }

    [Fact]
    public void A_cut_of_a_digest_is_a_copy_of_what_it_has_left_and_a_digest_where_it_has_of_both()
    {
        (string, string)[] before = [("wire", MadeUp.Wire), ("own", MadeUp.Independent), ("roundup", MadeUp.Wire + "\n" + MadeUp.Independent)];
        Is("own / cut wire", "roundup: wire own", Came([.. before, ("cut", string.Join('\n', WireLines[..6]))]));
        Is("own / wire", "cut: wire own; roundup: wire own", Came([.. before, ("cut", string.Join('\n', (string[])[.. WireLines[5..], .. OwnLines[..3]]))]));
    }

    [Fact]
    public void What_comes_after_a_digest_that_holds_it_too_is_an_origin() =>
        Is("ferry / own / wire", "roundup: wire own", Came(("wire", MadeUp.Wire), ("own", MadeUp.Independent), ("roundup", MadeUp.Wire + "\n" + MadeUp.Independent + "\n" + Ferry), ("ferry", Ferry)));

    [Fact]
    public void A_digest_that_puts_a_sentence_of_each_text_into_one_joins_neither() =>
        Is("own / wire", "roundup: wire own", Came(("wire", MadeUp.Wire), ("own", MadeUp.Independent), ("roundup", string.Join('\n', WireLines.Select((line, i) => i < OwnLines.Length ? $"{line.TrimEnd('.')}, and {OwnLines[i]}" : line)))));

    [Fact]
    public void Texts_are_not_joined_through_two_that_share_a_third()
    {
        var filling = Ferry + "\n" + MadeUp.Bulletin;
        var found = Came(("wire", string.Join('\n', WireLines[..3])), ("own", string.Join('\n', OwnLines[..3])), ("one", string.Join('\n', WireLines[..3]) + "\n" + filling), ("other", string.Join('\n', OwnLines[..3]) + "\n" + filling));
        Is("own / one wire", "other: own one", found);
    }

    [Fact]
    public void A_text_that_was_made_to_hold_part_of_another_hides_nothing()
    {
        // Each is a copy of the one, with most of the other: of one another, they are copies too.
        string[] wire = WireLines[..6], own = OwnLines[..6];
        Is("own / mixed wire", "turned: own mixed", Came(("wire", string.Join('\n', wire)), ("own", string.Join('\n', own)), ("mixed", string.Join('\n', (string[])[.. wire, .. own[..4]])), ("turned", string.Join('\n', (string[])[.. wire[..4], .. own]))));
        // What it holds of the other, in a text of its own.
        Is("own / mixed wire", "bait: own mixed", Came(("wire", MadeUp.Wire), ("own", MadeUp.Independent), ("mixed", MadeUp.Wire + "\n" + own[1]), ("bait", own[1])));
        // Nor where both had heard one sentence.
        string quoted = WireLines[3], part = string.Join('\n', own[1..4]);
        Is("own / mixed wire", "bait: own mixed", Came(("wire", MadeUp.Wire), ("own", quoted + "\n" + MadeUp.Independent), ("mixed", MadeUp.Wire + "\n" + part), ("bait", quoted + "\n" + part)));
    }

    [Fact]
    public void A_copy_of_one_text_that_is_unclear_with_another_joins_neither()
    {
        string[] wire = WireLines[..4], own = OwnLines[..4];
        Is("cut one / other", "bait: other cut", Came(("one", string.Join('\n', wire)), ("other", string.Join('\n', own)), ("cut", string.Join('\n', wire[..2])), ("bait", string.Join('\n', (string[])[.. wire[..2], wire[3], own[3]]))));
    }

    [Fact]
    public void Cuts_of_an_original_that_came_first_stay_one_origin()
    {
        var (first, last) = (("first", string.Join('\n', WireLines[..5])), ("last", string.Join('\n', WireLines[5..])));
        Is("first last wire", "", Came(("wire", MadeUp.Wire), first, last));
        Is("first last wire", "", Came(first, ("wire", MadeUp.Wire), last));
        // That an original came after its cuts, nobody can see.
        Is("first / last", "wire: first last", Came(first, last, ("wire", MadeUp.Wire)));
        // One copy that came before them is enough.
        Is("first last spun wire", "", Came(("spun", MadeUp.Spun), first, last, ("wire", MadeUp.Wire)));
    }

    [Fact]
    public void A_text_with_the_same_words_came_when_the_first_of_them_did()
    {
        var (first, last) = (("first", string.Join('\n', WireLines[..5])), ("last", string.Join('\n', WireLines[5..])));
        Is("again first last wire", "", Came(("wire", MadeUp.Wire), first, last, ("again", MadeUp.Wire)));
    }

    [Fact]
    public void A_copy_with_something_else_added_is_no_second_origin()
    {
        var found = Came(("wire", MadeUp.Wire), ("padding", Ferry), ("padded", MadeUp.Spun + "\n" + Ferry));
        Is("padding / wire", "padded: wire padding", found);
        Is("padded wire", "", Came(("wire", MadeUp.Wire), ("padded", MadeUp.Spun + "\n" + Ferry)));
    }

    [Fact]
    public void A_text_of_which_two_others_account_for_the_same_joins_them_as_before()
    {
        var (one, other) = (string.Join('\n', WireLines[..7]), string.Join('\n', WireLines[..6]) + "\n" + Ferry);
        Is("one other wire", "", Came(("one", one), ("other", other), ("wire", MadeUp.Wire)));
        // These two have too little in common to be linked without it.
        (one, other) = (string.Join('\n', WireLines[..6]), string.Join('\n', WireLines[3..9]));
        Assert.Equal(2, Came(("one", one), ("other", other)).Independent);
        Is("one other wire", "", Came(("one", one), ("other", other), ("wire", MadeUp.Wire)));
    }

    [Fact]
    public void The_register_stands_over_it()
    {
        (string, string)[] texts = [("wire", MadeUp.Wire), ("own", MadeUp.Independent), ("roundup", MadeUp.Wire + "\n" + MadeUp.Independent)];
        Is("own / roundup wire", "", Came(texts, Decided("roundup", "wire", true)));
        Is("own roundup / wire", "", Came(texts, Decided("roundup", "wire", false)));
        Is("own / roundup / wire", "", Came(texts, Decided("roundup", "wire", false), Decided("own", "roundup", false)));
        Is("own roundup wire", "", Came(texts, Decided("own", "wire", true)));
        Is("again own / wire", "roundup: wire own", Came([.. texts, ("again", MadeUp.Spun + "\n" + MadeUp.Independent)], Decided("again", "wire", false)));
    }

    [Fact]
    public void Neither_the_order_in_which_texts_are_given_nor_their_names_change_anything()
    {
        var digest = MadeUp.Wire + "\n" + MadeUp.Independent;
        string[] bodies = [MadeUp.Wire, MadeUp.Independent, digest, Ferry, Ferry + "\n" + digest, MadeUp.Spun, MadeUp.Spun + "\n" + MadeUp.Independent, digest];
        Prop.ForAll(Gen.Shuffle([0, 1, 2, 3, 4, 5, 6, 7]).ToArbitrary(), Gen.Shuffle([0, 1, 2, 3, 4, 5, 6, 7]).ToArbitrary(), (names, given) =>
        {
            // The text that came at a place has another name each time, and is given at another.
            var texts = bodies.Select((body, i) => MadeUp.Text($"{names[i]}", body)).ToArray();
            var found = TextOrigins.Of(TextIndex.Of(given.Select(i => texts[i]), NameRegister.Empty, 2), [], 2, arrived: texts.Index().ToDictionary(one => one.Item.Id, one => (long)one.Index));
            int Place(string id) => Array.IndexOf(names, id[0] - '0');
            Assert.Equal(["0 5", "1", "3"], found.Origins.Select(origin => string.Join(' ', origin.Texts.Select(Place).Order())).Order(StringComparer.Ordinal));
            Assert.Equal(["2: 0 1", "4: 0 1 3", "6: 0 1", "7: 0 1"], found.Digests.Select(one => $"{Place(one.Text)}: {string.Join(' ', one.Holds.Select(Place))}").Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_comes_after_them_joins_no_two_texts_that_share_nothing()
    {
        string[] pieces = [.. WireLines[..4], .. Ferry.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..4]];
        // Twelve texts of random sentences of both, one after the other.
        Prop.ForAll(Gen.Choose(1, 255).ListOf(12).ToArbitrary(), made =>
        {
            var later = made.Select((bits, i) => ($"later {i:00}", string.Join('\n', pieces.Where((_, piece) => (bits >> piece & 1) == 1))));
            var found = Came([("one", string.Join('\n', pieces[..4])), ("other", string.Join('\n', pieces[4..])), .. later]);
            Assert.True(CountOf("one") != CountOf("other"), $"{string.Join(' ', made)}; digests {Digests(found)}; {string.Join(", ", found.Links.Where(link => link.IsCopy || link.Kind == CopyKind.Unclear).Select(link => $"{link.A} {link.Kind} {link.B}"))}");

            int CountOf(string id) => found.Origins.Single(origin => origin.Texts.Contains(id)).CountsAs;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Where_nobody_knows_what_came_first_all_is_joined_and_what_would_part_it_is_said()
    {
        var digest = MadeUp.Wire + "\n" + MadeUp.Independent;
        PublishedText[] texts = [MadeUp.Text("daily", digest), MadeUp.Text("ferry", Ferry), MadeUp.Text("own", MadeUp.Independent), MadeUp.Text("spun", MadeUp.Spun), MadeUp.Text("weekly", Ferry + "\n" + digest), MadeUp.Text("wire", MadeUp.Wire)];
        var index = TextIndex.Of(texts, NameRegister.Empty, 2);
        var found = TextOrigins.Of(index, [], 2);
        Assert.Equal((1, 0), (found.Independent, found.Digests.Length));
        Assert.Equal(["daily: own spun", "weekly: ferry own spun"], found.MayBeDigests.Select(one => $"{one.Text}: {string.Join(' ', one.Holds.Order(StringComparer.Ordinal))}"));
        var parted = TextOrigins.Of(index, found.MayBeDigests.SelectMany(one => one.ApartFrom.Select(other => Decided(one.Text, other, false))), 2);
        Assert.Equal((3, 0), (parted.Independent, parted.MayBeDigests.Length));
        Assert.Empty(MadeUp.Origins(texts.Where(text => text.Id is "ferry" or "own" or "spun" or "wire")).MayBeDigests);
    }

    [Fact]
    public void Who_quotes_what_is_counted_without_digests_and_never_as_nobody()
    {
        const string quoted = "\"We saw every barrel leave the ridge and we counted them twice,\" she told reporters in the schoolhouse of Orsk.";
        var found = Came(("ferry", Ferry), ("own", MadeUp.Independent), ("daily", Ferry + "\n" + MadeUp.Independent + "\n" + quoted), ("weekly", MadeUp.Independent + "\n" + Ferry + "\n" + quoted));
        Assert.Equal(1, Assert.Single(found.Attestations).Origins);
        found = Came(("wire", MadeUp.Wire), ("own", MadeUp.Independent), ("roundup", MadeUp.Wire + "\n" + MadeUp.Independent));
        Assert.Equal(1, found.Attestations.Single(one => one.Quotation.StartsWith("We saw", StringComparison.Ordinal)).Origins);
    }

    private static OriginDecision Decided(string a, string b, bool one) => new(a, b, one, "desk", "made up");

    private static TextOrigins Came(params (string Id, string Body)[] texts) => Came(texts, []);

    /// <summary>The origins of texts that came one after the other.</summary>
    private static TextOrigins Came((string Id, string Body)[] texts, params OriginDecision[] decisions) => TextOrigins.Of(
        TextIndex.Of(texts.Select(text => MadeUp.Text(text.Id, text.Body)), NameRegister.Empty, 2), decisions, 2, arrived: texts.Index().ToDictionary(one => one.Item.Id, one => (long)one.Index));

    private static void Is(string origins, string digests, TextOrigins found)
    {
        Assert.Equal(origins, string.Join(" / ", found.Origins.Select(origin => string.Join(' ', origin.Texts)).Order(StringComparer.Ordinal).OrderBy(origin => origin.Split(' ')[^1], StringComparer.Ordinal)));
        Assert.Equal(found.Origins.Length, found.Independent);
        Assert.Equal(digests, Digests(found));
        Assert.Empty(found.MayBeDigests);
    }

    private static string Digests(TextOrigins found) => string.Join("; ", found.Digests.Select(digest => $"{digest.Text}: {string.Join(' ', digest.Holds)}"));
}
