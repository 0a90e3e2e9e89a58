using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Agreements.Text;
using Truceline.App.Remote;
using Truceline.App.Terminal;
using Truceline.Texts;

namespace Truceline.App.Intake;

/// <summary>What an operator's register says: names, and what was decided of texts.</summary>
internal sealed record NameRegisterReading(ImmutableArray<KnownName> Names, ImmutableArray<OriginDecision> Decisions, ImmutableArray<Problem> Problems);

/// <summary>
/// Reads an operator's register: YAML through the gate of truce files, with <c>actors</c> and <c>places</c> (a name and a list of its aliases) and <c>decided</c> (two texts, whether they are
/// of one origin, by whom and why).
/// </summary>
internal sealed class NameRegisterReader
{
    private static readonly YamlRemedies Remedies = new("keep only the names that texts use", "write names, beginning with 'actors:' or 'places:'");
    private static readonly ImmutableArray<string> Keys = ["actors", "places", "decided"];
    private static readonly ImmutableArray<string> DecisionKeys = ["texts", "one-origin", "by", "why"];

    private readonly ProblemList problems = new();

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static NameRegisterReading Read(string path) => Read(path, KeptFiles.Bytes(path, YamlGate.MostBytes));

    /// <summary>Reads the bytes of a file.</summary>
    public static NameRegisterReading Read(string name, byte[] bytes)
    {
        var reader = new NameRegisterReader();
        var root = YamlGate.Read(name, bytes, reader.problems, Remedies);
        var (names, decisions) = root is null ? ([], []) : reader.Register(root);
        return new(names, decisions, [.. reader.problems.InOrder().Select(problem => problem with { Code = IntakeCodes.BadRegister })]);
    }

    private (ImmutableArray<KnownName>, ImmutableArray<OriginDecision>) Register(YamlNode root)
    {
        if (root is not YamlNode.Mapping register)
        {
            Bad(root, $"the register is {root.Kind}", Remedies.Empty);
            return ([], []);
        }
        foreach (var (key, _) in register.Pairs.Where(pair => !Keys.Contains(pair.Key.Text))) Bad(key, $"{Shown.Quoted(key.Text)} is no key of a register", $"use {Shown.Choice(Keys, 40)}");
        return ([.. Names(register["actors"]), .. Names(register["places"])], Decisions(register["decided"]));
    }

    private IEnumerable<KnownName> Names(YamlPair? section)
    {
        if (section is null) return [];
        if (section.Value is YamlNode.Mapping names) return [.. names.Pairs.Select(pair => new KnownName(pair.Key.Text, Texts(pair.Value)))];
        Bad(section.Value, $"'{section.Key.Text}' is {section.Value.Kind}", "write a name and its aliases on each line, as in 'Kyiv: [Kiev, Київ]'");
        return [];
    }

    private ImmutableArray<OriginDecision> Decisions(YamlPair? section)
    {
        if (section is null) return [];
        if (section.Value is YamlNode.Sequence list) return [.. list.Items.Select(Decision).OfType<OriginDecision>()];
        Bad(section.Value, $"'decided' is {section.Value.Kind}", "write a list, each with 'texts', 'one-origin', 'by' and 'why'");
        return [];
    }

    private OriginDecision? Decision(YamlNode node)
    {
        if (node is not YamlNode.Mapping decision || decision.Pairs.Length != DecisionKeys.Length || DecisionKeys.Any(key => decision[key] is null))
        {
            Bad(node, "a decision has 'texts', 'one-origin', 'by' and 'why', and nothing else", "write '- { texts: [a.txt, b.txt], one-origin: false, by: NAME, why: REASON }'");
            return null;
        }
        var (texts, one) = (Texts(decision["texts"]!.Value), decision["one-origin"]!.Value);
        if (texts.Length != 2) Bad(decision["texts"]!.Value, "a decision is about two texts", "name two");
        if (one is not YamlNode.Scalar { Plain: true, Text: "true" or "false" }) Bad(one, "this is not a truth value", "write true or false, without quotes");
        var (by, why) = (Texts(decision["by"]!.Value), Texts(decision["why"]!.Value));
        return problems.HasErrors || by.Length != 1 || why.Length != 1 ? null : new(texts[0], texts[1], ((YamlNode.Scalar)one).Text == "true", by[0], why[0]);
    }

    private ImmutableArray<string> Texts(YamlNode node)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var item in node is YamlNode.Sequence list ? list.Items : [node])
            if (item is not YamlNode.Scalar { Text: var text } || string.IsNullOrWhiteSpace(text)) Bad(item, $"this is {item.Kind}, where text is wanted", "write text");
            else if (Screen.Plain(text) != text) Bad(item, "the text holds a character that does not show itself", "write plain text");
            else texts.Add(text);
        return texts.ToImmutable();
    }

    private void Bad(YamlNode node, string what, string remedy) => problems.Add(new(IntakeCodes.BadRegister, Severity.Error, node.Where, what, remedy));
}
