using System.Collections.Immutable;

namespace Truceline.Agreements;

/// <summary>One code of problems. Codes are stable: scripts and people refer to them.</summary>
/// <param name="Code">Such as <c>TL006</c>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Finds">What it finds.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ProblemCode(string Code, Severity Severity, string Finds, string Remedy);

/// <summary>The codes of problems that reading a truce file can find; <c>docs/reference/problems.md</c> shows this table.</summary>
public static class ProblemCodes
{
    /// <summary>All codes in order.</summary>
    public static ImmutableArray<ProblemCode> All { get; } =
    [
        new("TL001", Severity.Error, "The file is not YAML that can be read, or it is over the budget", "Write plain YAML: one document of at most 1 MiB, at most 64 levels deep, without anchors, aliases, tags and control characters"),
        new("TL002", Severity.Error, "A key that the language does not know in this place", "Correct the key, or remove it"),
        new("TL003", Severity.Error, "A key that must be there is missing", "Add the key"),
        new("TL004", Severity.Error, "A wrong kind of value, such as a list for a name, or an unquoted `NO` that YAML takes for a truth value", "Write the kind of value that is wanted; quote text that looks like something else"),
        new("TL005", Severity.Error, "A bad value: a time, duration, number, id or word of a closed vocabulary, or keys that exclude each other", "Write one of the values that the message names"),
        new("TL006", Severity.Error, "A name that nothing in the file has: actor, zone, line, class, event, phase, clause, pledge, decision or counting rule; or one of another kind of thing", "Correct the name, or declare it"),
        new("TL007", Severity.Error, "A name that is taken: an id or key that stands twice, an ambiguous name, a reserved word", "Choose another name"),
        new("TL008", Severity.Error, "A word of the language that is not supported yet; it is refused and never ignored", "Leave it out for now"),
        new("TL009", Severity.Error, "A file beside the truce file is missing, cannot be read, or is not what is wanted there", "Put the file beside the truce file, and correct it at the place named"),
        new("TL010", Severity.Error, "A circle among zones, classes, members of actors, or pledges that wait for one another", "Cut the circle at one of the places named"),
        new("TL013", Severity.Error, "Times that cannot be: an end before its own beginning", "Correct one of the two times"),
        new("TL030", Severity.Error, "A shape that encloses nothing or crosses itself or another of its file", "Draw the shape again at the place named"),
    ];

    /// <summary>The entry of a code.</summary>
    public static ProblemCode Of(string code) =>
        All.FirstOrDefault(entry => entry.Code == code) ?? throw new InvalidOperationException($"INVARIANT: the code {code} is in the table");
}
