using System.ComponentModel;
using Truceline.Agreements;
using Truceline.Texts;

namespace Truceline.Reports;

// The written form of what a report says besides observations and declarations, which stand with the line itself.

internal sealed record PresenceShape
{
    [Description("Whose unit it is, in the source's words.")]
    public required string Who { get; init; }

    [Description("Which one, in the source's words.")]
    public string? Unit { get; init; }

    [Description("When it was there: one instant, or the first and the last. ISO 8601 with an offset.")]
    public required OccurredShape Occurred { get; init; }

    [Description("Where it was, written as for an observation.")]
    public required WhereShape Where { get; init; }

    [Description("Of what class: the source's word for it.")]
    public string? What { get; init; }

    [Description("How many persons or items: a number, or the least and the most (null: no upper bound).")]
    public CountShape? Count { get; init; }

    [Words(typeof(AttributionBasis)), Description("On what it rests that it was them; a unit's own word is an admission.")]
    public required string Basis { get; init; }

    [Words(typeof(Means)), Description("How it came to be known.")]
    public required string Means { get; init; }

    [Description("Who observed it, when that is not the source itself.")]
    public string? Observer { get; init; }

    [Description("What else the source says, in its words.")]
    public string? Note { get; init; }
}

internal sealed record AccessShape
{
    [Words(typeof(AccessStatus)), Description("How it went.")]
    public required string Status { get; init; }

    [Description("When: one instant, or the first and the last. ISO 8601 with an offset.")]
    public required OccurredShape Occurred { get; init; }

    [Description("Where, written as for an observation.")]
    public required WhereShape Where { get; init; }

    [Description("Who denied, delayed or threatened, in the source's words, with the basis of each attribution.")]
    public AttributionShape[]? By { get; init; }

    [Words(typeof(Means)), Description("How it came to be known.")]
    public required string Means { get; init; }

    [Description("Who was let through or not, when that is not the source itself.")]
    public string? Observer { get; init; }

    [Description("The reason given, and what else the source says.")]
    public string? Note { get; init; }
}

internal sealed record CoverageShape
{
    [Words(typeof(CoverageKind)), Description("Patrol or sensor.")]
    public required string Kind { get; init; }

    [Description("Which patrol or sensor, in the source's words.")]
    public required string Observer { get; init; }

    [Description("From when to when it could observe. ISO 8601 with an offset.")]
    public required OccurredShape Occurred { get; init; }

    [Description("The ground that it could observe, written as for an observation.")]
    public required WhereShape Where { get; init; }

    [Words(typeof(Means)), Description("By what means.")]
    public required string Means { get; init; }

    [Description("What else the source says, in its words.")]
    public string? Note { get; init; }
}

internal sealed record NotificationShape
{
    [Description("Who announced it, in the source's words.")]
    public required string By { get; init; }

    [Description("Whom it told.")]
    public string? To { get; init; }

    [Description("When it was given. ISO 8601 with an offset.")]
    public required string Given { get; init; }

    [Words(typeof(Act)), Description("What is going to be done.")]
    public string? Act { get; init; }

    [Description("With what: the source's word for the class.")]
    public string? What { get; init; }

    [Description("From when to when it is going to be done.")]
    public OccurredShape? Window { get; init; }

    [Description("Where, written as for an observation.")]
    public WhereShape? Where { get; init; }

    [Description("The agreement under which it is given, by id.")]
    public string? Agreement { get; init; }

    [Description("The clause under which it is given, by id.")]
    public string? Clause { get; init; }

    [Description("What else the source says, in its words.")]
    public string? Note { get; init; }
}

internal sealed record TextShape
{
    [Description("When its source published it. ISO 8601 with an offset.")]
    public required string Published { get; init; }

    [Description("Its title.")]
    public required string Title { get; init; }

    [Description("Who published it, when that is not the source itself.")]
    public string? Outlet { get; init; }

    [Description("Who wrote it.")]
    public string? Author { get; init; }

    [Description("Its language, as a tag such as 'en'.")]
    public string? Language { get; init; }

    [Description("The text.")]
    public required string Body { get; init; }

    [Description("The chains through which it came, each from the nearest link to the deepest; null is an unnamed link.")]
    public string?[][]? Chains { get; init; }
}

internal sealed record StatementShape
{
    [Description("Who said it; left out when unnamed.")]
    public string? Speaker { get; init; }

    [Description("For whom: the actor whose position it is, in the source's words.")]
    public required string Party { get; init; }

    [Description("The speaker's office.")]
    public string? Role { get; init; }

    [Words(typeof(StatementAuthority)), Description("With what authority it was said.")]
    public required string Authority { get; init; }

    [Description("When it was said: one instant, or the first and the last. ISO 8601 with an offset.")]
    public required OccurredShape Occurred { get; init; }

    [Description("To whom it was said.")]
    public string? Addressee { get; init; }

    [Words(typeof(StatementAct)), Description("What was done by saying it.")]
    public required string Act { get; init; }

    [Description("The issue, as a short name that groups statements.")]
    public required string Issue { get; init; }

    [Description("Under which condition; left out when there is none.")]
    public string? If { get; init; }

    [Description("What was said.")]
    public required string Says { get; init; }

    [Words(typeof(StatementFidelity)), Description("How close 'says' is to the words.")]
    public required string Fidelity { get; init; }

    [Description("The clauses, decisions, pledges and events that it is about, by id.")]
    public string[]? About { get; init; }

    [Description("The agreement that those ids belong to; without it, any that has them.")]
    public string? Agreement { get; init; }

    [Description("The chains through which the source has it, each from the nearest link to the deepest; null is an unnamed link.")]
    public string?[][]? Chains { get; init; }

    [Description("What was assumed, one sentence each.")]
    public string[]? Assumed { get; init; }
}

internal sealed record DraftShape
{
    [Description("What it would say.")]
    public required StatementShape Statement { get; init; }

    [Description("The own-id of the text that it is read from, of the same source.")]
    public required string Text { get; init; }

    [Description("The SHA-256 of the text's body in UTF-8, in hexadecimal.")]
    public required string Sha256 { get; init; }

    [Description("Where the words begin, in UTF-16 code units from the beginning of the body.")]
    public required int Start { get; init; }

    [Description("Where they end; exclusive.")]
    public required int End { get; init; }

    [Description("Exactly what stands there.")]
    public required string Words { get; init; }
}

internal sealed record WithdrawalShape
{
    [Description("Why, in the source's words.")]
    public string? Reason { get; init; }
}
