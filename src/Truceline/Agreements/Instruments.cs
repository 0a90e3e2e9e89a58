using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Agreements;

/// <summary>
/// Several instruments read together. One may supersede another, amend clauses of it, or be an annex to it. What is superseded
/// or replaced ceases to be in force from 00:00 of the day on which the other was signed; everything else stays in force side
/// by side, and each incident is held against all of it. A text that was not signed ends nothing.
/// </summary>
/// <param name="Agreements">The instruments, in the order in which they were given.</param>
/// <param name="Problems">What is wrong between them, the gravest first.</param>
public sealed record Instruments(ImmutableArray<Agreement> Agreements, ImmutableArray<Problem> Problems)
{
    /// <summary>Reads instruments together.</summary>
    public static Instruments Of(IEnumerable<Agreement> agreements)
    {
        ImmutableArray<Agreement> given = [.. agreements];
        ImmutableArray<Agreement> all = [.. given.OrderBy(one => one.Source.Signed ?? LocalDate.MaxIsoValue).ThenBy(one => one.Id, StringComparer.Ordinal)];
        var problems = new List<Problem>();
        foreach (var twice in all.GroupBy(one => one.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
            problems.Add(Error("TL007", twice.Last(), $"two instruments have the id '{twice.Key}'", "give one of them another id"));
        foreach (var one in all) problems.AddRange(Relations(one, all));
        return new([.. given.Select(one => Ended(one, all))], Checks.AgreementChecks.InOrder(problems));
    }

    private static IEnumerable<Problem> Relations(Agreement one, ImmutableArray<Agreement> all)
    {
        foreach (var other in one.Source.Supersedes.Concat(one.Source.AnnexTo).Concat(one.Source.Amends.Select(amendment => amendment.Of)).Where(id => id == one.Id))
            yield return Error("TL005", one, $"agreement '{other}' cannot supersede, amend or annex itself", "name the other instrument");
        foreach (var amendment in one.Source.Amends)
            if (all.FirstOrDefault(other => other.Id == amendment.Of) is { } amended)
                foreach (var clause in amendment.Clauses.Where(id => amended.Clauses.All(other => other.Id != id)))
                    yield return Error("TL006", one, $"agreement '{amended.Id}' has no clause '{clause}' that could be replaced", "correct the id in 'amends'");
        var ends = all.Where(other => other.Id != one.Id && Ends(one, other)).ToArray();
        foreach (var other in ends.Where(other => one.Source is { Signed: { } signed } && other.Source.Signed is { } before && before > signed))
            yield return Error("TL013", one, $"agreement '{one.Id}' supersedes or amends '{other.Id}', which was signed after it", "correct one of the two dates, or the relation");
        foreach (var other in ends.Where(_ => one.Source is not { Status: SourceStatus.Signed, Signed: not null }))
            yield return Error("TL041", one, $"agreement '{one.Id}' was not signed, so it ends nothing of '{other.Id}'", "give 'status: signed' and the day, or leave the relation out", Severity.Warning);
    }

    private static bool Ends(Agreement one, Agreement other) =>
        one.Source.Supersedes.Contains(other.Id) || one.Source.Amends.Any(amendment => amendment.Of == other.Id && !amendment.Clauses.IsEmpty);

    private static Agreement Ended(Agreement agreement, ImmutableArray<Agreement> all)
    {
        var by = all.Where(other => other.Id != agreement.Id && other.Source is { Status: SourceStatus.Signed, Signed: not null } && Ends(other, agreement)).ToImmutableArray();
        if (by.IsEmpty) return agreement;
        return Clauses(agreement) with { Readings = agreement.Readings.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value with { Agreement = Clauses(pair.Value.Agreement) }, StringComparer.Ordinal) };

        Agreement Clauses(Agreement one) => one with { Clauses = [.. one.Clauses.Select(Clause)] };

        // The first to end it ends it.
        Clause Clause(Clause clause) => by.FirstOrDefault(other => other.Source.Supersedes.Contains(agreement.Id) || other.Source.Amends.Any(amendment => amendment.Of == agreement.Id && amendment.Clauses.Contains(clause.Id))) is { } ending
            ? clause with { Replaced = new(ending.Id, Clock.StartOf(ending.Source.Signed!.Value, ending.Clock.Zone)) } : clause;
    }

    private static Problem Error(string code, Agreement agreement, string what, string remedy, Severity severity = Severity.Error) =>
        new(code, severity, agreement.Source.Where, what, remedy) { About = [agreement.Id] };
}
