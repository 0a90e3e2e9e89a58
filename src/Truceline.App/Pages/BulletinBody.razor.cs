using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Serving;
using Truceline.Picture;

namespace Truceline.App.Pages;

/// <summary>A bulletin as it is read.</summary>
public sealed partial class BulletinBody
{
    private const int MostRanges = 6;

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("dddd, d MMMM uuuu");

    /// <summary>The bulletin.</summary>
    [Parameter, EditorRequired]
    public required Bulletin Bulletin { get; set; }

    /// <summary>The view in whose site it is read; null where it stands alone and nothing leads elsewhere.</summary>
    [Parameter]
    public View? View { get; set; }

    /// <summary>Where the proof of each published sentence lies; null: nothing is published.</summary>
    [Parameter]
    public IReadOnlyDictionary<Sentence, string>? Proofs { get; set; }

    private string? Proof(Sentence sentence) => Proofs?.GetValueOrDefault(sentence);

    /// <summary>The sentences whose entries are too many for the line, with the numbers of their notes.</summary>
    private Dictionary<Sentence, int> Notes { get; } = new(ReferenceEqualityComparer.Instance);

    private string DayWords => Day.Format(Bulletin.Day);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Notes.Clear();
        foreach (var sentence in Bulletin.Sections.SelectMany(section => section.Sentences).Where(sentence => BulletinEntries.Ranges(sentence.Entries).Skip(MostRanges).Any()))
            Notes.Add(sentence, Notes.Count + 1);
    }

    /// <summary>Where what a sentence tells of can be seen; null where it stands alone.</summary>
    private string? Address(Subject? about) => View is null ? null : about switch
    {
        Subject.OfFinding finding => View.Link($"/findings/{finding.Id}"),
        Subject.OfIncident incident => View.Link($"/incidents/{incident.Id}"),
        Subject.OfClause clause => View.Link($"/#clause-{clause.Id}"),
        Subject.OfFindings some => Findings(("day", LocalDatePattern.Iso.Format(some.Day)), ("clause", some.Clause), ("outcome", some.Outcome?.Written()), ("standing", some.Standing?.Written())),
        Subject.OfPlace place => Findings(("day", LocalDatePattern.Iso.Format(place.Day)), ("place", place.Place)),
        null => null,
        _ => throw new InvalidOperationException("INVARIANT: the family of subjects is closed"),
    };

    private string Findings(params (string Name, string? Value)[] asked) =>
        View!.Link(QueryHelpers.AddQueryString("/findings", asked.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value))));

    private static int Names(BulletinTable table) => table.Rows.IsEmpty ? 1 : table.Rows[0].Names.Length;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
