using System.Collections.Immutable;

namespace Truceline.Agreements.Binding;

/// <summary>The keys that may stand in one place of a truce file.</summary>
/// <param name="Place">What the place is, as in "of a clause".</param>
/// <param name="Known">The keys that are supported.</param>
/// <param name="Later">The keys that belong to the language and are not supported yet.</param>
internal sealed record Keys(string Place, ImmutableArray<string> Known, ImmutableArray<string> Later)
{
    /// <summary>Keys from lists of words.</summary>
    public static Keys Of(string place, string known, string later = "") => new(place, Words(known), Words(later));

    private static ImmutableArray<string> Words(string list) => [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>The whole language of truce files: what may stand where, and what will stand there once it is supported.</summary>
internal static class Language
{
    public static readonly Keys Top = Keys.Of("a truce file",
        "truce id title source clock actors classes lines zones events phases accepted pledges clauses decisions counting readings positions");

    public static readonly Keys Source = Keys.Of("'source'",
        "text language status signed public assumed unchecked", "supersedes amends annex-to");

    public static readonly Keys Clock = Keys.Of("'clock'", "zone day");

    public static readonly Keys Actor = Keys.Of("an actor", "kind name known-as members count status assumed unchecked");

    public static readonly Keys Class = Keys.Of("a class", "is calibre-mm range-km models known-as assumed unchecked");

    public static readonly Keys Line = Keys.Of("a line", "geometry sides as-of moves assumed unchecked");

    public static readonly Keys Sides = Keys.Of("'sides'", "left right");

    public static readonly Keys Zone = Keys.Of("a zone",
        "geometry within beyond in not-in any-of all-of over assumed claimed-by unchecked", "through between sectors");

    public static readonly Keys Belt = Keys.Of("a belt", "of m side", "range-of");

    public static readonly Keys Event = Keys.Of("an event", "at declared-by assumed unchecked", "all-met any-met quiet decided");

    public static readonly Keys Phase = Keys.Of("a phase", "id from until assumed unchecked");

    public static readonly Keys Accepted = Keys.Of("'accepted'", "by since said");

    public static readonly Keys Clause = Keys.Of("a clause",
        "id must-not must is ref quote gist from until during while after start done keep accepted unilateral see verified-by needs alert on-breach on-done disputed-by assumed unchecked",
        "may can duty-of together-with rate fulfils unless mirror floor at-standing");

    /// <summary>A clause that says what a term means.</summary>
    public static readonly Keys Definition = Keys.Of("a definition", "id is ref assumed unchecked");

    public static readonly Keys Term = Keys.Of("'is'", "term means");

    public static readonly Keys Alert = Keys.Of("'alert'", "over per in by");

    public static readonly Keys Pledge = Keys.Of("a pledge", "id by domain amount count public when if enables status due said assumed unchecked");

    public static readonly Keys Due = Keys.Of("'due'", "by said assumed");

    public static readonly Keys Decision = Keys.Of("a decision", "by rule veto quorum silence within tie consent status said assumed unchecked");

    public static readonly Keys DecisionRule = Keys.Of("'rule'", "majority weighted");

    public static readonly Keys Weighted = Keys.Of("'weighted'", "weights needed");

    public static readonly Keys Consent = Keys.Of("'consent'", "to by");

    public static readonly Keys Counting = Keys.Of("a counting rule", "unit gap within-m of assumed unchecked");

    public static readonly Keys Position = Keys.Of("a position", "accept reject wants offers if status said assumed unchecked");

    public static readonly Keys Rule = Keys.Of("a rule", "who do what in out-of from-in about to", "over");

    public static readonly Keys Start = Keys.Of("'start'", "by after not-before");

    public static readonly Keys Done = Keys.Of("'done'", "by after");

    public static readonly Keys Reading = Keys.Of("a reading", "clauses zones events lines assumed unchecked");

    /// <summary>Exactly one of these makes a clause what it is.</summary>
    public static readonly ImmutableArray<string> ClauseKinds = ["must-not", "must", "is"];

    /// <summary>Exactly one of these makes a zone what it is.</summary>
    public static readonly ImmutableArray<string> ZoneKinds = ["geometry", "within", "beyond", "in", "not-in", "any-of", "all-of", "over"];

    /// <summary>Last segments of an id that name states of clauses.</summary>
    public static readonly ImmutableArray<string> States = ["started", "met", "breached", "kept"];

    /// <summary>Whether a segment names a state of a clause.</summary>
    public static bool IsState(ReadOnlySpan<char> segment) => segment is "started" or "met" or "breached" or "kept";

    /// <summary>Words that stand for something else where an actor is named.</summary>
    public static readonly ImmutableArray<string> NotActors = ["any", "both"];
}
