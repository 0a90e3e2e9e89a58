using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Serving;
using Truceline.Picture;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Pages.ArrangementParts;

/// <summary>How the parts of the arrangement page say things, and where their links lead.</summary>
internal static class Words
{
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu");
    private static readonly LocalDatePattern DayAndMonth = LocalDatePattern.CreateWithInvariantCulture("d MMM");

    public static string Day(LocalDate date) => Date.Format(date);

    /// <summary>The local days of a time: "4 Sep 2025", "1–5 Sep 2025", "15 Aug – 5 Sep 2025".</summary>
    public static string Days(Interval time, DateTimeZone zone)
    {
        var (first, last) = (time.Start.InZone(zone).Date, time.End.InZone(zone).Date);
        return first == last ? Date.Format(first)
            : first.Year == last.Year && first.Month == last.Month ? string.Create(CultureInfo.InvariantCulture, $"{first.Day}–{Date.Format(last)}")
            : first.Year == last.Year ? $"{DayAndMonth.Format(first)} – {Date.Format(last)}"
            : $"{Date.Format(first)} – {Date.Format(last)}";
    }

    /// <summary>A deadline: midnight is the 24:00 of the day that it ends.</summary>
    public static string Deadline(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        return at == Clock.StartOf(local.Date, zone) ? $"{Date.Format(local.Date.PlusDays(-1))} 24:00" : Parts.At.Words(at, zone);
    }

    /// <summary>The address of a statement: by source and own id, or by its report where it has none.</summary>
    public static string Statement(this View view, Utterance one) => view.Link(one.Report.Report.OwnId is { } own
        ? $"/statements/{Uri.EscapeDataString(one.Report.Report.Source)}/{Uri.EscapeDataString(own)}"
        : $"/reports/{one.Report.Report.Id.Value}");

    /// <summary>With what authority, in words.</summary>
    public static string Of(StatementAuthority authority) => authority switch
    {
        StatementAuthority.OnRecord => "on the record",
        StatementAuthority.Spokesperson => "through a spokesperson",
        StatementAuthority.Anonymous => "by an unnamed source",
        StatementAuthority.Reported => "as reported by others",
        _ => throw new InvalidOperationException("INVARIANT: every authority has its words"),
    };

    /// <summary>The word for an act of saying something.</summary>
    public static string Of(StatementAct act) => act == StatementAct.NonDisclosure ? "not disclosed" : act.Written().Replace('-', ' ');

    /// <summary>The mark of a pledge's status. Never the only sign of it: the word stands beside.</summary>
    public static string Mark(PledgeStatus status) => status switch
    {
        PledgeStatus.Confirmed => "✓",
        PledgeStatus.Conditional => "◇",
        PledgeStatus.Pending => "…",
        PledgeStatus.Excluded => "–",
        PledgeStatus.Withdrawn => "×",
        _ => throw new InvalidOperationException("INVARIANT: every status has its mark"),
    };

    /// <summary>Where on the page a thing stands; null for what has no place of its own.</summary>
    public static string? Anchor(this Agreement agreement, string id) =>
        agreement.Clauses.Any(one => one.Id == id) || agreement.Powers.Any(one => one.Id == id) || agreement.Definitions.Any(one => one.Id == id) ? $"#clause-{id}"
        : agreement.Pledges.Any(one => one.Id == id) ? $"#pledge-{id}"
        : agreement.Decisions.Any(one => one.Id == id) ? $"#decision-{id}"
        : agreement.Phases.Any(one => one.Id == id) ? "#phases" : null;

    /// <summary>What a thing is, in a few words: the gist of a clause, whose pledge, which rule.</summary>
    public static string? About(this Arrangement picture, string id)
    {
        if (picture.Provisions.FirstOrDefault(one => one.Clause.Id == id) is { } provision) return provision.Clause.Quote ?? provision.Clause.Gist ?? provision.Says.Sentence;
        if (picture.Promises.FirstOrDefault(one => one.Pledge.Id == id) is { } promise)
            return $"pledge of {promise.By.Name}: {string.Join(", ", promise.Pledge.Domains.Select(domain => domain.Written()))}, {promise.Pledge.Status.Written()}";
        if (picture.Procedures.FirstOrDefault(one => one.Decision.Id == id) is { } procedure) return $"decision of {string.Join(", ", procedure.Voters.Select(voter => voter.Name))}: {procedure.Rule}";
        return picture.Consents.FirstOrDefault(one => one.Decision.Id == id) is { } consent ? $"consent to {consent.To.Id} by {string.Join(", ", consent.By.Select(actor => actor.Name))}" : null;
    }
}
