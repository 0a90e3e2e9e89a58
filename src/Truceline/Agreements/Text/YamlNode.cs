using System.Collections.Immutable;

namespace Truceline.Agreements.Text;

/// <summary>A node of a YAML document, with its place. A closed family; nothing in it is interpreted yet.</summary>
internal abstract record YamlNode
{
    private YamlNode(Location where) => Where = where;

    /// <summary>Where it begins.</summary>
    public Location Where { get; }

    /// <summary>A single value. <paramref name="plain"/>: written without quotes and not as a block.</summary>
    internal sealed record Scalar(Location where, string Text, bool plain) : YamlNode(where)
    {
        /// <summary>Written without quotes and not as a block, so that YAML may read something else than a string.</summary>
        public bool Plain { get; } = plain;

        /// <summary>What a YAML reader may take the unquoted text for, or null when every reader takes it for a string.</summary>
        public YamlTrap? Trap => Plain ? YamlTraps.Of(Text) : null;
    }

    /// <summary>A list.</summary>
    internal sealed record Sequence(Location where, ImmutableArray<YamlNode> Items) : YamlNode(where);

    /// <summary>Keys with values, in the order of the file; no key stands twice.</summary>
    internal sealed record Mapping(Location where, ImmutableArray<YamlPair> Pairs) : YamlNode(where)
    {
        /// <summary>The pair of a key, or null.</summary>
        public YamlPair? this[string key]
        {
            get
            {
                foreach (var pair in Pairs)
                    if (string.Equals(pair.Key.Text, key, StringComparison.Ordinal)) return pair;
                return null;
            }
        }
    }

    /// <summary>What it is, in words for a problem.</summary>
    public string Kind => this switch
    {
        Scalar { Plain: true, Text: "" } => "nothing",
        Scalar => "a single value",
        Sequence => "a list",
        Mapping => "a mapping of keys",
        _ => throw new InvalidOperationException("INVARIANT: the family of YAML nodes is closed"),
    };
}

/// <summary>One key of a mapping and its value.</summary>
internal sealed record YamlPair(YamlNode.Scalar Key, YamlNode Value);
