namespace Truceline.Texts;

/// <summary>Who and what the words of a text name: people, actors of the lexicon, offices. It knows names, and nothing of whom the text speaks.</summary>
internal sealed class Mentions
{
    private static readonly string[] Bodies = ["ministry", "government", "governments", "army", "navy", "office", "embassy", "delegation", "panel", "court", "council", "committee", "parliament", "police", "agency", "society", "association", "associations", "side", "movement", "brigade", "administration", "staff", "forces", "union", "mission", "command", "authorities", "headquarters", "palace", "company", "team", "hall", "house", "department", "bureau", "coastguard", "chancellery", "secretariat", "presidency", "cabinet", "commission", "hospital", "militia"];

    private const int MostWordsOfName = 5;

    private readonly string body;
    private readonly List<RawWord> words;
    private readonly StatementLexicon lexicon;
    private readonly Dictionary<string, List<(string[] Words, string Actor)>> actors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string[] Words, string Role)>> roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Speaker> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Speaker> bySurname = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LexiconPerson> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LexiconPerson> knownBySurname = new(StringComparer.Ordinal);

    public Mentions(string body, List<RawWord> words, StatementLexicon lexicon)
    {
        (this.body, this.words, this.lexicon) = (body, words, lexicon);
        var inText = words.Select(word => word.Folded).ToHashSet(StringComparer.Ordinal);
        // Of two actors of one name the one whose own name stands in the text is meant.
        foreach (var actor in lexicon.Actors.OrderByDescending(actor => Folded(actor.Name).All(inText.Contains)))
            foreach (var alias in actor.Aliases.Prepend(actor.Name))
                if (Folded(alias) is { Length: > 0 } folded) Add(actors, folded[0], (folded, actor.Id));
        foreach (var list in actors.Values) StableSort(list, one => -one.Words.Length);
        var ministries = SpeechWords.Portfolios.SelectMany(of => new[] { $"{of} minister", $"deputy {of} minister", $"{of} ministry" });
        foreach (var role in lexicon.Roles.Concat(SpeechWords.Offices).Concat(SpeechWords.People).Concat(ministries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            if (Folded(role) is { Length: > 0 } folded)
            {
                Add(roles, folded[0], (folded, role));
                if (!folded[^1].EndsWith('s') && (string[])[.. folded[..^1], folded[^1] + "s"] is var plural) Add(roles, plural[0], (plural, role));
            }
        foreach (var (written, role) in SpeechWords.WrittenOut)
            if (!lexicon.Roles.Contains(written)) Add(roles, written.Split(' ')[0], (written.Split(' '), role));
        foreach (var list in roles.Values) StableSort(list, one => -one.Words.Length);
        foreach (var person in lexicon.People)
            if (Folded(person.Name) is { Length: > 0 } folded)
            {
                known.TryAdd(string.Join(' ', folded), person);
                knownBySurname.TryAdd(folded[^1], person);
            }
    }

    /// <summary>Remembers whoever speaks by a surname, "Dell said", where the text has a first name with it anywhere.</summary>
    public void Surnames()
    {
        var full = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < words.Count; i++)
            if (words[i].Capital && words[i + 1].Capital && Between(i) is " " && FunctionWords.Languages(words[i].Folded) == 0 && !IsParticiple(words[i].Folded) && !IsOffice(i) && !IsOffice(i + 1) && !SpeechWords.Honorifics.Contains(words[i].Folded) && ActorAt(i, i + 2).Actor is null && ActorAt(i + 1, i + 2).Actor is null && !(i > 0 && words[i - 1].Capital && Between(i - 1) is " ") && !(i + 2 < words.Count && words[i + 2].Capital && Between(i + 1) is " "))
                full.TryAdd(words[i + 1].Folded, i);
        for (var i = 1; i < words.Count; i++)
            if (words[i].Capital && !bySurname.ContainsKey(words[i].Folded) && !knownBySurname.ContainsKey(words[i].Folded) && full.TryGetValue(words[i].Folded, out var at) && !(words[i - 1].Capital && Between(i - 1) is " ")
                && (SpeechWords.Inverts(words[i - 1].Folded) && Between(i - 1) is " " || i + 1 < words.Count && SpeechWords.Inverts(words[i + 1].Folded) && Between(i) is " "))
                Remember(Key(Text(at, at + 2)), new() { Name = Text(at, at + 2) });
    }

    /// <summary>Who was named so before; null: nobody.</summary>
    public Speaker? Known(string name) => byName.GetValueOrDefault(Key(name));

    /// <summary>The actor of an alias that begins at a word, and how many words it takes.</summary>
    public (string? Actor, int Words) ActorAt(int at, int end)
    {
        var (found, taken) = Longest(actors, at, end, one => one.Words);
        // "the Council of National Restoration" where "the council" is another.
        if (words[at].Folded == "the" && at + 1 < end && Longest(actors, at + 1, end, one => one.Words) is (var whole, var more) && more + 1 > taken && more > 0) return (whole.Actor, more + 1);
        return taken > 0 ? (found.Actor, taken) : (null, 0);
    }

    /// <summary>The actor that some words name first; null: none.</summary>
    public string? ActorIn(int from, int end)
    {
        for (var i = from; i < end; i++)
            if (ActorAt(i, end).Actor is { } actor) return actor;
        return null;
    }

    /// <summary>The actors that some words name, each once.</summary>
    public List<string> ActorsIn(int from, int end) => [.. Enumerable.Range(from, end - from).Select(at => ActorAt(at, end).Actor).OfType<string>().Distinct()];

    /// <summary>A name that a text gives in passing: "who goes by Wolf".</summary>
    public Speaker Named(int from, int end, string? role, string? actor)
    {
        var name = Text(from, end);
        if (!byName.TryGetValue(Key(name), out var speaker)) byName[Key(name)] = bySurname[words[end - 1].Folded] = speaker = new() { Name = name, Role = role, Actor = actor };
        return speaker;
    }

    public string Text(int from, int end) => body[words[from].Start..words[end - 1].End];

    /// <summary>Who or what is named by the words that begin at a word; null: nobody.</summary>
    public Group? At(int at, int from, int end)
    {
        var word = words[at];
        // "by a side door" is nobody
        if (word.Folded is "side" or "sides" && !(at > from && (words[at - 1].Folded is "both" or "neither" or "either" or "other" or "the" || words[at - 1].Capital))) return null;
        // "camps on both sides"
        if (word.Folded == "sides" && at - 2 >= from && words[at - 2].Folded is "on" or "of" or "from" or "to" or "by" or "for" or "between" or "in" or "with" or "at") return null;
        if (PersonAt(at, from, end) is { } person) return person;
        if (Insider(at, end) is { } insider) return insider;
        if (ActorAt(at, end) is ({ } actor, var taken)) return new() { First = at, End = at + taken, Actor = actor };
        if (Longest(roles, at, end, one => one.Words) is (var role, var count) && count > 0 && !(word.Capital && at + count < end && words[at + count].Capital && Adjacent(at + count - 1) && !IsOffice(at + count)) && !(word.Capital && at > from && count == 1 && word.Folded == role.Role + "s"))
        {
            var before = at > from ? words[at - 1].Folded : "";
            // "a senior Western diplomat"
            for (var i = at - 1; i > from && at - i <= 3 && Between(i - 1) is " " && !(before is "a" or "an") && FunctionWords.Languages(words[i].Folded) == 0 && SpeechWords.Verb(words[i].Folded) is null && ActorAt(i, at).Actor is null && !SpeechWords.People.Contains(words[i].Folded); i--)
                if (words[i - 1].Folded is "a" or "an" or "one" && Between(i - 1) is " ") before = "a";
            return new() { First = at, End = at + count, Role = role.Role, IsNew = before is "a" or "an" or "one" or "two" or "three" or "four" or "several" or "some", IsPlural = role.Words[^1].EndsWith('s') && !role.Words[^1].EndsWith("ss", StringComparison.Ordinal), Possessive = before is "its" or "his" or "her" or "their" ? before : null };
        }
        if (Hidden(at, end) is { } hidden) return hidden;
        return word.Folded is "he" or "she" or "it" or "they" or "i" or "we" ? new() { First = at, End = at + 1, Pronoun = word.Folded } : null;
    }

    /// <summary>"two people close to the prime minister", "a person familiar with the talks": a source.</summary>
    private Group? Insider(int at, int end)
    {
        if (!(words[at].Folded is "people" or "person" or "persons" or "those") || at + 3 >= end || !((words[at + 1].Folded, words[at + 2].Folded) is ("close", "to") or ("familiar", "with") or ("briefed", "on") or ("involved", "in") or ("with", "knowledge"))) return null;
        var to = at + 3;
        if (words[to].Folded is "of" or "the" or "his" or "her" or "its" or "their" or "that" && to + 1 < end) to++;
        if (words[to].Folded is "the" && to + 1 < end) to++;
        var head = Longest(roles, to, end, one => one.Words).Words;
        to += Math.Max(1, head);
        // "close to the southern bloc"
        if (head == 0 && to < end && Between(to - 1) is " ") to += Longest(roles, to, end, one => one.Words).Words;
        return new() { First = at, End = to, Role = "source", IsNew = true, IsPlural = words[at].Folded is not "person" };
    }

    /// <summary>"one of the hosts said": nobody's office, and somebody of them.</summary>
    private Group? Hidden(int at, int end) =>
        words[at].Folded is "one" or "two" or "three" or "some" or "several" && at + 4 < end && words[at + 1].Folded == "of" && words[at + 2].Folded is "the" or "its" or "his" or "her" or "their" or "those" or "these"
        && words[at + 3].Folded.EndsWith('s') && SpeechWords.Verb(words[at + 4].Folded) is { Noun: false } && Longest(roles, at + 3, end, one => one.Words).Words == 0 && ActorAt(at + 2, end).Actor is null && ActorAt(at + 3, end).Actor is null
            ? new() { First = at, End = at + 4, Role = "source", IsNew = true, IsPlural = words[at].Folded is not "one" } : null;

    // "For Ada Brook", "Citing Ada Brook": a capital only as the first word of its sentence.
    private bool Opens(int at, int from) => at == from && (FunctionWords.Languages(words[at].Folded) != 0 || IsParticiple(words[at].Folded));

    private static bool IsParticiple(string word) => (word.Length > 4 && word.EndsWith("ing", StringComparison.Ordinal)) || SpeechWords.Verb(word) is { Noun: false };

    private bool IsKnown(int from, int end)
    {
        var key = string.Join(' ', words.GetRange(from, end - from).Select(word => word.Folded));
        return byName.ContainsKey(key) || known.ContainsKey(key);
    }

    private bool IsOffice(int at) => SpeechWords.Titles.Contains(words[at].Folded) || SpeechWords.People.Contains(words[at].Folded);

    /// <summary>A person's name that begins at a word, with the honorifics, ranks and offices before it.</summary>
    private Group? PersonAt(int at, int from, int end)
    {
        if (!words[at].Capital || FunctionWords.Languages(words[at].Folded) != 0 && !SpeechWords.Particles.Contains(words[at].Folded) || (at > from && words[at - 1].Capital && Adjacent(at - 1) && !IsOffice(at - 1) && !SpeechWords.Honorifics.Contains(words[at - 1].Folded) && !Opens(at - 1, from) && ActorAt(at - 1, at).Actor is null)) return null;
        var run = at;
        while (run < end && run - at < MostWordsOfName && words[run].Capital && Adjacent(run) && run + 1 < end && (words[run + 1].Capital || SpeechWords.Particles.Contains(words[run + 1].Folded)) && (SpeechWords.Honorifics.Contains(words[run].Folded) || SpeechWords.Titles.Contains(words[run].Folded))) run++;
        var titled = run > at;
        var last = run;
        while (last + 1 < end && last - run < MostWordsOfName && Adjacent(last) && (words[last + 1].Capital || (SpeechWords.Particles.Contains(words[last + 1].Folded) && last + 2 < end && words[last + 2].Capital && Adjacent(last + 1)))) last++;
        // "Citing Ada Brook": a word that only begins the sentence.
        if (at == from && last > run && !titled && (IsParticiple(words[run].Folded) || (last > run + 1 && IsKnown(run + 1, last + 1)))) return null;
        if (!words[run].Capital || (ActorAt(run, end) is (not null, var taken) && run + taken > last)) return null;
        for (var stop = last; stop >= run; stop--)
        {
            var key = string.Join(' ', words.GetRange(run, stop + 1 - run).Select(word => word.Folded));
            var speaker = byName.GetValueOrDefault(key) ?? (known.TryGetValue(key, out var person) ? Remember(key, new() { Name = person.Name, Role = person.Role, Actor = person.Actor, IsForNobody = person.Actor is null }) : null);
            if (speaker is null && stop == run && (titled || bySurname.ContainsKey(key) || (last == run && knownBySurname.ContainsKey(key))))
                speaker = bySurname.GetValueOrDefault(key) ?? (knownBySurname.TryGetValue(key, out var bearer) ? Remember(Key(bearer.Name), new() { Name = bearer.Name, Role = bearer.Role, Actor = bearer.Actor, IsForNobody = bearer.Actor is null }) : null);
            if (speaker is not null) return Found(at, run, stop + 1, speaker);
        }
        // "Captain E. Stold" where Emeric Stold is known.
        if (last == run + 1 && words[run].Folded.Length == 1 && Initialled(words[run].Folded, words[last].Folded) is { } bearerOf) return Found(at, run, last + 1, bearerOf);
        // "Senator Leandro Peralbo" of whom the headline said "Senator Peralbo".
        if (last > run && bySurname.TryGetValue(words[last].Folded, out var shorter) && shorter.IsShort && words[run].Capital)
        {
            (shorter.Name, shorter.IsShort) = (Text(run, last + 1), false);
            byName[Key(shorter.Name)] = shorter;
            return Found(at, run, last + 1, shorter);
        }
        // A new name: two words and more that an office, a rank or an apposition makes a person's, or a rank and one word.
        if (!titled && words.GetRange(run, last + 1 - run).Exists(word => SpeechWords.People.Contains(word.Folded))) return null;
        var surname = words[last].Folded;
        if (titled) return Found(at, run, last + 1, bySurname.GetValueOrDefault(surname) ?? Remember(Key(Text(run, last + 1)), new() { Name = last > run || SpeechWords.Honorifics.Contains(words[run - 1].Folded) ? Text(run, last + 1) : Text(run - 1, last + 1), IsShort = last == run }));
        // "the Front's Sallo denied"
        if (last == run && at > from + 1 && words[at - 1].Folded == "s" && Enumerable.Range(Math.Max(from, at - 4), at - 1 - Math.Max(from, at - 4)).Any(i => ActorAt(i, at - 1) is (not null, var taken) && i + taken == at - 1) && at + 1 < end && SpeechWords.Verb(words[at + 1].Folded) is { Noun: false }) return Found(at, run, last + 1, Remember(Key(Text(run, last + 1)), new() { Name = Text(run, last + 1) }));
        // "her brother Tomas said"
        if (last == run && run > from && Between(run - 1) is " " && last + 1 < end && SpeechWords.Verb(words[last + 1].Folded) is { Noun: false } && !words[run - 1].Capital && SpeechWords.People.Contains(words[run - 1].Folded) && !IsBody(words[run - 1].Folded)) return Found(at, run, last + 1, Remember(Key(Text(run, last + 1)), new() { Name = Text(run, last + 1) }));
        // "The fighter, Yuba, nineteen, said"
        if (last == run && !titled && run > from && last + 1 < end && Between(run - 1) is ", " && Between(last) is ", " && Longest(roles, run - 1, run, one => one.Words).Words > 0 && NumeralWords.Of(surname, "en") is null) return Found(at, run, last + 1, Remember(Key(Text(run, last + 1)), new() { Name = Text(run, last + 1) }));
        // "Saint Anne hospital" is no person.
        if (last == run || (last + 1 < end && Adjacent(last) && !words[last + 1].Capital && IsBody(words[last + 1].Folded)) || !IsIntroduced(run, last + 1, from, end)) return null;
        return Found(at, run, last + 1, Remember(Key(Text(run, last + 1)), new() { Name = Text(run, last + 1) }));
    }

    // Who is known by a surname, where the initial is that of the first name.
    private Speaker? Initialled(string initial, string surname)
    {
        bool Fits(string? name) => name is not null && Letters.Fold(name).StartsWith(initial, StringComparison.Ordinal);
        if (bySurname.TryGetValue(surname, out var spoken)) return Fits(spoken.Name) ? spoken : null;
        return knownBySurname.TryGetValue(surname, out var person) && Fits(person.Name) ? Remember(Key(person.Name), new() { Name = person.Name, Role = person.Role, Actor = person.Actor, IsForNobody = person.Actor is null }) : null;
    }

    private Group Found(int at, int run, int end, Speaker speaker)
    {
        var title = run > at ? string.Join(' ', words.GetRange(at, run - at).Select(word => word.Folded)) : null;
        if (title is not null && speaker.Gender == '\0') speaker.Gender = title.Split(' ', '.').Intersect(["mrs", "ms", "miss"]).Any() ? 'f' : title.Split(' ', '.').Contains("mr") ? 'm' : '\0';
        var office = title is null || SpeechWords.Honorifics.Contains(title) ? null : title;
        return new() { First = at, End = end, Person = speaker, Role = office };
    }

    private Speaker Remember(string key, Speaker speaker)
    {
        byName[key] = speaker;
        bySurname.TryAdd(key.Split(' ')[^1], speaker);
        return speaker;
    }

    private bool IsIntroduced(int run, int end, int from, int to)
    {
        bool Office(int at) => at >= from && at < to && (Longest(roles, at, to, one => one.Words).Words > 0 || SpeechWords.Titles.Contains(words[at].Folded));
        var before = run - 1;
        // "said one of them, Mara Stolt"
        if (before > from && words[before].Folded == "them" && Between(before).Contains(',')) return true;
        // "The truce, Mara Stolt of the Wessen Circle argued, is a pause."
        if (before >= from && Between(before).Contains(',') && end + 2 < to && words[end].Folded is "of" or "from" or "at")
        {
            var house = words[end + 1].Folded == "the" ? end + 2 : end + 1;
            while (house < to && words[house].Capital) house++;
            if (house < to && house > end + 1 && SpeechWords.Verb(words[house].Folded) is { Noun: false }) return true;
        }
        if (before >= from && (Office(before) || SpeechWords.Inverts(words[before].Folded))) return true;
        if (end < to && SpeechWords.Verb(words[end].Folded) is { Noun: false } && !(before >= from && words[before].Folded is "of" or "in" or "at" or "from" or "near" or "to" or "and" or "on" or "around")) return true;
        // "X of the institute, a think tank, says": who begins a sentence.
        if ((run == from || IsAfterDash(run)) && end < to && (words[end].Folded is "of" or "from" or "at" || Between(end - 1).Contains(',')) && Enumerable.Range(end, Math.Min(to, end + 14) - end).Any(i => SpeechWords.Verb(words[i].Folded) is { Noun: false })) return true;
        // "Omar Dell (South Land)"
        if (end < to && Between(end - 1) is " (" && ActorAt(end, to).Actor is not null) return true;
        // "X, the president of Y," and "the president of Y, X,"
        var after = end;
        if (after < to && Between(end - 1).Contains(','))
        {
            // ", who", ", 34, said"
            if (SpeechWords.Relative.Contains(words[after].Folded) || (words[after].Digits && after + 1 < to && Between(after).Contains(',') && words[after].End - words[after].Start <= 2)) return true;
            // "bound for Port Sabrel, Admiral Craddish announced": the rank is that of the name after it.
            for (var i = after; i < Math.Min(to, after + 4); i++)
                if (Office(i)) return !(words[i].Capital && i + 1 < to && words[i + 1].Capital && Adjacent(i));
        }
        if (before >= from && Between(before).Contains(','))
            for (var i = before; i >= Math.Max(from, before - 5) && !Between(i).Contains(';'); i--)
                if (Office(i)) return true;
        return false;
    }

    /// <summary>Joins a mention to the group before it where both are one.</summary>
    public bool Joins(Group group, Group next)
    {
        var gap = words.GetRange(group.End, next.First - group.End);
        if (gap.Count > 4 || next.Pronoun is not null || group.Pronoun is not null) return false;
        var between = body.AsSpan(words[group.End - 1].End, words[next.First].Start - words[group.End - 1].End);
        // "TESSIN, South Land – Omar Dell": where a report is from is nobody's side.
        if (between.ContainsAny(Marks.OfSentence) || between.Contains('\n') || IsAfterDash(next.First)) return false;
        var small = gap.Select(word => word.Folded).ToArray();
        var own = small is ["s"] or ["s", "own"] || (small is ["s", _] && group.Actor is not null);
        var comma = between.Contains(',');
        var of = !comma && small.Length > 0 && small[0] is "of" or "for" or "to" or "in" or "at" or "from" or "on" or "with" or "close";
        if (next.Person is { } person)
        {
            // "a spokesman for Prime Minister Ida Stran": hers; "Ada Brook of the Wessen Circle": nobody's of that name.
            if ((group.Role is not null || group.Person is not null) && !comma && small is ["for" or "of" or "at" or "from"] or ["for" or "of" or "at" or "from", "the"])
            {
                group.Actor ??= person.Actor;
                if (group.Person is { } himself) himself.Actor ??= person.Actor;
                group.End = next.End;
                return true;
            }
            // "as a gesture to mediators, Foreign Minister Omar Dell said": the office of the name is its own.
            if (group.IsPlural && comma && next.Role is not null) return false;
            // "the deputy minister for energy, Yuri Hanno"
            var office = group is { Role: not null, Person: null } && of is false && small.Length > 0 && small[0] is "of" or "for" or "in" or "at" or "to" or "on" && group.End < next.First && Between(next.First - 1).Contains(',');
            if (!(office || small.Length == 0 || small is ["the"] || group.Role is not null && comma && small is [] or ["a"] or ["an"] || own)) return false;
            if (group.Person is { } other && other != person)
            {
                if (!own && group.Role is null || other.Actor is null && other.Name is not null && !own) return false;
                (group.Actor, group.Person) = (other.Actor, null);
            }
            if (group is { Role: null, Actor: null }) return false;
            group.Person = person;
            group.Role ??= next.Role;
        }
        else if (next.Role is { } role)
        {
            var hadRole = group.Role is not null;
            if (group.Person is { } possessor && own && !EndsInActor(group))
            {
                (group.Actor, group.Person, group.Role) = (possessor.Actor, null, role == "office" && (group.Role ?? possessor.Role) is { } holder ? Office(holder) : role);
            }
            // "the Northern president's office"
            else if (group is { Role: { } whose, Person: null } && small is ["s"] && role == "office") group.Role = Office(whose);
            // "the chancellery's spokesman"
            else if (group is { Role: { } employer, Person: null } && small is ["s"] && IsBody(employer) && !IsBody(role)) (group.Role, group.House) = (role, employer);
            else if (group.Person is not null && comma && (small is ["the"] or ["a"] or ["an"] or [] || small is [_, "a" or "an"] && words[group.End].Digits) && (group.Role is null || Speakers.IsRank(group.Role))) group.Role = role;
            else if (group.Role is null && group.Actor is not null && (own || small.Length == 0)) group.Role = role;
            // "the office of the Northern president"
            else if (group is { Role: "office", Person: null } && small is ["of", ..] && !IsBody(role)) group.Role = Office(role);
            else if (group.Role is not null && of) (group.Possessive, group.House) = (group.Possessive ?? next.Possessive, group.House ?? role);
            // "Irma Seebold of the Rural Union", "Ada Brook at the foreign ministry"
            else if (group.Person is not null && of && small[0] is "of" or "from" or "at") { }
            // "a foreign ministry official", "the army spokesman"
            else if (group is { Role: { } house, Person: null } && IsBody(house) && small.Length == 0 && !comma && !IsBody(role) && !role.Contains(' ', StringComparison.Ordinal)) (group.Role, group.House) = house == "office" ? (Office(role), null) : (role, house);
            // "a spokeswoman for the Northern defence ministry"
            else if (group is { Role: not null, Actor: not null } && small.Length == 0 && !comma && IsBody(role) && !IsBody(group.Role)) { }
            else return false;
            (group.IsPlural, group.IsNew) = (group.IsPlural || (!of && next.IsPlural && !(hadRole && IsBody(role))), group.IsNew || (next.IsNew && group.Person is null && group.Actor is null));
        }
        else if (next.Actor is { } actor)
        {
            if (!(of || small.Length == 0 && group.Actor is null && group.Role is null || comma && group.Person is not null && (small is ["the"] || small is [] && OfficeFollows(next.End)))) return false;
            // "its embassy in the Northern capital" is not the North's.
            if (group.Possessive is null) group.Actor ??= actor;
        }
        group.End = next.End;
        return true;
    }

    private bool EndsInActor(Group group) => Enumerable.Range(group.First, group.End - group.First).Any(i => ActorAt(i, group.End) is (not null, var taken) && i + taken == group.End);

    /// <summary>Whether a dash stands before a word, as after the place that a report is from.</summary>
    public bool IsAfterDash(int at) => at > 0 && (Between(at - 1).ContainsAny('–', '—') || Between(at - 1).Contains(" - ", StringComparison.Ordinal));

    // "Omar Dell, South Land's chief negotiator": an office after an actor.
    private bool OfficeFollows(int at)
    {
        if (at < words.Count && words[at].Folded == "s") at++;
        for (var i = at; i < Math.Min(words.Count, at + 3) && (i == at || Between(i - 1) is " "); i++)
            if (Longest(roles, i, words.Count, one => one.Words).Words > 0) return true;
        return false;
    }

    /// <summary>What stands between a word and the next.</summary>
    public ReadOnlySpan<char> Between(int at) => at + 1 < words.Count ? body.AsSpan(words[at].End, words[at + 1].Start - words[at].End) : default;

    /// <summary>Whether only a blank, a hyphen or a full stop of an initial stands between a word and the next.</summary>
    private bool Adjacent(int at) => Between(at) is " " or "-" or "\u00a0" or ". " or "’" or "'" or "‑";

    private (T Found, int Words) Longest<T>(Dictionary<string, List<T>> table, int at, int end, Func<T, string[]> of)
    {
        if (!table.TryGetValue(words[at].Folded, out var list)) return (default!, 0);
        foreach (var one in list)
        {
            var sought = of(one);
            var i = 0;
            while (i < sought.Length && at + i < end && words[at + i].Folded == sought[i]) i++;
            if (i == sought.Length) return (one, i);
        }
        return (default!, 0);
    }

    private static string Key(string name) => string.Join(' ', Folded(name));

    private static string[] Folded(string text) => [.. Words.Split(text).Select(word => word.Folded)];

    private static void Add<T>(Dictionary<string, List<T>> table, string key, T one)
    {
        if (!table.TryGetValue(key, out var list)) table[key] = list = [];
        list.Add(one);
    }

    private static void StableSort<T>(List<T> list, Func<T, int> by)
    {
        var sorted = list.OrderBy(by).ToList();
        list.Clear();
        list.AddRange(sorted);
    }

    // As the lexicon calls the office of an officer, where it has words for such.
    private string Office(string holder) => $"{holder}'s office" is var whole && (lexicon.Roles.IsEmpty || lexicon.Roles.Contains(whole)) ? whole : "office";

    /// <summary>Whether an office is one of many people: "the foreign ministry".</summary>
    public static bool IsBody(string role) => Bodies.Contains(role.Split(' ')[^1]);
}
