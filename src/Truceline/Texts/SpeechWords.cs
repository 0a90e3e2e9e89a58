using System.Collections.Frozen;

namespace Truceline.Texts;

/// <summary>What a verb of saying does by itself; null: it only says.</summary>
/// <param name="Lemma">Its first form.</param>
/// <param name="Act">What it does.</param>
/// <param name="Noun">Whether this form is a noun as well ("offers").</param>
internal sealed record SpeechVerb(string Lemma, StatementAct? Act, bool Noun);

/// <summary>The English words by which texts report that somebody spoke.</summary>
internal static class SpeechWords
{
    // Regular verbs by their first form; irregular ones with all forms after a slash. An asterisk: its present forms are nouns as well.
    private static readonly (StatementAct? Act, string Verbs)[] Lists =
    [
        (null, "say/says/said tell/tells/told add note* write/writes/wrote ask answer* reply* respond stress* state* explain announce continue repeat* observe comment* post* conclude recall* remark* remember* declare mention* indicate signal* hint* suggest reiterate insist maintain argue point* emphasise emphasize underline quip joke* quote* whisper reveal disclose relate testify report* inform recommend advise stipulate proclaim profess clarify allude outline retort muse confide notify tweet* joke speak/speaks/spoke/spoken talk* let/lets make/makes/made give/gives/gave/given wonder* ask* concur specify spell/spells/spelt go/goes/went"),
        (StatementAct.Claim, "claim* protest* object* counter* accuse deny allege count* complain blame* acknowledge admit confirm estimate* contend charge* assert concede dispute* recount put/puts"),
        (StatementAct.Assurance, "assure reassure vouch guarantee*"),
        (StatementAct.Pledge, "promise* pledge* vow* undertake/undertakes/undertook/undertaken commit/commits/committed swear/swears/swore"),
        (StatementAct.Offer, "offer* propose invite* volunteer* renew float*"),
        (StatementAct.Demand, "demand* urge* call* want* request* expect appeal* seek/seeks/sought remind need* implore plead press/presses/pressed push/pushes/pushed beg/begs/begged instruct beseech"),
        (StatementAct.Refusal, "reject refuse* oppose rebuff rule* turn* exclude resist laugh* spurn rebut snub* baulk balk"),
        (StatementAct.Acceptance, "accept agree consent* approve endorse second/seconds/seconded"),
        (StatementAct.Threat, "warn threaten caution* reserve*"),
        (StatementAct.Evaluation, "describe hail* praise* criticise criticize condemn thank welcome* regard* consider think/thinks/thought believe doubt* dismiss fear* predict hope* hold/holds/held deplore mock deride lament ridicule decry denounce applaud laud rate* cast/casts brand label* characterise characterize portray depict present/presents/presented liken brush/brushes/brushed wave/waves/waved shrug/shrugs/shrugged play/plays/played bemoan castigate lambast slam/slams/slammed rebuke* chide commend congratulate salute anticipate foresee/foresees/foresaw scoff sneer regret* judge*"),
        (StatementAct.Intention, "plan* intend aim*"),
        (StatementAct.NonDisclosure, "decline*"),
    ];

    private static readonly FrozenDictionary<string, SpeechVerb> Verbs = Forms();

    /// <summary>Who speaks, where no name stands: offices and bodies that any text may have.</summary>
    public static readonly FrozenSet<string> People = Set(
        "official officials diplomat diplomats source sources resident residents witness witnesses analyst analysts expert experts observer observers deputy deputies minister ministers adviser advisers aide aides officer officers soldier "
        + "soldiers teacher schoolteacher doctor farmer farmers commander commanders leader leaders negotiator negotiators mediator mediators ministry ministries government governments army navy office embassy delegation team panel court council committee "
        + "parliament police agency society association associations side rebels movement brigade man woman person guard fighter president premier chancellor king queen prince spokesman spokeswoman spokesperson spokespeople envoy ambassador "
        + "general colonel captain sergeant private mayor governor senator bishop bishops chairman chairwoman chair director secretary judge lawyer counterpart correspondent palace authorities administration command headquarters company union mission "
        + "delegate delegates member members insider insiders reporter historian professor researcher chief head broker mayor refugees mother father driver villagers volunteers ally allies corporal commodore lieutenant major admiral justice kremlin downing "
        + "families relatives parents lawmaker lawmakers activist activists prosecutor prosecutors campaigner campaigners survivor survivors medics doctors drivers fishermen priest imam nurse engineer engineers analysts charity institute watchdog department "
        + "commissioner commissioners chiefs aides counsel candidate coordinator ombudsman ombudswoman registrar superintendent inspector inspectors trader traders shipowner shipowners broker brokers owner pilot pilots captain captains harbourmaster clerk deputy ministers foreman farmer editor columnist speaker veteran veterans consul attache legislator legislators delegates peacekeepers monitors committee cabinet presidency secretariat coastguard militia guerrillas insurgents junta bloc alliance coalition party chancellery neighbour neighbours shopkeeper baker wife husband widow student students pensioner pensioners merchant worker workers passenger passengers skipper skippers mechanic villager sister brother cousin colleague colleagues hospital hospitals spokespersons traders smuggler guide cook");

    /// <summary>Offices and bodies of several words.</summary>
    public static readonly string[] Offices =
    [
        "general staff", "chief of the general staff", "chief of staff", "vice president", "head of delegation", "head of mission", "secretary general", "press secretary", "armed forces", "opposition leader", "leader of the opposition",
        "member of parliament", "members of parliament", "foreign secretary", "defence secretary", "interior secretary", "home secretary", "chief negotiator", "special envoy", "security adviser", "army chief", "chief of the army", "commander in chief", "border guard", "coast guard",
        "press office", "press service", "human rights commissioner", "relief coordinator", "aid agency", "security council",
    ];

    /// <summary>Of what there are ministers and ministries: "the interior ministry", "deputy transport minister".</summary>
    public static readonly FrozenSet<string> Portfolios = Set("foreign defence defense interior transport energy justice finance health trade economy agriculture fisheries information education prime");

    /// <summary>Offices and bodies as they are written out, and in short: "minister of defence", "defence minister".</summary>
    public static readonly (string Written, string Role)[] WrittenOut =
    [
        .. Portfolios.SelectMany(of => (string[])["of", "for"], (of, word) => (of, word)).SelectMany(one => ((string, string)[])
        [
            ($"minister {one.word} {one.of}", $"{one.of} minister"), ($"ministry {one.word} {one.of}", $"{one.of} ministry"), ($"deputy minister {one.word} {one.of}", $"deputy {one.of} minister"),
        ]),
        .. ((string[])["foreign", "interior", "defence", "war"]).SelectMany(of => ((string, string)[])[($"{of} bureau", $"{of} ministry"), ($"{of} office", $"{of} ministry"), ($"{of} department", $"{of} ministry")]),
        ("minister of foreign affairs", "foreign minister"), ("minister for foreign affairs", "foreign minister"), ("ministry of foreign affairs", "foreign ministry"), ("ministry of internal affairs", "interior ministry"), ("minister of internal affairs", "interior minister"),
    ];

    /// <summary>Those whom texts leave unnamed on purpose.</summary>
    public static readonly FrozenSet<string> Unnamed = Set("official officials diplomat diplomats source sources adviser advisers aide aides officer officers insider insiders person negotiator envoy");

    /// <summary>Words before a name.</summary>
    public static readonly FrozenSet<string> Honorifics = Set("mr mrs ms miss dr sir lady lord prof professor");

    /// <summary>Ranks and offices that stand before a name as part of it where nothing else is known.</summary>
    public static readonly FrozenSet<string> Titles = Set("president premier chancellor captain commodore general colonel lieutenant major admiral sergeant private corporal ambassador justice comandante minister senator king queen prince bishop judge mayor governor deputy secretary envoy prime foreign defence defense interior vice brigadier marshal commander sheikh emir sultan archbishop cardinal commissioner inspector superintendent rear wing councillor spokesman spokeswoman spokesperson chairman chairwoman ombudsman ombudswoman");

    public static readonly FrozenSet<string> Particles = Set("al el de del da di van von der den bin ibn la le du dos");

    /// <summary>May stand between who speaks and the verb.</summary>
    public static readonly FrozenSet<string> Adverbs = Set(
        "has have had is was were be been also later again then now still already not never always often only just however therefore once twice yesterday today publicly privately formally repeatedly on in at monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night for its his "
        + "her their part would will did does do long since afterwards earlier meanwhile further so far as too nevertheless both all the same day this week last and to within hour there here");

    /// <summary>How a sentence about people who were spoken of before may begin.</summary>
    public static readonly FrozenSet<string> Some = Set("one two three four both some several others another neither many most few");

    public static readonly FrozenSet<string> Be = Set("is are was were be been being am");

    public static readonly FrozenSet<string> Relative = Set("who whom whose which where");

    public static readonly FrozenSet<string> Modals = Set("will would shall should must may might can could won wouldn shan shouldn cannot");

    /// <summary>Words that begin a condition, whatever is said.</summary>
    public static readonly string[] Conditions =
    [
        "provided that", "provided", "on condition that", "on the understanding that", "conditional on", "in return for", "in exchange for", "so long as", "as long as", "as soon as", "only if", "only when", "only after", "only once", "not before", "not until", "unless", "if",
    ];

    /// <summary>Words that begin a condition of what somebody will do or not do; of what is so, they only tell when.</summary>
    public static readonly string[] ConditionsOfDeeds = ["once", "until", "before", "when", "after", "within", "without that", "without"];

    /// <summary>Verbs that stand before who speaks: "…, warned the minister".</summary>
    private static readonly FrozenSet<string> Inverting = Set("say add ask reply reveal announce write insist stress explain warn answer promise continue conclude declare claim argue admit remark observe note report respond retort quip comment state recall repeat assert concede complain counter maintain suggest vow pledge lament predict scoff whisper inform caution protest joke");

    /// <summary>Whether a word may report what stands before it, and who said it may follow.</summary>
    public static bool Inverts(string folded) => Verb(folded) is { Lemma: var lemma } && lemma != folded && Inverting.Contains(lemma);

    public static SpeechVerb? Verb(string folded) => Verbs.GetValueOrDefault(folded);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, SpeechVerb> Forms()
    {
        var forms = new Dictionary<string, SpeechVerb>(StringComparer.Ordinal);
        foreach (var (act, verbs) in Lists)
            foreach (var written in verbs.Split(' '))
            {
                var all = written.TrimEnd('*').Split('/');
                var (lemma, noun) = (all[0], written.EndsWith('*'));
                forms.TryAdd(lemma, new(lemma, act, true));
                forms.TryAdd(all.Length > 1 ? all[1] : lemma.EndsWith('y') && !"aeou".Contains(lemma[^2], StringComparison.Ordinal) ? lemma[..^1] + "ies" : lemma.EndsWith('s') || lemma.EndsWith("ch", StringComparison.Ordinal) ? lemma + "es" : lemma + "s", new(lemma, act, noun));
                if (all.Length > 1) foreach (var form in all[2..]) forms.TryAdd(form, new(lemma, act, false));
                else forms.TryAdd(lemma.EndsWith('e') ? lemma + "d" : lemma.EndsWith('y') && !"aeou".Contains(lemma[^2], StringComparison.Ordinal) ? lemma[..^1] + "ied" : lemma is "plan" ? "planned" : lemma is "quip" ? "quipped" : lemma + "ed", new(lemma, act, false));
            }
        forms.TryAdd("signalled", new("signal", null, false));
        return forms.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
