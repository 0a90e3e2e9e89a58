using System.CommandLine;
using System.Security.Cryptography;
using Truceline.Agreements.Sentences;
using Truceline.App.Pages;
using Truceline.App.Pages.AgreementParts;
using Truceline.App.Terminal;

namespace Truceline.App.Commands;

/// <summary><c>truceline agreement read</c>: each clause as a sentence beside its article, to be signed off by people.</summary>
internal static class AgreementReadCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("agreement") { Description = "A truce file, such as minsk-2.truce.yaml." };
        var language = new Option<string>("--lang") { Description = "The language of the sentences: en or uk.", DefaultValueFactory = _ => "en", HelpName = "LANG" };
        language.AcceptOnlyFromAmong([.. Enum.GetValues<RenderingLanguage>().Select(Rendering.CodeOf)]);
        var html = new Option<string?>("--html") { Description = "Write it as an HTML file instead, which prints on A4 with lines to sign and the SHA-256 of the files it was made from.", HelpName = "OUT" };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command("read", """
            Reads an agreement out: each clause as a plain sentence beside its article, with what is assumed and how it is seen,
            and then everything else that stands in the file. This is what people read and sign off.

            Example:
              truceline agreement read examples/minsk-2/minsk-2.truce.yaml --lang uk --html minsk-2.uk.html
            """) { file, language, html, json };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(html) is not null) parsed.AddError("--json and --html exclude each other.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            var files = new List<(string Name, string Hash)>();
            var agreement = AgreementFile.Open(parsed.GetRequiredValue(file), parsed.InvocationConfiguration.Error, (name, bytes) => files.Add((name, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)))));
            var rendering = Rendering.Of(agreement, Rendering.Parse(parsed.GetRequiredValue(language))!.Value);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(html) is { } path)
            {
                await HtmlFile.Save(path, RenderingFile.Generator, await RenderingFile.Write(rendering, agreement.Source.Language, [.. files.Take(1), .. files.Skip(1).Distinct().OrderBy(one => one.Name, StringComparer.Ordinal)]), cancel);
                output.WriteLine($"wrote {Screen.Plain(path)}");
            }
            else if (parsed.GetValue(json)) output.WriteUtf8(RenderingJson.Write(rendering));
            else RenderingText.Write(output, rendering);
            return ExitStatus.Done;
        });
        return command;
    }
}
