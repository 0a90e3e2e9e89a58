using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Journal;
using Truceline.Texts;

namespace Truceline.Reports;

/// <summary>
/// From the written form of a report to the report: the one validating step. What is wrong is added to a list, and where
/// anything was, there is no report.
/// </summary>
internal static class ReportDecoding
{
    // Room for what people write, in any form that reports come in; the format's own budget of a line stands beside it.
    private const int Short = 1_000;
    private const int Long = 20_000;
    private const int Whole = 500_000;
    private const int Several = 100;

    /// <summary>The members of a line of which exactly one is there, in the order in which the reference names them.</summary>
    public static ImmutableArray<string> Contents { get; } =
        ["observation", "declaration", "presence", "access", "coverage", "notification", "text", "statement", "draft", "withdrawal"];

    public static Report? Report(ReportLine line, string source, List<Fault> faults)
    {
        var content = Content(line, faults);
        var fields = new FieldDecoding("", faults);
        fields.Words(line.OwnId, "own-id");
        fields.Words(line.Limits, "limits");
        if (string.IsNullOrWhiteSpace(source) || source.Contains('\0', StringComparison.Ordinal))
            fields.Fault("the source has no name, or its name holds a NUL", "name who hands it in");
        return faults.Count == 0 ? Reports.Report.Of(source, line.OwnId, content!, line.Exercise, line.Limits) : null;
    }

    private static Content? Content(ReportLine line, List<Fault> faults)
    {
        object?[] all = [line.Observation, line.Declaration, line.Presence, line.Access, line.Coverage, line.Notification, line.Text, line.Statement, line.Draft, line.Withdrawal];
        var given = Contents.Where((_, i) => all[i] is not null).ToArray();
        if (given.Length != 1)
        {
            faults.Add(given.Length == 0
                ? new($"it holds neither an 'observation' nor another content ({string.Join(", ", Contents.Skip(1))})", "add the one that it reports")
                : new($"it holds more than one content: {string.Join(" and ", given.Select(name => $"'{name}'"))}", "write a report for each"));
            return null;
        }
        var fields = new FieldDecoding(given[0], faults);
        return all.Single(shape => shape is not null) switch
        {
            ObservationShape shape => Observation(shape, fields),
            DeclarationShape shape => Declaration(shape, fields),
            PresenceShape shape => Presence(shape, fields),
            AccessShape shape => Access(shape, fields),
            CoverageShape shape => Coverage(shape, fields),
            NotificationShape shape => Notification(shape, fields),
            TextShape shape => Text(shape, fields),
            StatementShape shape => Statement(shape, fields),
            DraftShape shape => Draft(shape, fields, new FieldDecoding("draft.statement", faults)),
            WithdrawalShape shape => Withdrawal(shape, line.OwnId, fields),
            _ => throw new InvalidOperationException("INVARIANT: every content of a line is decoded here"),
        };
    }

    private static Declaration? Declaration(DeclarationShape shape, FieldDecoding fields)
    {
        fields.Words(shape.By, "by");
        fields.Words(shape.Event, "event");
        fields.Words(shape.Agreement, "agreement");
        fields.Words(shape.Said, "said");
        var declared = shape.Declared is { } written ? fields.Moment(written, "declared") : null;
        return fields.Moment(shape.Effective, "effective") is { } effective
            ? new(shape.By, shape.Event, effective, shape.Agreement, shape.Said) { Declared = declared }
            : null;
    }

    private static Observation? Observation(ObservationShape shape, FieldDecoding fields)
    {
        var occurred = fields.Occurred(shape.Occurred);
        var where = fields.Where(shape.Where);
        var count = fields.Count(shape.Count);
        var act = fields.Word<Act>(shape.Act, "act");
        fields.Words(shape.What, "what");
        if (shape.CalibreMm is <= 0) fields.Fault($"`observation.calibre-mm`: {FieldDecoding.Text(shape.CalibreMm.Value)} is not a calibre", "give millimetres above 0, or leave it out");
        fields.Words(shape.Model, "model");
        var fatalities = fields.Fatalities(shape.Fatalities);
        var phase = fields.Word<FirePhase>(shape.Phase, "phase");
        var by = fields.By(shape.By ?? []);
        var means = fields.Word<Means>(shape.Means, "means");
        fields.Words(shape.Observer, "observer");
        var chains = fields.Chains(shape.Chains ?? []);
        var fulfilment = fields.Fulfilment(shape.Fulfilment);
        fields.Reference(shape.Answers, "answers");
        fields.Reference(shape.Text, "text", Long);
        var assumed = fields.List(shape.Assumed, "assumed");
        fields.Words(shape.Note, "note");
        if (!fields.IsWhole) return null;
        return new Observation
        {
            Occurred = occurred!.Value,
            Where = where!,
            Count = count,
            Act = act,
            What = shape.What,
            Calibre = shape.CalibreMm,
            Model = shape.Model,
            Fatalities = fatalities,
            Phase = phase,
            By = by,
            Means = means!.Value,
            Observer = shape.Observer,
            Chains = chains,
            Fulfilment = fulfilment,
            Answers = shape.Answers,
            Text = shape.Text,
            Assumed = assumed,
            Note = shape.Note,
        };
    }

    private static Presence? Presence(PresenceShape shape, FieldDecoding fields)
    {
        fields.Words(shape.Who, "who", Short);
        fields.Words(shape.Unit, "unit", Short);
        var occurred = fields.Occurred(shape.Occurred);
        var where = fields.Where(shape.Where);
        fields.Words(shape.What, "what", Short);
        var count = fields.Count(shape.Count);
        var basis = fields.Word<AttributionBasis>(shape.Basis, "basis");
        var means = fields.Word<Means>(shape.Means, "means");
        fields.Words(shape.Observer, "observer", Short);
        fields.Words(shape.Note, "note", Long);
        return fields.IsWhole
            ? new(shape.Who, shape.Unit, occurred!.Value, where!, shape.What, count, basis!.Value, means!.Value, shape.Observer, shape.Note)
            : null;
    }

    private static Access? Access(AccessShape shape, FieldDecoding fields)
    {
        var status = fields.Word<AccessStatus>(shape.Status, "status");
        var occurred = fields.Occurred(shape.Occurred);
        var where = fields.Where(shape.Where);
        if (shape.By?.Length > Several) fields.Fault($"`{fields.At("by")}` has more than {Several} items", "give those that matter");
        var by = fields.By(shape.By ?? []);
        var means = fields.Word<Means>(shape.Means, "means");
        fields.Words(shape.Observer, "observer", Short);
        fields.Words(shape.Note, "note", Long);
        return fields.IsWhole ? new(status!.Value, occurred!.Value, where!, by, means!.Value, shape.Observer, shape.Note) : null;
    }

    private static Coverage? Coverage(CoverageShape shape, FieldDecoding fields)
    {
        var kind = fields.Word<CoverageKind>(shape.Kind, "kind");
        fields.Words(shape.Observer, "observer", Short);
        var occurred = fields.Occurred(shape.Occurred);
        var where = fields.Where(shape.Where);
        var means = fields.Word<Means>(shape.Means, "means");
        fields.Words(shape.Note, "note", Long);
        return fields.IsWhole ? new(kind!.Value, shape.Observer, occurred!.Value, where!, means!.Value, shape.Note) : null;
    }

    private static Notification? Notification(NotificationShape shape, FieldDecoding fields)
    {
        fields.Words(shape.By, "by", Short);
        fields.Words(shape.To, "to", Short);
        var given = fields.Moment(shape.Given, "given");
        var act = fields.Word<Act>(shape.Act, "act");
        fields.Words(shape.What, "what", Short);
        var window = fields.Occurred(shape.Window, "window");
        var where = fields.Where(shape.Where);
        fields.Words(shape.Agreement, "agreement", Short);
        fields.Words(shape.Clause, "clause", Short);
        fields.Words(shape.Note, "note", Long);
        return fields.IsWhole ? new(shape.By, shape.To, given!.Value, act, shape.What, window, where, shape.Agreement, shape.Clause, shape.Note) : null;
    }

    private static SourceText? Text(TextShape shape, FieldDecoding fields)
    {
        var published = fields.Moment(shape.Published, "published");
        fields.Words(shape.Title, "title", Short);
        fields.Words(shape.Outlet, "outlet", Short);
        fields.Words(shape.Author, "author", Short);
        fields.Words(shape.Language, "language", Short);
        fields.Words(shape.Body, "body", Whole, "hand it in in parts");
        var chains = fields.Chains(shape.Chains ?? []);
        return fields.IsWhole ? new(published!.Value, shape.Title, shape.Outlet, shape.Author, shape.Language, shape.Body, chains) : null;
    }

    private static Statement? Statement(StatementShape shape, FieldDecoding fields)
    {
        fields.Words(shape.Speaker, "speaker", Short);
        fields.Words(shape.Party, "party", Short);
        fields.Words(shape.Role, "role", Short);
        var authority = fields.Word<StatementAuthority>(shape.Authority, "authority");
        var occurred = fields.Occurred(shape.Occurred);
        fields.Words(shape.Addressee, "addressee", Short);
        var act = fields.Word<StatementAct>(shape.Act, "act");
        fields.Words(shape.Issue, "issue", Short);
        fields.Words(shape.If, "if", Long);
        fields.Words(shape.Says, "says", Long);
        var fidelity = fields.Word<StatementFidelity>(shape.Fidelity, "fidelity");
        var about = fields.List(shape.About, "about", Several);
        fields.Words(shape.Agreement, "agreement", Short);
        var chains = fields.Chains(shape.Chains ?? []);
        var assumed = fields.List(shape.Assumed, "assumed", Several);
        if (authority == StatementAuthority.Anonymous && shape.Speaker is not null)
            fields.Fault($"`{fields.At("speaker")}` names somebody whom 'authority' calls anonymous", "leave the speaker out, or say with what authority it was said");
        if (!fields.IsWhole) return null;
        return new Statement
        {
            Speaker = shape.Speaker,
            Party = shape.Party,
            Role = shape.Role,
            Authority = authority!.Value,
            Occurred = occurred!.Value,
            Addressee = shape.Addressee,
            Act = act!.Value,
            Issue = shape.Issue,
            If = shape.If,
            Says = shape.Says,
            Fidelity = fidelity!.Value,
            About = about,
            Agreement = shape.Agreement,
            Chains = chains,
            Assumed = assumed,
        };
    }

    private static StatementDraft? Draft(DraftShape shape, FieldDecoding fields, FieldDecoding within)
    {
        var statement = Statement(shape.Statement, within);
        fields.Words(shape.Text, "text", Short);
        fields.Words(shape.Words, "words", Long);
        if (!Hash.TryParse(shape.Sha256, out var hash)) fields.Fault("`draft.sha256` is no SHA-256", "64 lower-case hexadecimal digits");
        if (shape.Start < 0 || shape.End <= shape.Start) fields.Fault("`draft.start` and `draft.end` are no span", "count from 0; the end comes after the start");
        else if (shape.End - shape.Start != shape.Words.Length) fields.Fault("`draft.words` are not as long as the span", "give exactly what stands there");
        return fields.IsWhole ? new(statement!, new(shape.Text, hash, shape.Start, shape.End, shape.Words)) : null;
    }

    private static Withdrawal? Withdrawal(WithdrawalShape shape, string? ownId, FieldDecoding fields)
    {
        if (ownId is null) fields.Fault("a withdrawal does not say of which report: 'own-id' is missing", "give the id of the report that is taken back");
        fields.Words(shape.Reason, "reason", Long);
        return fields.IsWhole ? new(shape.Reason) : null;
    }
}
