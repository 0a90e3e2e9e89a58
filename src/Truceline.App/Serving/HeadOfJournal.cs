using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truceline.Journal;
using Witness = Truceline.Journal.Witnessing;

namespace Truceline.App.Serving;

/// <summary>How far the journal goes, how far of it is signed, and who cosigned that.</summary>
/// <param name="Entries">The number of entries.</param>
/// <param name="Published">The size of the last head that was published; null: none was.</param>
/// <param name="Witnesses">Who cosigned it, of the witnesses that the server's policy names.</param>
/// <param name="IsWitnessed">Whether those are enough for the policy; never without one.</param>
internal sealed record HeadOfJournal(long Entries, long? Published, ImmutableArray<Witness> Witnesses, bool IsWitnessed)
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("d MMM HH:mm");

    /// <summary>What stands in the frame of a page.</summary>
    public static HeadOfJournal Of(View view, IServiceProvider? services)
    {
        if (services?.GetService<Desk>()?.Published is not { } note) return new(view.Head.Size, null, [], false);
        return Of(view.Head.Size, note, services.GetService<TlogPolicy>(), KeyIn(services));
    }

    /// <summary>What a policy says of a head.</summary>
    public static HeadOfJournal Of(long entries, SignedNote note, TlogPolicy? policy, NoteKey? key)
    {
        var size = Checkpoint.Parse(note.Text).Head.Size;
        try
        {
            var verdict = policy?.Judge(note, key);
            return new(entries, size, verdict?.Witnesses ?? [], verdict?.IsMet == true);
        }
        catch (FormatException)
        {
            // A cosignature that is not one of this head witnesses nothing; 'truceline verify --policy' says which.
            return new(entries, size, [], false);
        }
    }

    /// <summary>In words: "entry 4,812 · checkpoint 4,810 · witnessed by North, 12 Sep 18:00".</summary>
    public string Words(DateTimeZone zone) => string.Create(CultureInfo.InvariantCulture, $"entry {Entries:N0} · {(Published is { } size ? $"checkpoint {size.ToString("N0", CultureInfo.InvariantCulture)} · {Witnessed(zone)}" : "no checkpoint yet")}");

    /// <summary>Who cosigned and when, or that not enough did.</summary>
    public string Witnessed(DateTimeZone zone) => IsWitnessed && !Witnesses.IsEmpty
        ? $"witnessed by {string.Join(", ", Witnesses.Select(one => one.Name))}, {Time.Format(Witnesses.Max(one => one.At).InZone(zone).LocalDateTime)}"
        : "unwitnessed";

    private static NoteKey? KeyIn(IServiceProvider services) => services.GetService<Room>() is { } room ? Truceline.Embedded.SigningKey.Verifier(room.Directory) : null;
}
