using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Truceline.Journal;

/// <summary>
/// Reads a policy line by line. Names are what they are in bytes: letters that look alike are not the same, and what a name
/// means is only what a line before said.
/// </summary>
internal sealed class TlogPolicyReader
{
    private const string NoQuorum = "none";

    // The specification asks for 32. Groups lie within each other, and are asked from the outermost in.
    private const int Most = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ImmutableArray<NoteKey>.Builder logs = ImmutableArray.CreateBuilder<NoteKey>();
    private readonly ImmutableArray<PolicyWitness>.Builder witnesses = ImmutableArray.CreateBuilder<PolicyWitness>();
    private readonly Dictionary<string, Func<HashSet<NoteKey>, bool>> rules = new(StringComparer.Ordinal);
    private readonly HashSet<string> members = new(StringComparer.Ordinal);
    private string? quorum;

    public TlogPolicy Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > TlogPolicy.MostBytes) throw new FormatException($"a policy has at most {TlogPolicy.MostBytes} bytes, not {bytes.Length}");
        // One character a byte: a name is opaque, and this keeps different ones different.
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (Line(lines[i]) is { } wrong) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {i + 1}: {wrong}"));
        if (quorum is null) throw new FormatException("a policy says with a line 'quorum NAME' who must have cosigned ('quorum none': nobody); this one does not");
        return new(logs.ToImmutable(), witnesses.ToImmutable(), Shown(quorum), quorum == NoQuorum ? _ => true : rules[quorum]);
    }

    private string? Line(string line)
    {
        if (line.Any(c => c is < ' ' and not '\t' or '\x7f')) return "a control character (lines end with a line feed alone)";
        if (line.TrimStart(' ', '\t').StartsWith('#')) return null;
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => null,
            ["log", var key] => Log(key, null),
            ["log", var key, var url] => Log(key, url),
            ["witness", var name, var key] => Witness(name, key, null),
            ["witness", var name, var key, var url] => Witness(name, key, url),
            ["group", var name, var count, .. { Length: > 0 } of] => Group(name, count, of),
            ["quorum", var name] => OnQuorum(name),
            ["log", ..] => "a log is written 'log VKEY [URL]'",
            ["witness", ..] => "a witness is written 'witness NAME VKEY [URL]'",
            ["group", ..] => "a group is written 'group NAME all|any|K MEMBER…'",
            ["quorum", ..] => "the quorum is written 'quorum NAME'",
            [var other, ..] => $"'{Shown(other)}' is none of log, witness, group, quorum",
        };
    }

    private string? Log(string text, string? url)
    {
        if (Key(text, out var key) is { } wrong) return wrong;
        if (key.Type == SignatureType.Cosignature) return "this is the key of a witness, and a log signs with another";
        if (logs.Any(known => SameKey(known, key))) return $"the key of the log {key.Name} stands there twice";
        if (Address(url, out _) is { } bad) return bad;
        logs.Add(key);
        return null;
    }

    private string? Witness(string name, string text, string? url)
    {
        if (Key(text, out var key) is { } wrong) return wrong;
        if (key.Type != SignatureType.Cosignature) return "a witness cosigns with a key of type 4, and this is another";
        if (witnesses.Any(known => SameKey(known.Key, key))) return $"the key of the witness {Shown(name)} stands there twice";
        if (Address(url, out var address) is { } bad) return bad;
        if (Define(name, cosigned => cosigned.Contains(key)) is { } taken) return taken;
        witnesses.Add(new(Shown(name), key, address));
        return null;
    }

    private string? Group(string name, string count, string[] of)
    {
        if (Count(count, of.Length) is not { } needed) return $"a group needs 'all', 'any', or a number from 1 to {of.Length} of its {of.Length} members, not '{Shown(count)}'";
        foreach (var member in of)
        {
            if (!rules.ContainsKey(member)) return $"no line before this one defines '{Shown(member)}'";
            // Else one witness could count twice.
            if (!members.Add(member)) return $"'{Shown(member)}' is a member already";
        }
        var parts = of.Select(member => rules[member]).ToArray();
        return Define(name, cosigned => parts.Count(part => part(cosigned)) >= needed);
    }

    private string? OnQuorum(string name)
    {
        if (quorum is not null) return "the quorum was said before";
        if (name != NoQuorum && !rules.ContainsKey(name)) return $"no line before this one defines '{Shown(name)}'";
        quorum = name;
        return null;
    }

    private string? Define(string name, Func<HashSet<NoteKey>, bool> rule)
    {
        if (name == NoQuorum) return $"'{NoQuorum}' has a meaning of its own and is no name";
        if (rules.Count == Most) return $"a policy has at most {Most} witnesses and groups";
        return rules.TryAdd(name, rule) ? null : $"'{Shown(name)}' was defined before";
    }

    private static int? Count(string text, int members) => text switch
    {
        "all" => members,
        "any" => 1,
        _ => text.All(char.IsAsciiDigit) && text[0] != '0' && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= members ? count : null,
    };

    private static string? Key(string text, out NoteKey key)
    {
        key = null!;
        try
        {
            key = NoteKey.Parse(Strict.GetString(Encoding.Latin1.GetBytes(text)));
            return null;
        }
        catch (DecoderFallbackException)
        {
            return "the name in the key is not UTF-8";
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }

    private static string? Address(string? text, out Uri? address)
    {
        address = null;
        if (text is null || (Uri.TryCreate(Shown(text), UriKind.Absolute, out address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0)) return null;
        return $"'{Shown(text)}' is no address: http:// or https://, without a name or password in it";
    }

    private static bool SameKey(NoteKey one, NoteKey other) => one.PublicKey.AsSpan().SequenceEqual(other.PublicKey.AsSpan());

    private static string Shown(string name) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name));
}
