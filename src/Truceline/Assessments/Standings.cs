using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>A sighting held against a ban, and what it says of one subject.</summary>
internal sealed record Held(Weighed Weighed, Certainty When, Certainty Who)
{
    public Sighting Sighting => Weighed.Sighting;

    /// <summary>Whether it is of another act, class, place or author. Another time alone says nothing of this one.</summary>
    public bool Excludes => Weighed.IsExcluded || Who == Certainty.No;

    /// <summary>The least of act, what, where, when and who.</summary>
    public Certainty All => Weighed.All.And(When).And(Who);
}

/// <summary>How well a breach is known: who saw it, from how many independent origins, of which side.</summary>
internal sealed class Standings(Agreement agreement, Naming naming)
{
    private const int MostRemembered = 1_000;

    private readonly Dictionary<Sighting, string[]> origins = new(ReferenceEqualityComparer.Instance);

    /// <summary>The standing of a breach whose act, class, place and time are certain over all sightings.</summary>
    public Standing Of(Clause clause, ImmutableArray<string> subject, ImmutableArray<Held> held)
    {
        if (Verifying(clause, held).Length > 0) return Standing.Verified;
        var sure = Sure(held);
        return !sure.IsEmpty && (sure.Any(one => IsAdmission(subject, one.Sighting)) || AreIndependent([.. sure.Select(one => one.Sighting)]))
            ? Standing.Corroborated
            : Standing.Alleged;
    }

    /// <summary>The step of a standing: on whose word it rests.</summary>
    public Step Says(Clause clause, ImmutableArray<string> subject, ImmutableArray<Held> held)
    {
        var monitors = Verifying(clause, held);
        if (monitors.Length > 0)
            return Say("verified", $"seen directly by {string.Join(", ", monitors.Select(one => Observer(one.Sighting)).Distinct().Order(StringComparer.Ordinal))}", monitors);

        var sure = Sure(held);
        if (sure.FirstOrDefault(one => IsAdmission(subject, one.Sighting)) is { } admitted)
            return Say("corroborated", $"{admitted.Sighting.Report.Report.Source} admits its own act", [admitted]);

        var sightings = sure.Select(one => one.Sighting).ToImmutableArray();
        var told = sightings.SelectMany(Told).ToList();
        var origins = IndependentOrigins.Of(told).Select(origin => Shown(origin, sightings)).ToArray();
        var texts = IndependentOrigins.Texts(sightings);
        var (reporters, sides) = (IndependentOrigins.Reporters(told), sightings.SelectMany(Sides).Distinct().ToArray());
        ImmutableArray<Step> counted = sure.IsEmpty ? [] : [Count("origins", origins.Length, "independent origins"), Count("attested", reporters, "independent reporters")];
        if (AreIndependent(sightings))
            return Say("corroborated", $"{origins.Length} independent origins: {string.Join(", ", origins)}{texts}", sure, counted);

        var why = sure.IsEmpty
            ? Combine(clause, held.Select(one => (one.Sighting, one.Who))) == Certainty.Certain
                ? "no single origin is certain of all of it"
                : "who did it is not established"
            : sides is [{ } side] ? $"only one side's word ({agreement.Actors[side].Name})"
            : origins is [] ? "the text that it was read out of is not in the journal"
            : $"one origin only ({origins[0]}{(reporters > 1 ? FormattableString.Invariant($", attested by {reporters} independent reporters") : "")}){texts}";
        return Say("alleged", why, sure.IsEmpty ? held : sure, counted);

        static Step Count(string predicate, int number, string of) => new() { Predicate = predicate, Value = FormattableString.Invariant($"{number}"), Says = FormattableString.Invariant($"{of}: {number}") };
    }

    /// <summary>The monitors' own sightings, where they are together certain of all five questions; else none.</summary>
    private ImmutableArray<Held> Verifying(Clause clause, ImmutableArray<Held> held)
    {
        ImmutableArray<Held> monitors = held.All(one => !IsDirect(clause, one.Sighting)) ? [] : [.. held.Where(one => IsDirect(clause, one.Sighting))];
        return IsCertain(monitors) ? monitors : [];
    }

    private static ImmutableArray<Held> Sure(ImmutableArray<Held> held) => held.All(one => one.All == Certainty.Certain) ? held : [.. held.Where(one => one.All == Certainty.Certain)];

    /// <summary>The step of a refutation: the monitor's own sightings that exclude what somebody charges.</summary>
    public Step Refuted(Clause clause, ImmutableArray<Held> held)
    {
        var against = held.Where(one => IsDirect(clause, one.Sighting) && one.Excludes).ToImmutableArray();
        return Say("refuted", $"{string.Join(", ", against.Select(one => Observer(one.Sighting)).Distinct().Order(StringComparer.Ordinal))} saw it directly, and that excludes it", against);
    }

    /// <summary>
    /// One answer for several sightings of one happening. What a monitor saw directly decides where it is certain or
    /// excludes: nobody else's report can take that away. Otherwise what somebody is certain of is certain, unless somebody
    /// else excludes it; and what only some exclude stays possible, so that no report can make another's vanish.
    /// </summary>
    public Certainty Combine(Clause clause, IEnumerable<(Sighting Sighting, Certainty Certainty)> answers)
    {
        bool isSure = false, isNo = false, isOpen = false, isSeen = false, isSeenNot = false;
        foreach (var (sighting, certainty) in answers)
        {
            isSure |= certainty == Certainty.Certain;
            isNo |= certainty == Certainty.No;
            isOpen |= certainty == Certainty.Possible;
            if (certainty == Certainty.Possible || !IsDirect(clause, sighting)) continue;
            isSeen |= certainty == Certainty.Certain;
            isSeenNot |= certainty == Certainty.No;
        }
        if (isSeen != isSeenNot) return isSeen ? Certainty.Certain : Certainty.No;
        if (!isSure && !isOpen) return Certainty.No;
        return isSure && !isNo ? Certainty.Certain : Certainty.Possible;
    }

    /// <summary>
    /// Whether a happening was at a time: certainly, if one of its sightings was, for a happening that lasts lies in a time
    /// as soon as a part of it does.
    /// </summary>
    public static Certainty When(IEnumerable<Certainty> answers)
    {
        var all = answers.ToArray();
        return all.Contains(Certainty.Certain) ? Certainty.Certain : all.All(answer => answer == Certainty.No) ? Certainty.No : Certainty.Possible;
    }

    /// <summary>One answer of equals: exclusion beats what is merely possible, and against certainty leaves it possible. Null for none.</summary>
    private static Certainty? Together(IEnumerable<Certainty> answers)
    {
        var all = answers.ToHashSet();
        return all.Count == 0 ? null
            : all.Contains(Certainty.No) ? all.Contains(Certainty.Certain) ? Certainty.Possible : Certainty.No
            : all.Contains(Certainty.Certain) ? Certainty.Certain
            : Certainty.Possible;
    }

    /// <summary>Whether a monitor's own sightings are together certain of all five questions.</summary>
    private static bool IsCertain(ImmutableArray<Held> monitors) =>
        Together(monitors.Select(one => one.Weighed.Act)) == Certainty.Certain
        && Together(monitors.Select(one => one.Weighed.What)) == Certainty.Certain
        && Together(monitors.Select(one => one.Weighed.Where)) == Certainty.Certain
        && Together(monitors.Select(one => one.Who)) == Certainty.Certain
        && When(monitors.Select(one => one.When)) == Certainty.Certain;

    /// <summary>
    /// Whether a monitor, or its sensor, saw it directly and hands it in itself; with <c>verified-by</c>, that one alone
    /// counts. A report that somebody else hands in under a monitor's name is that somebody's word.
    /// </summary>
    public bool IsDirect(Clause clause, Sighting sighting)
    {
        if (!sighting.Chains.IsEmpty) return false;
        if (sighting.Observation.Means is not (Means.Seen or Means.Camera or Means.Uav or Means.Satellite or Means.Acoustic
            or Means.Seismic or Means.Radar or Means.Thermal or Means.Track)) return false;
        if (naming.Bind(sighting.Report.Report.Source) is not { } source || !IsMonitor(source)) return false;
        // An observer that is an actor itself must be a monitor too; any other name is a patrol or a sensor of the source.
        return sighting.Observation.Observer is not { } name || naming.Bind(name) is not { } observer || IsMonitor(observer);

        bool IsMonitor(Actor actor) => clause.VerifiedBy is { } verifier
            ? actor.Id == verifier || agreement.Expand([verifier]).Contains(actor.Id)
            : actor.Kind == ActorKind.Monitor;
    }

    /// <summary>Whether a report came through the hands of these actors alone.</summary>
    public bool IsWordOf(ImmutableArray<string> actors, Sighting sighting) => Sides(sighting).All(side => side is not null && actors.Contains(side));

    /// <summary>Whether only parties are certain of who it was.</summary>
    public bool IsPartysWord(ImmutableArray<Held> held) =>
        held.Where(one => one.Who == Certainty.Certain).SelectMany(one => Sides(one.Sighting)).All(side => side is not null);

    /// <summary>Whether some sightings have two or more origins that are not all of one side.</summary>
    public bool AreIndependent(ImmutableArray<Sighting> sightings) =>
        (sightings.Any(sighting => sighting.Observation.Text is not null)
            ? IndependentOrigins.Of([.. sightings.SelectMany(Told)]).Length >= 2
            : sightings.SelectMany(Origins).Distinct().Count() >= 2)
        && sightings.SelectMany(Sides).Distinct().ToArray() is not [not null];

    private static readonly string?[] Outsider = [null];

    /// <summary>What a key of an unnamed origin begins with; the rest tells them apart.</summary>
    private const string Unnamed = "\0";

    /// <summary>An origin as people know it: of several spellings the first in ordinal order.</summary>
    private string Shown(string origin, ImmutableArray<Sighting> sightings) => agreement.Actors.TryGetValue(origin, out var actor) ? actor.Name
        : sightings.SelectMany(one => Origins(one).Zip(Origin.Of(one.Report))).Where(pair => pair.First == origin).Select(pair => pair.Second.Organisation ?? pair.Second.Name).Min(StringComparer.Ordinal) ?? "an unnamed source";

    /// <summary>
    /// The origins of a sighting by one name each: the actor's id where it is one, else the plain form of the source's words. Of what was read out of a text that the
    /// journal does not have nobody is known, and it adds none to anybody.
    /// </summary>
    public IEnumerable<string> Origins(Sighting sighting)
    {
        if (sighting.Report.IsOfUnknownText) return [];
        if (origins.TryGetValue(sighting, out var known)) return known;
        // It is asked again by the next clause that is held against the same incident, and rarely after that.
        if (origins.Count >= MostRemembered) origins.Clear();
        return origins[sighting] = [.. Origin.Of(sighting.Report).Select(origin => Actor(origin)?.Id ?? ((origin.Organisation ?? origin.Name) is { } name ? PlainName.Of(name) : Unnamed + origin.Unnamed))];
    }

    /// <summary>What a sighting says is from whom, and how it came.</summary>
    private IEnumerable<Told> Told(Sighting sighting) => Origins(sighting).Select(origin => new Told(origin, naming.Bind(sighting.Report.Report.Source)?.Id ?? PlainName.Of(sighting.Report.Report.Source), sighting));

    /// <summary>
    /// The parties on whose side the origins of a sighting stand, by id, null for an outsider: of each chain the party that
    /// hands it in or through whom it came, for what passes through a party is that party's word.
    /// </summary>
    public IEnumerable<string?> Sides(Sighting sighting)
    {
        var hand = Parties(naming.Bind(sighting.Report.Report.Source));
        if (!hand.IsEmpty || sighting.Chains.IsEmpty)
            return OrOutsider(hand.IsEmpty ? Parties(Actor(Origin.Of(sighting.Report)[0])) : hand);
        if (sighting.Report.IsOfUnknownText) return [];
        return sighting.Chains.SelectMany(chain => OrOutsider([.. chain.SelectMany(link => link is null ? [] : Parties(naming.Bind(link)))]));

        static IEnumerable<string?> OrOutsider(ImmutableArray<string> parties) => parties.IsEmpty ? Outsider : parties;
    }

    /// <summary>The parties that an actor is or is made of; none for an outsider.</summary>
    private ImmutableArray<string> Parties(Actor? actor) =>
        actor is null or { Kind: ActorKind.Body or ActorKind.Monitor } ? [] : [.. agreement.Expand([actor.Id]).Where(leaf => agreement.Actors[leaf].Kind == ActorKind.Party)];

    /// <summary>The actor that an origin is: by its own name, or by that of the organisation it observes for.</summary>
    private Actor? Actor(Origin origin) =>
        (origin.Name is { } name ? naming.Bind(name) : null) ?? (origin.Organisation is { } organisation ? naming.Bind(organisation) : null);

    /// <summary>Whether an actor speaks at first hand of its own act.</summary>
    private bool IsAdmission(ImmutableArray<string> subject, Sighting sighting) =>
        subject is [var actor] && sighting.Chains.IsEmpty
        && naming.Bind(sighting.Report.Report.Source) is { } source && (source.Id == actor || (Parties(source) is [var party] && party == actor) || IsOwnPosition(source, actor, sighting));

    /// <summary>Whether a force or group that stands for one actor alone gives the position of its own unit.</summary>
    private bool IsOwnPosition(Actor source, string actor, Sighting sighting) =>
        sighting.Report.Report.Content is Presence { Basis: AttributionBasis.Admission } && agreement.Expand([source.Id]) is [var only] && only == actor;

    private static string Observer(Sighting sighting) => sighting.Observation.Observer ?? sighting.Report.Report.Source;

    private static Step Say(string value, string says, IEnumerable<Held> rests, ImmutableArray<Step> counted = default) =>
        new() { Predicate = "standing", Value = value, Says = says, Entries = rests.Select(one => one.Sighting).Entries(), Because = counted.IsDefault ? [] : counted };
}
