using System.Text;
using NodaTime;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Tests.Reports;

public class Sources
{
    private static readonly Instant At = Instant.FromUtc(2031, 5, 4, 8, 30);
    private static readonly string[] Tokens = [.. Enumerable.Range(0, 5).Select(n => SourceToken.Of([.. Enumerable.Repeat((byte)n, 32)]))];

    [Fact]
    public void A_token_is_final_and_only_its_hash_is_in_the_entry()
    {
        Assert.Equal("tl_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE", Tokens[1]);
        var bytes = new SourceEntry(SourceAct.Added, "Post 7", At) { Token = SourceToken.HashOf(Tokens[1]), Reliability = Reliability.B, By = "Desk" }.Encode();
        Assert.Equal(
            """{"body":{"act":"added","by":"Desk","name":"Post 7","recorded":"2031-05-04T08:30:00Z","reliability":"B","token":"HASH"},"kind":"source"}""".Replace("HASH", Hash.Of(Encoding.UTF8.GetBytes(Tokens[1])).ToString(), StringComparison.Ordinal),
            Encoding.UTF8.GetString(bytes));
        Assert.DoesNotContain(Tokens[1], Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(Reliability.B, SourceEntry.Decode(bytes)!.Reliability);
    }

    [Fact]
    public void A_source_is_known_by_its_token()
    {
        var register = Fold(Added("Post 7", 1), Added("Post 8", 2));
        Assert.Equal("Post 7", register.Authenticate(Tokens[1])!.Name);
        Assert.Equal("Post 8", register.Authenticate(Tokens[2])!.Name);
        Assert.Null(register.Authenticate(Tokens[3]));
        Assert.Null(register.Authenticate(""));
        Assert.Null(register.Authenticate(new string('x', 1_000_000)));
        Assert.Null(register.Authenticate(Tokens[1] + "\n"));
    }

    [Fact]
    public void A_rotated_token_takes_the_place_of_the_one_before_at_once()
    {
        var register = Fold(Added("Post 7", 1), Act(SourceAct.Rotated, "Post 7", 2));
        Assert.Null(register.Authenticate(Tokens[1]));
        Assert.Equal("Post 7", register.Authenticate(Tokens[2])!.Name);
        Assert.Equal([1L, 2L], register.Sources["Post 7"].Entries);
    }

    [Fact]
    public void A_revoked_source_has_no_token_until_it_is_added_anew()
    {
        var register = Fold(Added("Post 7", 1), Act(SourceAct.Revoked, "Post 7", null));
        Assert.Null(register.Authenticate(Tokens[1]));
        Assert.True(register.Sources["Post 7"].IsRevoked);
        Assert.Equal("Post 7", Fold(Added("Post 7", 1), Act(SourceAct.Revoked, "Post 7", null), Added("Post 7", 3)).Authenticate(Tokens[3])!.Name);
    }

    [Fact]
    public void Reliability_holds_until_another_is_said()
    {
        var first = Added("Post 7", 1) with { Reliability = Reliability.C };
        Assert.Equal(Reliability.C, Fold(first, Act(SourceAct.Rotated, "Post 7", 2)).Sources["Post 7"].Reliability);
        Assert.Equal(Reliability.A, Fold(first, Act(SourceAct.Rotated, "Post 7", 2) with { Reliability = Reliability.A }).Sources["Post 7"].Reliability);
    }

    [Fact]
    public void Reading_on_is_the_same_as_reading_all_at_once()
    {
        SourceEntry[] all = [Added("Post 7", 1), Added("Post 8", 2), Act(SourceAct.Revoked, "Post 7", null), Act(SourceAct.Rotated, "Post 8", 3)];
        var entries = Numbered(all).ToList();
        for (var cut = 0; cut <= all.Length; cut++)
            Assert.Equal(
                Fold(all).Sources.Values.Select(Said),
                SourceRegister.Fold(entries.Take(cut)).With(entries.Skip(cut)).Sources.Values.Select(Said));

        static string Said(RegisteredSource source) => $"{source.Name} {source.Token} {source.Reliability} {string.Join(',', source.Entries)}";
    }

    [Fact]
    public void What_does_not_follow_from_the_entries_before_is_named_with_its_entry()
    {
        Assert.Contains("entry 2 of the journal cannot be read: the source is there already", Fails(Added("Post 7", 1), Added("Post 7", 2)), StringComparison.Ordinal);
        Assert.Contains("entry 1 of the journal cannot be read: there is no such source", Fails(Act(SourceAct.Rotated, "Post 7", 2)), StringComparison.Ordinal);
        Assert.Contains("entry 3 of the journal cannot be read: the source was revoked before", Fails(Added("Post 7", 1), Act(SourceAct.Revoked, "Post 7", null), Act(SourceAct.Revoked, "Post 7", null)), StringComparison.Ordinal);

        static string Fails(params SourceEntry[] all) => Assert.Throws<InvalidOperationException>(() => Fold(all)).Message;
    }

    [Theory]
    [InlineData("""{"act":"moved","name":"P","recorded":"2031-05-04T08:30:00Z"}""", "'act' is none of added")]
    [InlineData("""{"act":"revoked","recorded":"2031-05-04T08:30:00Z"}""", "'name' is missing")]
    [InlineData("""{"act":"revoked","name":" P","recorded":"2031-05-04T08:30:00Z"}""", "begins or ends with a space")]
    [InlineData("""{"act":"revoked","name":"P\n","recorded":"2031-05-04T08:30:00Z"}""", "begins or ends with a space")]
    [InlineData("""{"act":"revoked","name":"P\nQ","recorded":"2031-05-04T08:30:00Z"}""", "control character")]
    [InlineData("""{"act":"added","name":"P","recorded":"2031-05-04T08:30:00Z"}""", "added or rotated has a token")]
    [InlineData("""{"act":"added","name":"P","recorded":"2031-05-04T08:30:00Z","token":"tl_x"}""", "'token' is not a SHA-256")]
    [InlineData("""{"act":"revoked","name":"P","recorded":"2031-05-04T08:30:00Z","token":"0000000000000000000000000000000000000000000000000000000000000000"}""", "has none")]
    [InlineData("""{"act":"revoked","name":"P","recorded":"2031-05-04T08:30:00Z","reliability":"A"}""", "says nothing of reliability")]
    [InlineData("""{"act":"rotated","name":"P","recorded":"2031-05-04T08:30:00Z","reliability":"G","token":"0000000000000000000000000000000000000000000000000000000000000000"}""", "no letter from A to F")]
    public void A_malformed_entry_about_a_source_is_a_named_failure(string body, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidOperationException>(() => SourceEntry.Decode(Encoding.UTF8.GetBytes($$"""{"body":{{body}},"kind":"source"}"""))).Message, StringComparison.Ordinal);

    private static SourceEntry Added(string name, int token) => Act(SourceAct.Added, name, token);

    private static SourceEntry Act(SourceAct act, string name, int? token) => new(act, name, At) { Token = token is { } n ? SourceToken.HashOf(Tokens[n]) : null };

    private static IEnumerable<Entry> Numbered(IEnumerable<SourceEntry> all) => all.Select((one, index) => new Entry(index + 1, default, one.Encode()));

    private static SourceRegister Fold(params SourceEntry[] all) => SourceRegister.Fold(Numbered(all));
}
