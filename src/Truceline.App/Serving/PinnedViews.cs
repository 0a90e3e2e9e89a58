using NodaTime;
using Truceline.Assessments;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>
/// Looks at the record up to an entry or an instant, the last few of them. Each is worked out once, however many ask for it at
/// the same time, and one after the other, so that a row of addresses does not fill the memory.
/// </summary>
internal sealed class PinnedViews(int most)
{
    private readonly Lock gate = new();
    private readonly Lock working = new();
    private readonly LinkedList<(Key Key, Lazy<(ReportLog, Assessment)> Made)> latestFirst = new();

    /// <summary>What is looked at.</summary>
    /// <param name="Agreement">The agreement, by id.</param>
    /// <param name="AsOf">The end of the world; null: all of the record.</param>
    /// <param name="Entry">The last entry that is known.</param>
    /// <param name="Erased">How many entries were known to be erased: what was made before the last of them is not found again.</param>
    internal readonly record struct Key(string Agreement, Instant? AsOf, long Entry, int Erased);

    /// <summary>Lets go of all looks.</summary>
    public void Clear()
    {
        lock (gate) latestFirst.Clear();
    }

    /// <summary>The look of a key; it is made when it is not there. What fails is not kept.</summary>
    public (ReportLog Log, Assessment Assessment) Get(Key key, Func<Key, (ReportLog, Assessment)> make)
    {
        var made = Find(key, make);
        try
        {
            return made.Value;
        }
        catch // of every kind, because it is thrown on: what failed only must not stay here for the next who asks
        {
            lock (gate) Remove(key);
            throw;
        }
    }

    private Lazy<(ReportLog Log, Assessment Assessment)> Find(Key key, Func<Key, (ReportLog, Assessment)> make)
    {
        lock (gate)
        {
            var made = Remove(key) ?? new(() =>
            {
                lock (working) return make(key);
            });
            latestFirst.AddFirst((key, made));
            if (latestFirst.Count > most) latestFirst.RemoveLast();
            return made;
        }
    }

    private Lazy<(ReportLog, Assessment)>? Remove(Key key)
    {
        for (var node = latestFirst.First; node is not null; node = node.Next)
        {
            if (node.Value.Key != key) continue;
            latestFirst.Remove(node);
            return node.Value.Made;
        }
        return null;
    }
}
