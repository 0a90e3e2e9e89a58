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
        var actorEntries = scope.Declare(scope.Actors, top.Required("actors", "the file"));
        var classEntries = ClassBinder.Declare(scope, top["classes"]);
        var lineEntries = scope.Declare(scope.Lines, top["lines"]);
        var zoneEntries = scope.Declare(scope.Zones, top["zones"]);
        var eventEntries = scope.Declare(scope.Events, top["events"]);
        var phaseEntries = Listed(scope, scope.Phases, top["phases"]);
        var clauseEntries = Listed(scope, scope.Clauses, top.Required("clauses", "the file"));
        Distinguish(scope, scope.Lines, scope.Zones);
        Distinguish(scope, scope.Events, scope.Phases);

        var (source, text) = top.Required("source", "the file") is { } from ? Source(scope, from) : (NoSource, null);
        var actors = ActorBinder.Bind(scope, actorEntries);
        var classes = ClassBinder.Bind(scope, classEntries);
        var lines = LineBinder.Bind(scope, lineEntries);
        var zones = new ZoneBinder(scope, lines);
        zones.Bind(zoneEntries);
        var events = TimeBinder.Events(scope, eventEntries);
        var phases = TimeBinder.Phases(scope, phaseEntries);
        var accepted = top["accepted"] is { } list ? Acceptances.Bind(scope, list) : Acceptances.Implied(source, actors);
        var binder = new ClauseBinder(scope, zones, phases, accepted, text);
        var clauses = clauseEntries.Select(binder.Bind).OfType<BoundClause>().ToImmutableArray();
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

    /// <summary>The entries of a list of things with an <c>id</c> each, their ids declared.</summary>
    private static List<YamlNode.Mapping> Listed(Scope scope, Names names, YamlNode? section)
    {
        var entries = new List<YamlNode.Mapping>();
        if (section is null) return entries;
        if (section is not YamlNode.Sequence list)
        {
            scope.Problems.Add("TL004", section.Where, $"'{names.Section}' is {section.Kind}, where a list is wanted", "write a list of '- id: …'");
            return entries;
        }
        if (!scope.AreFew(list.Items.Length, section, names.Section)) return entries;
        foreach (var item in list.Items)
            if (item is not YamlNode.Mapping mapping)
                scope.Problems.Add("TL004", item.Where, $"this is {item.Kind}, where the keys of {Scope.Article(names.Noun)} are wanted", "write keys such as 'id: …'");
            else if (mapping["id"] is not { } pair)
                scope.Problems.Add("TL003", item.Where, $"the {names.Noun} has no 'id'", "add 'id: …'");
            else if (pair.Value is not YamlNode.Scalar id)
                scope.Problems.Add("TL004", pair.Value.Where, $"this is {pair.Value.Kind}, where the id of {Scope.Article(names.Noun)} is wanted", "write one value");
            else if (scope.Declare(names, id)) entries.Add(mapping);
        return entries;
    }

    /// <summary>Two kinds of things that are named in the same places have no name in common.</summary>
    private static void Distinguish(Scope scope, Names one, Names other)
    {
        foreach (var name in other.All.Where(one.Has))
            scope.Problems.Add("TL007", other[name], FormattableString.Invariant($"{other.Noun} '{name}' has the id of the {one.Noun} in line {one[name].Line}"), "choose another id");
    }
}
