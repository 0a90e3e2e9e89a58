using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Binds the actors.</summary>
internal static class ActorBinder
{
    public static ImmutableSortedDictionary<string, Actor> Bind(Scope scope, IReadOnlyList<YamlPair> entries)
    {
        var actors = ImmutableSortedDictionary.CreateBuilder<string, Actor>(StringComparer.Ordinal);
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            if (Language.NotActors.Contains(key.Text))
                scope.Problems.Add("TL007", key.Where, $"'{key.Text}' stands for something else where an actor is named", "choose another id");
            if (Bind(scope, key.Text, value, named, key) is { } actor) actors[key.Text] = actor;
        }
        RefuseCircles(scope, actors);
        return actors.ToImmutable();
    }

    private static Actor? Bind(Scope scope, string id, YamlNode value, Dictionary<string, string> named, YamlNode.Scalar key)
    {
        if (Fields.Of(scope, value, Language.Actor) is not { } fields) return null;
        scope.Doubt($"actor {id}", fields.Doubt());
        var kind = fields.Required("kind", $"actor '{id}'") is { } word ? scope.Word<ActorKind>(word, "a kind of actor") : null;
        var name = fields.Text("name");
        var knownAs = ImmutableArray.CreateBuilder<string>();
        Claim(scope, named, id, id, key.Where);
        if (name is not null) Claim(scope, named, id, name, fields["name"]!.Where);
        foreach (var node in fields["known-as"] is { } known ? scope.Several(known, "a name") : [])
            if (scope.Text(node, "a name") is { } text)
            {
                Claim(scope, named, id, text, node.Where);
                knownAs.Add(text);
            }
        var members = Members(scope, id, kind, fields);
        var count = fields.Value("count", node => scope.Whole(node, 1, 1_000_000));
        return new(id, kind ?? ActorKind.Civil, name ?? id, knownAs.ToImmutable(), members, count, fields.Truth("assumed")) { Unchecked = fields.Truth("unchecked"), Status = fields.Read("status", scope.Footing), Where = key.Where };
    }

    private static ImmutableArray<string> Members(Scope scope, string id, ActorKind? kind, Fields fields)
    {
        if (fields["members"] is not { } list) return [];
        if (kind is not (null or ActorKind.Group or ActorKind.Force or ActorKind.Body))
            scope.Problems.Add("TL005", fields.Place("members"), $"actor '{id}' is a {kind.Value.Written()}, which has no members", "make it a group, a force or a body");
        return [.. scope.Several(list, "an actor").Select(node => scope.Refer(scope.Actors, node)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>A name leads to one actor, and so does each that looks like it.</summary>
    private static void Claim(Scope scope, Dictionary<string, string> named, string id, string name, Location where)
    {
        var plain = PlainName.Of(name);
        if (named.TryAdd(plain, id) || named[plain] == id) return;
        scope.Problems.Add("TL007", where, $"{Shown.Quoted(name)} names both actor '{named[plain]}' and actor '{id}'", "keep it with one of them");
    }

    private static void RefuseCircles(Scope scope, ImmutableSortedDictionary<string, Actor>.Builder actors) =>
        Circles.Order(actors.Keys, id => actors.TryGetValue(id, out var actor) ? actor.Members : [], circle =>
            scope.Problems.Add("TL005", scope.Actors[circle[0]], $"actors are members of one another: {string.Join(" → ", circle)}", "remove one of the memberships"));
}
