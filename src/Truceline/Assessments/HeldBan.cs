using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>What a step of the record changes for findings.</summary>
/// <param name="Number">The number of the step: a fold that missed one begins anew.</param>
/// <param name="Removed">The incidents that are no more as they were.</param>
/// <param name="Added">Those that are new or stand in their place.</param>
/// <param name="IsBeside">Whether reports changed that are no sightings: declarations, notifications, coverage, access.</param>
/// <param name="IsEnd">Whether the end of the world, or of the last incident, moved.</param>
/// <param name="IsFulfilment">Whether an incident changed that says that an obligation was begun or completed.</param>
/// <param name="Watched">The times of coverage and access reports that changed, as they were and as they are.</param>
internal sealed record Stride(long Number, ImmutableArray<Incident> Removed, ImmutableArray<Incident> Added, bool IsBeside, bool IsEnd, bool IsFulfilment, ImmutableArray<Interval> Watched)
{
    /// <summary>Whether it changes anything at all.</summary>
    public bool IsEmpty => Removed.IsEmpty && Added.IsEmpty && !IsBeside && !IsEnd;
}

/// <summary>A ban held against every incident, kept as incidents change: the findings, in order.</summary>
internal sealed class HeldBan(Ban ban)
{
    private List<Finding> findings = [];
    private Duration longest;

    /// <summary>The findings, in order.</summary>
    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>Takes in findings that were worked out elsewhere, for all incidents, and are in order.</summary>
    public void Load(List<Finding> all)
    {
        findings = all;
        Lasts(findings);
    }

    /// <summary>Takes in what changed.</summary>
    /// <returns>The findings that are no more, and those that are new, each in no order.</returns>
    public (List<Finding> Gone, List<Finding> Come) Bring(Hearing hearing, Stride stride)
    {
        var prohibitions = new Prohibitions(hearing, ban.Calendar);
        var (removed, added) = hearing.Changed?.Of(ban) ?? (stride.Removed, stride.Added);
        var gone = new List<Finding>();
        foreach (var incident in removed) gone.AddRange(Of(incident));
        var come = new List<Finding>();
        foreach (var incident in added) come.AddRange(prohibitions.Hold(ban, incident));
        if (!ban.Clause.Unless.IsEmpty) Excepted(prohibitions, stride, gone, come);
        Exchange(gone, come);
        return (gone, come);
    }

    /// <summary>What exceptions excuse depends on other reports, so whatever may have been excused is held again.</summary>
    private void Excepted(Prohibitions prohibitions, Stride stride, List<Finding> gone, List<Finding> come)
    {
        var isAny = stride.IsBeside || stride.IsFulfilment
            || ban.Clause.Unless.Any(exemption => exemption.Conditions.Any(condition => condition is not (Condition.AttackedBy or Condition.AuthorisedBy or Condition.OrderedBy or Condition.Notified or Condition.Tried)));
        ImmutableArray<Incident> others = [.. stride.Removed, .. stride.Added];
        if (!isAny && others.IsEmpty) return;
        var already = gone.ToHashSet();
        var (from, to) = isAny ? (0, findings.Count) : Near(others);
        foreach (var incident in findings.GetRange(from, to - from).Where(finding => !already.Contains(finding) && finding.Outcome is not (Outcome.NotInForce or Outcome.NotBound)).Select(finding => finding.Incident!).Distinct(ReferenceEqualityComparer.Instance).Cast<Incident>().ToList())
        {
            if (!isAny && !others.Any(other => IsNear(incident.Occurred, other.Occurred))) continue;
            gone.AddRange(Of(incident));
            come.AddRange(prohibitions.Hold(ban, incident));
        }
    }

    // What an exception takes for the cause lies on the same local day, which lasts 25 hours at most, or goes on at the time.
    private static bool IsNear(Interval time, Interval other) =>
        other.Start < time.End + Duration.Epsilon && other.End >= time.Start - Duration.FromHours(25);

    /// <summary>Where, in the order of their beginnings, all lie that may be near to some incidents.</summary>
    private (int From, int To) Near(ImmutableArray<Incident> others)
    {
        var earliest = others.Min(other => other.Occurred.Start) - longest - Duration.Epsilon;
        var latest = others.Max(other => other.Occurred.End) + Duration.FromHours(25) + Duration.Epsilon;
        return (First(earliest), First(latest));
    }

    /// <summary>The findings of an incident.</summary>
    private IEnumerable<Finding> Of(Incident incident)
    {
        var start = incident.Occurred.Start;
        for (var i = First(start); i < findings.Count && FindingOrder.Start(findings[i]) == start; i++)
            if (ReferenceEquals(findings[i].Incident, incident)) yield return findings[i];
    }

    private int First(Instant start) => Sorted.First(CollectionsMarshal.AsSpan(findings), finding => FindingOrder.Start(finding) < start);

    // An exception looks at what begins while an incident lasts.
    private void Lasts(List<Finding> come)
    {
        if (ban.Clause.Unless.IsEmpty) return;
        foreach (var finding in come) longest = Duration.Max(longest, finding.Incident!.Occurred.Duration);
    }

    private void Exchange(List<Finding> gone, List<Finding> come)
    {
        Lasts(come);
        if (gone.Count + come.Count > 64)
        {
            var left = gone.ToHashSet();
            findings.RemoveAll(left.Contains);
            FindingOrder.Sort(come);
            var merged = FindingOrder.Merged(findings, come);
            findings.Clear();
            findings.AddRange(merged);
            return;
        }
        foreach (var finding in gone) findings.RemoveAt(Place(finding));
        foreach (var finding in come) findings.Insert(~findings.BinarySearch(finding, FindingOrder.Instance), finding);
    }

    private int Place(Finding finding)
    {
        for (var i = First(FindingOrder.Start(finding)); ; i++)
            if (ReferenceEquals(findings[i], finding)) return i;
    }
}
