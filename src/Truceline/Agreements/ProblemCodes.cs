using System.Collections.Immutable;

namespace Truceline.Agreements;

/// <summary>One code of problems. Codes are stable: scripts and people refer to them.</summary>
/// <param name="Code">Such as <c>TL006</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Finds">What it finds.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ProblemCode(string Code, Severity Severity, string Finds, string Remedy)
{
    /// <summary>Why it matters, and how it is found, in a few sentences; null where <see cref="Finds"/> says all.</summary>
    public string? Why { get; init; }
}

/// <summary>The codes of problems that reading a truce file (TL001 to TL009) and checking an agreement can find; <c>docs/reference/problems.md</c> shows this table.</summary>
public static class ProblemCodes
{
    /// <summary>All codes in order.</summary>
    public static ImmutableArray<ProblemCode> All { get; } =
    [
        new("TL001", Severity.Error, "The file is not YAML that can be read, or it is over the budget", "Write plain YAML: one document of at most 1 MiB, at most 64 levels deep, without anchors, aliases, tags and control characters"),
        new("TL002", Severity.Error, "A key that the language does not know in this place", "Correct the key, or remove it"),
        new("TL003", Severity.Error, "A key that must be there is missing", "Add the key"),
        new("TL004", Severity.Error, "A wrong kind of value, such as a list for a name, or an unquoted `NO` that YAML takes for a truth value", "Write the kind of value that is wanted; quote text that looks like something else"),
        new("TL005", Severity.Error, "A bad value: a time, duration, number, id or word of a closed vocabulary, keys that exclude each other, or a circle among zones, classes, members of actors or pledges", "Write one of the values that the message names; cut the circle at one of the places named"),
        new("TL006", Severity.Error, "A name that nothing in the file has: actor, zone, line, class, event, phase, clause, pledge, decision or counting rule; or one of another kind of thing", "Correct the name, or declare it"),
        new("TL007", Severity.Error, "A name that is taken: an id or key that stands twice, an ambiguous name, a reserved word", "Choose another name"),
        new("TL008", Severity.Error, "No longer used: a word of the language that was not supported yet", "Nothing; every word of the language is supported"),
        new("TL009", Severity.Error, "A file beside the truce file is missing, cannot be read, or is not what is wanted there", "Put the file beside the truce file, and correct it at the place named"),
        new("TL010", Severity.Error, "A circle of things that wait for one another, one of them strictly: none of them can ever begin", "Cut the circle at one of the steps of the proof") { Why = "Everything in the circle waits for another thing in it, and at least one of them may only come strictly after, so nobody can take the first step without breaking the text. Found on the graph of what waits for what (strongly connected components); shown is the shortest circle. An event that can happen in another way too is no part of one." },
        new("TL011", Severity.Warning, "A circle of things that are to go together: each may wait to be second", "Say who begins, or by when each has begun") { Why = "Nothing forbids that all begin at once, but each may wait until the other has begun, and nobody could say who was late. Such clauses hold in practice only when a third party calls the moment." },
        new("TL012", Severity.Error, "A clause that can never come into play: what it waits for cannot happen", "Give what it waits for a way to happen, or remove the clause") { Why = "The clause stands in the text and can never be invoked: what it waits for cannot happen, because it is in a circle, has no rule that lets it happen, or lies after the end of the clause." },
        new("TL013", Severity.Error, "Times that cannot be: an end before its own beginning, a deadline before its own start", "Correct one of the times") { Why = "Found as a system of differences between times: what is written as at the earliest and at the latest, with the durations between, cannot all be true. Days are counted so that only what is impossible in every case is told." },
        new("TL020", Severity.Error, "An obligation and a prohibition collide: the same actor, act, class, place and time", "Say which goes before the other, or narrow one of them") { Why = "Whoever follows the one breaks the other. Told only where actor, act, class and ground certainly meet and the two hold at the same time." },
        new("TL030", Severity.Error, "A shape that encloses nothing or crosses itself or another of its file; a zone in which there is no ground", "Draw the shape again at the place named") { Why = "Nothing can ever be inside it, so a prohibition there prohibits nothing and an obligation there asks nothing." },
        new("TL031", Severity.Warning, "The belts of two sides are drawn from different lines, and leave a lens that is in both or a gap that is in neither", "Draw both from one line, or say what holds in between") { Why = "Each side measures from its own line. Ground that lies in both belts has to be left by both, ground between the belts that lies in neither may be entered by both; both have been the subject of disputes." },
        new("TL032", Severity.Warning, "Ground of the area of application that no clause speaks of", "Widen a zone, or say that nothing holds there") { Why = "Somebody can act there without any clause being touched. That may be meant; then it is better said." },
        new("TL040", Severity.Warning, "A clause that nobody could verify: no means by which it could be seen, or none that can see this act", "Name means in 'see' that can notice it") { Why = "A clause that nobody can see breached is argued about for ever. Which means can notice which act stands in the reference of the language." },
        new("TL041", Severity.Warning, "A clause without a deadline, a verifier or a consequence", "Add what is missing, or accept that it cannot be called in") { Why = "Without a deadline nothing is ever late; without a verifier each side verifies itself; without a consequence a breach leads nowhere." },
        new("TL042", Severity.Warning, "Wording that can be read in several ways, with no reading that says so", "Add the other way as a reading, or say in the text which is meant") { Why = "Each side will read it its own way, and both will be right. A reading beside the plain text shows in time what depends on it." },
        new("TL043", Severity.Warning, "A trigger that nothing defines", "Define the term, with a threshold that can be checked") { Why = "What leads to the gravest consequences has to be the plainest word of the text. Where it is left open, the dispute is moved to the worst moment." },
        new("TL050", Severity.Error, "A decision that can never pass, or that always passes", "Correct its rule, its vetoes or its body") { Why = "The body is asked and cannot answer, or answers before it is asked." },
        new("TL051", Severity.Warning, "A decision that a single member can block", "Say that it is meant so, or change the rule") { Why = "That one member can block may be the price of its signature. It should be known before signing, and by whom." },
        new("TL052", Severity.Note, "A member whose vote never matters, or a small coalition that can block", "Weigh whether it is meant so") { Why = "A member whose vote never changes the result has a seat and no say; a blocking coalition of a few decides for all." },
        new("TL053", Severity.Warning, "A timer that is longer than the window it has; a consent that is required of nobody", "Shorten the timer, or name who must agree") { Why = "A decision that may take longer than what it is about comes too late to matter." },
        new("TL060", Severity.Warning, "A clause needs a pledge that is pending, conditional, excluded or withdrawn", "Settle the pledge at the end of the chain") { Why = "The clause cannot be fulfilled by those whom it binds alone: it rests on a contribution of others that is not firm. Shown is the chain to the open end." },
        new("TL061", Severity.Note, "What is not ready when a phase begins", "Settle what is open before the phase begins") { Why = "What has to be there when the phase begins, and is not confirmed." },
        new("TL070", Severity.Error, "Orders that actors want and that the text needs, and that cannot all be followed", "One change of those that the positions list opens it") { Why = "Each of the orders can be followed alone, not all together. It is proven, and every single change that opens it is listed for each actor, by the alphabet and unranked; nobody is told to yield." },
        new("TL071", Severity.Warning, "Positions that cannot all hold", "See every set that all could accept in the positions") { Why = "A smallest set of positions that cannot all hold: leave out any one of them and the others can. All such sets are found, and all largest sets that can hold." },
        new("TL072", Severity.Warning, "An actor is bound by what it rejects", "Ask it, or bind it otherwise") { Why = "The text takes as bound who has said no to it." },
    ];

    /// <summary>The entry of a code.</summary>
    public static ProblemCode Of(string code) =>
        All.FirstOrDefault(entry => entry.Code == code) ?? throw new InvalidOperationException($"INVARIANT: the code {code} is in the table");
}
