using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Truceline.App.Pages;
using Truceline.App.Serving;
using Truceline.Assessments;
using Truceline.Picture;

namespace Truceline.App.Api;

/// <summary>
/// <c>GET /api/situation</c>: what the map draws, under the same filter as the page. The answer is the same bytes for the same view
/// and filter, and says so by its tag: who has it is told that nothing changed.
/// </summary>
internal static class SituationEndpoint
{
    private static readonly ConditionalWeakTable<Assessment, byte[]> Whole = [];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/situation", Answer);

    private static Results<FileContentHttpResult, ProblemHttpResult> Answer(HttpContext http)
    {
        var view = http.Viewed();
        var situation = SituationPage.Picture(view);
        var (filter, fault) = SituationAddress.Read(http.Request.Query).Read(situation);
        if (fault is not null) return TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest, title: "Nothing can be looked for so");
        var bytes = filter == SituationFilter.None
            ? Whole.GetValue(view.Assessment, _ => SituationJson.Write(situation, situation.Happenings))
            : SituationJson.Write(situation, situation.Matching(filter));
        return TypedResults.Bytes(bytes, "application/json", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(bytes))[..32]}\""));
    }
}
