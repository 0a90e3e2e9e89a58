namespace Truceline.Reports;

/// <summary>What tells the texts of a record apart: the source and its own id, between which no name holds a NUL. Two texts can be cited by one <c>source/own-id</c>, for both parts may have slashes.</summary>
internal static class TextKey
{
    public static string Of(string source, string ownId) => $"{source}\0{ownId}";

    /// <summary>How the text is cited.</summary>
    public static string Cited(string key) => key.Replace('\0', '/');
}
