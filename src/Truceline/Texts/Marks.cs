using System.Buffers;

namespace Truceline.Texts;

/// <summary>The marks at which reading for statements stops.</summary>
internal static class Marks
{
    /// <summary>What ends a clause.</summary>
    public static readonly SearchValues<char> OfClause = SearchValues.Create(",;:.?!\"“”");

    /// <summary>What ends a sentence, or opens or closes a quotation.</summary>
    public static readonly SearchValues<char> OfSentence = SearchValues.Create(".;:!?\"“”");

    /// <summary>What a line of running text ends with, and a headline does not.</summary>
    public static readonly SearchValues<char> OfEnd = SearchValues.Create(".!?…。؟।:");

    /// <summary>What stands before a verb that comes before who speaks.</summary>
    public static readonly SearchValues<char> BeforeSaid = SearchValues.Create(",\"”“’—–");
}
