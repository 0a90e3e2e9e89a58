using Truceline.Agreements;
using Truceline.Agreements.Voting;

namespace Truceline.Tests.Agreements.Voting;

/// <summary>Small voting games for tests, read from truce files as a user would write them.</summary>
internal static class Games
{
    /// <summary>An agreement in which the body G decides 'd'; its members have no names but their ids.</summary>
    public static Agreement Agreement(IEnumerable<string> members, string decision, string actors = "", string rest = "")
    {
        return Truces.Agreement(Text([.. members], decision, null, actors, rest));
    }

    public static string Text(string[] all, string decision, int? count, string actors = "", string rest = "")
    {
        return $$"""
            truce: 1
            id: t
            title: A truce
            source: { status: draft }
            clock: { zone: Europe/Kyiv, day: calendar }
            actors:
              {{string.Join("\n  ", all.Select(id => $"{id}: {{ kind: party }}"))}}
              {{actors}}
              G: { kind: group, members: [{{string.Join(", ", all)}}]{{(count is { } number ? $", count: {number}" : "")}} }
            decisions: { d: { by: G, {{decision}} } }
            clauses: [ { id: c, must-not: { who: {{all[0]}}, do: fire } } ]
            {{rest}}
            """;
    }

    public static VotingGame Game(this Agreement agreement, string id = "d") => VotingGame.Of(agreement, agreement.Decisions.Single(decision => decision.Id == id));

    public static VotingAnalysis Count(IEnumerable<string> members, string decision, string actors = "") => VotingAnalysis.Of(Agreement(members, decision, actors).Game());

    /// <summary>A weighted rule over members m0, m1, …</summary>
    public static VotingAnalysis Weights(int needed, params int[] weights) =>
        Count(Names(weights.Length), $"rule: {{ weighted: {{ weights: {{ {string.Join(", ", weights.Select((weight, at) => $"m{at}: {weight}"))} }}, needed: {needed} }} }}");

    public static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(at => $"m{at}");

    public static SeatPower Power(this VotingAnalysis analysis, string id) => analysis.Powers!.Value.Single(power => power.Seat.Actor.Id == id);

    public static string Listed(this CoalitionList? list) => string.Join("; ", list!.Shapes.Select(shape => shape.Words()));
}
