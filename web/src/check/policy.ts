// C2SP tlog-policy: whose signatures make a checkpoint valid.
import { Unreadable, decimal } from './bytes';
import { KeyType, type NoteKey, type SignedNote, isOf, parseCheckpoint, parseKey, timeOf, verifiedBy } from './note';

export interface Verdict { log: NoteKey | null; witnesses: { name: string; at: string }[]; hasQuorum: boolean; isMet: boolean }
export interface Policy { logs: NoteKey[]; witnesses: { name: string; key: NoteKey }[]; quorum: (cosigned: Set<NoteKey>) => boolean }

type Rule = Policy['quorum'];

export function parsePolicy(text: string): Policy {
  const policy: Policy = { logs: [], witnesses: [], quorum: () => true };
  const rules = new Map<string, Rule>();
  const members = new Set<string>();
  let quorums = 0;
  text.split('\n').forEach((line, i) => {
    const wrong = (what: string) => new Unreadable(`line ${i + 1} of the policy: ${what}`);
    const [word, ...rest] = line.split(/[ \t]+/).filter(part => part !== '');
    if (word === undefined || word.startsWith('#')) return;
    if (/[\0-\x08\x0b-\x1f\x7f]/.test(line)) throw wrong('there is a control character');
    const define = (name: string, rule: Rule) => {
      if (name === 'none' || rules.has(name)) throw wrong(`the name '${name}' is taken`);
      rules.set(name, rule);
    };
    const known = (name: string): Rule => rules.get(name) ?? (() => { throw wrong(`no line before defines '${name}'`); })();
    const key = (written: string): NoteKey => {
      try {
        return parseKey(written);
      } catch (unreadable) {
        throw wrong((unreadable as Error).message);
      }
    };
    if (word === 'log' && (rest.length === 1 || rest.length === 2)) {
      const log = key(rest[0]);
      if (log.type === KeyType.Cosignature) throw wrong('the key is one of a witness');
      policy.logs.push(log);
    } else if (word === 'witness' && (rest.length === 2 || rest.length === 3)) {
      const witness = { name: rest[0], key: key(rest[1]) };
      if (witness.key.type !== KeyType.Cosignature) throw wrong('the key is not one of a witness');
      define(witness.name, cosigned => cosigned.has(witness.key));
      policy.witnesses.push(witness);
    } else if (word === 'group' && rest.length >= 3) {
      const [name, least, ...names] = rest;
      const some = names.map(known);
      const needed = least === 'all' ? some.length : least === 'any' ? 1 : decimal(least) ?? 0;
      if (needed < 1 || needed > some.length) throw wrong(`'${least}' is not 'any', 'all' or a number from 1 to ${some.length}`);
      for (const member of names) {
        if (members.has(member)) throw wrong(`'${member}' is a member twice`);
        members.add(member);
      }
      define(name, cosigned => some.filter(rule => rule(cosigned)).length >= needed);
    } else if (word === 'quorum' && rest.length === 1) {
      quorums++;
      policy.quorum = rest[0] === 'none' ? () => true : known(rest[0]);
    } else {
      throw wrong("it is not a line of 'log', 'witness', 'group' or 'quorum'");
    }
  });
  if (quorums !== 1) throw new Unreadable('a policy has one line that says the quorum');
  return policy;
}

export function judge(policy: Policy, note: SignedNote, log: NoteKey): Verdict {
  const accepted = policy.logs.length === 0 || policy.logs.some(one => one.text === log.text) ? [log] : [];
  const verified = new Set(verifiedBy(note, [...accepted, ...policy.witnesses.map(witness => witness.key)]));
  const signed = accepted.find(key => verified.has(key) && key.name === parseCheckpoint(note.text).origin) ?? null;
  const witnesses = policy.witnesses.filter(one => verified.has(one.key)).map(one => ({ name: one.name, at: timeOf(note.signatures.find(line => isOf(one.key, line))!.bytes)! }));
  const hasQuorum = policy.quorum(verified);
  return { log: signed, witnesses, hasQuorum, isMet: signed !== null && hasQuorum };
}
