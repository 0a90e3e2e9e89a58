import { daysBetween, type Asked } from './address';

export type Point = [lon: number, lat: number];
/** A radius in metres; a sector; an area by its number; or nothing known. */
export type Shape = number | [lon: number, lat: number, bearing: number, half: number, near: number, far: number] | { area: number } | null;
export type Polygons = Point[][][];

export interface Zone {
  id: string;
  describes: string;
  'claimed-by'?: string;
  assumed: boolean;
  clauses: string[];
  polygons: Polygons;
}

export interface Ground {
  clauses: string[];
  lines: { id: string; assumed: boolean; course: Point[] }[];
  zones: Zone[];
}

/**
 * What /api/situation answers: incidents as columns, words once in tables. With crowds it is what one window of the map needs, under the
 * whole filter; ground and contingents are then left out, but of the first answer.
 */
export interface Payload {
  exercise: boolean;
  total: number;
  ground?: Ground;
  incidents: {
    'first-day'?: string;
    id: string[];
    at: (Point | null)[];
    shape: Shape[];
    kind: number[];
    rank: number[];
    answers: number[];
    from: number[];
    to: number[];
    minute: number[];
    title: number[];
    place: number[];
    titles: string[];
    places: string[];
    sets: string[][];
    areas: Polygons[];
  };
  crowds?: { at: Point[]; count: number[]; breached: number[] };
  around?: [southWest: Point, northEast: Point];
  contingents?: { actor: string; unit?: string; at: Point | null; minute: number; entry: number }[];
}

/** The kinds of answer from the gravest, as the server ranks them; beyond them: held against no clause. */
export const kinds = ['breached', 'alleged', 'cannot-rule', 'refuted', 'excused', 'pending', 'not-bound', 'unseen', 'kept', 'not-in-force'] as const;

/**
 * The numbers of the incidents that days, clause and outcome leave; the server has seen to place and words, and with crowds to all. The same rules as the
 * server's: an incident is on each day on which it may have been, and under a clause only while that was in force.
 */
export function matching(payload: Payload, asked: Asked): number[] {
  const { incidents } = payload;
  if (payload.crowds) return incidents.id.map((_, i) => i);
  const first = incidents['first-day'];
  const from = asked.from && first ? daysBetween(first, asked.from) : -Infinity;
  const to = asked.to && first ? daysBetween(first, asked.to) : Infinity;
  const sets = incidents.sets.map(set => fits(set, asked));
  const found: number[] = [];
  for (let i = 0; i < incidents.id.length; i++)
    if (incidents.to[i] >= from && incidents.from[i] <= to && sets[incidents.answers[i]]) found.push(i);
  return found;
}

function fits(set: string[], { clause, outcome }: Asked): boolean {
  if (outcome === 'none' && set.length > 0) return false;
  const pairs = Array.from({ length: set.length / 2 }, (_, i) => [set[2 * i], set[2 * i + 1]]);
  if (clause && !pairs.some(([of, kind]) => of === clause && kind !== 'not-in-force')) return false;
  return !outcome || outcome === 'none' || pairs.some(([of, kind]) => kind === outcome && (!clause || of === clause));
}
