using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Single values: each method gives the value, or null after a problem was added.</summary>
internal static class Scalars
{
    private const int LongestText = 10_000;
    private const int LongestId = 64;

    /// <summary>The node as a single value that is there.</summary>
    public static YamlNode.Scalar? Scalar(this Scope scope, YamlNode node, string wanted)
    {
        if (node is YamlNode.Scalar scalar)
        {
            // Words that are never safe unquoted were told by the gate.
            if (scalar.Trap is YamlTrap.OldTruthValue or YamlTrap.Sexagesimal) return null;
            if (scalar.Trap is not YamlTrap.Null) return scalar;
            scope.Problems.Add("TL004", node.Where, $"there is nothing here, or the YAML word for nothing, where {wanted} is wanted", "write the value, or remove the key");
            return null;
        }
        scope.Problems.Add("TL004", node.Where, $"this is {node.Kind}, where {wanted} is wanted", "write one value");
        return null;
    }

    /// <summary>Free text or a name: a string to every reader of YAML, without characters that steer how others are shown.</summary>
    public static string? Text(this Scope scope, YamlNode node, string wanted)
    {
        if (scope.Scalar(node, wanted) is not { } scalar) return null;
        if (scalar.Trap is { } trap)
        {
            var what = trap == YamlTrap.Number ? "a number" : "a truth value";
            scope.Problems.Add("TL004", node.Where, $"{Shown.Quoted(scalar.Text)} without quotes is {what}, where {wanted} is wanted", $"write \"{Shown.Plain(scalar.Text)}\"");
            return null;
        }
        if (Fault(scalar.Text) is not { } fault) return scalar.Text;
        scope.Problems.Add("TL005", node.Where, fault, "write plain text");
        return null;
    }

    // More than any script puts on one letter; piled higher they cover the lines around it.
    private const int MostMarks = 8;

    private static string? Fault(string text)
    {
        var marks = 0;
        if (text.Length == 0) return "the text is empty";
        if (text.Length > LongestText) return FormattableString.Invariant($"the text is longer than {LongestText} characters");
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done) return "the text holds half a character (an unpaired surrogate)";
            if (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')) return FormattableString.Invariant($"the text holds the control character U+{rune.Value:X4}");
            // In a sentence they would turn round what is not the file's own.
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)) return FormattableString.Invariant($"the text holds the character U+{rune.Value:X4}, which turns round what stands beside it");
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MostMarks) return FormattableString.Invariant($"the text piles more than {MostMarks} marks on one letter");
            rest = rest[length..];
        }
        return string.IsNullOrWhiteSpace(text) ? "the text is blank" : null;
    }

    /// <summary>An id: letters, digits, hyphens and low lines, in segments joined by dots, beginning with a letter.</summary>
    public static string? Id(this Scope scope, YamlNode node, string noun)
    {
        if (scope.Text(node, $"the id of {Scope.Article(noun)}") is not { } id) return null;
        if (!IsId(id))
        {
            scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(id)} is not an id",
                FormattableString.Invariant($"write at most {LongestId} letters a to z, digits, '-', '_' and '.', a letter first"));
            return null;
        }
        if (!Language.IsState(id.AsSpan(id.LastIndexOf('.') + 1))) return id;
        scope.Problems.Add("TL007", node.Where, $"the id '{id}' ends in a word that names a state of a clause", $"end it otherwise than in {Shown.Choice(Language.States)}");
        return null;
    }

    private static bool IsId(string id) =>
        id.Length <= LongestId && char.IsAsciiLetter(id[0]) && char.IsAsciiLetterOrDigit(id[^1]) && !id.Contains("..", StringComparison.Ordinal)
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static bool? Truth(this Scope scope, YamlNode node)
    {
        if (scope.Scalar(node, "'true' or 'false'") is not { } scalar) return null;
        if (scalar.Plain && scalar.Text is "true" or "false") return scalar.Text == "true";
        scope.Problems.Add("TL004", node.Where, $"{Shown.Quoted(scalar.Text)} is not a truth value", "write true or false, without quotes");
        return null;
    }

    /// <summary>A number between two bounds, both included.</summary>
    public static double? Number(this Scope scope, YamlNode node, double least, double most)
    {
        if (scope.Scalar(node, "a number") is not { } scalar) return null;
        if (!scalar.Plain || !double.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            scope.Problems.Add("TL004", node.Where, $"{Shown.Quoted(scalar.Text)} is not a number", "write a number such as 25000, without quotes");
            return null;
        }
        if (number >= least && number <= most) return number;
        scope.Problems.Add("TL005", node.Where, $"{Shown.Plain(scalar.Text)} is out of bounds", string.Create(CultureInfo.InvariantCulture, $"write a number from {least} to {most}"));
        return null;
    }

    /// <summary>A whole number between two bounds, both included.</summary>
    public static int? Whole(this Scope scope, YamlNode node, int least, int most)
    {
        if (scope.Number(node, least, most) is not { } number) return null;
        if (number == Math.Floor(number)) return (int)number;
        scope.Problems.Add("TL005", node.Where, "this is not a whole number", "write a whole number");
        return null;
    }

    /// <summary>A comparison such as <c>"&gt;=100"</c>.</summary>
    public static Comparison? Comparison(this Scope scope, YamlNode node)
    {
        if (scope.Scalar(node, "a comparison") is not { } scalar) return null;
        var text = scalar.Text.Trim();
        var sign = text.StartsWith(">=", StringComparison.Ordinal) || text.StartsWith("<=", StringComparison.Ordinal) ? 2
            : text.Length > 0 && text[0] is '>' or '<' or '=' ? 1 : 0;
        if (sign > 0 && double.TryParse(text.AsSpan(sign).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 1e6)
            return new(text[..sign], value);
        scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(scalar.Text)} is not a comparison", "write one such as \">=100\", in quotes");
        return null;
    }

    /// <summary>A date.</summary>
    public static LocalDate? Date(this Scope scope, YamlNode node)
    {
        if (scope.Scalar(node, "a date") is not { } scalar) return null;
        if (LocalDatePattern.Iso.Parse(scalar.Text) is { Success: true } parsed && MomentText.IsInReach(parsed.Value)) return parsed.Value;
        if (MomentText.IsOutOfReach(scalar.Text)) scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(scalar.Text)} {MomentText.OutOfReach}", MomentText.Reach);
        else scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(scalar.Text)} is not a date", "write one such as 2015-02-12");
        return null;
    }

    /// <summary>A word of a closed vocabulary.</summary>
    public static T? Word<T>(this Scope scope, YamlNode node, string noun) where T : struct, Enum =>
        scope.OneOf(node, noun, Vocabulary.All<T>()) is { } written ? Vocabulary.Parse<T>(written) : null;

    /// <summary>One of a few words.</summary>
    public static string? OneOf(this Scope scope, YamlNode node, string noun, IEnumerable<string> words)
    {
        if (scope.Scalar(node, noun) is not { } scalar) return null;
        var all = words.ToList();
        if (all.Contains(scalar.Text)) return scalar.Text;
        var nearest = scope.Problems.MaySuggest ? Suggestion.Nearest(scalar.Text, all) : null;
        scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(scalar.Text)} is not {noun}", nearest is null ? $"write {Shown.Choice(all, 40)}" : $"did you mean '{nearest}'?");
        return null;
    }

    /// <summary>The nodes of a list; a single value counts as a list of one.</summary>
    public static IReadOnlyList<YamlNode> Several(this Scope scope, YamlNode node, string wanted)
    {
        if (node is YamlNode.Sequence list)
        {
            if (list.Items.Length == 0) scope.Problems.Add("TL004", node.Where, $"the list is empty, where {wanted} is wanted", "name at least one, or remove the key");
            return list.Items;
        }
        return [node];
    }
}
