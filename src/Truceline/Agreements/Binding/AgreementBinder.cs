using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>An agreement, bound, with the marks by which its clauses are compared between readings.</summary>
/// <param name="Agreement">The agreement without its readings.</param>
/// <param name="Clauses">Its clauses with what they rest on.</param>
/// <param name="Marks">The mark of each clause's own meaning.</param>
internal sealed record BoundAgreement(Agreement Agreement, ImmutableArray<BoundClause> Clauses, ImmutableSortedDictionary<string, string> Marks);

/// <summary>Binds one document, its readings left aside.</summary>
internal static class AgreementBinder
{
    /// <summary>The agreement; it is of use only when no error was added.</summary>
    public static BoundAgreement? Bind(Scope scope, YamlNode root)
    {
        if (Fields.Of(scope, root, Language.Top) is not { } top) return null;
        if (top.Required("truce", "the file") is { } version) Version(scope, version);
        var id = top.Required("id", "the file") is { } name ? scope.Id(name, "agreement") : null;
        var title = top.Required("title", "the file") is { } words ? scope.Text(words, "text") : null;
        if (top.Required("clock", "the file") is { } clock) scope.Clock = TimeBinder.Clock(scope, clock);
        var declared = Declared.In(scope, top);

        var (source, text) = top.Required("source", "the file") is { } from ? Source(scope, from) : (NoSource, null);
        var actors = ActorBinder.Bind(scope, declared.Actors);
        var classes = ClassBinder.Bind(scope, declared.Classes);
        var lines = LineBinder.Bind(scope, declared.Lines);
        var zones = new ZoneBinder(scope, lines);
        zones.Bind(declared.Zones);
        var events = TimeBinder.Events(scope, declared.Events);
        var phases = TimeBinder.Phases(scope, declared.Phases);
        var accepted = top["accepted"] is { } list ? Acceptances.Bind(scope, list) : Acceptances.Implied(source, actors);
        var binder = new ClauseBinder(scope, zones, phases, accepted, text);
        var clauses = declared.Clauses.Select(binder.Bind).OfType<BoundClause>().ToImmutableArray();
        Times.Check(scope, clauses.Select(one => one.Clause), phases, events);

        var agreement = new Agreement
        {
            Id = id ?? "",
            Title = title ?? "",
            Source = source,
            Clock = scope.Clock,
            Actors = actors,
            Classes = classes,
            Lines = lines.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Line, StringComparer.Ordinal),
            Zones = zones.All,
            Events = events,
            Phases = phases,
            Clauses = [],
            Definitions = DefinitionBinder.Bind(scope, declared.Definitions),
            Pledges = PledgeBinder.Bind(scope, declared.Pledges),
            Decisions = DecisionBinder.Bind(scope, actors, declared.Decisions),
            Counting = CountingBinder.Bind(scope, declared.Counting),
            Positions = PositionBinder.Bind(scope, top["positions"]),
            Readings = ImmutableSortedDictionary.Create<string, Reading>(StringComparer.Ordinal),
        };
        var rests = new Rests(scope, agreement, clauses);
        return new(agreement with { Clauses = [.. clauses.Zip(rests.Assumptions(), (one, doubts) => one.Clause with { Assumptions = doubts })] },
            clauses, clauses.ToImmutableSortedDictionary(one => one.Clause.Id, one => rests.Mark(one.Clause, zones), StringComparer.Ordinal));
    }

    private static void Version(Scope scope, YamlNode node)
    {
        if (node is not YamlNode.Scalar { Plain: true, Text: "1" }) scope.Problems.Add("TL005", node.Where, "this is not a version of the language that is understood", "write 'truce: 1'");
    }

    private static AgreementSource NoSource { get; } = new(SourceStatus.Draft, null, null, null, false);

    private static (AgreementSource Source, QuotedText? Text) Source(Scope scope, YamlNode node)
    {
        if (Fields.Of(scope, node, Language.Source) is not { } fields) return (NoSource, null);
        scope.Doubt("the source", new(fields.Truth("assumed"), false, null));
        var status = fields.Required("status", "'source'") is { } word ? scope.Word<SourceStatus>(word, "a status of a text") : null;
        var signed = fields.Value("signed", scope.Date);
        if (status == SourceStatus.Signed) fields.Required("signed", "'source' with status signed");
        scope.HasText = fields["text"] is not null;
        var text = fields.Read("text", file => scope.Files.Text(scope, file));
        return (new(status ?? SourceStatus.Draft, signed, fields.Text("language"), fields.Text("public"), fields.Truth("unchecked")), text);
    }
}
