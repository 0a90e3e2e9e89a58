namespace Truceline.Tests.Agreements.Sentences;

/// <summary>A made-up agreement that uses all of the language, for what is said of each key.</summary>
internal static class Whole
{
    public const string Places = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Alpha"},"geometry":{"type":"Point","coordinates":[0.2,0.3]}},{"type":"Feature","properties":{"name":"Beta"},"geometry":{"type":"Point","coordinates":[0.6,0.8]}},{"type":"Feature","properties":{"name":"Gamma"},"geometry":{"type":"Point","coordinates":[0.9,0.2]}}]}""";

    public const string Later = """{"type":"LineString","coordinates":[[0.1,0],[0.1,1],[0.6,2]]}""";

    public const string Text = """
        truce: 1
        id: whole
        title: A truce with everything
        source: { status: signed, signed: 2020-01-31, language: en, public: a book, supersedes: older, amends: { elder: [one, two] }, annex-to: frame, assumed: true, unchecked: true }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors:
          A: { kind: party, name: Northland, known-as: [NL, the North] }
          B: { kind: signatory, name: Southland }
          C: { kind: monitor, name: Mission }
          D: { kind: guarantor, name: Friend, status: pending }
          E: { kind: contributor, name: Helpers, count: 9, assumed: true }
          F: { kind: force, name: Assurance, members: [E] }
          P: { kind: body, name: Panel, members: [A, B, C] }
          Q: { kind: civil, name: Red Cross, status: proposed-by-B }
          both-sides: { kind: group, members: [A, B] }
        classes:
          guns: { is: artillery, calibre-mm: ">=100", known-as: [big guns] }
          long: { is: missile, range-km: ">70" }
          grads: { is: [rocket-artillery], models: [BM-21, BM-27] }
          mixed: { is: [tank, ifv] }
        lines:
          contact: { geometry: line.geojson, sides: { left: A, right: B }, as-of: 2020-02-01, assumed: true }
        zones:
          area: { geometry: square.geojson, claimed-by: drawn for a test, assumed: true }
          ports: { geometry: other.geojson }
          belt: { within: { of: contact, m: 25000, side: A } }
          both-belts: { within: { of: contact, m: 640, side: both } }
          far: { beyond: { of: contact, m: 70000, side: B } }
          around: { within: { of: ports, m: 1500.5 } }
          away: { beyond: { of: ports, m: 900 } }
          rest: { all-of: [ { in: area }, { not-in: belt }, { any-of: [ports, around] } ] }
          sky: { over: area }
        events:
          halt: { at: 2020-02-03T12:30:00+02:00 }
          deal: { declared-by: [A, B] }
          calm: { quiet: { clause: ban, for: P7D, confirmed-by: C } }
          calm-seen-by-any: { quiet: { clause: ban, for: PT48H } }
          out: { all-met: [leave, go] }
          some-out: { any-met: [leave, go], assumed: true, unchecked: true }
          vote: { decided: agree }
          polls: {}
        phases:
          - { id: talks, until: halt }
          - { id: truce, from: halt, until: deal }
          - { id: peace, from: deal, assumed: true }
        pledges:
          - { id: troops, by: E, domain: [land, sea], amount: two brigades, count: 9, public: 3, when: truce, if: once it is quiet, status: conditional, said: [press/1, press/2] }
          - { id: planes, by: D, domain: air, amount: undisclosed, public: few, when: deal, enables: [troops], status: pending, due: { by: 2020-03-01, said: soon, assumed: true }, assumed: true, unchecked: true }
          - { id: boots, by: D, domain: [cyber, intelligence, logistics], status: excluded }
          - { id: gone, by: A, domain: land, public: none, status: withdrawn }
          - { id: firm, by: A, domain: land, status: confirmed }
        clauses:
          - { id: ban, ref: "1", gist: No fire., must-not: { who: both-sides, do: fire, what: [guns, mixed], in: area, from-in: ports }, from: halt, until: deal + P1M, while: leave.kept, see: [seen, heard], verified-by: C, floor: { coverage: 0.5 }, at-standing: corroborated, alert: { over: 10, per: P1D, in: belt, by: episodes }, on-breach: agree, disputed-by: [B, Q], assumed: true, unchecked: true, unless: [ { attacked-by: B, ordered-by: A, tried: { clause: go }, notified: { to: C, before: PT1H } }, { authorised-by: [P, C] } ] }
          - { id: leave, ref: the second, must: { who: A, do: withdraw, what: guns, out-of: belt }, start: { not-before: halt, after: ban.met, by: halt + P2D }, done: { after: go.started, by: halt + PT72H }, keep: true, mirror: { clause: go, how: equal }, together-with: go, needs: [troops, planes], on-done: agree, see: satellite, unless: [ { rotation: { one-for-one: true, max: 35, per: P1M, through: ports } } ] }
          - { id: go, ref: "3", must: { who: F, do: deploy, in: rest }, done: { by: deal + P1W }, mirror: { clause: go, how: synchronous }, rate: { max: 5, per: P1W }, unilateral: F, fulfils: polls }
          - { id: cross, must-not: { who: any, do: cross, over: contact }, during: truce.., rate: { max: 7, per: P1D } }
          - { id: open, must: { who: any, do: open-dialogue, about: elections, to: the assembly }, after: [halt + P1D, out], keep: true, accepted: [ { by: A, since: deal, said: in a letter }, { by: both-sides, since: 2020-05-01 } ] }
          - { id: watch, may: { who: C, do: verify, in: far }, duty-of: both-sides, rate: { max: 2, per: PT12H }, unless: [ { notified: { before: PT3H } } ], see: track }
          - { id: pass, may: { who: any, do: move, to: A, in: away } }
          - { id: meet, ref: "4", gist: Anyone may call a meeting., can: { who: any, do: convene, decision: agree, about: an incident }, during: peace, disputed-by: A, assumed: true }
          - { id: stop-it, can: { who: [A, B], do: suspend, clause: ban }, from: halt, after: calm, while: ban.kept, unchecked: true }
          - { id: grave, ref: "5", gist: What is grave., is: { term: grave breach, means: Not defined. }, assumed: true }
          - { id: heavy, is: { term: heavy weapon, means: a weapon of 100 mm or more }, unchecked: true }
        decisions:
          agree: { by: P, rule: consensus, veto: [A], quorum: 2, silence: assent, within: PT24H, tie: C, said: press/3 }
          all: { by: P, rule: unanimity, silence: objection }
          one: { by: P, rule: any, silence: abstention, status: proposed-by-A }
          nine: { by: P, rule: { majority: 2 }, assumed: true }
          half: { by: P, rule: { majority: 1/2 }, unchecked: true }
          share: { by: P, rule: { majority: 2/3 } }
          weighed: { by: P, rule: { weighted: { weights: { A: 2, B: 1, C: 4 }, needed: 5 } } }
          host: { consent: { to: go, by: [B] } }
        counting:
          episodes: { unit: episode, gap: PT30M, within-m: 2000, of: guns, assumed: true }
          bangs: { unit: detonation, unchecked: true }
          salvos: { unit: burst }
        positions:
          A: { accept: [troops, ban, agree, host], reject: [boots], wants: [halt before deal, one], offers: [a house], status: pending, said: press/4, assumed: true }
          B:
            - { reject: go, unchecked: true }
            - { if: once it is calm, accept: go, wants: [truce before peace] }
        readings:
          wide: { zones: { belt: { within: { of: contact, m: 50000, side: A } } }, assumed: true }
          late: { clauses: { leave: { done: { by: halt + P9D } } } }
          other-halt: { events: { halt: { at: 2020-02-05T12:30:00+02:00 } } }
        """;

    /// <summary>Another, with the ways to draw a line or zone that take long to work out.</summary>
    public const string Ground = """
        truce: 1
        id: ground
        title: A truce on the ground
        source: { status: signed, signed: 2020-01-31 }
        clock: { zone: Europe/Kyiv, day: calendar }
        places: places.geojson
        actors: { A: { kind: party }, B: { kind: party } }
        classes: { near: { is: mortar, range-km: "<=8" } }
        events: { halt: { at: 2020-02-03T12:30:00+02:00 } }
        lines:
          road: { through: [Alpha, Beta], sides: { left: B, right: A }, as-of: halt }
          front: { geometry: line.geojson, sides: { left: A, right: B }, moves: versioned, versions: [ { from: 2020-03-01, geometry: later.geojson } ] }
        zones:
          area: { geometry: square.geojson }
          town: { through: [Alpha, Beta, Gamma] }
          street: { through: { places: [Alpha, Gamma], m: 2000 } }
          between-them: { between: [front, road] }
          parts: { sectors: { of: area, count: 4 } }
          reach: { within: { of: front, range-of: near, side: A } }
        clauses:
          - { id: drawn, must-not: { who: A, do: station, in: { any-of: [town, street, between-them, parts.2, reach] } } }
        """;
}
