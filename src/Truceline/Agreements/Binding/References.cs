using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Values that lead to something else: each method gives the value, or null after a problem was added.</summary>
internal static class References
{
    private const string Proposed = "proposed-by-";

    /// <summary>The name of a thing of one of several kinds.</summary>
    public static string? Refer(this Scope scope, YamlNode node, params ReadOnlySpan<Names> kinds)
    {
        var wanted = Shown.Choice([.. Nouns(kinds)]);
        if (scope.Text(node, $"the name of {Scope.Article(wanted)}") is not { } name) return null;
        Names? found = null;
        foreach (var kind in kinds)
        {
            if (!kind.Has(name)) continue;
            if (found is not null)
            {
                scope.Problems.Add("TL007", node.Where, FormattableString.Invariant($"'{name}' names both the {found.Noun} in line {found[name].Line} and the {kind.Noun} in line {kind[name].Line}"), "give one of them another id");
                return null;
            }
            found = kind;
        }
        if (found is not null) return name;
        if (Other(scope, name) is { } other)
            scope.Problems.Add("TL006", node.Where, $"'{name}' is {Scope.Article(other.Noun)}, where {Scope.Article(wanted)} is wanted", $"name {Scope.Article(wanted)}");
        else Unknown(scope, node, name, wanted, kinds);
        return null;
    }

    private static void Unknown(Scope scope, YamlNode node, string name, string wanted, ReadOnlySpan<Names> kinds)
    {
        var all = new SortedSet<string>(StringComparer.Ordinal);
        if (scope.Problems.MaySuggest)
            foreach (var kind in kinds) all.UnionWith(kind.All);
        scope.Unknown(wanted, kinds[0].Section, name, node.Where, all);
    }

    private static List<string> Nouns(ReadOnlySpan<Names> kinds)
    {
        var nouns = new List<string>();
        foreach (var kind in kinds) nouns.Add(kind.Noun);
        return nouns;
    }

    /// <summary>What else has a name, so that a mix-up is told as such.</summary>
    private static Names? Other(Scope scope, string name) =>
        new[] { scope.Clauses, scope.Powers, scope.Definitions, scope.Pledges, scope.Decisions, scope.Events, scope.Phases, scope.Actors, scope.Zones, scope.Lines, scope.Counting }.FirstOrDefault(kind => kind.Has(name));

    /// <summary>The names that a key lists, each once, as written; none when it is not there.</summary>
    public static ImmutableArray<string> Several(this Scope scope, Fields fields, string key, params Names[] kinds) =>
        fields[key] is { } node
            ? [.. scope.Several(node, Scope.Article(Shown.Choice(kinds.Select(kind => kind.Noun)))).Select(one => scope.Refer(one, kinds)).OfType<string>().Distinct(StringComparer.Ordinal)]
            : [];

    /// <summary>Whether somebody or something takes part: <c>active</c>, <c>pending</c> or <c>proposed-by-</c> an actor.</summary>
    public static string? Footing(this Scope scope, YamlNode node)
    {
        if (scope.Text(node, "a status") is not { } status) return null;
        if (status is "active" or "pending") return status;
        if (!status.StartsWith(Proposed, StringComparison.Ordinal))
        {
            scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(status)} is not a status", $"write active, pending, or {Proposed} and the id of an actor");
            return null;
        }
        var actor = status[Proposed.Length..];
        if (scope.Actors.Has(actor)) return status;
        scope.Unknown("actor", "actors", actor, node.Where, scope.Actors.All);
        return null;
    }

    /// <summary>The statements that a thing rests on, each <c>source/own-id</c>; none when the key is not there.</summary>
    public static ImmutableArray<string> Said(this Scope scope, Fields fields) =>
        fields["said"] is { } node ? [.. scope.Several(node, "a statement").Select(scope.Statement).OfType<string>().Distinct(StringComparer.Ordinal)] : [];

    private static string? Statement(this Scope scope, YamlNode node)
    {
        if (scope.Text(node, "a statement") is not { } cited) return null;
        var slash = cited.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < cited.Length - 1) return cited;
        scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(cited)} cites no statement", "write its source and the source's own id, as in 'Example Press/12'");
        return null;
    }

    /// <summary>A duration, which is more than nothing.</summary>
    public static Period? Period(this Scope scope, YamlNode node)
    {
        if (scope.Scalar(node, "a duration") is not { } scalar) return null;
        var period = MomentText.Duration(scalar.Text.Trim(), out var fault);
        if (period is not null) return period;
        scope.Problems.Add("TL005", node.Where, fault == MomentText.NoDuration ? $"{Shown.Quoted(scalar.Text)} is not a duration" : $"{Shown.Quoted(scalar.Text)} {fault}", "write one of ISO 8601 that is more than nothing and at most 200 years, such as P3D or PT24H");
        return null;
    }

    /// <summary>A duration of which many lie end to end, and each is counted in by itself: an hour at least.</summary>
    public static Period? Repeated(this Scope scope, YamlNode node)
    {
        if (scope.Period(node) is not { } period) return null;
        if (period is not { Months: 0, Years: 0 } || period.ToDuration() >= Duration.FromHours(1)) return period;
        scope.Problems.Add("TL005", node.Where, $"{period.Words()} is too short for a period that is counted in", "write an hour (PT1H) or more");
        return null;
    }

    /// <summary>A duration without months and years, which are not always equally long.</summary>
    public static Duration? Elapsed(this Scope scope, YamlNode node)
    {
        if (scope.Period(node) is not { } period) return null;
        if (period is { Months: 0, Years: 0 }) return period.ToDuration();
        scope.Problems.Add("TL005", node.Where, "months and years are not always equally long", "write weeks, days, hours or minutes");
        return null;
    }
}
