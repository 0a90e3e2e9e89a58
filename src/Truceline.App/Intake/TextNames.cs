namespace Truceline.App.Intake;

/// <summary>The names of texts that are read together: of those with one name the later are <c>name~2</c>, <c>name~3</c> and so on.</summary>
internal sealed class TextNames
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> last = new(StringComparer.Ordinal);

    /// <summary>How often it was looked whether a name is free.</summary>
    public long Looks { get; private set; }

    /// <summary>Takes a name, or where it is taken the next of its numbers that is free.</summary>
    public string Taken(string name)
    {
        var free = name;
        for (Looks++; !taken.Add(free); Looks++) free = FormattableString.Invariant($"{name}~{last[name] = last.GetValueOrDefault(name, 1) + 1}");
        return free;
    }
}
