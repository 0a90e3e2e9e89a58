using System.Runtime.CompilerServices;

namespace Truceline.App.Serving;

/// <summary>
/// The last few answers about something that never changes, such as an assessment or a record: what takes as long as there are
/// reports is worked out for the first who asks, and goes when that which it is about goes.
/// </summary>
internal sealed class Remembered<TOf, TAsked, TAnswer> where TOf : class where TAsked : IEquatable<TAsked>
{
    // A list looked at part by part, and a few readers with filters of their own.
    private const int Most = 8;

    private readonly ConditionalWeakTable<TOf, LinkedList<(TAsked Asked, TAnswer Answer)>> known = [];

    /// <summary>The answer; two who ask at the same time may both work it out, to the same end.</summary>
    public TAnswer Get(TOf of, TAsked asked, Func<TAnswer> make)
    {
        var latestFirst = known.GetValue(of, _ => []);
        lock (latestFirst)
        {
            for (var node = latestFirst.First; node is not null; node = node.Next)
            {
                if (!node.Value.Asked.Equals(asked)) continue;
                latestFirst.Remove(node);
                latestFirst.AddFirst(node);
                return node.Value.Answer;
            }
        }
        var answer = make();
        lock (latestFirst)
        {
            latestFirst.AddFirst((asked, answer));
            if (latestFirst.Count > Most) latestFirst.RemoveLast();
        }
        return answer;
    }
}
