using System.Collections.Immutable;
using Truceline.Journal;
using Truceline.Picture;

namespace Truceline.App.Publishing;

/// <summary>The publications of a journal that is followed: what was read once is not read again when it grows.</summary>
internal sealed class PublicationsKnown
{
    private readonly Lock gate = new();
    private ImmutableArray<Entry> read = [];
    private PublicationLog log = PublicationLog.Empty;

    /// <summary>The publications among entries of the journal that are no reports.</summary>
    public PublicationLog Of(ImmutableArray<Entry> others)
    {
        lock (gate)
        {
            // Where an entry was erased, those behind it have moved: then all is read anew.
            var goesOn = read.IsEmpty || (others.Length >= read.Length && ReferenceEquals(others[read.Length - 1], read[^1]) && ReferenceEquals(others[0], read[0]));
            log = goesOn ? log.With(others.Skip(read.Length)) : PublicationLog.Fold(others);
            read = others;
            return log;
        }
    }
}
