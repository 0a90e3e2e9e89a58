using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Finds out who is bound by a file or by one clause, and from when.</summary>
internal static class Acceptances
{
    /// <summary>What <c>accepted</c> says.</summary>
    public static ImmutableArray<Acceptance> Bind(Scope scope, YamlNode node)
    {
        if (node is YamlNode.Sequence { Items.Length: var count } && !scope.AreFew(count, node, "accepted")) return [];
        var accepted = ImmutableArray.CreateBuilder<Acceptance>();
        foreach (var item in node is YamlNode.Sequence list ? list.Items : [node])
        {
            if (Fields.Of(scope, item, Language.Accepted) is not { } fields) continue;
            var by = fields.Required("by", "'accepted'") is { } actor ? scope.Refer(scope.Actors, actor) : null;
            var since = fields.Read("since", value => TimeBinder.Moment(scope, value));
            if (by is null) continue;
            accepted.Add(new(by, since, fields.Text("said")));
        }
        return [.. accepted.OrderBy(one => one.By, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Whom a text binds by itself: a signed one its parties and signatories, and the groups and forces that consist of
    /// such, from 00:00 of the day of signature; any other nobody.
    /// </summary>
    public static ImmutableArray<Acceptance> Implied(AgreementSource source, ImmutableSortedDictionary<string, Actor> actors)
    {
        if (source is not { Status: SourceStatus.Signed, Signed: LocalDate signed }) return [];
        var bound = new HashSet<string>(StringComparer.Ordinal);
        // Members come before those that they make up; a circle was refused and binds nobody.
        foreach (var id in Circles.Order(actors.Keys, id => actors.TryGetValue(id, out var actor) ? actor.Members : [], _ => { }))
            if (actors.TryGetValue(id, out var actor) && Signs(actor, bound)) bound.Add(id);
        return [.. bound.Order(StringComparer.Ordinal).Select(id => new Acceptance(id, new Moment.OnDate(signed), null))];
    }

    private static bool Signs(Actor actor, HashSet<string> bound) => actor.Kind switch
    {
        ActorKind.Party or ActorKind.Signatory => true,
        ActorKind.Group or ActorKind.Force => !actor.Members.IsEmpty && actor.Members.All(bound.Contains),
        _ => false,
    };
}
