using System.Text;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Durability.Writer;

/// <summary>The entries of these tests: what entry n says follows from n alone, so that whoever reads one later knows what it must be.</summary>
public static class Scripted
{
    /// <summary>The bytes of an entry. Most are short; every 13th is longer than a page of the database.</summary>
    public static byte[] Bytes(long number)
    {
        var random = new Random((int)(number * 7919 % int.MaxValue));
        var text = new StringBuilder();
        for (var left = number % 13 == 5 ? 9_000 : 20 + random.Next(400); left > 0; left -= 8) text.Append(random.NextInt64(1 << 30).ToString("x8"));
        return Encoding.ASCII.GetBytes(FormattableString.Invariant($$"""{"body":{"exercise":true,"n":{{number}},"text":"{{text}}"},"kind":"exercise-synthetic"}"""));
    }

    /// <summary>So many entries that come after a number.</summary>
    public static ReadOnlyMemory<byte>[] After(long number, int count)
    {
        var batch = new ReadOnlyMemory<byte>[count];
        for (var i = 0; i < count; i++) batch[i] = Bytes(number + 1 + i);
        return batch;
    }

    /// <summary>An entry that says that another was erased.</summary>
    public static byte[] Erasure(long number) => new Erasure([number], "exercise, synthetic", Instant.FromUnixTimeSeconds(1_700_000_000)).Encode();

    /// <summary>Whether an entry says that others were erased: these are not numbered by the script.</summary>
    public static bool IsErasure(ReadOnlySpan<byte> bytes) => bytes.EndsWith("\"kind\":\"erasure\"}"u8);
}
