using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>What came and went between an assessment and a later one that goes on from it, so that what is made of them need not be made anew.</summary>
/// <param name="Now">The later one.</param>
/// <param name="Incidents">The incidents that were and are no more, and those that have come.</param>
/// <param name="Findings">The findings that were and are no more, and those that have come.</param>
internal sealed record AssessmentStep(Assessment Now, List<(Incident? Was, Incident? Become)> Incidents, List<(Finding? Was, Finding? Become)> Findings)
{
    /// <summary>The step from one assessment to another under the same agreement; from null all of it has come.</summary>
    public static AssessmentStep Between(Assessment? before, Assessment now)
    {
        var step = new AssessmentStep(
            now,
            Differing.Between(before?.Incidents ?? [], now.Incidents, (a, b) => a.Id.CompareTo(b.Id)),
            Differing.Between(before?.Findings ?? [], now.Findings, now.Order));
        if (before is null) return step;
        var (answers, others) = (before.Answers.ToBuilder(), before.Others.ToBuilder());
        foreach (var was in step.Gone)
        {
            if (was.Incident is null) others.Remove(was.Key);
            if (was.Reading is not null) continue;
            var key = (was.Clause, was.Outcome, was.Standing);
            if (--answers[key] == 0) answers.Remove(key);
        }
        foreach (var become in step.Come)
        {
            if (become.Incident is null) others[become.Key] = become;
            if (become.Reading is not null) continue;
            var key = (become.Clause, become.Outcome, become.Standing);
            answers[key] = answers.GetValueOrDefault(key) + 1;
        }
        (now.Answers, now.Others) = (answers.ToImmutable(), others.ToImmutable());
        return step;
    }

    /// <summary>The findings that are no more.</summary>
    public IEnumerable<Finding> Gone => Findings.Select(one => one.Was).OfType<Finding>();

    /// <summary>The findings that have come.</summary>
    public IEnumerable<Finding> Come => Findings.Select(one => one.Become).OfType<Finding>();
}
