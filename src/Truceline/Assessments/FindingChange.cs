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
/// <param name="LeftOpen">Of the finding now the steps that say what would make it better known and is left open for a person; none where nothing is.</param>
public sealed record FindingChange(FindingKey Key, FindingId Id, FindingVerdict? From, FindingVerdict? To, ImmutableArray<long> Because, long AtEntry, ImmutableArray<Step> LeftOpen)
{
    /// <summary>"finding changed (from cannot rule, to breached, verified, because of entry 12, at entry 12)".</summary>
    public string Sentence() => FormattableString.Invariant(
        $"finding changed (from {From?.ToString() ?? "nothing"}, to {To?.ToString() ?? "nothing"}, because of {Entries(Because)}, at entry {AtEntry}){string.Concat(LeftOpen.Select(step => $"; {Entries(step.Entries)}: {step.Says} ({string.Join("; ", step.Because.Select(by => Entries(by.Entries)))})"))}");

    private static string Entries(ImmutableArray<long> some) => FormattableString.Invariant($"{(some.Length == 1 ? "entry" : "entries")} {string.Join(", ", some)}");
}
