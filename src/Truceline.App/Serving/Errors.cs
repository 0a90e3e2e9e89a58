using Microsoft.AspNetCore.Http.HttpResults;
using Truceline.App.Pages;
using Truceline.App.Terminal;

namespace Truceline.App.Serving;

/// <summary>
/// Where failures of requests become answers: a page that says what was wrong, or RFC 9457 under <c>/api</c>. No answer holds
/// a stack or a path of this machine.
/// </summary>
internal static class Errors
{
    /// <summary>Answers what fails below it, and what ends in a status without words.</summary>
    public static Task Catch(HttpContext http, RequestDelegate next) => Catch(http, next, Answer, outside: false);

    /// <summary>
    /// The same where there are no pages: each answer is RFC 9457. What fails of the world is told without its reason, which
    /// names the journal's folder and who writes to it.
    /// </summary>
    public static Task CatchOutside(HttpContext http, RequestDelegate next) => Catch(http, next, AnswerBare, outside: true);

    private static async Task Catch(HttpContext http, RequestDelegate next, Func<HttpContext, int, string, Task> answer, bool outside)
    {
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } bare) await answer(http, bare.StatusCode, Words(http));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception failed) when (!http.Response.HasStarted)
        {
            var (status, what) = failed switch
            {
                BadHttpRequestException bad => (bad.StatusCode, "The request cannot be read as one of this site."),
                UsageException or IOException when outside => (StatusCodes.Status503ServiceUnavailable, "The journal cannot be used now: try again later."),
                UsageException wrong => (StatusCodes.Status400BadRequest, wrong.Message),
                InvalidDataException => (StatusCodes.Status400BadRequest, "What was sent cannot be read as a form."),
                StillReadingException reading => (StatusCodes.Status503ServiceUnavailable, reading.Message),
                IOException world => (StatusCodes.Status503ServiceUnavailable, world.Message),
                _ => (StatusCodes.Status500InternalServerError, "A fault of truceline's own: please report it, with what you did before."),
            };
            if (status == StatusCodes.Status500InternalServerError) Log(http, failed);
            // A browser asks again by itself, and so does a program that is told when.
            if (failed is StillReadingException) (http.Response.Headers["Refresh"], http.Response.Headers.RetryAfter) = ("3", "3");
            // Not all headers: those of the guard stay on every answer.
            (http.Response.ContentType, http.Response.ContentLength) = (null, null);
            // A page that failed has put it there already, and the page of the error adds its own.
            http.Response.Headers.Remove("blazor-enhanced-nav");
            await answer(http, status, what);
        }
    }

    private static void Log(HttpContext http, Exception fault)
    {
        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Truceline");
        if (log.IsEnabled(LogLevel.Error))
#pragma warning disable CA1848, CA2254 // once in the life of a fault; the words are made safe for the terminal first
            log.LogError(Screen.Plain($"{http.Request.Method} {http.Request.Path}: {fault.GetType().Name}: {fault.Message}"));
#pragma warning restore CA1848, CA2254
    }

    private static string Words(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address cannot be used in this way.",
        StatusCodes.Status413PayloadTooLarge => "What was sent is too large.",
        StatusCodes.Status429TooManyRequests => "Too many requests: send it again later.",
        _ => "The request cannot be answered.",
    };

    private static Task Answer(HttpContext http, int status, string what)
    {
        var title = Title(status);
        http.Response.StatusCode = status;
        if (http.Request.Path.StartsWithSegments("/api")) return AnswerBare(http, status, what);
        var page = Viewed(http) is { } view
            ? Site.Page<ErrorPage>(view, ("Title", title), ("What", what))
            : (IResult)new RazorComponentResult<BareErrorPage>(new Dictionary<string, object?> { ["Title"] = title, ["What"] = what });
        if (page is RazorComponentResult<ErrorPage> framed) framed.StatusCode = status;
        if (page is RazorComponentResult<BareErrorPage> bare) bare.StatusCode = status;
        return page.ExecuteAsync(http);
    }

    private static Task AnswerBare(HttpContext http, int status, string what) => TypedResults.Problem(what, statusCode: status, title: Title(status)).ExecuteAsync(http);

    /// <summary>What the frame around an error shows: the arrangement as it is now; null while there is none.</summary>
    private static View? Viewed(HttpContext http)
    {
        var room = http.RequestServices.GetRequiredService<Room>();
        return room.Ready.IsCompletedSuccessfully ? room.View(new(null, null, null)) : null;
    }

    private static string Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "That cannot be shown",
        StatusCodes.Status404NotFound => "Not there",
        StatusCodes.Status405MethodNotAllowed => "Not possible here",
        StatusCodes.Status413PayloadTooLarge => "Too large",
        StatusCodes.Status429TooManyRequests => "Too many at once",
        StatusCodes.Status503ServiceUnavailable => "The journal cannot be used",
        _ => status >= 500 ? "Something went wrong" : "That cannot be answered",
    };
}
