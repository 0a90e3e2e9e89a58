using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Binds what actors accept, reject and want.</summary>
internal static class PositionBinder
{
    private static readonly ImmutableArray<string> Contents = ["accept", "reject", "wants", "offers"];
    private const string Before = " before ";

    public static ImmutableArray<ActorPosition> Bind(Scope scope, YamlNode? section)
    {
        var positions = ImmutableArray.CreateBuilder<ActorPosition>();
        foreach (var (key, value) in scope.Entries(section, "positions"))
        {
            if (scope.Refer(scope.Actors, key) is not { } actor) continue;
            if (value is YamlNode.Sequence { Items: var list } && !scope.AreFew(list.Length, value, $"positions of {actor}")) continue;
            var conditions = new Dictionary<string, Location>(StringComparer.Ordinal);
            foreach (var node in scope.Several(value, "a position"))
                if (Bind(scope, actor, node) is { } position)
                {
                    if (conditions.TryAdd(position.If ?? "", node.Where)) positions.Add(position);
                    else scope.Problems.Add("TL005", node.Where, FormattableString.Invariant($"actor '{actor}' has a position under the same condition in line {conditions[position.If ?? ""].Line}"), "put the two together, or give each its 'if'");
                }
        }
        return positions.ToImmutable();
    }

    private static ActorPosition? Bind(Scope scope, string actor, YamlNode node)
    {
        if (Fields.Of(scope, node, Language.Position) is not { } fields) return null;
        if (Contents.All(key => fields[key] is null))
            scope.Problems.Add("TL003", node.Where, $"the position of '{actor}' says nothing", "add 'accept: …', 'reject: …', 'wants: …' or 'offers: …'");
        var accept = scope.Several(fields, "accept", scope.Clauses, scope.Powers, scope.Decisions, scope.Pledges);
        var reject = scope.Several(fields, "reject", scope.Clauses, scope.Powers, scope.Decisions, scope.Pledges);
        foreach (var both in accept.Intersect(reject, StringComparer.Ordinal))
            scope.Problems.Add("TL005", fields.Place("reject"), $"'{both}' is both accepted and rejected by '{actor}' under one condition", "keep it in one of the two lists, or give each its own 'if'");
        return new()
        {
            Actor = actor,
            Where = node.Where,
            Accept = accept,
            Reject = reject,
            Wants = fields["wants"] is { } wants ? [.. scope.Several(wants, "an order or a thing").Select(want => Want(scope, want)).OfType<Want>().Distinct()] : [],
            Offers = fields["offers"] is { } offers ? [.. scope.Several(offers, "text").Select(offer => scope.Text(offer, "text")).OfType<string>().Distinct(StringComparer.Ordinal)] : [],
            If = fields.Text("if"),
            Status = fields.Read("status", scope.Footing),
            Said = scope.Said(fields),
            Assumed = fields.Truth("assumed"),
            Unchecked = fields.Truth("unchecked"),
        };
    }

    /// <summary>The grammar of orders: <c>x before y</c>, or one name alone.</summary>
    private static Want? Want(Scope scope, YamlNode node)
    {
        if (scope.Text(node, "an order such as 'x before y', or a name") is not { } text) return null;
        var words = text.Trim();
        var at = words.IndexOf(Before, StringComparison.Ordinal);
        if (at < 0) return Thing(scope, node, words) is { } alone ? new(alone, null) : null;
        var (first, then) = (Thing(scope, node, words[..at].Trim()), Thing(scope, node, words[(at + Before.Length)..].Trim()));
        if (first is null || then is null) return null;
        if (first != then) return new(first, then);
        scope.Problems.Add("TL005", node.Where, $"'{first}' cannot come before itself", "name two things, as in 'x before y'");
        return null;
    }

    private static string? Thing(Scope scope, YamlNode node, string name) =>
        scope.Refer(new YamlNode.Scalar(node.Where, name, false), scope.Events, scope.Phases, scope.Clauses, scope.Powers, scope.Decisions, scope.Pledges);
}
