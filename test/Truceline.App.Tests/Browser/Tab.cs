using System.Text.Json;
using System.Text.Json.Nodes;

namespace Truceline.App.Tests.Browser;

/// <summary>A tab of the browser on one site.</summary>
internal sealed class Tab(Browser browser, string id, string origin)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Its name at the driver.</summary>
    public string Id => id;

    /// <summary>Goes to an address of the site and answers the status.</summary>
    public async Task<int> Go(string path) => (int)(await Ask("go", ("url", origin + path)))!;

    /// <summary>Loads the page again.</summary>
    public async Task<int> Reload() => (int)(await Ask("reload"))!;

    /// <summary>Presses keys, one after the other: "g", "Tab", "Control+Enter".</summary>
    public Task Press(params string[] keys) => Ask("press", ("keys", new JsonArray([.. keys.Select(key => (JsonNode)key)])));

    /// <summary>Replaces what a field holds.</summary>
    public Task Fill(string at, string text) => Ask("fill", ("at", at), ("text", text));

    /// <summary>Replaces what several fields hold, past what the browser itself would let one type.</summary>
    public Task FillIn(params (string Field, string Text)[] texts) => Ask("fillIn", ("texts", new JsonObject(texts.Select(one => KeyValuePair.Create(one.Field, (JsonNode?)one.Text)))));

    /// <summary>Chooses a file in a field.</summary>
    public Task Choose(string at, string file) => Ask("choose", ("at", at), ("file", file));

    /// <summary>Drops a file on the page.</summary>
    public Task Drop(string name, string text) => Ask("drop", ("name", name), ("text", text));

    /// <summary>Clicks, and waits for the page that follows.</summary>
    public Task Click(string at) => Ask("click", ("at", at));

    /// <summary>Clicks twice, as fast as a nervous hand.</summary>
    public Task DoubleClick(string at) => Ask("doubleClick", ("at", at));

    /// <summary>The width of the window in pixels.</summary>
    public Task Resize(int width) => Ask("resize", ("width", width));

    /// <summary>How the reader's system is set: light or dark; screen or print.</summary>
    public Task Media(string theme = "light", string media = "screen") => Ask("media", ("theme", theme), ("media", media));

    /// <summary>Cuts the connection, or restores it.</summary>
    public Task Offline(bool on) => Ask("offline", ("on", on));

    /// <summary>What an expression of JavaScript says in the page.</summary>
    public async Task<T> Say<T>(string expression) => (await Ask("ask", ("expression", expression))).Deserialize<T>(Web)!;

    /// <summary>Waits until an expression holds in the page.</summary>
    public Task Until(string expression, int milliseconds = 15_000) => Ask("until", ("expression", expression), ("ms", milliseconds));

    /// <summary>What is so about the page.</summary>
    public async Task<Facts> Facts() => (await Ask("facts")).Deserialize<Facts>(Web)!;

    /// <summary>What gets the focus as one tabs through the page, up to a number.</summary>
    public async Task<Focused[]> FocusOrder(int most) => (await Ask("focusOrder", ("most", most))).Deserialize<Focused[]>(Web)!;

    /// <summary>In how many colours an element is drawn, to tell a drawing from an empty space.</summary>
    public async Task<int> Colours(string at) => (int)(await Ask("colours", ("at", at)))!;

    /// <summary>Writes a picture of the whole page to TestResults, for people to look at, where they ask for it: a hundred of them take minutes.</summary>
    public Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("TRUCELINE_PICTURES") != "1") return Task.CompletedTask;
        var folder = Directory.CreateDirectory(Path.Combine(Needs.Root, "TestResults", "pages")).FullName;
        return Ask("picture", ("path", Path.Combine(folder, name + ".png")));
    }

    /// <summary>What went wrong since it was last asked for.</summary>
    public async Task<string[]> Complaints() => (await Ask("complaints")).Deserialize<string[]>()!;

    private Task<JsonNode?> Ask(string verb, params (string Name, JsonNode? Value)[] with)
    {
        var request = new JsonObject { ["tab"] = id };
        foreach (var (name, value) in with) request[name] = value;
        return browser.Ask(verb, request);
    }

    /// <summary>Closes the tab.</summary>
    public Task Close() => Ask("close");
}

/// <summary>What is so about a page; see <c>web/e2e/facts.mjs</c>. Most lists are of what is wrong.</summary>
/// <param name="Title">The title of the document.</param>
/// <param name="Language">Its language.</param>
/// <param name="Heads">The texts of its headings of the first level.</param>
/// <param name="Mains">How many main landmarks there are.</param>
/// <param name="Navigations">How many navigations are shown.</param>
/// <param name="UnnamedNavigations">Navigations without a name where there are several.</param>
/// <param name="Overflow">By how many pixels it is wider than the window.</param>
/// <param name="Wide">What makes it so.</param>
/// <param name="Askew">Tables whose heads do not stand over their columns.</param>
/// <param name="Broken">Ordinary words that a cell breaks into two lines.</param>
/// <param name="Cut">Captions that one reads by scrolling alone.</param>
/// <param name="Faint">Text with too little contrast, with its ratio.</param>
/// <param name="Unlabelled">Fields without a label.</param>
/// <param name="Unnamed">Links and buttons without a name.</param>
/// <param name="Doubled">Ids that stand more than once.</param>
/// <param name="Skipped">Headings that leave out a level.</param>
/// <param name="Untitled">Pictures without words.</param>
/// <param name="Schemes">Schemes of links other than the web's.</param>
/// <param name="Handlers">Elements that carry code in an attribute.</param>
/// <param name="Links">The links that stay in the site.</param>
/// <param name="Text">What stands in its main part.</param>
internal sealed record Facts(string Title, string Language, string[] Heads, int Mains, int Navigations, string[] UnnamedNavigations, double Overflow, string[] Wide, string[] Askew, string[] Broken, string[] Cut, string[] Faint,
    string[] Unlabelled, string[] Unnamed, string[] Doubled, string[] Skipped, string[] Untitled, string[] Schemes, string[] Handlers, string[] Links, string Text)
{
    /// <summary>Whatever is wrong with it, in words that name the place.</summary>
    public IEnumerable<string> Faults()
    {
        if (Language.Length == 0) yield return "the page does not say its language";
        if (Heads.Length != 1) yield return $"{Heads.Length} headings of the first level: {string.Join(" | ", Heads)}";
        if (Mains != 1) yield return $"{Mains} main landmarks";
        if (Overflow > 0) yield return FormattableString.Invariant($"{Overflow} pixels wider than the window: {string.Join(", ", Wide)}");
        foreach (var (fault, places) in new[]
        {
            ("navigation without a name", UnnamedNavigations), ("heads beside their columns", Askew), ("word broken in a cell", Broken), ("caption cut off", Cut), ("too little contrast", Faint), ("field without a label", Unlabelled), ("link or button without a name", Unnamed),
            ("id twice", Doubled), ("level of headings left out", Skipped), ("picture without words", Untitled), ("link that is no address", Schemes), ("code in an attribute", Handlers),
        })
            foreach (var place in places) yield return $"{fault}: {place}";
    }
}

/// <summary>An element that got the focus.</summary>
/// <param name="What">The element, with the beginning of its text.</param>
/// <param name="Visible">Whether one sees where the focus is.</param>
internal sealed record Focused(string What, bool Visible);
