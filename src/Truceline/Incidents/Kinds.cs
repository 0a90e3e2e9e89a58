using System.Runtime.InteropServices;

namespace Truceline.Incidents;

/// <summary>
/// The kinds of observations, numbered, and which of them may be one happening: asked once for two kinds and kept. Several
/// threads may ask at once, for each of them writes the same.
/// </summary>
internal sealed class Kinds
{
    // What is kept for two kinds grows with the square of their number; beyond these it is asked each time.
    private const int MostKept = 1024;

    private readonly List<Traits> traits = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Func<int, int, bool>? given;
    private byte[] kept = [];
    private int side;

    /// <summary>No kinds yet.</summary>
    public Kinds() { }

    /// <summary>Kinds that somebody else tells of.</summary>
    public Kinds(int count, Func<int, int, bool> mayBeOne)
    {
        given = mayBeOne;
        Keep(count);
    }

    /// <summary>The number of the kind of a sighting. Not to be called while others ask.</summary>
    public int Of(Sighting sighting)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, Compatibility.Kind(sighting), out var isKnown);
        if (isKnown) return number;
        number = traits.Count;
        traits.Add(Traits.Of(sighting));
        if (traits.Count > side && side < MostKept) Keep(Math.Max(16, 2 * traits.Count));
        return number;
    }

    /// <summary>Whether two kinds may be one happening; one kind always may.</summary>
    public bool MayBeOne(int a, int b)
    {
        if (a == b) return true;
        if (a >= side || b >= side) return Ask(a, b);
        ref var known = ref kept[a * side + b];
        if (known == 0) known = (byte)(Ask(a, b) ? 2 : 1);
        return known == 2;
    }

    private bool Ask(int a, int b) => given is { } ask ? ask(Math.Min(a, b), Math.Max(a, b)) : Compatibility.MayBeOne(traits[a], traits[b]);

    private void Keep(int count)
    {
        side = Math.Min(count, MostKept);
        kept = new byte[side * side];
    }
}

/// <summary>What is looked at to tell whether two sightings may be one happening.</summary>
internal sealed record Traits(Truceline.Agreements.Act? Act, Reports.FirePhase? Phase, string? Class, HashSet<string> Actors, Reports.Presence? Presence)
{
    /// <summary>Those of a sighting.</summary>
    public static Traits Of(Sighting sighting) => Of(sighting.Observation) with { Presence = sighting.Report.Report.Content as Reports.Presence };

    /// <summary>Those of an observation alone.</summary>
    public static Traits Of(Reports.Observation observation) => new(observation.Act, observation.Phase, Compatibility.Known(observation), Compatibility.Named(observation), null);
}
