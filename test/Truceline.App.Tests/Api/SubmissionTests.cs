using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using Truceline.App.Tests.Serving;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Tests.Api;

/// <summary>What a source hands in over HTTP under its token.</summary>
public sealed class SubmissionTests : IAsyncLifetime
{
    private static readonly Instant Added = Instant.FromUtc(2026, 1, 2, 11, 0);
    private readonly string token = Token(1);
    private TestSite site = null!;

    public async ValueTask InitializeAsync()
    {
        site = await TestSite.Start();
        Tell(new SourceEntry(SourceAct.Added, "Patrol", Added) { Token = SourceToken.HashOf(token) });
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Token(byte seed) => SourceToken.Of(Enumerable.Repeat(seed, SourceToken.Length).ToArray());

    private static string Line(string? ownId, string note = "one") =>
        $$$"""{{{{(ownId is null ? "" : $"\"own-id\": \"{ownId}\", ")}}}"exercise": true, "observation": {"occurred": "2015-02-16T10:00:00+02:00", "where": {"name": "Zolote"}, "means": "heard", "note": "{{{note}}}"}}""";

    private static string Withdrawal(string ownId) => $$$"""{"own-id": "{{{ownId}}}", "exercise": true, "withdrawal": {"reason": "seen twice"}}""";

    private void Tell(SourceEntry entry)
    {
        using var journal = JournalFolder.OpenOrCreate(site.Journal);
        journal.Append([entry.Encode()]);
    }

    private async Task<HttpResponseMessage> Post(byte[] body, string? authorization, string type = "application/jsonl", string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/reports{query}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.ExpectContinue = body.Length > 1 << 20;
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await site.Client.SendAsync(request, Cancel);
    }

    private Task<HttpResponseMessage> Post(string body, string type = "application/jsonl", string query = "") => Post(Encoding.UTF8.GetBytes(body), $"Bearer {token}", type, query);

    private static async Task<JsonNode> Json(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;

    private static (string State, long? Entry)[] Results(JsonNode answer) => [.. answer["results"]!.AsArray().Select(one => ((string)one!["state"]!, (long?)one["entry"]))];

    private long Size()
    {
        using var journal = JournalFolder.OpenForReading(site.Journal);
        return journal.Head.Size;
    }

    [Theory]
    [InlineData("TR016", """{"own-id":"1","exercise":true,"draft":{"text":"t","sha256":"88a4580862188917809037fa09d23271934c7539026da361ebc75f80f30f98ce","start":0,"end":8,"words":"We stay.","statement":{"party":"Side A","authority":"on-record","occurred":"2015-02-16T08:00:00Z","act":"claim","issue":"force","says":"We stay.","fidelity":"verbatim"}}}""")]
    [InlineData("TR002", """{"own-id":"1","exercise":true,"observation":{"occurred":"2015-02-16T08:00:00Z","where":{"name":"Zolote"},"means":"heard"},"status":"verified","by":"desk"}""")]
    [InlineData("TR002", """{"own-id":"1","exercise":true,"observation":{"occurred":"2015-02-16T08:00:00Z","where":{"name":"Zolote"},"means":"heard"},"kind":"report-status","body":{"by":"desk","reason":"x","recorded":"2015-02-16T08:00:00Z","report":1,"status":"verified"}}""")]
    [InlineData("TR002", """{"own-id":"1","exercise":true,"observation":{"occurred":"2015-02-16T08:00:00Z","where":{"name":"Zolote"},"means":"heard"},"compared-texts":{"by":"desk","origins":[{"texts":[1]}],"recorded":"2015-02-16T08:00:00Z","rules":"truceline-origins/2"}}""")]
    [InlineData("TR002", """{"own-id":"1","exercise":true,"observation":{"occurred":"2015-02-16T08:00:00Z","where":{"name":"Zolote"},"means":"heard"},"statement-review":{"act":"confirm","by":"desk","draft":1,"edits":[],"recorded":"2015-02-16T08:00:00Z"}}""")]
    [InlineData("TR002", """{"own-id":"1","exercise":true,"observation":{"occurred":"2015-02-16T08:00:00Z","where":{"name":"Zolote"},"means":"heard"},"grouping":{"act":"together","by":"desk","reason":"x","recorded":"2015-02-16T08:00:00Z","reports":[1,2]}}""")]
    public async Task What_people_and_machines_of_the_house_say_does_not_come_in_by_the_outside_door(string code, string line)
    {
        var before = Size();
        var answer = await Post(line + "\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(code, (string)(await Json(answer))["results"]![0]!["problem"]!["code"]!);
        Assert.Equal(before, Size());
    }

    [Fact]
    public async Task A_source_corrects_no_draft_but_can_take_it_back()
    {
        var said = new Statement { Party = "Side A", Authority = StatementAuthority.OnRecord, Act = StatementAct.Claim, Issue = "force", Says = "We stay.", Fidelity = StatementFidelity.Verbatim, Occurred = new(Added, Added) };
        var draft = Report.Of("Patrol", "t#0-8", new StatementDraft(said, new("t", StatementDraft.HashOf("We stay."), 0, 8, "We stay.")), true);
        using (var journal = JournalFolder.OpenOrCreate(site.Journal)) journal.Append([new ReportEntry(ReportEntryKind.Report, draft, Added, null).Encode()]);
        var size = Size();
        const string statement = """{"own-id":"t#0-8","exercise":true,"statement":{"party":"Side A","authority":"on-record","occurred":"2015-02-16T08:00:00Z","act":"claim","issue":"force","says":"We go.","fidelity":"verbatim"}}""";
        foreach (var line in new[] { statement, Line("t#0-8") })
        {
            var answer = await Post(line + "\n");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var result = (await Json(answer))["results"]![0]!;
            Assert.Equal(("left-out", "TR017"), ((string)result["state"]!, (string)result["problem"]!["code"]!));
        }
        Assert.Equal(size, Size());
        Assert.Equal([("left-out", null), ("added", size + 1), ("withdrawn", size + 2), ("left-out", null)], Results(await Json(await Post($"{statement}\n{Line("2")}\n{Withdrawal("t#0-8")}\n{statement}\n"))));
        Assert.Equal("TR017", (string)(await Json(await Post(statement + "\n")))["results"]![0]!["problem"]!["code"]!);
        Assert.Equal(size + 2, Size());
    }

    [Fact]
    public async Task Reports_are_added_corrected_withdrawn_or_there_already_and_each_answer_has_a_receipt()
    {
        var first = await Post($"{Line("1")}\n{Line("2")}\n");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var json = await Json(first);
        Assert.Equal([("added", 40), ("added", 41)], Results(json));
        Assert.Equal([("already-there", 40), ("corrected", 42), ("withdrawn", 43), ("added", 44)], Results(await Json(await Post($"{Line("1")}\n\n{Line("2", "two")}\n{Withdrawal("1")}\n{Line(null)}\n"))));

        using var journal = JournalFolder.OpenForReading(site.Journal);
        var entries = journal.Read(44, 39).Select(entry => (entry.Commitment, Said: ReportEntry.Decode(entry.Bytes)!)).ToArray();
        Assert.All(entries, entry => Assert.Equal(("Patrol", "Patrol", TestSite.Now), (entry.Said.Report.Source, entry.Said.Submitter, entry.Said.Recorded)));
        Assert.Equal(entries[0].Commitment.ToString(), (string)json["results"]![0]!["commitment"]!);
        var receipt = Signed((string)json["receipt"]!);
        Assert.Equal((41, 40, 41), (receipt.Head.Size, receipt.Runs.Single().First, receipt.Runs.Single().Last));
        Assert.Equal(ReceiptState.Honoured, ReceiptCheck.Against(receipt, journal.Head, journal.Node));
    }

    private Receipt Signed(string note)
    {
        var signed = SignedNote.Parse(note);
        Assert.Single(signed.VerifiedBy([SigningKey.Verifier(site.Journal)!]));
        return Receipt.Parse(signed.Text);
    }

    [Fact]
    public async Task A_receipt_names_no_person_place_or_content()
    {
        var note = (string)(await Json(await Post(Line("secret-17", "Ivanov stood there") + "\n")))["receipt"]!;
        foreach (var word in new[] { "Patrol", "secret-17", "Ivanov", "Zolote", "heard", "2015", "2026", "minsk" }) Assert.DoesNotContain(word, note, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("^truceline receipt 1\ntruceline\\.invalid/[0-9a-f]{16}\n40\n[A-Za-z0-9+/=]{44}\nentries 40-40 [A-Za-z0-9+/=]{44}\n\n— truceline\\.invalid/[0-9a-f]{16} [A-Za-z0-9+/=]+\n$", note);
    }

    [Fact]
    public async Task A_submission_that_is_sent_again_is_one_and_gets_a_receipt_again()
    {
        var body = string.Concat(Enumerable.Range(0, 30).Select(i => Line($"r{i}") + "\n"));
        var before = Results(await Json(await Post(body)));
        var size = Size();
        var again = await Json(await Post(body));
        Assert.Equal(before.Select(one => ("already-there", one.Entry)), Results(again));
        Assert.Equal(size, Size());
        Assert.Equal((40, 69), (Signed((string)again["receipt"]!).Runs.Single().First, Signed((string)again["receipt"]!).Runs.Single().Last));
    }

    [Fact]
    public async Task One_report_as_json_may_stand_on_several_lines()
    {
        var answer = await Post(Line("1").Replace(", ", ",\r\n  ", StringComparison.Ordinal), "application/json; charset=utf-8");
        Assert.Equal([("added", 40)], Results(await Json(answer)));
        Assert.Equal(HttpStatusCode.BadRequest, (await Post($"{Line("1")}\n{Line("2")}", "application/json")).StatusCode);
        Assert.Equal(40, Size());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer tl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Basic UGF0cm9sOnRs")]
    public async Task Who_shows_no_token_or_a_wrong_one_is_not_known(string? authorization)
    {
        var answer = await Post(Encoding.UTF8.GetBytes(Line("1")), authorization);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(39, Size());
    }

    [Fact]
    public async Task A_token_that_was_rotated_or_revoked_is_nobodys_at_once()
    {
        Assert.Equal(HttpStatusCode.OK, (await Post(Line("1"))).StatusCode);
        Tell(new SourceEntry(SourceAct.Rotated, "Patrol", Added) { Token = SourceToken.HashOf(Token(2)) });
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(Line("2"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post(Encoding.UTF8.GetBytes(Line("2")), $"bearer {Token(2)}")).StatusCode);
        Tell(new SourceEntry(SourceAct.Revoked, "Patrol", Added));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(Encoding.UTF8.GetBytes(Line("3")), $"Bearer {Token(2)}")).StatusCode);
        Assert.Equal(2, site.Held().Reports.Count(report => report.Report.Source == "Patrol"));
    }

    [Fact]
    public async Task Who_tries_out_tokens_is_slowed_down_and_a_source_with_its_own_is_not()
    {
        Assert.Equal(HttpStatusCode.OK, (await Post(Line("1"))).StatusCode);
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 30; i++) answers.Add(await Post(Encoding.UTF8.GetBytes(Line("2")), $"Bearer tl_{i}"));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null);
        Assert.Equal(HttpStatusCode.OK, (await Post(Line("2"))).StatusCode);
    }

    [Fact]
    public async Task A_source_cannot_speak_for_another()
    {
        Tell(new SourceEntry(SourceAct.Added, "Other", Added) { Token = SourceToken.HashOf(Token(3)) });
        await Post(Line("1"));
        Assert.Equal([("added", 42)], Results(await Json(await Post(Encoding.UTF8.GetBytes(Line("1", "another's words")), $"Bearer {Token(3)}"))));
        var taken = await Post(Encoding.UTF8.GetBytes(Withdrawal("2")), $"Bearer {Token(3)}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.StatusCode);
        var named = await Json(await Post($"{Line("2").Replace("{\"own-id\"", "{\"source\": \"Other\", \"own-id\"", StringComparison.Ordinal)}\n{Line("3")}"));
        Assert.Equal([("left-out", null), ("added", 43)], Results(named));
        Assert.Contains("source", (string)named["results"]![0]!["problem"]!["what"]!, StringComparison.Ordinal);
        Assert.Equal("one", ((Observation)site.Held().Reports.Single(report => report.Report is { Source: "Patrol", OwnId: "1" }).Report.Content).Note);
    }

    [Fact]
    public async Task A_text_of_a_day_to_come_is_left_out()
    {
        var problem = (await Json(await Post("""{"own-id":"t","exercise":true,"text":{"published":"2126-09-05T08:00:00Z","title":"t","body":"Talks go on."}}""")))["results"]![0]!["problem"]!;
        Assert.Equal(("TR013", "it was published on 2126-09-05, more than a day after it was handed in"), ((string)problem["code"]!, (string)problem["what"]!));
    }

    [Fact]
    public async Task A_bad_line_is_named_and_left_out_and_strictly_nothing_goes_in()
    {
        var body = $"{Line("1")}\n{{\"observation\": 7}}\nnot json\n{Withdrawal("never brought")}\n{Line("2").Replace("2015", "2126", StringComparison.Ordinal)}\n{Line("3")}\n";
        var strict = await Post(body, query: "?strict");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, strict.StatusCode);
        Assert.All(Results(await Json(strict)), result => Assert.Equal(("left-out", null), result));
        Assert.Null((await Json(strict))["receipt"]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post($"{Line("1")}\n{Withdrawal("never brought")}\n", query: "?strict")).StatusCode);
        Assert.Equal(39, Size());

        var json = await Json(await Post(body));
        Assert.Equal([("added", 40L), ("left-out", null), ("left-out", null), ("left-out", null), ("left-out", null), ("added", 41L)], Results(json));
        Assert.Equal(["TR002", "TR001", "TR015", "TR013"], json["results"]!.AsArray().Where(one => (string)one!["state"]! == "left-out").Select(one => (string)one!["problem"]!["code"]!));
        Assert.Equal([1, 2, 3, 4, 5, 6], json["results"]!.AsArray().Select(one => (int)one!["line"]!));
        Assert.Equal([(40L, 41L)], Signed((string)json["receipt"]!).Runs.Select(run => (run.First, run.Last)));
    }

    [Theory]
    [InlineData("", "application/jsonl", HttpStatusCode.BadRequest, "empty")]
    [InlineData("  \n\n", "application/jsonl", HttpStatusCode.BadRequest, "empty")]
    [InlineData("CUT", "application/jsonl", HttpStatusCode.BadRequest, "Line 2, column ")]
    [InlineData("CUT", "application/json", HttpStatusCode.BadRequest, "Line 1, column ")]
    [InlineData("UTF", "application/jsonl", HttpStatusCode.BadRequest, "Line 2, column 1: the file is not UTF-8")]
    [InlineData("ALL", "text/plain", HttpStatusCode.UnsupportedMediaType, "application/jsonl")]
    [InlineData("ALL", "application/jsonl; charset=utf-16", HttpStatusCode.UnsupportedMediaType, "UTF-8")]
    [InlineData("MANY", "application/jsonl", HttpStatusCode.RequestEntityTooLarge, "at most 1,000 reports")]
    [InlineData("LARGE", "application/jsonl", HttpStatusCode.RequestEntityTooLarge, "at most 8 MiB")]
    public async Task What_cannot_be_read_as_a_submission_is_refused_with_its_place_and_nothing_goes_in(string body, string type, HttpStatusCode status, string said)
    {
        var bytes = Encoding.UTF8.GetBytes(body switch
        {
            "CUT" => $"{Line("1")}\n{Line("2")[..40]}",
            "UTF" or "ALL" => $"{Line("1")}\n{Line("2", "caf?")}\n",
            "MANY" => string.Concat(Enumerable.Range(0, 1001).Select(i => Line($"{i}") + "\n")),
            "LARGE" => string.Concat(Enumerable.Repeat(Line("1", new string('x', 100_000)) + "\n", 84)),
            _ => body,
        });
        if (body == "UTF") bytes[^8] = 0xff;
        var answer = await Post(bytes, $"Bearer {token}", type);
        Assert.Equal(status, answer.StatusCode);
        var words = (string)(await Json(answer))["detail"]!;
        Assert.Contains(said, words, StringComparison.Ordinal);
        if (status != HttpStatusCode.UnsupportedMediaType) Assert.EndsWith("Nothing was taken in.", words.Replace("send a report. Nothing", "Nothing", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(39, Size());
    }

    [Theory]
    [InlineData("Content-Length: 5000", "")]
    [InlineData("Transfer-Encoding: chunked", "1388\r\n")]
    public async Task A_body_that_breaks_off_on_its_way_adds_nothing(string length, string before)
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(site.Client.BaseAddress!.Host, site.Client.BaseAddress.Port, Cancel);
            var head = $"POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Type: application/jsonl\r\n{length}\r\n\r\n{before}{Line("1")}\n";
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(head), Cancel);
            // No more comes, and the answer can still be taken: when it ends, the server is done with what it had.
            socket.Client.Shutdown(SocketShutdown.Send);
            Assert.DoesNotContain(" 200 ", await WhatComes(stream), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, (await Post(Line("2"))).StatusCode);
        Assert.DoesNotContain(site.Held().Reports, report => report.Report is { Source: "Patrol", OwnId: "1" });

        static async Task<string> WhatComes(Stream stream)
        {
            try
            {
                using var answer = new StreamReader(stream);
                return await answer.ReadToEndAsync(Cancel);
            }
            catch (IOException)
            {
                // The server may also break the connection off, without a word.
                return "";
            }
        }
    }

    [Fact]
    public async Task Many_sources_at_once_lose_nothing_and_import_goes_on_beside_them()
    {
        var posts = Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            var body = string.Concat(Enumerable.Range(0, 5).Select(n => Line($"{i}-{n}") + "\n"));
            for (var tries = 1; ; tries++)
                if ((await Post(body)).StatusCode is var status && (status != HttpStatusCode.ServiceUnavailable || tries == 5)) return status;
        })).ToArray();
        site.ImportLine("Another", SiteTests.Line("9"));
        Assert.All(await Task.WhenAll(posts), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(200, site.Held().Reports.Count(report => report.Report.Source == "Patrol"));
        Assert.Equal(39 + 200 + 1, Size());
    }

    [Fact]
    public async Task While_another_writes_it_is_told_to_come_again()
    {
        await Post(Line("1"));
        using (JournalFolder.OpenOrCreate(site.Journal, "truceline import"))
        {
            var answer = await Post(Line("2"));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "2"), (answer.StatusCode, answer.Headers.RetryAfter!.ToString()));
            Assert.Contains("others are writing to it", (string)(await Json(answer))["detail"]!, StringComparison.Ordinal);
        }
        Assert.Equal([("added", 41)], Results(await Json(await Post(Line("2")))));
    }
}
