namespace Truceline.App.Publishing;

/// <summary>The page that checks proofs in a browser: one file, which asks for nothing from anywhere.</summary>
internal static class CheckerPage
{
    /// <summary>Its name where it stands beside bulletins.</summary>
    public const string Name = "check.html";

    /// <summary>Where a server has it.</summary>
    public static string Address => Serving.SiteFiles.Address(Name);

    /// <summary>
    /// What a server must allow it: the styles and the script inside it, which its own policy names by their hashes, and
    /// nothing from anywhere.
    /// </summary>
    public const string Policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Its bytes, as the build of the pages leaves them.</summary>
    public static byte[] Bytes => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "wwwroot", "assets", Name));
}
