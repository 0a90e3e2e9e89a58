namespace Truceline.App.Serving;

/// <summary>What the forms of this site have in common when they are sent.</summary>
internal static class SentForm
{
    /// <summary>The form that was sent.</summary>
    /// <exception cref="BadHttpRequestException">It comes from another site.</exception>
    /// <exception cref="InvalidDataException">It is none, or it cannot be read.</exception>
    public static async Task<IFormCollection> Of(HttpContext http)
    {
        if (!IsFromHere(http.Request)) throw new BadHttpRequestException("a form of another site", StatusCodes.Status400BadRequest);
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception unread) when (unread is InvalidOperationException or NotSupportedException || (unread is IOException and not BadHttpRequestException))
        {
            throw new InvalidDataException("no form, or one cut short", unread);
        }
    }

    /// <summary>Browsers say whether another site sent a form; what is not said is left to the token.</summary>
    private static bool IsFromHere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site] ? site is "same-origin" or "none" : request.Headers.Origin is not [{ } origin] || origin == $"{request.Scheme}://{request.Host}";

    /// <summary>
    /// 303: what was sent is done, and another page is to be looked at; a reload sends nothing again. The receipt is in this
    /// answer already, for who does not follow it.
    /// </summary>
    public sealed class SeeOther(string address, string receipt) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            httpContext.Response.ContentType = "text/plain; charset=utf-8";
            return httpContext.Response.WriteAsync(receipt, httpContext.RequestAborted);
        }
    }
}
