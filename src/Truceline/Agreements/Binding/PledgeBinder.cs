using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Binds what was promised or excluded.</summary>
internal static class PledgeBinder
{
    private const int MostContributors = 1_000_000;

    public static ImmutableArray<Pledge> Bind(Scope scope, IReadOnlyList<YamlNode.Mapping> entries)
    {
        var pledges = entries.Select(entry => Bind(scope, entry)).OfType<Pledge>().ToImmutableArray();
        var enables = pledges.ToDictionary(pledge => pledge.Id, pledge => pledge.Enables, StringComparer.Ordinal);
        // Who waits for whom is followed to its end wherever it is shown.
        Circles.Order(pledges.Select(pledge => pledge.Id), id => enables.TryGetValue(id, out var below) ? below : [], circle =>
            scope.Problems.Add("TL005", scope.Pledges[circle[0]], $"pledges wait for one another: {string.Join(" → ", circle)}", "remove one of the 'enables'"));
        return pledges;
    }

    private static Pledge? Bind(Scope scope, YamlNode.Mapping node)
    {
        if (Fields.Of(scope, node, Language.Pledge) is not { } fields || node["id"]?.Value is not YamlNode.Scalar { Text: var id }) return null;
        var of = $"pledge '{id}'";
        var by = fields.Required("by", of) is { } actor ? scope.Refer(scope.Actors, actor) : null;
        var domains = fields.Required("domain", of) is { } domain
            ? scope.Several(domain, "a domain").Select(word => scope.Word<PledgeDomain>(word, "a domain of a pledge")).OfType<PledgeDomain>().Distinct().Order().ToImmutableArray() : [];
        var status = fields.Required("status", of) is { } word ? scope.Word<PledgeStatus>(word, "a status of a pledge") : null;
        var amount = fields.Text("amount");
        var count = fields.Value("count", value => scope.Whole(value, 1, MostContributors));
        var bound = new Pledge
        {
            Id = id,
            Where = node.Where,
            By = by ?? "",
            Domains = domains,
            Amount = amount == "undisclosed" ? null : amount,
            Undisclosed = amount == "undisclosed",
            Count = count,
            Public = fields.Value("public", value => Public(scope, value, count ?? 1)),
            When = fields.Read("when", value => scope.Refer(value, scope.Phases, scope.Events)),
            If = fields.Text("if"),
            Enables = scope.Several(fields, "enables", scope.Pledges),
            Status = status ?? default,
            Due = fields.Read("due", value => Due(scope, value, of)),
            Said = scope.Said(fields),
            Assumed = fields.Truth("assumed"),
            Unchecked = fields.Truth("unchecked"),
        };
        return by is null || status is null ? null : bound;
    }

    private static PublicShare? Public(Scope scope, YamlNode node, int count)
    {
        if (scope.Scalar(node, "a number, few or none") is not { } scalar) return null;
        if (scalar.Text == "few") return new(null);
        if (scalar.Text == "none") return new(0);
        if (!char.IsAsciiDigit(scalar.Text.FirstOrDefault()))
        {
            scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(scalar.Text)} does not say how many speak of it in public", "write a number, few or none");
            return null;
        }
        if (scope.Whole(node, 0, MostContributors) is not { } number) return null;
        if (number <= count) return new(number);
        scope.Problems.Add("TL005", node.Where, FormattableString.Invariant($"{number} speak of it in public, but only {count} {(count == 1 ? "stands" : "stand")} behind it"), "correct 'public' or 'count'");
        return null;
    }

    private static PledgeDue? Due(Scope scope, YamlNode node, string of)
    {
        if (Fields.Of(scope, node, Language.Due) is not { } fields) return null;
        var said = fields.Text("said");
        var assumed = fields.Truth("assumed");
        LocalDate? by = fields.Required("by", $"'due' of {of}") is { } date ? scope.Date(date) : null;
        return by is { } day ? new(day, said, assumed) : null;
    }
}
