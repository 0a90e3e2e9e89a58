using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using static System.FormattableString;
using static Truceline.Assessments.Outcome;
using static Truceline.Assessments.Standing;
using static Truceline.Geography.Certainty;

namespace Truceline.Recheck;

/// <summary>What is asked of a report most often.</summary>
internal static class Sights
{
    extension(Sighting one)
    {
        public Observation Seen => one.Observation;

        public Interval Time => one.Observation.Occurred;

        public Region Region => one.Observation.Where.Region;

        public Content Content => one.Report.Report.Content;

        public string Source => one.Report.Report.Source;

        public ImmutableArray<long> Entries => one.Report.RestsOn;
    }
}

/// <summary>One report of an incident and what it says of a ban: act, class, place and time, and of one subject.</summary>
internal sealed record Heard(Sighting By, bool IsDirect, Certainty Act, Certainty What, Certainty Where, double? Margin)
{
    public Certainty When { get; init; } = Possible;

    public Certainty Who { get; init; } = Possible;

    public bool IsElse => Act == No || What == No || Where == No;

    public bool Excludes => IsElse || Who == No;
}

/// <summary>Who says it, and of whom: whether a monitor saw it itself, from how many origins it comes, of which sides.</summary>
internal sealed partial class Reckoning
{
    private Actor? Bind(string? words) => words is null ? null : agreement.ActorNamed(words);

    /// <summary>The actors whom words stand for; none for a name that the agreement does not know.</summary>
    private ImmutableArray<string> Named(string words) => Bind(words) is { } actor ? agreement.Expand([actor.Id]) : [];

    private static string Group(Clause clause) => clause.Anyone ? "any" : string.Join(", ", clause.Who.Order(StringComparer.Ordinal));

    private ImmutableArray<string> Subjects(Clause clause) => clause.Anyone ? ["any"] : agreement.Expand(clause.Who);

    private ImmutableArray<string> Behind(Clause clause, string subject) =>
        subject == "any" ? [] : agreement.Expand(subject == Group(clause) ? clause.Who : [subject]);

    /// <summary>Of whom a sighting speaks, for the actors behind a subject; none of them named means anyone.</summary>
    private Certainty Who(ImmutableArray<string> actors, Sighting sighting) => sighting.Seen.By.Select(by =>
    {
        var leaves = Named(by.Actor);
        var meant = leaves.Count(leaf => actors.IsEmpty || actors.Contains(leaf));
        // A claim excludes nobody and settles nothing, and so does a name that nobody knows.
        return leaves.IsEmpty || IsClaim(by, sighting) ? Possible : meant == 0 ? No
            : meant < leaves.Length || (actors.Length > 1 && leaves.Length > 1) ? Possible : Certain;
    }).DefaultIfEmpty(Possible).Max();

    private bool IsClaim(Attribution by, Sighting sighting) => by.Basis == AttributionBasis.Claim
        || (by.Basis == AttributionBasis.Admission && !Named(sighting.Source).SequenceEqual(Named(by.Actor)));

    /// <summary>The single actors whom sightings name, among those whom a clause addresses.</summary>
    private ImmutableArray<string> Candidates(Clause clause, params IEnumerable<Sighting> sightings) => [.. sightings.SelectMany(one => one.Seen.By)
        .Select(by => Named(by.Actor)).Where(all => all.Length == 1).Select(all => all[0]).Where(one => clause.Anyone || Subjects(clause).Contains(one))
        .Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether an actor watches: one of those who verify a clause, or else any monitor.</summary>
    private bool Watches(Actor actor, string? verifier) =>
        verifier is null ? actor.Kind == ActorKind.Monitor : actor.Id == verifier || agreement.Expand([verifier]).Contains(actor.Id);

    private bool IsDirect(Clause clause, Sighting one) =>
        one.Chains.IsEmpty && one.Seen.Means is Means.Seen or Means.Camera or Means.Uav or Means.Satellite or Means.Acoustic or Means.Seismic
            or Means.Radar or Means.Thermal or Means.Track && Bind(one.Source) is { } source && Watches(source, clause.VerifiedBy)
        && (Bind(one.Seen.Observer) is not { } observer || Watches(observer, clause.VerifiedBy));

    /// <summary>One answer of several: a monitor's own sight decides; otherwise certain, unless somebody excludes it.</summary>
    private static Certainty Together(IEnumerable<(bool IsDirect, Certainty Is)> answers)
    {
        var (all, own) = (answers.Select(one => one.Is).ToHashSet(), answers.Where(one => one.IsDirect).Select(one => one.Is).ToHashSet());
        return own.Contains(Certain) != own.Contains(No) ? own.Contains(Certain) ? Certain : No
            : all.Contains(No) ? all.Count == 1 ? No : Possible : all.Contains(Certain) ? Certain : Possible;
    }

    /// <summary>What the reports of an incident say together.</summary>
    private Certainty Together(Clause clause, Incident incident, Func<Sighting, Certainty> answer) =>
        Together(incident.Sightings.Select(one => (IsDirect(clause, one), answer(one))));

    private static Certainty Ever(IEnumerable<Certainty> answers) => answers.Contains(Certain) ? Certain : answers.All(one => one == No) ? No : Possible;

    /// <summary>A breach, and how well it is known.</summary>
    private Verdict Known(ImmutableArray<string> actors, IEnumerable<Heard> heard)
    {
        var own = heard.Where(one => one.IsDirect).ToArray();
        var sure = heard.Where(one => Words.Least(one.Act, one.What, one.Where, one.When, one.Who) == Certain).ToArray();
        var isSeen = own.Any(one => one.When == Certain) && new Func<Heard, Certainty>[] { one => one.Act, one => one.What, one => one.Where, one => one.Who }
            .All(part => own.Any(one => part(one) == Certain) && own.All(one => part(one) != No));
        return isSeen ? Say(Verified, own)
            : sure.FirstOrDefault(one => Admits(actors, one.By)) is { } admitted ? Say(Corroborated, [admitted])
            : Say(AreIndependent(sure.Select(one => one.By)) ? Corroborated : Alleged, sure.Length > 0 ? sure : heard, Counted(sure.Select(one => one.By)));
    }

    private static Verdict Say(Standing standing, IEnumerable<Heard> on, params IEnumerable<Step> counted) =>
        new(Breached, standing, new Step("standing", standing.Word(), Entries(on.Select(one => one.By)), counted));

    /// <summary>How many origins are independent, and by how many reporters it is said: each text that was compared is one, and each source of none.</summary>
    private Step[] Counted(IEnumerable<Sighting> all) => !all.Any() ? [] : [new("origins", Invariant($"{Independent(all)}")), new("attested", Invariant(
        $"{all.Where(one => Origins(one).Any()).Select(one => Read(one) ?? $"\0{Plain(one.Source)}").Distinct().Except([""]).Count()}"))];

    public static IEnumerable<long> Entries(IEnumerable<Sighting> sightings) => sightings.SelectMany(one => one.Entries).Distinct().Order();

    public static IEnumerable<long> Entries(IEnumerable<Incident> some) => Entries(some.SelectMany(one => one.Sightings));

    private bool AreIndependent(IEnumerable<Sighting> sightings) =>
        Independent(sightings) > 1 && sightings.SelectMany(Sides).Distinct().ToArray() is not [not null];

    /// <summary>The origins that were read out of no text, and of the others as many as there are texts for, each its own; one at least.</summary>
    private int Independent(IEnumerable<Sighting> sightings)
    {
        var told = sightings.SelectMany(one => Origins(one).Select(origin => (Origin: origin, Text: Read(one)))).ToHashSet();
        var free = told.Where(one => one.Text is null).Select(one => one.Origin).ToHashSet();
        var read = told.Where(one => !free.Contains(one.Origin)).ToLookup(one => one.Origin, one => one.Text!);
        var holders = new Dictionary<string, string>();
        return free.Count + Math.Max(Math.Min(1, read.Count), read.Count(one => Finds(one.Key, [])));

        bool Finds(string origin, HashSet<string> asked) => read[origin].Any(text => text != "" && asked.Add(text)
            && (!holders.TryGetValue(text, out var holder) || Finds(holder, asked)) && (holders[text] = origin) is not null);
    }

    /// <summary>Under which origin the text counts out of which a report was read: "" for a text that nobody compared; null: it was read out of none.</summary>
    private static string? Read(Sighting one) => one.Seen.Text is null ? null : Invariant($"{one.Report.Text?.Origin}");

    /// <summary>The actor, or the words, from which each chain of a report begins; an unnamed beginning is one of its own.</summary>
    private IEnumerable<string> Origins(Sighting one) => one.Report.IsOfUnknownText ? [] : one.Chains.IsEmpty
        ? [Bind(one.Seen.Observer)?.Id ?? Plain(one.Source)]
        : one.Chains.Select((chain, i) => chain[^1] is { } name ? Plain(name) : Invariant($"\0{one.Id}/{i}"));

    private string Plain(string name) => Bind(name)?.Id ?? PlainName.Of(name);

    /// <summary>The parties through whose hands a report came, null for an outsider.</summary>
    private IEnumerable<string?> Sides(Sighting one)
    {
        var source = Bind(one.Source);
        return Parties(source).Any() ? Parties(source)
            : one.Chains.IsEmpty ? Parties(Bind(one.Seen.Observer) ?? source).DefaultIfEmpty()
            : one.Report.IsOfUnknownText ? [] : one.Chains.SelectMany(chain => chain.SelectMany(link => Parties(Bind(link))).DefaultIfEmpty());
    }

    private IEnumerable<string?> Parties(Actor? actor) => actor is null or { Kind: ActorKind.Body or ActorKind.Monitor } ? []
        : agreement.Expand([actor.Id]).Where(leaf => agreement.Actors[leaf].Kind == ActorKind.Party);

    private bool Admits(ImmutableArray<string> actors, Sighting one) =>
        actors is [var actor] && one.Chains.IsEmpty && Bind(one.Source) is { } source
        && (source.Id == actor || Parties(source).SequenceEqual([actor])
            || (one.Content is Presence { Basis: AttributionBasis.Admission } && agreement.Expand([source.Id]).SequenceEqual([actor])));
}
