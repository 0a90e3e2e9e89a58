using System.Collections.Immutable;

namespace Truceline.Agreements.Binding;

/// <summary>Puts things that rest on one another in an order, and finds the circles among them.</summary>
internal static class Circles
{
    /// <summary>
    /// All that rest on no circle, each after what it rests on. Each circle found is told once, from its first member round
    /// to it again. No recursion: a chain may be as long as the file.
    /// </summary>
    public static ImmutableArray<string> Order(
        IEnumerable<string> ids, Func<string, IEnumerable<string>> below, Action<ImmutableArray<string>> onCircle)
    {
        var order = ImmutableArray.CreateBuilder<string>();
        var done = new Dictionary<string, bool>(StringComparer.Ordinal);
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        var path = new List<(string Id, IEnumerator<string> Next, bool Sound)>();

        void Enter(string id)
        {
            depth[id] = path.Count;
            path.Add((id, below(id).GetEnumerator(), true));
        }

        foreach (var root in ids)
        {
            if (!done.ContainsKey(root)) Enter(root);
            while (path.Count > 0)
            {
                var (id, next, sound) = path[^1];
                if (!next.MoveNext())
                {
                    path.RemoveAt(path.Count - 1);
                    depth.Remove(id);
                    done[id] = sound;
                    if (sound) order.Add(id);
                    else if (path.Count > 0) path[^1] = path[^1] with { Sound = false };
                }
                else if (depth.TryGetValue(next.Current, out var first))
                {
                    onCircle([.. path.Skip(first).Select(step => step.Id), next.Current]);
                    path[^1] = path[^1] with { Sound = false };
                }
                else if (!done.TryGetValue(next.Current, out var fine)) Enter(next.Current);
                else if (!fine) path[^1] = path[^1] with { Sound = false };
            }
        }
        return order.ToImmutable();
    }
}
