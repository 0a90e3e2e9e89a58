using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// Holds a record against an agreement. The same reports, agreement and rules version give the same findings, whatever
/// the order in which the reports came.
/// </summary>
public static class Assessor
{
    /// <summary>Assesses a record.</summary>
    /// <param name="log">The reports, up to the entry that bounds what is known.</param>
    /// <param name="agreement">The agreement.</param>
    /// <param name="rules">The rules of fusion.</param>
    /// <param name="asOf">
    /// The end of the world: what begins to occur after it is left out, and later deadlines are pending. Null: the latest
    /// end of any occurred interval in the record.
    /// </param>
    public static Assessment Assess(ReportLog log, Agreement agreement, FusionRules rules, Instant? asOf) => FindingFold.Once(log, agreement, rules, asOf);

    /// <summary>
    /// Assesses a record that was assessed already under another agreement, or under the same with another number: what happened is not put
    /// together anew, for that rests on no agreement, and of the findings those are worked out anew that the difference touches. They are
    /// those of <see cref="Assess"/>.
    /// </summary>
    /// <param name="known">What was found.</param>
    /// <param name="agreement">The other agreement.</param>
    public static Assessment Reread(Assessment known, Agreement agreement)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(agreement);
        return FindingFold.Again(known, agreement);
    }

    /// <summary>Whether a standing makes a state of a clause true: verified, or corroborated where the clause says that this is enough.</summary>
    internal static bool IsEnough(Clause clause, Standing? standing) =>
        standing == Standing.Verified || (clause.CorroboratedIsEnough && standing == Standing.Corroborated);
}
