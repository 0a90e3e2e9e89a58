using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>Which findings a list shows, as its address says. All that is asked for must hold.</summary>
public sealed record FindingsFilter
{
    /// <summary>How many findings are gone through for words at most.</summary>
    internal const int MostSearched = 50_000;

    /// <summary>The clause, by id.</summary>
    public string? Clause { get; init; }

    /// <summary>The outcome, as written: <c>cannot-rule</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>The standing of a breach, as written.</summary>
    public string? Standing { get; init; }

    /// <summary>The local day, as written.</summary>
    public string? Day { get; init; }

    /// <summary>A part of the name of the place.</summary>
    public string? Place { get; init; }

    /// <summary>The actor, by id.</summary>
    public string? Actor { get; init; }

    /// <summary>A report that they rest on, by its id.</summary>
    public string? Report { get; init; }

    /// <summary>The beginning of an id, a day, or words that all stand somewhere in what the finding is about.</summary>
    public string? Q { get; init; }

    /// <summary>Whether the plain text and every reading stand side by side: <c>beside</c>. Only clauses that a reading changes are listed then.</summary>
    public string? Readings { get; init; }

    /// <summary>Reads an address.</summary>
    public static FindingsFilter Read(IQueryCollection query) => new()
    {
        Clause = One(query, "clause"), Outcome = One(query, "outcome"), Standing = One(query, "standing"), Day = One(query, "day"),
        Place = One(query, "place"), Actor = One(query, "actor"), Report = One(query, "report"), Q = One(query, "q"), Readings = One(query, "readings") is "beside" ? "beside" : null,
    };

    /// <summary>What one part of an address asks for; null for nothing.</summary>
    public static string? One(IQueryCollection query, string name) => query[name] is [{ } text, ..] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>Whether it asks for anything.</summary>
    public bool IsEmpty => this == new FindingsFilter();

    /// <summary>What is wrong with it, in a sentence; null when it can be answered.</summary>
    public string? Fault(View view) =>
        Clause is { } clause && view.Agreement.Clauses.All(one => one.Id != clause) ? $"There is no clause '{clause}' in this agreement. Choose one from the list."
        : Outcome is { } outcome && Vocabulary.Parse<Outcome>(outcome) is null ? $"'{outcome}' is no outcome. The outcomes are {string.Join(", ", Vocabulary.All<Outcome>())}."
        : Standing is { } standing && Vocabulary.Parse<Standing>(standing) is null ? $"'{standing}' is no standing. The standings are {string.Join(", ", Vocabulary.All<Standing>())}."
        : Actor is { } actor && !view.Agreement.Actors.ContainsKey(actor) ? $"There is no actor '{actor}' in this agreement. Choose one from the list."
        : Day is { } day && TimeWords.Day(day) is null ? $"'{day}' is no day. Write it as 2025-09-06."
        : null;

    /// <summary>The address of the list that it describes.</summary>
    public string Address(View view, int part = 1)
    {
        var asked = new Dictionary<string, string?>
        {
            ["clause"] = Clause, ["outcome"] = Outcome, ["standing"] = Standing, ["day"] = Day, ["place"] = Place, ["actor"] = Actor, ["report"] = Report, ["q"] = Q, ["readings"] = Readings,
            ["page"] = part > 1 ? FormattableString.Invariant($"{part}") : null,
        };
        return view.Link(Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString("/findings", asked.Where(one => one.Value is not null)));
    }

    /// <summary>The findings that it describes, in the order of <see cref="Lookup.Listed"/>; none when it has a fault.</summary>
    internal FoundFindings Of(View view)
    {
        if (Fault(view) is not null) return FoundFindings.None;
        var (outcome, standing) = (Outcome is null ? null : Vocabulary.Parse<Outcome>(Outcome), Standing is null ? null : Vocabulary.Parse<Standing>(Standing));
        var index = view.Lookup.Findings;
        var (within, terms) = Sought(view);
        if (Report is null && within is null)
        {
            var (listed, counts) = index.Under(IsClause, IsAnswer);
            return Place is null && Actor is null && terms.IsEmpty ? new(listed, counts, null) : Search(view, listed, terms);
        }
        var (from, test) = (Report is null ? index.Around(within!.Value) : RestingOnReport(view), Test(view, terms));
        return FoundFindings.Of(index.InOrder(from.Where(finding =>
            IsClause(finding.Clause) && IsAnswer(finding.Outcome, finding.Standing) && (within is not { } day || Touches(finding, day)) && test(finding))), null);

        bool IsClause(string clause) => (Clause is null || clause == Clause) && (Readings is null || view.Agreement.Readings.Values.Any(reading => reading.Changes.Contains(clause)));

        bool IsAnswer(Outcome has, Standing? of) => (outcome is null || has == outcome) && (standing is null || of == standing);
    }

    /// <summary>Looks for words in no more findings than can be gone through while somebody waits, the first of the list, and among those that are named so.</summary>
    private FoundFindings Search(View view, IReadOnlyList<Finding> listed, ImmutableArray<string> terms)
    {
        var test = Test(view, terms);
        if (listed.Count <= MostSearched) return FoundFindings.Of([.. listed.Where(test)], null);
        var named = terms.Length == 1 ? view.Lookup.Beginning(terms[0]).Take(Slice.Size).Where(test) : [];
        return FoundFindings.Of(view.Lookup.Findings.InOrder(listed.Take(MostSearched).Where(test).Concat(named).Distinct()), listed.Count);
    }

    /// <summary>The day, and the words that are no day.</summary>
    private (Interval? Day, ImmutableArray<string> Terms) Sought(View view)
    {
        ImmutableArray<string> terms = [.. Q?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []];
        var day = Day is null ? null : TimeWords.Day(Day);
        if (Q is not null && day is null && TimeWords.Day(Q) is { } asked) (day, terms) = (asked, []);
        return (day is { } date ? TimeWords.Day(date, view.Agreement.Clock.Zone) : null, terms);
    }

    private ImmutableArray<Finding> RestingOnReport(View view) => view.Lookup.Report(new ReportId(Report!)) is { } report ? view.Lookup.RestingOn(report) : [];

    private Func<Finding, bool> Test(View view, ImmutableArray<string> terms)
    {
        var words = terms.Select(term => Word(view, term)).ToArray();
        return finding =>
            (Actor is null || Concerns(view.Agreement, finding.Subject))
            && (Place is null || Names(view, finding).Any(name => Holds(name, Place)))
            && Array.TrueForAll(words, word => word(finding));
    }

    /// <summary>Whether a term stands in what a finding is about. What many findings share is looked at once.</summary>
    private static Func<Finding, bool> Word(View view, string term)
    {
        var clauses = view.Agreement.Clauses
            .Where(clause => Holds(clause.Id, term) || clause.Gist is { } gist && Holds(gist, term) || clause.Quote is { } quote && Holds(quote, term))
            .Select(clause => clause.Id).ToHashSet(StringComparer.Ordinal);
        var (subjects, outcomes, places) = (new Dictionary<string, bool>(StringComparer.Ordinal), new Dictionary<(Outcome, Standing?), bool>(), new Dictionary<Incidents.Incident, bool>(ReferenceEqualityComparer.Instance));
        // An id is letters and digits; each is made when it is first asked for, which takes longer than all the rest.
        var named = term.Length <= 26 && term.All(char.IsAsciiLetterOrDigit) ? view.Lookup.Beginning(term).ToHashSet<Finding>(ReferenceEqualityComparer.Instance) : [];
        return finding => clauses.Contains(finding.Clause)
            || Once(outcomes, (finding.Outcome, finding.Standing), of => Holds(Outcomes.Words(of.Item1, of.Item2), term))
            || Once(subjects, finding.Subject, subject => subject.Split(", ").Any(id => Holds(id, term) || (view.Agreement.Actors.TryGetValue(id, out var actor) && Holds(actor.Name, term))))
            || (view.Lookup.IncidentOf(finding) is { } incident && Once(places, incident, of => of.Sightings.Any(sighting => sighting.Observation.Where.Name is { } name && Holds(name, term))))
            || (finding.Reading is { } reading && Holds(reading, term))
            || named.Contains(finding);

        static bool Once<T>(Dictionary<T, bool> known, T of, Func<T, bool> ask) where T : notnull => known.TryGetValue(of, out var answer) ? answer : known[of] = ask(of);
    }

    private bool Concerns(Agreement agreement, string subject) =>
        subject.Split(", ").Any(id => id == Actor || (agreement.Actors.ContainsKey(id) && agreement.Expand([id]).Contains(Actor!)));

    /// <summary>A deadline at midnight is of the day that it ends.</summary>
    private static bool Touches(Finding finding, Interval day) =>
        finding.Time is { } time
        && (finding.Key.Occasion is Occasion.OfDeadline ? time.Start > day.Start && time.Start <= day.End + Duration.Epsilon : time.Start <= day.End && time.End >= day.Start);

    private static IEnumerable<string> Names(View view, Finding finding) =>
        view.Lookup.IncidentOf(finding)?.Sightings.Select(sighting => sighting.Observation.Where.Name).OfType<string>() ?? [];

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a filter finds.</summary>
/// <param name="Findings">The findings.</param>
/// <param name="Counts">How many of them are under each clause with each answer.</param>
/// <param name="OutOf">Where there were too many to go through for words: how many there are; null: all were.</param>
internal sealed record FoundFindings(IReadOnlyList<Finding> Findings, ImmutableArray<(string Clause, Outcome Outcome, Standing? Standing, int Count)> Counts, int? OutOf)
{
    /// <summary>Nothing.</summary>
    public static FoundFindings None { get; } = new([], [], null);

    /// <summary>Some findings, counted.</summary>
    public static FoundFindings Of(ImmutableArray<Finding> findings, int? outOf) =>
        new(findings, [.. findings.CountBy(finding => (finding.Clause, finding.Outcome, finding.Standing)).Select(one => (one.Key.Clause, one.Key.Outcome, one.Key.Standing, one.Value))], outOf);
}
