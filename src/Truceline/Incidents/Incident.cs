using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>The name of an incident: 128 bits in base32, derived from its least <see cref="ReportId"/> and the rules version.</summary>
public readonly record struct IncidentId(string Value) : IComparable<IncidentId>
{
    /// <summary>The id of the incident whose least report this is.</summary>
    public static IncidentId Of(ReportId least) => new(ShortName.Of(Rules.Version, least.Value));

    /// <inheritdoc/>
    public int CompareTo(IncidentId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One report among those of an incident, with its content at hand.</summary>
/// <param name="Report">The report and its entries.</param>
/// <param name="Observation">Its content; of a <see cref="Presence"/>, that the unit was stationed there.</param>
public sealed record Sighting(JournalledReport Report, Observation Observation)
{
    /// <summary>What a report says of something that happened; null when it says nothing of that, or was withdrawn.</summary>
    public static Sighting? Of(JournalledReport report) => report.Report.Content switch
    {
        Observation observation => new(report, observation),
        Presence presence => new(report, presence.Observed()),
        _ => null,
    };

    /// <summary>The name of the report.</summary>
    public ReportId Id => Report.Report.Id;

    /// <summary>The chains through which the report came (<see cref="JournalledReport.Chains"/>); empty: the observer has it at first hand.</summary>
    public ImmutableArray<ImmutableArray<string?>> Chains => Report.Chains;
}

/// <summary>One happening, fused from the observations of it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Sightings">Its observations, in the order of their report ids; at least one.</param>
/// <param name="Occurred">From the first to the last instant at which any of them may have been.</param>
/// <param name="Count">
/// How many, over all observers: at least what the observer with the greatest lower bound counted, at most what the one with the
/// least upper bound did; where these contradict each other, from the least lower to the greatest upper bound, and a reason says so. Counts of
/// several observers never add up. Null when nobody counted.
/// </param>
/// <param name="Reasons">Why these observations stand together, or this one alone; in a fixed order.</param>
public sealed record Incident(
    IncidentId Id, ImmutableArray<Sighting> Sightings, Interval Occurred, CountBounds? Count, ImmutableArray<Grouping> Reasons)
{
    /// <summary>
    /// The built-in class of what was used: of those that its observations name the one that lies below all others; null when none is
    /// named, or two exclude each other.
    /// </summary>
    public string? Class
    {
        get
        {
            var named = Sightings.Select(sighting => Compatibility.Known(sighting.Observation)).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
            return Array.Find(named, one => Array.TrueForAll(named, other => ClassGraph.BuiltIn.IsA(one, other)));
        }
    }

    /// <summary>Whether it is nothing but the position of a unit: held against clauses like any other, and counted apart.</summary>
    public bool IsPosition => Sightings.All(sighting => sighting.Report.Report.Content is Presence);
}

/// <summary>A reason for a grouping. A closed family.</summary>
public abstract record Grouping
{
    private Grouping() { }

    /// <summary>Two observations were joined.</summary>
    /// <param name="A">The one with the lesser id.</param>
    /// <param name="B">The other.</param>
    /// <param name="Gap">The gap between their regions of uncertainty.</param>
    /// <param name="Pause">The pause between them.</param>
    public sealed record Joined(ReportId A, ReportId B, Metres Gap, Duration Pause) : Grouping;

    /// <summary>Two observations would have joined, but together what hangs on them would exceed the rule's bounds, or hold what excludes each other; it was split at its largest gap.</summary>
    /// <param name="A">The one with the lesser id.</param>
    /// <param name="B">The other.</param>
    /// <param name="Gap">The gap between their regions of uncertainty.</param>
    /// <param name="Pause">The pause between them.</param>
    /// <param name="Bar">What bars the groups of both from being one; null: the group of one was finished before, at a neighbour that it could not take in.</param>
    public sealed record Split(ReportId A, ReportId B, Metres Gap, Duration Pause, GroupingBar? Bar) : Grouping;

    /// <summary>One that is known widely only was joined last, for it can be one with nothing else.</summary>
    /// <param name="A">The one with the lesser id.</param>
    /// <param name="B">The other.</param>
    /// <param name="Gap">The gap between their regions of uncertainty.</param>
    /// <param name="Pause">The pause between them.</param>
    public sealed record JoinedWide(ReportId A, ReportId B, Metres Gap, Duration Pause) : Grouping;

    /// <summary>Two observations, one of them known widely only, may be one, and were left open for a person to say.</summary>
    /// <param name="A">The one with the lesser id.</param>
    /// <param name="B">The other.</param>
    /// <param name="Gap">The gap between their regions of uncertainty.</param>
    /// <param name="Pause">The pause between them.</param>
    /// <param name="Why">Why no rule says it.</param>
    /// <param name="By">
    /// Because of which others, in the order of their ids; eight at most: those of which the one that is known widely may be as well, those that exclude it,
    /// or of the crowd those that the fewest others may be one with.
    /// </param>
    /// <param name="Whose">
    /// Whose all of these are, of the crowd the whole, with how many reports each: eight sources at most, and how many more. Those stand first of which a report can be one with the fewest others; then by name.
    /// </param>
    /// <param name="WithA">All observations of the incident of the first, in the order of their ids.</param>
    /// <param name="WithB">The same of the second.</param>
    public sealed record LeftOpen(
        Sighting A, Sighting B, Metres Gap, Duration Pause, Ambiguity Why, ImmutableArray<Sighting> By, string Whose, ImmutableArray<Sighting> WithA, ImmutableArray<Sighting> WithB) : Grouping
    {
        /// <summary>The entries of both incidents, and of those because of which it is open; ascending.</summary>
        internal ImmutableArray<long> Named => [.. By.Concat(WithA).Concat(WithB).SelectMany(one => one.Report.RestsOn).Distinct().Order()];

        /// <summary>The same reason of the very same observations.</summary>
        public bool Equals(LeftOpen? other) => other is not null && ReferenceEquals(A, other.A) && ReferenceEquals(B, other.B) && (Gap, Pause, Why, Whose) == (other.Gap, other.Pause, other.Why, other.Whose)
            && AreSame(By, other.By) && AreSame(WithA, other.WithA) && AreSame(WithB, other.WithB);

        private static bool AreSame(ImmutableArray<Sighting> some, ImmutableArray<Sighting> others) => some == others || (some.Length == others.Length && some.Zip(others, ReferenceEquals).All(same => same));

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(A.Id, B.Id, Why);
    }

    /// <summary>One that is known widely only has too many around it to be held against each, and was left open for a person.</summary>
    /// <param name="Report">The one.</param>
    /// <param name="Most">How many there may be at most, by the rule of how those of one source count; there are more, or too many in all.</param>
    public sealed record TooMany(ReportId Report, int Most) : Grouping;

    /// <summary>Two observers' counts contradict each other.</summary>
    /// <param name="A">Who counted more.</param>
    /// <param name="B">Who counted less.</param>
    /// <param name="Least">How many the first counted at least.</param>
    /// <param name="Most">How many the second counted at most.</param>
    public sealed record CountsContradict(ReportId A, ReportId B, int Least, int Most) : Grouping;

    /// <summary>The observation is known too coarsely to be taken for the same happening as another.</summary>
    public sealed record TooCoarse(ReportId Report, string Why) : Grouping;

    /// <summary>Two observations were joined because somebody decided so.</summary>
    /// <param name="A">The one with the lesser id.</param>
    /// <param name="B">The other.</param>
    /// <param name="Entry">The entry that decides it.</param>
    /// <param name="Against">An earlier entry that decided otherwise; null: none did.</param>
    /// <param name="IsByRule">Whether the rule alone would take the two for neighbours.</param>
    public sealed record Decided(ReportId A, ReportId B, long Entry, long? Against, bool IsByRule) : Grouping;

    /// <summary>Two observations stay apart because somebody decided so.</summary>
    /// <param name="A">The one with the lesser id.</param>
    /// <param name="B">The other.</param>
    /// <param name="Entry">The entry that decides it.</param>
    /// <param name="Against">An earlier entry that decided otherwise; null: none did.</param>
    /// <param name="IsDirect">Whether the decision names the two themselves; else it names others that would come together with them.</param>
    public sealed record KeptApart(ReportId A, ReportId B, long Entry, long? Against, bool IsDirect) : Grouping;

    /// <summary>The entries of the decisions that it rests on; none where the rule alone is the reason.</summary>
    public ImmutableArray<long> Entries => this switch
    {
        Decided d => d.Against is { } other ? [other, d.Entry] : [d.Entry],
        KeptApart k => k.Against is { } other ? [.. new[] { other, k.Entry }.Order()] : [k.Entry],
        _ => [],
    };

    /// <summary>The gap and the pause between the two observations of a link; null where it is none.</summary>
    internal (Metres Gap, Duration Pause)? Measured => this switch
    {
        Joined j => (j.Gap, j.Pause),
        JoinedWide j => (j.Gap, j.Pause),
        LeftOpen o => (o.Gap, o.Pause),
        Split s => (s.Gap, s.Pause),
        _ => null,
    };

    /// <summary>The reason in a sentence.</summary>
    public string Sentence() => this switch
    {
        Joined j => $"joined: {j.Gap} and {Minutes(j.Pause)} apart, within the rule",
        Split s => $"kept apart from a neighbour {s.Gap} and {Minutes(s.Pause)} away, because {s.Bar?.Words() ?? "the group of one of the two was finished before, at a closer neighbour that it could not take in"}",
        JoinedWide j => $"joined: {j.Gap} and {Minutes(j.Pause)} apart, within the rule; its place is known widely only, and it can be one with nothing else",
        LeftOpen o => $"left open for a person: {o.Gap} and {Minutes(o.Pause)} apart, within the rule, but {o.Why.Words()} ({o.Whose})",
        TooMany t => FormattableString.Invariant($"left open for a person: its place is known widely only, and more than {t.Most} others are within the rule of the disc around it, of which another source counts a few times only"),
        CountsContradict c => FormattableString.Invariant($"the counts contradict each other: one observer counted {c.Least} at least, another {c.Most} at most"),
        TooCoarse t => $"stands alone: {t.Why}",
        Decided d => FormattableString.Invariant($"joined: entry {d.Entry} decides so{Otherwise(d.Against)}{(d.IsByRule ? "" : "; the rule alone would not join them")}"),
        KeptApart { IsDirect: true } k => FormattableString.Invariant($"kept apart: entry {k.Entry} decides so{Otherwise(k.Against)}"),
        KeptApart k => FormattableString.Invariant($"not joined{(k.Against is { } other ? FormattableString.Invariant($", as entry {other} decides") : "")}: entry {k.Entry} keeps apart two reports that would come together"),
        _ => throw new InvalidOperationException("INVARIANT: the family of groupings is closed"),
    };

    /// <summary>The order in which the reasons of one incident stand.</summary>
    internal static (int Rank, ReportId A, ReportId B) Order(Grouping reason) => reason switch
    {
        Decided d => (0, d.A, d.B),
        KeptApart k when k.IsDirect || k.Against is not null => (1, k.A, k.B),
        Joined j => (3, j.A, j.B),
        Split s => (4, s.A, s.B),
        KeptApart k => (5, k.A, k.B),
        TooCoarse t => (6, t.Report, t.Report),
        JoinedWide j => (7, j.A, j.B),
        LeftOpen o => (8, o.A.Id, o.B.Id),
        TooMany t => (8, t.Report, t.Report),
        CountsContradict c => (9, c.A, c.B),
        _ => throw new InvalidOperationException("INVARIANT: the family of groupings is closed"),
    };

    private static string Otherwise(long? against) => against is { } other ? FormattableString.Invariant($", otherwise than entry {other} before it") : "";

    private static string Minutes(Duration duration) => FormattableString.Invariant($"{Math.Round(duration.TotalMinutes):0} min");
}

/// <summary>What bars two groups from being one: by how much they would exceed the bounds together, and what excludes each other in them.</summary>
/// <param name="Across">How far the middles of two of their observations are apart at most, where that is further than one incident may reach; else null.</param>
/// <param name="Lasting">How long they would last together, where that is longer than one incident may; else null.</param>
/// <param name="Excluding">The first two of them, by their ids, that exclude each other; null: none do.</param>
public sealed record GroupingBar(Metres? Across, Duration? Lasting, (Sighting A, Sighting B)? Excluding)
{
    /// <summary>The same in words.</summary>
    internal string Words() => "together the reports of both " + string.Join(" and ", new[]
    {
        Across is { } across ? $"would be {across} across, which is more than one incident may be" : null,
        Lasting is { } lasting ? FormattableString.Invariant($"would last {Math.Round(lasting.TotalMinutes):0} min, which is more than one incident may") : null,
        Excluding is var (a, b) ? $"say what excludes each other: {Compatibility.Excluding(a, b)}" : null,
    }.OfType<string>());

    /// <summary>The same bar of the very same observations.</summary>
    public bool Equals(GroupingBar? other) => other is not null && (Across, Lasting) == (other.Across, other.Lasting)
        && ReferenceEquals(Excluding?.A, other.Excluding?.A) && ReferenceEquals(Excluding?.B, other.Excluding?.B);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Across, Lasting);
}

/// <summary>Why it is left open whether two observations are one.</summary>
public enum Ambiguity
{
    /// <summary>The one that is known widely only can be one with more than one incident.</summary>
    Elsewhere,

    /// <summary>Another that can be one with this incident alone cannot be one with it.</summary>
    Rival,

    /// <summary>It reaches no incident; of those that are known as widely around it not each can be one with each, or no one place serves them all.</summary>
    Crowd,
}

/// <summary>The words for why it is left open.</summary>
internal static class Ambiguities
{
    extension(Ambiguity why)
    {
        /// <summary>As a clause of a sentence.</summary>
        public string Words() => why switch
        {
            Ambiguity.Elsewhere => "the one that is known widely only may be of another incident as well",
            Ambiguity.Rival => "another that may be of this incident excludes it",
            Ambiguity.Crowd => "of those around not each may be one with each at one place",
            _ => throw new InvalidOperationException("INVARIANT: every doubt has its words"),
        };
    }
}
