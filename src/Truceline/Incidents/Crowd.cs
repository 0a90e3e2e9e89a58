using System.Runtime.InteropServices;
using Truceline.Agreements;

namespace Truceline.Incidents;

/// <summary>Whether there are too many around one that is known widely only for it to be held against each.</summary>
internal static class Crowd
{
    /// <summary>Counts those around, no further than to the answer, which does not hang on their order.</summary>
    /// <param name="around">Those around it, by number.</param>
    /// <param name="own">Itself.</param>
    /// <param name="source">Who hands one in; spellings that look alike are one (<see cref="PlainName"/>).</param>
    /// <param name="rules">The rules.</param>
    public static bool Is(IEnumerable<int> around, int own, Func<int, string> source, FusionRules rules)
    {
        var (all, counted, of, plain) = (0, 0, new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        // Of its own source each counts: who sends many such of one place and hour makes them tell little, but nobody else's.
        of[Named(own)] = int.MinValue;
        foreach (var other in around)
        {
            if (++CollectionsMarshal.GetValueRefOrAddDefault(of, Named(other), out _) <= rules.OfOneSource) counted++;
            if (counted > rules.Around || ++all > rules.AroundInAll) return true;
        }
        return false;

        string Named(int one) => plain.TryGetValue(source(one), out var known) ? known : plain[source(one)] = PlainName.Of(source(one));
    }
}
