using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;

namespace Truceline.Texts;

/// <summary>A text being read for statements.</summary>
internal sealed class Drafting
{
    private const int LeastQuoted = 4;
    private const int Short = 4;
    private const int MostOfLead = 3;

    private readonly string body;
    private readonly List<RawWord> words;
    private readonly bool[] quoted;
    private readonly Speakers speakers;
    private readonly Frames frames;
    private readonly SpokenDays days;
    private readonly IssueReading issues;
    private readonly List<Paragraph> paragraphs;
    private readonly Speaker? publisher;
    private (int First, int End) asked;
    private string? lastIssue;
    private Speaker? lastSpeaker;
    private readonly List<(DraftedStatement Draft, Speaker? Speaker)> drafts = [];

    public Drafting(string body, List<RawWord> words, int title, int head, LocalDate published, StatementLexicon lexicon)
    {
        (this.body, this.words) = (body, words);
        var quotations = Quotations.Find(body, words);
        quoted = new bool[words.Count];
        foreach (var quotation in quotations)
            for (var i = quotation.FirstWord; i < quotation.EndWord; i++) quoted[i] = true;
        speakers = new(body, words, lexicon);
        frames = new(body, words, quoted, speakers);
        (paragraphs, publisher) = Voices.Of(body, words, title, head, quotations, quoted, speakers);
        days = new(words, published);
        issues = new(words, lexicon, speakers, words.FindIndex(word => word.Start >= head) is >= 0 and var first ? first : words.Count);
    }

    private bool IsFull => drafts.Count >= StatementDrafting.MostDrafts;

    public ImmutableArray<DraftedStatement> All()
    {
        Speaker? last = null;
        foreach (var (at, paragraph) in paragraphs.Index())
        {
            if (IsFull) break;
            // The question that is answered here.
            asked = at > 0 && paragraph.Voice == Voice.Own && paragraphs[at - 1].Voice == Voice.None ? (paragraphs[at - 1].First, paragraphs[at - 1].End) : (0, 0);
            last = paragraph.Voice switch
            {
                Voice.Own => OwnVoice(paragraph),
                Voice.Reported => Reported(paragraph, last),
                _ => last,
            };
        }
        // What the text tells of a speaker further on is true of all that it said.
        return [.. drafts.Take(StatementDrafting.MostDrafts).Select(one => one.Draft with { Speaker = one.Speaker?.Name ?? one.Speaker?.Described, Party = one.Speaker?.Actor, Role = one.Speaker?.Role })];
    }

    // Somebody speaks for itself: each sentence is a statement; a very short one goes with the next.
    private Speaker OwnVoice(Paragraph paragraph)
    {
        var speaker = paragraph.Speaker!;
        speakers.Spoken(speaker);
        string? issue = null;
        for (var i = 0; i < paragraph.Units.Count && !IsFull; i++)
        {
            var unit = paragraph.Units[i];
            if (body[unit.Start] == '(' || words[unit.First].Folded is "signed") continue;
            while (i + 1 < paragraph.Units.Count && (unit.End - unit.First <= Short || (paragraph.Units[i + 1].End - paragraph.Units[i + 1].First <= Short && i + 2 == paragraph.Units.Count)))
            {
                var next = paragraph.Units[++i];
                unit = new(unit.First, next.End, unit.Start, next.Stop);
            }
            var (said, chain) = Passed(unit, speaker);
            issue = Add(new Segment(unit.First, unit.End, unit.Start, unit.Stop), paragraph, said, chain, Voice.Own, null, issue, false);
        }
        return speaker;
    }

    /// <summary>What somebody passes on of others: "the government claims that …".</summary>
    private (Speaker Said, ImmutableArray<Speaker> Through) Passed(Unit unit, Speaker speaker)
    {
        // "It is said in the capital that": nobody says who.
        if (words[unit.First].Folded == "it" && unit.End - unit.First > 3 && words[unit.First + 1].Folded is "is" or "was" && words[unit.First + 2].Folded is "said" or "claimed" or "alleged" or "rumoured" or "reported") return (new(), [speaker]);
        var groups = speakers.Groups(unit.First, unit.End);
        if (groups.Count == 0 || groups[0].First > unit.First + 3 || words[unit.First].Folded is "what" or "how" or "who" or "if" or "when" || groups[0].Pronoun is not null || groups[0].Person == speaker) return (speaker, []);
        var found = frames.Find(unit, groups, speaker).Find(frame => !frame.Outer);
        return found is { Speaker: { } other, Group: { } group } && group.First == groups[0].First && other != speaker && (other.Actor is null || other.Actor != speaker.Actor || other.IsUnnamed) && found.Verb.Lemma is "say" or "tell" or "claim" or "assure" or "promise" or "accuse" or "demand" or "warn" or "deny" or "insist"
            // "The ambassador told me": it is who speaks that has it from there.
            ? words.GetRange(unit.First, unit.End - unit.First).Exists(word => word.Folded is "me" or "us")
                ? (new() { Name = speaker.Name, Role = speaker.Role, Actor = other.Actor, Gender = speaker.Gender, IsBody = speaker.IsBody }, [speaker, other])
                : (other, [speaker])
            : (speaker, []);
    }

    private Speaker? Reported(Paragraph paragraph, Speaker? last)
    {
        string? issue = null;
        var said = false;
        foreach (var unit in paragraph.Units)
        {
            if (IsFull) break;
            var groups = speakers.Groups(unit.First, unit.End);
            if (IsQuestion(unit))
            {
                said = false;
                continue;
            }
            foreach (var group in groups)
                if (group.Person is { } mentioned && !quoted[group.First]) speakers.Mentioned(mentioned);
            // "General Roe does not care for slides. The head of the mission came …": what it tells of him is true though he says nothing here.
            if (groups is [{ Role: not null, Actor: not null, Person: null, IsPlural: false } referring, ..] && referring.First == unit.First + 1 && words[unit.First].Folded == "the" && last is { Name: not null, Actor: null }) speakers.Resolve(referring, last, false);
            // "Nor did she have anything to offer": she, whoever else says something in it.
            var nor = words[unit.First].Folded == "nor" && last is not null && groups is [{ Pronoun: "he" or "she" }, ..] && groups[0].First <= unit.First + 3;
            var found = nor ? [] : frames.Find(unit, groups, last);
            // "It would answer the next one": still what was said, though a verb of saying stands there.
            var goesOn = said && last is { Name: not null } && groups.Count > 0 && groups[0].First == unit.First && groups[0].Pronoun is "it" or "they" && unit.First + 1 < unit.End && words[unit.First + 1].Folded is "would" or "could" or "might" && found.TrueForAll(frame => frame.Group == groups[0]);
            if (goesOn) found = [];
            if (nor) last = speakers.Resolve(groups[0], last, false) ?? last;
            if (found.Count > 0)
            {
                var (speaker, chain) = Nested(found, unit);
                var outer = found.FindLast(frame => frame is { Outer: true, Speaker: not null });
                Unite(last, outer?.Speaker ?? speaker);
                last = found.FindLast(frame => frame.Speaker is not null)?.Speaker is { } other ? chain.IsEmpty ? speaker ?? other : chain[0] : last;
                foreach (var segment in Segments(unit, found))
                    issue = Add(segment, paragraph, (chain.IsEmpty ? (outer is not null && (outer == found[^1] || outer.At >= segment.First) ? outer.Speaker : segment.Frame?.Speaker) : speaker) ?? speaker, chain, Voice.Reported, segment.Frame ?? found[0], issue, false);
                said = true;
            }
            else if (Quoted(unit) >= LeastQuoted && (said || groups.Count > 0))
            {
                if (!(words[unit.First].Folded is "if" or "when" or "should" or "once" or "until" or "as") && groups.Find(group => !quoted[group.First] && (group.Person is not null || group.Role is not null || group.Pronoun is "he" or "she")) is { } group) last = speakers.Resolve(group, last, false) ?? last;
                issue = Add(new(unit.First, unit.End, unit.Start, unit.Stop), paragraph, last, [], Voice.Reported, null, issue, true);
                said = true;
            }
            else if (goesOn || (said && GoesOn(unit, groups)) || (words[unit.First].Folded == "nor" && last is not null))
            {
                // "Major Roe would have to ask": it is he, and not who spoke before.
                if (groups is [{ Person: { } other } by, ..] && by.First <= unit.First + 1) last = other;
                foreach (var segment in Segments(unit, []))
                    issue = Add(segment, paragraph, last, [], Voice.Reported, null, issue, true);
            }
            else if (Institution(unit, groups) is { } body)
            {
                issue = Add(new(unit.First, unit.End, unit.Start, unit.Stop), paragraph, body, [], Voice.Own, null, issue, false);
                (last, said) = (body, true);
            }
            else
            {
                // Who a sentence is about may be "he" in the next.
                if (groups.Find(group => group.Pronoun is null) is { Person: { } person } named && (named.First < unit.First + 8 || words[named.First - 1].Folded == "by"))
                {
                    speakers.Spoken(person);
                    last = person;
                }
                else if (groups.Count > 0 && groups[0] is { Pronoun: null } first && (first.Actor is not null || (first.IsPlural && first.First <= unit.First + 2))) last = speakers.Resolve(first, last, false) ?? last;
                said = false;
            }
        }
        return last;
    }

    /// <summary>"The deputy minister said …" and in the next sentence "Anton Berisch told reporters": an office first, then its holder.</summary>
    private void Unite(Speaker? last, Speaker? next)
    {
        if (drafts.Count > MostOfLead || last is not { Name: null, Described: null, IsBody: false, Role: not null } || next is not { Name: not null } || (next.Role is { } rank && !Speakers.IsRank(rank)) || (next.Actor is not null && last.Actor is not null && next.Actor != last.Actor)) return;
        (last.Name, next.Role, next.Actor) = (next.Name, last.Role, last.Actor ?? next.Actor);
        last.Actor ??= next.Actor;
    }

    /// <summary>Who is reported to have said it, and through whom: "X told his cabinet that …, a spokeswoman said".</summary>
    private (Speaker? Speaker, ImmutableArray<Speaker> Through) Nested(List<Frame> found, Unit unit)
    {
        var first = found.Find(frame => frame.Speaker is not null);
        if (first is null) return (null, []);
        var outer = found.FindLast(frame => frame is { Outer: true, Speaker: not null });
        // "The South had promised to free them, Ada Brook told the council": the South's position, through her.
        if (outer is not null && outer != first && first is { Outer: false, Speaker: { Actor: { } bound, IsUnnamed: false, IsBody: true }, Group: { Pronoun: null } binding } && outer.Speaker is { Name: not null } teller && teller.Actor != bound && outer.At > first.At
            && (IsUndertaking(first.Verb) || first.Verb.Lemma is "write" or "tell" or "promise" or "assure" or "refuse") && Enumerable.Range(binding.End, first.At - binding.End).Any(at => words[at].Folded is "had" or "has"))
            return (new() { Name = teller.Name, Role = teller.Role, Gender = teller.Gender, Actor = bound }, [teller, first.Speaker!]);
        if (outer is not null && outer != first && outer.Speaker != first.Speaker && outer.At > unit.First + 5 && first.Speaker!.Name is not null) return (first.Speaker, [outer.Speaker!]);
        // "The society rejected this: its delegate said": what stands after the colon says what was said.
        if (outer is null && found.FindLast(frame => frame is { Speaker: not null, Group: not null } && frame.Speaker != first.Speaker && frame.Group.First > first.At) is { Group: { } told, Speaker: { } telling } && body.AsSpan(words[first.At].End, words[told.First].Start - words[first.At].End).Contains(':')) return (telling, []);
        if (found.TrueForAll(frame => frame == first || IsUndertaking(frame.Verb)) && first.Verb.Lemma is "say" or "announce" or "report" or "claim" && Undertaken(first, unit) is { } parties) return (new() { Name = first.Speaker!.Name, Role = first.Speaker.Role, Described = first.Speaker.Described, Gender = first.Speaker.Gender, Actor = parties }, [first.Speaker, new() { Actor = parties }]);
        return (outer?.Speaker ?? first.Speaker, []);
    }

    // "… say that nineteen members of the group had bound themselves"
    private string? Undertaken(Frame frame, Unit unit)
    {
        for (var i = unit.First + 1; i < unit.End; i++)
        {
            if (quoted[i] || !(words[i].Folded is "bound" || (SpeechWords.Verb(words[i].Folded) is { } verb && IsUndertaking(verb)))) continue;
            if (!(words[i - 1].Folded is "had" or "have" or "has" or "formally")) continue;
            var from = frame.At < i && !frame.Outer ? frame.At + 1 : unit.First;
            // What stands before "and had" is the subject of another clause: "that the group was slow and had pledged".
            for (var at = i - 2; at >= Math.Max(from, i - 12) && !(words[at].Folded is "and" or "but" or "who" or "that" || SpeechWords.Be.Contains(words[at].Folded) || SpeechWords.Modals.Contains(words[at].Folded)); at--)
                if (speakers.Mentions.ActorAt(at, i).Actor is { } actor && actor != frame.Speaker!.Actor) return actor;
        }
        return null;
    }

    private static bool IsUndertaking(SpeechVerb verb) => verb.Lemma is "commit" or "agree" or "pledge" or "promise" or "undertake";

    private bool GoesOn(Unit unit, List<Group> groups)
    {
        for (var i = unit.First; i < unit.End; i++)
            if (!quoted[i] && words[i].Folded is "would" or "could" or "might" or "must" && !(i > unit.First && words[i - 1].Folded is "what" or "which")) return groups.Count == 0 || groups[0].First > unit.First + 12 || !groups[0].IsNew;
        return false;
    }

    /// <summary>The body that publishes the text, where it speaks of itself: "The mission will resume the patrol".</summary>
    private Speaker? Institution(Unit unit, List<Group> groups)
    {
        if (publisher is null || groups.Count == 0 || groups[0].First > unit.First + 1) return null;
        var group = groups[0];
        if (!(group.Actor == publisher.Actor || group.Pronoun == "it" || group is { Role: "mission" or "panel" or "office", Actor: null })) return null;
        for (var i = group.End; i < Math.Min(unit.End, group.End + 2); i++)
            if (words[i].Folded is "will" or "shall" or "does" || (words[i].Folded.EndsWith('s') && SpeechWords.Verb(words[i].Folded) is not null)) return publisher;
        return null;
    }

    private bool IsQuestion(Unit unit) => !quoted[unit.End - 1] && body.AsSpan(words[unit.End - 1].End, unit.Stop - words[unit.End - 1].End).ContainsAny('?', '؟');

    private int Quoted(Unit unit)
    {
        var count = 0;
        for (var i = unit.First; i < unit.End; i++)
            if (quoted[i]) count++;
        return count;
    }

    private sealed record Segment(int First, int End, int Start, int Stop)
    {
        public Frame? Frame { get; init; }

        public bool IsCondition { get; init; }
    }

    /// <summary>A sentence by what it does: each verb of saying that goes on with "and" is another, and so is what follows a semicolon, where it does something else.</summary>
    private List<Segment> Segments(Unit unit, List<Frame> found)
    {
        var cuts = new List<(int At, bool Condition)>();
        for (var i = unit.First + 1; i < unit.End; i++)
        {
            if (quoted[i] && quoted[i - 1]) continue;
            var gap = body.AsSpan(words[i - 1].End, words[i].Start - words[i - 1].End);
            var word = words[i].Folded;
            if (gap.Contains(';')) cuts.Add((i, false));
            // "Ada Brook said that …, and Omar Dell said that …"
            else if (word is "and" or "but" or "while" && found.Find(frame => frame.Group is { Person: not null } by && by.First > i && by.First <= i + 3 && frame.At <= by.End + 1) is { } next && found.Exists(frame => frame.At < i && frame.Speaker is not null && frame.Speaker != next.Speaker)) cuts.Add((i, false));
            else if (word is "and" or "but" && i + 2 < unit.End && (found.Exists(frame => frame.At > i && (frame.At <= i + 3 || frame.Group is { } by && by.First > i && by.First <= i + 3) && (frame.Verb.Lemma is not ("say" or "add" or "think") || (frame.Verb.Lemma == "say" && frame.At == i + 1 && found.Exists(other => other.At < i && other.Verb.Lemma != "say")))) || words[i + 1].Folded is "will" or "would" || (words[i + 1].Folded is "its" && i + 3 < unit.End && words[i + 3].Folded is "will" or "would") || (words[i + 1].Folded is "was" && found.Count == 1)) && i - unit.First >= 4 && unit.End - i >= 4) cuts.Add((i, false));
            else if (word == "provided" && gap.Contains(',') || (word == "in" && i + 2 < unit.End && words[i + 1].Folded == "return" && words[i + 2].Folded == "for") || (word == "if" && i - unit.First > 6 && unit.End - i >= 6 && gap.IndexOf('"') < 0 && !found.Exists(frame => frame.At == i - 1) && found.Count > 0 && !SpeechWords.Be.Contains(words[i - 1].Folded) && words[i - 1].Folded is not ("as" or "ask" or "only" or "asked"))) cuts.Add((i, true));
        }
        var segments = new List<Segment>();
        var from = unit.First;
        foreach (var (at, condition) in cuts.Append((unit.End, false)))
        {
            if (at > from) segments.Add(Piece(unit, from, at, found, segments.Count > 0 && cuts.Contains((from, true))));
            from = at;
        }
        for (var i = segments.Count - 1; i > 0; i--)
        {
            if (segments[i].IsCondition) continue;
            if (segments[i] is { Frame: { Group: { } by, Speaker: { } other } } && segments[i - 1] is { Frame: { Group: { } before, Speaker: { } one } } && by != before && other != one && by.First >= segments[i].First && by.Pronoun is null) continue;
            if (Act(segments[i]) != Act(segments[i - 1]) && segments[i].End - segments[i].First >= 3) continue;
            segments[i - 1] = segments[i - 1] with { End = segments[i].End, Stop = segments[i].Stop };
            segments.RemoveAt(i);
        }
        return segments;
    }

    private Segment Piece(Unit unit, int from, int end, List<Frame> found, bool condition)
    {
        if (from > unit.First && words[from].Folded is "and" or "but" && end - from > 2) from++;
        // "Pressed on the arithmetic, she said": what was said begins with who said it.
        if (from == unit.First && found.Count > 0 && found[0] is { Outer: false, Group: { } by } && by.First > from + 4 && by.First < end && found[0].At < end && !quoted[from] && body.AsSpan(words[by.First - 1].End, words[by.First].Start - words[by.First - 1].End).Contains(',') && (words[from].Folded.EndsWith("ing", StringComparison.Ordinal) || words[from].Folded.EndsWith("ed", StringComparison.Ordinal) && words[from].Folded != "asked")) from = by.First;
        var start = from == unit.First ? unit.Start : Opened(from);
        var stop = end == unit.End ? unit.Stop : Closed(end);
        return new(from, end, start, stop) { Frame = found.Find(frame => frame.At >= from && frame.At < end) ?? found.FindLast(frame => frame.At < from) ?? found.FirstOrDefault(), IsCondition = condition };
    }

    private int Opened(int word) => words[word].Start > 0 && body[words[word].Start - 1] is '"' or '“' or '«' or '‘' ? words[word].Start - 1 : words[word].Start;

    private int Closed(int end)
    {
        var stop = words[end - 1].End;
        return stop < body.Length && body[stop] is '"' or '”' or '»' ? stop + 1 : stop;
    }

    private StatementAct Act(Segment segment) => ActReading.Of(CollectionsMarshal.AsSpan(words)[segment.First..segment.End], quoted.AsSpan(segment.First, segment.End - segment.First), false);

    /// <summary>Adds a draft, and gives its issue.</summary>
    private string Add(Segment segment, Paragraph paragraph, Speaker? speaker, ImmutableArray<Speaker> through, Voice voice, Frame? frame, string? before, bool inferred)
    {
        var span = CollectionsMarshal.AsSpan(words)[segment.First..segment.End];
        var own = voice == Voice.Own;
        var act = segment.IsCondition ? StatementAct.Condition : ActReading.Of(span, quoted.AsSpan(segment.First, segment.End - segment.First), own);
        var (issue, isCued) = issues.Of(segment.First, segment.End, (paragraph.First, paragraph.End), asked, before, before is null && speaker is not null && speaker == lastSpeaker ? lastIssue : null);
        (lastIssue, lastSpeaker) = (issue, speaker);
        var authority = speaker is { IsUnnamed: true } ? StatementAuthority.Anonymous
            : speaker is { IsSpokesperson: true } || through.Any(one => one.IsSpokesperson) ? StatementAuthority.Spokesperson
            : !own && (speaker is null || speaker is { Name: null, Role: null }) && frame?.Verb.Lemma is not ("say" or "tell" or "announce" or "add" or "assure" or "complain" or "pledge" or "according to") ? StatementAuthority.Reported
            : StatementAuthority.OnRecord;
        var assumed = ImmutableArray.CreateBuilder<string>();
        if (inferred && speaker is not null) assumed.Add("the speaker is who spoke before: no word of saying stands here");
        else if (frame?.Group is { Pronoun: { } pronoun } && speaker is not null) assumed.Add($"'{pronoun}' is {speaker.Name ?? speaker.Role ?? speaker.Actor}");
        if (!isCued && issue != IssueReading.Unsorted) assumed.Add("the issue is that of the words around: none of its cues stands here");
        var (said, told) = days.Of(segment.First, segment.End, own);
        if (!told) assumed.Add("the day is that of publication");
        drafts.Add((new()
        {
            Start = segment.Start,
            End = segment.Stop,
            Span = body[segment.Start..segment.Stop],
            Authority = authority,
            Chain = [.. through.Select(Words)],
            Addressee = paragraph.Addressee ?? Addressee(segment, frame),
            Act = act,
            Issue = issue,
            If = Conditions.In(body, words, segment.First, segment.End, act),
            Said = said,
            Fidelity = own || Quoted(new(segment.First, segment.End, 0, 0)) * 2 > segment.End - segment.First ? StatementFidelity.Verbatim : StatementFidelity.Paraphrase,
            Assumed = assumed.ToImmutable(),
        }, speaker));
        return issue;
    }

    private static string Words(Speaker speaker) => speaker.Name ?? speaker.Described ?? speaker.Role ?? speaker.Actor ?? "others";

    private string? Addressee(Segment segment, Frame? frame)
    {
        if (frame?.Verb.Lemma is not ("tell" or "assure" or "remind" or "urge" or "invite") || frame.Outer && frame.Group?.First > frame.At) return null;
        var from = frame.At + 1;
        var end = from;
        while (end < segment.End && end - from < 6 && words[end].Folded is not ("that" or "to" or "in" or "on" or "of" or "he" or "she" or "how" or "about") && (end == from || !body.AsSpan(words[end - 1].End, words[end].Start - words[end - 1].End).ContainsAny(Marks.OfClause))) end++;
        return end > from && end <= segment.End ? speakers.Mentions.Text(from, end) : null;
    }
}
