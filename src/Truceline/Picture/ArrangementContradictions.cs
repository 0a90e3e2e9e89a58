using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.Picture;

/// <summary>What seems to contradict among what was said, and inside the texts that it was drafted from.</summary>
internal static class ArrangementContradictions
{
    /// <summary>Those inside texts first, by text and place; then those of each camp.</summary>
    public static ImmutableArray<Contradiction> All(Agreement agreement, ReportLog log, ImmutableArray<Utterance> said)
    {
        if (said.IsEmpty) return [];
        var camps = Camps(agreement);
        var held = said.Select(one => new HeldStatement(
            one.Place, one.Actor is { } actor ? camps.GetValueOrDefault(actor.Id, actor.Name) : one.Party, one.Statement.Speaker, one.Statement.Authority, one.Statement.Act, one.Statement.Issue, one.Statement.If, one.Statement.Occurred.Start.InZone(agreement.Clock.Zone).Date)).ToArray();
        var drafted = said.Where(one => one.Span is not null).Select(one => one.Place.Text).ToHashSet(StringComparer.Ordinal);
        var byText = held.ToLookup(one => one.Place.Text, StringComparer.Ordinal);
        return
        [
            .. log.Beside.Where(report => report.Report is { Content: SourceText, OwnId: not null }).Select(report => (Id: TextKey.Of(report.Report.Source, report.Report.OwnId!), ((SourceText)report.Report.Content).Body))
                .Where(text => drafted.Contains(text.Id)).OrderBy(text => text.Id, StringComparer.Ordinal)
                .SelectMany(text => Contradictions.Within(text.Id, text.Body, [.. byText[text.Id]])),
            .. Contradictions.Between(held),
        ];
    }

    /// <summary>With whom an actor speaks as one: the members of a group in which two parties do not stand together.</summary>
    private static Dictionary<string, string> Camps(Agreement agreement)
    {
        var camps = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in agreement.Actors.Values.Where(actor => !actor.Members.IsEmpty).OrderBy(actor => actor.Id, StringComparer.Ordinal))
        {
            var members = agreement.Expand([group.Id]);
            if (members.Count(member => agreement.Actors[member].Kind == ActorKind.Party) > 1) continue;
            foreach (var member in members.Append(group.Id)) camps.TryAdd(member, group.Name);
        }
        return camps;
    }
}
