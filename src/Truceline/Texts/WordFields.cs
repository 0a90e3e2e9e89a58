namespace Truceline.Texts;

/// <summary>
/// English words that go together in news of ceasefires. An issue whose name or cues have a word of the first part of a field is spoken of by the words of the
/// second, though less surely than by a cue that the operator gives.
/// </summary>
internal static class WordFields
{
    /// <summary>The fields: by what an issue is known, and what is said of it.</summary>
    public static readonly (string[] Known, string[] Said)[] All =
    [
        .. new (string, string)[]
        {
            ("ceasefire truce armistice", "shooting guns silent stop fighting war quiet calm barracks midnight columns offensive campaign fire"),
            ("prisoners hostages detainees captives", "captured camp guard jail prison handover freed bodies beaten doctors sick judge crimes detention servicemen cell relief captivity names held"),
            ("shipping vessels navigation", "boat ships vessel harbour port strait sea cargo barges trawlers ferry insurers premium fishers fish cable zone board boarded river locks channel grain search searched navy sail fined drill"),
            ("patrols", "distance miles apart ram navy radar vessels frigate warships arrangement noon"),
            ("monitoring observers monitors", "camera inspector admit barrier watch visits checkpoint transponder team register logs verify neutral"),
            ("violations breaches incidents", "shooting grenade explosions demolitions attacked fire fired blame misunderstanding drones column charges complaints confirmed struck shelling"),
            ("corridor evacuation crossing", "road bridge buses lorries convoy gate route passage children water gorge civilians foot"),
            ("force contingent deployment reassurance", "troops soldiers allies allied garrison send undertaking invasion plan ready participation contribution instructors airfields"),
            ("ground-troops infantry battalion", "rifle regiment trenches uniform company troops boots combat tanks"),
            ("territory districts land", "villages line occupied border ground advance kilometres ours sold soil town axis"),
            ("funding budget cost", "money million purse loss income compensation salary pays purse invoice price treasury"),
            ("mandate vote", "parliament text annex committee referendum article deputies petition paper copied rules force"),
            ("weapons disarmament", "arms container fighters camps key rockets guns ammunition heavy"),
            ("withdrawal", "heights rockets home range pull posts armour leave"),
            ("summit meeting", "invited invitation host table city capital palace format chairs counterpart attend presidents ferry talks participants"),
            ("contacts dialogue talks", "speak phone talk line openness met counterpart dinner call"),
            ("legitimacy recognition", "command bloc delegate stand behind name law rebel columns"),
            ("settlement peace", "agreement ratify signed document trade customs sign final letter"),
            ("guarantors guarantees", "security council voice alliance treaty rescue attacked paper neighbour"),
            ("targets", "soldiers danger attack shot lawful struck harm"),
            ("consent veto", "permission ask leave invitation government"),
            ("mines demining", "maps fields marked minefield detonate"),
            ("casualties killed", "dead died wounded bomb hit missing hospital"),
            ("air-support aircraft", "planes jets pilots squadron skies air"),
            ("hotline telephone", "phone radio ring answered line"),
            ("returns displaced refugees", "home children families houses village school"),
            ("amnesty pardon", "commanders trial court crimes autumn"),
            ("energy power", "strikes electricity station plants heating transformer refinery"),
            ("sequence order", "first opposite before"),
            ("arms-supply", "ammunition shells deliver delivery arms crates"),
            ("naval-support", "frigates ships fleet sail"),
        }.Select(one => (one.Item1.Split(' '), one.Item2.Split(' '))),
    ];
}
