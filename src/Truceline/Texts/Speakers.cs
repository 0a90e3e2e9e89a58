namespace Truceline.Texts;

/// <summary>The people and actors of a text, and who each word of it means.</summary>
internal sealed class Speakers
{
    private const int MostRecent = 40;

    private readonly string body;
    private readonly List<RawWord> words;
    private readonly StatementLexicon lexicon;

    /// <summary>People in the order in which they were spoken of; the last last.</summary>
    private readonly List<Speaker> recent = [];

    public Speakers(string body, List<RawWord> words, StatementLexicon lexicon) => (this.body, this.words, this.lexicon, Mentions) = (body, words, lexicon, new(body, words, lexicon));

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
        for (var i = 0; i < groups.Count; i++)
        {
            // "The society rejected this: its delegate, Corinne Abt": whose it is stands in the sentence.
            var owner = groups[i].Possessive is "its" or "their" ? groups[..i].FindLast(one => one.Pronoun is null && one.Person is null && (one.Actor is not null || one.Role is { } role && Mentions.IsBody(role))) : null;
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
            var isBody = Mentions.IsBody(role) || group.IsPlural;
            bool Holds(Speaker one) => one.Role is { } other && (other == role || (other, role) is ("prime minister", "premier") or ("premier", "prime minister") || other.EndsWith(" " + role, StringComparison.Ordinal) || role == "minister" && other.EndsWith("minister", StringComparison.Ordinal)) && (actor is null || one.Actor == actor);
            // Whom the text calls so, before whom the lexicon alone knows as such.
            if (!fresh && !isBody && (recent.FindLast(one => one.IsCalled && Holds(one)) ?? recent.FindLast(Holds)) is { } spoken) return spoken;
            // "the ministry" of which it spoke as "the Northern energy ministry"
            if (!fresh && isBody && recent.FindLast(one => (one.Role == role || (one.IsBody && one.Role is { } whole && whole.EndsWith(" " + role, StringComparison.Ordinal))) && (actor is null || one.Actor == actor)) is { } same) return same;
            // An office of an actor that one person holds.
            if (!fresh && actor is not null && !isBody && lexicon.People.Where(one => one.Actor == actor && one.Role == role).ToArray() is [var holder] && Mentions.Known(holder.Name) is { } held) return held;
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
        while (first > 0 && group.First - first < 5 && Mentions.Between(first - 1) is " " && (words[first - 1].Folded is "a" or "an" or "one" or "the" or "of" or "those" or "these" or "two" or "three" or "four" or "several" or "some" or "senior" or "former" or "second" or "third" or "young" or "old" or "local" or "another" || (first - 1 > 0 && words[first - 2].Folded is "a" or "an"))) first--;
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
        var whose = group.Possessive is "its" or "their" && recent.FindLast(one => one.IsBody) is { } its ? its : recent.FindLast(one => one.Actor is not null && one != person);
        person.Actor ??= group.Actor ?? (group.Possessive is not null && lookBack ? whose?.Actor : null);
        if (person.Gender == '\0' && person.Role is { } office) person.Gender = office.EndsWith("woman", StringComparison.Ordinal) ? 'f' : office.EndsWith("spokesman", StringComparison.Ordinal) || office.EndsWith("chairman", StringComparison.Ordinal) ? 'm' : '\0';
    }

}
