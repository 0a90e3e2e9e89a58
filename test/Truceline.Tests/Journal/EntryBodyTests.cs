using System.Text;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

public class EntryBodyTests
{
    private static readonly Instant At = Instant.FromUtc(2031, 5, 4, 8, 30);

    private static readonly Custody Handed = new(CustodyAct.Exported, At) { UpTo = 12, Form = Custody.Lines, To = "a guarantor", By = "Desk", Note = "by hand" };

    private static readonly Erasure Erased = new([3, 7], "asked for by the source", At)
    {
        By = "Desk",
        Copies = [new(CustodyAct.Exported, 9, Custody.Lines, 8, "a guarantor"), new(CustodyAct.Released, 10, null, null, null)],
    };

    [Fact]
    public void What_is_written_is_canonical_and_final()
    {
        Assert.Equal("""{"body":{"recorded":"2031-05-04T08:30:00Z"},"kind":"tick"}""", Text(new Tick(At).Encode()));
        Assert.Equal("""{"body":{"act":"exported","by":"Desk","form":"jsonl","note":"by hand","recorded":"2031-05-04T08:30:00Z","to":"a guarantor","upTo":12},"kind":"custody"}""", Text(Handed.Encode()));
        Assert.Equal("""{"body":{"act":"opened","entries":[2,5],"recorded":"2031-05-04T08:30:00Z"},"kind":"custody"}""", Text(new Custody(CustodyAct.Opened, At) { Entries = [2, 5] }.Encode()));
        Assert.Equal("""{"body":{"by":"Desk","copies":[{"act":"exported","entry":9,"form":"jsonl","to":"a guarantor","upTo":8},{"act":"released","entry":10}],"entries":[3,7],"reason":"asked for by the source","recorded":"2031-05-04T08:30:00Z"},"kind":"erasure"}""", Text(Erased.Encode()));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        Assert.Equal(new Tick(At), Tick.Decode(new Tick(At).Encode()));
        Assert.Equal(Handed, Custody.Decode(Handed.Encode()));
        Assert.Equal(Erased, Erasure.Decode(Erased.Encode()));
        foreach (var act in Enum.GetValues<CustodyAct>())
            Assert.Equal(act, Custody.Decode(new Custody(act, At) { Entries = [1] }.Encode())!.Act);
    }

    [Fact]
    public void An_entry_of_another_kind_and_an_erased_one_are_passed_over()
    {
        Assert.Null(Tick.Decode(Handed.Encode()));
        Assert.Null(Custody.Decode(Erased.Encode()));
        Assert.Null(Erasure.Decode(new Tick(At).Encode()));
        Assert.Null(Erasure.Decode(ReadOnlyMemory<byte>.Empty));
        // Written by hand, not canonical, and of a kind that nobody here knows.
        Assert.Null(Tick.Decode(Bytes("""{ "kind": "later", "body": {} }""")));
    }

    [Theory]
    [InlineData("""{"body":{"recorded":"2031-05-04T08:30:00Z"},"kind":"tick" }""", "not in canonical form")]
    [InlineData("""{"kind":"tick","body":{"recorded":"2031-05-04T08:30:00Z"}}""", "not in canonical form")]
    [InlineData("""{"body":{"recorded":"2031-05-04T08:30:00Z"},"extra":1,"kind":"tick"}""", "more than a kind and a body")]
    [InlineData("""{"kind":"tick"}""", "has no body")]
    [InlineData("""{"body":[],"kind":"tick"}""", "no object in braces")]
    [InlineData("""{"body":{},"kind":"tick"}""", "'recorded' is missing")]
    [InlineData("""{"body":{"recorded":"2031-05-04T08:30:00+00:00"},"kind":"tick"}""", "'recorded' is not an instant in UTC")]
    [InlineData("""{"body":{"recorded":"2031-05-04T08:30:00.000Z"},"kind":"tick"}""", "'recorded' is not an instant in UTC")]
    [InlineData("""{"body":{"recorded":"0031-05-04T08:30:00Z"},"kind":"tick"}""", "'recorded' is not an instant in UTC")]
    [InlineData("""{"body":{"recorded":null},"kind":"tick"}""", "'recorded' is no text")]
    [InlineData("""{"body":{"recorded":"2031-05-04T08:30:00Z","who":"I"},"kind":"tick"}""", "there is no member 'who'")]
    [InlineData("{\"body\":{\"recorded\":\"2031-05-04T08:30:00Z\"},\"kind\":\"tick\"", "an entry is JSON")]
    [InlineData("""["tick"]""", "an object with a kind and a body")]
    public void A_malformed_tick_is_a_named_failure(string entry, string reason) => Fails(() => Tick.Decode(Bytes(entry)), reason);

    [Theory]
    [InlineData("""{"act":"lost","entries":[1],"recorded":"2031-05-04T08:30:00Z"}""", "'act' is none of received")]
    [InlineData("""{"entries":[1],"recorded":"2031-05-04T08:30:00Z"}""", "'act' is missing")]
    [InlineData("""{"act":"opened","recorded":"2031-05-04T08:30:00Z"}""", "either 'entries' or 'upTo'")]
    [InlineData("""{"act":"opened","entries":[1],"recorded":"2031-05-04T08:30:00Z","upTo":1}""", "either 'entries' or 'upTo'")]
    [InlineData("""{"act":"opened","entries":[],"recorded":"2031-05-04T08:30:00Z"}""", "'entries' names no entry")]
    [InlineData("""{"act":"opened","entries":[0],"recorded":"2031-05-04T08:30:00Z"}""", "'entries' is no whole number from 1")]
    [InlineData("""{"act":"opened","entries":[1.5],"recorded":"2031-05-04T08:30:00Z"}""", "'entries' is no whole number from 1")]
    [InlineData("""{"act":"opened","entries":[9007199254740992],"recorded":"2031-05-04T08:30:00Z"}""", "'entries' is no whole number from 1")]
    [InlineData("""{"act":"opened","entries":["1"],"recorded":"2031-05-04T08:30:00Z"}""", "'entries' is no whole number from 1")]
    [InlineData("""{"act":"opened","entries":[2,1],"recorded":"2031-05-04T08:30:00Z"}""", "not ascending")]
    [InlineData("""{"act":"opened","entries":[2,2],"recorded":"2031-05-04T08:30:00Z"}""", "names an entry twice")]
    [InlineData("""{"act":"opened","entries":1,"recorded":"2031-05-04T08:30:00Z"}""", "'entries' is no list")]
    [InlineData("""{"act":"opened","by":" ","entries":[1],"recorded":"2031-05-04T08:30:00Z"}""", "'by' is empty")]
    [InlineData("""{"act":"opened","entries":[1],"recorded":"2031-05-04T08:30:00Z","where":"here"}""", "there is no member 'where'")]
    public void A_malformed_entry_of_custody_is_a_named_failure(string body, string reason) =>
        Fails(() => Custody.Decode(Bytes($$"""{"body":{{body}},"kind":"custody"}""")), reason);

    [Theory]
    [InlineData("""{"copies":[],"reason":"r","recorded":"2031-05-04T08:30:00Z"}""", "'entries' is missing")]
    [InlineData("""{"copies":[],"entries":[1],"recorded":"2031-05-04T08:30:00Z"}""", "'reason' is missing")]
    [InlineData("""{"entries":[1],"reason":"r","recorded":"2031-05-04T08:30:00Z"}""", "'copies' is missing")]
    [InlineData("""{"copies":{},"entries":[1],"reason":"r","recorded":"2031-05-04T08:30:00Z"}""", "'copies' is no list")]
    [InlineData("""{"copies":[1],"entries":[1],"reason":"r","recorded":"2031-05-04T08:30:00Z"}""", "copies[0]")]
    [InlineData("""{"copies":[{"act":"exported"}],"entries":[1],"reason":"r","recorded":"2031-05-04T08:30:00Z"}""", "'entry' is missing")]
    [InlineData("""{"copies":[{"act":"exported","entry":2,"x":1}],"entries":[1],"reason":"r","recorded":"2031-05-04T08:30:00Z"}""", "there is no member 'x'")]
    public void A_malformed_erasure_is_a_named_failure(string body, string reason) =>
        Fails(() => Erasure.Decode(Bytes($$"""{"body":{{body}},"kind":"erasure"}""")), reason);

    [Fact]
    public void What_could_not_be_read_again_is_not_written()
    {
        Assert.Throws<InvalidOperationException>(() => new Custody(CustodyAct.Opened, At).Encode());
        Assert.Throws<InvalidOperationException>(() => new Erasure([2, 1], "r", At).Encode());
        Assert.Throws<InvalidOperationException>(() => new Erasure([1], "", At).Encode());
        Assert.Throws<InvalidOperationException>(() => new Tick(Instant.MinValue).Encode());
    }

    [Fact]
    public void Every_copy_that_left_the_journal_and_holds_an_erased_entry_is_found()
    {
        Custody[] custody =
        [
            new(CustodyAct.Exported, At) { UpTo = 2, Form = Custody.Lines, To = "early" },
            new(CustodyAct.Opened, At) { Entries = [3] },
            new(CustodyAct.Exported, At) { UpTo = 3, Form = Custody.Backup, To = "later" },
            new(CustodyAct.Released, At) { Entries = [1, 3, 4], Form = Custody.Proof },
            new(CustodyAct.Redacted, At) { Entries = [4], To = "other" },
        ];
        var entries = custody.Select((one, index) => new Entry(10 + index, default, one.Encode())).Append(new(15, default, default));
        Assert.Equal(
            [new OutsideCopy(CustodyAct.Exported, 12, Custody.Backup, 3, "later"), new OutsideCopy(CustodyAct.Released, 13, Custody.Proof, null, null)],
            Erasure.CopiesOf([3], entries));
    }

    private static void Fails(Func<object?> read, string reason) => Assert.Contains(reason, Assert.Throws<InvalidOperationException>(read).Message, StringComparison.Ordinal);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
