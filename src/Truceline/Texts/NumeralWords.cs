using System.Collections.Frozen;

namespace Truceline.Texts;

/// <summary>What a word says as part of a number or a date.</summary>
internal enum NumeralKind
{
    /// <summary>1 to 19, or a whole number below 100 in one word.</summary>
    Unit,

    /// <summary>20, 30, … 90: a unit may follow.</summary>
    Tens,

    /// <summary>200, 300 and so on in one word.</summary>
    Hundreds,

    /// <summary>100 after a unit.</summary>
    Hundred,

    /// <summary>A thousand, a million, a milliard.</summary>
    Scale,

    /// <summary>A month, 1 to 12.</summary>
    Month,

    /// <summary>A day of the week, 1 (Monday) to 7.</summary>
    Weekday,
}

/// <summary>
/// The words for numbers, months and days of the week in the languages that are known. Slavic ones are known by how they begin, for their
/// ends change with the case. One is not listed: in most languages it is the article.
/// </summary>
internal static class NumeralWords
{
    private const int LongestEnding = 3;

    // A value, then words; an asterisk stands for an ending.
    private static readonly string[] Units =
    [
        "2 two deux zwei dos due dois duas deu dwa dwie dwoch два две двух двум двома двох",
        "3 three trois drei tres tre trzy trzech три трех трем трьох трьома",
        "4 four quatre vier cuatro quattro quatro cztery czterech четыре четырех чотири чотирьох чотирма",
        "5 five cinq funf cinco cinque piec pieciu пять пяти",
        "6 six sechs seis sei szesc szesciu шесть шести шість",
        "7 seven sept sieben siete sette sete siedem siedmiu семь семи сім семи",
        "8 eight huit acht ocho otto oito osiem osmiu восемь восьми вісім",
        "9 nine neuf neun nueve nove dziewiec dziewieciu девять девяти",
        "10 ten dix zehn diez dieci dez dziesiec dziesieciu десять десяти",
        "11 eleven onze elf once undici onze jedenascie jedenastu одиннадцат* одинадцят*",
        "12 twelve dozen douze zwolf doce dodici doze dwanascie dwunastu двенадцат* дванадцят*",
        "13 thirteen treize dreizehn trece tredici treze trzynascie trzynastu тринадцат* тринадцят*",
        "14 fourteen quatorze vierzehn catorce quattordici catorze czternascie czternastu четырнадцат* чотирнадцят*",
        "15 fifteen quinze funfzehn quince quindici pietnascie pietnastu пятнадцат* пятнадцят*",
        "16 sixteen seize sechzehn dieciseis sedici dezesseis szesnascie szesnastu шестнадцат* шістнадцят*",
        "17 seventeen siebzehn diecisiete diciassette dezessete siedemnascie siedemnastu семнадцат* сімнадцят*",
        "18 eighteen achtzehn dieciocho diciotto dezoito osiemnascie osiemnastu восемнадцат* вісімнадцят*",
        "19 nineteen neunzehn diecinueve diciannove dezenove dziewietnascie dziewietnastu девятнадцат* девятнадцят*",
        "21 veintiuno veintiun", "22 veintidos", "23 veintitres", "24 veinticuatro", "25 veinticinco", "26 veintiseis", "27 veintisiete", "28 veintiocho", "29 veintinueve",
    ];

    private static readonly string[] Tens =
    [
        "20 twenty vingt zwanzig veinte venti vinte dwadziescia dwudziestu двадцат* двадцят*",
        "30 thirty trente dreissig dreisig treinta trenta trinta trzydziesci trzydziestu тридцат* тридцят*",
        "40 forty quarante vierzig cuarenta quaranta quarenta czterdziesci czterdziestu сорок сорока",
        "50 fifty cinquante funfzig cincuenta cinquanta cinquenta piecdziesiat piecdziesieciu пятьдесят пятидесяти пятдесят пятдесяти",
        "60 sixty soixante sechzig sesenta sessanta sessenta szescdziesiat szescdziesieciu шестьдесят шестидесяти шістдесят шістдесяти",
        "70 seventy septante siebzig setenta settanta siedemdziesiat siedemdziesieciu семьдесят семидесяти сімдесят сімдесяти",
        "80 eighty achtzig ochenta ottanta oitenta osiemdziesiat osiemdziesieciu восемьдесят восьмидесяти вісімдесят вісімдесяти",
        "90 ninety nonante neunzig noventa novanta dziewiecdziesiat dziewiecdziesieciu девяносто девяноста",
    ];

    private static readonly string[] Hundreds =
    [
        "200 doscientos doscientas dwiescie dwustu двести двухсот двісті двохсот", "300 trescientos trescientas trzysta trzystu триста трехсот трьохсот",
        "400 cuatrocientos cuatrocientas czterysta czterystu четыреста четырехсот чотириста чотирьохсот", "500 quinientos quinientas piecset пятьсот пятисот пятсот",
        "600 seiscientos seiscientas szescset шестьсот шестисот шістсот", "700 setecientos setecientas siedemset семьсот семисот сімсот",
        "800 ochocientos ochocientas osiemset восемьсот восьмисот вісімсот", "900 novecientos novecientas dziewiecset девятьсот девятисот девятсот",
    ];

    private static readonly string[] Hundred = ["100 hundred hundreds cent cents hundert cien ciento cento sto stu сто ста"];

    private static readonly string[] Scales =
    [
        "1000 thousand thousands mille tausend mil mila tysiac* тысяч* тыс тисяч* тис",
        "1000000 million millions millionen millon millones milione milioni milhao milhoes milion* миллион* млн мільйон*",
        "1000000000 billion billions milliard milliards milliarde milliarden miliard* миллиард* млрд мільярд*",
    ];

    private static readonly string[] Months =
    [
        "1 january janvier januar enero gennaio janeiro stycznia styczen styczniu январ* січн* січень", "2 february fevrier februar febrero febbraio fevereiro lutego luty lutym феврал* лют*",
        "3 march mars marz marzo marca marzec marcu март марта марте берез* березень", "4 april avril abril aprile kwietnia kwiecien kwietniu апрел* квітн* квітень",
        "5 may mai mayo maggio maio maja maj maju мая май мае травн* травень", "6 june juin juni junio giugno junho czerwca czerwiec czerwcu июнь июня июне червн* червень",
        "7 july juillet juli julio luglio julho lipca lipiec lipcu июль июля июле липн* липень", "8 august aout agosto sierpnia sierpien sierpniu август* серпн* серпень",
        "9 september septembre septiembre settembre setembro wrzesnia wrzesien wrzesniu сентябр* вересн* вересень", "10 october octobre oktober octubre ottobre outubro pazdziernik* октябр* жовтн* жовтень",
        "11 november novembre noviembre novembro listopad* ноябр* листопад*", "12 december decembre dezember diciembre dicembre dezembro grudnia grudzien grudniu декабр* грудн* грудень",
    ];

    private static readonly string[] Weekdays =
    [
        "1 monday lundi montag lunes lunedi poniedzial* понедельник* понеділ*", "2 tuesday mardi dienstag martes martedi wtorek wtorku вторник* вівтор*",
        "3 wednesday mercredi mittwoch miercoles mercoledi srode sroda srody среда среду среды среде середа середу середи середі", "4 thursday jeudi donnerstag jueves giovedi czwartek czwartku четверг* четвер*",
        "5 friday vendredi freitag viernes venerdi piatek piatku пятниц*", "6 saturday samedi samstag sonnabend sabado sabato sobote sobota soboty суббот* субот*",
        "7 sunday dimanche sonntag domingo domenica niedziel* воскресень* неділ*",
    ];

    private static readonly string[] And = ["and", "et", "und", "y", "e", "i", "и", "і"];

    private static readonly FrozenDictionary<string, (NumeralKind Kind, long Value)> Whole;
    private static readonly FrozenDictionary<string, (NumeralKind Kind, long Value)> Beginnings;

    static NumeralWords()
    {
        var (whole, beginnings) = (new Dictionary<string, (NumeralKind, long)>(StringComparer.Ordinal), new Dictionary<string, (NumeralKind, long)>(StringComparer.Ordinal));
        foreach (var (kind, list) in new[] { (NumeralKind.Unit, Units), (NumeralKind.Tens, Tens), (NumeralKind.Hundreds, Hundreds), (NumeralKind.Hundred, Hundred), (NumeralKind.Scale, Scales), (NumeralKind.Month, Months), (NumeralKind.Weekday, Weekdays) })
            foreach (var row in list)
            {
                var words = row.Split(' ');
                var value = long.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture);
                foreach (var word in words[1..])
                    if (word.EndsWith('*')) beginnings.TryAdd(Letters.Fold(word.AsSpan(0, word.Length - 1)), (kind, value));
                    else whole.TryAdd(Letters.Fold(word), (kind, value));
            }
        German(whole);
        (Whole, Beginnings) = (whole.ToFrozenDictionary(StringComparer.Ordinal), beginnings.ToFrozenDictionary(StringComparer.Ordinal));
    }

    // Words that mean something else in other languages: what they mean here, they mean in these alone.
    private static readonly FrozenDictionary<string, string> OnlyIn = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["seize"] = "fr", ["cent"] = "fr", ["cents"] = "fr", ["mars"] = "fr", ["once"] = "es", ["due"] = "it", ["sei"] = "it", ["sto"] = "pl", ["sta"] = "pl", ["elf"] = "de", ["mai"] = "fr de", ["marco"] = "pt", ["mil"] = "es pt", ["set"] = "pt",
        ["may"] = "en", ["march"] = "en", ["sete"] = "pt", ["dez"] = "pt", ["maj"] = "pl", ["juni"] = "de", ["juli"] = "de",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a folded word says; null when it is none of them.</summary>
    /// <param name="folded">The word.</param>
    /// <param name="language">The language of its text; null when unknown.</param>
    public static (NumeralKind Kind, long Value)? Of(string folded, string? language)
    {
        if (OnlyIn.TryGetValue(folded, out var languages) && (language is null || !languages.Contains(language, StringComparison.Ordinal))) return null;
        if (Whole.TryGetValue(folded, out var known)) return known;
        for (var cut = 0; cut <= LongestEnding && folded.Length - cut >= 3; cut++)
            if (Beginnings.TryGetValue(folded[..^cut], out known)) return known;
        return null;
    }

    /// <summary>Whether a word may stand between the parts of one number.</summary>
    public static bool IsAnd(string folded) => And.Contains(folded, StringComparer.Ordinal);

    // German writes a number below a thousand as one word.
    private static void German(Dictionary<string, (NumeralKind, long)> words)
    {
        string[] units = ["ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun"];
        string[] tens = ["zwanzig", "dreisig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig"];
        for (var unit = 0; unit < units.Length; unit++)
        {
            for (var ten = 0; ten < tens.Length; ten++) words.TryAdd($"{units[unit]}und{tens[ten]}", (NumeralKind.Unit, (10 * (ten + 2)) + unit + 1));
            words.TryAdd($"{units[unit]}hundert", (NumeralKind.Hundreds, 100 * (unit + 1)));
            if (unit > 0) words.TryAdd($"{units[unit]}tausend", (NumeralKind.Hundreds, 1000 * (unit + 1)));
        }
    }
}
