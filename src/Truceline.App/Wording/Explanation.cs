using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Wording;

/// <summary>One reason of a finding, numbered as people cite it.</summary>
/// <param name="Number">"5.1".</param>
/// <param name="Label">What was asked: "Where".</param>
/// <param name="Step">What came out and on what it rests.</param>
/// <param name="Below">The reasons for it.</param>
public sealed record Reason(string Number, string Label, Step Step, ImmutableArray<Reason> Below)
{
    /// <summary>How certain it is, "certain", "possible" or "no"; null where the sentence is the answer.</summary>
    public string? Certainty => Step.Value is "certain" or "possible" or "no" ? Step.Value : null;
}

/// <summary>A finding under one way of reading the text.</summary>
/// <param name="Name">The reading, or "plain text".</param>
/// <param name="Finding">What was found so; null when nothing falls under the clause so read.</param>
public sealed record UnderReading(string Name, Finding? Finding)
{
    /// <summary>What is said where there is no finding.</summary>
    public const string Nothing = "no finding: it does not fall under the clause so read";
}

/// <summary>What a finding says of itself, in the same words in a terminal and on a page.</summary>
public static class Explanation
{
    /// <summary>The reasons, nested as in the trace.</summary>
    public static ImmutableArray<Reason> Reasons(Finding finding) => Numbered(finding.Trace, "");

    /// <summary>What the plain text and each reading that changes the clause make of the same; empty when no reading changes it.</summary>
    public static ImmutableArray<UnderReading> Readings(Assessment assessment, Finding finding)
    {
        var readings = assessment.Agreement.Readings.Values.Where(reading => reading.Changes.Contains(finding.Key.Clause)).Select(reading => reading.Name).ToList();
        return readings.Count == 0 ? [] :
        [
            .. readings.Prepend(null).Select(reading => new UnderReading(reading ?? "plain text", assessment.Find(finding.Key with { Reading = reading }))),
        ];
    }

    /// <summary>The clause as the finding read it.</summary>
    public static Clause Clause(Assessment assessment, Finding finding)
    {
        var agreement = finding.Key.Reading is { } reading ? assessment.Agreement.Readings[reading].Agreement : assessment.Agreement;
        return agreement.Clauses.Single(clause => clause.Id == finding.Key.Clause);
    }

    /// <summary>Whom it is about, as people know them: "Ukraine", or both of "AF, UA".</summary>
    public static string Subject(Agreement agreement, string subject) =>
        string.Join(", ", subject.Split(", ").Select(id => agreement.Actors.TryGetValue(id, out var actor) ? actor.Name : id));

    /// <summary>How far inside the clause's zone all of it lay, or by how much it fell short of that.</summary>
    public static string Margin(Metres margin) => margin.Value >= 0 ? $"inside by {margin}" : $"short of wholly inside by {-margin}";

    /// <summary>What a source says besides, in its words; null when it says nothing.</summary>
    public static string? Note(Content content) => content switch
    {
        Observation observation => observation.Note,
        Presence presence => presence.Note,
        Access access => access.Note,
        Coverage coverage => coverage.Note,
        Notification notification => notification.Note,
        Statement statement => statement.Says,
        StatementDraft draft => draft.Statement.Says,
        SourceText text => text.Title,
        Withdrawal withdrawal => withdrawal.Reason,
        _ => null,
    };

    private static ImmutableArray<Reason> Numbered(Step step, string above) =>
    [
        .. step.Because.Select((part, i) =>
        {
            var number = FormattableString.Invariant($"{above}{i + 1}");
            return new Reason(number, $"{char.ToUpperInvariant(part.Predicate[0])}{part.Predicate[1..]}", part, Numbered(part, number + "."));
        }),
    ];
}
