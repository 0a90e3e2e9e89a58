using System.Collections.Immutable;
using Truceline.Agreements.Binding;

namespace Truceline.Agreements.Changes;

/// <summary>One entry of the clauses of an agreement, of whichever kind.</summary>
internal sealed record Rule
{
    private Rule(string id, Location where, string kind, string? article, string? quote, string? gist) =>
        (Id, Where, Kind, Ref, Quote, Gist) = (id, where, kind, article, quote, gist);

    public string Id { get; }

    public Location Where { get; }

    /// <summary>The kind as files write it: <c>must-not must may can is</c>.</summary>
    public string Kind { get; }

    public string? Ref { get; }

    public string? Quote { get; }

    public string? Gist { get; }

    /// <summary>The clause, for a prohibition, an obligation or a permission.</summary>
    public Clause? Clause { get; private init; }

    /// <summary>What it says, part by part.</summary>
    public required ImmutableArray<Dimension> Dimensions { get; init; }

    /// <summary>The mark of all that it means, whatever it is called.</summary>
    public string Mark => mark ??= Meaning.Of([Kind, .. Dimensions.Select(dimension => dimension.Mark)]);

    private string? mark;

    /// <summary>Which of the three shapes it has: those of two shapes have no parts in common.</summary>
    public int Shape => Kind switch { "can" => 1, "is" => 2, _ => 0 };

    /// <summary>What it is about at its core, by which two that lost their ids are known to be one.</summary>
    public string Core => $"{Kind} {Part("act")}";

    /// <summary>The mark of a part; empty where there is none.</summary>
    public string Part(string name) => Dimensions.FirstOrDefault(dimension => dimension.Name == name).Mark ?? "";

    /// <summary>All entries, in the order of the file.</summary>
    public static ImmutableArray<Rule> All(Side side) =>
    [
        .. side.Agreement.Clauses.Select(clause => Of(side, clause))
            .Concat(side.Agreement.Powers.Select(power => new Rule(power.Id, power.Where, "can", power.Ref, power.Quote, power.Gist) { Dimensions = Changes.Dimensions.Of(side, power) }))
            .Concat(side.Agreement.Definitions.Select(term => new Rule(term.Id, term.Where, "is", term.Ref, term.Quote, term.Gist) { Dimensions = Changes.Dimensions.Of(term) }))
            .OrderBy(rule => rule.Where.Line).ThenBy(rule => rule.Where.Column),
    ];

    private static Rule Of(Side side, Clause clause) =>
        new(clause.Id, clause.Where, clause.Kind.Written(), clause.Ref, clause.Quote, clause.Gist) { Clause = clause, Dimensions = Changes.Dimensions.Of(side, clause) };
}
