using NodaTime;

namespace Truceline.Picture;

/// <summary>Which incidents are looked for; what is null does not matter. All that is given must hold.</summary>
/// <param name="From">The first local day.</param>
/// <param name="To">The last local day, included.</param>
/// <param name="Clause">A clause, by id: those held against it while it was in force.</param>
/// <param name="Outcome">One of <see cref="Conclusion.Kinds"/>: those with such an answer, under the clause if one is given; <c>none</c>: those held against no clause.</param>
/// <param name="Place">Part of the name of a place.</param>
/// <param name="Text">Part of anything that its sources say of it, of its id, or of a clause that it was held against.</param>
public sealed record SituationFilter(LocalDate? From, LocalDate? To, string? Clause, string? Outcome, string? Place, string? Text)
{
    /// <summary>Looks for everything.</summary>
    public static SituationFilter None { get; } = new(null, null, null, null, null, null);

    /// <summary>Whether an incident is among those looked for. It is on every day on which it may have been.</summary>
    public bool Holds(Happening happening) =>
        (From is not { } from || happening.To >= from)
        && (To is not { } to || happening.From <= to)
        && (Clause is null || happening.Answers.Any(IsUnderClause))
        && (Outcome is null || HasOutcome(happening))
        && (Place is null || Places(happening).Any(name => Has(name, Place)))
        && (Text is null || Words(happening).Any(word => Has(word, Text)));

    private bool IsUnderClause(ClauseAnswer answer) => answer.Clause == Clause && answer.Answer.Outcome != Assessments.Outcome.NotInForce;

    private bool HasOutcome(Happening happening) => Outcome == "none"
        ? happening.Answers.IsEmpty
        : happening.Answers.Any(answer => answer.Answer.Kind == Outcome && (Clause is null || answer.Clause == Clause));

    private static IEnumerable<string?> Places(Happening happening) => happening.Incident.Sightings.Select(sighting => sighting.Observation.Where.Name);

    private static IEnumerable<string?> Words(Happening happening)
    {
        yield return happening.Id.Value;
        foreach (var answer in happening.Answers) yield return answer.Clause;
        foreach (var sighting in happening.Incident.Sightings)
        {
            var (report, observation) = (sighting.Report.Report, sighting.Observation);
            yield return report.Source;
            yield return report.OwnId;
            yield return observation.Where.Name;
            yield return observation.What;
            yield return observation.Model;
            yield return observation.Observer;
            yield return observation.Note;
            foreach (var by in observation.By) yield return by.Actor;
        }
    }

    private static bool Has(string? words, string part) => words is not null && words.Contains(part, StringComparison.OrdinalIgnoreCase);
}
