namespace Truceline.Texts;

/// <summary>The people and actors of a text, and who each word of it means.</summary>
internal sealed class Speakers
{
    private const int MostRecent = 40;
    private const int MostBack = 60;

    private readonly string body;
    private readonly List<RawWord> words;
    private readonly StatementLexicon lexicon;

    /// <summary>People in the order in which they were spoken of; the last last.</summary>
    private readonly List<Speaker> recent = [];

    // Actors that are states, and those of them that the text names.
    private readonly HashSet<string> states;
    private readonly string[] inText;

    public Speakers(string body, List<RawWord> words, StatementLexicon lexicon)
    {
        (this.body, this.words, this.lexicon, Mentions) = (body, words, lexicon, new(body, words, lexicon));
        states = lexicon.Actors.Where(IsState).Select(actor => actor.Id).ToHashSet(StringComparer.Ordinal);
        inText = [.. Mentions.ActorsIn(0, words.Count).Where(states.Contains)];
    }

    /// <summary>Who is named where.</summary>
    public Mentions Mentions { get; }

    /// <summary>The groups of a sentence, in order.</summary>
    public List<Group> Groups(int from, int end)
    {
        var groups = new List<Group>();
        for (var i = from; i < end;)
        {
            if (Mentions.At(i, from, end) is not { } mention)
            {
                i++;
                continue;
            }
            if (groups.Count == 0 || !Mentions.Joins(groups[^1], mention)) groups.Add(mention);
            i = Math.Max(i + 1, mention.End);
        }
        // "For the Front: Mr Vale, Commander Roe": who sits for whom.
        if (groups.Find(one => one is { Actor: not null, Person: null, Role: null } && one.First > from && words[one.First - 1] is { Folded: "for", Capital: true } or { Folded: "the" } && Mentions.Between(one.End - 1).StartsWith(":")) is { } side)
            foreach (var group in groups)
                if (group.First > side.First && group.Person is { Actor: null, IsForNobody: false } sits) sits.Actor = side.Actor;
        for (var i = 0; i < groups.Count; i++)
        {
            // "The society rejected this: its delegate, Corinne Abt": whose it is stands in the sentence, at its beginning first.
            bool Owns(Group one) => one.Pronoun is null && one.Person is null && (one.Actor is not null || one.Role is { } role && Mentions.IsBody(role));
            var owner = !(groups[i].Possessive is "its" or "their") || i == 0 ? null : groups[0].First <= from + 1 && Owns(groups[0]) ? groups[0] : groups[..i].FindLast(Owns);
            if (owner is not null) groups[i].Actor ??= owner.Actor;
            if (groups[i] is { Actor: null, Possessive: null } && Place(groups, i, from) is { } place) groups[i].Place = place;
            if (groups[i].Person is { Actor: null, IsForNobody: false } leads && groups[i].Actor is null && Leads(groups[i].End, end) is { } led) leads.Actor = led;
            Bind(groups[i], owner is null);
            if (groups[i].Person is { Actor: null, IsForNobody: false } person && i > 0 && groups[i - 1].Actor is { } beside && groups[i].First - groups[i - 1].End <= 4 && !Mentions.IsAfterDash(groups[i].First) && !words.GetRange(groups[i - 1].End, groups[i].First - groups[i - 1].End).Exists(word => SpeechWords.Verb(word.Folded) is { Noun: false } || word.Folded is "and" or "by")) person.Actor = beside;
        }
        return groups;
    }

    /// <summary>Where an office without an actor is said to be: "In the Northern capital the ministry", "a senior official there".</summary>
    private string? Place(List<Group> groups, int at, int from)
    {
        var group = groups[at];
        if (group.Role is not { } role || !(Mentions.IsBody(role) || role == "source" || IsOfState(role) || SpeechWords.Unnamed.Contains(role.Split(' ')[^1])) || IsAbroad(role)) return null;
        if (at == 1 && groups[0] is { Actor: { } place, Role: null, Person: null } && groups[0].First == from + 1 && words[from].Folded is "in" or "from" && group.First - groups[0].End <= 3) return place;
        if (group.End >= words.Count || words[group.End].Folded != "there" || Mentions.Between(group.End - 1) is not " ") return null;
        for (var i = group.First - 1; i >= Math.Max(0, group.First - MostBack); i--)
            if (Mentions.ActorAt(i, group.First).Actor is { } actor) return actor;
        return null;
    }

    // ", who commands the Southern army": whose.
    private string? Leads(int at, int end)
    {
        if (at + 3 >= end || words[at].Folded != "who" || !Mentions.Between(at - 1).Contains(',') || !(words[at + 1].Folded is "commands" or "leads" or "heads" or "chairs" or "represents" or "runs" or "governs" or "directs" || words[at + 1].Folded is "speaks" or "negotiates" or "works" && words[at + 2].Folded == "for")) return null;
        for (var i = at + 2; i < Math.Min(end, at + 8) && (i == at + 2 || Mentions.Between(i - 1) is " " or "'" or "’" or "-"); i++)
            if (Mentions.ActorAt(i, end).Actor is { } actor) return actor;
        return null;
    }

    // Who speaks for others than those among whom it is.
    private static bool IsAbroad(string role) => role.Contains("opposition", StringComparison.Ordinal) || role.EndsWith("ambassador", StringComparison.Ordinal) || role.EndsWith("embassy", StringComparison.Ordinal) || role is "envoy" or "delegation" or "mission" or "mediator" or "hospital";

    /// <summary>Who a group is; remembers it as the one spoken of last.</summary>
    public Speaker? Resolve(Group group, Speaker? last, bool unnamedOnPurpose)
    {
        var speaker = Who(group, last, unnamedOnPurpose);
        if (speaker is not null)
        {
            // "Colonel General Stepan Ruhl said", after what his ministry said.
            if (speaker is { Actor: null, Name: not null } && last is { IsBody: true, Actor: { } side } && IsOfficer(group)) speaker.Actor = side;
            // "Southern envoy says …" over a text whose first to be named says it.
            if (speaker is { Actor: null, IsForNobody: false, Role: null, Name: not null, IsDescribed: false } && Home.Office is { Actor: not null, Name: null, IsBody: false } headed && !recent.Exists(one => one != speaker && one.Name is not null && one.Actor is not null))
            {
                (speaker.Actor, speaker.Role, headed.Name) = (headed.Actor, headed.Role, speaker.Name);
            }
            if (speaker is { Actor: null, IsForNobody: false, Role: { } office, Name: not null } && (Home.Publisher?.Actor ?? (IsOfState(office) ? State(Home.Headline) : null)) is { } home) speaker.Actor = home;
            Spoken(speaker);
        }
        return speaker;
    }

    private bool IsDefinite(Group group) => group.First > 0 && words[group.First].Folded == "the" || group.First > 0 && words[group.First - 1].Folded == "the";

    private static bool IsOfficer(Group group) => group is { Role: { } role, First: var first, End: var end } && end - first > 1 && (IsRank(role) || role.EndsWith("spokesman", StringComparison.Ordinal) || role.EndsWith("spokeswoman", StringComparison.Ordinal));

    /// <summary>Whether an office is only a rank.</summary>
    public static bool IsRank(string role) => role.Split(' ') is [.., "general" or "colonel" or "major" or "captain" or "admiral" or "commodore" or "lieutenant" or "brigadier" or "commander" or "marshal"];

    /// <summary>The state that is meant where an office is no one's: that of the headline, or of which was spoken last, before actors that are none.</summary>
    private string? State(string? first)
    {
        if (first is not null && states.Contains(first)) return first;
        return recent.FindLast(one => one.Actor is not null && states.Contains(one.Actor))?.Actor ?? (inText is [var only] ? only : null) ?? first ?? recent.FindLast(one => one.Actor is not null)?.Actor;
    }

    /// <summary>Whether an actor is a state by its name or by the offices of its people.</summary>
    private bool IsState(LexiconActor actor) => Words.Split(actor.Name).Any(word => word.Folded is "republic" or "kingdom" or "federation" or "commonwealth" or "union" or "states" or "government" or "emirate" or "sultanate")
        || lexicon.People.Any(person => person.Actor == actor.Id && person.Role is { } role && (role.EndsWith("minister", StringComparison.Ordinal) || role is "president" or "premier" or "chancellor" or "foreign secretary" or "defence secretary"));

    private static bool IsOfState(string role) => role.EndsWith("minister", StringComparison.Ordinal) || (role.EndsWith(" secretary", StringComparison.Ordinal) && SpeechWords.Portfolios.Contains(role.Split(' ')[0])) || role.EndsWith("commissioner", StringComparison.Ordinal) || role is "treasurer" or "ombudsman" or "ombudswoman" or "chief of the general staff" or "president" or "premier" or "chancellor" or "chairwoman" or "chairman" or "spokeswoman" or "spokesman" or "mayor" or "speaker of parliament";

    private Speaker? Who(Group group, Speaker? last, bool unnamedOnPurpose)
    {
        if (group.Person is { } person) return person;
        if (group.Pronoun is "he" or "she")
        {
            var gender = group.Pronoun == "he" ? 'm' : 'f';
            bool Fits(Speaker one) => !one.IsBody && (one.Gender == gender || one.Gender == '\0');
            // Of two whose gender nothing tells, the name's ending does.
            bool Against(Speaker one) => one.Gender == '\0' && Ending(one) is var ending and not '\0' && ending != gender;
            var meant = last is not null && Fits(last) && !Against(last) ? last
                : recent.FindLast(one => one != last && Fits(one) && (one.Gender == gender || Ending(one) == gender)) ?? recent.FindLast(one => one != last && Fits(one) && one.Name is not null && !Against(one)) ?? recent.FindLast(Fits);
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
            var isBody = Mentions.IsBody(role) || group.IsPlural;
            bool Holds(Speaker one) => one.Role is { } other && (other == role || (other, role) is ("prime minister", "premier") or ("premier", "prime minister") || other.EndsWith(" " + role, StringComparison.Ordinal) || role == "minister" && other.EndsWith("minister", StringComparison.Ordinal)) && (actor is null || one.Actor == actor);
            // Whom the text calls so, before whom the lexicon alone knows as such.
            if (!fresh && !isBody && (recent.FindLast(one => one.IsCalled && Holds(one)) ?? recent.FindLast(Holds)) is { } spoken) return spoken;
            // "General Ivo Roe does not care for slides. The head of the mission …": still he.
            if (!fresh && !isBody && actor is not null && group.Possessive is null && !IsAbroad(role) && IsDefinite(group) && last is { Name: not null, Actor: null, IsForNobody: false, IsBody: false, IsDescribed: false } named && (named.Role is not { } rank || IsRank(rank)))
            {
                (named.Actor, named.Role) = (actor, named.Role ?? role);
                return named;
            }
            // "the ministry" of which it spoke as "the Northern energy ministry"
            if (!fresh && isBody && !unnamedOnPurpose && recent.FindLast(one => (one.Role == role || (one.IsBody && one.Role is { } whole && whole.EndsWith(" " + role, StringComparison.Ordinal))) && (actor is null || one.Actor == actor)) is { } same) return same;
            // An office of an actor that one person holds.
            if (!fresh && actor is not null && !isBody && lexicon.People.Where(one => one.Actor == actor && one.Role == role).ToArray() is [var holder] && Mentions.Known(holder.Name) is { } held) return held;
            // "the ministry" of a minister who was spoken of
            // "the chair" of minutes
            if (!fresh && role == "chair" && actor is null && Chair is not null) return Chair;
            // "the defence secretary" of whom the headline tells, where one person alone was spoken of, without an office.
            if (!fresh && !isBody && actor is null && role == Home.Office?.Role && recent.FindAll(one => one is { Name: not null, Role: null, IsDescribed: false, IsBody: false }) is [var nameless] && recent.TrueForAll(one => one == nameless || one.Role is null && one.Name is null))
            {
                nameless.Role = role;
                return nameless;
            }
            if (!fresh && role == "ministry" && recent.FindLast(one => one.Role is { } of && of != "prime minister" && of.EndsWith(" minister", StringComparison.Ordinal) && (actor is null || one.Actor == actor)) is { Role: { } office } minister) return new() { Role = office[..^"minister".Length] + role, Actor = minister.Actor, IsBody = true };
            actor ??= group.Place;
            var first = role.Split(' ')[^1];
            var unnamed = unnamedOnPurpose || ((fresh || group.IsPlural) && SpeechWords.Unnamed.Contains(first)) || first is "source" or "sources";
            if (isBody && actor is null && !unnamed && role.Split(' ')[^1] is "ministry" or "government" or "army" or "navy" or "office" or "administration" or "parliament" or "coastguard" or "forces" or "staff" or "command" or "department" or "chancellery" or "presidency" or "cabinet" or "secretariat" or "bureau" or "police") actor = State(null);
            // "a spokesman for the ministry", "an adviser to the defence minister"
            if (actor is null && group.House is { } house) actor = recent.FindLast(one => one.Role is { } its && (its == house || its.EndsWith(" " + house, StringComparison.Ordinal)))?.Actor ?? (IsOfState(house) || Mentions.IsBody(house) && house is not ("hospital" or "commission" or "mission" or "delegation" or "team" or "company" or "union" or "society") ? State(null) : null);
            // "a colleague": of who spoke.
            if (role == "colleague" && last is not null) (actor, unnamedOnPurpose) = (actor ?? last.Actor, unnamedOnPurpose || last.IsUnnamed);
            return new() { Role = Singular(role), Actor = actor, IsBody = isBody && !unnamed, Described = unnamed ? Description(group) : null, Name = fresh && !unnamed && !isBody && !first.StartsWith("spokes", StringComparison.Ordinal) ? Description(group) : null, IsDescribed = fresh && !unnamed && !isBody, Gender = first.EndsWith("woman", StringComparison.Ordinal) ? 'f' : first is "spokesman" or "chairman" ? 'm' : '\0' };
        }
        return group.Actor is { } home && home == Home.Publisher?.Actor ? Home.Publisher : group.Actor is { } party ? recent.FindLast(one => one.IsBody && one.Actor == party && one.Role is null) ?? new Speaker { Actor = party, IsBody = true } : null;
    }

    // 'f' for given names in -a, 'm' for those in -o.
    private static char Ending(Speaker speaker) => speaker is not { Role: { } role } || !IsRank(role) || speaker.Name is null ? Given(speaker) : '\0';

    private static char Given(Speaker speaker) => speaker.Name is { } name && name.IndexOf(' ', StringComparison.Ordinal) is > 1 and var end ? name[end - 1] switch { 'a' => 'f', 'o' => 'm', _ => '\0' } : '\0';

    /// <summary>The actor of those who publish the text and of those whom its headline names first: an office without a country is of these.</summary>
    public (Speaker? Publisher, string? Headline, Speaker? Office) Home { get; set; }

    /// <summary>Who presides, as minutes say.</summary>
    public Speaker? Chair { get; set; }

    // With the words before that say how many and which: "one of the officials", "a senior diplomat".
    private string Description(Group group)
    {
        var first = group.First;
        while (first > 0 && group.First - first < 5 && Mentions.Between(first - 1) is " " && (words[first - 1].Folded is "a" or "an" or "one" or "the" or "of" or "those" or "these" or "two" or "three" or "four" or "several" or "some" or "senior" or "former" or "second" or "third" or "young" or "old" or "local" or "another" || (first - 1 > 0 && words[first - 2].Folded is "a" or "an"))) first--;
        // "a senior Western diplomat"
        for (var i = first - 1; i >= 0 && first - i <= 3 && Mentions.Between(i) is " " && Mentions.ActorAt(i, first).Actor is null; i--)
        {
            if (words[i].Folded is "a" or "an")
            {
                first = i;
                break;
            }
            if (FunctionWords.Languages(words[i].Folded) != 0 || SpeechWords.Verb(words[i].Folded) is not null) break;
        }
        while (first < group.First && words[first].Folded is "of" or "the" or "those" or "these") first++;
        return Mentions.Text(first, group.End);
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

    private static string Singular(string role) => role.EndsWith("ies", StringComparison.Ordinal) ? role[..^3] + "y" : role.EndsWith('s') && !role.EndsWith("ss", StringComparison.Ordinal) && role is not "armed forces" && !role.EndsWith("representatives", StringComparison.Ordinal) ? role[..^1] : role;

    /// <summary>What a group says of a person is true of that person further on.</summary>
    private void Bind(Group group, bool lookBack)
    {
        if (group.Person is not { } person) return;
        person.IsCalled |= group.Role is not null;
        if (group.Role is { } role && (person.Role is null || !lexicon.People.Any(one => one.Name == person.Name))) person.Role = role;
        var whose = group.Possessive is "its" or "their" && recent.FindLast(one => one.IsBody) is { } its ? its
            : group.Possessive is "his" or "her" && recent.FindLast(one => one != person && !one.IsBody && one.Name is not null && one.Gender != (group.Possessive == "his" ? 'f' : 'm')) is { } boss ? boss : recent.FindLast(one => one.Actor is not null && one != person);
        person.Actor ??= group.Actor ?? (person.IsForNobody ? null : group.Possessive is not null && lookBack ? whose?.Actor : group.Place);
        if (person.Gender == '\0' && person.Role is { } office) person.Gender = office.EndsWith("woman", StringComparison.Ordinal) ? 'f' : office.EndsWith("spokesman", StringComparison.Ordinal) || office.EndsWith("chairman", StringComparison.Ordinal) ? 'm' : '\0';
    }

}
