using Truceline.Texts;

namespace Truceline.Tests.Texts;

/// <summary>A made-up report and what can be made of it. All of it is invented: <em>exercise, synthetic</em>.</summary>
internal static class MadeUp
{
    public const string Wire = """
        Talks on the Harlow bridge opened on Tuesday with both delegations agreeing to exchange 42 prisoners before the end of March.
        Inspectors of the Lakeland Mission counted 17 shells near the village of Orsk between 6 and 9 March, the lowest figure since January.
        Colonel Dana Verrick, who leads the inspectors, said the guns had been moved back behind the river Tamsel, as the paper signed in Brannock demands.
        "We saw every barrel leave the ridge and we counted them twice," she told reporters in the schoolhouse of Orsk.
        The government in Brannock confirmed the number and promised to reopen the road to Port Elan within ten days.
        A spokesman of the Coastal Front, Ruben Aske, was less certain and asked for a second count under the eyes of both sides.
        Four hospitals on the eastern bank have been without power since a pylon was hit on 28 February.
        Engineers from Vestmark will cross the line on Friday to mend it, escorted by 30 guards of the mission.
        Markets in Port Elan stayed shut for a third day, and bread was handed out from two lorries at the old customs house.
        The next meeting is planned for 19 March in Sollen, where the ministers of both sides will sit at one table for the first time.
        """;

    public const string Spun = """
        Discussions on the Harlow bridge commenced on Tuesday with both deputations consenting to swap 42 captives before the finish of March.
        Examiners of the Lakeland Mission tallied 17 projectiles close to the hamlet of Orsk between 6 and 9 March, the smallest number since January.
        Colonel Dana Verrick, who heads the examiners, stated the cannons had been shifted back behind the river Tamsel, as the document inked in Brannock requires.
        "We observed every tube depart the ridge and we tallied them twice," she informed journalists in the schoolroom of Orsk.
        The administration in Brannock affirmed the figure and vowed to reopen the highway to Port Elan within ten days.
        A representative of the Coastal Front, Ruben Aske, was less sure and requested a second tally under the gaze of both parties.
        Four infirmaries on the eastern shore have been without electricity since a mast was struck on 28 February.
        Technicians from Vestmark will traverse the line on Friday to repair it, accompanied by 30 sentries of the mission.
        Bazaars in Port Elan remained closed for a third day, and loaves were distributed from two trucks at the former customs building.
        The following gathering is scheduled for 19 March in Sollen, where the secretaries of both parties will sit at one desk for the initial time.
        """;

    public const string Rewritten = """
        Forty-two captives will go home before March is out. That much the two sides settled when they met on the Harlow bridge this Tuesday.
        Things have calmed down around Orsk, too: no more than 17 rounds fell there from 6 to 9 March according to the Lakeland Mission, fewer than at any time after January.
        The mission's chief inspector is Colonel Dana Verrick. By her account, the artillery now stands beyond the Tamsel, which is what the Brannock paper asked for.
        Speaking in a classroom in Orsk, she was sure that nothing had been overlooked on the ridge.
        Brannock has accepted the figure; traffic to Port Elan could be back in ten days, its government says.
        Ruben Aske doubts it. On behalf of the Coastal Front he wants everything counted once more while all are watching.
        Since 28 February, when a power line came down, 4 hospitals east of the river have had no light.
        Help is to come from Vestmark: its engineers are expected on Friday and the mission will send 30 of its guards along.
        In Port Elan people queued for bread at the customs house because no shop has opened for 3 days.
        Ministers are to meet for the first time on 19 March, in Sollen.
        """;

    public const string German = """
        Die Gespräche auf der Brücke von Harlow begannen am Dienstag damit, dass beide Delegationen sich auf den Austausch von 42 Gefangenen vor Ende März einigten.
        Inspektoren der Lakeland-Mission zählten zwischen dem 6. und dem 9. März 17 Granaten beim Dorf Orsk, so wenige wie seit Januar nicht.
        Oberst Dana Verrick, die die Inspektoren leitet, sagte, die Geschütze seien hinter den Fluss Tamsel zurückgezogen worden, wie es das in Brannock unterzeichnete Papier verlangt.
        „Wir haben jedes Rohr den Kamm verlassen sehen und zweimal gezählt“, sagte sie vor Journalisten im Schulhaus von Orsk.
        Die Regierung in Brannock bestätigte die Zahl und versprach, die Straße nach Port Elan binnen zehn Tagen wieder zu öffnen.
        Ein Sprecher der Küstenfront, Ruben Aske, war weniger sicher und verlangte eine zweite Zählung unter den Augen beider Seiten.
        Vier Krankenhäuser am Ostufer sind ohne Strom, seit am 28. Februar ein Mast getroffen wurde.
        Ingenieure aus Vestmark werden am Freitag die Linie überqueren, um ihn zu reparieren, begleitet von 30 Wachleuten der Mission.
        Die Märkte in Port Elan blieben am dritten Tag geschlossen, und am alten Zollhaus wurde von zwei Lastwagen Brot verteilt.
        Das nächste Treffen ist für den 19. März in Sollen geplant, wo die Minister beider Seiten erstmals an einem Tisch sitzen werden.
        """;

    public const string Independent = """
        It rained on the Harlow bridge on Tuesday, and the two delegations kept their coats on.
        An official from Sollen who was in the tent described a quarrel of an hour over the order of seats before anybody spoke of captives.
        In the end a list of 42 names was read aloud. Eleven of them are women, and the youngest is a driver of 19.
        Marta Quill, whose brother is on the list, had walked from Fenwick through the night. She did not believe it, she said, until she saw the stamp.
        The Coastal Front kept its flags rolled up. Its delegate Ruben Aske left first, in a grey van, and said nothing.
        Prices of flour in Brannock fell by 8 per cent when the news came over the radio.
        """;

    public const string Bulletin = """
        Daily bulletin of the Lakeland Mission for 9 March. The mission recorded 17 explosions in the northern sector and 5 in the southern sector.
        Patrols spent 61 hours on the road and were stopped 3 times at checkpoints of the two sides.
        The mission's aircraft flew 12 times and lost sight of the line for 48 minutes because of fog.
        Of the weapons in storage 214 were seen in their places and 9 were missing at the time of the visit.
        """;

    public const string NextBulletin = """
        Daily bulletin of the Lakeland Mission for 10 March. The mission recorded 33 explosions in the northern sector and 14 in the southern sector.
        Patrols spent 57 hours on the road and were stopped 8 times at checkpoints of the two sides.
        The mission's aircraft flew 10 times and lost sight of the line for 22 minutes because of fog.
        Of the weapons in storage 208 were seen in their places and 15 were missing at the time of the visit.
        """;

    public static PublishedText Text(string id, string body) => new(id, null, null, null, null, body);

    public static CopyKind? Kind(string a, string b) => TextComparison.Link(TextReading.Of(Text("a", a), NameRegister.Empty), TextReading.Of(Text("b", b), NameRegister.Empty))?.Kind;

    public static TextOrigins Origins(params IEnumerable<PublishedText> texts) => TextOrigins.Of(TextIndex.Of(texts, NameRegister.Empty, 2), [], 2);
}
