using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// Binds the names that sources use to the actors of an agreement, and says of a sighting whether a given actor did it.
/// </summary>
internal sealed class Naming(Agreement agreement)
{
    private readonly Dictionary<string, (Actor? Actor, ImmutableArray<string> Leaves)> bound = new(StringComparer.Ordinal);
    private readonly Dictionary<Clause, (ImmutableArray<string> Addressed, Dictionary<string, ImmutableArray<string>> Behind)> addressees = new(ReferenceEqualityComparer.Instance);

    /// <summary>The actors to whom the sightings of an incident point singly, among those that a clause addresses; in ordinal order.</summary>
    public ImmutableArray<string> Candidates(Clause clause, ImmutableArray<Sighting> sightings)
    {
        ImmutableArray<string> found = [];
        foreach (var sighting in sightings)
            foreach (var by in sighting.Observation.By)
                if (Leaves(by.Actor) is [var leaf] && !found.Contains(leaf) && (clause.Anyone || Addressed(clause).Contains(leaf))) found = found.Add(leaf);
        return found.Length < 2 ? found : found.Sort(StringComparer.Ordinal);
    }

    /// <summary>The actors whom a clause addresses, each by itself.</summary>
    public ImmutableArray<string> Addressed(Clause clause) => Addressees(clause).Addressed;

    /// <summary>The addressees of a clause as one subject, for what can be put to none of them alone.</summary>
    public static string Group(Clause clause) => clause.Anyone ? "any" : string.Join(", ", clause.Who.Order(StringComparer.Ordinal));

    /// <summary>The actors behind a subject.</summary>
    public ImmutableArray<string> Behind(Clause clause, string subject)
    {
        if (subject == "any") return [];
        var (addressed, behind) = Addressees(clause);
        if (behind.TryGetValue(subject, out var known)) return known;
        return behind[subject] = subject == Group(clause) ? addressed : agreement.Expand([subject]);
    }

    private (ImmutableArray<string> Addressed, Dictionary<string, ImmutableArray<string>> Behind) Addressees(Clause clause)
    {
        if (addressees.TryGetValue(clause, out var known)) return known;
        return addressees[clause] = (agreement.Expand(clause.Who), new(StringComparer.Ordinal));
    }

    /// <summary>Whether one of some actors did it, as one sighting has it. A claim makes it possible, never certain.</summary>
    /// <param name="actors">The actors behind the subject; empty for anyone.</param>
    /// <param name="sighting">The sighting.</param>
    public Certainty Who(ImmutableArray<string> actors, Sighting sighting)
    {
        var best = Certainty.No;
        foreach (var attribution in sighting.Observation.By)
        {
            var leaves = Leaves(attribution.Actor);
            var names = leaves.IsEmpty ? Certainty.Possible
                : actors.IsEmpty ? Certainty.Certain
                : IsAny(leaves, actors) ? (IsAll(leaves, actors) ? Certainty.Certain : Certainty.Possible)
                : Certainty.No;
            if (IsClaim(attribution, sighting) || (actors.Length > 1 && names == Certainty.Certain && leaves.Length > 1)) names = Certainty.Possible;
            best = best.Or(names);
        }
        return sighting.Observation.By.IsEmpty ? Certainty.Possible : best;
    }

    /// <summary>Whom a sighting names, in words.</summary>
    public string Says(Sighting sighting) => sighting.Observation.By.IsEmpty
        ? "does not say who"
        : string.Join("; ", sighting.Observation.By.Select(by =>
            Leaves(by.Actor).IsEmpty ? $"names '{by.Actor}', which no actor of the agreement is known as" : $"names {Bind(by.Actor)!.Name} ({by.Basis.Written()})"));

    private static bool IsAny(ImmutableArray<string> leaves, ImmutableArray<string> actors)
    {
        foreach (var leaf in leaves)
            if (actors.Contains(leaf)) return true;
        return false;
    }

    private static bool IsAll(ImmutableArray<string> leaves, ImmutableArray<string> actors)
    {
        foreach (var leaf in leaves)
            if (!actors.Contains(leaf)) return false;
        return true;
    }

    /// <summary>Whether an attribution is no more than somebody's word. An admission that another passes on is that other's claim.</summary>
    public bool IsClaim(Attribution attribution, Sighting sighting) =>
        attribution.Basis is AttributionBasis.Claim
        || (attribution.Basis is AttributionBasis.Admission && !Leaves(sighting.Report.Report.Source).SequenceEqual(Leaves(attribution.Actor)));

    /// <summary>
    /// Whether all sightings name somebody, none an actor whom the clause addresses, and some a name that the agreement does
    /// not know: it may be one of those, and nobody can say.
    /// </summary>
    public bool IsUnbound(Clause clause, ImmutableArray<Sighting> sightings) =>
        sightings.All(sighting => !sighting.Observation.By.IsEmpty)
        && Candidates(clause, sightings).IsEmpty
        && sightings.Any(sighting => sighting.Observation.By.Any(by => Bind(by.Actor) is null));

    /// <summary>Whether any sighting names, on more than a claim, somebody whom the agreement does not know.</summary>
    public bool AnyUnbound(ImmutableArray<Sighting> sightings) =>
        sightings.Any(sighting => sighting.Observation.By.Any(by => !IsClaim(by, sighting) && Bind(by.Actor) is null));

    /// <summary>The actor that a name binds to, or null.</summary>
    public Actor? Bind(string words) => Look(words).Actor;

    private ImmutableArray<string> Leaves(string words) => Look(words).Leaves;

    private (Actor? Actor, ImmutableArray<string> Leaves) Look(string words)
    {
        if (bound.TryGetValue(words, out var known)) return known;
        var actor = agreement.ActorNamed(words);
        return bound[words] = (actor, actor is null ? [] : agreement.Expand([actor.Id]));
    }
}
