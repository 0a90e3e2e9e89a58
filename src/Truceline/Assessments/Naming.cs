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

    /// <summary>The actors to whom the sightings of an incident point singly, among those that a clause addresses; in ordinal order.</summary>
    public ImmutableArray<string> Candidates(Clause clause, ImmutableArray<Sighting> sightings)
    {
        var addressed = clause.Anyone ? default : agreement.Expand(clause.Who);
        return
        [
            .. sightings.SelectMany(sighting => sighting.Observation.By)
                .Select(by => Leaves(by.Actor))
                .Where(leaves => leaves.Length == 1 && (clause.Anyone || addressed.Contains(leaves[0])))
                .Select(leaves => leaves[0])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The addressees of a clause as one subject, for what can be put to none of them alone.</summary>
    public static string Group(Clause clause) => clause.Anyone ? "any" : string.Join(", ", clause.Who.Order(StringComparer.Ordinal));

    /// <summary>The actors behind a subject.</summary>
    public ImmutableArray<string> Behind(Clause clause, string subject) =>
        subject == "any" ? [] : subject == Group(clause) ? agreement.Expand(clause.Who) : agreement.Expand([subject]);

    /// <summary>Whether one of some actors did it, as one sighting has it. A claim makes it possible, never certain.</summary>
    /// <param name="actors">The actors behind the subject; empty for anyone.</param>
    /// <param name="sighting">The sighting.</param>
    public Answer Who(ImmutableArray<string> actors, Sighting sighting)
    {
        var by = sighting.Observation.By;
        if (by.IsEmpty) return new Answer(Certainty.Possible, "does not say who");
        Certainty? best = null;
        var says = new List<string>();
        foreach (var attribution in by)
        {
            var leaves = Leaves(attribution.Actor);
            var names = leaves.IsEmpty ? Certainty.Possible
                : actors.IsEmpty ? Certainty.Certain
                : leaves.Any(leaf => actors.Contains(leaf)) ? (leaves.All(leaf => actors.Contains(leaf)) ? Certainty.Certain : Certainty.Possible)
                : Certainty.No;
            if (IsClaim(attribution, sighting) || (actors.Length > 1 && names == Certainty.Certain && leaves.Length > 1)) names = Certainty.Possible;
            best = best is { } before ? before.Or(names) : names;
            says.Add(leaves.IsEmpty ? $"names '{attribution.Actor}', which no actor of the agreement is known as" : $"names {Bind(attribution.Actor)!.Name} ({attribution.Basis.Written()})");
        }
        return new Answer(best!.Value, string.Join("; ", says));
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
