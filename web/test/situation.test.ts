import { describe, expect, test } from 'vitest';
import { daysBetween, formAddress, isWithin, joinDays, readAddress, readDays, widened, withPart } from '../src/situation/address';
import { cellSize, placeFiles, readLand } from '../src/situation/basemap';
import { matching, type Payload, type Point } from '../src/situation/payload';
import { away, disc, faded, sector } from '../src/situation/shapes';
import { fillOf } from '../src/situation/symbols';
import { entriesOf } from '../src/site/live';

const metres = ([lon1, lat1]: Point, [lon2, lat2]: Point): number => {
  const [a, b, d] = [lat1, lat2, lon2 - lon1].map(degrees => (degrees * Math.PI) / 180);
  return 6_371_008.8 * Math.acos(Math.min(1, Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(d)));
};
const content = (ring: Point[]) => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0) / 2;

describe('what an address asks for', () => {
  test('one day is a stretch of one day, and two may come in either order', () => {
    expect(readDays('2025-09-06')).toEqual(['2025-09-06', '2025-09-06']);
    expect(readDays('2025-09-09..2025-09-06')).toEqual(['2025-09-06', '2025-09-09']);
    for (const none of [null, '', 'tomorrow', '2025-13-40', '2025-09-06..', 'a..b..c']) expect(readDays(none)).toBeNull();
  });
  test('everything that it asks for is read, and nothing is made up', () => {
    expect(readAddress('?day=2025-09-06&clause=stop&outcome=alleged&place=Zolote&q=howitzer')).toEqual({ from: '2025-09-06', to: '2025-09-06', clause: 'stop', outcome: 'alleged', place: 'Zolote', words: 'howitzer' });
    expect(readAddress('?day=&clause=%20')).toEqual({ from: null, to: null, clause: null, outcome: null, place: null, words: null });
  });
  test('a brush joins the columns that it began and ended in', () => {
    expect(joinDays('2025-09-08', '2025-09-06')).toBe('2025-09-06..2025-09-08');
    expect(joinDays('2025-09-01..2025-09-07', '2025-09-15..2025-09-21')).toBe('2025-09-01..2025-09-21');
    expect(joinDays('2025-09-06', '2025-09-06')).toBe('2025-09-06');
    expect(joinDays('2025-09-06', 'x')).toBeNull();
  });
  test('a part is set and taken out, the others stay, and the list begins anew', () => {
    expect(withPart('/situation?entry=9&page=3', 'day', '2025-09-06')).toBe('/situation?entry=9&day=2025-09-06');
    expect(withPart('/situation?entry=9&day=2025-09-06', 'day', null)).toBe('/situation?entry=9');
  });
  test('a form leads to an address without its empty fields', () => {
    expect(formAddress('/situation', [['day', ''], ['place', ' Kyiv '], ['q', 'a&b']])).toBe('/situation?place=Kyiv&q=a%26b');
    expect(formAddress('/situation', [['day', ' ']])).toBe('/situation');
  });
  test('days are counted across the change of the clocks and of the year', () => {
    expect(daysBetween('2025-10-25', '2025-10-27')).toBe(2);
    expect(daysBetween('2025-12-31', '2026-01-01')).toBe(1);
    expect(daysBetween('2026-01-01', '2025-12-31')).toBe(-1);
  });
});

describe('the filter', () => {
  const payload = {
    incidents: {
      'first-day': '2025-09-05', id: ['a', 'b', 'c', 'd'], from: [0, 1, 1, 4], to: [0, 2, 1, 4], answers: [0, 1, 2, 3],
      sets: [['stop', 'breached'], ['stop', 'not-in-force', 'keep', 'cannot-rule'], [], ['stop', 'alleged', 'keep', 'breached']],
    },
  } as unknown as Payload;
  const nothing = readAddress('');
  test('leaves all when nothing is asked', () => expect(matching(payload, nothing)).toEqual([0, 1, 2, 3]));
  test('an incident is on each day on which it may have been', () => {
    expect(matching(payload, { ...nothing, from: '2025-09-07', to: '2025-09-07' })).toEqual([1]);
    expect(matching(payload, { ...nothing, from: '2025-09-01', to: '2025-09-06' })).toEqual([0, 1, 2]);
  });
  test('an incident is under a clause only while that was in force', () => expect(matching(payload, { ...nothing, clause: 'stop' })).toEqual([0, 3]));
  test('an outcome is meant of the clause that is asked for', () => {
    expect(matching(payload, { ...nothing, outcome: 'breached' })).toEqual([0, 3]);
    expect(matching(payload, { ...nothing, outcome: 'breached', clause: 'stop' })).toEqual([0]);
    expect(matching(payload, { ...nothing, outcome: 'none' })).toEqual([2]);
  });
});

describe('shapes', () => {
  const donetsk: Point = [37.8, 48];
  test('a ring lies at its distance all round, closed and counter-clockwise', () => {
    const ring = disc(donetsk, 5000);
    for (const corner of ring) expect(metres(donetsk, corner)).toBeCloseTo(5000, 0);
    expect(ring.at(-1)).toEqual(ring[0]);
    expect(content(ring)).toBeGreaterThan(0);
  });
  test('east is to the right and north is up', () => {
    expect(away(donetsk, 90, 1000)[0]).toBeGreaterThan(donetsk[0]);
    expect(away(donetsk, 0, 1000)[1]).toBeGreaterThan(donetsk[1]);
  });
  test('a sector lies between its distances and its bearings', () => {
    const [ring] = sector(donetsk, 225, 20, 3000, 5000);
    for (const corner of ring) {
      const far = metres(donetsk, corner);
      expect(far).toBeGreaterThan(2999);
      expect(far).toBeLessThan(5001);
      expect(corner[0]).toBeLessThan(donetsk[0]);
      expect(corner[1]).toBeLessThan(donetsk[1]);
    }
    expect(ring.at(-1)).toEqual(ring[0]);
    expect(content(ring)).toBeGreaterThan(0);
  });
  test('all round with a least distance is a ring with a hole', () => {
    const [outer, hole] = sector(donetsk, 0, 180, 1000, 2000);
    expect(content(outer)).toBeGreaterThan(0);
    expect(content(hole)).toBeLessThan(0);
  });
  test('the outermost of the fading rings is the true bound', () => {
    const layers = faded(5000, donetsk);
    expect(metres(donetsk, layers[0][0][0])).toBeCloseTo(5000, 0);
    for (const [ring] of layers.slice(1)) expect(metres(donetsk, ring[0])).toBeLessThan(5000);
    expect(faded(0, donetsk)).toEqual([]);
    expect(faded(null, donetsk)).toEqual([]);
  });
});

describe('the base map', () => {
  test('steps become positions', () => expect(readLand([[[37800, 48000, 1000, 0, 0, -500]]])).toEqual([[[[37.8, 48], [38.8, 48], [38.8, 47.5]]]]));
  test('a wide view asks for large places, a near one for its cells', () => {
    expect(placeFiles(-10, 30, 60, 60)).toEqual(['large']);
    expect(placeFiles(37, 47, 39, 49)).toEqual(['40_30']);
    expect(placeFiles(39, 49, 41, 51).sort()).toEqual(['40_30', '40_40', '50_30', '50_40']);
    expect(cellSize).toBe(10);
  });
  test('across the antimeridian and at a pole the cells are those that exist', () => {
    expect(placeFiles(178, 10, 182, 12).sort()).toEqual(['10_-180', '10_170']);
    expect(placeFiles(0, 89, 1, 90)).toEqual(['80_0']);
  });
});

test('the fill of a symbol goes from full to quiet as the answer gets less grave', () => {
  expect([0, 1, 2, 3, 9, 10].map(fillOf)).toEqual(['full', 'half', 'hollow', 'quiet', 'quiet', 'quiet']);
});

test('what the stream sends is a number of entries or nothing', () => {
  expect(entriesOf('{"entries":4812}')).toBe(4812);
  for (const other of ['', '{}', '{"entries":"4"}', '{"entries":1.5}', 'x']) expect(entriesOf(other)).toBeNull();
});

describe('the window that a map asks for', () => {
  const sight = { west: 37, south: 47, east: 39, north: 48, zoom: 8.4 };
  test('is wider than what is in sight, so that a short way needs no new answer', () => {
    expect(widened(sight)).toEqual({ west: 36, south: 46.5, east: 40, north: 48.5, zoom: 8 });
    expect(isWithin(sight, widened(sight))).toBe(true);
    expect(isWithin({ ...sight, west: 36.2, east: 38.2 }, widened(sight))).toBe(true);
  });
  test('is another after a long way or a step nearer', () => {
    expect(isWithin({ ...sight, west: 35, east: 37 }, widened(sight))).toBe(false);
    expect(isWithin({ ...sight, zoom: 8.6 }, widened(sight))).toBe(false);
  });
  test('ends where the map ends, and what looks beyond is within it', () => {
    const world = { west: -230, south: -88, east: 230, north: 88, zoom: -0.4 };
    expect(widened(world)).toEqual({ west: -180, south: -85, east: 180, north: 85, zoom: 0 });
    expect(isWithin(world, widened(world))).toBe(true);
  });
  test('with crowds the server has sorted out all, and nothing is left out here', () => {
    const payload = { crowds: { at: [], count: [], breached: [] }, incidents: { id: ['a', 'b'], from: [0, 9], to: [0, 9], answers: [0, 0], sets: [[]] } } as unknown as Payload;
    expect(matching(payload, { ...readAddress(''), outcome: 'breached' })).toEqual([0, 1]);
  });
});
