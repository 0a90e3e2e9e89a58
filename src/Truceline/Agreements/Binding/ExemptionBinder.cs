using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Binds <c>unless</c> of a clause: a list of exceptions, each with conditions that must all hold.</summary>
/// <param name="scope">The file.</param>
/// <param name="zones">Its zones.</param>
/// <param name="things">What the clause rests on; the actors of the conditions are added.</param>
internal sealed class ExemptionBinder(Scope scope, ZoneBinder zones, ImmutableSortedSet<string>.Builder things)
{
    public ImmutableArray<Exemption> Bind(YamlNode node) =>
        scope.AreFew((node as YamlNode.Sequence)?.Items.Length ?? 1, node, "unless")
            ? [.. scope.Several(node, "an exception").Select(One).OfType<Exemption>()] : [];

    private Exemption? One(YamlNode node)
    {
        if (Fields.Of(scope, node, Language.Exemption) is not { } fields) return null;
        var conditions = ImmutableArray.CreateBuilder<Condition>();
        foreach (var key in Language.Exemption.Known)
            if (fields[key] is { } value && Condition(key, fields, value) is { } condition) conditions.Add(condition);
        if (Language.Exemption.Known.All(key => fields[key] is null))
            scope.Problems.Add("TL003", node.Where, "an exception names no condition", $"add {Shown.Choice(Language.Exemption.Known.Select(key => $"'{key}: …'"))}");
        return new(node.Where, conditions.ToImmutable());
    }

    private Condition? Condition(string key, Fields fields, YamlNode value) => key switch
    {
        "authorised-by" => Actors(fields, key) is { IsEmpty: false } actors ? new Condition.AuthorisedBy(actors) : null,
        "ordered-by" => Actors(fields, key) is { IsEmpty: false } actors ? new Condition.OrderedBy(actors) : null,
        "attacked-by" => value is YamlNode.Scalar { Text: "any" } ? new Condition.AttackedBy([]) : Actors(fields, key) is { IsEmpty: false } actors ? new Condition.AttackedBy(actors) : null,
        "notified" => Notified(value),
        "rotation" => Rotation(value),
        _ => Tried(value),
    };

    private ImmutableArray<string> Actors(Fields fields, string key)
    {
        var actors = scope.Several(fields, key, scope.Actors);
        foreach (var actor in actors) things.Add($"actor {actor}");
        return actors;
    }

    private Condition.Notified? Notified(YamlNode node) => Fields.Of(scope, node, Language.Notified) is { } fields
        ? new(Actors(fields, "to"), fields.Read("before", scope.Period)) : null;

    private Condition.Rotation? Rotation(YamlNode node)
    {
        if (Fields.Of(scope, node, Language.Rotation) is not { } fields) return null;
        var max = fields.Value("max", value => scope.Whole(value, 0, 1_000_000_000));
        var per = fields.Read("per", scope.Repeated);
        if (fields["max"] is null != fields["per"] is null)
            scope.Problems.Add("TL003", node.Where, "'rotation' has only one of 'max' and 'per'", "add the other, or remove both");
        if (Language.Rotation.Known.All(key => fields[key] is null))
            scope.Problems.Add("TL003", node.Where, "'rotation' says nothing", "add 'one-for-one: true', or 'max' and 'per'");
        return new(fields.Truth("one-for-one"), max, per, fields.Read("through", zones.Use));
    }

    /// <summary>A clause, by its id alone or as <c>{ clause: … }</c>.</summary>
    private Condition.Tried? Tried(YamlNode node)
    {
        var name = node is YamlNode.Mapping ? Fields.Of(scope, node, Language.Tried)?.Required("clause", "'tried'") : node;
        return name is not null && scope.Refer(scope.Clauses, name) is { } clause ? new(clause) : null;
    }
}
