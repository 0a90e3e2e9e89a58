using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Truceline.App.Pages;
using Truceline.App.Serving;
using Truceline.Picture;

namespace Truceline.App.Api;

/// <summary>
/// <c>GET /api/situation</c>: what the map draws, under the same filter as the page. The answer is the same bytes for the same view
/// and filter, and says so by its tag: who has it is told that nothing changed. Of more incidents than a map can draw it gives what
/// one window needs (<c>bbox</c> and <c>zoom</c>), and says that they are crowded.
/// </summary>
internal static class SituationEndpoint
{
    private static readonly ConditionalWeakTable<Situation, byte[]> Whole = [];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/situation", Answer);

    private static Results<FileContentHttpResult, ProblemHttpResult> Answer(HttpContext http)
    {
        var view = http.Viewed();
        var situation = view.Situation;
        var address = SituationAddress.Read(http.Request.Query);
        var (window, fault) = SituationWindow.Read(http.Request.Query);
        if (fault is null) (_, fault) = address.Read(situation);
        if (fault is not null) return TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest, title: "Nothing can be looked for so");
        var bytes = window is null && address.IsEmpty
            ? Whole.GetValue(situation, _ => Write(situation, address, null))
            : Write(situation, address, window);
        return TypedResults.Bytes(bytes, "application/json", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(bytes))[..32]}\""));
    }

    private static byte[] Write(Situation situation, SituationAddress address, SituationWindow? window)
    {
        var found = SituationPage.Found(situation, address.Read(situation).Filter);
        return IsCrowded(situation)
            ? SituationJson.Write(situation, SituationCrowds.Of(found, window), isWhole: window is null)
            : SituationJson.Write(situation, new([.. found], [], null), isWhole: true);
    }

    /// <summary>Makes what a map is given first.</summary>
    internal static void Prepare(Situation situation) => Whole.GetValue(situation, _ => Write(situation, new(null, null, null, null, null, 1), null));

    /// <summary>Whether there are more incidents than a map can be given, so that it asks again for each window.</summary>
    internal static bool IsCrowded(Situation situation) => situation.Happenings.Count > SituationCrowds.Most;
}
