namespace Truceline.Texts;

/// <summary>Parts a text into paragraphs, and finds in whose voice each is written.</summary>
internal sealed class Voices
{
    private const int MostWordsOfLabel = 14;
    private const int LeastQuestions = 3;
    private const int MostWordsOfClosing = 40;

    private readonly string body;
    private readonly List<RawWord> words;
    private readonly bool[] quoted;
    private readonly Speakers speakers;

    private readonly int title;
    private readonly int start;

    private Voices(string body, List<RawWord> words, int title, int start, bool[] quoted, Speakers speakers) =>
        (this.body, this.words, this.title, this.start, this.quoted, this.speakers) = (body, words, title, start, quoted, speakers);

    /// <summary>The paragraphs of a text, headlines and the like left out.</summary>
    /// <param name="body">Headline, outlet and body, a line each.</param>
    /// <param name="words">Its words.</param>
    /// <param name="title">Where the headline ends.</param>
    /// <param name="start">Where the body begins.</param>
    /// <param name="quotations">Its quotations.</param>
    /// <param name="quoted">Which words stand in one.</param>
    /// <param name="speakers">Who is named in it.</param>
    public static (List<Paragraph> Paragraphs, Speaker? Publisher) Of(string body, List<RawWord> words, int title, int start, List<QuotationSpan> quotations, bool[] quoted, Speakers speakers)
    {
        var reading = new Voices(body, words, title, start, quoted, speakers);
        var sentences = SentenceSplitting.Split(body, words);
        // Full names, offices and titles are known from the beginning, wherever they stand.
        foreach (var sentence in sentences.Take(StatementDrafting.MostDrafts)) speakers.Groups(sentence.FirstWord, sentence.EndWord);
        speakers.Mentions.Surnames();
        var paragraphs = reading.Paragraphs(sentences, quotations).Where(paragraph => paragraph.Units[0].Start >= start && reading.IsSentence(paragraph)).ToList();
        var (titled, headed) = (Before(words, title), Before(words, start));
        var publisher = reading.Publishes(titled, headed);
        var told = titled > 0 ? speakers.Groups(0, titled).Find(group => group.Person is not null)?.Person ?? reading.Heading(titled) : null;
        var headline = speakers.Mentions.ActorIn(0, titled);
        foreach (var sentence in sentences.Take(StatementDrafting.MostDrafts)) speakers.Chair ??= reading.Presides(sentence.FirstWord, sentence.EndWord);
        speakers.Home = (publisher, headline ?? (paragraphs.Count > 0 ? speakers.Mentions.ActorIn(paragraphs[0].First, paragraphs[0].End) : null), titled > 0 ? speakers.Groups(0, titled).Find(group => group is { Role: not null, Person: null }) is { } office ? new() { Role = office.Role, Actor = office.Actor, IsBody = Mentions.IsBody(office.Role!) || office.IsPlural } : null : null);
        reading.Find(paragraphs, told, publisher, headline);
        return (paragraphs, publisher);
    }

    /// <summary>The body that publishes the text itself: "Foreign ministry of Barhan". A paper that is named after a city or a country is none.</summary>
    private Speaker? Publishes(int from, int end)
    {
        if (speakers.Groups(from, end).Find(group => group.Actor is not null || group.Role is not null) is not { } group) return null;
        if (group is { Actor: null, Role: not null }) group.Actor = speakers.Mentions.ActorIn(from, end);
        if (group.Actor is null || !(group.Role is not null || group.First == from && (group.End == end || words[group.End].Digits || !words[group.End].Capital))) return null;
        return new() { Actor = group.Actor, Role = group.Role?.StartsWith("press", StringComparison.Ordinal) == true ? null : group.Role, IsBody = true };
    }

    /// <summary>"Present: Mr J. Roe, in the chair", "In the chair: Judge Roe", "Judge Roe presided".</summary>
    private Speaker? Presides(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (!(words[i].Folded == "chair" && i - 2 >= from && words[i - 1].Folded == "the" && words[i - 2].Folded == "in") && !(words[i].Folded is "presided" or "presiding")) continue;
            var people = speakers.Groups(from, end).FindAll(group => group.Person is not null);
            return body[words[i].End] == ':' ? people.Find(group => group.First > i)?.Person : people.FindLast(group => group.End <= i)?.Person;
        }
        return null;
    }

    // "Tiziri Amnay: We did not sign for half"
    private Speaker? Heading(int titled)
    {
        var end = 0;
        while (end < titled && words[end].Capital && (end == 0 || body[words[end - 1].End] is ' ' or '-')) end++;
        return end is 2 or 3 && body[words[end - 1].End] == ':' && speakers.Mentions.ActorIn(0, end) is null ? speakers.Mentions.Named(0, end, null, null) : null;
    }

    private static int Before(List<RawWord> words, int at) => words.FindIndex(word => word.Start >= at) is >= 0 and var first ? first : words.Count;

    private List<Paragraph> Paragraphs(List<SentenceSpan> sentences, List<QuotationSpan> quotations)
    {
        var paragraphs = new List<Paragraph>();
        var (quotation, open) = (0, false);
        for (var i = 0; i < sentences.Count; i++)
        {
            var sentence = sentences[i];
            var after = i == 0 ? 0 : sentences[i - 1].End;
            var start = after + body.AsSpan(after, sentence.Start - after).LastIndexOf('\n') + 1;
            while (start < sentence.Start && char.IsWhiteSpace(body[start])) start++;
            var unit = new Unit(sentence.FirstWord, sentence.EndWord, start, sentence.End);
            var newLine = i == 0 || body.AsSpan(sentences[i - 1].End, sentence.Start - sentences[i - 1].End).Contains('\n');
            if (newLine) paragraphs.Add(new() { Units = [unit], Voice = Voice.Reported });
            else if (open || Continues(paragraphs[^1].Units[^1], unit)) paragraphs[^1].Units[^1] = paragraphs[^1].Units[^1] with { End = unit.End, Stop = unit.Stop };
            else paragraphs[^1].Units.Add(unit);
            while (quotation < quotations.Count && quotations[quotation].End < sentence.End) quotation++;
            open = quotation < quotations.Count && quotations[quotation].Start < sentence.End && quotations[quotation].End > sentence.End;
        }
        return paragraphs;
    }

    // "…", said the source. "…"
    private bool Continues(Unit before, Unit unit)
    {
        for (var i = unit.First; i < unit.End; i++)
            if (!quoted[i]) return false;
        var (some, others) = (false, false);
        for (var i = before.First; i < before.End; i++) (some, others) = (some || quoted[i], others || !quoted[i]);
        return some && others;
    }

    private bool IsSentence(Paragraph paragraph)
    {
        var last = paragraph.Units[^1];
        return body.AsSpan(words[last.End - 1].End, Math.Min(body.Length, last.Stop + 2) - words[last.End - 1].End).ContainsAny(Marks.OfEnd);
    }

    private void Find(List<Paragraph> paragraphs, Speaker? told, Speaker? publisher, string? headline)
    {
        var labels = paragraphs.Select(Label).ToList();
        Speaker? speaking = null;
        var labelled = false;
        var several = labels.Count(one => one is { Speaker: not null }) > 1;
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var (paragraph, label) = (paragraphs[i], labels[i]);
            if (IsQuestion(paragraph) || label is { Asks: true }) paragraph.Voice = Voice.None;
            else if (label is { Speaker: { } speaker } && (label.Value.Person || several))
            {
                (paragraph.Voice, paragraph.Speaker, speaking, labelled) = (Voice.Own, label.Value.Same ? speaking ?? speaker : speaker, label.Value.Same ? speaking ?? speaker : speaker, true);
                Cut(paragraph, label.Value.Words);
            }
            else if (labelled && HasFirstPerson(paragraph) && speaking is not null) (paragraph.Voice, paragraph.Speaker) = (Voice.Own, speaking);
        }
        var questions = paragraphs.Count(paragraph => paragraph.Voice == Voice.None);
        var given = paragraphs.FindIndex(Gives);
        if (given >= 0 && given + 1 < paragraphs.Count && !labelled && Introduced(paragraphs[given]) is { } author) Given(paragraphs, given, author);
        else if (questions >= LeastQuestions || labels.Exists(one => one is { Asks: true })) Answers(paragraphs, told, labelled);
        else if (!labelled && paragraphs.Count(HasFirstPerson) * 2 > paragraphs.Count) Document(paragraphs, told, publisher, headline);
    }

    /// <summary>Whether a paragraph introduces words that follow it: "X posted the following", "The letter in full:".</summary>
    private bool Gives(Paragraph paragraph)
    {
        if (paragraph.Voice != Voice.Reported) return false;
        if (body[paragraph.Units[^1].Stop - 1] == ':' && !quoted[paragraph.End - 1] && paragraph.End - paragraph.First > 4) return true;
        for (var i = paragraph.First + 1; i + 1 < paragraph.End; i++)
            if (!quoted[i] && (words[i].Folded == "the" && words[i + 1].Folded == "following" && SpeechWords.Verb(words[i - 1].Folded) is not null || (words[i].Folded == "in" && words[i + 1].Folded == "full" && i + 2 == paragraph.End))) return true;
        return false;
    }

    /// <summary>What is given in somebody's own words: all that follows, until the text reports of others again.</summary>
    private void Given(List<Paragraph> paragraphs, int given, Speaker author)
    {
        paragraphs[given].Voice = Voice.None;
        foreach (var paragraph in paragraphs.Skip(given + 1).Where(paragraph => paragraph.Voice == Voice.Reported))
        {
            var groups = speakers.Groups(paragraph.First, paragraph.End);
            if (!HasFirstPerson(paragraph) && groups.Find(group => group.Person is not null) is { } other && other.First < paragraph.First + 3 && SpeechWords.Verb(words[Math.Min(other.End, words.Count - 1)].Folded) is { Noun: false }) break;
            (paragraph.Voice, paragraph.Speaker) = (Voice.Own, author);
        }
    }

    /// <summary>An interview: who is not asking answers.</summary>
    private void Answers(List<Paragraph> paragraphs, Speaker? told, bool labelled)
    {
        var first = paragraphs.FindIndex(paragraph => paragraph.Voice == Voice.None);
        // What is put to somebody before the first question mark: "Commander, they say that the Guard is under orders."
        if (first > 2 && !labelled && HasFirstPerson(paragraphs[first - 1]) && !HasFirstPerson(paragraphs[first - 2]) && paragraphs[first - 1].Voice == Voice.Reported)
        {
            first -= 2;
            paragraphs[first].Voice = Voice.None;
        }
        var answering = paragraphs.Find(paragraph => paragraph.Speaker is not null)?.Speaker ?? told;
        for (var i = 0; i < first; i++) answering = Introduced(paragraphs[i]) ?? answering;
        if (answering is null) return;
        // "The leader of the movement seldom gives interviews."
        if (first > 0 && speakers.Groups(paragraphs[0].First, paragraphs[first - 1].End).Find(group => group is { Role: not null, Actor: not null, Person: null }) is { } office) (answering.Actor, answering.Role) = (answering.Actor ?? office.Actor, answering.Role ?? office.Role);
        // How who answers is addressed is the office, and what is said with it is of that side.
        foreach (var paragraph in paragraphs.Where(one => one.Voice == Voice.None && one.End - one.First > 1 && SpeechWords.People.Contains(words[one.First].Folded) && body[words[one.First].End] == ','))
        {
            answering.Role ??= words[paragraph.First].Folded;
            if (!answering.IsForNobody && speakers.Mentions.ActorsIn(paragraph.First, paragraph.End) is [var side]) answering.Actor ??= side;
        }
        var asked = false;
        for (var i = first; i < paragraphs.Count; i++)
        {
            var paragraph = paragraphs[i];
            if (paragraph.Voice == Voice.Reported && asked)
            {
                (paragraph.Voice, paragraph.Speaker) = (Voice.Own, answering);
                // "A: …"
                if (paragraph.First + 1 < paragraph.End && words[paragraph.First].Folded is "a" or "answer" && body[words[paragraph.First].End] == ':') Cut(paragraph, paragraph.First + 1);
            }
            // What follows an answer is put to who answers, unless nothing is answered after it.
            else if (paragraph.Voice == Voice.Reported && !labelled && i + 1 < paragraphs.Count && paragraphs[i + 1].Voice == Voice.Reported) paragraph.Voice = Voice.None;
            asked = paragraph.Voice == Voice.None;
        }
    }

    private Speaker? Introduced(Paragraph paragraph)
    {
        if (speakers.Groups(paragraph.First, paragraph.End).Find(group => group.Person is not null)?.Person is { } person)
        {
            // Of one whom two actors are named beside it does not say whose.
            if (!person.IsForNobody && speakers.Mentions.ActorsIn(paragraph.First, paragraph.End) is [var only]) person.Actor ??= only;
            return person;
        }
        var end = paragraph.First;
        while (end < paragraph.End && words[end].Capital && (end == paragraph.First || body[words[end - 1].End] is ' ' or '-' && words[end].Start - words[end - 1].End == 1)) end++;
        return end - paragraph.First is 2 or 3 ? speakers.Mentions.Named(paragraph.First, end, null, speakers.Mentions.ActorIn(end, paragraph.End)) : null;
    }

    /// <summary>A text of somebody's own: an address, a communiqué, a letter.</summary>
    private void Document(List<Paragraph> paragraphs, Speaker? told, Speaker? publisher, string? headline)
    {
        var signed = Signed(paragraphs) ?? Closed();
        var speaker = signed ?? told ?? publisher ?? (headline is null ? null : new() { Actor = headline, IsBody = true });
        if (speaker is null) return;
        speaker.Actor ??= publisher?.Actor ?? (signed is null ? headline : null);
        string? addressee = null;
        foreach (var paragraph in paragraphs)
        {
            if (words[paragraph.First].Folded is "signed" or "note")
            {
                if (words[paragraph.First].Folded == "signed") paragraph.Voice = Voice.None;
                continue;
            }
            (paragraph.Voice, paragraph.Speaker) = (Voice.Own, speaker);
            if (words[paragraph.First].Folded == "to" && body.IndexOf(':', words[paragraph.First].End) is > 0 and var colon && colon < words[Math.Min(words.Count - 1, paragraph.First + MostWordsOfLabel)].Start)
                addressee = body[words[paragraph.First + 1].Start..colon];
            paragraph.Addressee = addressee;
        }
    }

    /// <summary>"Signed for the associations by X", "For the command: X".</summary>
    private Speaker? Signed(List<Paragraph> paragraphs)
    {
        foreach (var paragraph in paragraphs.AsEnumerable().Reverse().Take(3))
            for (var i = paragraph.First; i + 2 < paragraph.End; i++)
            {
                var signed = words[i].Folded is "signed" || (words[i].Folded is "for" && words[i].Capital);
                if (!signed) continue;
                for (var at = i + 1; at + 1 < Math.Min(paragraph.End, i + 8); at++)
                    if ((words[at].Folded == "by" || body.AsSpan(words[at].End, words[at + 1].Start - words[at].End).Contains(':')) && words[at + 1].Capital)
                    {
                        var end = at + 1;
                        while (end < paragraph.End && words[end].Capital && (end == at + 1 || words[end].Start - words[end - 1].End == 1)) end++;
                        return end - at > 2 ? speakers.Mentions.Named(at + 1, end, null, null) : null;
                    }
            }
        return null;
    }

    // "Yours faithfully, X, chairman of Y" at the end of a letter
    private Speaker? Closed()
    {
        for (var i = Math.Max(0, words.Count - MostWordsOfClosing); i < words.Count; i++)
        {
            if (!(words[i].Capital && words[i].Folded is "yours" or "sincerely" or "respectfully" or "regards")) continue;
            var from = i + 1;
            while (from < words.Count && words[from].Folded is "sincerely" or "faithfully" or "truly" or "regards") from++;
            var end = from;
            while (end < words.Count && words[end].Capital && (end == from || words[end].Start - words[end - 1].End == 1)) end++;
            if (end - from >= 2) return speakers.Mentions.Named(from, end, null, speakers.Mentions.ActorIn(end, words.Count));
        }
        // A name on a line of its own after the last sentence.
        for (var i = Math.Max(1, words.Count - MostWordsOfClosing); i < words.Count; i++)
        {
            if (!words[i].Capital || body.AsSpan(words[i - 1].End, words[i].Start - words[i - 1].End).IndexOf('\n') < 0) continue;
            var end = i;
            while (end < words.Count && words[end].Capital && (end == i || body.AsSpan(words[end - 1].End, words[end].Start - words[end - 1].End) is " " or "-" or ". ")) end++;
            if (end - i is 2 or 3 && (end == words.Count || body.AsSpan(words[end - 1].End, words[end].Start - words[end - 1].End).ContainsAny('\n', ',')) && speakers.Mentions.ActorIn(i, end) is null) return speakers.Mentions.Named(i, end, null, speakers.Mentions.ActorIn(end, words.Count));
        }
        return null;
    }

    private readonly record struct LabelRead(Speaker? Speaker, bool Person, bool Same, bool Asks, int Words);

    /// <summary>Who is named before a colon at the beginning of a paragraph.</summary>
    private LabelRead? Label(Paragraph paragraph)
    {
        var end = paragraph.First;
        var colon = false;
        for (; end < paragraph.End && end - paragraph.First < MostWordsOfLabel; end++)
        {
            if (quoted[end] || SpeechWords.Be.Contains(words[end].Folded) || SpeechWords.Modals.Contains(words[end].Folded) || words[end].Folded is "i" or "we" or "has" or "have" or "had" || SpeechWords.Verb(words[end].Folded) is { Noun: false }) break;
            var gap = end + 1 < words.Count ? body.AsSpan(words[end].End, words[end + 1].Start - words[end].End) : default;
            if (gap.IndexOf(':') is >= 0 and var at && at + 1 < gap.Length && char.IsWhiteSpace(gap[at + 1]))
            {
                colon = true;
                end++;
                break;
            }
            if (gap.IndexOfAny(";!?\"“") >= 0) break;
        }
        if (!colon) return null;
        var first = words[paragraph.First];
        var opened = paragraph.Units[0].Start < first.Start && body[paragraph.Units[0].Start] == '(';
        // The paper itself asks: "The Ledger: …".
        var outlet = body.AsSpan(title, start - title);
        var asks = opened || outlet.Contains(body.AsSpan(first.Start, words[end - 1].End - first.Start), StringComparison.OrdinalIgnoreCase) || (first.Folded == "the" && end - paragraph.First is 2 or 3 && outlet.Contains(body.AsSpan(words[paragraph.First + 1].Start, words[end - 1].End - words[paragraph.First + 1].Start), StringComparison.Ordinal)) || IsQuestion(paragraph) || words.GetRange(paragraph.First, end - paragraph.First).Exists(word => word.Folded is "question" or "listener" or "voice" or "moderator" or "interviewer" or "q" or "reader" or "host" or "caller" or "presenter" or "anchor" or "journalist" or "reporter" or "audience");
        if (asks) return new(null, false, false, true, end);
        if (first.Folded is "to" or "note") return null;
        if (words.GetRange(paragraph.First, end - paragraph.First).Exists(word => word.Folded == "same") && end - paragraph.First < 5) return new(new(), true, true, false, end);
        var groups = speakers.Groups(paragraph.First, end);
        if (!groups.Exists(one => one.Person is not null) && ByName(paragraph.First, end) is { } named)
        {
            (named.Actor, named.Role) = (named.Actor ?? groups.Find(one => one.Actor is not null)?.Actor, named.Role ?? groups.Find(one => one.Role is not null)?.Role);
            return new(named, true, false, false, end);
        }
        var group = groups.Find(one => one.Person is not null) ?? groups.Find(one => one.Role is not null) ?? groups.Find(one => one.Actor is not null);
        if (group is null) return Alias(paragraph.First, end) is { } other ? new(other, false, false, false, end) : null;
        if (group is { Person: null, Role: { } house } && Mentions.IsBody(house)) return speakers.Resolve(group, null, false) is { } its ? new(its, false, false, false, end) : null;
        if (group.Person is null && Alias(paragraph.First, end) is { } alias)
        {
            (alias.Actor, alias.Role) = (alias.Actor ?? group.Actor, alias.Role ?? group.Role);
            return new(alias, true, false, false, end);
        }
        // "The Minister of Defence (Mrs Adela Stroud)"
        if (group.Person is { Role: null } holder && groups.Find(one => one.Role is not null) is { } office) (group.Role, holder.Role, holder.Actor) = (office.Role, office.Role, holder.Actor ?? office.Actor);
        return speakers.Resolve(group, null, false) is { } speaker ? new(speaker, group.Person is not null, false, false, end) : null;
    }

    // "08.02, Tomas, who sells fish: …", "@quay, a shopkeeper: …", "an account which signs as North Wind: …"
    private Speaker? ByName(int from, int end)
    {
        for (var i = from; i + 2 < end; i++)
            if (words[i].Folded is "signs" or "signing" or "known" && words[i + 1].Folded == "as" && words[i + 2].Capital)
            {
                var stop = i + 3;
                while (stop < end && words[stop].Capital && words[stop].Start - words[stop - 1].End == 1) stop++;
                return speakers.Mentions.Named(i + 2, stop, null, null);
            }
        while (from < end && words[from].Digits) from++;
        if (from >= end || speakers.Mentions.ActorAt(from, end).Actor is not null) return null;
        var handle = words[from].Start > 0 && body[words[from].Start - 1] == '@';
        return handle || (words[from].Capital && from + 1 < end && body.AsSpan(words[from].End, words[from + 1].Start - words[from].End) is ", " && !words[from + 1].Capital && FunctionWords.Languages(words[from].Folded) == 0 && !SpeechWords.People.Contains(words[from].Folded)) ? speakers.Mentions.Named(from, from + 1, null, null) : null;
    }

    // "who signs as Dry Compass", and then "Dry Compass" alone; "Lena Ostrom (@ostrom), 09.15"
    private Speaker? Alias(int from, int end)
    {
        while (end > from && !words[end - 1].Capital) end--;
        var start = end;
        while (start > from && words[start - 1].Capital && (start == end || body[words[start - 1].End] == ' ')) start--;
        return end - start >= 2 && speakers.Mentions.ActorIn(start, end) is null && !words.GetRange(start, end - start).Exists(word => word.Digits) ? speakers.Mentions.Named(start, end, null, null) : null;
    }

    private void Cut(Paragraph paragraph, int to)
    {
        for (var i = 0; i < paragraph.Units.Count; i++)
        {
            var unit = paragraph.Units[i];
            if (to >= unit.End) continue;
            paragraph.Units.RemoveRange(0, i);
            if (to > unit.First) paragraph.Units[0] = unit with { First = to, Start = Opened(words[to].Start) };
            return;
        }
    }

    private int Opened(int start) => start > 0 && body[start - 1] is '"' or '“' or '(' or '‘' ? start - 1 : start;

    private bool IsQuestion(Paragraph paragraph)
    {
        var last = paragraph.Units[^1];
        if (quoted[last.End - 1]) return false;
        var end = body.AsSpan(words[last.End - 1].End, last.Stop - words[last.End - 1].End);
        return end.Contains('?') || end.Contains('؟') || (body[paragraph.Units[0].Start] == '(' && end.Contains(')') && paragraph.Units.Count <= 2);
    }

    private bool HasFirstPerson(Paragraph paragraph)
    {
        for (var i = paragraph.First; i < paragraph.End; i++)
            if (!quoted[i] && (words[i].Folded is "we" or "our" or "us" or "my" or "me" || words[i] is { Folded: "i", Capital: true })) return true;
        return false;
    }
}
