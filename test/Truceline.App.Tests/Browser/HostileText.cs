using System.Text.Json;

namespace Truceline.App.Tests.Browser;

/// <summary>Text that wants to be more than text.</summary>
internal static class HostileText
{
    /// <summary>Some of our own, for where all would take too long.</summary>
    public static readonly string[] Wicked =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "'-alert(1)-'", "{{7*7}}${7*7}", "</title><svg/onload=alert(1)>", "\u202Egnp.exe\u2066x", "%00%0d%0aSet-Cookie:x=1",
        "../../../etc/passwd", new string('W', 600), string.Concat(Enumerable.Repeat("Z͑ͫ̓̆ͧ̍a̴̧̖l̯̦͜g̶o ", 20)), "مرحبا בְּרֵאשִׁית 𝕳𝖊𝖑𝖑𝖔 👩‍👩‍👧‍👦",
    ];

    /// <summary>The naughty strings, the hostile text beside the repository, and our own.</summary>
    public static string[] All()
    {
        var naughty = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Needs.SharedData("bad-input", "naughty-strings", "blns.json")))!;
        var own = Directory.GetFiles(Needs.SharedData("bad-input", "own", "text"), "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines);
        return [.. naughty.Concat(own).Concat(Wicked).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
    }
}
