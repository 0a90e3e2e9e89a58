using System.Text;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>
/// Our own format: one report a line, JSON in UTF-8. Each line stands alone; a file with bytes that are not UTF-8 anywhere
/// adds nothing. Lines that hold only white space are skipped, and a byte order mark at the beginning.
/// </summary>
internal static class Jsonl
{
    /// <summary>The longest line in bytes.</summary>
    public const int LongestLine = 1 << 20;

    public static IntakeFormat Format { get; } = new("jsonl", DefaultSource: null, DefaultZone: null, Read);

    private static IEnumerable<Taken> Read(IntakeFile file)
    {
        foreach (var line in Lines(file.Bytes))
        {
            if (!line.IsUtf8)
                yield return Taken.CannotRead(file.Problem(IntakeCodes.UnreadableFile, line.Number, "the file is not UTF-8: bytes that are no character", "save it as UTF-8"));
            else if (line.Bytes is not { } bytes)
                yield return Taken.LeftOut(file.Problem(IntakeCodes.BadRow, line.Number, "the line is longer than 1 MiB", "one report a line"));
            else if (!IsBlank(bytes.Span) && ReportReader.Read(new Location(file.Name, line.Number, 1), bytes, file.Source) is var reading)
                yield return new(reading.Report, reading.Problems, line.Number);
            if (!line.IsUtf8) yield break;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;

    /// <summary>A line without its break; without bytes when it is too long.</summary>
    private readonly record struct Line(int Number, ReadOnlyMemory<byte>? Bytes, bool IsUtf8);

    private static IEnumerable<Line> Lines(Stream stream)
    {
        var lines = new LineBuffer();
        var chunk = new byte[1 << 16];
        var atStart = true;
        for (int read; (read = stream.ReadAtLeast(chunk, 3, throwOnEndOfStream: false)) > 0; atStart = false)
        {
            ReadOnlyMemory<byte> rest = chunk.AsMemory(0, read);
            if (atStart && rest.Span.StartsWith(Encoding.UTF8.Preamble)) rest = rest[3..];
            for (int end; (end = rest.Span.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                lines.Add(rest[..end].Span);
                yield return lines.End();
            }
            lines.Add(rest.Span);
        }
        if (!lines.IsEmpty) yield return lines.End();
    }

    /// <summary>Collects a line; of one that is too long only whether it is UTF-8.</summary>
    private sealed class LineBuffer
    {
        private readonly Decoder _utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        private readonly char[] _letters = new char[(1 << 16) + 1];
        private byte[] _bytes = new byte[1 << 12];
        private int _length;
        private int _number = 1;
        private bool _tooLong;
        private bool _isUtf8 = true;

        public bool IsEmpty => _length == 0 && !_tooLong;

        public void Add(ReadOnlySpan<byte> part)
        {
            Check(part, flush: false);
            _tooLong |= _length + part.Length > LongestLine;
            if (_tooLong) return;
            if (_length + part.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + part.Length));
            part.CopyTo(_bytes.AsSpan(_length));
            _length += part.Length;
        }

        /// <summary>The line, which is valid until the next one begins.</summary>
        public Line End()
        {
            Check([], flush: true);
            var line = new Line(_number, _tooLong ? (ReadOnlyMemory<byte>?)null : _bytes.AsMemory(0, _length), _isUtf8);
            _number++;
            _length = 0;
            _tooLong = false;
            return line;
        }

        // No character goes over a line break, so a file is UTF-8 when each of its lines is.
        private void Check(ReadOnlySpan<byte> part, bool flush)
        {
            try
            {
                if (_isUtf8) _utf8.GetChars(part, _letters, flush);
            }
            catch (DecoderFallbackException)
            {
                _isUtf8 = false;
            }
        }
    }
}
