using System.Collections.Immutable;
using System.Text;

namespace Truceline.Agreements.Sentences;

/// <summary>
/// A message of a catalogue, read. <c>{name}</c> says a thing, <c>{name:gen}</c> says it in a grammatical case, <c>{name:same}</c> in
/// the case in which the message itself is wanted. <c>{name, select, a {…} other {…}}</c> chooses by a word, <c>{name, plural, one
/// {…} other {…}}</c> by the plural category of a number (<c>#</c> is the number) and <c>{name, ordinal, …}</c> by that of a place in an
/// order. What stands in <c>[…]</c> is left out when something in it says nothing. A backslash makes the next character plain.
/// </summary>
internal sealed class MessageText
{
    private readonly string text;
    private int at;

    private MessageText(string text) => this.text = text;

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">It is not written as messages are.</exception>
    public static ImmutableArray<MessagePart> Read(string text)
    {
        var reader = new MessageText(text);
        var parts = reader.Parts(isBranch: false, isOptional: false);
        return reader.at == text.Length ? parts : throw reader.Wrong("a bracket that nothing opened");
    }

    private ImmutableArray<MessagePart> Parts(bool isBranch, bool isOptional)
    {
        var parts = ImmutableArray.CreateBuilder<MessagePart>();
        var plain = new StringBuilder();
        while (at < text.Length && text[at] is not ('}' or ']'))
        {
            var c = text[at++];
            if (c == '\\' && at < text.Length) plain.Append(text[at++]);
            else if (c is '{' or '[' || (c == '#' && isBranch))
            {
                Flush();
                parts.Add(c switch { '{' => Slot(), '[' => Optional(), _ => new MessagePart.NumberHere() });
            }
            else plain.Append(c);
        }
        Flush();
        if (isOptional && (at == text.Length || text[at] != ']')) throw Wrong("a '[' that nothing closes");
        return parts.ToImmutable();

        void Flush()
        {
            if (plain.Length > 0) parts.Add(new MessagePart.Words(plain.ToString()));
            plain.Clear();
        }
    }

    private MessagePart.Optional Optional()
    {
        var inner = Parts(isBranch: true, isOptional: true);
        at++;
        return new(inner);
    }

    private MessagePart Slot()
    {
        var name = Word();
        if (Take(':'))
        {
            var wanted = Word();
            Require('}');
            return new MessagePart.Slot(name, wanted);
        }
        if (Take('}')) return new MessagePart.Slot(name, null);
        Require(',');
        var kind = Word() switch
        {
            "select" => ForkKind.Select,
            "plural" => ForkKind.Plural,
            "ordinal" => ForkKind.Ordinal,
            var other => throw Wrong($"'{other}', which is not select, plural or ordinal"),
        };
        Require(',');
        var branches = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<MessagePart>>(StringComparer.Ordinal);
        while (!Take('}'))
        {
            var word = Word();
            Require('{');
            branches.Add(word, Parts(isBranch: true, isOptional: false));
            Require('}');
        }
        return branches.ContainsKey("other") ? new MessagePart.Fork(name, kind, branches.ToImmutable()) : throw Wrong($"'{name}' without the branch 'other'");
    }

    private string Word()
    {
        Skip();
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '-')) at++;
        var word = text[start..at];
        Skip();
        return word.Length > 0 ? word : throw Wrong("no word where one is wanted");
    }

    private void Skip()
    {
        while (at < text.Length && text[at] == ' ') at++;
    }

    private bool Take(char c)
    {
        Skip();
        if (at == text.Length || text[at] != c) return false;
        at++;
        return true;
    }

    private void Require(char c)
    {
        if (!Take(c)) throw Wrong($"no '{c}' where one is wanted");
    }

    private FormatException Wrong(string what) => new(FormattableString.Invariant($"the message '{text}' has at {at + 1} {what}"));
}

/// <summary>How a branch of a message is chosen.</summary>
internal enum ForkKind
{
#pragma warning disable CS1591
    Select, Plural, Ordinal,
#pragma warning restore CS1591
}

/// <summary>A part of a message. A closed family.</summary>
internal abstract record MessagePart
{
    private MessagePart() { }

    /// <summary>Words as they stand.</summary>
    public sealed record Words(string Text) : MessagePart;

    /// <summary>A thing, in a grammatical case: null for the plain one, "same" for that of the message.</summary>
    public sealed record Slot(string Name, string? Case) : MessagePart;

    /// <summary>One of several texts.</summary>
    public sealed record Fork(string Name, ForkKind Kind, ImmutableSortedDictionary<string, ImmutableArray<MessagePart>> Branches) : MessagePart;

    /// <summary>Left out when something in it says nothing.</summary>
    public sealed record Optional(ImmutableArray<MessagePart> Parts) : MessagePart;

    /// <summary>The number by which the branch was chosen.</summary>
    public sealed record NumberHere : MessagePart;

    /// <summary>The names of all things that some parts say or choose by.</summary>
    public static IEnumerable<string> Names(ImmutableArray<MessagePart> parts) => parts.SelectMany(part => part switch
    {
        Slot slot => [slot.Name],
        Fork fork => fork.Branches.Values.SelectMany(Names).Prepend(fork.Name),
        Optional optional => Names(optional.Parts),
        _ => Enumerable.Empty<string>(),
    });
}
