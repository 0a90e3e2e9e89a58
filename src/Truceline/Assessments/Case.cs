using System.Collections.Immutable;
using Truceline.Geography;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>One incident held against one ban for one subject: the answers to the questions, without words.</summary>
/// <param name="Ban">The ban.</param>
/// <param name="Incident">The incident.</param>
/// <param name="Subject">An actor, or the addressees of the clause.</param>
/// <param name="Actors">The actors behind the subject; empty for anyone.</param>
/// <param name="Candidates">The actors to whom the incident points.</param>
/// <param name="All">What each sighting says.</param>
/// <param name="Held">Those of them that count: a monitor that saw something else nearby excludes nothing.</param>
internal sealed record Case(
    Ban Ban, Incident Incident, string Subject, ImmutableArray<string> Actors, ImmutableArray<string> Candidates, ImmutableArray<Held> All, ImmutableArray<Held> Held)
{
    /// <summary>Whether it was of the act.</summary>
    public required Certainty Act { get; init; }

    /// <summary>Whether it was of the class.</summary>
    public required Certainty What { get; init; }

    /// <summary>Whether it was on the grounds.</summary>
    public required Certainty Where { get; init; }

    /// <summary>Whether the clause applied.</summary>
    public required Certainty When { get; init; }

    /// <summary>Whether the subject did it.</summary>
    public required Certainty Who { get; init; }

    /// <summary>Whether the subject was bound.</summary>
    public required Certainty Bound { get; init; }

    /// <summary>Whether act, class, place or author are surely others.</summary>
    public bool IsExcluded => Act == Certainty.No || What == Certainty.No || Where == Certainty.No || Who == Certainty.No;

    /// <summary>The questions that have to be certain before a breach can be found at all, and are only possible; who did it may stay open.</summary>
    public IEnumerable<string> Open
    {
        get
        {
            if (Act == Certainty.Possible) yield return "act";
            if (What == Certainty.Possible) yield return "what";
            if (Where == Certainty.Possible) yield return "where";
            if (When == Certainty.Possible) yield return "when";
            if (Bound == Certainty.Possible) yield return "bound";
        }
    }
}
