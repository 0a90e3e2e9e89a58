using System.Net;
using Truceline.App.Serving;
using Truceline.App.Tests.Serving;
using Truceline.Embedded;
using Truceline.Journal;
using NodaTime;

namespace Truceline.App.Tests.Pages;

public sealed class JournalPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> Page(TestSite site, string path = "/journal") => WebUtility.HtmlDecode(await site.Page(path));

    [Fact]
    public async Task It_says_what_the_journal_holds_what_is_signed_and_how_others_check_it()
    {
        await using var site = await TestSite.Start();
        site.ImportLine("Another", SiteTests.Line("9"));
        site.ImportLine("Another", SiteTests.Line("9", "other words"));
        await SiteTests.Until(() => Task.FromResult(site.Room.Entries == 40));
        var page = await Page(site);
        Assert.Contains("40 entries, all of them under a signed head, which no witness has cosigned.", page, StringComparison.Ordinal);
        Assert.Matches("corrections</th><td class=\"number\">[1-9]", page);
        Assert.Contains(SigningKey.Verifier(site.Journal)!.ToString(), page, StringComparison.Ordinal);
        Assert.Contains(ProofTrust.Fingerprint(SigningKey.Verifier(site.Journal)!), page, StringComparison.Ordinal);
        Assert.Contains("truceline verify ADDRESS --key verifier.key --against FILE", page, StringComparison.Ordinal);
        Assert.Contains("That what was reported is true.", page, StringComparison.Ordinal);
        Assert.Contains("entry 40 · checkpoint 40 · unwitnessed", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_entries_it_says_so()
    {
        await using var site = await TestSite.Start(filled: false);
        Assert.Contains("0 entries, under no signed head yet.", await Page(site), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cosignature_counts_where_the_policy_names_its_witness()
    {
        await using var site = await TestSite.Start();
        var witness = NoteSigner.Of("north.example/w", SignatureType.Cosignature, new byte[32]);
        SignedNote note;
        using (var journal = JournalFolder.OpenOrCreate(site.Journal)) note = journal.Cosign(38, [witness.Sign(journal.LastCheckpoint()!.Text, Instant.FromUtc(2026, 1, 2, 3, 4))]);
        Assert.Contains("cosigned as <bdi class=\"foreign\">north.example/w</bdi>, not checked: no policy here names it", await Page(site), StringComparison.Ordinal);

        var key = SigningKey.Verifier(site.Journal)!;
        var kyiv = DateTimeZoneProviders.Tzdb["Europe/Kyiv"];
        string Said(string policy) => HeadOfJournal.Of(4812, note, TlogPolicy.Parse(policy), key).Words(kyiv);
        Assert.Equal("entry 4,812 · checkpoint 38 · witnessed by north, 2 Jan 05:04", Said($"log {key}\nwitness north {witness.Key}\nquorum north\n"));
        var other = NoteSigner.Of("south.example/w", SignatureType.Cosignature, Enumerable.Repeat((byte)1, 32).ToArray());
        Assert.Equal("entry 4,812 · checkpoint 38 · unwitnessed", Said($"log {key}\nwitness north {witness.Key}\nwitness south {other.Key}\ngroup both all north south\nquorum both\n"));
        Assert.Equal("entry 4,812 · checkpoint 38 · unwitnessed", Said($"log {key}\nwitness south {other.Key}\nquorum none\n"));
    }

    [Fact]
    public async Task A_report_of_the_form_is_answered_with_its_receipt_which_can_be_kept()
    {
        await using var site = await TestSite.Start();
        var fields = await site.Form();
        foreach (var (field, words) in new[] { ("source", "A patrol"), ("from", "2015-02-16T14:10"), ("to", "2015-02-16T14:40"), ("zone", "Europe/Kyiv"), ("place", "3 km SE of Zolote"), ("means", "heard"), ("exercise", "yes") }) fields[field] = words;
        var answer = await site.Post(fields);
        var receipt = SignedNote.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Single(receipt.VerifiedBy([SigningKey.Verifier(site.Journal)!]));
        var page = await Page(site, answer.Headers.Location!.OriginalString);
        Assert.Contains(receipt.ToString(), page, StringComparison.Ordinal);
        var kept = await site.Get("/journal/receipt/39");
        Assert.Equal(("attachment", "entry-39.receipt"), (kept.Content.Headers.ContentDisposition!.DispositionType, kept.Content.Headers.ContentDisposition.FileName));
        Assert.Equal(receipt, SignedNote.Parse(await kept.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Get("/journal/receipt/40")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Get("/journal/receipt/0")).StatusCode);
    }
}
