using System.CommandLine;
using Truceline.App.Pages;
using Truceline.App.Terminal;
using Truceline.Picture;

namespace Truceline.App.Commands;

/// <summary><c>truceline bulletin</c>: what is said of one day, to be read, printed, and read by a machine.</summary>
internal static class BulletinCommand
{
    public static Command Create()
    {
        var record = new RecordOptions();
        var day = new Option<string>("--day") { Description = "The local day of the agreement's clock, such as 2025-09-06.", Required = true, HelpName = "D" };
        var folder = new Option<string>("--out") { Description = "The folder for the two files; it is made when missing.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var json = new Option<bool>("--json") { Description = "Print the bulletin as JSON and write no file." };
        var command = new Command("bulletin", """
            Writes the bulletin of a day, internal edition: bulletin-AGREEMENT-DAY.html, which prints on A4 and asks for nothing
            from anywhere, and the same as .json. Each sentence names the entries on which it rests.

            Example:
              truceline bulletin --journal mission --agreement examples/minsk-2/minsk-2.truce.yaml --day 2015-02-16 --out bulletins
            """)
        { day, folder, json };
        record.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var date = BulletinPage.Read(parsed.GetValue(day)!);
            var into = parsed.GetValue(folder)!;
            if (string.IsNullOrWhiteSpace(into) || File.Exists(into)) throw new UsageException($"--out '{into}' is no folder: name one, it is made when missing.");
            var (log, assessment) = record.Read(parsed);
            var bulletin = Bulletin.Of(Daybook.Of(log, assessment), date);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteUtf8(BulletinJson.Write(bulletin));
                return ExitStatus.Done;
            }
            Directory.CreateDirectory(into);
            var name = Path.Combine(into, $"bulletin-{bulletin.Agreement.Id}-{NodaTime.Text.LocalDatePattern.Iso.Format(date)}");
            await File.WriteAllBytesAsync($"{name}.html", await BulletinFile.Write(bulletin), cancel);
            await File.WriteAllBytesAsync($"{name}.json", [.. BulletinJson.Write(bulletin), (byte)'\n'], cancel);
            if (bulletin.Exercise) output.WriteLine("exercise, synthetic · these reports are made up");
            output.WriteLine($"wrote {Screen.Plain(name)}.html and {Screen.Plain(name)}.json");
            return ExitStatus.Done;
        });
        return command;
    }
}
