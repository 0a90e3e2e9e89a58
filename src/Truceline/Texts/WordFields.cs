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
            ("ceasefire truce armistice cessation cease-fire hostilities", "shooting guns silent stop fighting war quiet calm barracks midnight columns offensive campaign fire"),
            ("prisoners hostages detainees captives pow captive hostage detainee prisoner swap release", "captured camp guard jail prison handover freed bodies beaten doctors sick judge crimes detention servicemen cell relief captivity names held"),
            ("shipping vessels navigation navigation maritime sea ships fishing grain port ports blockade", "boat ships vessel harbour port strait sea cargo barges trawlers ferry insurers premium fishers fish cable zone board boarded river locks channel grain search searched navy sail fined drill"),
            ("patrols", "distance miles apart ram navy radar vessels frigate warships arrangement noon"),
            ("monitoring observers monitors verification inspection inspections observation observer monitor mission", "camera inspector admit barrier watch visits checkpoint transponder team register logs verify neutral"),
            ("violations breaches incidents violation breach incident shelling attacks attack", "shooting grenade explosions demolitions attacked fire fired blame misunderstanding drones column charges complaints confirmed struck shelling"),
            ("corridor evacuation crossing humanitarian aid relief access convoy convoys road roads", "road bridge buses lorries convoy gate route passage children water gorge civilians foot"),
            ("force contingent deployment reassurance peacekeepers peacekeeping troops mission deploy", "troops soldiers allies allied garrison send undertaking invasion plan ready participation contribution instructors airfields"),
            ("ground-troops infantry battalion", "rifle regiment trenches uniform company troops boots combat tanks"),
            ("territory districts land border boundary demarcation frontier status sovereignty occupation enclave", "villages line occupied border ground advance kilometres ours sold soil town axis"),
            ("funding budget cost sanctions money finance compensation reparations payment aid-money debt economy", "money million purse loss income compensation salary pays purse invoice price treasury"),
            ("mandate vote referendum ratification constitution law legal", "parliament text annex committee referendum article deputies petition paper copied rules force"),
            ("weapons disarmament arms disarmament demilitarisation demobilisation artillery rockets missiles heavy-weapons", "arms container fighters camps key rockets guns ammunition heavy"),
            ("withdrawal pullback pull-back disengagement retreat redeployment", "heights rockets home range pull posts armour leave"),
            ("summit meeting talks negotiations negotiation conference meeting venue", "invited invitation host table city capital palace format chairs counterpart attend presidents ferry talks participants"),
            ("contacts dialogue talks dialogue communication channel", "speak phone talk line openness met counterpart dinner call"),
            ("legitimacy recognition recognition status representation representative leadership authority", "command bloc delegate stand behind name law rebel columns"),
            ("settlement peace peace agreement accord deal treaty", "agreement ratify signed document trade customs sign final letter"),
            ("guarantors guarantees guarantee guarantees security-guarantees assurances security", "security council voice alliance treaty rescue attacked paper neighbour"),
            ("targets", "soldiers danger attack shot lawful struck harm"),
            ("consent veto permission sovereignty", "permission ask leave invitation government"),
            ("mines demining mine demining clearance minefields", "maps fields marked minefield detonate"),
            ("casualties killed victims losses dead injured", "dead died wounded bomb hit missing hospital"),
            ("air-support aircraft airspace air no-fly flights drones", "planes jets pilots squadron skies air"),
            ("hotline telephone communications communication line", "phone radio ring answered line"),
            ("returns displaced refugees return refugees displaced displacement resettlement", "home children families houses village school"),
            ("amnesty pardon justice trials tribunal war-crimes prosecution accountability", "commanders trial court crimes autumn"),
            ("energy power gas pipeline electricity power-plant fuel oil transit infrastructure grid dam water", "strikes electricity station plants heating transformer refinery"),
            ("sequence order", "first opposite before"),
            ("arms-supply", "ammunition shells deliver delivery arms crates"),
            ("naval-support", "frigates ships fleet sail"),
            ("elections election vote voting ballot polls", "ballots voters candidates polling register turnout campaign observers count party parties"),
            ("cyber internet network hacking", "servers hackers websites passwords outage systems malware"),
            ("children education schools school", "teachers pupils classes lessons books classroom"),
            ("health hospital hospitals medical evacuation-of-wounded", "doctors nurses vaccine medicines patients surgeon clinic ambulance"),
            ("command chain-of-command control", "orders general headquarters commander officers obey"),
            ("foreign-fighters mercenaries volunteers militia militias", "fighters passports trainers camps irregulars armed"),
            ("trade customs tariffs markets", "goods lorries duty prices traders exports imports farmers"),
            ("timetable schedule deadline calendar timeline extension", "days weeks month deadline expire expires extend prolong renewed"),
            ("media journalists press propaganda", "reporters cameras broadcast newspaper footage video film"),
            ("missing persons graves bodies", "remains identify forensic relatives mothers buried exhumed"),
            ("language minority rights schools-language church", "mother tongue priests worship signs"),
            ("nuclear plant reactor", "reactor radiation inspectors fuel rods cooling"),
        }.Select(one => (one.Item1.Split(' '), one.Item2.Split(' '))),
    ];
}
