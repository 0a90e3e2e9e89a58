using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Binds the clauses that say what a term means.</summary>
internal static class DefinitionBinder
{
    public static ImmutableArray<Definition> Bind(Scope scope, IReadOnlyList<YamlNode.Mapping> entries, QuotedText? text) =>
        [.. entries.Select(entry => Bind(scope, entry, text)).OfType<Definition>()];

    private static Definition? Bind(Scope scope, YamlNode.Mapping node, QuotedText? text)
    {
        if (Fields.Of(scope, node, Language.Definition) is not { } fields || node["id"]?.Value is not YamlNode.Scalar { Text: var id }) return null;
        if (Fields.Of(scope, fields["is"]!, Language.Term) is not { } meaning) return null;
        var of = $"'is' of definition '{id}'";
        var term = meaning.Required("term", of) is { } word ? scope.Text(word, "a term") : null;
        var means = meaning.Required("means", of) is { } words ? scope.Text(words, "text") : null;
        var definition = new Definition(id, node.Where, fields.Text("ref"), term ?? "", means ?? "", fields.Truth("assumed"), fields.Truth("unchecked"))
        {
            Quote = fields.Read("quote", quote => scope.Quote(quote, text)),
            Gist = fields.Text("gist"),
        };
        return term is null || means is null ? null : definition;
    }
}
