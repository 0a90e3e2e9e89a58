using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Truceline.App.Serving;

namespace Truceline.App.Pages;

/// <summary>What an address names and the record does not hold.</summary>
public sealed partial class MissingPage
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>"No such finding".</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What is missing and why that may be.</summary>
    [Parameter, EditorRequired]
    public string What { get; set; } = "";

    [Parameter]
    public string Section { get; set; } = "";

    /// <summary>The same address without its bounds; what the address itself is.</summary>
    [Parameter, EditorRequired]
    public string Path { get; set; } = "";

    private string Whole => new Asked(View.Asked.Agreement, null, null).Link(Path);

    /// <summary>The answer 404 with this page.</summary>
    internal static RazorComponentResult<MissingPage> Answer(HttpContext http, View view, string section, string title, string what) =>
        new(new Dictionary<string, object?>
        {
            [nameof(View)] = view, [nameof(Title)] = title, [nameof(What)] = what, [nameof(Section)] = section, [nameof(Path)] = http.Request.PathBase + http.Request.Path.ToUriComponent(),
        }) { StatusCode = StatusCodes.Status404NotFound };
}
