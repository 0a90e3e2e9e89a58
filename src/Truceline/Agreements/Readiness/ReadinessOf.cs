using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Agreements.Readiness;

/// <summary>Works out what is ready at the phases and events of one agreement.</summary>
internal sealed class ReadinessOf
{
    // Any noon will do: only moments that are counted from one event are compared, and then all shift alike.
    private static readonly Instant Noon = Instant.FromUtc(2000, 1, 3, 12, 0);

    private readonly Agreement agreement;
    private readonly PledgeGraph graph;
    private readonly ImmutableArray<Contribution> contributions;
    private readonly ILookup<string?, DueClause> dueInPhase;
    private readonly ILookup<string?, DueClause> dueAfterEvent;
    private readonly ILookup<string?, Contribution> dueWith;

    public ReadinessOf(Agreement agreement)
    {
        this.agreement = agreement;
        graph = new(agreement);
        contributions = [.. agreement.Pledges.Select(Contribution)];
        var byId = contributions.ToDictionary(one => one.Pledge.Id, StringComparer.Ordinal);
        var consents = agreement.Decisions.Where(decision => decision.Consent is not null).ToLookup(decision => decision.Consent!.To, StringComparer.Ordinal);
        var phases = agreement.Phases.Where(phase => phase.From is not null)
            .Select(phase => (Phase: phase, Begins: Place(phase.From!, MomentUse.Beginning), Ends: phase.Until is { } until ? Place(until, MomentUse.Beginning) : default((string?, Instant)?))).ToArray();
        ImmutableArray<DueClause> deadlines =
        [
            .. from clause in agreement.Clauses
               from one in new[] { (Which: "start", clause.Start.By), (Which: "done", clause.Done.By) }
               where one.By is not null
               select new DueClause(clause, one.Which, one.By, [.. clause.Needs.Select(id => byId[id])], [.. consents[clause.Id]]),
        ];
        dueInPhase = deadlines.ToLookup(due => PhaseOf(Place(due.By, MomentUse.Deadline))?.Id, StringComparer.Ordinal);
        dueAfterEvent = deadlines.ToLookup(due => (due.By as Moment.AfterEvent)?.Event, StringComparer.Ordinal);
        dueWith = contributions.ToLookup(one => one.Pledge.When, StringComparer.Ordinal);

        // Of the phases begun by then, and not over, the one that began last.
        Phase? PhaseOf((string? Event, Instant At) by) => phases
            .Where(one => one.Begins.Event == by.Event && one.Begins.At < by.At && !(one.Ends is { } ends && ends.Item1 == by.Event && ends.Item2 < by.At))
            .OrderByDescending(one => one.Begins.At).Select(one => one.Phase).FirstOrDefault();
    }

    public PhaseReadiness At(string at)
    {
        var phase = agreement.Phases.FirstOrDefault(one => one.Id == at);
        if (phase is null && !agreement.Events.ContainsKey(at)) throw new ArgumentException($"no phase or event has the id '{at}'", nameof(at));
        var order = contributions.Select(one => one.Pledge.When).OfType<string>().Distinct(StringComparer.Ordinal).ToDictionary(when => when, when => when == at ? 0 : Order(when, at), StringComparer.Ordinal);
        int? Placed(Contribution one) => one.Pledge.When is { } when ? order[when] : -1;
        ImmutableArray<Contribution> due = [.. contributions.Where(one => Placed(one) <= 0)];
        return new()
        {
            Agreement = agreement,
            At = at,
            Begins = Begins(at),
            Due = due,
            Later = [.. contributions.Where(one => Placed(one) > 0)],
            NotOrdered = [.. contributions.Where(one => Placed(one) is null)],
            Domains =
            [
                .. Enum.GetValues<PledgeDomain>()
                    .Select(domain => (domain, In: due.Where(one => one.Pledge.Domains.Contains(domain)).ToImmutableArray()))
                    .Where(pair => !pair.In.IsEmpty)
                    .Select(pair => new DomainReadiness(pair.domain, pair.In, Backing(pair.In))),
            ],
            Backers = Backing(due),
            DueClauses = [.. DueWith(phase, at)],
            Missing = Missing(phase, at),
        };
    }

    private static Backers Backing(IEnumerable<Contribution> all) =>
        Backers.Of(all.Where(one => one.Is is Preparedness.Ready or Preparedness.Waits or Preparedness.Conditional).Select(one => one.Pledge));

    private Contribution Contribution(Pledge pledge)
    {
        var chain = graph.Chain(pledge.Id);
        return new(pledge, agreement.Actors[pledge.By], pledge.Status switch
        {
            PledgeStatus.Confirmed => chain.IsEmpty ? Preparedness.Ready : Preparedness.Waits,
            PledgeStatus.Conditional => Preparedness.Conditional,
            PledgeStatus.Pending => Preparedness.Pending,
            PledgeStatus.Excluded => Preparedness.Excluded,
            PledgeStatus.Withdrawn => Preparedness.Withdrawn,
            _ => throw new InvalidOperationException("INVARIANT: the statuses of pledges are closed"),
        }, chain);
    }

    private IEnumerable<DueClause> DueWith(Phase? phase, string at) => phase is null ? dueAfterEvent[at] : dueInPhase[at];

    /// <summary>
    /// What is not ready of the pledges that become due with a phase or an event, and of those that its clauses need: each and
    /// what it waits for, once, as the agreement has them.
    /// </summary>
    public ImmutableArray<Contribution> Missing(Phase? phase, string at)
    {
        var missing = dueWith[at].Where(one => one.Is is not (Preparedness.Excluded or Preparedness.Withdrawn)).Concat(DueWith(phase, at).SelectMany(clause => clause.Needs))
            .SelectMany(one => one.Chain).Select(pledge => pledge.Id).ToHashSet(StringComparer.Ordinal);
        return missing.Count == 0 ? [] : [.. contributions.Where(one => missing.Contains(one.Pledge.Id))];
    }

    /// <summary>Less than 0: the first begins before the second; null: the agreement does not say.</summary>
    private int? Order(string one, string other)
    {
        var (first, second) = (Begins(one), Begins(other));
        // What has no beginning was there before all else.
        if (first is null || second is null) return first is null && second is null ? -1 : first is null ? -1 : 1;
        var (a, b) = (Place(first, MomentUse.Beginning), Place(second, MomentUse.Beginning));
        return a.Event != b.Event ? null : a.At <= b.At ? -1 : 1;
    }

    private Moment? Begins(string id) => agreement.Phases.FirstOrDefault(phase => phase.Id == id) is { } phase ? phase.From : new Moment.AfterEvent(id, Period.Zero);

    /// <summary>Where a moment lies: after a fixed event or as a date on the calendar, else counted from its event.</summary>
    private (string? Event, Instant At) Place(Moment moment, MomentUse use) => moment switch
    {
        Moment.AfterEvent after when agreement.Events.TryGetValue(after.Event, out var known) && known.At is { } at => (null, moment.Resolve(agreement.Clock, use, at)),
        Moment.AfterEvent after => (after.Event, moment.Resolve(agreement.Clock, use, Noon)),
        _ => (null, moment.Resolve(agreement.Clock, use, Noon)),
    };
}
