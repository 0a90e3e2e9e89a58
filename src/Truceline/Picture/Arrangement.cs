using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.Picture;

/// <summary>
/// An arrangement as of an instant and an entry: its phases and what is due in them, who promised what and waits for whom, who
/// accepts and rejects what, how it is decided, and what can plainly be said against it. It decides nothing and proves
/// nothing. Actors stand in the order of their names.
/// </summary>
public sealed record Arrangement
{
    /// <summary>The agreement.</summary>
    public required Agreement Agreement { get; init; }

    /// <summary>The end of the world that is looked at; null: nothing that happened is on record.</summary>
    public required Instant? AsOf { get; init; }

    /// <summary>The phases, as the agreement has them.</summary>
    public required ImmutableArray<PhaseTime> Phases { get; init; }

    /// <summary>What is due under no phase: its deadline lies in none, or cannot be placed.</summary>
    public required ImmutableArray<Due> DueOutside { get; init; }

    /// <summary>The pledges, as the agreement has them.</summary>
    public required ImmutableArray<Promise> Promises { get; init; }

    /// <summary>The actors that have a position or a statement, in the order of their names: the columns of the matrix.</summary>
    public required ImmutableArray<Actor> Speakers { get; init; }

    /// <summary>What the agreement's positions are about, each under one condition: orders first, then as the agreement has the things, offers last.</summary>
    public required ImmutableArray<Issue> Issues { get; init; }

    /// <summary>What was said, by issue and condition, in the order of their names.</summary>
    public required ImmutableArray<Topic> Topics { get; init; }

    /// <summary>The threats on record, the earliest first, each with the clauses that it is about. A threat is linked to no place.</summary>
    public required ImmutableArray<Utterance> Threats { get; init; }

    /// <summary>What seems to contradict among what was said and inside the texts that it was drafted from: shown, not decided. A text is named by its source and own id with a NUL between them, for two can be cited alike.</summary>
    public required ImmutableArray<Contradiction> Contradictions { get; init; }

    /// <summary>The clauses, as the agreement has them.</summary>
    public required ImmutableArray<Provision> Provisions { get; init; }

    /// <summary>The decisions of bodies, as the agreement has them.</summary>
    public required ImmutableArray<Procedure> Procedures { get; init; }

    /// <summary>The consents, as the agreement has them.</summary>
    public required ImmutableArray<ConsentNeeded> Consents { get; init; }

    /// <summary>What is wrong with the file itself, the gravest first.</summary>
    public required ImmutableArray<Problem> Problems { get; init; }

    /// <summary>What can plainly be said against the arrangement, by kind and then as the agreement has the things.</summary>
    public required ImmutableArray<Remark> Remarks { get; init; }

    /// <summary>Makes the picture.</summary>
    /// <param name="assessment">The findings; its agreement, end of the world and knowledge are those of the picture.</param>
    /// <param name="log">The reports known, of which the statements are taken.</param>
    /// <param name="problems">What reading the agreement's file found.</param>
    /// <param name="withDrafts">Whether drafted statements that nobody has looked at are shown among what was said, marked. No position rests on them.</param>
    public static Arrangement Of(Assessment assessment, ReportLog log, ImmutableArray<Problem> problems, bool withDrafts = false)
    {
        var agreement = assessment.Agreement;
        var times = new Times(assessment);
        var said = Utterance.All(assessment, log, withDrafts);
        ImmutableArray<Utterance> utterances = [.. said.Where(one => !one.IsDraft)];
        said = Utterance.Once(said);
        var dues = Due.All(assessment, times);
        var phases = PhaseTime.All(agreement, times, dues);
        var issues = Issue.All(agreement, utterances);
        return new Arrangement
        {
            Agreement = agreement,
            AsOf = assessment.AsOf,
            Phases = phases,
            DueOutside = [.. dues.Except(phases.SelectMany(phase => phase.Due))],
            Promises = Promise.All(agreement, times, utterances),
            Speakers =
            [
                .. agreement.Actors.Values
                    .Where(actor => agreement.Positions.Any(position => position.Actor == actor.Id) || utterances.Any(one => one.Actor?.Id == actor.Id))
                    .InOrder(actor => actor),
            ],
            Issues = issues,
            Topics = Topic.All(said),
            Threats = [.. said.Where(one => one.Statement.Act == StatementAct.Threat).OrderBy(one => one.Statement.Occurred.Start).ThenBy(one => one.Cited, StringComparer.Ordinal)],
            Contradictions = ArrangementContradictions.All(agreement, log, said),
            Provisions = Provision.All(assessment, times, dues),
            Procedures = Procedure.All(agreement, utterances),
            Consents = ConsentNeeded.All(agreement, utterances),
            Problems = problems,
            Remarks = Remark.All(agreement),
        };
    }
}
