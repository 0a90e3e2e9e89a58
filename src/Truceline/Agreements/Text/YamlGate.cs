using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Truceline.Agreements.Text;

/// <summary>What to do about a file that holds too much or nothing: that depends on what it is.</summary>
internal sealed record YamlRemedies(string TooMuch, string Empty)
{
    public static YamlRemedies Agreement { get; } = new("split the agreement, one instrument a file", "write the agreement, beginning with 'truce: 1'");
}

/// <summary>
/// The gate for YAML: bytes to nodes under a budget. Only the parser's events are used, never its object model, which
/// overflows the stack on deep nesting and follows aliases and tags.
/// </summary>
internal sealed class YamlGate
{
    /// <summary>The most bytes of a file.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>The most levels of lists and mappings inside one another.</summary>
    public const int MostDepth = 64;

    /// <summary>The most keys, values and lists of a file: some forty times what the longest agreement needs.</summary>
    public const int MostNodes = 40_000;

    private readonly string file;
    private readonly ProblemList problems;
    private readonly YamlRemedies remedies;
    private int nodes;

    private YamlGate(string file, ProblemList problems, YamlRemedies remedies) => (this.file, this.problems, this.remedies) = (file, problems, remedies);

    /// <summary>The document's node, or null after a problem was added.</summary>
    public static YamlNode? Read(string file, ReadOnlyMemory<byte> bytes, ProblemList problems, YamlRemedies? remedies = null)
    {
        var gate = new YamlGate(file, problems, remedies ?? YamlRemedies.Agreement);
        return gate.Decode(bytes.Span) is { } text ? gate.Parse(text) : null;
    }

    private Location At(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    private YamlNode? Refuse(Location where, string what, string remedy)
    {
        problems.Add("TL001", where, what, remedy);
        return null;
    }

    private string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes)
        {
            Refuse(new(file, 1, 1), "the file is larger than 1 MiB", remedies.TooMuch);
            return null;
        }
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var (line, column) = (1, 1);
        for (var rest = bytes; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                Refuse(new(file, line, column), "the bytes are not UTF-8", "save the file as UTF-8");
                return null;
            }
            if (!IsAllowed(rune.Value))
            {
                Refuse(new(file, line, column), FormattableString.Invariant($"the file holds the control character U+{rune.Value:X4}"), "remove the character");
                return null;
            }
            rest = rest[length..];
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
        }
        return Encoding.UTF8.GetString(bytes);
    }

    // The printable characters of YAML 1.2 (c-printable), without the byte order mark.
    private static bool IsAllowed(int c) =>
        c is '\t' or '\n' or '\r' or 0x85 or (>= 0x20 and <= 0x7E) or (>= 0xA0 and <= 0xFFFD and not 0xFEFF) or >= 0x10000;

    private YamlNode? Parse(string text)
    {
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            return Document(parser);
        }
        catch (YamlException wrong)
        {
            return Refuse(At(wrong.Start), $"this is not YAML: {Sentence(wrong.Message)}", "correct the text here or just before");
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException or NullReferenceException
            && !IsInvariant(wrong))
        {
            // The library answers some malformed texts (escapes of surrogates among them) with exceptions of its own inside.
            return Refuse(parser.Current is { } last ? At(last.End) : new(file, 1, 1), "this is not YAML", "correct the text here or just before");
        }
    }

    private static bool IsInvariant(Exception wrong) => wrong.Message.StartsWith("INVARIANT:", StringComparison.Ordinal);

    private static string Sentence(string message)
    {
        var end = message.IndexOfAny(['\n', '\r']);
        var first = (end < 0 ? message : message[..end]).TrimEnd('.', ' ');
        return Shown.Plain(first.Length > 0 ? char.ToLowerInvariant(first[0]) + first[1..] : "it cannot be read");
    }

    private YamlNode? Document(Parser parser)
    {
        if (!parser.MoveNext() || !parser.MoveNext() || parser.Current is not DocumentStart)
            return Refuse(new(file, 1, 1), "the file is empty", remedies.Empty);
        if (!parser.MoveNext()) return Refuse(new(file, 1, 1), "the file is empty", remedies.Empty);
        var root = Node(parser, 0);
        if (root is null) return null;
        if (parser.MoveNext() && parser.Current is DocumentEnd && parser.MoveNext() && parser.Current is DocumentStart second)
            return Refuse(At(second.Start), "a second document begins here", "keep one document a file");
        while (parser.MoveNext()) { }
        return root;
    }

    /// <summary>The node that begins at the current event; afterwards the current event is its last.</summary>
    private YamlNode? Node(Parser parser, int depth)
    {
        var current = parser.Current ?? throw new InvalidOperationException("INVARIANT: a node begins at an event");
        var where = At(current.Start);
        if (++nodes > MostNodes)
            return Refuse(where, FormattableString.Invariant($"the file holds more than {MostNodes} values"), remedies.TooMuch);
        if (current is AnchorAlias alias)
            return Refuse(where, $"the alias {Shown.Quoted("*" + alias.Value)} is not allowed", "write the value out");
        if (current is NodeEvent { Anchor.IsEmpty: false } anchored)
            return Refuse(where, $"the anchor {Shown.Quoted("&" + anchored.Anchor)} is not allowed", "write the value out where it is used");
        if (current is NodeEvent { Tag.IsEmpty: false } tagged)
            return Refuse(where, $"the tag {Shown.Quoted(tagged.Tag.IsNonSpecific ? "!" : tagged.Tag.Value)} is not allowed", "remove the tag");
        if (depth >= MostDepth && current is (MappingStart or SequenceStart))
            return Refuse(where, FormattableString.Invariant($"values lie more than {MostDepth} levels deep"), "write it flatter");
        return current switch
        {
            Scalar scalar => Trapped(new YamlNode.Scalar(where, scalar.Value, scalar.Style == ScalarStyle.Plain)),
            SequenceStart => List(parser, where, depth),
            MappingStart => Mapping(parser, where, depth),
            // Some malformed mappings end before the value of their last key.
            _ => Refuse(where, "this is not YAML: a value is missing", "correct the text here or just before"),
        };
    }

    private YamlNode.Sequence? List(Parser parser, Location where, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            if (Node(parser, depth + 1) is not { } item) return null;
            items.Add(item);
        }
        return new(where, items.ToImmutable());
    }

    private YamlNode.Mapping? Mapping(Parser parser, Location where, int depth)
    {
        var pairs = ImmutableArray.CreateBuilder<YamlPair>();
        var keys = new Dictionary<string, Location>(StringComparer.Ordinal);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            if (Node(parser, depth + 1) is not { } keyNode) return null;
            if (keyNode is not YamlNode.Scalar key)
            {
                Refuse(keyNode.Where, $"a key is {keyNode.Kind}", "write the key as one word");
                return null;
            }
            if (!parser.MoveNext() || Node(parser, depth + 1) is not { } value) return null;
            if (keys.TryAdd(key.Text, key.Where)) pairs.Add(new(key, value));
            else
                problems.Add("TL007", key.Where, FormattableString.Invariant($"the key {Shown.Quoted(key.Text)} stands already in line {keys[key.Text].Line}"), "keep one of the two");
        }
        return new(where, pairs.ToImmutable());
    }

    /// <summary>Words that are never safe unquoted, whatever is wanted in their place.</summary>
    private YamlNode.Scalar Trapped(YamlNode.Scalar scalar)
    {
        if (scalar.Trap is YamlTrap.OldTruthValue)
            problems.Add("TL004", scalar.Where, $"{Shown.Quoted(scalar.Text)} without quotes is a truth value in YAML 1.1", $"write \"{scalar.Text}\", or 'true' or 'false' where that is meant");
        else if (scalar.Trap is YamlTrap.Sexagesimal)
            problems.Add("TL004", scalar.Where, $"{Shown.Quoted(scalar.Text)} without quotes is a number to base 60 in YAML 1.1", $"write \"{Shown.Plain(scalar.Text)}\"");
        return scalar;
    }
}
