using System.Globalization;
using System.Text;

namespace Truceline.Agreements.Text;

/// <summary>
/// What remains of a letter without case, marks and forms of compatibility. The program runs without the data of ICU, so that it gives the same on each machine, and
/// what .NET has for it does nothing then but for ASCII.
/// </summary>
internal static class PlainLetters
{
    // Small letters with marks, and what remains of them; the first of each group is what remains.
    private static readonly string[] Marked =
    [
        "aàáâãäåāăąǎæ", "cçćĉċč", "dďđð", "eèéêëēĕėęěǝ", "gĝğġģ", "hĥħ", "iìíîïĩīĭįıǐ", "jĵ", "kķ", "lĺļľŀł", "nñńņňŉŋ", "oòóôõöøōŏőǒœ", "rŕŗř",
        "sśŝşšſșß", "tţťŧțþ", "uùúûüũūŭůűųǔ", "wŵ", "yýÿŷ", "zźżž", "αά", "εέ", "ηή", "ιίϊΐ", "οό", "υύϋΰ", "ωώ", "σς", "её", "иѝй", "ії",
    ];

    // From U+1E00 to U+1EFF, the further Latin letters with marks, capital and small by turns.
    private const string Further =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
        + "wwwwwwwwwwxxxxyyzzzzzzhtwyassssdaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy";

    // What stands for several letters.
    private static readonly string[] Joined = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    private static readonly char[] Plain = Folding();

    /// <summary>Writes what remains of a letter; of any other sign the sign itself, small.</summary>
    public static void Append(StringBuilder into, Rune rune)
    {
        var small = Rune.ToLowerInvariant(rune).Value;
        // Full-width letters and digits are those of ASCII.
        if (small is >= 0xFF01 and <= 0xFF5E) small = char.ToLowerInvariant((char)(small - 0xFEE0));
        small = Mathematical(small);
        if (small < Plain.Length) into.Append(Plain[small]);
        else if (small is >= 0x1E00 and <= 0x1EFF) into.Append(Further[small - 0x1E00]);
        else if (small is >= 0xFB00 and <= 0xFB06) into.Append(Joined[small - 0xFB00]);
        else into.Append(new Rune(small));
    }

    /// <summary>Whether it shows nothing: a control or a format, such as a soft hyphen or a turn of direction, what Unicode lets a screen leave out, and the blank of Braille.</summary>
    public static bool ShowsNothing(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value is 0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>Of the letters and digits that stand once more for use in formulas (bold, in script, with double strokes) and in circles the plain small one.</summary>
    private static int Mathematical(int letter) => letter switch
    {
        >= 0x1D400 and <= 0x1D6A3 => 'a' + (letter - 0x1D400) % 26,
        >= 0x1D7CE and <= 0x1D7FF => '0' + (letter - 0x1D7CE) % 10,
        >= 0x24B6 and <= 0x24E9 => 'a' + (letter - 0x24B6) % 26,
        _ => letter,
    };

    private static char[] Folding()
    {
        var plain = new char[0x530];
        for (var i = 0; i < plain.Length; i++) plain[i] = char.ToLowerInvariant((char)i);
        foreach (var group in Marked)
            foreach (var letter in group) plain[letter] = group[0];
        return plain;
    }
}
