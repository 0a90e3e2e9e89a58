namespace Truceline.Tests.Agreements;

/// <summary>The truce files that mutations begin with.</summary>
internal static class Corpus
{
    /// <summary>The sketches on which the language was designed, where they are at hand.</summary>
    public static IEnumerable<string> Sketches
    {
        get
        {
            var folder = Path.GetFullPath(Path.Combine(Needs.Root, "..", "shared", "design", "examples"));
            return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.truce.yaml").Order(StringComparer.Ordinal) : [];
        }
    }

    /// <summary>The examples, the sketches, and a file for each place of the language.</summary>
    public static IEnumerable<string> Texts =>
    [
        .. Directory.GetFiles(Path.Combine(Needs.Root, "examples"), "*.truce.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Concat(Sketches).Select(File.ReadAllText),
        World.Plain,
        .. from place in Truceline.Agreements.Binding.Language.All
           from key in place.All.Where(key => !key.Foreign)
           select World.With(place, key, key.Example),
    ];
}
