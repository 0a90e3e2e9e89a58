using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Agreements;

/// <summary>
/// What convinces a reader that a problem is there: the shortest such thing. A closed family. Each step can be followed to
/// its place in the file and to the statements behind it.
/// </summary>
public abstract record Proof
{
    private Proof() { }

    /// <summary>A circle: each step leads to the next, and the last to the first.</summary>
    public sealed record Circle(ImmutableArray<ProofStep> Steps) : Proof;

    /// <summary>A chain: each step leads to the next.</summary>
    public sealed record Chain(ImmutableArray<ProofStep> Steps) : Proof;

    /// <summary>Things that cannot all hold, while any of them left out the others can.</summary>
    public sealed record Conflict(ImmutableArray<ProofStep> Members) : Proof;

    /// <summary>Things of which each stands for itself: a coalition, a list of what is missing.</summary>
    public sealed record Listing(ImmutableArray<ProofStep> Items) : Proof;

    /// <summary>A part of the ground.</summary>
    /// <param name="SquareKilometres">Its content on the ellipsoid.</param>
    /// <param name="Parts">Where it is: polygons, the largest first. They are drawn for the eye and may be simplified.</param>
    /// <param name="Places">Named places in it, where the agreement names any.</param>
    public sealed record Ground(double SquareKilometres, ImmutableArray<Polygon> Parts, ImmutableArray<string> Places) : Proof;

    /// <summary>The steps of a proof that has some, whatever they are to each other; else none.</summary>
    public ImmutableArray<ProofStep> All => this switch
    {
        Circle circle => circle.Steps,
        Chain chain => chain.Steps,
        Conflict conflict => conflict.Members,
        Listing listing => listing.Items,
        _ => [],
    };
}

/// <summary>One step of a proof.</summary>
/// <param name="Id">What it is about, by id: a clause, a state of one (<c>p9.started</c>), an event, a pledge, an actor.</param>
/// <param name="Says">The sentence, without a full stop: "p9 may be begun only after elections".</param>
public sealed record ProofStep(string Id, string Says)
{
    /// <summary>Where it stands in the file; null where it follows from several places.</summary>
    public Location? Where { get; init; }

    /// <summary>The statements that it rests on, each <c>source/own-id</c>.</summary>
    public ImmutableArray<string> Statements { get; init; } = [];
}
