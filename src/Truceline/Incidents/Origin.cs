using System.Collections.Immutable;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>
/// The one place from which a report has what it says: the deepest link of a chain through which the source has it, or
/// the observer itself. An unnamed deepest link is an origin of its own and never the same as another.
/// </summary>
/// <param name="Name">The name, in the source's words, trimmed; null when unnamed.</param>
/// <param name="Organisation">
/// For an observer at first hand the source that hands it in, for patrols of one mission are several origins inside it and
/// one between organisations; null for a link of a chain.
/// </param>
/// <param name="Unnamed">For an unnamed one the report and the number of the chain; else null.</param>
public sealed record Origin(string? Name, string? Organisation, string? Unnamed)
{
    /// <summary>The origins of one report, each once, in the order of its chains.</summary>
    public static ImmutableArray<Origin> Of(JournalledReport journalled)
    {
        var (report, chains) = (journalled.Report, journalled.Chains);
        if (chains.IsEmpty)
            return [new Origin((Observer(report.Content) ?? report.Source).Trim(), report.Source.Trim(), null)];
        return
        [
            .. chains
                .Select((chain, i) => chain[^1] is { } name ? new Origin(name.Trim(), null, null) : new Origin(null, null, FormattableString.Invariant($"{report.Id}/{i}")))
                .Distinct(),
        ];
    }

    private static string? Observer(Content content) => content switch
    {
        Observation observation => observation.Observer,
        Presence presence => presence.Observer,
        Access access => access.Observer,
        Coverage coverage => coverage.Observer,
        SourceText text => text.Outlet,
        Statement statement => statement.Speaker,
        StatementDraft { Statement: var drafted } => drafted.Speaker,
        _ => null,
    };

    /// <summary>The name, or "an unnamed source".</summary>
    public override string ToString() => Name ?? "an unnamed source";
}
