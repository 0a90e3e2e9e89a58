using System.Globalization;
using Truceline.Journal;

namespace Truceline.Durability.Tests;

/// <summary>What the writer has said that it did: from then on it must never be lost.</summary>
internal sealed class Acknowledged
{
    private readonly List<Head> heads = [];

    /// <summary>Whether a journal was opened, and so is there, be it an empty one.</summary>
    public bool Opened { get; private set; }

    public IReadOnlyList<Head> Heads => heads;

    public long Size => heads.Count == 0 ? 0 : heads[^1].Size;

    /// <summary>The last size of which a checkpoint was published; 0: none.</summary>
    public long Published { get; private set; }

    /// <summary>Entries whose erasure was acknowledged.</summary>
    public HashSet<long> Erased { get; } = [];

    /// <summary>Entries whose erasure had begun.</summary>
    public HashSet<long> Erasing { get; } = [];

    public bool Ended { get; private set; }

    /// <summary>Whether the writer took entries after it had failed.</summary>
    public bool AcceptedAfterFailure { get; private set; }

    public static Acknowledged Of(IEnumerable<string> lines)
    {
        var all = new Acknowledged();
        foreach (var line in lines) all.Add(line);
        return all;
    }

    /// <summary>One whole line of what it said.</summary>
    public void Add(string line)
    {
        switch (line.Split(' '))
        {
            case ["open", ..]: Opened = true; break;
            case ["ack", var size, var root]: heads.Add(new(Number(size), Hash.Parse(root))); break;
            case ["published", var size]: Published = Number(size); break;
            case ["erasing", var entry]: Erasing.Add(Number(entry)); break;
            case ["erased", var entry]: Erased.Add(Number(entry)); break;
            case ["end"]: Ended = true; break;
            case ["accepted", ..]: AcceptedAfterFailure = true; break;
            case ["stopped"]: break;
            default: throw new FormatException($"the writer said '{line}'");
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
