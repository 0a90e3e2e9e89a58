using System.Collections.Immutable;
using Spectre.Console;
using Truceline.Agreements;
using Truceline.Agreements.Readiness;
using Truceline.App.Commands;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Picture;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Terminal;

/// <summary>What is ready at a phase, as a person reads it in a terminal.</summary>
internal static class ReadinessText
{
    public static void Write(IAnsiConsole screen, PhaseReadiness readiness, Recorded? record)
    {
        Head(screen, readiness, record);
        if (readiness.Agreement.Pledges.IsEmpty) screen.WriteLine("The agreement has no pledges.");
        else if (readiness.Due.IsEmpty) screen.WriteLine("No pledge is due by then.");
        else Domains(screen, readiness);
        foreach (var one in readiness.Due) Pledge(screen, readiness, one, record);
        Waits(screen, readiness);
        Due(screen, readiness, record);
        Others(screen, "Pledged for later", readiness.Later);
        Others(screen, "Order not said", readiness.NotOrdered);
    }

    /// <summary>When it begins, and with a journal whether it has.</summary>
    public static string When(PhaseReadiness readiness, Recorded? record)
    {
        var begins = readiness.Begins is { } moment ? $"begins with {moment.Words()}" : "has no beginning in the file";
        if (record is null) return begins;
        var phase = record.Picture.Phases.FirstOrDefault(one => one.Phase.Id == readiness.At);
        var time = phase is null ? record.Assessment.Events.GetValueOrDefault(readiness.At) : phase.Begins;
        var state = phase?.State switch
        {
            PhaseState.Over => "; it is over",
            PhaseState.Begun => "; it has begun",
            PhaseState.NotReached => "; it has not begun",
            PhaseState.Unknown => "; whether it has begun cannot be said",
            _ => "",
        };
        return $"{begins}{state}{(time is null ? "" : $": {Falls(readiness.Agreement, time)}")}";
    }

    private static void Head(IAnsiConsole screen, PhaseReadiness readiness, Recorded? record)
    {
        var agreement = readiness.Agreement;
        if (record is { Assessment.Exercise: true }) screen.MarkupLine("[bold]exercise, synthetic[/] · these reports are made up");
        screen.MarkupLine($"[bold]{Screen.Marked(readiness.At)}[/] · {Screen.Marked(agreement.Title)} ({Screen.Marked(agreement.Id)})");
        screen.WriteLine(Screen.Plain(When(readiness, record)));
        if (record?.Assessment.AsOf is { } asOf) screen.WriteLine(Screen.Plain($"as of {Local(agreement, asOf)} · entry {record.Assessment.AtEntry}"));
        screen.WriteLine();
    }

    private static void Domains(IAnsiConsole screen, PhaseReadiness readiness)
    {
        var table = new Table().Border(TableBorder.SimpleHeavy).AddColumn("Domain").AddColumn("Confirmed").AddColumn("Confirmed, waits").AddColumn("Conditional").AddColumn("Pending").AddColumn("Ruled out").AddColumn("Behind it");
        foreach (var domain in readiness.Domains)
            table.AddRow(new Text(domain.Domain.Written()), Of(Preparedness.Ready), Of(Preparedness.Waits), Of(Preparedness.Conditional), Of(Preparedness.Pending), Of(Preparedness.Excluded, Preparedness.Withdrawn), new Text(domain.Backers.ToString()));
        screen.Write(table);
        screen.WriteLine($"All domains, each pledge once: {readiness.Backers}. Pledges that are pending or ruled out are not counted.");
        screen.WriteLine();

        Text Of(params Preparedness[] which) => new(Domain().Contributions.Where(one => which.Contains(one.Is)).Select(one => Screen.Plain(one.Pledge.Id)).DefaultIfEmpty("–").List());
        DomainReadiness Domain() => readiness.Domains[table.Rows.Count];
    }

    private static void Pledge(IAnsiConsole screen, PhaseReadiness readiness, Contribution one, Recorded? record)
    {
        var pledge = one.Pledge;
        string?[] says =
        [
            one.By.Name,
            string.Join(", ", pledge.Domains.Select(domain => domain.Written())),
            one.Words(),
            one.Is is Preparedness.Ready or Preparedness.Waits or Preparedness.Conditional ? Backers.Of([pledge]).ToString()
                : one.Is == Preparedness.Pending && pledge.Count is { } count ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} would stand behind it") : null,
            pledge.Undisclosed ? "amount undisclosed" : pledge.Amount is { } amount ? $"amount: {amount}" : null,
            pledge.If is { } condition ? $"condition: {condition}" : null,
            pledge.When is { } when && when != readiness.At ? $"from {when}" : null,
            pledge.Due is { Said: { } said } ? $"to be settled, as it was said, {said}" : null,
            Overdue(record, pledge) ? "overdue" : null,
            pledge.Assumed ? "assumed" : null,
            pledge.Unchecked ? "unchecked" : null,
        ];
        Lines.Row(screen, pledge.Id, string.Join("; ", says.OfType<string>()));
        var stated = Stated(record, pledge);
        foreach (var statement in stated) Lines.Row(screen, "", $"– {Said(readiness.Agreement, statement)}");
        var missing = pledge.Said.Except(stated.Select(statement => statement.Cited)).ToArray();
        if (missing.Length > 0) Lines.Row(screen, "", $"– {(record is null ? "rests on" : "not on record:")} {missing.List()}");
    }

    private static void Waits(IAnsiConsole screen, PhaseReadiness readiness)
    {
        screen.WriteLine();
        if (readiness.Missing.IsEmpty)
        {
            screen.WriteLine("Nothing that becomes due with it, or that its clauses need, is open.");
            return;
        }
        Lines.Row(screen, "Not ready", readiness.Missing.Select(one => one.Pledge.Id).List());
        foreach (var due in readiness.DueClauses.DistinctBy(due => due.Clause.Id))
            foreach (var need in due.Needs.Where(need => !need.Chain.IsEmpty))
                Lines.Row(screen, "", $"{due.Clause.Id} needs {string.Join(", which waits for ", need.Chain.Select(pledge => Link(readiness.Agreement, pledge)))}");
        var told = readiness.DueClauses.SelectMany(due => due.Needs).Select(need => need.Pledge.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var one in readiness.Missing.Where(one => one.Chain.Length > 1 && !told.Contains(one.Pledge.Id)))
            Lines.Row(screen, "", string.Join(", which waits for ", one.Chain.Select(pledge => Link(readiness.Agreement, pledge))));
    }

    private static string Link(Agreement agreement, Pledge pledge) => $"{pledge.Id} ({agreement.Actors[pledge.By].Name}; {string.Join(", ", pledge.Domains.Select(domain => domain.Written()))}; {pledge.OpenWords()})";

    private static void Due(IAnsiConsole screen, PhaseReadiness readiness, Recorded? record)
    {
        if (readiness.DueClauses.IsEmpty) Lines.Row(screen, "Due with it", "no clause has a deadline in it");
        var title = "Due with it";
        foreach (var due in readiness.DueClauses)
        {
            var found = Found(record, due);
            var falls = found is null ? "" : found.At is EventTime.Known { At: var at } ? $" ({Pages.ArrangementParts.Words.Deadline(at, readiness.Agreement.Clock.Zone)} {readiness.Agreement.Clock.Zone.Id})" : $"; not due now: {Falls(readiness.Agreement, found.At)}";
            var outcomes = found is null ? "" : string.Concat(found.Findings.Select(finding => $"; {(readiness.Agreement.Actors.TryGetValue(finding.Key.Subject, out var actor) ? actor.Name : finding.Key.Subject)}: {Outcomes.Words(finding.Outcome, finding.Standing)}"));
            Lines.Row(screen, title, $"{due.Clause.Id} to be {(due.Which == "start" ? "begun" : "done")} by {due.By.Words()}{falls}{outcomes}{(due.Clause.Gist is { } gist ? $" – {gist}" : "")}");
            foreach (var consent in due.Consents)
                Lines.Row(screen, "", $"consent {consent.Id}: {readiness.Agreement.Named(consent.Consent!.By).Select(actor => $"{actor.Name} must agree ({Stance(readiness.Agreement, actor, consent)})").List()}; an objection of anyone else has no effect");
            title = "";
        }
    }

    /// <summary>What an actor's positions say to a consent that is asked of it.</summary>
    public static string Stance(Agreement agreement, Actor actor, Decision consent)
    {
        string[] things = [consent.Id, consent.Consent!.To];
        var own = agreement.Positions.Where(position => position.Actor == actor.Id).ToArray();
        var plain = own.Where(position => position.If is null).ToArray();
        if (plain.Any(position => position.Reject.Any(things.Contains))) return "its position rejects it";
        if (plain.Any(position => position.Accept.Any(things.Contains))) return "its position accepts it";
        return own.Any(position => position.Accept.Concat(position.Reject).Any(things.Contains)) ? "it has said so under a condition alone" : "it has taken no position";
    }

    private static void Others(IAnsiConsole screen, string title, ImmutableArray<Contribution> all)
    {
        foreach (var one in all)
        {
            Lines.Row(screen, title, $"{one.Pledge.Id} (from {one.Pledge.When}): {one.Words()}");
            title = "";
        }
    }

    internal static bool Overdue(Recorded? record, Pledge pledge) => record?.Picture.Promises.FirstOrDefault(one => one.Pledge.Id == pledge.Id) is { Overdue: true };

    internal static ImmutableArray<Utterance> Stated(Recorded? record, Pledge pledge) => record?.Picture.Promises.FirstOrDefault(one => one.Pledge.Id == pledge.Id)?.Rests ?? [];

    internal static Due? Found(Recorded? record, DueClause due) =>
        record?.Picture.Phases.SelectMany(phase => phase.Due).Concat(record.Picture.DueOutside).FirstOrDefault(one => one.Clause.Id == due.Clause.Id && one.Which == due.Which);

    private static string Said(Agreement agreement, Utterance one)
    {
        var statement = one.Statement;
        var words = statement.Fidelity == StatementFidelity.Verbatim ? $"“{statement.Says}”" : $"{statement.Says} ({statement.Fidelity.Written()})";
        return $"{statement.Speaker ?? "unnamed"}, for {one.Party}, {statement.Authority.Written()}, {TimeWords.Words(statement.Occurred, agreement.Clock.Zone)}: {words} {one.Cited}";
    }

    private static string Falls(Agreement agreement, EventTime time) => time switch
    {
        EventTime.Known known => Local(agreement, known.At),
        EventTime.NotYet not => not.Why,
        EventTime.Unknown unknown => unknown.Why,
        _ => throw new InvalidOperationException("INVARIANT: the family of event times is closed"),
    };

    private static string Local(Agreement agreement, NodaTime.Instant at) => $"{TimeWords.Words(new NodaTime.Interval(at, at), agreement.Clock.Zone)} {agreement.Clock.Zone.Id}";
}
