using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Truceline.Embedded;

/// <summary>What stands behind the last batch in the log of a journal.</summary>
internal enum LogEnd
{
    /// <summary>Nothing.</summary>
    Clean,

    /// <summary>Whole frames of a batch that was never finished: its writer died.</summary>
    Unfinished,

    /// <summary>
    /// Frames that are not whole: cut off by a loss of power before they were acknowledged, or damaged later. Of one batch
    /// nothing tells which.
    /// </summary>
    Broken,

    /// <summary>More of them than one batch: what was acknowledged was damaged.</summary>
    Damaged,
}

/// <summary>
/// SQLite's write-ahead log as a file (https://www.sqlite.org/fileformat2.html#walformat). SQLite takes the log to end before the
/// first frame whose checksum is wrong, and says nothing: right after a loss of power, but one flipped bit takes every
/// acknowledged entry after it. What stands behind the break tells the two apart: at most one batch is under way at a time.
/// </summary>
internal sealed class WriteAheadLog
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;
    private const int MostPage = 65_536;

    private readonly byte[] header;
    private readonly bool isWhole;
    private readonly bool isRepaired;
    private readonly bool bigEndian;
    private readonly int page;
    private (uint, uint) sum;

    private WriteAheadLog(byte[] read)
    {
        header = read;
        isWhole = HasItsSum(header);
        isRepaired = !isWhole && Repair(header);
        bigEndian = (Number(header, 0) & 1) == 1;
        page = (int)Math.Min(Number(header, 8), MostPage);
        sum = (Number(header, 24), Number(header, 28));
    }

    /// <summary>How long a writer may take over one write.</summary>
    internal static TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Holds the log against what a verification found: what SQLite does not read is not verified.</summary>
    public static VerificationFault? FaultBehind(string directory, long entries)
    {
        var end = EndOf(directory);
        if (end < LogEnd.Broken) return null;
        // What a writer is just writing looks the same, but not for long.
        Thread.Sleep(Pause);
        if (EndOf(directory) != end) return null;
        var why = end == LogEnd.Damaged ? "it was damaged, and acknowledged entries with it"
            : "what was written last was cut off by a loss of power before it was acknowledged, or was damaged since; the last receipt or checkpoint that anybody holds tells which";
        return new(FaultKind.Database, entries + 1, entries + 1, $"the log of the database ({JournalDatabase.FileName}-wal) cannot be read beyond entry {entries}: {why}");
    }

    /// <summary>
    /// Before anything is appended: what was never acknowledged is cleared away, so that later frames do not stand among its
    /// remains. Called by who alone may write.
    /// </summary>
    /// <exception cref="JournalException">The log is damaged, and going on would overwrite what was acknowledged; or somebody reads.</exception>
    public static void Settle(SqliteConnection connection, string directory)
    {
        var end = EndOf(directory);
        if (end == LogEnd.Damaged)
            throw new JournalException($"the log of the journal in '{directory}' is damaged, and acknowledged entries with it: nothing more is written to it. 'truceline verify' says where; restore a backup, or the folder as it was.");
        if (end == LogEnd.Clean) return;
        using var truncate = connection.CreateCommand();
        truncate.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        if (truncate.ExecuteScalar() is not 0L)
            throw new JournalException($"the journal in '{directory}' has the remains of a batch that was cut off, and somebody reads it now; try again when they are done.") { IsContended = true };
    }

    /// <summary>What stands at the end of the log of a journal.</summary>
    public static LogEnd EndOf(string directory)
    {
        var path = Path.Combine(directory, JournalDatabase.FileName + "-wal");
        if (!File.Exists(path)) return LogEnd.Clean;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        var header = new byte[HeaderLength];
        return file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) == HeaderLength ? new WriteAheadLog(header).End(file) : LogEnd.Clean;
    }

    private LogEnd End(FileStream file)
    {
        if (page < 512) return LogEnd.Clean; // never written whole, or filled with zeros after an erasure
        var frame = new byte[FrameHeaderLength + page];
        var (whole, unfinished, behind, commits) = (isWhole, false, false, 0);
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            whole = whole && IsNext(frame);
            if (whole) unfinished = Number(frame, 4) == 0;
            else if (IsOfThisLog(frame))
            {
                behind = true;
                if (Number(frame, 4) != 0) commits++;
            }
        }
        if (!behind) return unfinished ? LogEnd.Unfinished : LogEnd.Clean;
        // A header is on the disk before the first frame is written: one of which a single bit is wrong was not cut off.
        return isRepaired || (isWhole && commits > 1) ? LogEnd.Damaged : LogEnd.Broken;
    }

    /// <summary>Whether a frame goes on where the ones before it ended.</summary>
    private bool IsNext(byte[] frame)
    {
        if (!frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8))) return false;
        var next = Sum(Sum(sum, frame.AsSpan(0, 8), bigEndian), frame.AsSpan(FrameHeaderLength), bigEndian);
        if (next != (Number(frame, 16), Number(frame, 20))) return false;
        sum = next;
        return true;
    }

    // The frames of the log before this one lie behind it until they are overwritten. Theirs are two other salts; a bit
    // that was flipped in one of this log's leaves the other as it was.
    private bool IsOfThisLog(byte[] frame) => Number(frame, 8) == Number(header, 16) || Number(frame, 12) == Number(header, 20);

    private static bool HasItsSum(byte[] header)
    {
        var magic = Number(header, 0);
        return (magic & ~1u) == 0x377f0682 && Sum((0, 0), header.AsSpan(0, 24), (magic & 1) == 1) == (Number(header, 24), Number(header, 28));
    }

    /// <summary>Flips back the one bit that was flipped, if one was.</summary>
    private static bool Repair(byte[] header)
    {
        for (var bit = 0; bit < HeaderLength * 8; bit++)
        {
            header[bit / 8] ^= (byte)(1 << bit % 8);
            if (HasItsSum(header)) return true;
            header[bit / 8] ^= (byte)(1 << bit % 8);
        }
        return false;
    }

    private static (uint, uint) Sum((uint, uint) before, ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var (first, second) = before;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            first += Word(bytes, bigEndian) + second;
            second += Word(bytes[4..], bigEndian) + first;
        }
        return (first, second);
    }

    private static uint Word(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static uint Number(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
}
