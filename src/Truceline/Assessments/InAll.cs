using System.Collections.Immutable;
using System.Globalization;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// What several instruments make of one record together. An incident that breaches two of them, or two clauses of one, is one
/// incident; so is one that breaches a clause under some readings alone, which is counted apart.
/// </summary>
/// <param name="Incidents">The incidents that were held against the instruments.</param>
/// <param name="Breaching">Those that are a breach, refuted ones left out, of the plain text of at least one.</param>
/// <param name="BySomeReading">Those that are a breach of none in the plain text, and of one under a reading.</param>
/// <param name="Standings">Of <paramref name="Breaching"/>, how many are known how well, by the best standing of each.</param>
/// <param name="ByInstrument">For each instrument, by id, how many incidents breach it: the sum may exceed <paramref name="Breaching"/>.</param>
public sealed record InAll(
    int Incidents, int Breaching, int BySomeReading, ImmutableSortedDictionary<Standing, int> Standings, ImmutableArray<(string Agreement, int Breaching)> ByInstrument)
{
    /// <summary>The total over assessments of one record, as of one instant.</summary>
    public static InAll Of(ImmutableArray<Assessment> assessments)
    {
        var best = new Dictionary<IncidentId, Standing>();
        var read = new HashSet<IncidentId>();
        var each = ImmutableArray.CreateBuilder<(string, int)>();
        foreach (var assessment in assessments)
        {
            var own = new HashSet<IncidentId>();
            foreach (var finding in assessment.Findings)
            {
                if (finding is not { Outcome: Outcome.Breached, Standing: { } standing and not Standing.Refuted, Key.Occasion: Occasion.OfIncident { Incident: var incident } }) continue;
                if (finding.Key.Reading is not null)
                {
                    read.Add(incident);
                    continue;
                }
                own.Add(incident);
                if (!best.TryGetValue(incident, out var known) || known < standing) best[incident] = standing;
            }
            each.Add((assessment.Agreement.Id, own.Count));
        }
        return new(
            assessments.SelectMany(assessment => assessment.Incidents).Select(incident => incident.Id).Distinct().Count(), best.Count, read.Count(incident => !best.ContainsKey(incident)),
            best.Values.GroupBy(standing => standing).ToImmutableSortedDictionary(group => group.Key, group => group.Count()), each.ToImmutable());
    }

    /// <summary>"1 of 3 incidents".</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{Breaching:N0} of {Incidents:N0} incident{(Incidents == 1 ? "" : "s")}");
}
