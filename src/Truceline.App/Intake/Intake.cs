using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>One report of a file, or what is wrong with it; where the whole file cannot be read as its format, that.</summary>
/// <param name="Report">The report; null where there is none.</param>
/// <param name="Problems">What is wrong; empty for a report.</param>
/// <param name="Line">The line at which it begins.</param>
/// <param name="Unreadable">True when the file cannot be read as its format: nothing of it may be taken in.</param>
internal readonly record struct Taken(Report? Report, ImmutableArray<Problem> Problems, int Line, bool Unreadable = false)
{
    public static Taken LeftOut(Problem problem) => new(null, [problem], problem.Where.Line);

    public static Taken CannotRead(Problem problem) => new(null, [problem], problem.Where.Line, Unreadable: true);
}

/// <summary>A file that is being read: its bytes, its name in messages, and who hands it in.</summary>
/// <param name="Bytes">The bytes from the beginning.</param>
/// <param name="Name">The name, as the user gave it.</param>
/// <param name="Source">Who hands it in.</param>
/// <param name="Zone">The zone of its local days; null for a format that has none.</param>
internal sealed record IntakeFile(Stream Bytes, string Name, string Source, DateTimeZone? Zone)
{
    /// <summary>A problem at a line of the file.</summary>
    public Problem Problem(string code, int line, string what, string remedy) =>
        new(code, Severity.Error, new Location(Name, line, 1), what, remedy);
}

/// <summary>A format that ends in reports.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="DefaultSource">The source, where the format has only one; else null.</param>
/// <param name="DefaultZone">The zone of its local days; null for a format without local days.</param>
/// <param name="Read">
/// Reads a file, lazily and in order; the memory it takes does not grow with the file. Reading stops at the first
/// <see cref="Taken.Unreadable"/>.
/// </param>
internal sealed record IntakeFormat(string Name, string? DefaultSource, DateTimeZone? DefaultZone, Func<IntakeFile, IEnumerable<Taken>> Read)
{
    /// <summary>All formats, by name.</summary>
    public static ImmutableArray<IntakeFormat> All { get; } = [Jsonl.Format, UcdpGed.Format];
}

/// <summary>The codes of problems with what comes in; <c>TR001</c> and <c>TR002</c> are those of a report in our own format.</summary>
internal static class IntakeCodes
{
    /// <summary>The file cannot be read as its format.</summary>
    public const string UnreadableFile = "TR010";

    /// <summary>A row does not fit the head of its table, or a line is too long.</summary>
    public const string BadRow = "TR011";

    /// <summary>A cell of a row does not hold what its column holds.</summary>
    public const string BadCell = "TR012";

    /// <summary>What is reported lies after the report was handed in.</summary>
    public const string FromTheFuture = "TR013";

    /// <summary>The journal would not give the report back as it is.</summary>
    public const string NotKept = "TR014";

    /// <summary>A withdrawal of a report that the journal does not hold.</summary>
    public const string NothingToTakeBack = "TR015";

    /// <summary>A draft of a statement from outside.</summary>
    public const string NotFromOutside = "TR016";

    /// <summary>Something other than a draft under the own id of a draft.</summary>
    public const string OverDraft = "TR017";

    /// <summary>A file of columns is not YAML that can be read, or it is over the budget.</summary>
    public const string UnreadableColumns = "TR020";

    /// <summary>A key that no file of columns has in this place.</summary>
    public const string UnknownKey = "TR021";

    /// <summary>A key that must be there is missing.</summary>
    public const string MissingKey = "TR022";

    /// <summary>A value that its key cannot have.</summary>
    public const string BadValue = "TR023";

    /// <summary>A file of places cannot be read, or a place in it is no place.</summary>
    public const string BadPlaces = "TR024";

    /// <summary>A text, or a file of texts, cannot be read.</summary>
    public const string UnreadableText = "TR030";

    /// <summary>A text has bytes that are no character.</summary>
    public const string BrokenText = "TR031";

    /// <summary>A register of names cannot be read, or something in it is none of what a register holds.</summary>
    public const string BadRegister = "TR032";
}
