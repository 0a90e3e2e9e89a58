using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Truceline.Journal;

namespace Truceline.Picture;

/// <summary>What the entries of a bulletin and of its publication have in common, being written and read.</summary>
internal static class PublicationBody
{
    private const string Mark = "exercise, synthetic";
    private const string Edition = "internal";

    public static void Write(Utf8JsonWriter json, string agreement, ImmutableArray<AgreementText> files, LocalDate day, long atEntry, bool exercise, string rules, Instant recorded, string? by)
    {
        json.WriteString("agreement", agreement);
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("sha256", file.Digest.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("day", LocalDatePattern.Iso.Format(day));
        json.WriteString("edition", Edition);
        json.WriteNumber("at-entry", atEntry);
        if (exercise) json.WriteString("exercise", Mark);
        json.WriteString("rules", rules);
        json.WriteString("recorded", EntryBody.Written(recorded));
        EntryBody.Write(json, "by", by);
    }

    public static ImmutableArray<AgreementText> Files(EntryBody body) =>
        [.. body.Objects("files").Select(file => Only(file, new AgreementText(file.RequiredText("name"), Hash(file, "sha256"))))];

    public static LocalDate Day(EntryBody body)
    {
        if (body.RequiredText("edition") != Edition) throw body.Broken("'edition' is not one that is known here");
        return LocalDatePattern.Iso.Parse(body.RequiredText("day")) is { Success: true, Value: var day } ? day : throw body.Broken("'day' is not a day like 2015-02-16");
    }

    public static bool Exercise(EntryBody body) =>
        body.Text("exercise") is { } mark && (mark == Mark ? true : throw body.Broken($"'exercise' is \"{Mark}\" or is left out"));

    public static Hash Hash(EntryBody body, string member) =>
        Journal.Hash.TryParse(body.RequiredText(member), out var hash) ? hash : throw body.Broken($"'{member}' is not 64 lower-case hexadecimal digits");

    /// <summary>What was read of an object, which has no further member.</summary>
    public static T Only<T>(EntryBody json, T read)
    {
        json.Close();
        return read;
    }
}
