using Truceline.Agreements;
using Truceline.Agreements.Checks;

namespace Truceline.Tests.Agreements.Checks;

/// <summary>What the checks find in small files.</summary>
internal static class Found
{
    /// <summary>The problems of some code.</summary>
    public static Problem[] In(string rest, string code) => [.. AgreementChecks.Find(Truces.Agreement(Truces.With(rest))).Where(problem => problem.Code == code)];

    /// <summary>Their sentences.</summary>
    public static string[] Says(string rest, string code) => [.. In(rest, code).Select(problem => problem.What)];
}
