// C2SP signed-note, tlog-checkpoint and tlog-cosignature: texts with signatures, and the keys that verify them.
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { Unreadable, decimal, fromBase64, hex, joined, same, sha256, utf8 } from './bytes';

export const enum KeyType { Ed25519 = 1, EcdsaP256 = 2, Cosignature = 4 }

export interface NoteKey { name: string; id: string; type: KeyType; publicKey: Uint8Array; text: string }
export interface NoteSignature { name: string; id: string; bytes: Uint8Array }
export interface SignedNote { text: string; signatures: NoteSignature[] }
export interface Checkpoint { origin: string; size: number; root: Uint8Array }

const spki = Uint8Array.from('3059301306072a8648ce3d020106082a8648ce3d030107034200'.match(/../g)!, pair => parseInt(pair, 16));
const lastSecond = 253_402_300_799n;

const isName = (name: string): boolean => name.length > 0 && name.length <= 200 && !/[\s\p{Z}\p{Cc}\p{Cf}\p{Cs}+]/u.test(name) && !/[\ud800-\udfff]/.test(name);

export function parseKey(text: string): NoteKey {
  const [, name, id, base64] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(text) ?? [];
  if (base64 === undefined) throw new Unreadable('a verifier key is written name+hexadecimal+base64');
  if (!/^[0-9a-f]{8}$/.test(id)) throw new Unreadable('the id of a verifier key is 8 lower-case hexadecimal digits');
  const data = fromBase64(base64);
  if (!data) throw new Unreadable('the public part of a verifier key is not base64');
  const [type, publicKey] = [data[0] as KeyType, data.slice(1)];
  if (![1, 2, 4].includes(type)) throw new Unreadable('the key is of a type that is not read here (1, 2 and 4 are)');
  if (!isName(name)) throw new Unreadable("the name of a key is empty, or has a space, a control character or a '+'");
  if (type === KeyType.EcdsaP256 ? !same(publicKey.slice(0, spki.length), spki) || publicKey.length !== spki.length + 65 : publicKey.length !== 32)
    throw new Unreadable('the public part of the verifier key is not one of its type');
  const named = type === KeyType.EcdsaP256 ? publicKey : joined(utf8(`${name}\n`), data);
  if (hex(sha256(named)).slice(0, 8) !== id) throw new Unreadable('the id of the verifier key is not that of its name and public part: it was altered or mistyped');
  return { name, id, type, publicKey, text };
}

/** The SHA-256 of the key as it is written, in eight groups of eight digits. */
export const fingerprint = (key: NoteKey): string => hex(sha256(utf8(key.text))).match(/.{8}/g)!.join(' ');

export function parseNote(note: string): SignedNote {
  if (/[\0-\x09\x0b-\x1f]/.test(note)) throw new Unreadable('a note has a control character');
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0) throw new Unreadable('a note is a text, an empty line, and signatures; there is no empty line');
  if (!note.endsWith('\n')) throw new Unreadable('a note ends with a line feed; this one was cut off');
  const rest = note.slice(blank + 2);
  if (rest === '') throw new Unreadable('the note has no signature');
  const lines = rest.slice(0, -1).split('\n');
  if (lines.length > 16) throw new Unreadable(`a note has at most 16 signatures, not ${lines.length}`);
  const signatures = lines.map(signature);
  const twice = signatures.find((one, i) => signatures.slice(0, i).some(other => other.name === one.name && other.id === one.id));
  if (twice) throw new Unreadable(`the note has two signatures of one key, ${twice.name}`);
  return { text: note.slice(0, blank + 1), signatures };
}

function signature(line: string, i: number): NoteSignature {
  const [, name, base64] = /^— ([^ ]*) ([^ ]*)$/.exec(line) ?? [];
  // The name of a key that is not trusted here may be anything that the format allows.
  const bytes = name !== undefined && /^[^\s\x85+]+$/.test(name) ? fromBase64(base64) : null;
  if (!bytes || bytes.length <= 4) throw new Unreadable(`signature ${i + 1} of the note is not written as one`);
  return { name, id: hex(bytes.slice(0, 4)), bytes: bytes.slice(4) };
}

export const isOf = (key: NoteKey, one: NoteSignature): boolean => key.name === one.name && key.id === one.id;

/** Those of the keys that signed the text; a signature that names one and is not its own is an error. */
export function verifiedBy(note: SignedNote, keys: NoteKey[]): NoteKey[] {
  const verified = new Set<NoteKey>();
  for (const one of note.signatures)
    for (const key of keys.filter(key => isOf(key, one))) {
      if (!verifies(key, utf8(note.text), one.bytes)) throw new Unreadable(`the signature of ${key.name} is not one of this text: the note was altered or forged`);
      verified.add(key);
    }
  return [...verified];
}

/** When a witness says that it cosigned. */
export function timeOf(bytes: Uint8Array): string | null {
  const seconds = secondsOf(bytes);
  return seconds === null ? null : new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}

function secondsOf(bytes: Uint8Array): bigint | null {
  if (bytes.length !== 72) return null;
  const seconds = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  return seconds <= lastSecond ? seconds : null;
}

function verifies(key: NoteKey, text: Uint8Array, bytes: Uint8Array): boolean {
  try {
    if (key.type === KeyType.EcdsaP256) return p256.verify(bytes, text, key.publicKey.slice(spki.length), { format: 'der', lowS: false, prehash: true });
    if (key.type === KeyType.Ed25519) return ed25519.verify(bytes, text, key.publicKey, { zip215: false });
    const seconds = secondsOf(bytes);
    return seconds !== null && ed25519.verify(bytes.slice(8), joined(utf8(`cosignature/v1\ntime ${seconds}\n`), text), key.publicKey, { zip215: false });
  } catch {
    return false; // a signature that is not even one
  }
}

export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (lines.length < 4 || lines.at(-1) !== '' || lines.slice(0, -1).includes('')) throw new Unreadable('a checkpoint has three lines or more (origin, size, root), none of them empty');
  const size = decimal(lines[1]);
  if (size === null) throw new Unreadable('the second line of a checkpoint is the size of the tree, without leading zeros');
  const root = fromBase64(lines[2]);
  if (root?.length !== 32) throw new Unreadable('the third line of a checkpoint is the root, 32 bytes in base64');
  return { origin: lines[0], size, root };
}
