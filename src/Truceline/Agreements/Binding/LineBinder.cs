using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>A line, bound, and the mark of its meaning.</summary>
internal sealed record BoundLine(NamedLine Line, string Mark);

/// <summary>Binds the lines.</summary>
internal static class LineBinder
{
    public static ImmutableSortedDictionary<string, BoundLine> Bind(Scope scope, IReadOnlyList<YamlPair> entries)
    {
        var lines = ImmutableSortedDictionary.CreateBuilder<string, BoundLine>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            if (Bind(scope, key.Text, value) is { } line) lines[key.Text] = line;
        return lines.ToImmutable();
    }

    private static BoundLine? Bind(Scope scope, string id, YamlNode value)
    {
        if (Fields.Of(scope, value, Language.Line) is not { } fields) return null;
        scope.Doubt($"line {id}", fields.Doubt());
        var drawn = fields.Required("geometry", $"line '{id}'") is { } geometry ? scope.Files.Line(scope, geometry) : null;
        var sides = fields.Required("sides", $"line '{id}'") is { } node ? Sides(scope, node) : null;
        var asOf = fields["as-of"] is { } since ? AsOf(scope, since) : null;
        if (fields["moves"] is { } moves && scope.OneOf(moves, "a way in which a line moves", ["frozen", "versioned"]) == "versioned")
            scope.Problems.Add("TL008", moves.Where, "'moves: versioned' is not supported yet", "leave it out for now, or write frozen");
        if (drawn is null || sides is not var (left, right)) return null;
        return new(new(id, drawn.Shape, left, right, asOf, fields.Truth("assumed")), Meaning.Of("line", drawn.Mark, left, right));
    }

    private static (string Left, string Right)? Sides(Scope scope, YamlNode node)
    {
        if (Fields.Of(scope, node, Language.Sides) is not { } fields) return null;
        var left = fields.Required("left", "'sides'") is { } one ? scope.Refer(scope.Actors, one) : null;
        var right = fields.Required("right", "'sides'") is { } other ? scope.Refer(scope.Actors, other) : null;
        if (left is null || right is null) return null;
        if (left != right) return (left, right);
        scope.Problems.Add("TL005", node.Where, $"actor '{left}' is on both sides", "name the actor of each side");
        return null;
    }

    private static string? AsOf(Scope scope, YamlNode node)
    {
        if (node is not YamlNode.Scalar { Text: var text } || text.Length == 0 || !char.IsAsciiLetter(text[0]))
            return scope.Date(node) is { } date ? NodaTime.Text.LocalDatePattern.Iso.Format(date) : null;
        return scope.Refer(scope.Events, node);
    }
}
