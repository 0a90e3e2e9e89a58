using System.Collections.Frozen;

namespace Truceline.Texts;

/// <summary>That a text reports somebody to speak, at one place of a sentence.</summary>
/// <param name="At">The word that says so.</param>
/// <param name="Verb">What that word does; null: it only says.</param>
/// <param name="Speaker">Who speaks; null: nobody whom the text shows.</param>
/// <param name="Coordinated">Whether it goes on from the one before with the same speaker.</param>
/// <param name="Outer">Whether it reports all that stands before it: "…, she said".</param>
/// <param name="Group">By which words the speaker is named.</param>
internal sealed record Frame(int At, SpeechVerb Verb, Speaker? Speaker, bool Coordinated, bool Outer, Group? Group);

/// <summary>Finds in a sentence where it reports that somebody spoke.</summary>
internal sealed class Frames(string body, List<RawWord> words, bool[] quoted, Speakers speakers)
{
    private const int MostBetween = 12;

    private static readonly SpeechVerb According = new("according to", null, false);
    private static readonly SpeechVerb Silent = new("silent", StatementAct.NonDisclosure, false);
    private static readonly SpeechVerb Stance = new("stance", null, false);

    /// <summary>The frames of a sentence, in order.</summary>
    /// <param name="unit">The sentence.</param>
    /// <param name="groups">Who is named in it.</param>
    /// <param name="last">Who spoke last before it.</param>
    public List<Frame> Find(Unit unit, List<Group> groups, Speaker? last)
    {
        var aside = Asides(unit);
        var unnamed = IsUnnamed(unit);
        var frames = new List<Frame>();
        var alias = Alias(unit, groups);
        // Who a sentence begins with is "he" at its end: "Her deputy, Tim Oker, will stay, he said."
        var subject = groups.Find(group => group.Person is not null && group.First <= unit.First + MostBetween && !quoted[group.First]);
        for (var i = unit.First; i < unit.End; i++)
        {
            if (quoted[i] || aside[i - unit.First]) continue;
            if (words[i].Folded == "according" && i + 1 < unit.End && words[i + 1].Folded == "to")
            {
                var group = groups.Find(one => one.First >= i + 2 && one.First <= i + 6);
                // "according to one of them"
                var ofThem = group is null && i + 4 < unit.End && SpeechWords.Some.Contains(words[i + 2].Folded) && words[i + 3].Folded == "of" && words[i + 4].Folded is "them" or "these" or "those";
                frames.Add(new(i, According, ofThem ? Alike(last) : Named(group, last, unnamed), false, true, group));
            }
            else if (words[i].Folded == "in" && i + 3 < unit.End && words[i + 1].Folded is "the" && words[i + 2].Folded is "view" or "words" or "opinion" or "judgment" or "judgement" or "eyes" && words[i + 3].Folded == "of" && groups.Find(one => one.First >= i + 4 && one.First <= i + 6) is { } holder)
                frames.Add(new(i, According, Named(holder, last, unnamed), false, true, holder));
            else if (Pattern(i, unit.End, aside, unit.First) is { } pattern)
            {
                // "accepted the proposal of the council and gave his word": who accepted it.
                if (words[i - 1].Folded is "and" or "but" && i > unit.First && LastOf(frames) is { } other && frames.TrueForAll(frame => !frame.Outer)) frames.Add(new(i, pattern, other, true, false, null));
                else if (Left(groups, i, unit, aside, MostBetween) is { } group && !(group.First > unit.First && words[group.First - 1].Folded == "what" && group.First - 1 > unit.First)) frames.Add(new(i, pattern, Named(Antecedent(group, groups, unit), last ?? LastOf(frames), unnamed), false, false, group));
                else if (LastOf(frames) is { } same) frames.Add(new(i, pattern, same, true, false, null));
                else if (words[i].Folded is "neither" or "would" or "left" && last is not null) frames.Add(new(i, pattern, last, false, false, null));
            }
            else if (SpeechWords.Verb(words[i].Folded) is { } verb && At(i, verb, unit, groups, aside, frames, subject is not null && subject.End < i && Fits(subject.Person!, i) ? subject.Person : last, unnamed) is { } frame) frames.Add(alias is not null && frame is { Speaker: { Name: null } or { IsDescribed: true }, Group.Pronoun: null } && (frame.At > alias.Value.At || frame.Group?.End + 1 == alias.Value.At || (frame.Outer && frame.Group is { } said && said.First > frame.At && alias.Value.At - said.End is > 0 and < 8)) ? frame with { Speaker = alias.Value.Speaker } : frame);
        }
        return frames;
    }

    // Whether the pronoun before a verb can be somebody.
    private bool Fits(Speaker person, int at) => words[at - 1].Folded switch { "he" => person.Gender != 'f', "she" => person.Gender != 'm', _ => false };

    private Frame? At(int i, SpeechVerb verb, Unit unit, List<Group> groups, bool[] aside, List<Frame> frames, Speaker? last, bool unnamed)
    {
        var before = i > unit.First ? words[i - 1].Folded : "";
        var next = i + 1 < unit.End ? words[i + 1].Folded : "";
        if (!Complete(verb, i, unit.End) || next == "each" || next == "one" && i + 2 < unit.End && words[i + 2].Folded == "another") return null;
        var passive = SpeechWords.Be.Contains(before);
        // "was quoted by the agency as saying": who is quoted speaks.
        if (verb.Lemma == "quote" && Saying(i, unit) is { } saying)
            return (passive ? Left(groups, i, unit, aside, MostBetween) : groups.Find(one => one.First > i && one.End <= saying && one.Pronoun is null)) is { } cited ? new(i, verb, Named(cited, last ?? LastOf(frames), unnamed), false, false, cited) : null;
        if (passive && next == "by" && groups.Find(one => one.First >= i + 2 && one.First <= i + 5) is { Pronoun: null } agent) return new(i, verb, Named(agent, last, unnamed || agent.IsPlural), false, false, agent);
        if (passive && next != "to") return null;
        // "came out to say that"
        var toSay = before == "to" && verb.Lemma is "say" && next == "that";
        if (before == "to" && !toSay || before is "having" or "than" or "as") return null;
        if (before is "a" or "an" or "the" or "no" or "any" or "such" or "his" or "her" or "its" or "their" or "this" or "that" or "in" or "of" or "s") return null;
        var isBase = verb.Lemma == words[i].Folded && verb.Lemma is not "put" and not "cast" and not "let" && !toSay;
        if (SpeechWords.Inverts(words[i].Folded) && i + 1 < unit.End && body.AsSpan(words[i].End, words[i + 1].Start - words[i].End) is " " && groups.Find(one => one.First == i + 1 || (one.First == i + 2 && next is "the" or "a" or "an" or "its" or "his" or "her" or "one") || (one.First > i && one.First <= i + 4 && SpeechWords.Some.Contains(next) && words[i + 2].Folded == "of")) is { Pronoun: null } after && IsInverted(i, unit, after))
            return new(i, verb, Named(after, last ?? LastOf(frames), unnamed), false, true, after);
        // "said one of them, Ada Brook"
        if (SpeechWords.Inverts(words[i].Folded) && SpeechWords.Some.Contains(next) && groups.Find(one => one.First > i && one.First <= i + 5) is { Person: not null } ofThem && body.AsSpan(words[ofThem.First - 1].End, words[ofThem.First].Start - words[ofThem.First - 1].End).Contains(',') && IsInverted(i, unit)) return new(i, verb, Named(ofThem, last, unnamed), false, true, ofThem);
        // "…, said another."
        if (SpeechWords.Inverts(words[i].Folded) && SpeechWords.Some.Contains(next) && last is not null && IsInverted(i, unit) && (i + 2 >= unit.End || words[i + 2].Folded == "of" || body.AsSpan(words[i + 1].End, words[i + 2].Start - words[i + 1].End) is not " ")) return new(i, verb, Alike(last), false, true, null);
        var noun = verb.Noun && verb.Lemma is not ("put" or "cast" or "let");
        // "has not announced any shipment" reports nothing.
        if (before is "not" or "never" && verb.Act is null && verb.Lemma is "announce" or "mention" or "add" or "report" or "publish" or "declare" or "reveal" && i - 2 >= unit.First && words[i - 2].Folded is "has" or "have" or "had") return null;
        var near = !toSay && (isBase || noun) ? 3 : MostBetween;
        var group = Left(groups, i, unit, aside, near);
        var coordinated = frames.Count > 0 && before is "and" or "but" or "then" or "later";
        if (coordinated && !isBase) return LastOf(frames) is { } same ? new(i, verb, same, true, false, null) : null;
        if (group is null)
        {
            // "People who had fled said", "Two of those released said"
            if (!isBase && !verb.Noun && frames.Count == 0 && i - unit.First is > 1 and < 12 && words[unit.First].Folded is "people" or "those" or "two" or "three" or "four" or "many" or "some" or "others" or "locals" && i - unit.First > 2 && !words.GetRange(unit.First, i - unit.First).Exists(word => word.Folded == "them") && People(unit.First, i)) return new(i, verb, new() { Name = speakers.Mentions.Text(unit.First, i), IsBody = true }, false, false, null);
            // "One said", "three of them said"
            var some = !isBase && (!verb.Noun || verb.Lemma is "put" or "cast") && (SpeechWords.Some.Contains(before) || before is "them" or "second" or "third" || SpeechWords.Some.Contains(words[unit.First].Folded));
            return some ? new(i, verb, Alike(last), false, false, null) : null;
        }
        if (isBase && !(SpeechWords.Modals.Contains(before) || before is "not" or "never" || group.Pronoun is "i" or "we" or "they" || group.IsPlural)) return null;
        // "…, she said, but the council had at no time asked anybody": still what she said.
        if (frames.Exists(frame => frame.Outer && frame.At < i && frame.Verb != According) && Enumerable.Range(group.End, i - group.End).Any(at => words[at].Folded == "had")) return null;
        // "said that the group was slow and had pledged": part of what is said.
        if (frames.Count > 0 && before is "had" or "has" or "have" && i - 2 >= unit.First && words[i - 2].Folded is "and" or "but" && frames[^1].Group != group) return null;
        if (!toSay && (isBase || noun) && !AllAdverbs(group.End, i, aside, unit.First)) return null;
        // "nothing it declared", "a budget that all members approve": what somebody did to a thing, and no report.
        if (IsRelative(group, i, unit)) return null;
        var named = Named(Antecedent(group, groups, unit), last ?? LastOf(frames), unnamed);
        // "Aalto said she expected": her own pronoun.
        if (named is { Gender: '\0', Name: not null } && group.Person == named && verb.Lemma is "say" or "add" or "tell" or "insist" && i + 1 < unit.End && !quoted[i + 1])
            named.Gender = words[next == "that" && i + 2 < unit.End ? i + 2 : i + 1].Folded switch { "she" or "her" => 'f', "he" or "his" => 'm', _ => '\0' };
        return new(i, verb, named, false, IsLast(i, unit, group) && !frames.Exists(frame => frame.Verb == According), group);
    }

    // Where "as saying" stands after "quoted".
    private int? Saying(int at, Unit unit)
    {
        for (var i = at + 1; i + 1 < Math.Min(unit.End, at + MostBetween); i++)
            if (words[i].Folded == "as" && words[i + 1].Folded is "saying" or "telling") return i;
        return null;
    }

    // Whether words of a sentence are one who speaks: no comma, no verb but in a clause with "who".
    private bool People(int from, int to)
    {
        var who = false;
        for (var i = from; i < to; i++)
        {
            who |= words[i].Folded is "who" or "of";
            if (quoted[i] || (i + 1 < to && !(body.AsSpan(words[i].End, words[i + 1].Start - words[i].End) is " " or "-")) || (!who && (SpeechWords.Be.Contains(words[i].Folded) || SpeechWords.Modals.Contains(words[i].Folded)))) return false;
        }
        return who || to - from <= 3;
    }

    private bool IsRelative(Group group, int verb, Unit unit)
    {
        var at = group.First - 1;
        if (at < unit.First || quoted[at]) return false;
        // "agree to what the president wanted"
        if (words[at].Folded is "what" or "whatever" && at > unit.First && words[at - 1].Folded is "to" or "of" or "by" or "with" or "about" or "from" or "than" or "for" or "on" or "like") return true;
        if (group.Pronoun is not null) return words[at].Folded is "nothing" or "anything" or "everything" or "all" or "whatever" or "something" && words[group.First].Start - words[at].End == 1;
        if (words[verb].Folded != SpeechWords.Verb(words[verb].Folded)?.Lemma) return false;
        while (at > unit.First && group.First - at < 4 && !(words[at].Folded is "that" or "which")) at--;
        return words[at].Folded is "that" or "which" && at > unit.First && SpeechWords.Verb(words[at - 1].Folded) is null;
    }

    // "a corporal who gave his name as Danil", "his counterpart, who goes by Wolf"
    private (int At, Speaker Speaker)? Alias(Unit unit, List<Group> groups)
    {
        for (var i = unit.First + 2; i + 1 < unit.End; i++)
            if ((words[i].Folded == "as" && (words[i - 1].Folded is "name" or "signs" or "signed" or "known" || (words[i - 1].Folded == "only" && words[i - 2].Folded is "name" or "known"))) || (words[i].Folded == "by" && words[i - 1].Folded is "goes" or "went") || (words[i].Folded == "name" && words[i - 1].Folded is "first" or "his" or "her" or "only" && words[i + 1].Capital && body.AsSpan(words[i].End, words[i + 1].Start - words[i].End) is ", "))
            {
                var end = i + 1;
                while (end < unit.End && words[end].Capital && end - i < 4 && (end == i + 1 || words[end].Start - words[end - 1].End == 1)) end++;
                if (end > i + 1) return (i, speakers.Mentions.Named(i + 1, end, groups.FindLast(group => group.End <= i && group.Role is not null)?.Role, groups.FindLast(group => group.End <= i && group.Actor is not null)?.Actor));
            }
        return null;
    }

    private bool AllAdverbs(int from, int to, bool[] aside, int first)
    {
        for (var i = from; i < to; i++)
            if (!aside[i - first] && !quoted[i] && !SpeechWords.Adverbs.Contains(words[i].Folded) && !words[i].Folded.EndsWith("ly", StringComparison.Ordinal)) return false;
        return true;
    }

    /// <summary>Another of those who spoke last: "another", "one of them".</summary>
    private static Speaker? Alike(Speaker? last) => last is null ? null : new() { Role = last.Role, Described = last.Described, Actor = last.Actor, IsBody = last.IsBody };

    private static Speaker? LastOf(List<Frame> frames) => frames.FindLast(frame => frame.Speaker is not null)?.Speaker;

    // "New Carrow is reluctant: it has made known": the one with which the sentence begins.
    private static Group Antecedent(Group group, List<Group> groups, Unit unit) => group.Pronoun == "it" && groups.Find(one => one.First <= unit.First + 1) is { Actor: not null, Person: null } subject && subject.End < group.First ? subject : group;

    private Speaker? Named(Group? group, Speaker? last, bool unnamed) => group is null ? null : speakers.Resolve(group, last, unnamed && group.Person is null && group.Role is not null);

    /// <summary>Verbs that say something only with the word that belongs to them.</summary>
    private bool Complete(SpeechVerb verb, int at, int end)
    {
        bool Follows(int within, params ReadOnlySpan<string> sought)
        {
            for (var i = at + 1; i < Math.Min(end, at + 1 + within); i++)
                if (sought.Contains(words[i].Folded)) return true;
            return false;
        }
        return verb.Lemma switch
        {
            "rule" => Follows(2, "out"),
            "turn" => Follows(2, "down"),
            "laugh" => Follows(5, "off"),
            "cast" => Follows(1, "doubt"),
            "point" => Follows(1, "to", "out"),
            "hold" => Follows(2, "that", "opposite", "view"),
            "reserve" => Follows(3, "right"),
            "put" => Follows(7, "at"),
            "make" => Follows(4, "conditional", "plain", "known", "clear"),
            "play" => Follows(5, "down"),
            "brush" or "wave" => Follows(5, "aside", "away", "off"),
            "shrug" => Follows(5, "off"),
            "speak" or "talk" => Follows(1, "of"),
            "let" => Follows(6, "known"),
            "give" => Follows(6, "until", "notice", "assurances"),
            "go" => Follows(1, "on") && !(at + 2 < end && words[at + 2].Folded is "a" or "the" or "and"),
            "press" or "push" => Follows(6, "for", "to"),
            "plan" or "intend" or "aim" => Follows(1, "to"),
            "count" => Follows(1) || (at + 1 < end && (words[at + 1].Digits || NumeralWords.Of(words[at + 1].Folded, "en") is not null)),
            // "The river, he reported, had lost a third."
            "quote" => Follows(MostBetween, "saying", "telling") || Follows(3, "that"),
            "remember" => Follows(3, "that", "it", "how", "otherwise"),
            "report" or "note" => Follows(3, "that") || (at + 1 < end && body.AsSpan(words[at].End, words[at + 1].Start - words[at].End).StartsWith(",")) || at + 1 == end,
            "need" => !Follows(1, "to"),
            _ => true,
        };
    }

    private SpeechVerb? Pattern(int i, int end, bool[] aside, int first)
    {
        bool Is(int at, string word) => at < end && !quoted[at] && words[at].Folded == word;
        if (!Patterns.ByBeginning.TryGetValue(words[i].Folded, out var patterns)) return null;
        foreach (var (pattern, silent) in patterns)
        {
            var matched = 0;
            while (matched < pattern.Length && Is(i + matched, pattern[matched]) && !aside[i + matched - first]) matched++;
            if (matched == pattern.Length) return silent ? Silent : Stance;
        }
        return null;
    }

    /// <summary>The nearest who stands before a verb with nothing between that parts them.</summary>
    private Group? Left(List<Group> groups, int at, Unit unit, bool[] aside, int most)
    {
        for (var g = groups.Count - 1; g >= 0; g--)
        {
            var group = groups[g];
            if (group.End > at || quoted[group.First] || aside[group.First - unit.First]) continue;
            // "Tarek Vol's unit": another than he.
            if (group.Person is not null && group.End < at && words[group.End].Folded == "s" && body.AsSpan(words[group.End - 1].End, words[group.End].Start - words[group.End - 1].End) is "'" or "’") continue;
            var between = 0;
            for (var i = group.End; i < at; i++)
                if (!aside[i - unit.First] && !quoted[i]) between++;
            if (between > most) return null;
            var gap = body.AsSpan(words[group.End - 1].End, words[at].Start - words[group.End - 1].End);
            return gap.Contains(';') ? null : group;
        }
        return null;
    }

    // ", said the president", "…" said X; not "X, a teacher, said the president was ill".
    private bool IsInverted(int at, Unit unit, Group? said = null)
    {
        if (said is { End: var end } && end < unit.End && !quoted[end] && body.AsSpan(words[end - 1].End, words[end].Start - words[end - 1].End) is " " && (SpeechWords.Be.Contains(words[end].Folded) || SpeechWords.Modals.Contains(words[end].Folded) || words[end].Folded is "had" or "has" or "have" or "did" or "does" || SpeechWords.Verb(words[end].Folded) is { Noun: false })) return false;
        if (at == unit.First) return true;
        var gap = body.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End);
        return gap.ContainsAny(Marks.BeforeSaid);
    }

    // ", she said." after what was said
    private bool IsLast(int at, Unit unit, Group group)
    {
        if (group.First <= unit.First + 2 || at - group.End > 6) return false;
        // "The fleet had sailed, she told a reporter who wanted to know."
        if (Told(at, unit) && body.AsSpan(words[group.First - 1].End, words[group.First].Start - words[group.First - 1].End).Contains(',') && HasVerb(unit.First, group.First)) return true;
        if (unit.End - at > 6)
        {
            // ", the minister told reporters, on condition that": in the middle
            var close = at;
            while (close + 1 < unit.End && close - at < 5 && body.AsSpan(words[close].End, words[close + 1].Start - words[close].End) is " " && words[close + 1].Folded is not ("that" or "it" or "he" or "she" or "they")) close++;
            if (close + 1 >= unit.End || !body.AsSpan(words[close].End, words[close + 1].Start - words[close].End).Contains(',')) return false;
        }
        var first = group.First;
        while (first > unit.First + 1 && words[first - 1].Folded is "the" or "a" or "an" or "one" or "its" or "his" or "her" or "another" or "same") first--;
        return body.AsSpan(words[first - 1].End, words[first].Start - words[first - 1].End).ContainsAny(",\"”");
    }

    // "told" with whom and nothing of what: "told a reporter who …", "told the house on Monday".
    private bool Told(int at, Unit unit)
    {
        if (words[at].Folded != "told" || at + 2 >= unit.End) return false;
        for (var i = at + 1; i < unit.End; i++)
            if (quoted[i] || words[i].Folded == "that" || !(i + 1 == unit.End || body.AsSpan(words[i].End, words[i + 1].Start - words[i].End) is " " or "-")) return false;
        var noun = at + (words[at + 1].Folded is "a" or "an" or "the" or "his" or "her" or "its" or "their" ? 2 : 1);
        return noun + 1 < unit.End && words[noun + 1].Folded is "who" or "which" or "in" or "on" or "at" or "after" or "during" or "by" or "outside" or "before" or "through";
    }

    private bool HasVerb(int from, int to)
    {
        for (var i = from; i < to; i++)
            if (SpeechWords.Be.Contains(words[i].Folded) || SpeechWords.Modals.Contains(words[i].Folded) || words[i].Folded is "had" or "has" or "have" || SpeechWords.Verb(words[i].Folded) is { Noun: false }) return true;
        return false;
    }

    /// <summary>Which words of a sentence stand in a clause of their own about somebody: ", who …,".</summary>
    private bool[] Asides(Unit unit)
    {
        var aside = new bool[unit.End - unit.First];
        for (var i = unit.First + 1; i < unit.End; i++)
        {
            var starts = SpeechWords.Relative.Contains(words[i].Folded) || IsParenthetic(i, unit) || (words[i].Folded is "led" or "speaking" or "citing" && i + 1 < unit.End);
            var joined = words[i - 1].Folded == "and" && i - 2 >= unit.First ? i - 1 : i;
            if (!starts || quoted[i] || !body.AsSpan(words[joined - 1].End, words[joined].Start - words[joined - 1].End).Contains(',')) continue;
            var close = i;
            while (close < unit.End - 1 && !body.AsSpan(words[close].End, words[close + 1].Start - words[close].End).ContainsAny(",;:")) close++;
            // ", where he declined to take questions" at the end is told of somebody.
            if (words[i].Folded == "where" && close == unit.End - 1 && i + 1 < unit.End && words[i + 1].Folded is "he" or "she" or "they") continue;
            // What is not closed goes on to the end.
            for (var j = joined; j <= close; j++) aside[j - unit.First] = true;
            i = close;
        }
        return aside;
    }

    // ", flanked by Ada Brook, said": a participle between two commas, and a verb after them.
    private bool IsParenthetic(int at, Unit unit)
    {
        if (!(words[at].Folded.EndsWith("ing", StringComparison.Ordinal) || words[at].Folded.EndsWith("ed", StringComparison.Ordinal)) || words[at].Capital) return false;
        for (var i = at; i + 1 < unit.End; i++)
            if (!(body.AsSpan(words[i].End, words[i + 1].Start - words[i].End) is " " or "-" or "'" or "’"))
                return i > at && body.AsSpan(words[i].End, words[i + 1].Start - words[i].End) is ", " && (SpeechWords.Inverts(words[i + 1].Folded) || words[i + 1].Folded is "has" or "had" or "would");
        return false;
    }

    /// <summary>Whether a sentence says that somebody is left unnamed.</summary>
    private bool IsUnnamed(Unit unit)
    {
        for (var i = unit.First; i + 1 < unit.End; i++)
        {
            var (one, two) = (words[i].Folded, words[i + 1].Folded);
            if (one == "not" && Enumerable.Range(i + 1, Math.Min(unit.End, i + 5) - i - 1).Any(at => words[at].Folded is "named" or "quoted" or "identified" && words[at - 1].Folded is "be" or "was" or "were")) return true;
            if (one == "neither" && (two is "name" || two is "his" or "her" or "their" && i + 2 < unit.End && words[i + 2].Folded == "name")) return true;
            if (one == "without" && two == "attribution") return true;
            if (one == "be" && two is "named" or "identified" && i > unit.First + 1 && words[i - 2].Folded is "declined" or "refused" or "declining" or "refusing") return true;
            if (one is "authorised" or "authorized" or "allowed" && two == "to" && i > unit.First && words[i - 1].Folded == "not" && i + 2 < unit.End && words[i + 2].Folded is "speak" or "brief" or "talk" or "discuss" or "comment") return true;
            if (one is "anonymity" or "anonymously" || two is "anonymity" or "anonymously") return true;
            if (one == "not" && two == "to" && i + 3 < unit.End && words[i + 2].Folded == "be" && words[i + 3].Folded is "named" or "identified" or "quoted") return true;
            if (one == "on" && two == "background") return true;
            if (one is "give" or "gave" && two is "his" or "her" or "no" && i + 2 < unit.End && words[i + 2].Folded == "name") return true;
            if (one == "speak" && two == "publicly") return true;
            if (one is "name" or "names" && (two == "be" || two == "to" && i + 2 < unit.End && words[i + 2].Folded == "be") && Enumerable.Range(i + 2, Math.Min(unit.End, i + 6) - i - 2).Any(at => words[at].Folded is "kept" or "withheld" or "left")) return true;
            if (one == "not" && two is "entitled" or "cleared" or "permitted" && i + 3 < unit.End && words[i + 3].Folded is "speak" or "brief" or "talk" or "discuss") return true;
            if (one is "unnamed" or "unidentified") return true;
            if (one == "t" && two == "name" || one == "not" && two == "name") return true;
            if (one == "without" && two is "insignia") return true;
        }
        return false;
    }
}

/// <summary>Words by which texts tell that something is left unsaid, or where somebody stands.</summary>
internal static class Patterns
{
    private static readonly string[][] Silent = Split(
        "would not say|will not say|would not give|would not be drawn|would not name|would not discuss|would not go|would not comment|would not confirm|not going to discuss|not going to say|not going to give|gave no|gives no|did not say|did not elaborate|did not answer|did not specify|does not say|does not publish|"
        + "do not publish|did not rule out|rather not say|not prepared to say|no comment|not commented|without taking questions|refused to say|refused to comment|refused to answer|refused to name|refused to discuss|can say neither|had nothing to add|has nothing to add|did not disclose|not disclosed|neither confirmed nor|neither confirm nor|could not say|did not reply|made no comment|no public comment|kept silent|gave nothing away|did not want to|is not known|was not known|not immediately|"
        + "not responded|did not respond|didn t say|didn t give|didn t name|didn t detail|did not detail|did not name|did not give|won t say|wouldn t say|not made clear|remains unclear|yet to say|publishes a figure|left open|left it open|not yet said|was not asked|took no questions|left without");

    private static readonly string[][] Stances = Split(
        "was ready to|is ready to|are ready to|were ready to|is prepared to|was prepared to|is willing to|was willing to|are willing to|are prepared to|was not prepared to|is sure|was sure|is confident|was confident|is determined to|was determined to|view is that|position is that|position remains|has made clear|had made clear|made clear|made it clear|"
        + "made light of|made it conditional|are opposed to|is opposed to|was opposed to|cast doubt|casts doubt|would agree|would accept|would never|will accept|would allow|would reject|would oppose|would support|would welcome|will not accept|would not accept|is not interested|was not interested|had no objection|had nothing against|has nothing against|has no objection|stands by|stood by|sticks to|stuck to|set out|gave assurances|"
        + "took the floor|takes the floor|was afraid|is afraid|are afraid|were afraid|was convinced|is convinced|are convinced|were convinced|was certain|is certain|was hopeful|is hopeful|was concerned that|is concerned that|was worried that|is worried that|put it about|gave his word|gave her word|gave an assurance|refusal to|repeated its|is seeking|are seeking|was adamant|is adamant|took the view|voiced|expressed");

    /// <summary>The patterns by their first word, those that tell of what is left unsaid first.</summary>
    public static readonly FrozenDictionary<string, (string[] Pattern, bool Silent)[]> ByBeginning =
        Silent.Select(pattern => (pattern, true)).Concat(Stances.Select(pattern => (pattern, false))).GroupBy(one => one.Item1[0], StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static string[][] Split(string patterns) => [.. patterns.Split('|').Select(pattern => pattern.Split(' '))];
}
