using System.Collections.Immutable;

namespace Truceline.Texts;

/// <summary>Somebody who speaks in a text: a person, or a body that speaks as one.</summary>
internal sealed class Speaker
{
    /// <summary>The full name; null: unnamed.</summary>
    public string? Name { get; set; }

    /// <summary>The office.</summary>
    public string? Role { get; set; }

    /// <summary>The actor, by id.</summary>
    public string? Actor { get; set; }

    /// <summary>How the text describes somebody whom it leaves unnamed on purpose; else null.</summary>
    public string? Described { get; set; }

    /// <summary>'m', 'f', or none known.</summary>
    public char Gender { get; set; }

    /// <summary>Whether only a surname is known.</summary>
    public bool IsShort { get; set; }

    /// <summary>Whether the name is only a description: "a schoolteacher".</summary>
    public bool IsDescribed { get; init; }

    /// <summary>Whether the text itself gives the office.</summary>
    public bool IsCalled { get; set; }

    /// <summary>Several people, or a body.</summary>
    public bool IsBody { get; init; }

    /// <summary>Whether the text leaves the person unnamed on purpose.</summary>
    public bool IsUnnamed => Described is not null;

    public bool IsSpokesperson => Role is { } role && (role.Contains("spokes", StringComparison.Ordinal) || role == "press secretary");
}

/// <summary>What of a sentence may be somebody who speaks: a name, an actor, an office, a pronoun, or several of them that are one.</summary>
internal sealed class Group
{
    /// <summary>The first word.</summary>
    public required int First { get; set; }

    /// <summary>After the last word.</summary>
    public required int End { get; set; }

    public Speaker? Person { get; set; }

    public string? Actor { get; set; }

    public string? Role { get; set; }

    /// <summary>"he", "she", "they", "it", "i", "we"; null: none.</summary>
    public string? Pronoun { get; set; }

    /// <summary>Whose: "its spokesman", "his adviser".</summary>
    public string? Possessive { get; set; }

    /// <summary>"a diplomat", "three officials": nobody who was spoken of before.</summary>
    public bool IsNew { get; set; }

    public bool IsPlural { get; set; }
}

/// <summary>The people and actors of a text, and who each word of it means.</summary>
internal sealed class Speakers
{
    private static readonly string[] Bodies = ["ministry", "government", "governments", "army", "navy", "office", "embassy", "delegation", "panel", "court", "council", "committee", "parliament", "police", "agency", "society", "association", "associations", "side", "movement", "brigade", "administration", "staff", "forces", "union", "mission", "command", "authorities", "headquarters", "palace", "company", "team", "hall", "house"];

    private const int MostWordsOfName = 5;
    private const int MostRecent = 40;

    private readonly string body;
    private readonly List<RawWord> words;
    private readonly StatementLexicon lexicon;
    private readonly Dictionary<string, List<(string[] Words, string Actor)>> actors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string[] Words, string Role)>> roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Speaker> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Speaker> bySurname = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LexiconPerson> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LexiconPerson> knownBySurname = new(StringComparer.Ordinal);

    /// <summary>People in the order in which they were spoken of; the last last.</summary>
    private readonly List<Speaker> recent = [];

    public Speakers(string body, List<RawWord> words, StatementLexicon lexicon)
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
                if (!folded[^1].EndsWith('s')) Add(roles, folded[0], ([.. folded[..^1], folded[^1] + "s"], role));
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

    /// <summary>The groups of a sentence, in order.</summary>
    public List<Group> Groups(int from, int end)
    {
        var groups = new List<Group>();
        for (var i = from; i < end;)
        {
            if (MentionAt(i, from, end) is not { } mention)
            {
                i++;
                continue;
            }
            if (groups.Count == 0 || !Joins(groups[^1], mention)) groups.Add(mention);
            i = Math.Max(i + 1, mention.End);
        }
        for (var i = 0; i < groups.Count; i++)
        {
            // "The society rejected this: its delegate, Corinne Abt": whose it is stands in the sentence.
            var owner = groups[i].Possessive is "its" or "their" ? groups[..i].FindLast(one => one.Pronoun is null && one.Person is null && (one.Actor is not null || one.Role is { } role && IsBody(role))) : null;
            if (owner is not null) groups[i].Actor ??= owner.Actor;
            Bind(groups[i], owner is null);
            if (groups[i].Person is { Actor: null } person && i > 0 && groups[i - 1].Actor is { } beside && groups[i].First - groups[i - 1].End <= 4 && !words.GetRange(groups[i - 1].End, groups[i].First - groups[i - 1].End).Exists(word => SpeechWords.Verb(word.Folded) is { Noun: false } || word.Folded is "and" or "by")) person.Actor = beside;
        }
        return groups;
    }

    /// <summary>Who a group is; remembers it as the one spoken of last.</summary>
    public Speaker? Resolve(Group group, Speaker? last, bool unnamedOnPurpose)
    {
        var speaker = Who(group, last, unnamedOnPurpose);
        if (speaker is not null)
        {
            // "Colonel General Stepan Ruhl said", after what his ministry said.
            if (speaker is { Actor: null, Name: not null } && last is { IsBody: true, Actor: { } side } && IsOfficer(group)) speaker.Actor = side;
            if (speaker is { Actor: null, Role: { } office, Name: not null } && (Home.Publisher?.Actor ?? (IsOfState(office) ? Home.Headline ?? recent.FindLast(one => one.Actor is not null)?.Actor : null)) is { } home) speaker.Actor = home;
            Spoken(speaker);
        }
        return speaker;
    }

    private static bool IsBody(string role) => Bodies.Contains(role.Split(' ')[^1]);

    private static bool IsOfficer(Group group) => group is { Role: { } rank, First: var first, End: var end } && end - first > 1 && rank.Split(' ') is [.., "general" or "colonel" or "major" or "captain" or "admiral" or "commodore" or "lieutenant" or "spokesman" or "spokeswoman"];

    private static bool IsOfState(string role) => role.EndsWith("minister", StringComparison.Ordinal) || role is "president" or "premier" or "chancellor" or "chairwoman" or "chairman" or "spokeswoman" or "spokesman" or "mayor" or "speaker of parliament";

    private Speaker? Who(Group group, Speaker? last, bool unnamedOnPurpose)
    {
        if (group.Person is { } person) return person;
        if (group.Pronoun is "he" or "she")
        {
            var gender = group.Pronoun == "he" ? 'm' : 'f';
            bool Fits(Speaker one) => !one.IsBody && (one.Gender == gender || one.Gender == '\0');
            // Of two whose gender nothing tells, the name's ending does.
            var meant = last is not null && Fits(last) && !(last.Gender == '\0' && Ending(last) is var ending and not '\0' && ending != gender && recent.Exists(one => one != last && Fits(one) && (one.Gender == gender || Ending(one) == gender))) ? last : recent.FindLast(one => one != last && Fits(one) && (one.Gender == gender || Ending(one) == gender)) ?? recent.FindLast(Fits);
            if (meant is not null) meant.Gender = gender;
            return meant;
        }
        if (group.Pronoun is "we" or "i") return Home.Publisher;
        if (group.Pronoun is "it") return last is { IsBody: true } ? last : last is { Actor: { } its } ? new() { Actor = its, IsBody = true } : recent.FindLast(one => one.IsBody && one.Role is null) is { } body ? body : recent.FindLast(one => one.Actor is not null) is { Actor: { } actor } ? new() { Actor = actor, IsBody = true } : null;
        if (group.Pronoun is "they") return last is { IsBody: true } ? last : recent.FindLast(one => one.IsBody);
        // "both governments", "neither side": nobody's position alone.
        if (group is { Role: not null, Actor: null, Person: null } && group.First > 0 && words[group.First - 1].Folded is "both" or "neither" or "either") return new() { IsBody = true };
        if (group.Role is { } role)
        {
            var fresh = group.IsNew || (group.First > 0 && words[group.First - 1].Folded is "a" or "an" or "one" or "two" or "three" or "four" or "several" or "some") || (group.First > 1 && words[group.First - 2].Folded is "a" or "an" or "one" && words[group.First - 1].Folded is "senior" or "former" or "second");
            var own = Enumerable.Range(group.First, group.End - group.First).Any(at => words[at].Folded is "his" or "her" or "its" or "their");
            var possessor = group.Possessive is "its" or "their" ? recent.FindLast(one => one.Actor is not null)?.Actor : group.Possessive is not null || own ? (last ?? recent.LastOrDefault())?.Actor : null;
            var actor = group.Actor ?? possessor;
            var isBody = IsBody(role) || group.IsPlural;
            bool Holds(Speaker one) => one.Role is { } other && (other == role || (other, role) is ("prime minister", "premier") or ("premier", "prime minister") || other.EndsWith(" " + role, StringComparison.Ordinal) || role == "minister" && other.EndsWith("minister", StringComparison.Ordinal)) && (actor is null || one.Actor == actor);
            // Whom the text calls so, before whom the lexicon alone knows as such.
            if (!fresh && !isBody && (recent.FindLast(one => one.IsCalled && Holds(one)) ?? recent.FindLast(Holds)) is { } spoken) return spoken;
            // "the ministry" of which it spoke as "the Northern energy ministry"
            if (!fresh && isBody && recent.FindLast(one => (one.Role == role || (one.IsBody && one.Role is { } whole && whole.EndsWith(" " + role, StringComparison.Ordinal))) && (actor is null || one.Actor == actor)) is { } same) return same;
            // An office of an actor that one person holds.
            if (!fresh && actor is not null && !isBody && lexicon.People.Where(one => one.Actor == actor && one.Role == role).ToArray() is [var holder] && byName.TryGetValue(Key(holder.Name), out var held)) return held;
            // "the ministry" of a minister who was spoken of
            if (!fresh && role == "ministry" && recent.FindLast(one => one.Role is { } of && of != "prime minister" && of.EndsWith(" minister", StringComparison.Ordinal) && (actor is null || one.Actor == actor)) is { Role: { } office } minister) return new() { Role = office[..^"minister".Length] + role, Actor = minister.Actor, IsBody = true };
            var first = role.Split(' ')[^1];
            var unnamed = unnamedOnPurpose || ((fresh || group.IsPlural) && SpeechWords.Unnamed.Contains(first)) || first is "source" or "sources";
            if (isBody && actor is null && !unnamed && role.Split(' ')[^1] is "ministry" or "government" or "army" or "navy" or "office" or "administration" or "parliament" or "coastguard" or "forces" or "staff" or "command") actor = recent.FindLast(one => one.Actor is not null)?.Actor;
            return new() { Role = Singular(role), Actor = actor, IsBody = isBody && !unnamed, Described = unnamed ? Description(group) : null, Name = fresh && !unnamed && !isBody && !first.StartsWith("spokes", StringComparison.Ordinal) ? Description(group) : null, IsDescribed = fresh && !unnamed && !isBody, Gender = first.EndsWith("woman", StringComparison.Ordinal) ? 'f' : first is "spokesman" or "chairman" ? 'm' : '\0' };
        }
        return group.Actor is { } home && home == Home.Publisher?.Actor ? Home.Publisher : group.Actor is { } party ? recent.FindLast(one => one.IsBody && one.Actor == party && one.Role is null) ?? new Speaker { Actor = party, IsBody = true } : null;
    }

    // 'f' for given names in -a, 'm' for those in -o.
    private static char Ending(Speaker speaker) => speaker.Name is { } name && name.IndexOf(' ', StringComparison.Ordinal) is > 1 and var end ? name[end - 1] switch { 'a' => 'f', 'o' => 'm', _ => '\0' } : '\0';

    /// <summary>The actor of those who publish the text and of those whom its headline names first: an office without a country is of these.</summary>
    public (Speaker? Publisher, string? Headline) Home { get; set; }

    // With the words before that say how many and which: "one of the officials", "a senior diplomat".
    private string Description(Group group)
    {
        var first = group.First;
        while (first > 0 && group.First - first < 5 && Between(first - 1) is " " && (words[first - 1].Folded is "a" or "an" or "one" or "the" or "of" or "those" or "these" or "two" or "three" or "four" or "several" or "some" or "senior" or "former" or "second" or "third" or "young" or "old" or "local" or "another" || (first - 1 > 0 && words[first - 2].Folded is "a" or "an"))) first--;
        while (first < group.First && words[first].Folded is "of" or "the" or "those" or "these") first++;
        return Text(first, group.End);
    }

    /// <summary>A name that a text gives in passing: "who goes by Wolf".</summary>
    public Speaker Named(int from, int end, string? role, string? actor)
    {
        var name = Text(from, end);
        if (!byName.TryGetValue(Key(name), out var speaker)) byName[Key(name)] = bySurname[words[end - 1].Folded] = speaker = new() { Name = name, Role = role, Actor = actor };
        return speaker;
    }

    /// <summary>Remembers who was spoken of last. Who was not spoken of for long is forgotten.</summary>
    public void Spoken(Speaker speaker)
    {
        recent.Remove(speaker);
        if (recent.Count == MostRecent) recent.RemoveAt(0);
        recent.Add(speaker);
    }

    /// <summary>Remembers who was named, before whom was spoken of last.</summary>
    public void Mentioned(Speaker speaker)
    {
        if (recent.Contains(speaker)) return;
        if (recent.Count == MostRecent) recent.RemoveAt(0);
        recent.Insert(Math.Max(0, recent.Count - 1), speaker);
    }

    public string Text(int from, int end) => body[words[from].Start..words[end - 1].End];

    private static string Singular(string role) => role.EndsWith("ies", StringComparison.Ordinal) ? role[..^3] + "y" : role.EndsWith('s') && !role.EndsWith("ss", StringComparison.Ordinal) && role is not "armed forces" && !role.EndsWith("representatives", StringComparison.Ordinal) ? role[..^1] : role;

    private Group? MentionAt(int at, int from, int end)
    {
        var word = words[at];
        // "by a side door" is nobody
        if (word.Folded is "side" or "sides" && !(at > from && (words[at - 1].Folded is "both" or "neither" or "either" or "other" or "the" || words[at - 1].Capital))) return null;
        if (PersonAt(at, from, end) is { } person) return person;
        if (ActorAt(at, end) is ({ } actor, var taken)) return new() { First = at, End = at + taken, Actor = actor };
        if (Longest(roles, at, end, one => one.Words) is (var role, var count) && count > 0 && !(word.Capital && at + count < end && words[at + count].Capital && Adjacent(at + count - 1) && !IsOffice(at + count)))
        {
            var before = at > from ? words[at - 1].Folded : "";
            if (before.Length > 0 && at - 2 >= from && before is "senior" or "former" or "second" or "third" or "same" or "old" or "smaller" or "new") before = words[at - 2].Folded is "a" or "an" or "one" ? "a" : before;
            return new() { First = at, End = at + count, Role = role.Role, IsNew = before is "a" or "an" or "one" or "two" or "three" or "four" or "several" or "some", IsPlural = role.Words[^1].EndsWith('s') && !role.Words[^1].EndsWith("ss", StringComparison.Ordinal), Possessive = before is "its" or "his" or "her" or "their" ? before : null };
        }
        return word.Folded is "he" or "she" or "it" or "they" or "i" or "we" ? new() { First = at, End = at + 1, Pronoun = word.Folded } : null;
    }

    private bool IsOffice(int at) => SpeechWords.Titles.Contains(words[at].Folded) || SpeechWords.People.Contains(words[at].Folded);

    /// <summary>A person's name that begins at a word, with the honorifics, ranks and offices before it.</summary>
    private Group? PersonAt(int at, int from, int end)
    {
        if (!words[at].Capital || FunctionWords.Languages(words[at].Folded) != 0 && !SpeechWords.Particles.Contains(words[at].Folded) || (at > from && words[at - 1].Capital && Adjacent(at - 1) && !IsOffice(at - 1) && !SpeechWords.Honorifics.Contains(words[at - 1].Folded) && ActorAt(at - 1, at).Actor is null)) return null;
        var run = at;
        while (run < end && run - at < MostWordsOfName && words[run].Capital && Adjacent(run) && run + 1 < end && (words[run + 1].Capital || SpeechWords.Particles.Contains(words[run + 1].Folded)) && (SpeechWords.Honorifics.Contains(words[run].Folded) || SpeechWords.Titles.Contains(words[run].Folded))) run++;
        var titled = run > at;
        var last = run;
        while (last + 1 < end && last - run < MostWordsOfName && Adjacent(last) && (words[last + 1].Capital || (SpeechWords.Particles.Contains(words[last + 1].Folded) && last + 2 < end && words[last + 2].Capital && Adjacent(last + 1)))) last++;
        if (!words[run].Capital || (ActorAt(run, end) is (not null, var taken) && run + taken > last)) return null;
        for (var stop = last; stop >= run; stop--)
        {
            var key = string.Join(' ', words.GetRange(run, stop + 1 - run).Select(word => word.Folded));
            var speaker = byName.GetValueOrDefault(key) ?? (known.TryGetValue(key, out var person) ? Remember(key, new() { Name = person.Name, Role = person.Role, Actor = person.Actor }) : null);
            if (speaker is null && stop == run && (titled || bySurname.ContainsKey(key) || (last == run && knownBySurname.ContainsKey(key))))
                speaker = bySurname.GetValueOrDefault(key) ?? (knownBySurname.TryGetValue(key, out var bearer) ? Remember(Key(bearer.Name), new() { Name = bearer.Name, Role = bearer.Role, Actor = bearer.Actor }) : null);
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
        if (last == run && at > from + 1 && words[at - 1].Folded == "s" && ActorAt(at - 2, at - 1).Actor is not null && at + 1 < end && SpeechWords.Verb(words[at + 1].Folded) is { Noun: false }) return Found(at, run, last + 1, Remember(Key(Text(run, last + 1)), new() { Name = Text(run, last + 1) }));
        // "The fighter, Yuba, nineteen, said"
        if (last == run && !titled && run > from && last + 1 < end && Between(run - 1) is ", " && Between(last) is ", " && Longest(roles, run - 1, run, one => one.Words).Words > 0 && NumeralWords.Of(surname, "en") is null) return Found(at, run, last + 1, Remember(Key(Text(run, last + 1)), new() { Name = Text(run, last + 1) }));
        if (last == run || !IsIntroduced(run, last + 1, from, end)) return null;
        return Found(at, run, last + 1, Remember(Key(Text(run, last + 1)), new() { Name = Text(run, last + 1) }));
    }

    // Who is known by a surname, where the initial is that of the first name.
    private Speaker? Initialled(string initial, string surname)
    {
        bool Fits(string? name) => name is not null && Letters.Fold(name).StartsWith(initial, StringComparison.Ordinal);
        if (bySurname.TryGetValue(surname, out var spoken)) return Fits(spoken.Name) ? spoken : null;
        return knownBySurname.TryGetValue(surname, out var person) && Fits(person.Name) ? Remember(Key(person.Name), new() { Name = person.Name, Role = person.Role, Actor = person.Actor }) : null;
    }

    private Group Found(int at, int run, int end, Speaker speaker)
    {
        var title = run > at ? string.Join(' ', words.GetRange(at, run - at).Select(word => word.Folded)) : null;
        if (title is not null && speaker.Gender == '\0') speaker.Gender = title.Contains("mrs", StringComparison.Ordinal) || title.Contains("ms", StringComparison.Ordinal) || title.Contains("miss", StringComparison.Ordinal) ? 'f' : title.StartsWith("mr", StringComparison.Ordinal) ? 'm' : '\0';
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
        if (before >= from && (Office(before) || SpeechWords.Verb(words[before].Folded) is { Lemma: "say" or "add" or "reply" or "ask" })) return true;
        if (end < to && SpeechWords.Verb(words[end].Folded) is { Noun: false } && !(before >= from && words[before].Folded is "of" or "in" or "at" or "from" or "near" or "to" or "and" or "on" or "around")) return true;
        // "X of the institute, a think tank, says": who begins a sentence.
        if (run == from && end < to && (words[end].Folded is "of" or "from" or "at" || Between(end - 1).Contains(',')) && Enumerable.Range(end, Math.Min(to, end + 14) - end).Any(i => SpeechWords.Verb(words[i].Folded) is { Noun: false })) return true;
        // "X, the president of Y," and "the president of Y, X,"
        var after = end;
        if (after < to && Between(end - 1).Contains(','))
        {
            if (SpeechWords.Relative.Contains(words[after].Folded)) return true;
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
    private bool Joins(Group group, Group next)
    {
        var gap = words.GetRange(group.End, next.First - group.End);
        if (gap.Count > 4 || next.Pronoun is not null || group.Pronoun is not null) return false;
        var between = body.AsSpan(words[group.End - 1].End, words[next.First].Start - words[group.End - 1].End);
        if (between.ContainsAny(Marks.OfSentence) || between.Contains('\n')) return false;
        var small = gap.Select(word => word.Folded).ToArray();
        var own = small is ["s"] or ["s", "own"] || (small is ["s", _] && group.Actor is not null);
        var comma = between.Contains(',');
        var of = !comma && small.Length > 0 && small[0] is "of" or "for" or "to" or "in" or "at" or "from" or "on" or "with" or "close";
        if (next.Person is { } person)
        {
            // "the deputy minister for energy, Yuri Hanno"
            var office = group is { Role: not null, Person: null } && of is false && small.Length > 0 && small[0] is "of" or "for" or "in" or "at" && group.End < next.First && Between(next.First - 1).Contains(',');
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
            if (group.Person is { } possessor && own)
            {
                (group.Actor, group.Person, group.Role) = (possessor.Actor, null, role == "office" && (group.Role ?? possessor.Role) is { } holder ? $"{holder}'s office" : role);
            }
            else if (group.Person is not null && comma && small is ["the"] or ["a"] or ["an"] or []) group.Role ??= role;
            else if (group.Role is null && group.Actor is not null && (own || small.Length == 0)) group.Role = role;
            else if (group.Role is not null && of) group.Possessive ??= next.Possessive;
            // "Irma Seebold of the Rural Union", "Ada Brook at the foreign ministry"
            else if (group.Person is not null && of && small[0] is "of" or "from" or "at") { }
            // "a foreign ministry official", "the army spokesman"
            else if (group is { Role: { } house, Person: null } && IsBody(house) && small.Length == 0 && !comma && !IsBody(role) && !role.Contains(' ', StringComparison.Ordinal)) group.Role = role;
            // "a spokeswoman for the Northern defence ministry"
            else if (group is { Role: not null, Actor: not null, Person: null } && small.Length == 0 && !comma && IsBody(role) && !IsBody(group.Role)) { }
            else return false;
            (group.IsPlural, group.IsNew) = (group.IsPlural || (!of && next.IsPlural && !(hadRole && IsBody(role))), group.IsNew || (next.IsNew && group.Person is null && group.Actor is null));
        }
        else if (next.Actor is { } actor)
        {
            if (!(of || small.Length == 0 && group.Actor is null && group.Role is null || comma && group.Person is not null && small is ["the"])) return false;
            group.Actor ??= actor;
        }
        group.End = next.End;
        return true;
    }

    /// <summary>What a group says of a person is true of that person further on.</summary>
    private void Bind(Group group, bool lookBack)
    {
        if (group.Person is not { } person) return;
        person.IsCalled |= group.Role is not null;
        if (group.Role is { } role && (person.Role is null || !lexicon.People.Any(one => one.Name == person.Name))) person.Role = role;
        var whose = group.Possessive is "its" or "their" && recent.FindLast(one => one.IsBody) is { } its ? its : recent.FindLast(one => one.Actor is not null && one != person);
        person.Actor ??= group.Actor ?? (group.Possessive is not null && lookBack ? whose?.Actor : null);
        if (person.Gender == '\0' && person.Role is { } office) person.Gender = office.EndsWith("woman", StringComparison.Ordinal) ? 'f' : office.EndsWith("spokesman", StringComparison.Ordinal) || office.EndsWith("chairman", StringComparison.Ordinal) ? 'm' : '\0';
    }

    private ReadOnlySpan<char> Between(int at) => at + 1 < words.Count ? body.AsSpan(words[at].End, words[at + 1].Start - words[at].End) : default;

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
}
