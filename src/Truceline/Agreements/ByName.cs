using System.Collections.Immutable;

namespace Truceline.Agreements;

/// <summary>The order of actors wherever they are shown: by name, and by id where names are the same.</summary>
internal static class ByName
{
    public static IEnumerable<T> InOrder<T>(this IEnumerable<T> things, Func<T, Actor> actor) =>
        things.OrderBy(thing => actor(thing).Name, StringComparer.OrdinalIgnoreCase).ThenBy(thing => actor(thing).Id, StringComparer.Ordinal);

    public static ImmutableArray<Actor> Named(this Agreement agreement, IEnumerable<string> ids) =>
        [.. ids.Distinct(StringComparer.Ordinal).Select(id => agreement.Actors[id]).InOrder(actor => actor)];
}
