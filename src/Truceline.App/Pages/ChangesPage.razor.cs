using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Assessments;

namespace Truceline.App.Pages;

/// <summary>What is found otherwise than when fewer entries were known.</summary>
public sealed partial class ChangesPage
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>Since which entry; 0: since the beginning.</summary>
    [Parameter]
    public long Since { get; set; }

    /// <summary>What was found then; null: nothing was known.</summary>
    [Parameter]
    public Assessment? Before { get; set; }

    /// <summary>The changes that were followed, the last first: those know at which entry they came.</summary>
    [Parameter]
    public ImmutableArray<FindingChange> Followed { get; set; } = [];

    /// <summary>What is wrong with what is asked for.</summary>
    [Parameter]
    public string? Fault { get; set; }

    /// <summary>Which part of the list it asks for.</summary>
    [Parameter]
    public string? Asked { get; set; }

    private ImmutableArray<ChangedFinding> All { get; set; } = [];

    private Slice Part { get; set; } = new(1, 0);

    private int Days => All.Count(one => one.Either is { Key.Occasion: Occasion.OfDay });

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/changes", (HttpContext http) =>
    {
        var view = http.Viewed();
        var text = FindingsFilter.One(http.Request.Query, "since");
        var last = view.Assessment.AtEntry;
        var isEntry = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var entry);
        var since = isEntry ? entry : Math.Max(0, (last - 1) / Room.Stride * Room.Stride);
        var fault = text is not null && (!isEntry || entry > last) ? $"'{ForeignWords.Cut(text, 40)}' is no entry before the last one that is known here, which is {Number(last)}." : null;
        if (fault is not null) since = last;
        var room = http.RequestServices.GetRequiredService<Room>();
        var before = since == 0 || fault is not null ? null : room.View(view.Asked with { AtEntry = since }).Assessment;
        // Those that are followed are of all of the record, as of its end.
        ImmutableArray<FindingChange> followed = view.Asked.AsOf is null ? [.. room.Changes(view.Agreement.Id).Where(change => change.AtEntry > since && change.AtEntry <= last)] : [];
        return Site.Page<ChangesPage>(view, (nameof(Since), since), (nameof(Before), before), (nameof(Followed), followed), (nameof(Fault), fault), (nameof(Asked), FindingsFilter.One(http.Request.Query, "page")));
    });

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Fault is not null) return;
        All = ChangedFindings.Between(Before, View.Assessment, View.Lookup);
        Part = Slice.Of(Asked, All.Length);
    }

    /// <summary>At which entry a finding came to answer as it does; null: nobody followed it then.</summary>
    private long? At(ChangedFinding changed)
    {
        foreach (var change in Followed)
            if (change.Key == changed.Either.Key) return change.To == (changed.To is null ? null : FindingVerdict.Of(changed.To)) ? change.AtEntry : null;
        return null;
    }

    private string Address(long since, int part)
    {
        var query = new Dictionary<string, string?> { ["since"] = since.ToString(CultureInfo.InvariantCulture) };
        if (part > 1) query["page"] = part.ToString(CultureInfo.InvariantCulture);
        return View.Link(QueryHelpers.AddQueryString("/changes", query));
    }

    /// <summary>A finding that is not there any more has its page as of the entry at which it was.</summary>
    private string Then(Finding finding) => (View.Asked with { AtEntry = Since }).Link($"/findings/{finding.Id}");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
