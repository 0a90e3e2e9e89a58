// The check of a proof, step by step: the same steps and the same words as 'truceline journal check-proof'.
import { Unreadable, fromHex, hex, same, sha256, utf8 } from './bytes';
import { type JsonObject, canonical, isObject, readCanonical } from './canonical';
import { leafHash, leafOf, rootOf, rootOfSeveral } from './merkle';
import { KeyType, type NoteKey, fingerprint, isOf, parseCheckpoint, verifiedBy } from './note';
import { type Policy, judge } from './policy';
import { type ProofFile, type Sentence, parseProof } from './proof';
import { doesNotProve, numbers, proves } from './words';

export type State = 'shown' | 'open' | 'failed';
export interface Step { name: string; state: State; words: string }
export interface Trust { keys: NoteKey[]; policy: Policy | null }
export interface Publication { agreement: string; day: string; atEntry: number; rules: string; count: number; root: Uint8Array; by: string | null }
export interface Check { file: ProofFile | null; steps: Step[]; holds: boolean; publication: Publication | null; proves: string[]; doesNotProve: string[] }

export const stateOf = (check: { steps: Step[] }, name: string): State | undefined => check.steps.find(step => step.name === name)?.state;

export function check(bytes: Uint8Array, trust: Trust): Check {
  const done: Check = { file: null, steps: [], holds: false, publication: null, proves: [], doesNotProve: ['A rejected proof proves nothing of what it claims. Keep the file: with the way it came to you it may show who altered it.'] };
  const take = (name: string, state: State, words: string): boolean => {
    done.steps.push({ name, state, words });
    return state !== 'failed';
  };
  try {
    done.file = parseProof(bytes);
    take('form', 'shown', 'The file is a proof of Truceline in its one written form.');
  } catch (wrong) {
    take('form', 'failed', said(wrong));
    return done;
  }
  steps(done, done.file, trust, take);
  done.holds = done.steps.every(step => step.state !== 'failed');
  if (done.holds) [done.proves, done.doesNotProve] = [proves(done), doesNotProve(done)];
  return done;
}

type Take = (name: string, state: State, words: string) => boolean;

function steps(done: Check, file: ProofFile, trust: Trust, take: Take): void {
  if (!take(...key(file, trust)) || !take(...signature(file))) return;
  take(...witnesses(file, trust)); // that they are missing leaves the rest as it is
  if (!take(...place(file)) || !take(...content(file)) || !file.sentence) return;
  done.publication = publication(file);
  if (!done.publication) {
    take('publication', 'failed', 'The entry in the file is not the publication of a bulletin, or it is not disclosed.');
    return;
  }
  const { day, agreement, atEntry, rules } = done.publication;
  // Else entries that came after it would be shown as what it rests on.
  if (atEntry >= file.entry.number) {
    take('publication', 'failed', `Entry ${file.entry.number} publishes a bulletin frozen at entry ${atEntry}, which does not lie before it.`);
    return;
  }
  take('publication', 'shown', `Entry ${file.entry.number} publishes the bulletin of ${day} under agreement ${agreement}: internal edition, frozen at entry ${atEntry}, rules ${rules}.`);
  if (take(...inBulletin(file.sentence, done.publication))) take(...entries(file, file.sentence, done.publication));
}

function key(file: ProofFile, trust: Trust): [string, State, string] {
  const named = (one: NoteKey) => `${one.name}, fingerprint ${fingerprint(one)}`;
  const trusted = trust.keys.length > 0 ? trust.keys : trust.policy?.logs ?? [];
  if (file.key.type === KeyType.Cosignature) return ['key', 'failed', `The key in the file is one of a witness, not of a journal: ${named(file.key)}.`];
  if (trusted.length === 0) return ['key', 'open', `The key is the one in the file itself: ${named(file.key)}. Compare it with one that you got elsewhere; anybody can make a file with a key of their own.`];
  return trusted.some(one => one.text === file.key.text)
    ? ['key', 'shown', `The key is one that you trust: ${named(file.key)}.`]
    : ['key', 'failed', `The key in the file is not one that you trust: ${named(file.key)}. You trust ${trusted.map(named).join('; ')}.`];
}

function signature(file: ProofFile): [string, State, string] {
  try {
    if (verifiedBy(file.checkpoint, [file.key]).length === 0) return ['signature', 'failed', 'The checkpoint is not signed by that key.'];
    const { origin, size, root } = parseCheckpoint(file.checkpoint.text);
    return origin === file.key.name
      ? ['signature', 'shown', `That key signed the checkpoint of ${size} entries, root ${hex(root)}.`]
      : ['signature', 'failed', `The checkpoint is of another journal, ${origin}, than the key.`];
  } catch (wrong) {
    return ['signature', 'failed', said(wrong)];
  }
}

function witnesses(file: ProofFile, trust: Trust): [string, State, string] {
  const others = file.checkpoint.signatures.filter(one => !isOf(file.key, one)).length;
  if (!trust.policy) return ['witnesses', 'open', others === 0
    ? 'Unwitnessed: no witness has cosigned this checkpoint.'
    : `Not checked: the checkpoint has ${others} cosignature${others === 1 ? '' : 's'}, and no policy was given that names witnesses.`];
  try {
    const verdict = judge(trust.policy, file.checkpoint, file.key);
    const by = verdict.witnesses.length === 0 ? 'No witness of the policy has cosigned' : `Cosigned by ${verdict.witnesses.map(one => `${one.name} on ${one.at}`).join(', ')}`;
    if (verdict.isMet) return ['witnesses', 'shown', `${by}: the quorum of the policy is met.`];
    return ['witnesses', 'failed', verdict.hasQuorum ? 'The policy does not accept the key of this journal.' : `Unwitnessed. ${by}: the quorum of the policy is not met.`];
  } catch (wrong) {
    return ['witnesses', 'failed', said(wrong)];
  }
}

function place(file: ProofFile): [string, State, string] {
  const { size, root } = parseCheckpoint(file.checkpoint.text);
  const { number, commitment } = file.entry;
  if (file.index !== number - 1) return ['place', 'failed', `The proof is of entry ${file.index + 1}, and the file says entry ${number}.`];
  const found = rootOf(file.index, size, leafOf(commitment), file.path);
  return found && same(found, root)
    ? ['place', 'shown', `Entry ${number} of ${size} has the commitment ${hex(commitment)}.`]
    : ['place', 'failed', `Entry ${number} of the checkpoint does not have the commitment in the file.`];
}

function content(file: ProofFile): [string, State, string] {
  const { number, commitment, disclosed } = file.entry;
  if (!disclosed) return ['content', 'open', `What entry ${number} says is not disclosed by this file.`];
  if (!same(sha256(disclosed.secret, disclosed.bytes), commitment)) return ['content', 'failed', `The content in the file is not what entry ${number} has committed to.`];
  const body = bodyOf(disclosed.bytes);
  if (!body) return ['content', 'failed', 'The content is not written as an entry is: canonical JSON with a kind and a body.'];
  const exercise = Object.hasOwn(body.body, 'exercise') && (body.body.exercise === true || typeof body.body.exercise === 'string');
  if (exercise !== file.exercise) return ['content', 'failed', 'The file and the content disagree on whether this is an exercise.'];
  return ['content', 'shown', `The content in the file is what entry ${number} has committed to.`];
}

function bodyOf(bytes: Uint8Array): { kind: string; body: JsonObject } | null {
  try {
    const root = readCanonical(bytes);
    return isObject(root) && typeof root.kind === 'string' && isObject(root.body) ? { kind: root.kind, body: root.body } : null;
  } catch {
    return null;
  }
}

function publication(file: ProofFile): Publication | null {
  const entry = file.entry.disclosed && bodyOf(file.entry.disclosed.bytes);
  if (entry?.kind !== 'publication') return null;
  const { agreement, day, rules, by, sentences, edition } = entry.body;
  const [atEntry, root] = [entry.body['at-entry'], entry.body['sentences-root']];
  const hash = typeof root === 'string' ? fromHex(root) : null;
  return typeof agreement === 'string' && typeof day === 'string' && typeof rules === 'string' && edition === 'internal' && (by === undefined || typeof by === 'string')
    && typeof sentences === 'number' && typeof atEntry === 'number' && hash
    ? { agreement, day, rules, by: by ?? null, count: sentences, atEntry, root: hash } : null;
}

function inBulletin(sentence: Sentence, bulletin: Publication): [string, State, string] {
  const number = /^s[1-9][0-9]{0,5}$/.test(sentence.id) ? Number(sentence.id.slice(1)) : 0;
  if (number < 1 || number > bulletin.count) return ['sentence', 'failed', `The bulletin has the sentences s1 to s${bulletin.count}, and not the one in the file.`];
  const leaf = leafHash(utf8(canonical({ entries: sentence.entries.map(entry => hex(entry.commitment)), id: sentence.id, salt: sentence.salt, text: sentence.text })));
  const found = rootOf(number - 1, bulletin.count, leaf, sentence.path);
  return found && same(found, bulletin.root)
    ? ['sentence', 'shown', `The sentence is ${sentence.id} of ${bulletin.count} in that bulletin, word for word.`]
    : ['sentence', 'failed', `The sentence in the file is not ${sentence.id} of that bulletin, or does not rest on these entries.`];
}

function entries(file: ProofFile, sentence: Sentence, bulletin: Publication): [string, State, string] {
  const all = sentence.entries;
  if (all.length === 0) return sentence.nodes.length === 0
    ? ['entries', 'shown', 'The sentence rests on no entry: it says that nothing was recorded of something.']
    : ['entries', 'failed', 'The file shows entries for a sentence that names none.'];
  const last = all[all.length - 1].number;
  if (last > bulletin.atEntry) return ['entries', 'failed', `Entry ${last} came after entry ${bulletin.atEntry}, at which the bulletin was frozen.`];
  const { size, root } = parseCheckpoint(file.checkpoint.text);
  const found = rootOfSeveral(all.map(entry => ({ index: entry.number - 1, hash: leafOf(entry.commitment) })), size, sentence.nodes);
  return found && same(found, root)
    ? ['entries', 'shown', `It rests on ${all.length === 1 ? 'one entry, which was' : `${all.length} entries, each`} in the journal at its place before the bulletin was frozen: ${numbers(all.map(entry => entry.number))}.`]
    : ['entries', 'failed', 'The entries that the sentence names do not lie in the journal as the file says.'];
}

function said(wrong: unknown): string {
  // A file that breaks the checker itself is no proof either.
  if (!(wrong instanceof Unreadable)) return 'The file cannot be read as a proof.';
  return `${wrong.message[0].toUpperCase()}${wrong.message.slice(1)}.`;
}

