using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Truceline.Agreements.Text;

namespace Truceline.Agreements;

/// <summary>
/// A name without what makes two spellings of it look alike: case, marks, forms of compatibility, blanks, signs that are neither letter nor digit, characters that show
/// nothing, letters of another alphabet that look like Latin ones. Whose word a report is counts by it, and so does whom a name stands for. It would rather take two names for
/// one than one for two: whoever is taken for another corroborates less.
/// </summary>
public static class PlainName
{
    // Pairs: a small letter of another alphabet, and the Latin one that it looks like, as a capital where the two differ.
    private const string Alike =
        "аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsһhԁdԛqԝw" + "αaβbεeζzηhιiκkμmνnοoρpτtυyχx" + "օoոnսuհhցgզqյjոnտsեtլl" + "ɑaɡgɩiᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzⅰiⅴvⅹxⅼlⅽcⅾdⅿm";

    // Within a word of Latin letters these look otherwise.
    private const string AlikeSmall = "νvηnυuγyωwμuпnгr";

    private static readonly ConditionalWeakTable<ImmutableSortedDictionary<string, Actor>, Dictionary<string, Actor>> Known = [];

    /// <summary>The name, for comparing and never for showing: its signs where it has neither letter nor digit; empty where nothing of it shows.</summary>
    public static string Of(string words)
    {
        if (IsPlain(words)) return words.ToLowerInvariant();
        var (plain, word, signs) = (new StringBuilder(words.Length), new StringBuilder(), new StringBuilder());
        foreach (var rune in words.EnumerateRunes())
        {
            // Marks over and under Latin, Cyrillic and Greek letters; in other scripts they make another word.
            if (rune.Value is (>= 0x300 and <= 0x36F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) || (!IsBlank(rune) && PlainLetters.ShowsNothing(rune))) continue;
            if (!IsBlank(rune) && Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.LetterNumber or UnicodeCategory.OtherSymbol && rune.Value is >= 0x24B6 and <= 0x24E9) PlainLetters.Append(word, rune);
            else
            {
                End();
                if (!IsBlank(rune)) PlainLetters.Append(signs, rune);
            }
        }
        End();
        return plain.Length > 0 ? plain.ToString() : signs.ToString();

        void End()
        {
            if (word.Length == 0) return;
            if (plain.Length > 0) plain.Append(' ');
            var isLatin = false;
            for (var i = 0; i < word.Length; i++) isLatin |= char.IsAsciiLetter(word[i]);
            for (var i = 0; i < word.Length; i++) plain.Append((isLatin ? In(AlikeSmall, word[i]) : null) ?? In(Alike, word[i]) ?? word[i]);
            word.Clear();
        }

        // A filler is as wide as a letter, and so is the blank of Braille.
        static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is 0x2800 or 0x3164 or 0xFFA0;

        static char? In(string pairs, char letter)
        {
            for (var i = 0; i < pairs.Length; i += 2)
                if (pairs[i] == letter) return pairs[i + 1];
            return null;
        }
    }

    /// <summary>The actor of some whom a name stands for, by id, name or <c>known-as</c>; null: none of them. A name of which nothing shows is the very same alone.</summary>
    internal static Actor? Find(ImmutableSortedDictionary<string, Actor> actors, string words) =>
        Known.GetValue(actors, static all => all.Values.SelectMany(actor => actor.KnownAs.Prepend(actor.Name).Prepend(actor.Id).Select(name => (Name: Key(name), Actor: actor)))
            .DistinctBy(one => one.Name, StringComparer.Ordinal).ToDictionary(one => one.Name, one => one.Actor, StringComparer.Ordinal)).GetValueOrDefault(Key(words));

    private static string Key(string name) => Of(name) is { Length: > 0 } plain ? plain : "\0" + name.Trim();

    // Most names, and the quickest to tell.
    private static bool IsPlain(string words)
    {
        for (var i = 0; i < words.Length; i++)
            if (!char.IsAsciiLetterOrDigit(words[i]) && !(words[i] == ' ' && i > 0 && i < words.Length - 1 && words[i - 1] != ' ')) return false;
        return true;
    }
}
