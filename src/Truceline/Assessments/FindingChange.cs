using System.Collections.Immutable;

namespace Truceline.Assessments;

/// <summary>What a finding answers, without its reasons.</summary>
/// <param name="Outcome">The answer.</param>
/// <param name="Standing">How well a breach is known; null for every other outcome.</param>
public readonly record struct FindingVerdict(Outcome Outcome, Standing? Standing)
{
    /// <summary>The answer of a finding.</summary>
    public static FindingVerdict Of(Finding finding) => new(finding.Outcome, finding.Standing);

    /// <summary>"breached, alleged"; "cannot rule".</summary>
    public override string ToString() => Outcomes.Words(Outcome, Standing);
}

/// <summary>That what is known changed what a finding answers.</summary>
/// <param name="Key">What the finding is about.</param>
/// <param name="Id">Its name.</param>
/// <param name="From">The answer before; null: there was no such finding.</param>
/// <param name="To">The answer now; null: there is no such finding any more.</param>
/// <param name="Because">
/// The entries that were new, ascending: those of the reports on which the finding rests, before or now; where it rests on none of
/// them (an event declared, the end of the record moved), all of them.
/// </param>
/// <param name="AtEntry">The number of entries known when it changed.</param>
public sealed record FindingChange(FindingKey Key, FindingId Id, FindingVerdict? From, FindingVerdict? To, ImmutableArray<long> Because, long AtEntry)
{
    /// <summary>"finding changed (from cannot rule, to breached, verified, because of entry 12, at entry 12)".</summary>
    public string Sentence() => FormattableString.Invariant(
        $"finding changed (from {From?.ToString() ?? "nothing"}, to {To?.ToString() ?? "nothing"}, because of {(Because.Length == 1 ? "entry" : "entries")} {string.Join(", ", Because)}, at entry {AtEntry})");
}
