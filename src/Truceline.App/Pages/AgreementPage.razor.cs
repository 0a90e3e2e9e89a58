using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Truceline.Agreements;
using Truceline.Agreements.Sentences;
using Truceline.App.Serving;
using Truceline.Assessments;
using Truceline.Picture;

namespace Truceline.App.Pages;

/// <summary>The agreement read out: each clause as a sentence beside its article, with its state, what it rests on, and what the checks found.</summary>
public sealed partial class AgreementPage
{
    private static readonly ImmutableArray<(RenderingLanguage Language, string Name)> Languages = [(RenderingLanguage.English, "English"), (RenderingLanguage.Ukrainian, "українська")];

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The language of the sentences. The frame around them, what was found and what is wrong are said in English.</summary>
    [Parameter, EditorRequired]
    public RenderingLanguage Language { get; set; }

    private Rendering Read { get; set; } = null!;

    private ImmutableSortedDictionary<string, ClauseStanding> Standings { get; set; } = ImmutableSortedDictionary<string, ClauseStanding>.Empty;

    /// <summary>What the checks found, at the first clause that it is about.</summary>
    private ILookup<string, Problem> Problems { get; set; } = Array.Empty<Problem>().ToLookup(problem => problem.Code);

    /// <summary>The same at the other clauses that it is about: there a way to it is enough.</summary>
    private ILookup<string, (Problem Problem, string At)> Mentioned { get; set; } = Array.Empty<(Problem Problem, string At)>().ToLookup(one => one.At);

    /// <summary>What they found that is about no clause.</summary>
    private ImmutableArray<Problem> General { get; set; } = [];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/agreement", (HttpContext http) =>
        Site.Page<AgreementPage>(http.Viewed(), (nameof(Language), Asked(http.Request.Query["lang"]))));

    private static RenderingLanguage Asked(string? code) => string.IsNullOrEmpty(code) ? RenderingLanguage.English : Rendering.Parse(code)
        ?? throw new UsageException($"There are no sentences in '{(code.Length <= 20 ? code : code[..20] + "…")}': the languages are {string.Join(", ", Languages.Select(one => Rendering.CodeOf(one.Language)))}.");

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Read = View.Examined.Rendering(Language);
        Standings = View.Arrangement.Provisions
            .ToImmutableSortedDictionary(provision => provision.Clause.Id, provision => new ClauseStanding(provision, View.Assessment), StringComparer.Ordinal);
        var clauses = Read.Clauses.Select(clause => clause.Id).ToHashSet(StringComparer.Ordinal);
        var at = View.Examined.Problems.Select(problem => (Problem: problem, Clauses: problem.About.Where(clauses.Contains).ToList())).ToList();
        Problems = at.Where(one => one.Clauses.Count > 0).ToLookup(one => one.Clauses[0], one => one.Problem, StringComparer.Ordinal);
        Mentioned = at.SelectMany(one => one.Clauses.Skip(1).Select(clause => (clause, Found: (one.Problem, At: one.Clauses[0])))).ToLookup(one => one.clause, one => one.Found, StringComparer.Ordinal);
        General = [.. at.Where(one => one.Clauses.Count == 0).Select(one => one.Problem)];
    }

    private string Lang => Rendering.CodeOf(Language);

    private string Address(RenderingLanguage language) => QueryHelpers.AddQueryString(View.Link("/agreement"), "lang", Rendering.CodeOf(language));

    private string Findings(RenderedClause clause, Answers answer) => new FindingsFilter { Clause = clause.Id, Outcome = answer.Outcome.Written(), Standing = answer.Standing?.Written() }.Address(View);
}

/// <summary>How things stand under a clause: whether it applies, and what was found.</summary>
/// <param name="Provision">The clause with its findings.</param>
/// <param name="Assessment">As of when.</param>
internal sealed record ClauseStanding(Provision Provision, Assessment Assessment)
{
    /// <summary>Whether anything was found under it yet, and else whether it can have been.</summary>
    public string State => Provision switch
    {
        { Findings.IsEmpty: false } => "",
        _ when Provision.Clause.Accepted.IsEmpty => "binds nobody",
        { Begins: EventTime.NotYet not } => $"not in force: {not.Why}",
        { Begins: EventTime.Unknown unknown } => $"cannot say whether it is in force: {unknown.Why}",
        { Begins: EventTime.Known known } when Assessment.AsOf is { } now && known.At > now => "not in force yet",
        _ => "no findings yet",
    };
}
