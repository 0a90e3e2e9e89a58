using System.Collections.Immutable;

namespace Truceline.Agreements.Waiting;

/// <summary>That one thing waits for another.</summary>
/// <param name="Kind">How it waits.</param>
/// <param name="On">What it waits for: the id of a <see cref="WaitingNode"/>.</param>
/// <param name="Says">The sentence, without a full stop: "p9 may be begun only after elections".</param>
/// <param name="Where">Where it stands in the file: the clause, event, phase, pledge or decision that says so.</param>
public sealed record Wait(WaitKind Kind, string On, string Says, Location Where);

/// <summary>How a thing waits for another.</summary>
public enum WaitKind
{
    /// <summary>It comes later, and not at the same time: <c>after</c>, an offset, what takes time.</summary>
    Strict,

    /// <summary>It comes no sooner; the same time is allowed: <c>from</c>, <c>not-before</c>, the rule of an event.</summary>
    NotBefore,

    /// <summary>It goes along with it, and neither has to be first: <c>together-with</c>, <c>mirror: synchronous</c>, <c>while: X.kept</c>.</summary>
    Concurrent,

    /// <summary>It cannot be without it: a pledge that a clause needs, a consent to its act.</summary>
    Needs,
}

/// <summary>What a thing is that begins, ends or happens.</summary>
public enum WaitingKind
{
    /// <summary>An event happens.</summary>
    Event,

    /// <summary>A phase begins.</summary>
    PhaseBegins,

    /// <summary>A phase ends.</summary>
    PhaseEnds,

    /// <summary>A clause comes to bind the first of those who accept it.</summary>
    Bound,

    /// <summary>An obligation is begun; a prohibition or permission comes to apply.</summary>
    Started,

    /// <summary>An obligation is met. Nothing else ever is.</summary>
    Met,

    /// <summary>A clause is breached.</summary>
    Breached,

    /// <summary>A clause is kept.</summary>
    Kept,

    /// <summary>A power comes to be usable.</summary>
    Usable,

    /// <summary>A decision is taken, or a consent given.</summary>
    Decided,

    /// <summary>A pledge comes into effect.</summary>
    Pledged,
}

/// <summary>
/// Something that begins, ends or happens once, and the ways in which it can: it happens when all waits of any one way are
/// over. A way without waits is open from the beginning; without a way it never happens.
/// </summary>
/// <param name="Id">
/// Its id in the graph: an event's own (<c>elections</c>), the state of a clause (<c>p9.started</c>), and for other things their id
/// with a word, which no id in a file has ("truce begins", "decision host", "pledge troops").
/// </param>
/// <param name="Kind">What it is.</param>
/// <param name="Of">The id of the event, clause, phase, decision or pledge.</param>
/// <param name="Where">Where that stands in the file.</param>
/// <param name="Ways">The ways.</param>
public sealed record WaitingNode(string Id, WaitingKind Kind, string Of, Location Where, ImmutableArray<ImmutableArray<Wait>> Ways)
{
    /// <summary>All waits, whatever way they belong to.</summary>
    public IEnumerable<Wait> Waits => Ways.SelectMany(way => way);
}

/// <summary>One step of a circle: a thing and the wait that leads to the next.</summary>
/// <param name="From">The thing that waits.</param>
/// <param name="Wait">What it waits for.</param>
public sealed record WaitingStep(WaitingNode From, Wait Wait);
