using System.Collections.Frozen;

namespace Truceline.Texts;

/// <summary>The languages whose small words are known: by them a language is recognised, and they weigh little when wording is compared.</summary>
internal static class FunctionWords
{
    // The commonest words that carry grammar, folded as Letters folds them. Languages that share a word both have it.
    private static readonly (string Language, string Words)[] Lists =
    [
        ("de", "der die das den dem des ein eine einen einem einer eines und oder aber dass wenn als wie nicht auch nur noch schon sich sie er es ihr ihre ihren sein seine seinen wir ich von vom zu zum zur mit nach bei aus auf in im ins an am fur uber unter vor um gegen durch bis seit ohne ist sind war waren wird werden wurde wurden hat haben hatte hatten kann konnen konnte soll sollen sollte muss so dann dort hier diese dieser dieses diesem diesen man mehr sei seien was wo"),
        ("en", "the a an and or but that which who whom whose this these those it its he she they them their his her we our us you i in on at by for from to of with without as is are was were be been being has have had having do does did not no nor so if when while where there here than then after before until since about over under between into onto out up down off through during against within will would could should may might can must also any all each some such both more most other only own same very just one what how why because though although however per s t"),
        ("es", "el la los las un una unos unas y o pero que de del al a en con sin por para sobre entre hasta desde se su sus lo le les no ni ya mas como cuando donde si es son era eran fue fueron ser sera ha han habia habian haber esta estan estaba este esta estos estas ese esa eso aquel muy tambien tras ante segun contra durante todo todos cada otro otra otros mientras aunque porque"),
        ("fr", "le la les l un une des du de d et ou mais que qu qui dont ce cet cette ces il elle ils elles on se s son sa ses leur leurs nous vous je ne n pas plus en y dans sur sous par pour avec sans entre vers chez aux au a est sont etait etaient ete etre sera seront a ont avait avaient avoir fait si comme quand ou tout tous toute toutes aussi encore deja tres apres avant depuis pendant contre selon lors ainsi lui eux c j m t"),
        ("it", "il lo la i gli le un uno una e o ma che di del della dei delle degli dello al alla ai alle da dal dalla in nel nella nei nelle con su sul sulla per tra fra si non piu come quando dove se e sono era erano stato stata essere ha hanno aveva avevano questo questa questi queste quello anche dopo prima senza contro secondo ogni altro"),
        ("pl", "i w we z ze na do od o u po za przed przez dla pod nad bez oraz ale lub czy ze zeby jak gdy kiedy gdzie jesli to ten ta te tego tej tych tym tymi jest sa byl byla bylo byli byly bedzie beda byc nie sie juz tylko takze tez jego jej ich ktory ktora ktore ktorych ktorzy on ona oni ono co kto my wy ja ma maja mial mieli wobec wedlug podczas po miedzy jeszcze bardzo wszystkie"),
        ("pt", "o a os as um uma e ou mas que de do da dos das em no na nos nas por para com sem sobre entre ate se seu sua seus suas nao mais como quando onde e sao era eram foi foram ser tem ha havia este esta isso tambem apos antes segundo contra"),
        ("ru", "и в во на с со к ко по за из от до о об у для при под над без между через перед после а но или что чтобы как когда где если то это этот эта эти этого этой этих тот та те того не ни же ли бы уже еще только также был была было были есть быть будет будут он она они оно его ее их им ему ей мы вы я нас нам который которая которые которых которого которой все всех так там тем чем более"),
        ("uk", "і й та в у на з із зі до від по за про для при під над без між через перед після а але або що щоб як коли де якщо то це цей ця ці цього цієї цих той та ті того не ні же чи б би вже ще лише також був була було були є бути буде будуть він вона вони воно його її їх їм йому ми ви я нас нам який яка які яких якого якої всі всіх так там тим ніж більше"),
    ];

    private static readonly FrozenDictionary<string, int> Known = Masks();

    /// <summary>The languages of a folded word, as bits in the order of the languages; 0 when it is none of theirs.</summary>
    public static int Languages(string folded) => Known.GetValueOrDefault(folded);

    /// <summary>The language of which a text has most small words, as a tag; null where none has enough of them.</summary>
    /// <param name="counts">How many small words of each language it has.</param>
    /// <param name="words">How many words it has.</param>
    public static string? Likeliest(ReadOnlySpan<int> counts, int words)
    {
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
            if (counts[i] > counts[best]) best = i;
        return words > 0 && counts[best] * 8 >= words ? Lists[best].Language : null;
    }

    /// <summary>How many languages are known.</summary>
    public static int Count => Lists.Length;

    private static FrozenDictionary<string, int> Masks()
    {
        var masks = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Lists.Length; i++)
            foreach (var word in Lists[i].Words.Split(' ')) masks[Letters.Fold(word)] = masks.GetValueOrDefault(Letters.Fold(word)) | 1 << i;
        return masks.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
