using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Truceline.App.Intake;

/// <summary>
/// A name as it is looked up: small letters without accents or apostrophes, and one space for whatever else stands between
/// words. The alphabet stays: a name in another script is another name, which a place may be known as.
/// </summary>
internal static class SoughtName
{
    // The runtime is built without tables of culture, so that it reads the same everywhere; these are the letters of Europe.
    private static readonly FrozenDictionary<char, string> Plain = new (string Plain, string Accented)[]
    {
        ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"), ("c", "çćĉċč"), ("d", "ďđ"), ("e", "èéêëēĕėęěẹẻẽếềểễệ"), ("g", "ĝğġģǧ"), ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįıǐỉị"), ("j", "ĵ"), ("k", "ķǩ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"), ("o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"), ("r", "ŕŗř"),
        ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűųưǔụủứừửữự"), ("w", "ŵẁẃẅ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżž"), ("ss", "ß"), ("ae", "æ"),
        ("oe", "œ"), ("th", "þ"), ("dh", "ð"), ("е", "ёѐ"), ("и", "йѝ"), ("і", "ї"), ("у", "ў"), ("г", "ѓґ"), ("к", "ќ"), ("α", "ά"), ("ε", "έ"),
        ("η", "ή"), ("ι", "ίϊΐ"), ("ο", "ό"), ("υ", "ύϋΰ"), ("ω", "ώ"), ("σ", "ς"),
    }.SelectMany(row => row.Accented.Select(letter => (letter, row.Plain))).ToFrozenDictionary(pair => pair.letter, pair => pair.Plain);

    /// <summary>The name as it is looked up; empty when it has neither letters nor digits.</summary>
    public static string Of(string name)
    {
        var sought = new StringBuilder(name.Length);
        var between = false;
        foreach (var rune in name.EnumerateRunes())
        {
            if (IsSilent(rune)) continue;
            if (!Rune.IsLetterOrDigit(rune))
            {
                between = sought.Length > 0;
                continue;
            }
            if (between) sought.Append(' ');
            between = false;
            var small = Rune.ToLowerInvariant(rune);
            if (small.IsBmp && Plain.TryGetValue((char)small.Value, out var plain)) sought.Append(plain);
            else sought.Append(small.ToString());
        }
        return sought.ToString();
    }

    // Accents written as characters of their own, apostrophes of every kind, and what does not show itself.
    private static bool IsSilent(Rune rune) =>
        rune.Value is '\'' or '`' or '´' or '‘' or '’' or '′' or 'ʼ' or 'ʹ'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.ModifierSymbol or UnicodeCategory.Format;
}
