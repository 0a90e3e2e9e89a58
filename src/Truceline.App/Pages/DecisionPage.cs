using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Truceline.App.Serving;
using Truceline.Embedded;

namespace Truceline.App.Pages;

/// <summary>A page on which a person decides: one decision at a time is looked at and written, and what is refused is shown again with why.</summary>
public abstract class DecisionPage : ComponentBase
{
    // Sent twice, it is one: the second sees what the first wrote.
    private static readonly SemaphoreSlim Deciding = new(1);

    /// <summary>What the page shows.</summary>
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The name and value of the token that only a page of this site has.</summary>
    [Parameter, EditorRequired]
    public AntiforgeryTokenSet Token { get; set; } = null!;

    /// <summary>Why a decision was not taken; null: none was refused.</summary>
    [Parameter]
    public string? Problem { get; set; }

    /// <summary>A decision that was sent: how it is recorded, and how it is refused, with why and a status of HTTP.</summary>
    private protected sealed record Decision(Func<Task<IResult>> Record, Func<string, int, IResult> Refused);

    /// <summary>Takes what was sent, when those before it are done.</summary>
    /// <param name="http">The request.</param>
    /// <param name="antiforgery">Knows the pages of this site.</param>
    /// <param name="read">Looks at what was sent beside what the journal says at that moment.</param>
    private protected static async Task<IResult> Decide(HttpContext http, IAntiforgery antiforgery, Func<IFormCollection, Decision> read)
    {
        var form = await SentForm.Of(http);
        var isOurs = await antiforgery.IsRequestValidAsync(http);
        await Deciding.WaitAsync(http.RequestAborted);
        try
        {
            var sent = read(form);
            if (!isOurs) return sent.Refused("This page is older than the server that answers now, so nothing was recorded. What you chose is here: look it through and send it again.", StatusCodes.Status400BadRequest);
            try
            {
                return await sent.Record();
            }
            catch (UsageException wrong)
            {
                return sent.Refused($"Nothing was recorded: {wrong.Message}.", StatusCodes.Status422UnprocessableEntity);
            }
            catch (JournalException failed)
            {
                return sent.Refused($"Nothing was recorded: {failed.Message} What you chose is here; send it again in a moment.", StatusCodes.Status503ServiceUnavailable);
            }
        }
        finally
        {
            Deciding.Release();
        }
    }

    /// <summary>A page with the token of its form.</summary>
    private protected static RazorComponentResult<T> Answer<T>(HttpContext http, View view, string? problem, int status, params (string Name, object? Value)[] parameters) where T : DecisionPage
    {
        var token = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var page = Site.Page<T>(view, [(nameof(Token), token), (nameof(Problem), problem), .. parameters]);
        page.StatusCode = status;
        return page;
    }
}
