using System.Text.RegularExpressions;

namespace Truceline.Tests.Conventions;

/// <summary>A public type is a word of the field, and the glossary says what it means.</summary>
public partial class GlossaryTests
{
    private static readonly string[] Rows = [.. File.ReadLines(Path.Combine(Needs.Root, "GLOSSARY.md")).Where(line => line.StartsWith("| **", StringComparison.Ordinal))];

    [Fact]
    public void Every_public_type_of_the_meaning_is_in_the_glossary() => AssertNone(Exported().Except(Named(), StringComparer.Ordinal));

    [Fact]
    public void The_glossary_names_no_type_that_does_not_exist() => AssertNone(Named().Except(Exported(), StringComparer.Ordinal));

    [Fact]
    public void A_type_stands_beside_one_word_alone() => AssertNone(Named().GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));

    /// <summary>A row is <c>| **Word** | what it means | `Type`, `Outer.Nested` |</c>.</summary>
    [Fact]
    public void A_row_has_a_word_a_meaning_and_a_place_for_types() => Assert.All(Rows, row => Assert.Equal(3, row.Trim().Trim('|').Split('|').Length));

    // Joined, so that a failure names all of them.
    private static void AssertNone(IEnumerable<string> names) => Assert.Equal("", string.Join(", ", names));

    private static IEnumerable<string> Named() => Rows.SelectMany(row => Ticked().Matches(row.Trim().Trim('|').Split('|')[^1]).Select(name => name.Groups[1].Value));

    /// <summary>The exported types as they are written in code; generic ones without their arity.</summary>
    private static IEnumerable<string> Exported() => typeof(Truceline.Journal.Hash).Assembly.GetExportedTypes().Select(Written).Order(StringComparer.Ordinal);

    private static string Written(Type type) => (type.DeclaringType is { } outer ? Written(outer) + "." : "") + type.Name.Split('`')[0];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Ticked();
}
