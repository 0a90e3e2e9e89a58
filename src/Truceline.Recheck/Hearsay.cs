using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>One report of an incident and what it says of a ban: act, class, place and time, and of one subject.</summary>
internal sealed record Heard(Sighting Sighting, Certainty Act, Certainty What, Certainty Where, Certainty When, Certainty Who, double? Margin)
{
    public bool IsElse => Act == Certainty.No || What == Certainty.No || Where == Certainty.No;

    public bool Excludes => IsElse || Who == Certainty.No;

    public Certainty All => Words.Least(Act, What, Where, When, Who);
}

/// <summary>Who says it: whether a monitor saw it itself, from how many origins it comes, of which sides.</summary>
internal sealed class Hearsay(Agreement agreement)
{
    /// <summary>Of whom a sighting speaks, for the actors behind a subject; none of them named means anyone.</summary>
    public Certainty Who(ImmutableArray<string> actors, Sighting sighting) => sighting.Observation.By.Select(by =>
    {
        var leaves = agreement.Named(by.Actor);
        var meant = leaves.Count(leaf => actors.Contains(leaf));
        // A claim excludes nobody and settles nothing, and so does a name that nobody knows.
        if (leaves.IsEmpty || IsClaim(by, sighting)) return Certainty.Possible;
        if (!actors.IsEmpty && meant == 0) return Certainty.No;
        return (!actors.IsEmpty && meant < leaves.Length) || (actors.Length > 1 && leaves.Length > 1) ? Certainty.Possible : Certainty.Certain;
    }).DefaultIfEmpty(Certainty.Possible).Max();

    public bool IsClaim(Attribution by, Sighting sighting) => by.Basis == AttributionBasis.Claim
        || (by.Basis == AttributionBasis.Admission && !agreement.Named(sighting.Report.Report.Source).SequenceEqual(agreement.Named(by.Actor)));

    /// <summary>The single actors whom sightings name, among those whom a clause addresses.</summary>
    public ImmutableArray<string> Candidates(Clause clause, params IEnumerable<Sighting> sightings) => [.. sightings.SelectMany(one => one.Observation.By)
        .Select(by => agreement.Named(by.Actor)).Where(leaves => leaves.Length == 1).Select(leaves => leaves[0])
        .Where(leaf => clause.Anyone || agreement.Leaves(clause.Who).Contains(leaf)).Distinct().Order(StringComparer.Ordinal)];

    public static string Group(Clause clause) => clause.Anyone ? "any" : string.Join(", ", clause.Who.Order(StringComparer.Ordinal));

    public ImmutableArray<string> Behind(Clause clause, string subject) => subject == "any" ? [] : subject == Group(clause) ? agreement.Leaves(clause.Who) : agreement.Leaves(subject);

    public bool IsDirect(Clause clause, Sighting sighting)
    {
        bool IsMonitor(Actor actor) => clause.VerifiedBy is { } by ? actor.Id == by || agreement.Leaves(by).Contains(actor.Id) : actor.Kind == ActorKind.Monitor;
        return sighting.Observation is { Chains.IsEmpty: true, Means: Means.Seen or Means.Camera or Means.Uav or Means.Satellite or Means.Acoustic or Means.Seismic or Means.Radar or Means.Thermal or Means.Track }
            && agreement.Actor(sighting.Report.Report.Source) is { } source && IsMonitor(source)
            && (agreement.Actor(sighting.Observation.Observer) is not { } observer || IsMonitor(observer));
    }

    /// <summary>One answer of several: a monitor's own sight decides; otherwise certain, unless somebody excludes it.</summary>
    public Certainty Together(Clause clause, IEnumerable<(Sighting Sighting, Certainty Answer)> answers)
    {
        var all = answers.ToArray();
        if (Equals(all.Where(one => IsDirect(clause, one.Sighting)).Select(one => one.Answer)) is { } direct and not Certainty.Possible) return direct;
        return all.All(one => one.Answer == Certainty.No) ? Certainty.No
            : all.Any(one => one.Answer == Certainty.Certain) && all.All(one => one.Answer != Certainty.No) ? Certainty.Certain : Certainty.Possible;
    }

    private static Certainty? Equals(IEnumerable<Certainty> answers)
    {
        var said = answers.Distinct().ToArray();
        bool yes = said.Contains(Certainty.Certain), no = said.Contains(Certainty.No);
        return said.Length == 0 ? null : yes && !no ? Certainty.Certain : no && !yes ? Certainty.No : Certainty.Possible;
    }

    public static Certainty Ever(IEnumerable<Certainty> answers) =>
        answers.Contains(Certainty.Certain) ? Certainty.Certain : answers.All(one => one == Certainty.No) ? Certainty.No : Certainty.Possible;

    /// <summary>How well a breach is known.</summary>
    public (Standing Standing, Step Step) Standing(Clause clause, ImmutableArray<string> actors, IReadOnlyCollection<Heard> heard)
    {
        var own = heard.Where(one => IsDirect(clause, one.Sighting)).ToArray();
        var sure = heard.Where(one => one.All == Certainty.Certain).ToArray();
        if (own.Length > 0 && new Func<Heard, Certainty>[] { one => one.Act, one => one.What, one => one.Where, one => one.Who }.All(part => Equals(own.Select(part)) == Certainty.Certain)
            && Ever(own.Select(one => one.When)) == Certainty.Certain) return Say(Assessments.Standing.Verified, own);
        if (sure.FirstOrDefault(one => Admits(actors, one.Sighting)) is { } admitted) return Say(Assessments.Standing.Corroborated, [admitted]);
        return AreIndependent(sure.Select(one => one.Sighting)) ? Say(Assessments.Standing.Corroborated, sure) : Say(Assessments.Standing.Alleged, sure.Length > 0 ? sure : heard);
    }

    public static Step Rests(string value, IEnumerable<Heard> on) => Steps.Of("standing", value) with { Entries = Entries(on.Select(one => one.Sighting)) };

    private static (Standing, Step) Say(Standing standing, IEnumerable<Heard> on) => (standing, Rests(standing.Word(), on));

    public static ImmutableArray<long> Entries(IEnumerable<Sighting> sightings) => [.. sightings.SelectMany(one => one.Report.Entries).Distinct().Order()];

    public bool AreIndependent(IEnumerable<Sighting> sightings) =>
        sightings.SelectMany(Origins).Distinct().Count() > 1 && sightings.SelectMany(Sides).Distinct().ToArray() is not [not null];

    /// <summary>The actor, or the words, from which each chain of a report begins; an unnamed beginning is one of its own.</summary>
    private IEnumerable<string> Origins(Sighting one) => one.Observation.Chains.IsEmpty
        ? [(agreement.Actor(one.Observation.Observer) ?? agreement.Actor(one.Report.Report.Source))?.Id ?? Plain(one.Report.Report.Source)]
        : one.Observation.Chains.Select((chain, i) => chain[^1] is { } name ? agreement.Actor(name)?.Id ?? Plain(name) : FormattableString.Invariant($"\0{one.Id}/{i}"));

    private static string Plain(string name) => string.Concat(name.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant()
        .Where(letter => char.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.Control)));

    /// <summary>The parties through whose hands a report came, null for an outsider.</summary>
    public IEnumerable<string?> Sides(Sighting one)
    {
        string?[] Or(IEnumerable<string> parties) => parties.Any() ? [.. parties] : [null];
        var source = agreement.Actor(one.Report.Report.Source);
        if (Parties(source).Any()) return Parties(source);
        return one.Observation.Chains.IsEmpty ? Or(Parties(agreement.Actor(one.Observation.Observer) ?? source))
            : one.Observation.Chains.SelectMany(chain => Or(chain.SelectMany(link => Parties(agreement.Actor(link)))));
    }

    private IEnumerable<string> Parties(Actor? actor) => actor is null or { Kind: ActorKind.Body or ActorKind.Monitor } ? []
        : agreement.Leaves(actor.Id).Where(leaf => agreement.Actors[leaf].Kind == ActorKind.Party);

    private bool Admits(ImmutableArray<string> actors, Sighting one) =>
        actors is [var actor] && one.Observation.Chains.IsEmpty && agreement.Actor(one.Report.Report.Source) is { } source
        && (source.Id == actor || Parties(source).ToArray() is [var party] && party == actor
            || one.Report.Report.Content is Presence { Basis: AttributionBasis.Admission } && agreement.Leaves(source.Id) is [var only] && only == actor);
}
