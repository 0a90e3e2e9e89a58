using System.Collections.Immutable;

namespace Truceline.Agreements.Binding;

/// <summary>
/// The whole language of truce files: what may stand where, what it means, what its value looks like, and an example. The
/// binder, the schema for editors and the reference are all made from this one table. Its examples speak of two sides,
/// <c>north</c> and <c>south</c>, and of a mission between them.
/// </summary>
internal static partial class Language
{
    /// <summary>Exactly one of these makes a clause what it is.</summary>
    public static readonly ImmutableArray<string> ClauseKinds = ["must-not", "must", "may", "can", "is"];

    /// <summary>At most one of these lets an event happen.</summary>
    public static readonly ImmutableArray<string> EventKinds = ["at", "declared-by", "all-met", "any-met", "quiet", "decided"];

    /// <summary>Exactly one of these makes a zone what it is.</summary>
    public static ImmutableArray<string> ZoneKinds => Zone.Exactly;

    /// <summary>Exactly one of these gives a line its course.</summary>
    public static ImmutableArray<string> LineKinds => Line.Exactly;

    /// <summary>Last segments of an id that name states of clauses.</summary>
    public static readonly ImmutableArray<string> States = ["started", "met", "breached", "kept"];

    /// <summary>Whether a segment names a state of a clause.</summary>
    public static bool IsState(ReadOnlySpan<char> segment) => segment is "started" or "met" or "breached" or "kept";

    /// <summary>Words that stand for something else where an actor is named.</summary>
    public static readonly ImmutableArray<string> NotActors = ["any", "both"];

    /// <summary>Every place, in the order of the reference.</summary>
    public static ImmutableArray<Keys> All =>
    [
        Top, Source, Clock, Actor, Class, Line, Sides, LineVersion, Zone, Through, Belt, Sectors, Event, Quiet, Phase, Accepted, Pledge, Due,
        Clause, Rule, Start, Done, Rate, Exemption, Notified, Rotation, Tried, Mirror, Floor, Alert, Power, Can, Definition, Term,
        Decision, DecisionRule, Weighted, Consent, Counting, Reading, Position,
    ];

    // Made anew at each use: fields of a class in several files have no order.
    private static Key Assumed => new("assumed", "The text does not say it. Every finding that rests on it says so.", Shape.Yes, "true");
    private static Key Unchecked => new("unchecked", "It could not be compared with the text. Every finding that rests on it says so.", Shape.Yes, "true");
    private static Key Said => new("said", "The statements that it rests on.", Shape.Some(Shape.Statement), "record/12");
    private static Key Status => new("status", "Whether it stands, or is only pending or proposed by somebody. Without it, it stands.", Shape.Footing, "proposed-by-south");
}
