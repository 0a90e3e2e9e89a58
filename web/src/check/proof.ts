// The proof file: canonical JSON and a line feed; every member expected, and nothing else.
import { Unreadable, decimal, fromBase64, fromHex, toBase64, utf8 } from './bytes';
import { type Json, type JsonObject, isObject, readCanonical } from './canonical';
import { type NoteKey, type SignedNote, parseCheckpoint, parseKey, parseNote } from './note';

export interface Entry { number: number; commitment: Uint8Array; disclosed: { secret: Uint8Array; bytes: Uint8Array; text: string } | null }
export interface Sentence { id: string; text: string; salt: string; entries: Entry[]; path: Uint8Array[]; nodes: Uint8Array[] }
export interface ProofFile { key: NoteKey; index: number; path: Uint8Array[]; checkpoint: SignedNote; entry: Entry; sentence: Sentence | null; exercise: boolean }

const most = 4 << 20;

export function parseProof(file: Uint8Array): ProofFile {
  if (file.length > most) throw new Unreadable(`a proof file has at most ${most} bytes, not ${file.length}`);
  if (file.at(-1) !== 10) throw new Unreadable('a proof file ends with a line feed; this one was cut off, or is another file');
  const root = members(readCanonical(file.slice(0, -1)), 'the proof file', ['entry', 'format', 'key', 'proof'], ['exercise', 'sentence']);
  if (text(root, 'format') !== 'truceline-proof/1') throw new Unreadable('the member \'format\' is not "truceline-proof/1": this is another kind of file, or of a later version');
  if ('exercise' in root && root.exercise !== true) throw new Unreadable("the member 'exercise' is true or is not there");
  return {
    key: parseKey(text(root, 'key')),
    ...placed(text(root, 'proof')),
    entry: entry(root.entry, true),
    sentence: root.sentence === undefined ? null : sentence(root.sentence),
    exercise: root.exercise === true,
  };
}

/** C2SP tlog-proof, without an extra line. */
function placed(proof: string): Pick<ProofFile, 'index' | 'path' | 'checkpoint'> {
  const blank = proof.indexOf('\n\n');
  if (blank < 0) throw new Unreadable('a proof ends with an empty line and a checkpoint; there is none');
  const [first, place, ...path] = proof.slice(0, blank).split('\n');
  if (first !== 'c2sp.org/tlog-proof@v1') throw new Unreadable("a proof begins with the line 'c2sp.org/tlog-proof@v1'");
  const index = place?.startsWith('index ') ? decimal(place.slice(6)) : null;
  if (index === null) throw new Unreadable("the proof does not say which leaf it is of: 'index', a space, a number");
  if (path.length > 63) throw new Unreadable('the path of a proof has at most 63 hashes');
  const checkpoint = parseNote(proof.slice(blank + 2));
  if (index >= parseCheckpoint(checkpoint.text).size) throw new Unreadable('the leaf lies beyond the checkpoint of the proof');
  return { index, path: path.map(line => hash(line, 'a line of the path')), checkpoint };
}

function entry(json: Json, mayDisclose: boolean): Entry {
  const own = members(json, 'an entry', ['commitment', 'number'], mayDisclose ? ['bytes', 'secret'] : []);
  if (typeof own.number !== 'number' || !Number.isInteger(own.number) || own.number < 1 || own.number > 2 ** 53) throw new Unreadable('the number of an entry is a whole number from 1');
  const commitment = fromHex(text(own, 'commitment'));
  if (!commitment) throw new Unreadable('a commitment is 64 lower-case hexadecimal digits');
  if ('secret' in own !== 'bytes' in own) throw new Unreadable('an entry is disclosed by its secret and its bytes together');
  if (!('secret' in own)) return { number: own.number, commitment, disclosed: null };
  const bytes = text(own, 'bytes');
  return { number: own.number, commitment, disclosed: { secret: hash(text(own, 'secret'), 'a secret'), bytes: utf8(bytes), text: bytes } };
}

function sentence(json: Json): Sentence {
  const own = members(json, 'the sentence', ['entries', 'id', 'nodes', 'path', 'salt', 'text'], []);
  const salt = text(own, 'salt');
  if (!fromHex(salt)) throw new Unreadable('the salt of a sentence is 64 lower-case hexadecimal digits');
  const entries = items(own, 'entries').map(item => entry(item, false));
  if (entries.some((one, i) => i > 0 && one.number <= entries[i - 1].number)) throw new Unreadable('the entries on which the sentence rests stand in ascending order, each once');
  return { id: text(own, 'id'), text: text(own, 'text'), salt, entries, path: hashes(own, 'path'), nodes: hashes(own, 'nodes') };
}

function hash(written: string, what: string): Uint8Array {
  const bytes = fromBase64(written);
  if (bytes?.length !== 32 || toBase64(bytes) !== written) throw new Unreadable(`${what} is not 32 bytes in base64`);
  return bytes;
}

const hashes = (json: JsonObject, name: string): Uint8Array[] => items(json, name).map(item => hash(typeof item === 'string' ? item : '', `an item of '${name}'`));

function items(json: JsonObject, name: string): Json[] {
  const value = json[name];
  if (!Array.isArray(value) || value.length > 20_000) throw new Unreadable(`the member '${name}' is an array of at most 20000`);
  return value;
}

function text(json: JsonObject, name: string): string {
  const value = json[name];
  if (typeof value !== 'string') throw new Unreadable(`the member '${name}' is a text`);
  return value;
}

function members(json: Json, of: string, needed: string[], possible: string[]): JsonObject {
  if (!isObject(json)) throw new Unreadable(`${of} is an object`);
  for (const name of needed) if (!Object.hasOwn(json, name)) throw new Unreadable(`${of} has no member '${name}'`);
  for (const name of Object.keys(json)) if (!needed.includes(name) && !possible.includes(name)) throw new Unreadable(`${of} has a member that is not one of its own: nothing proves it`);
  return json;
}
