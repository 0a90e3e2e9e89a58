using System.Collections.Frozen;
using System.Globalization;

namespace Truceline.Texts;

/// <summary>
/// Tells what is done by saying something: a linear model over cues and words. Its weights were learned from the texts of <c>test/data/statements</c> that are
/// for tuning, and from sentences written for it; a test learns them again and gets the same bytes.
/// </summary>
internal static class ActReading
{
    /// <summary>The acts, in the order of the weights.</summary>
    public static readonly StatementAct[] Acts = Enum.GetValues<StatementAct>();

    private static readonly FrozenSet<string> Small =
        "the a an of in on at by for and or as his her their its it that this these those he she they them him mr mrs ms miss s t to with from was were is are be been had has have there so than then which who".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // Words that turn what a sentence does; pairs of them and of small words say more than each.
    private static readonly FrozenSet<string> Turns = SpeechWords.Modals.Concat("^ i we you not no never nobody nothing only if when first let ready do does did am our no must going".Split(' ')).ToFrozenSet(StringComparer.Ordinal);

    // Words that do the same, each by its beginning: few texts to learn from need few things to learn.
    private static readonly (string Class, string[] Beginnings)[] Cues =
    [
        .. new (string, string)[]
        {
            ("harm", "shoot shot shell destroy target attack hit strike struck burn sink sunk board ram fire bomb crush danger consequenc retaliat punish war weapon answer pay hostile lawful legitimate object regret blood force missile drone wipe bury hunt suffer price wrath mercy escalat storm raze flatten revenge aveng respond"),
            ("safe", "safe protect welcome medical care harm fear well beaten arrest fine keep kept respect obey orders disciplin guarantee calm worry secure honest promise leave left alone assured punish open fair intact unharmed untouched control committed faith trust certain doubt rest scrupul humane dignity ensure"),
            ("tell", "say tell answer discuss comment figure date number name question detail publish talk speak spoke reveal explain disclose interpret quote confirm specify photograph conclusion prejudge elaborate know learn share speculat secret confidential private classified remark statement silent silence drawn describe identify"),
            ("give", "send provide contribute pay supply hand release free deploy build bring return deliver repair fund finance open join take part sign ratif withdraw lift stop train equip donat rebuild restore evacuate transfer station dispatch support help double extend observe respect honour compensate"),
            ("must", "must should need require ask urge demand call want expect request insist please let ought immediately obligation duty responsib stop end cease pressure appeal"),
            ("judge", "good bad great better worse wrong right brave fair unfair important useful useless regrettable encouraging horoscope barbaric shame disgrace mistake success failure step hope fear trick honest serious small big large strong weak warm cold best worst value worth proof absurd insult invit unworthy generous discouraging quiet unworkable pira disaster opportun hard easy difficult happy sad glad surprised naive reckless cynical courag historic constructive promising hollow empty meaningless theatre farce milestone turning disappoint unaccept outrage provoc irrespons dangerous illegal pointless wise foolish realistic unrealistic vital crucial essential fragile credible historic balanced sober tragic terribl"),
            ("mind", "think believe expect hope fear doubt consider regard suppose feel find trust view opinion sure like prefer care sense seem appear impression mean likely unlikely probably perhaps chance optimis pessimis convinced confident judg"),
            ("past", "was were had did went came been found saw seen heard killed wounded fired lost gained held crossed met closed opened sent told began ended learned started failed happened took left arrived carried used made gave received counted recorded reported observed"),
            ("future", "tomorrow next soon later autumn spring summer winter until weeks days months year january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday"),
            ("plan", "plan intend aim begin start resume continue announce prepare look study consider seek meeting visit travel film prolong scheduled intention hoping preparing working examin explor draft convene hold table launch"),
            ("offer", "offer propose invite suggest ready prepared willing host mediat exchange could lend seat table alternative neutral venue available disposal open proposal good offices"),
            ("refuse", "refuse reject never veto rule oppose out impossible unacceptable deny exclude dismiss tolerat recognise allow permit exception negotia surrender yield concess question bow cede accept agree"),
            ("accept", "accept agree yes consent approve objection content welcome live fine willing endors adopt approv subscrib sign concur support back"),
            ("first", "first before then after until once unless order sequence precondition condition only provided prior depends subject requires conditional"),
            ("deny", "denied deny false untrue lie invent never nothing no fabricat rumour baseless allegation nonsense"),
            ("accuse", "accus blam charg complain alleg violat breach broke break torture threat provoc shelled abducted looted"),
        }.Select(one => (one.Item1, one.Item2.Split(' '))),
    ];

    private static readonly string[] Endings = ["ful", "ous", "able", "less", "ive", "est", "ish", "tic", "ly", "ness", "ing", "ed", "er"];

    private const int FarthestPair = 5;

    private static readonly Lazy<FrozenDictionary<string, int[]>> Weights = new(Read);

    /// <summary>The likeliest act.</summary>
    /// <param name="words">The words of the span.</param>
    /// <param name="quoted">Whether each stands in a quotation.</param>
    /// <param name="own">Whether the span is in the speaker's own voice.</param>
    public static StatementAct Of(ReadOnlySpan<RawWord> words, ReadOnlySpan<bool> quoted, bool own) => Likeliest(Features(words, quoted, own), Weights.Value);

    /// <summary>The likeliest act by some weights; of equal ones the first.</summary>
    public static StatementAct Likeliest(IReadOnlyCollection<string> features, IReadOnlyDictionary<string, int[]> weights)
    {
        Span<long> scores = stackalloc long[Acts.Length];
        foreach (var feature in features)
            if (weights.TryGetValue(feature, out var row))
                for (var i = 0; i < scores.Length; i++) scores[i] += row[i];
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        return Acts[best];
    }

    /// <summary>What of a span is weighed, each once and in ordinal order.</summary>
    public static IReadOnlyCollection<string> Features(ReadOnlySpan<RawWord> words, ReadOnlySpan<bool> quoted, bool own)
    {
        var features = new SortedSet<string>(StringComparer.Ordinal) { "*", own ? "own" : "told" };
        var (before, modal) = ("^", "");
        var first = true;
        var negated = false;
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].Folded;
            if (words[i].Digits)
            {
                features.Add("number");
                before = "#";
                continue;
            }
            if (SpeechWords.Verb(word) is { } verb && !quoted[i] && !own)
            {
                features.Add("say:" + verb.Lemma);
                if (verb.Act is { } act) features.Add("does:" + act);
                if (i + 1 < words.Length) features.Add("say:" + verb.Lemma + " " + words[i + 1].Folded);
            }
            else if (SpeechWords.Verb(word) is { Act: { } done } && own && before is "i" or "we" or "not" or "^") features.Add("does:" + done);
            if (SpeechWords.Modals.Contains(word)) (modal, _) = (word, features.Add("modal:" + word));
            else if (word is "not" or "never" or "no" or "nor" or "nobody" or "nothing" or "none" or "neither" or "without" or "t") features.Add(modal.Length > 0 ? "not:" + modal : "not");
            if (word is "i" or "we" or "you" or "he" or "she" or "it") features.Add("who:" + word);
            // Names and offices tell who speaks, not what is done.
            if (!Small.Contains(word) && !SpeechWords.People.Contains(word) && !(words[i].Capital && i > 0)) features.Add(Stem(word));
            if (Clause(words, i) is { } clause)
            {
                features.Add(clause.Kind);
                foreach (var (name, beginnings) in Cues)
                    if (clause.Verb is { } does && Begins(does, beginnings)) features.Add($"{clause.Kind} cue:{name}");
            }
            foreach (var (name, beginnings) in Cues)
                if (Begins(word, beginnings)) features.Add(negated && name is "tell" or "safe" or "accept" or "give" or "harm" ? "no cue:" + name : "cue:" + name);
            negated = word is "not" or "never" or "no" or "nobody" or "nothing" or "t" or "declined" or "refused" or "without" || (negated && i % 4 != 0);
            if (first && !Small.Contains(word)) (first, _) = (false, features.Add("^" + word));
            before = word;
        }
        AddPairs(words, features);
        foreach (var marker in SpeechWords.Conditions)
            if (Contains(words, marker)) features.Add("if:" + marker);
        return features;
    }

    /// <summary>Each word with the next, a word that turns what is done with what follows it at some distance, endings of adjectives and the like, and the length.</summary>
    private static void AddPairs(ReadOnlySpan<RawWord> words, SortedSet<string> features)
    {
        // A number, an office or a name is as good as another.
        var kinds = new string[words.Length];
        for (var i = 0; i < words.Length; i++)
            kinds[i] = words[i].Digits || (NumeralWords.Of(words[i].Folded, "en") is not null && words[i].Folded is not ("second" or "may" or "march")) ? "#"
                : SpeechWords.People.Contains(words[i].Folded) ? "P"
                : words[i].Capital && i > 0 && words[i].Folded != "i" ? "N"
                : Stem(words[i].Folded);
        for (var i = 0; i < kinds.Length; i++)
        {
            features.Add($"2:{(i == 0 ? "^" : kinds[i - 1])} {kinds[i]}");
            if (Turns.Contains(kinds[i]))
                for (var j = i + 2; j < Math.Min(kinds.Length, i + FarthestPair); j++)
                    if (kinds[j].Length > 3) features.Add($"~:{kinds[i]} {kinds[j]}");
            if (words[i].Capital) continue;
            foreach (var ending in Endings)
                if (words[i].Folded.Length > ending.Length + 3 && words[i].Folded.EndsWith(ending, StringComparison.Ordinal)) features.Add("-" + ending);
        }
        features.Add(words.Length switch { < 5 => "words:1", < 9 => "words:5", < 16 => "words:9", < 26 => "words:16", _ => "words:26" });
    }

    /// <summary>What kind of clause a modal or an auxiliary opens, denied or not, and its verb: "nobody will come" and "will not come" are both denied.</summary>
    private static (string Kind, string? Verb)? Clause(ReadOnlySpan<RawWord> words, int at)
    {
        var kind = words[at].Folded switch
        {
            "will" or "would" or "shall" or "won" or "wouldn" or "ll" => "fut",
            "must" or "should" or "ought" => "must",
            "can" or "could" or "may" or "might" or "cannot" => "may",
            "is" or "are" or "am" or "isn" or "aren" => "is",
            "was" or "were" or "wasn" or "weren" or "had" or "did" or "didn" or "hadn" => "was",
            "has" or "have" or "hasn" or "haven" => "has",
            "do" or "does" or "don" or "doesn" => "do",
            _ => null,
        };
        if (kind is null) return null;
        var denied = words[at].Folded is "won" or "wouldn" or "cannot" or "isn" or "aren" or "wasn" or "weren" or "didn" or "hadn" or "hasn" or "haven" or "don" or "doesn";
        for (var i = Math.Max(0, at - 5); i < at; i++) denied |= words[i].Folded is "no" or "nobody" or "none" or "neither" or "nothing" or "nor" || (words[i].Folded == "not" && i + 1 < at && words[i + 1].Folded is "one" or "a" or "any");
        var verb = at + 1;
        for (; verb < words.Length && verb <= at + 4; verb++)
        {
            if (words[verb].Folded is "not" or "never" or "no" or "nothing" or "nobody" or "neither") denied = true;
            else if (!(SpeechWords.Be.Contains(words[verb].Folded) || Small.Contains(words[verb].Folded) || words[verb].Folded is "only" or "t" or "also" or "now" or "still" || words[verb].Folded.EndsWith("ly", StringComparison.Ordinal))) break;
        }
        for (var i = verb + 1; i < Math.Min(words.Length, verb + 3); i++) denied |= words[i].Folded is "no" or "nobody" or "nothing";
        var who = at > 0 ? words[at - 1].Folded switch { "i" or "we" => " we", "you" or "they" => " you", "there" => " there", _ => "" } : " ^";
        return ($"{(denied ? "no " : "")}{kind}{who}", verb < words.Length && verb <= at + 4 ? words[verb].Folded : null);
    }

    private static bool Contains(ReadOnlySpan<RawWord> words, string sought)
    {
        var parts = sought.Split(' ');
        for (var i = 0; i + parts.Length <= words.Length; i++)
        {
            var matched = 0;
            while (matched < parts.Length && words[i + matched].Folded == parts[matched]) matched++;
            if (matched == parts.Length) return true;
        }
        return false;
    }

    private static bool Begins(string word, string[] beginnings)
    {
        foreach (var beginning in beginnings)
            if (word == beginning || (beginning.Length > 3 && word.StartsWith(beginning, StringComparison.Ordinal))) return true;
        return false;
    }

    private static string Stem(string word) => word.Length > 6 ? word[..6] : word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;

    private static FrozenDictionary<string, int[]> Read()
    {
        using var stream = typeof(ActReading).Assembly.GetManifestResourceStream("acts.weights.txt");
        if (stream is null) return FrozenDictionary<string, int[]>.Empty;
        using var lines = new StreamReader(stream);
        var weights = new Dictionary<string, int[]>(StringComparer.Ordinal);
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var parts = line.Split('\t');
            weights[parts[0]] = [.. parts[1..].Select(weight => weight.Length == 0 ? 0 : int.Parse(weight, CultureInfo.InvariantCulture))];
        }
        return weights.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
