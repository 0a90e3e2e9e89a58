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

    /// <summary>Reads an address.</summary>
    public static FindingsFilter Read(IQueryCollection query) => new()
    {
        Clause = One(query, "clause"), Outcome = One(query, "outcome"), Standing = One(query, "standing"), Day = One(query, "day"),
        Place = One(query, "place"), Actor = One(query, "actor"), Report = One(query, "report"), Q = One(query, "q"),
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
            ["clause"] = Clause, ["outcome"] = Outcome, ["standing"] = Standing, ["day"] = Day, ["place"] = Place, ["actor"] = Actor, ["report"] = Report, ["q"] = Q,
            ["page"] = part > 1 ? FormattableString.Invariant($"{part}") : null,
        };
        return view.Link(Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString("/findings", asked.Where(one => one.Value is not null)));
    }

    /// <summary>The findings that it describes, in the order of <see cref="Lookup.Listed"/>; none when it has a fault.</summary>
    public ImmutableArray<Finding> Of(View view)
    {
        if (Fault(view) is not null) return [];
        var from = Report is null ? view.Lookup.Listed : RestingOnReport(view);
        return IsEmpty ? from : [.. from.Where(Test(view))];
    }

    private ImmutableArray<Finding> RestingOnReport(View view)
    {
        if (view.Lookup.Report(new ReportId(Report!)) is not { } report) return [];
        var resting = view.Lookup.RestingOn(report).ToHashSet();
        return [.. view.Lookup.Listed.Where(resting.Contains)];
    }

    private Func<Finding, bool> Test(View view)
    {
        var (outcome, standing) = (Outcome is null ? null : Vocabulary.Parse<Outcome>(Outcome), Standing is null ? null : Vocabulary.Parse<Standing>(Standing));
        var day = (Day ?? "") is { Length: > 0 } written ? TimeWords.Day(written) : null;
        var terms = Q?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (Q is not null && day is null && TimeWords.Day(Q) is { } asked) (day, terms) = (asked, []);
        var within = day is { } date ? TimeWords.Day(date, view.Agreement.Clock.Zone) : (Interval?)null;
        return finding =>
            (Clause is null || finding.Key.Clause == Clause)
            && (outcome is null || finding.Outcome == outcome)
            && (standing is null || finding.Standing == standing)
            && (Actor is null || Concerns(view.Agreement, finding.Key.Subject))
            && (within is not { } stretch || Touches(finding, stretch))
            && (Place is null || Names(view, finding).Any(name => Holds(name, Place)))
            && terms.All(term => Texts(view, finding).Any(text => Holds(text, term)) || finding.Id.Value.StartsWith(term, StringComparison.OrdinalIgnoreCase));
    }

    private bool Concerns(Agreement agreement, string subject) =>
        subject.Split(", ").Any(id => id == Actor || (agreement.Actors.ContainsKey(id) && agreement.Expand([id]).Contains(Actor!)));

    /// <summary>A deadline at midnight is of the day that it ends.</summary>
    private static bool Touches(Finding finding, Interval day) =>
        finding.Time is { } time
        && (finding.Key.Occasion is Occasion.OfDeadline ? time.Start > day.Start && time.Start <= day.End + Duration.Epsilon : time.Start <= day.End && time.End >= day.Start);

    private static IEnumerable<string> Names(View view, Finding finding) =>
        view.Lookup.IncidentOf(finding)?.Sightings.Select(sighting => sighting.Observation.Where.Name).OfType<string>() ?? [];

    private static IEnumerable<string> Texts(View view, Finding finding)
    {
        yield return finding.Key.Clause;
        yield return Outcomes.Words(finding.Outcome, finding.Standing);
        foreach (var id in finding.Key.Subject.Split(", "))
        {
            yield return id;
            if (view.Agreement.Actors.TryGetValue(id, out var actor)) yield return actor.Name;
        }
        foreach (var name in Names(view, finding)) yield return name;
        if (finding.Key.Reading is { } reading) yield return reading;
        var clause = view.Agreement.Clauses.First(clause => clause.Id == finding.Key.Clause);
        if (clause.Gist is { } gist) yield return gist;
        if (clause.Quote is { } quote) yield return quote;
    }

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
