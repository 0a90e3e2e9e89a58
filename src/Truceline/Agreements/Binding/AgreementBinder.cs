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
        scope.HasPlaces = top["places"] is not null;
        scope.Settlements = top.Read("places", file => scope.Files.Settlements(scope, file));
        var lines = LineBinder.Bind(scope, declared.Lines);
        var zones = new ZoneBinder(scope, lines, classes);
        zones.Bind(declared.Zones);
        var events = TimeBinder.Events(scope, declared.Events);
        var phases = TimeBinder.Phases(scope, declared.Phases);
        var accepted = top["accepted"] is { } list ? Acceptances.Bind(scope, list) : Acceptances.Implied(source, actors);
        var binder = new ClauseBinder(scope, zones, phases, accepted, text);
        var clauses = ThroughEvents(declared.Clauses.Select(binder.Bind).OfType<BoundClause>(), events);
        var powers = declared.Powers.Select(binder.BindPower).OfType<Power>().ToImmutableArray();
        TimeBinder.RequireRules(scope, events, clauses);

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
            Places = scope.Settlements?.Places ?? ImmutableSortedDictionary.Create<string, Geography.Position>(StringComparer.Ordinal),
            Events = events,
            Phases = phases,
            Clauses = [],
            Powers = powers,
            Definitions = DefinitionBinder.Bind(scope, declared.Definitions, text),
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

    /// <summary>The clauses with those whose states they rest on through an event: it happens when they are met, or were not breached.</summary>
    private static ImmutableArray<BoundClause> ThroughEvents(IEnumerable<BoundClause> bound, ImmutableSortedDictionary<string, AgreedEvent> events)
    {
        ImmutableArray<BoundClause> clauses = [.. bound];
        var fulfil = clauses.Where(one => one.Clause.Fulfils is not null).ToLookup(one => one.Clause.Fulfils!, one => one.Clause.Id, StringComparer.Ordinal);
        var below = events.Values.ToDictionary(
            one => $"event {one.Id}",
            one => one.AllMet.Concat(one.AnyMet).Concat(one.Quiet is { } quiet ? [quiet.Clause] : []).Concat(fulfil[one.Id]).ToArray(),
            StringComparer.Ordinal);
        return [.. clauses.Select(one => one with { Clauses = one.Clauses.Union(one.Things.SelectMany(thing => below.GetValueOrDefault(thing) ?? [])) })];
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
        return (new(status ?? SourceStatus.Draft, signed, fields.Text("language"), fields.Text("public"), fields.Truth("unchecked"))
        {
            Where = node.Where,
            Supersedes = Instruments(scope, fields, "supersedes"),
            Amends = fields["amends"] is { } amends ? Amends(scope, amends) : [],
            AnnexTo = Instruments(scope, fields, "annex-to"),
            Assumed = fields.Truth("assumed"),
        }, text);
    }

    /// <summary>Other instruments, by id. Whether they are at hand is known only where several are read together.</summary>
    private static ImmutableArray<string> Instruments(Scope scope, Fields fields, string key) =>
        fields[key] is { } node ? [.. scope.Several(node, "the id of an agreement").Select(one => scope.Id(one, "agreement")).OfType<string>().Distinct(StringComparer.Ordinal)] : [];

    /// <summary>An id or a list of ids; or ids with the clauses of each that are replaced.</summary>
    private static ImmutableArray<Amendment> Amends(Scope scope, YamlNode node)
    {
        if (node is not YamlNode.Mapping mapping)
            return [.. scope.Several(node, "the id of an agreement").Select(one => scope.Id(one, "agreement")).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => new Amendment(id, []))];
        var amendments = ImmutableArray.CreateBuilder<Amendment>();
        foreach (var (key, value) in mapping.Pairs)
            if (scope.Id(key, "agreement") is { } id)
                amendments.Add(new(id, [.. scope.Several(value, "the id of a clause").Select(one => scope.Id(one, "clause")).OfType<string>().Distinct(StringComparer.Ordinal)]));
        return amendments.ToImmutable();
    }
}
