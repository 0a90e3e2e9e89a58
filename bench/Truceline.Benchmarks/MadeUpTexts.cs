using System.Text;
using Truceline.Texts;

namespace Truceline.Benchmarks;

/// <summary>What a made-up text was made of another by.</summary>
internal enum MadeUpKind
{
    Base, Exact, Edited, Spun, Rewritten, Template,
}

/// <summary>A made-up text, and of which it was made.</summary>
internal sealed record MadeUpText(PublishedText Text, int Base, MadeUpKind Kind);

/// <summary>
/// Made-up articles of a seed, with what is a copy of what: words by Zipf's law between English small words, names and numbers of an event each. Their language is
/// poorer than any real one, so they measure speed; what they say of quality is a comparison with the rival alone.
/// </summary>
internal static class MadeUpTexts
{
    private const int Vocabulary = 20_000;
    private const int Names = 4_000;
    private static readonly string[] Small = "the of and to in a that for on with as by at from was were had has been its their which after before said not but this".Split(' ');
    private static readonly string[] Syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dro fin gar hol jun kre lam mis nor pol qua ras sten tor ulm ver wol zan".Split(' ');

    public static MadeUpText[] Make(ulong seed, int count)
    {
        var dice = new WorkloadDice(seed);
        var words = Enumerable.Range(0, Vocabulary).Select(i => Word(dice, 2 + i % 3)).ToArray();
        var names = Enumerable.Range(0, Names).Select(_ => Capital(Word(dice, 2 + dice.Below(2)))).ToArray();
        var texts = new MadeUpText[count];
        var bases = new List<(int Place, List<Sentence> Sentences)>();
        for (var i = 0; i < count; i++)
        {
            var draw = bases.Count == 0 ? 1.0 : dice.Share();
            var kind = draw switch { < 0.05 => MadeUpKind.Exact, < 0.15 => MadeUpKind.Edited, < 0.25 => MadeUpKind.Spun, < 0.30 => MadeUpKind.Rewritten, < 0.35 => MadeUpKind.Template, _ => MadeUpKind.Base };
            var (place, sentences) = kind == MadeUpKind.Base ? (i, Article(dice, words, names)) : bases[dice.Below(bases.Count)];
            if (kind == MadeUpKind.Base) bases.Add((i, sentences));
            var made = kind switch
            {
                MadeUpKind.Edited => [.. sentences.Where((_, n) => n < 4 || dice.Share() < 0.8).Select(sentence => Changed(sentence, dice, words, 0.03))],
                MadeUpKind.Spun => [.. sentences.Select(sentence => Changed(sentence, dice, words, 0.4))],
                MadeUpKind.Rewritten => [.. sentences.Where(_ => dice.Share() < 0.85).Select(sentence => Around(sentence.Facts, dice, words))],
                MadeUpKind.Template => [.. sentences.Select(sentence => sentence with { Words = [.. sentence.Words.Select(word => char.IsDigit(word[0]) ? Number(dice) : word)] })],
                _ => sentences,
            };
            texts[i] = new(new(FormattableString.Invariant($"t{i:00000}"), null, null, null, "en", Written(made)), place, kind);
        }
        return texts;
    }

    private sealed record Sentence(List<string> Words, List<string> Facts);

    private static List<Sentence> Article(WorkloadDice dice, string[] words, string[] names)
    {
        var cast = Enumerable.Range(0, 10).Select(_ => names[dice.Below(names.Length)]).ToArray();
        var article = new List<Sentence>();
        for (var i = 0; i < 14; i++)
        {
            var facts = new List<string>();
            for (var n = 1 + dice.Below(3); n > 0; n--) facts.Add(cast[dice.Below(cast.Length)]);
            if (dice.Share() < 0.6) facts.Add(Number(dice));
            article.Add(Around(facts, dice, words));
        }
        return article;
    }

    /// <summary>A sentence of about twenty-five words that brings facts in their order.</summary>
    private static Sentence Around(List<string> facts, WorkloadDice dice, string[] words)
    {
        var sentence = new List<string>();
        foreach (var fact in facts)
        {
            for (var n = 2 + dice.Below(5); n > 0; n--) sentence.Add(dice.Share() < 0.45 ? Small[dice.Below(Small.Length)] : words[Zipf(dice)]);
            sentence.Add(fact);
        }
        for (var n = 8 + dice.Below(8); n > 0; n--) sentence.Add(dice.Share() < 0.45 ? Small[dice.Below(Small.Length)] : words[Zipf(dice)]);
        return new(sentence, facts);
    }

    private static Sentence Changed(Sentence sentence, WorkloadDice dice, string[] words, double share) =>
        sentence with { Words = [.. sentence.Words.Select(word => char.IsLower(word[0]) && !Small.Contains(word) && dice.Share() < share ? words[Zipf(dice)] : word)] };

    private static int Zipf(WorkloadDice dice) => (int)Math.Min(Vocabulary - 1, Math.Pow(Vocabulary, dice.Share()) - 1);

    private static string Number(WorkloadDice dice) => (2 + dice.Below(900)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Word(WorkloadDice dice, int syllables)
    {
        var word = new StringBuilder();
        for (; syllables > 0; syllables--) word.Append(Syllables[dice.Below(Syllables.Length)]);
        return word.ToString();
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Written(List<Sentence> sentences) => string.Join('\n', sentences.Select(sentence => Capital(string.Join(' ', sentence.Words)) + "."));
}
