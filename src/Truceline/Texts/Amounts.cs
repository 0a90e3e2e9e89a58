using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Truceline.Texts;

/// <summary>How many of what, with bounds.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Of">Of what: people, a measure, or <see cref="Amounts.War"/> for the length of the war.</param>
/// <param name="Least">The least that it may be.</param>
/// <param name="Most">The most.</param>
/// <param name="Whole">Whether it tells of all of them and not of some.</param>
/// <param name="Words">How it is written.</param>
/// <param name="Around">The words around it, to tell of what thing it is.</param>
internal sealed record Amount(int Start, int End, string Of, double Least, double Most, bool Whole, string Words, ImmutableHashSet<string> Around)
{
    /// <summary>Whether both can be true of one thing.</summary>
    public bool Meets(Amount other) => Least <= other.Most && other.Least <= Most;

    /// <summary>Whether both stand among words that they share.</summary>
    public bool Near(Amount other) => Around.Overlaps(other.Around);
}

/// <summary>Reads amounts: "a total of 386 men", "twelve nautical miles", "a 40-month war", "more than three and a half years".</summary>
internal static class Amounts
{
    /// <summary>The length of the war, in months.</summary>
    public const string War = "the war";

    private const string People = "people";

    private static readonly FrozenSet<string> PeopleWords = "men women soldiers troops people prisoners members states servicemen personnel fighters allies countries observers hostages captives".Split(' ').ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, string> Measures = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["miles"] = "miles", ["kilometres"] = "kilometres", ["km"] = "kilometres", ["aircraft"] = "aircraft", ["frigates"] = "frigates", ["villages"] = "villages", ["days"] = "days", ["observers"] = "observers",
        ["tonnes"] = "tonnes", ["lorries"] = "lorries", ["buses"] = "buses", ["boats"] = "boats", ["vehicles"] = "vehicles",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The amounts of a text, in order.</summary>
    public static ImmutableArray<Amount> Of(string body)
    {
        var words = Words.Split(body);
        var found = ImmutableArray.CreateBuilder<Amount>();
        for (var i = 0; i < words.Count;)
        {
            var (value, taken) = Number(words, i);
            if (taken == 0)
            {
                i++;
                continue;
            }
            if (Read(body, words, i, i + taken, value) is { } amount) found.Add(amount);
            i += taken;
        }
        return found.ToImmutable();
    }

    private static Amount? Read(string body, List<RawWord> words, int at, int end, double value)
    {
        if (end >= words.Count || value == 0) return null;
        string Word(int i) => i >= 0 && i < words.Count ? words[i].Folded : "";
        var before = Word(at - 1) == "than" ? Word(at - 2) : Word(at - 1);
        var (least, most) = before switch
        {
            "more" or "greater" or "over" => (value, double.PositiveInfinity),
            "less" or "under" or "below" => (0, value),
            "least" => (value, double.PositiveInfinity),
            "most" => (0, value),
            "some" or "about" or "around" or "nearly" or "almost" => (value * 0.85, value * 1.15),
            _ => (value, value),
        };
        var start = words[before is "more" or "greater" or "less" && Word(at - 1) == "than" ? at - 2 : at].Start;
        if (Word(end) is "month" or "months" or "year" or "years" && IsOfWar(words, at, end))
        {
            var months = Word(end).StartsWith("year", StringComparison.Ordinal) ? 12 : 1;
            // A length in whole months or years is that or a little more; a round one in years may be half a year off.
            return new(start, words[end].End, War, least * months, double.IsPositiveInfinity(most) ? most : (most * months) + (months == 1 ? 1 : 6), true, body[start..words[end].End], []);
        }
        for (var unit = end; unit < Math.Min(words.Count, end + 3); unit++)
        {
            if (body.AsSpan(words[unit - 1].End, words[unit].Start - words[unit - 1].End).ContainsAny(",.;:\n")) break;
            var of = PeopleWords.Contains(Word(unit)) || (unit == end && words[unit].Capital && Word(unit).EndsWith('s')) ? People : Measures.GetValueOrDefault(Word(unit));
            if (of is null) continue;
            // "the distance of twelve miles" and "at least twelve miles apart" are one bound.
            var whole = of != People || IsWhole(words, at, unit);
            return new(start, words[unit].End, of, before == "least" && of != People ? value : least, before == "least" && of != People ? value : most, whole && (of == People || IsMeasured(words, at, unit)), body[start..words[unit].End], Around(words, at, unit));
        }
        return null;
    }

    private static bool IsOfWar(List<RawWord> words, int at, int end)
    {
        // "the war began more than three years ago"
        if (end + 1 < words.Count && words[end + 1].Folded == "ago")
            for (var i = Math.Max(1, at - 8); i < at; i++)
                if (words[i].Folded is "began" or "started" or "broke" && words[i - 1].Folded is "war" or "invasion" or "fighting" or "conflict") return true;
        // "a 40-month war", "its 40-month full-scale war"
        for (var i = end + 1; i < Math.Min(words.Count, end + 4); i++)
            if (words[i].Folded is "war" or "warfare" or "conflict") return true;
        for (var i = end + 1; i < Math.Min(words.Count, end + 8); i++)
            if (words[i].Folded is "war" or "warfare" or "invasion" or "invaded" or "crossed" or "fighting" or "conflict") return words.Skip(end + 1).Take(i - end).Any(word => word.Folded is "after" or "since" or "of" or "into" or "before");
        return false;
    }

    // All of them: "a total of", "in all", "the 530", "a force of", "had signed".
    private static bool IsWhole(List<RawWord> words, int at, int unit)
    {
        string Word(int i) => i >= 0 && i < words.Count ? words[i].Folded : "";
        if (Word(at - 1) is "the" or "covered" or "covering" or "totalling" || (Word(at - 1) == "of" && Word(at - 2) is "total" or "force" or "strength" or "contingent" or "number")) return true;
        if (Word(at - 1) is "to" && Word(at - 2) is "amount" or "amounts" or "amounted") return true;
        for (var i = unit + 1; i < Math.Min(words.Count, unit + 4); i++)
            if (words[i].Folded is "all" && words[i - 1].Folded == "in" || words[i].Folded is "altogether" or "signed" or "bound" or "committed" || (words[i].Folded is "signed" or "bound" && words[i - 1].Folded is "had" or "have")) return true;
        return Word(at - 1) is "holds" or "hold" or "held" or "that" && Word(unit) is "prisoners" or "members" or "states" or "allies";
    }

    private static bool IsMeasured(List<RawWord> words, int at, int unit) =>
        words.Skip(Math.Max(0, at - 8)).Take(unit - at + 18).Any(word => word.Folded is "apart" or "distance" or "agreed" or "total" or "all" or "offer" or "altogether" or "range" or "gave" or "gives" or "back");

    private static ImmutableHashSet<string> Around(List<RawWord> words, int at, int unit) =>
    [
        .. words.Skip(Math.Max(0, at - 12)).Take(unit - at + 24)
            .Where(word => !word.Digits && word.Folded.Length > 3 && FunctionWords.Languages(word.Folded) == 0 && SpeechWords.Verb(word.Folded) is not { Noun: false } && !PeopleWords.Contains(word.Folded) && NumeralWords.Of(word.Folded, "en") is null)
            .Select(word => word.Folded.Length > 5 ? word.Folded[..5] : word.Folded.TrimEnd('s')),
    ];

    /// <summary>The number that begins at a word: "1,200", "twenty-six", "a hundred and forty", "three and a half".</summary>
    private static (double Value, int Words) Number(List<RawWord> words, int at)
    {
        string Word(int i) => i < words.Count ? words[i].Folded : "";
        if (words[at].Digits)
            return double.TryParse(words[at].Folded, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var digits)
                ? Word(at + 1) switch { "thousand" => (digits * 1e3, 2), "million" => (digits * 1e6, 2), _ => (digits, 1) }
                : (0, 0);
        var (total, current, taken) = (0.0, 0.0, 0);
        for (var i = at; i < words.Count && i - at < 8; i++)
        {
            var word = words[i].Folded;
            if (taken > 0 && word == "and" && Word(i + 1) == "a" && Word(i + 2) == "half") return (total + current + 0.5, i + 3 - at);
            if (taken > 0 && word == "and") continue;
            if (i == at && word is "a" or "one" && Word(at + 1) is "hundred" or "thousand") current = 1;
            else if (NumeralWords.Of(word, "en") is not { } part) break;
            else if (part.Kind is NumeralKind.Unit or NumeralKind.Tens) current += part.Value;
            else if (part.Kind == NumeralKind.Hundred && taken > 0) current = Math.Max(1, current) * 100;
            else if (part.Kind == NumeralKind.Scale && taken > 0) (total, current) = (total + (Math.Max(1, current) * part.Value), 0);
            else break;
            taken = i + 1 - at;
        }
        return taken == 1 && words[at].Folded is "a" or "one" ? (0, 0) : (total + current, taken);
    }
}
