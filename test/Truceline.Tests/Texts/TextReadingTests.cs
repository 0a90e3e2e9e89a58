using Truceline.Texts;

namespace Truceline.Tests.Texts;

/// <summary>What is read of a text: sentences, quotations, names and numbers, in any script.</summary>
public class TextReadingTests
{
    [Theory]
    [InlineData("He met Gen. Aske at 3.30 p.m. in St. Orm. She did not.", 2)]
    [InlineData("\"We go.\" She went. “Why?” Nobody knew!", 4)]
    [InlineData("One line\nthat goes on\nin small letters.\nAnother begins", 2)]
    [InlineData("第一句。第二句。", 2)]
    [InlineData("Перше речення. Друге речення! Третє?", 3)]
    [InlineData("", 0)]
    [InlineData("word", 1)]
    public void A_text_falls_into_sentences(string body, int sentences) => Assert.Equal(sentences, Read(body).Sentences.Length);

    [Theory]
    [InlineData("She said “no, never” and left.", "no, never")]
    [InlineData("Sie sagte „nein, nie“ und ging.", "nein, nie")]
    [InlineData("Elle a dit « non, jamais » et partit.", " non, jamais ")]
    [InlineData("Вона сказала «ні» й пішла.", "ні")]
    [InlineData("She said \"no\" and left.", "no")]
    [InlineData("It’s the men’s road.", "")]
    [InlineData("She said “no and left.\nThe next paragraph.", "no and left.")]
    public void Quotations_stand_apart_whatever_their_marks(string body, string quoted) =>
        Assert.Equal(quoted, string.Join('|', Read(body).Quotations.Select(quotation => body[quotation.Start..quotation.End])));

    [Theory]
    [InlineData("There were twenty-six of them.", "There were 26 of them.")]
    [InlineData("There were one hundred and fifty of them.", "There were 150 of them.")]
    [InlineData("There were 1,200 of them.", "There were 1.200 of them.")]
    [InlineData("There were 1,200 of them.", "There were 1 200 of them.")]
    [InlineData("It cost 1.5 million.", "It cost 1500000.")]
    [InlineData("We counted 26 men.", "Nous avons compté vingt-six hommes dans les rues de la ville et pour eux.")]
    [InlineData("We counted 97 men.", "Nous avons compté quatre-vingt-dix-sept hommes dans les rues de la ville et pour eux.")]
    [InlineData("We counted 26 men.", "Wir haben sechsundzwanzig Männer auf der Straße gezählt und sie sind nicht mehr da.")]
    [InlineData("We counted 26 men.", "Ми нарахували двадцять шість чоловіків на дорозі і вони не були там.")]
    [InlineData("We counted 40 men.", "Мы насчитали сорок человек на дороге и они не были там.")]
    [InlineData("We counted 26 men.", "Policzyliśmy dwadzieścia sześć osób na drodze i nie było ich tam.")]
    [InlineData("We met on 6 March.", "Ми зустрілися 6 березня і вони не були там.")]
    [InlineData("We met on 6 March.", "Wir trafen uns am 6. März und sie waren nicht da.")]
    public void Numbers_and_dates_are_the_same_in_digits_and_words_and_languages(string one, string other) => Assert.Equal(Numbers(one), Numbers(other));

    [Theory]
    [InlineData("He may go, and the soldiers march past once more per cent.")]
    [InlineData("Thousands fled and hundreds came back.")]
    [InlineData("They seize a due part.")]
    public void Words_that_look_like_numbers_are_none(string body) => Assert.Empty(Numbers(body));

    [Theory]
    [InlineData("Zelensky", "Зеленський")]
    [InlineData("Zelensky", "Selenskyj")]
    [InlineData("Zelensky", "Зеленского")]
    [InlineData("Macron", "Макрона")]
    [InlineData("Peskov", "Peskow")]
    [InlineData("Verrick", "Веррік")]
    [InlineData("Brannock", "Браннока")]
    [InlineData("Kharkiv", "Харків")]
    public void A_name_is_known_in_other_letters_and_cases(string one, string other) =>
        Assert.True(Letters.Alike(Letters.Consonants(Letters.Fold(one)), Letters.Consonants(Letters.Fold(other))));

    [Theory]
    [InlineData("Macron", "Merz")]
    [InlineData("Orsk", "Oslo")]
    [InlineData("Moscow", "Maskell")]
    public void Another_name_stays_another(string one, string other) =>
        Assert.False(Letters.Alike(Letters.Consonants(Letters.Fold(one)), Letters.Consonants(Letters.Fold(other))));

    [Theory]
    [InlineData("\u00C9lys\u00E9e", "E\u0301lyse\u0301e")] // composed and decomposed
    [InlineData("CEASEFIRE", "ceasefire")]
    [InlineData("cease\u00ADfire", "ceasefire")]
    [InlineData("cease\u200Dfire", "ceasefire")]
    [InlineData("ｃｅａｓｅ", "cease")]
    [InlineData("\uD835\uDFCF\uD835\uDFD0", "12")] // mathematical digits
    [InlineData("٣٤", "34")]
    [InlineData("п'ять", "п’ять")]
    [InlineData("\u202Eceasefire\u202C", "ceasefire")]
    public void Letters_that_look_alike_to_a_reader_are_alike(string one, string other) =>
        Assert.Equal(Read($"the {one} holds").Digest, Read($"the {other} holds").Digest);

    [Fact]
    public void Every_character_there_is_can_stand_in_a_text()
    {
        for (var first = 0; first < 0x110000; first += 0x400)
        {
            var all = string.Concat(Enumerable.Range(first, 0x400).Where(System.Text.Rune.IsValid).Select(value => $"{new System.Text.Rune(value)} a{new System.Text.Rune(value)}1{new System.Text.Rune(value)}"));
            Assert.All(Read(all + " Orsk\uD800").Words, word => Assert.True(word.Length > 0));
        }
    }

    [Fact]
    public void Places_of_words_are_those_of_the_body()
    {
        const string body = "\u202EΑθήνα said 26 שלום 停火 \uD83D\uDE00 Ёлка.";
        var reading = Read(body);
        Assert.Equal(["Αθήνα", "said", "26", "שלום", "停", "火", "Ёлка"], reading.Words.Select(word => body.Substring(word.Start, word.Length).Trim('\u202E')));
    }

    [Theory]
    [InlineData("The talks of the two sides were held in the town and they will go on.", "en")]
    [InlineData("Die Gespräche der beiden Seiten wurden in der Stadt geführt und sie gehen weiter.", "de")]
    [InlineData("Переговори двох сторін були у місті і вони не закінчилися, але про це не сказали.", "uk")]
    [InlineData("Переговоры двух сторон были в городе и они не закончились, но об этом не сказали.", "ru")]
    [InlineData("Les pourparlers des deux camps ont eu lieu dans la ville et ils ne sont pas finis.", "fr")]
    [InlineData("Kwv tij neeg", null)]
    public void A_language_is_recognised_by_its_small_words(string body, string? language) => Assert.Equal(language, Read(body).Language);

    [Fact]
    public void Aliases_of_the_register_are_one_name_in_every_script_and_case()
    {
        var register = NameRegister.Of([new("Torvany", ["Торвань", "Republic of Torvany"]), new("Kyiv", ["Kiev", "Київ", "Киев"])]);
        ulong[] Known(string body) => [.. TextReading.Of(MadeUp.Text("a", body), register).Skeleton.Where(item => item.Kind == SkeletonKind.Known).Select(item => item.Id)];
        var id = Assert.Single(Known("the Republic of Torvany agreed"));
        Assert.Equal([id], Known("воно чуло від Торвані вчора"));
        Assert.Equal([id], Known("torvany agreed"));
        Assert.Equal(Known("in Kiev today"), Known("у місті Київ"));
        Assert.Empty(Known("the Torvanyites from Kievan Rus"));
    }

    [Fact]
    public void The_text_of_a_very_long_page_is_compared_from_its_beginning_and_that_is_known()
    {
        var reading = Read(string.Concat(Enumerable.Range(0, 5000).Select(i => $"Sentence number {i} stands here. ")));
        Assert.True(reading.IsCut);
        Assert.Equal(TextReading.MostSentences, reading.Sentences.Length);
        Assert.NotEqual(reading.Digest, Read(reading.Body + "And one more.").Digest);
    }

    private static TextReading Read(string body) => TextReading.Of(MadeUp.Text("a", body), NameRegister.Empty);

    private static ulong[] Numbers(string body) => [.. Read(body).Skeleton.Where(item => item.Kind is SkeletonKind.Number or SkeletonKind.Date).Select(item => item.Id)];

    [Theory]
    [InlineData("wօrd", true), InlineData("wоrd", true), InlineData("wοrd", true), InlineData("wɑrd", true), InlineData("wᴏrd", true), InlineData("wꓳrd", true), InlineData("слoво", true), InlineData("słowo", false), InlineData("слово", false), InlineData("Azərbaycan", false), InlineData("Ɖevi", false)]
    public void A_word_of_two_alphabets_is_told(string word, bool isMixed) => Assert.Equal(isMixed, Letters.IsMixed(word));

    [Fact]
    public void Fillers_and_the_blank_of_Braille_show_nothing_and_part_no_word() =>
        Assert.Equal("wordsword", string.Concat(Truceline.Texts.Words.Split("w\u1160o\u2800r\uFFA0d\u3164s w\u034Fo\u115Frd").Select(word => word.Folded)));
}
