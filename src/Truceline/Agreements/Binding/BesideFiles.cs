using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Binding;

/// <summary>Something drawn in a file, and a mark by which equal drawings are known.</summary>
internal sealed record Drawn<T>(T Shape, string Mark);

/// <summary>The files beside a truce file, each opened and judged once.</summary>
internal sealed class BesideFiles(string file, Func<string, ReadOnlyMemory<byte>?> beside)
{
    /// <summary>The most bytes of the text of an agreement.</summary>
    public const int MostTextBytes = 4 << 20;

    // What all of them together may hold.
    private const int MostBytes = 16 << 20;

    /// <summary>What the zones of the file and of its readings may cost together.</summary>
    public Effort Effort { get; } = new();

    /// <summary>The grounds between lines that were drawn already.</summary>
    public Dictionary<(Line, Line), Zone> Between { get; } = [];

    // What is wrong and its remedy count where there are no bytes.
    private sealed record Opened(ReadOnlyMemory<byte>? Bytes, string Fault, string Remedy);

    private readonly Dictionary<string, Opened> opened = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ImmutableArray<GeoShape>? Shapes, string Mark)> drawings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Drawn<Line>?> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Drawn<Area>?> areas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Settlements?> settlements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QuotedText?> texts = new(StringComparer.Ordinal);
    private int bytes;

    /// <summary>The line of a GeoJSON file, or null after a problem was added.</summary>
    public Drawn<Line>? Line(Scope scope, YamlNode node) => Shape(scope, node, lines, GeoShapes.ToLine);

    /// <summary>The area of a GeoJSON file, or null after a problem was added.</summary>
    public Drawn<Area>? Area(Scope scope, YamlNode node) => Shape(scope, node, areas, GeoShapes.ToArea);

    /// <summary>The settlements of a GeoJSON file, or null after a problem was added.</summary>
    public Settlements? Settlements(Scope scope, YamlNode node)
    {
        if (Open(scope, node) is not { } found) return null;
        if (settlements.TryGetValue(found.Name, out var known)) return known;
        return settlements[found.Name] = GeoJsonGate.ReadSettlements(Shown(found.Name), found.Bytes, scope.Problems) is { } all
            ? Binding.Settlements.Of(all, found.Name, scope.Problems) : null;
    }

    /// <summary>A text, or null after a problem was added.</summary>
    public QuotedText? Text(Scope scope, YamlNode node)
    {
        if (Open(scope, node) is not { } found) return null;
        if (!texts.TryGetValue(found.Name, out var text)) texts[found.Name] = text = Text(scope, found) is { } words ? new(words) : null;
        return text;
    }

    private string? Text(Scope scope, (string Name, ReadOnlyMemory<byte> Bytes) found)
    {
        if (found.Bytes.Length > MostTextBytes) return Refuse(scope, new(Shown(found.Name), 1, 1), "the file is larger than 4 MiB", "keep only the text of the agreement");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(found.Bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return Refuse(scope, new(Shown(found.Name), 1, 1), "the bytes are not UTF-8", "save the file as UTF-8");
        }
    }

    private static string? Refuse(Scope scope, Location where, string what, string remedy)
    {
        scope.Problems.Add("TL009", where, what, remedy);
        return null;
    }

    private Drawn<T>? Shape<T>(Scope scope, YamlNode node, Dictionary<string, Drawn<T>?> known, Func<ImmutableArray<GeoShape>, string, ProblemList, T?> draw) where T : class
    {
        if (Open(scope, node) is not { } found) return null;
        if (known.TryGetValue(found.Name, out var drawn)) return drawn;
        if (!drawings.TryGetValue(found.Name, out var read))
        {
            var mark = Convert.ToHexStringLower(SHA256.HashData(found.Bytes.Span));
            drawings[found.Name] = read = (GeoJsonGate.Read(Shown(found.Name), found.Bytes, scope.Problems), mark);
        }
        drawn = read.Shapes is { } shapes && draw(shapes, Shown(found.Name), scope.Problems) is { } shape ? new(shape, read.Mark) : null;
        return known[found.Name] = drawn;
    }

    private (string Name, ReadOnlyMemory<byte> Bytes)? Open(Scope scope, YamlNode node)
    {
        if (scope.Text(node, "the name of a file") is not { } name) return null;
        if (!IsBeside(name))
        {
            Refuse(scope, node.Where, $"{Agreements.Text.Shown.Quoted(name)} does not name a file beside this one", "put the file beside this one, and write its name alone");
            return null;
        }
        if (!opened.TryGetValue(name, out var content)) content = opened[name] = Open(name);
        if (content.Bytes is { } there) return (name, there);
        Refuse(scope, node.Where, $"the file {Agreements.Text.Shown.Quoted(name)} {content.Fault}", content.Remedy);
        return null;
    }

    private Opened Open(string name)
    {
        if (bytes >= MostBytes) return new(null, "is one too many: those before it hold 16 MiB", "draw with fewer vertices");
        try
        {
            var content = beside(name);
            bytes += content?.Length ?? 0;
            return new(content, "is not in the folder of this one, or is a link that leads out of it", "put the file itself beside this one");
        }
        catch (UnauthorizedAccessException)
        {
            return new(null, "may not be read", "ask for the permission to read it");
        }
    }

    private static bool IsBeside(string name) =>
        name.Length <= 200 && name[0] != '.' && !name.Any(c => c is '/' or '\\' or ':') && name.EnumerateRunes().All(Agreements.Text.Shown.IsPrintable);

    /// <summary>A file beside, as problems show it: with the folder of the truce file as it was given.</summary>
    private string Shown(string name) => file[..(file.LastIndexOfAny(['/', '\\']) + 1)] + name;
}
