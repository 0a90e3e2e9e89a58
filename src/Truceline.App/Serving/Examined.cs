using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Truceline.Agreements;
using Truceline.Agreements.Checks;
using Truceline.Agreements.Positions;
using Truceline.Agreements.Sentences;
using Truceline.Agreements.Voting;
using Truceline.Agreements.Waiting;

namespace Truceline.App.Serving;

/// <summary>What can be said of an agreement without any record: made when a page first asks, and once for an agreement.</summary>
public sealed class Examined
{
    private static readonly ConditionalWeakTable<Agreement, Examined> All = [];
    private readonly Lazy<ImmutableArray<Problem>> problems;
    private readonly Lazy<ImmutableArray<Concord>> concords;
    private readonly Lazy<WaitingGraph> waiting;
    private readonly Lazy<ImmutableDictionary<string, VotingAnalysis>> decisions;

    private readonly ImmutableDictionary<RenderingLanguage, Lazy<Rendering>> renderings;

    private Examined(Agreement agreement)
    {
        problems = new(() => AgreementChecks.Find(agreement));
        concords = new(() => Concord.Of(agreement));
        renderings = Enum.GetValues<RenderingLanguage>().ToImmutableDictionary(language => language, language => new Lazy<Rendering>(() => Agreements.Sentences.Rendering.Of(agreement, language)));
        waiting = new(() => WaitingGraph.Of(agreement));
        decisions = new(() => agreement.Decisions.Where(decision => decision.By is not null)
            .ToImmutableDictionary(decision => decision.Id, decision => VotingAnalysis.Of(VotingGame.Of(agreement, decision)), StringComparer.Ordinal));
    }

    /// <summary>What was examined of an agreement.</summary>
    public static Examined Of(Agreement agreement) => All.GetValue(agreement, one => new(one));

    /// <summary>What the checks found, the gravest first.</summary>
    public ImmutableArray<Problem> Problems => problems.Value;

    /// <summary>The agreement read out in a language.</summary>
    public Rendering Rendering(RenderingLanguage language) => renderings[language].Value;

    /// <summary>What the positions make of each other, one for each condition, the unconditional ones first.</summary>
    public ImmutableArray<Concord> Concords => concords.Value;

    /// <summary>Who waits for whom.</summary>
    public WaitingGraph Waiting => waiting.Value;

    /// <summary>Who can decide and who can block, by the decision's id.</summary>
    public ImmutableDictionary<string, VotingAnalysis> Decisions => decisions.Value;
}
