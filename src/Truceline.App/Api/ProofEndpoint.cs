using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truceline.App.Pages;
using Truceline.App.Publishing;
using Truceline.App.Serving;
using Truceline.Journal;

namespace Truceline.App.Api;

/// <summary><c>GET /bulletin/DAY/proof/sN</c>: the proof of a sentence of the bulletin of a day as it was last published, to be kept.</summary>
internal static class ProofEndpoint
{
    /// <summary>The address of the proof of a sentence.</summary>
    public static string Address(View view, LocalDate day, string id) => view.Link($"/bulletin/{LocalDatePattern.Iso.Format(day)}/proof/{id}");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/bulletin/{day}/proof/{id}", Answer);

    private static IResult Answer(HttpContext http, Room room, PublicationsKnown known, string day, string id)
    {
        var (agreement, date) = (http.Viewed().Agreement.Id, BulletinPage.Read(day));
        if (known.Of(room.View(new(agreement, null, null)).Log.Others).Of(agreement, date) is not [.., { Bulletin: not null } published]) return TypedResults.NotFound();
        var checkpoint = Prover.Checkpoint(room.Directory, published.Number, http.RequestServices.GetService<TlogPolicy>());
        using var journal = JournalFolder.OpenForReading(room.Directory);
        if (Prover.OfSentence(journal, published, id, checkpoint) is not { } proof) return TypedResults.NotFound();
        var name = string.Create(CultureInfo.InvariantCulture, $"{agreement}-{LocalDatePattern.Iso.Format(date)}-{id}{ProofFile.Extension}");
        return TypedResults.File(proof.Write(), "application/json", name);
    }
}
