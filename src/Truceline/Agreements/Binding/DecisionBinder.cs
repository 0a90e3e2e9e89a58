using System.Collections.Immutable;
using System.Globalization;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Binds how bodies decide, and who must agree to another's act.</summary>
internal sealed class DecisionBinder
{
    private const int MostVotes = 1_000_000;
    private const string HowToWrite = "write any, consensus, unanimity, { majority: 9 }, { majority: 2/3 } or { weighted: { weights: …, needed: … } }";

    private readonly Scope scope;
    private readonly ImmutableSortedDictionary<string, Actor> actors;
    private readonly Dictionary<string, HashSet<string>> members = new(StringComparer.Ordinal);

    private DecisionBinder(Scope scope, ImmutableSortedDictionary<string, Actor> actors) => (this.scope, this.actors) = (scope, actors);

    public static ImmutableArray<Decision> Bind(Scope scope, ImmutableSortedDictionary<string, Actor> actors, IReadOnlyList<YamlPair> entries)
    {
        var binder = new DecisionBinder(scope, actors);
        return [.. entries.Select(entry => binder.Bind(entry.Key, entry.Value)).OfType<Decision>()];
    }

    private Decision? Bind(YamlNode.Scalar key, YamlNode value)
    {
        if (Fields.Of(scope, value, Language.Decision) is not { } fields) return null;
        var of = $"decision '{key.Text}'";
        var consent = fields["consent"] is { } node ? Consent(node) : null;
        var isConsent = fields["consent"] is not null;
        if (isConsent)
            foreach (var other in new[] { "by", "rule", "veto", "quorum", "tie" }) fields.Exclude("consent", other, of);
        var by = !isConsent && fields.Required("by", of) is { } body ? scope.Refer(scope.Actors, body) : null;
        var rule = !isConsent && fields.Required("rule", of) is { } how ? Rule(how, by) : null;
        var decision = new Decision
        {
            Id = key.Text,
            Where = key.Where,
            By = by,
            Rule = rule,
            Consent = consent,
            Veto = isConsent ? [] : Veto(fields, by),
            Quorum = isConsent ? null : fields.Value("quorum", number => scope.Whole(number, 1, MostVotes)),
            Silence = fields.Value("silence", word => scope.Word<SilenceMeans>(word, "what silence counts as")),
            Within = fields.Read("within", scope.Period),
            Tie = isConsent ? null : fields.Read("tie", actor => scope.Refer(scope.Actors, actor)),
            Status = fields.Read("status", scope.Footing),
            Said = scope.Said(fields),
            Assumed = fields.Truth("assumed"),
            Unchecked = fields.Truth("unchecked"),
        };
        return consent is null && (by is null || rule is null) ? null : decision;
    }

    private Consent? Consent(YamlNode node)
    {
        if (Fields.Of(scope, node, Language.Consent) is not { } fields) return null;
        var to = fields.Required("to", "'consent'") is { } clause ? scope.Refer(clause, scope.Clauses) : null;
        var by = fields.Required("by", "'consent'") is null ? [] : scope.Several(fields, "by", scope.Actors);
        return to is null || by.IsEmpty ? null : new(to, [.. by.Order(StringComparer.Ordinal)]);
    }

    // An empty list says that nobody has a veto.
    private ImmutableArray<string> Veto(Fields fields, string? body)
    {
        if (fields["veto"] is null or YamlNode.Sequence { Items.Length: 0 }) return [];
        foreach (var node in scope.Several(fields["veto"]!, "an actor")) Member(node, body);
        return [.. scope.Several(fields, "veto", scope.Actors).Order(StringComparer.Ordinal)];
    }

    /// <summary>Tells of an actor that is no member of the body that decides; one that is not declared is told where it is referred to.</summary>
    private void Member(YamlNode node, string? body)
    {
        if (body is null || node is not YamlNode.Scalar { Text: var actor } || !scope.Actors.Has(actor) || Members(body).Contains(actor)) return;
        scope.Problems.Add("TL005", node.Where, $"actor '{actor}' is no member of '{body}', which decides", $"name a member, or add it to the members of '{body}'");
    }

    /// <summary>Who votes when a body decides: its members, theirs, and the body itself where it has none.</summary>
    private HashSet<string> Members(string body)
    {
        if (members.TryGetValue(body, out var known)) return known;
        var all = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([body]);
        while (open.TryPop(out var id))
            foreach (var member in actors.TryGetValue(id, out var actor) ? actor.Members : [])
                if (all.Add(member)) open.Push(member);
        if (all.Count == 0) all.Add(body);
        return members[body] = all;
    }

    private DecisionRule? Rule(YamlNode node, string? body)
    {
        if (node is YamlNode.Scalar)
            return scope.OneOf(node, "a rule", ["any", "consensus", "unanimity"]) switch
            {
                "any" => new DecisionRule.Any(),
                "consensus" => new DecisionRule.Consensus(),
                "unanimity" => new DecisionRule.Unanimity(),
                _ => null,
            };
        if (Fields.Of(scope, node, Language.DecisionRule) is not { } fields) return null;
        return fields.Exactly(Language.DecisionRule.Known, "the rule") switch
        {
            "majority" => Majority(fields["majority"]!),
            "weighted" => Weighted(fields["weighted"]!, body),
            _ => null,
        };
    }

    private DecisionRule? Majority(YamlNode node)
    {
        if (scope.Scalar(node, "a number of votes or a fraction") is not { } scalar) return null;
        var parts = scalar.Text.Split('/', StringSplitOptions.TrimEntries);
        if (parts.Length == 1 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var votes) && votes is >= 1 and <= MostVotes)
            return new DecisionRule.Votes(votes);
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var numerator)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)
            && numerator >= 1 && numerator <= denominator && denominator <= 1000)
            return new DecisionRule.Share(numerator, denominator);
        scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(scalar.Text)} is no majority", HowToWrite);
        return null;
    }

    private DecisionRule.Weighted? Weighted(YamlNode node, string? body)
    {
        if (Fields.Of(scope, node, Language.Weighted) is not { } fields) return null;
        var needed = fields.Required("needed", "'weighted'") is { } sum ? scope.Whole(sum, 1, MostVotes) : null;
        var weights = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var (key, value) in scope.Entries(fields.Required("weights", "'weighted'"), "weights"))
        {
            Member(key, body);
            if (scope.Refer(scope.Actors, key) is { } actor && scope.Whole(value, 0, MostVotes) is { } weight) weights[actor] = weight;
        }
        return needed is { } enough ? new(weights.ToImmutable(), enough) : null;
    }
}
