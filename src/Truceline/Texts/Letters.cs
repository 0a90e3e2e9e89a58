using System.Globalization;
using System.Text;
using Truceline.Agreements.Text;

namespace Truceline.Texts;

/// <summary>
/// Letters as texts are compared by: without case, accents and what shows nothing; and names by their consonants, so that
/// a name is the same in Latin, Cyrillic and Greek letters and in most of its cases.
/// </summary>
internal static class Letters
{
    /// <summary>How many consonants a key holds.</summary>
    public const int MostConsonants = 12;

    private const char Vowel = 'a';
    private const string Classes = "abpdtgksflmnr";

    private static readonly Dictionary<char, string> Sounds = new()
    {
        ['б'] = "b", ['в'] = "f", ['г'] = "g", ['ґ'] = "g", ['д'] = "d", ['ђ'] = "s", ['ж'] = "s", ['з'] = "s", ['к'] = "k", ['л'] = "l", ['љ'] = "l", ['м'] = "m", ['н'] = "n", ['њ'] = "n",
        ['п'] = "p", ['р'] = "r", ['с'] = "s", ['т'] = "t", ['ћ'] = "s", ['ф'] = "f", ['х'] = "k", ['ц'] = "s", ['ч'] = "s", ['џ'] = "s", ['ш'] = "s", ['щ'] = "s",
        ['β'] = "f", ['γ'] = "g", ['δ'] = "d", ['ζ'] = "s", ['θ'] = "t", ['κ'] = "k", ['λ'] = "l", ['μ'] = "m", ['ν'] = "n", ['ξ'] = "ks", ['π'] = "p", ['ρ'] = "r", ['σ'] = "s", ['τ'] = "t",
        ['φ'] = "f", ['χ'] = "k", ['ψ'] = "ps",
        ['b'] = "b", ['d'] = "d", ['f'] = "f", ['g'] = "g", ['k'] = "k", ['l'] = "l", ['m'] = "m", ['n'] = "n", ['p'] = "p", ['q'] = "k", ['r'] = "r", ['s'] = "s", ['t'] = "t", ['v'] = "f",
        ['w'] = "f", ['x'] = "ks", ['z'] = "s",
    };

    // Longest first: what several Latin letters sound like together.
    private static readonly (string Letters, string Sound)[] Together =
    [
        ("sch", "s"), ("tch", "s"), ("ch", "s"), ("sh", "s"), ("sz", "s"), ("cz", "s"), ("rz", "s"), ("zh", "s"), ("ts", "s"), ("tz", "s"), ("dz", "s"), ("тс", "s"), ("дж", "s"), ("дз", "s"), ("kh", "k"), ("ck", "k"), ("ph", "f"),
    ];

    /// <summary>A word without case, accents, marks and characters that show nothing.</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
            if (!IsSilent(rune)) PlainLetters.Append(folded, rune);
        return folded.ToString();
    }

    /// <summary>
    /// Whether letters of two alphabets that look alike stand in a word, or letters of phonetics beside others, as nobody writes but who wants it to be another for a machine.
    /// </summary>
    public static bool IsMixed(ReadOnlySpan<char> word)
    {
        var seen = 0;
        foreach (var letter in word) seen |= Alphabet(letter);
        return (seen & (seen - 1)) != 0;
    }

    // One bit for each alphabet that has letters like those of another.
    private static int Alphabet(char letter) => letter switch
    {
        (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '\u00C0' and <= '\u024F' and not '\u00D7' and not '\u00F7') or (>= '\u1E00' and <= '\u1EFF') => 1,
        (>= '\u0370' and <= '\u03FF') or (>= '\u1F00' and <= '\u1FFF') => 2,
        (>= '\u0400' and <= '\u052F') or (>= '\u1C80' and <= '\u1C8F') or (>= '\uA640' and <= '\uA69F') => 4,
        >= '\u0530' and <= '\u058F' => 8,
        (>= '\u10A0' and <= '\u10FF') or (>= '\u1C90' and <= '\u1CBF') or (>= '\u2D00' and <= '\u2D2F') => 16,
        (>= '\u13A0' and <= '\u13FF') or (>= '\uAB70' and <= '\uABBF') => 32,
        (>= '\uA4D0' and <= '\uA4FF') => 64,
        >= '\u2C80' and <= '\u2CFF' => 128,
        'ɑ' or 'ɡ' or 'ɢ' or 'ɩ' or 'ɪ' or 'ɴ' or 'ʀ' or 'ʏ' or 'ʙ' or 'ʜ' or 'ʟ' or 'ꜰ' or 'ꜱ' or (>= '\u1D00' and <= '\u1D2B') => 256,
        _ => 0,
    };

    /// <summary>Marks on a letter, and characters that show nothing, such as a soft hyphen or a turn of direction.</summary>
    public static bool IsSilent(Rune rune) => PlainLetters.ShowsNothing(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>The consonants of a folded name, four bits each from the highest on; 0 for letters of a script that is not known here.</summary>
    public static ulong Consonants(string folded)
    {
        var (key, count, last) = (0UL, 0, '\0');
        for (var i = 0; i < folded.Length && count < MostConsonants;)
        {
            var (sound, length) = Sound(folded, i);
            // A name that begins with a vowel keeps that; what stands for one differs from language to language.
            if (sound.Length == 0 && i == 0 && IsKnown(folded[0])) sound = "a";
            foreach (var one in sound)
            {
                if (one == last || count == MostConsonants) continue;
                key |= (ulong)(Classes.IndexOf(one, StringComparison.Ordinal) + 1) << (60 - 4 * count++);
                last = one;
            }
            if (sound.Length == 0) last = Vowel;
            i += length;
        }
        return key;
    }

    /// <summary>How many consonants a key has.</summary>
    public static int Count(ulong key) => key == 0 ? 0 : 16 - System.Numerics.BitOperations.TrailingZeroCount(key) / 4;

    /// <summary>
    /// Whether two keys may be one name in two languages: the same consonants, or three of them and more at the beginning and at most two others after them
    /// (endings of cases).
    /// </summary>
    public static bool Alike(ulong one, ulong other)
    {
        if (one == 0 || other == 0) return false;
        if (one == other) return true;
        var same = System.Numerics.BitOperations.LeadingZeroCount(one ^ other) / 4;
        var (least, most) = (Math.Min(Count(one), Count(other)) - same, Math.Max(Count(one), Count(other)) - same);
        return same >= 3 && most <= 2 && least <= (same > 3 ? 1 : 0);
    }

    private static (string Sound, int Length) Sound(string folded, int at)
    {
        foreach (var (letters, sound) in Together)
            if (string.CompareOrdinal(folded, at, letters, 0, letters.Length) == 0) return (sound, letters.Length);
        var letter = folded[at];
        if (letter == 'c') return (at + 1 < folded.Length && folded[at + 1] is 'e' or 'i' or 'y' ? "s" : "k", 1);
        return (Sounds.GetValueOrDefault(letter, ""), 1);
    }

    private static bool IsKnown(char letter) => letter is (>= 'a' and <= 'z') or (>= '\u0370' and <= '\u052F');
}
