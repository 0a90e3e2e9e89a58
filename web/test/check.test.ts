import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Check, type Trust, check } from '../src/check/check';
import { parseKey } from '../src/check/note';
import { parsePolicy } from '../src/check/policy';

// Made by the tests of the program: both checkers are held to the same outcomes and the same words.
const folder = join(import.meta.dirname, '../../test/data/proofs');
const table = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as { policy: string; key: string; cases: Record<string, { alone: string; 'with-policy': string; words: string[] }> };
const file = (name: string) => new Uint8Array(readFileSync(join(folder, `${name}.proof.json`)));
const alone: Trust = { keys: [], policy: null };
const withPolicy: Trust = { keys: [], policy: parsePolicy(table.policy) };
const outcome = (done: Check) => `${done.holds ? 'holds' : 'rejected'}: ${done.steps.map(step => `${step.name} ${step.state}`).join(', ')}`;

test.each(Object.keys(table.cases))('%s has the same outcome as in the program', name => {
  expect(outcome(check(file(name), alone))).toBe(table.cases[name].alone);
  const done = check(file(name), withPolicy);
  expect(outcome(done)).toBe(table.cases[name]['with-policy']);
  // How a file cannot be read, each says in its own words.
  if (!outcome(done).endsWith('form failed')) expect([...done.steps.map(step => step.words), ...done.proves, ...done.doesNotProve]).toEqual(table.cases[name].words);
});

test('flipped bits of a proof file are found', () => {
  // A sample: the tests of the program flip every one.
  for (const [name, step] of [['entry', 5], ['sentence', 17]] as const) {
    const bytes = file(name);
    for (let bit = 0; bit < bytes.length * 8; bit += step) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      if (check(bytes, withPolicy).holds) throw new Error(`bit ${bit} of ${name}`);
      bytes[bit >> 3] ^= 1 << (bit & 7);
    }
    expect(check(bytes, withPolicy).holds).toBe(true);
  }
}, 120_000);

test('a key that is trusted is held against the one in the file', () => {
  const own = { keys: [parseKey(table.key)], policy: null };
  expect(check(file('entry'), own).steps[1].state).toBe('shown');
  expect(check(file('bad-key'), own).holds).toBe(false);
});

test('a proof signed with ECDSA P-256 is checked too', () => {
  const bytes = file('p256');
  expect(check(bytes, alone).holds).toBe(true);
  const text = new TextDecoder().decode(bytes);
  const signature = /— \S+ (\S{20})/.exec(text)![1];
  expect(check(new TextEncoder().encode(text.replace(signature, [...signature].reverse().join(''))), alone).holds).toBe(false);
});

test('what is no proof is refused with a reason, never otherwise', () => {
  const bytes = file('sentence');
  let seed = 7;
  const dice = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most;
  for (let i = 0; i < 500; i++) {
    const changed = [...bytes];
    if (dice(2) === 0) changed.splice(dice(changed.length), 1 + dice(100));
    else changed.splice(dice(changed.length), 0, dice(256));
    expect(check(Uint8Array.from(changed), withPolicy).holds).toBe(false);
  }
  expect(check(new Uint8Array(0), alone).holds).toBe(false);
});

test.each([
  ['', 'one line that says the quorum'],
  ['quorum guarantor', "no line before defines 'guarantor'"],
  ['quorum none\nquorum none', 'one line that says the quorum'],
  ['witness w nonsense\nquorum w', 'line 1 of the policy: a verifier key is written'],
  ['crowd x', "not a line of 'log', 'witness', 'group' or 'quorum'"],
])('a policy that is none is refused: %j', (text, why) => expect(() => parsePolicy(text)).toThrow(why));

test('groups of a policy count their members', () => {
  const witness = table.policy.split('\n')[1].split(' ')[2];
  const of = (rule: string) => parsePolicy(`log ${table.key}\nwitness a ${witness}\n${rule}`);
  expect(check(file('entry'), { keys: [], policy: of('group g 1 a\nquorum g') }).holds).toBe(true);
  expect(check(file('unwitnessed'), { keys: [], policy: of('group g any a\nquorum g') }).holds).toBe(false);
  expect(check(file('unwitnessed'), { keys: [], policy: of('quorum none') }).holds).toBe(true);
  expect(() => of('group g 2 a\nquorum g')).toThrow("not 'any', 'all' or a number from 1 to 1");
});
