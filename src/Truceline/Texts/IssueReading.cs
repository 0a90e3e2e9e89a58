using System.Runtime.InteropServices;

namespace Truceline.Texts;

/// <summary>Tells what a statement is about: by the operator's cues in it, around it, and in the whole text.</summary>
internal sealed class IssueReading
{
    /// <summary>The issue of a statement that no cue fits.</summary>
    public const string Unsorted = "unsorted";

    private const double InHeadline = 3.3;
    private const double Nearby = 0.25;
    private const double After = 0.1;
    private const double InText = 2;
    private const double Before = 0.4;
    private const double Across = 0.3;
    private const double Field = 0.6;
    private const double Asked = 2.2;
    private const double Common = 0.25;
    private const double Phrase = 2.8;
    private const double InCondition = 0.1;
    private const int MostOfCondition = 12;
    private const int MostBeside = 400;
    private readonly bool[] conditional;

    private readonly StatementLexicon lexicon;
    private readonly List<(int Word, int Issue, double Weight, bool IsCue)> found = [];
    private readonly double[] ofText;

    public IssueReading(List<RawWord> words, StatementLexicon lexicon, Speakers speakers, int headEnds)
    {
        this.lexicon = lexicon;
        conditional = InConditions(words);
        var table = new Dictionary<string, List<(string[] Words, int Issue)>>(StringComparer.Ordinal);
        for (var issue = 0; issue < lexicon.Issues.Length; issue++)
            foreach (var cue in lexicon.Issues[issue].Cues.Append(lexicon.Issues[issue].Id.Replace('-', ' ')).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                string[] folded = [.. Words.Split(cue).Select(word => word.Folded)];
                if (folded.Length == 0) continue;
                var key = Stem(folded[0]);
                if (!table.TryGetValue(key, out var list)) table[key] = list = [];
                list.Add((folded, issue));
            }
        foreach (var (known, said) in WordFields.All)
            foreach (var issue in Of(known))
                foreach (var word in said)
                {
                    var key = Stem(word);
                    if (!table.TryGetValue(key, out var list)) table[key] = list = [];
                    if (!list.Exists(one => one.Issue == issue && one.Words[0] == word)) list.Add(([word, "~"], issue));
                }
        // A cue of many issues says little of each.
        var shared = table.Values.SelectMany(list => list).GroupBy(one => string.Join(' ', one.Words), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        ofText = new double[lexicon.Issues.Length];
        // The name of an actor is no cue: a mission for monitoring speaks of much else.
        var named = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (speakers.Mentions.ActorAt(i, words.Count) is (not null, var taken)) named = Math.Max(named, i + taken);
            if (i < named) continue;
            if (table.TryGetValue(Stem(words[i].Folded), out var list))
                foreach (var (cue, issue) in list)
                    if (Matches(words, i, cue is [var one, "~"] ? [one] : cue))
                    {
                        var weight = cue is [_, "~"] ? Field / Math.Sqrt(shared[string.Join(' ', cue)]) : (cue.Length > 1 ? Phrase : FunctionWords.Languages(cue[0]) != 0 || cue[0] is "first" ? Common : 1.0) / shared[string.Join(' ', cue)];
                        found.Add((i, issue, weight, cue is not [_, "~"]));
                        ofText[issue] += i < headEnds ? InHeadline * weight : weight;
                    }
        }
        // Of what a text speaks often, each word says less.
        var times = found.GroupBy(one => (words[one.Word].Folded, one.Issue)).ToDictionary(group => group.Key, group => group.Count());
        foreach (ref var one in CollectionsMarshal.AsSpan(found)) one = one with { Weight = one.Weight / Math.Sqrt(Math.Sqrt(times[(words[one.Word].Folded, one.Issue)])) };
        var sum = ofText.Sum();
        if (sum > 0) for (var i = 0; i < ofText.Length; i++) ofText[i] /= sum;
    }

    /// <summary>The likeliest issue, and whether one of its cues stands in the words: else it is of what stands around.</summary>
    /// <param name="from">The first word of the span.</param>
    /// <param name="end">After its last word.</param>
    /// <param name="paragraph">The words of its paragraph.</param>
    /// <param name="asked">The words of the question that its paragraph answers; none where it answers none.</param>
    /// <param name="before">The issue of the statement before it in its paragraph; null: there is none.</param>
    /// <param name="across">The issue of the last statement of the paragraph before, where the same speaker goes on; null: there is none.</param>
    public (string Issue, bool IsCued) Of(int from, int end, (int First, int End) paragraph, (int First, int End) asked, string? before, string? across)
    {
        if (ofText.Length == 0) return (Unsorted, false);
        var scores = new double[ofText.Length];
        for (var at = FirstAt(Math.Max(paragraph.First, from - MostBeside)); at < found.Count && found[at].Word < Math.Min(paragraph.End, end + MostBeside); at++)
        {
            var (word, issue, weight, _) = found[at];
            scores[issue] += weight * (conditional[word] ? InCondition : 1) * (word >= end ? Nearby * After : word < from ? Nearby : 1);
        }
        for (var at = FirstAt(asked.First); at < found.Count && found[at].Word < Math.Min(asked.End, asked.First + MostBeside); at++) scores[found[at].Issue] += Asked * found[at].Weight;
        for (var i = 0; i < scores.Length; i++) scores[i] += (InText * ofText[i]) + (before == lexicon.Issues[i].Id ? Before : 0) + (across == lexicon.Issues[i].Id ? Across : 0);
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        if (scores[best] <= 0) return (Unsorted, false);
        var isCued = false;
        for (var at = FirstAt(from); at < found.Count && found[at].Word < end; at++) isCued |= found[at].IsCue && found[at].Issue == best;
        return (lexicon.Issues[best].Id, isCued);
    }

    /// <summary>The issues of a field of words: those whose name is one of them; where there are none, those whose name has one in it or two of whose cues are.</summary>
    private List<int> Of(string[] known)
    {
        var stems = known.Select(Stem).ToHashSet(StringComparer.Ordinal);
        var all = Enumerable.Range(0, lexicon.Issues.Length).ToList();
        var named = all.FindAll(issue => known.Contains(lexicon.Issues[issue].Id, StringComparer.Ordinal));
        return named.Count > 0 ? named : all.FindAll(issue => lexicon.Issues[issue].Id.Split('-').Any(part => stems.Contains(Stem(part))) || lexicon.Issues[issue].Cues.Count(cue => stems.Contains(Stem(Letters.Fold(cue)))) >= 2);
    }

    // What stands in a condition tells when, and less what about.
    private static bool[] InConditions(List<RawWord> words)
    {
        var inside = new bool[words.Count];
        for (var i = 0; i < words.Count; i++)
        {
            if (!(words[i].Folded is "if" or "unless" or "until" or "before" or "after" or "once" or "provided" or "when")) continue;
            for (var at = i; at < words.Count && at < i + MostOfCondition; at++)
            {
                inside[at] = true;
                if (at + 1 < words.Count && words[at + 1].Start - words[at].End > 1) break;
            }
        }
        return inside;
    }

    private int FirstAt(int word)
    {
        var (low, high) = (0, found.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (found[middle].Word < word) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static readonly string[] Endings = ["ments", "ment", "ations", "ation", "ings", "ing", "ions", "ion", "als", "al", "ers", "er", "ies", "ed", "es", "s", "n", "d"];

    /// <summary>What the forms of a word have in common: "withdraw", "withdrawn", "withdrawal".</summary>
    internal static string Stem(string word)
    {
        foreach (var ending in Endings)
            if (word.EndsWith(ending, StringComparison.Ordinal) && word.Length - ending.Length >= (ending is "ed" or "es" or "s" ? 3 : 4))
            {
                word = word[..^ending.Length];
                break;
            }
        if (word.Length > 3 && word[^1] == 'e') word = word[..^1];
        return word.Length > 4 && word[^1] == word[^2] && word[^1] is not ('s' or 'l') ? word[..^1] : word;
    }

    // Each word in its inflected forms: at most three letters at its end otherwise.
    private static bool Matches(List<RawWord> words, int at, string[] cue)
    {
        if (at + cue.Length > words.Count) return false;
        for (var i = 0; i < cue.Length; i++)
        {
            var (word, sought) = (words[at + i].Folded, cue[i]);
            if (!(word == sought || word == sought + "s" || word + "s" == sought || (sought.Length > 5 && word.StartsWith(sought[..^1], StringComparison.Ordinal) && word.Length <= sought.Length + 2))) return false;
        }
        return true;
    }
}
