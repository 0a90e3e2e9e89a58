using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

public sealed class WatchCommandTests(ExampleJournal example) : IClassFixture<ExampleJournal>
{
    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), output.ToString(), error.ToString());
    }

    private string[] Lines(params string[] options)
    {
        var (status, output, error) = Run(["watch", .. example.Record, "--once", .. options]);
        Assert.Equal((ExitStatus.Done, ""), (status, error));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void The_changes_from_the_first_entry_on_lead_to_what_is_found()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines("--json"))
        {
            var change = JsonDocument.Parse(line).RootElement;
            Assert.True(change.GetProperty("exercise").GetBoolean());
            var (id, to) = (change.GetProperty("id").GetString()!, change.GetProperty("to").GetString());
            Assert.Equal(found.GetValueOrDefault(id), change.GetProperty("from").GetString());
            Assert.Equal(change.GetProperty("at-entry").GetInt64(), Assert.Single(change.GetProperty("because").EnumerateArray()).GetInt64());
            if (to is null) found.Remove(id);
            else found[id] = to;
        }
        var assessed = JsonDocument.Parse(Run(["assess", .. example.Record, "--json"]).Output).RootElement.GetProperty("findings").EnumerateArray().ToDictionary(
            finding => finding.GetProperty("id").GetString()!,
            finding => finding.GetProperty("outcome").GetString() + (finding.TryGetProperty("standing", out var standing) ? $", {standing.GetString()}" : ""), StringComparer.Ordinal);
        Assert.NotEmpty(assessed);
        Assert.Equal(assessed.OrderBy(one => one.Key, StringComparer.Ordinal), found.OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void From_an_entry_on_only_its_changes_and_later_ones_are_told()
    {
        var (all, later) = (Lines(), Lines("--from", "20"));
        Assert.Equal(["exercise, synthetic · these reports are made up"], later[..1]);
        Assert.Equal(later[0], all[0]);
        Assert.DoesNotContain(all[0], all[1..]);
        Assert.InRange(later.Length, 2, all.Length - 1);
        Assert.Equal(all[^(later.Length - 1)..], later[1..]);
        Assert.StartsWith("finding changed (from ", all[1], StringComparison.Ordinal);
        Assert.Contains("at entry 1): ", all[1], StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_line_ids_are_their_first_letters_and_in_json_they_are_whole()
    {
        Assert.Contains(Lines(), line => Regex.IsMatch(line, ", incident [a-z2-7]{8}, [a-z2-7]{8}$"));
        Assert.DoesNotContain(Lines(), line => Regex.IsMatch(line, "[a-z2-7]{9,}$") || line.Contains("incident", StringComparison.Ordinal) && !Regex.IsMatch(line, "incident [a-z2-7]{8},"));
        Assert.Contains(Lines("--json"), line => Regex.IsMatch(line, "\"occasion\":\"incident [a-z2-7]{26}\""));
    }

    [Theory]
    [InlineData("INT"), InlineData("TERM")]
    public async Task Who_follows_is_told_as_entries_come_and_ends_when_asked(string signal)
    {
        using var folder = new TemporaryFolder();
        Bring(folder, 1);
        using var watch = Follow(folder["journal"], "--from", "1");
        try
        {
            // The first entry was there; the second comes from another process, this one, while it waits.
            Assert.StartsWith("exercise, synthetic", await Line(watch), StringComparison.Ordinal);
            await Until(watch, "at entry 1): ");
            Bring(folder, 2);
            await Until(watch, "at entry 2): ");
            using (var kill = Process.Start("kill", ["-s", signal, watch.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            await watch.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.Equal((ExitStatus.Done, ""), (watch.ExitCode, await watch.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
        }
        finally
        {
            if (!watch.HasExited) watch.Kill();
        }
    }

    [Fact]
    public async Task Who_follows_without_a_beginning_is_told_of_what_comes_in_alone()
    {
        using var folder = new TemporaryFolder();
        Bring(folder, 1);
        using var watch = Follow(folder["journal"]);
        try
        {
            // Nobody outside sees when it looks first, so entries come until it tells of one.
            var first = Line(watch);
            for (var day = 2; !first.IsCompleted && day < 28; day++)
            {
                await Task.WhenAny(first, Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));
                Bring(folder, day);
            }
            Assert.StartsWith("exercise, synthetic", await first, StringComparison.Ordinal);
            Assert.DoesNotContain("at entry 1): ", await Line(watch), StringComparison.Ordinal);
        }
        finally
        {
            watch.Kill();
        }
    }

    [Fact]
    public async Task Who_follows_a_journal_in_whose_place_a_shorter_one_is_put_is_told_so_and_it_ends()
    {
        using TemporaryFolder folder = new(), other = new();
        foreach (var day in (int[])[1, 2, 3]) Bring(folder, day);
        Bring(other, 1);
        // Through a link, so that one or the other is always there.
        Directory.CreateSymbolicLink(folder["watched"], folder["journal"]);
        Directory.CreateSymbolicLink(folder["next"], other["journal"]);
        using var watch = Follow(folder["watched"], "--from", "1");
        try
        {
            await Until(watch, "at entry 3): ");
            using (var move = Process.Start("mv", ["-T", folder["next"], folder["watched"]])) await move.WaitForExitAsync(TestContext.Current.CancellationToken);
            await watch.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.Equal(ExitStatus.WorldFailed, watch.ExitCode);
            Assert.Contains("has fewer entries than before: another was put in its place.", await watch.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            if (!watch.HasExited) watch.Kill();
        }
    }

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static Process Follow(string journal, params string[] options)
    {
        // A shell that runs these tests in the background has what it starts ignore SIGINT, which a child takes over; GNU's env gives it back.
        string[] command = ["dotnet", typeof(Cli).Assembly.Location, "watch", "--journal", journal, "--agreement", ExampleJournal.Agreement, .. options];
        var start = OperatingSystem.IsLinux() ? new ProcessStartInfo("env", ["--default-signal=INT", .. command]) : new ProcessStartInfo(command[0], command[1..]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        return Process.Start(start)!;
    }

    private static void Bring(TemporaryFolder folder, int day) => Assert.Equal(ExitStatus.Done, Imported(folder, $$$"""{"own-id":"fire-{{{day}}}","exercise":true,"observation":{"occurred":"2015-03-{{{day:00}}}T10:00:00+02:00","where":{"at":{"lat":48.3,"lon":38.4},"within-m":50},"means":"seen","act":"fire","phase":"impact","by":[{"actor":"Ukraine","basis":"seen"}]}}"""));

    private static int Imported(TemporaryFolder folder, string line)
    {
        File.WriteAllText(folder["line.jsonl"], line + "\n");
        return Run("import", "--journal", folder["journal"], "--format", "jsonl", "--source", "OSCE SMM", folder["line.jsonl"]).Status;
    }

    private static async Task<string> Line(Process process) =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));

    private static async Task Until(Process process, string words)
    {
        while (!(await Line(process)).Contains(words, StringComparison.Ordinal)) { }
    }

    [Theory]
    [InlineData("0", "is no entry")]
    [InlineData("9999", "lies beyond the journal")]
    public void An_entry_that_is_not_there_is_wrong_use(string from, string says)
    {
        var (status, _, error) = Run(["watch", .. example.Record, "--once", "--from", from]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_under_other_zones_and_languages_print_the_same_bytes()
    {
        var (one, two) = (example.Printed("watch", "--once", "Asia/Kathmandu", "tr_TR.UTF-8"), example.Printed("watch", "--once", "America/St_Johns", "C"));
        Assert.True(one.Length > 1_000);
        Assert.Equal(one, two);
    }
}
