using System.Globalization;
using NodaTime;
using Truceline.App.Terminal;
using Truceline.Journal;

namespace Truceline.App.Serving;

/// <summary>
/// Makes silence visible: whenever nothing came in for a time, an entry and a checkpoint say that the journal was kept. A
/// journal that stops to grow is one that nobody keeps any more, or one whose end was cut off.
/// </summary>
internal sealed class Pulse : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task beating;

    private Pulse(Desk desk, string directory, TimeSpan every, TimeProvider clock) => beating = Beat(desk, directory, every, clock);

    /// <summary>Begins to look, at this cadence, whether anything came in.</summary>
    public static Pulse Begin(Desk desk, string directory, TimeSpan every, TimeProvider clock) => new(desk, directory, every, clock);

    /// <summary>A time as the command line has it: "90s", "30m", "1h"; null for "off".</summary>
    /// <exception cref="UsageException">It is no such time, or none that a machine can keep.</exception>
    public static TimeSpan? Period(string text)
    {
        if (text == "off") return null;
        var unit = text.Length > 1 ? text[^1] switch { 's' => TimeSpan.FromSeconds(1), 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), _ => TimeSpan.Zero } : TimeSpan.Zero;
        var period = unit > TimeSpan.Zero && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 100_000 ? unit * count : TimeSpan.Zero;
        return period >= TimeSpan.FromSeconds(1) && period <= TimeSpan.FromDays(30)
            ? period
            : throw new UsageException($"--tick '{Screen.Plain(text)}' is no time from 1s to 30 days: write it like 30m or 1h, or 'off'");
    }

    private async Task Beat(Desk desk, string directory, TimeSpan every, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(every, clock);
        Head? last = null;
        try
        {
            do
            {
                try
                {
                    last = last is { } since ? await desk.Tick(since, Instant.FromDateTimeOffset(clock.GetUtcNow()), stop.Token) : Now(directory);
                }
                catch (Exception missed) when (missed is IOException or UnauthorizedAccessException or UsageException or Microsoft.Data.Sqlite.SqliteException)
                {
                    // Somebody is writing, so it is not silent; of a disk that failed the desk tells the server. The next beat tries again.
                }
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private static Head Now(string directory)
    {
        using var journal = JournalFolder.OpenForReading(directory);
        return journal.Head;
    }

    /// <summary>Stops.</summary>
    public void Dispose()
    {
        stop.Cancel();
        if (beating.Wait(TimeSpan.FromSeconds(1))) stop.Dispose();
    }
}
