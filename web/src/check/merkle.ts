// The tree of RFC 6962, section 2.1: leaves are counted from 0, entry n is leaf n - 1.
import { joined, sha256, utf8 } from './bytes';

const prefix = utf8('truceline/1\n');

/** The leaf of an entry, from its commitment. */
export const leafOf = (commitment: Uint8Array): Uint8Array => leafHash(joined(prefix, commitment));

export const leafHash = (data: Uint8Array): Uint8Array => sha256(Uint8Array.of(0), data);

const join = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(Uint8Array.of(1), left, right);

const half = (place: number): number => Math.floor(place / 2);

/** The root in which a proof places a leaf; null when it has not the shape for that place. */
export function rootOf(index: number, size: number, leaf: Uint8Array, path: Uint8Array[]): Uint8Array | null {
  if (index < 0 || index >= size) return null;
  let [at, last, root] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = join(sibling, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      root = join(root, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? root : null;
}

/** The root in which nodes place several leaves, ascending; null when there are too few or too many nodes for those places. */
export function rootOfSeveral(leaves: { index: number; hash: Uint8Array }[], size: number, nodes: Uint8Array[]): Uint8Array | null {
  if (leaves.some(({ index }, i) => index < 0 || index >= size || (i > 0 && index <= leaves[i - 1].index))) return null;
  let used = 0;
  const rebuild = (some: typeof leaves, from: number, to: number): Uint8Array | null => {
    if (some.length === 0) return used < nodes.length ? nodes[used++] : null;
    if (to - from === 1) return some[0].hash;
    const middle = from + split(to - from);
    const left = rebuild(some.filter(leaf => leaf.index < middle), from, middle);
    const right = left && rebuild(some.filter(leaf => leaf.index >= middle), middle, to);
    return left && right && join(left, right);
  };
  const root = rebuild(leaves, 0, size);
  return used === nodes.length ? root : null;
}

/** The largest power of two below a size. */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
