using System.Collections.Immutable;

namespace Truceline.Agreements.Text;

/// <summary>The problems found so far. After the first hundred the rest are only counted.</summary>
internal sealed class ProblemList
{
    private const int Most = 100;
    private const int MostSuggestions = 20;
    private readonly List<Problem> found = [];
    private readonly HashSet<(string, Location)> places = [];
    private int left;

    /// <summary>Whether there is an error among them.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether a suggestion is still worth its time: a file with a thousand unknown words is no typing error.</summary>
    public bool MaySuggest => found.Count < MostSuggestions;

    /// <summary>Adds an error. At one place each code is told once.</summary>
    public void Add(string code, Location where, string what, string remedy) =>
        Add(new Problem(code, ProblemCodes.Of(code).Severity, where, what, remedy));

    /// <summary>Adds a problem.</summary>
    public void Add(Problem problem)
    {
        HasErrors |= problem.Severity == Severity.Error;
        if (!places.Add((problem.Code, problem.Where))) return;
        if (found.Count < Most) found.Add(problem);
        else left++;
    }

    /// <summary>Whether a problem of this code was told at this place.</summary>
    public bool Knows(Problem problem) => places.Contains((problem.Code, problem.Where));

    /// <summary>All of them, the gravest first, then by place.</summary>
    public ImmutableArray<Problem> InOrder()
    {
        var ordered = found
            .OrderBy(problem => problem.Severity)
            .ThenBy(problem => problem.Where.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Where.Line)
            .ThenBy(problem => problem.Where.Column)
            .ThenBy(problem => problem.Code, StringComparer.Ordinal)
            .ToList();
        if (left > 0)
            ordered.Add(ordered[^1] with
            {
                Code = "TL001",
                What = FormattableString.Invariant($"{left} more problems are not listed"),
                Remedy = "put the ones above right first",
            });
        return [.. ordered];
    }
}
