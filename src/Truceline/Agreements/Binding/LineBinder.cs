using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Binding;

/// <summary>A line, bound, and the mark of its meaning.</summary>
internal sealed record BoundLine(NamedLine Line, string Mark)
{
    /// <summary>The dates on which it moves.</summary>
    public ImmutableSortedSet<LocalDate> Dates => [.. Line.Versions.Select(version => version.From)];

    /// <summary>Its course on a date.</summary>
    public Line At(LocalDate date) => Line.Versions.LastOrDefault(version => version.From <= date)?.Line ?? Line.Line;
}

/// <summary>Binds the lines.</summary>
internal static class LineBinder
{
    // Zones that rest on a line are drawn once for each of its versions.
    private const int MostVersions = 50;

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
        var kind = fields.Exactly(Language.LineKinds, $"line '{id}'");
        var course = kind is null ? null : Course(scope, fields, kind, id);
        var sides = fields.Required("sides", $"line '{id}'") is { } node ? Sides(scope, node) : null;
        var asOf = fields["as-of"] is { } since ? AsOf(scope, since) : null;
        var moves = fields.Read("moves", word => scope.OneOf(word, "a way in which a line moves", ["frozen", "versioned"])) == "versioned";
        if (moves) fields.Required("versions", $"line '{id}', which is versioned,");
        else if (fields["versions"] is not null)
            scope.Problems.Add("TL005", fields.Place("versions"), $"line '{id}' does not move, and has no versions", "write 'moves: versioned'");
        var versions = moves && fields["versions"] is { } list ? Versions(scope, list, id, asOf) : [];
        var isAssumed = course?.Form is LineForm.Through || versions.Any(version => version.Course.Form is LineForm.Through);
        if (isAssumed && fields["assumed"] is YamlNode.Scalar { Text: "false" } no)
            scope.Problems.Add("TL005", no.Where, "a line through settlements is assumed: it runs straight between them, which no text says", "remove 'assumed'");
        var doubt = fields.Doubt();
        scope.Doubt($"line {id}", doubt with { Assumed = doubt.Assumed || isAssumed });
        if (course is null || sides is not var (left, right)) return null;
        return new(new(id, course.Line, left, right, asOf, doubt.Assumed || isAssumed)
        {
            Where = scope.Lines[id],
            Form = course.Form,
            Unchecked = doubt.Unchecked,
            Versions = [.. versions.Select(version => new LineVersion(version.From, version.Course.Line) { Form = version.Course.Form })],
        }, Meaning.Of(["line", course.Mark, left, right, .. versions.SelectMany(version => new[] { LocalDatePattern.Iso.Format(version.From), version.Course.Mark })]));
    }

    private sealed record BoundCourse(Line Line, LineForm Form, string Mark);

    /// <summary>The course that a line, or a version of one, has.</summary>
    private static BoundCourse? Course(Scope scope, Fields fields, string kind, string id)
    {
        var node = fields[kind]!;
        if (kind == "geometry") return scope.Files.Line(scope, node) is { } drawn ? new(drawn.Shape, new LineForm.Drawn(((YamlNode.Scalar)node).Text), drawn.Mark) : null;
        if (Settlements.Refer(scope, node) is not { } places || scope.Settlements!.Course(scope, places, node.Where) is not { } course) return null;
        if (course.Distinct().Count() < 2)
        {
            scope.Problems.Add("TL030", node.Where, $"line '{id}' runs through fewer than two settlements that differ", "name the next one");
            return null;
        }
        var line = new Line(course);
        if (!line.CrossesItself) return new(line, new LineForm.Through(places), Settlements.Mark(course));
        scope.Problems.Add("TL030", node.Where, $"line '{id}' crosses or touches itself", "name the settlements in an order in which it has two sides everywhere");
        return null;
    }

    private static List<(LocalDate From, BoundCourse Course)> Versions(Scope scope, YamlNode node, string id, string? asOf)
    {
        var versions = new List<(LocalDate From, BoundCourse Course)>();
        var nodes = node is YamlNode.Sequence list ? list.Items : [node];
        if (nodes.IsEmpty) scope.Problems.Add("TL004", node.Where, "the list is empty, where a version of a line is wanted", "name at least one, or remove the key");
        if (nodes.Length > MostVersions)
        {
            scope.Problems.Add("TL001", node.Where, FormattableString.Invariant($"line '{id}' has more than {MostVersions} versions"), "keep those that matter");
            return versions;
        }
        var before = asOf is not null && LocalDatePattern.Iso.Parse(asOf) is { Success: true } since ? since.Value : LocalDate.MinIsoValue;
        foreach (var item in nodes)
        {
            if (Fields.Of(scope, item, Language.LineVersion) is not { } fields) continue;
            var from = fields.Required("from", $"a version of line '{id}'") is { } date ? scope.Date(date) : null;
            var course = fields.Exactly(Language.LineKinds, $"a version of line '{id}'") is { } kind ? Course(scope, fields, kind, id) : null;
            if (from is not { } day) continue;
            if (day <= before) scope.Problems.Add("TL005", item.Where, $"a version of line '{id}' is not later than the course before it", "write the earliest first, each later than 'as-of'");
            before = day;
            if (course is not null) versions.Add((day, course));
        }
        return versions;
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
            return scope.Date(node) is { } date ? LocalDatePattern.Iso.Format(date) : null;
        return scope.Refer(scope.Events, node);
    }
}
