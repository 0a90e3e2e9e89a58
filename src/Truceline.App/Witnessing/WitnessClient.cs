using System.Globalization;
using System.Text;
using Truceline.Journal;

namespace Truceline.App.Witnessing;

/// <summary>What came of asking one witness.</summary>
/// <param name="Witness">Which.</param>
/// <param name="Cosignature">What it gave, verified; null: nothing.</param>
/// <param name="Problem">Why not, in words without a full stop; null: it gave one.</param>
/// <param name="IsAlarm">Whether the witness has seen something of this journal that the journal does not have.</param>
internal sealed record Asked(PolicyWitness Witness, NoteSignature? Cosignature, string? Problem, bool IsAlarm = false)
{
    /// <summary>What the keeper of the journal should read, without a full stop; null: it has cosigned.</summary>
    public string? Refusal => Problem is null ? null : $"{(IsAlarm ? "ALARM: " : "")}the witness {Witness.Name} has not cosigned: {Problem}";
}

/// <summary>Asks a witness to cosign (C2SP tlog-witness, the side of the journal).</summary>
internal sealed class WitnessClient : IDisposable
{
    private const int Tries = 4;
    private const int LongestReason = 300;

    private readonly PolicyWitness witness;
    private readonly Uri address;
    private readonly HttpClient http;
    private long old;

    /// <summary>A client of a witness whose address is known.</summary>
    /// <param name="witness">The witness.</param>
    /// <param name="patience">How long each of its answers may take; null: 10 seconds.</param>
    public WitnessClient(PolicyWitness witness, TimeSpan? patience = null)
    {
        this.witness = witness;
        var url = witness.Url ?? throw new ArgumentException("a witness is asked where it has an address", nameof(witness));
        address = new Uri(url.ToString().TrimEnd('/') + "/add-checkpoint");
        // A proxy of the surroundings has no business between two processes of one machine.
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !url.IsLoopback })
        {
            Timeout = patience ?? TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = WitnessRequest.MostBytes,
        };
    }

    /// <summary>Asks for the cosignature of a checkpoint. That it has none is an answer and no exception.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="nodes">The journal's tree.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<Asked> Ask(SignedNote checkpoint, TreeNodes nodes, CancellationToken cancel)
    {
        var size = Checkpoint.Parse(checkpoint.Text).Head.Size;
        if (old > size) old = 0;
        try
        {
            for (var tries = 0; tries < Tries; tries++)
            {
                var request = new WitnessRequest(old, MerkleProofs.Consistency(old, size, nodes), checkpoint);
                using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToString()));
                using var response = await http.PostAsync(address, body, cancel);
                var answer = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancel));
                if ((int)response.StatusCode == StatusCodes.Status200OK) return Read(checkpoint, answer, size);
                if ((int)response.StatusCode != StatusCodes.Status409Conflict) return Refused((int)response.StatusCode, answer);
                if (!answer.EndsWith('\n') || Checkpoint.Size(answer[..^1]) is not { } told) return Failed("it answered 409 without a size");
                if (told > size) return Ahead(told, size);
                old = told;
            }
            return Failed("it named another size each time: somebody else shows it checkpoints of this journal at the same moment");
        }
        catch (HttpRequestException failed)
        {
            return Failed($"it cannot be reached: {failed.Message.TrimEnd('.')}");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"it did not answer within {http.Timeout.TotalSeconds:0.#} s"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private Asked Read(SignedNote checkpoint, string answer, long size)
    {
        try
        {
            // Read together, as the protocol advises: the lines are those of one note.
            var lines = SignedNote.Parse($"{checkpoint.Text}\n{answer}");
            if (lines.VerifiedBy([witness.Key]).IsEmpty) return Failed("its answer has no cosignature of its key");
            old = size;
            return new(witness, lines.Signatures.First(one => one.Id == witness.Key.Id && one.Name == witness.Key.Name), null);
        }
        catch (FormatException wrong)
        {
            return Failed($"its answer is no cosignature: {wrong.Message}");
        }
    }

    private Asked Refused(int status, string answer)
    {
        var reason = answer.Trim().Replace('\n', ' ');
        if (reason.Length > LongestReason) reason = reason[..LongestReason] + "…";
        return new(witness, null, string.Create(CultureInfo.InvariantCulture, $"it refused with {status}: {reason}"), IsAlarm: status == StatusCodes.Status422UnprocessableEntity);
    }

    private Asked Ahead(long told, long size) => new(witness, null, string.Create(CultureInfo.InvariantCulture,
        $"it has cosigned {told} entries of this journal, which now has {size}: the journal was rolled back, or another signs with its key"), IsAlarm: true);

    private Asked Failed(string problem) => new(witness, null, problem);
}
