using Microsoft.AspNetCore.Components;
using Truceline.Agreements;
using Truceline.App.Serving;

namespace Truceline.App.Pages;

/// <summary>The first page: phases, pledges, positions, decisions, and what the checks found.</summary>
public sealed partial class ArrangementPage
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>What it shows.</summary>
    private Truceline.Picture.Arrangement Picture => WithDrafts ? View.ArrangementWithDrafts : View.Arrangement;

    /// <summary>Whether drafted statements that nobody has looked at are shown as well.</summary>
    [Parameter]
    public bool WithDrafts { get; set; }

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", (HttpContext http) => Site.Page<ArrangementPage>(http.Viewed(), (nameof(WithDrafts), http.Request.Query["drafts"] == "yes")));

    /// <summary>What the standing of the text means, in words.</summary>
    private string Source => View.Agreement.Source switch
    {
        { Status: SourceStatus.Signed, Signed: { } day } => $"signed on {NodaTime.Text.LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu").Format(day)}",
        { Status: var status } => $"{status.Written()}: by itself it binds nobody",
    };
}
