import { expect, test } from 'vitest';
import { cellOf, cellSize, cells, parsePlaces, sizeClass, writeLand } from '../build/places.mjs';
import * as page from '../src/situation/basemap';

const line = (name: string, lat: string, lon: string, inhabitants: string, code = 'PPL') =>
  ['1', name, name, '', lat, lon, 'P', code, 'XX', '', '', '', '', '', inhabitants, '', '', '', ''].join('\t');

test('empty fields are no reason to fail, and a line without a place is left out', () => {
  const places = parsePlaces([line('Zolote', '48.7', '38.5', ''), line('', '48', '38', '9'), line('Nowhere', '', '', '9'), line('Beyond', '91', '0', '9'), ''].join('\n'));
  expect(places).toEqual([{ name: 'Zolote', lat: 48.7, lon: 38.5, size: 4 }]);
});

test('the larger come first, equal ones in a fixed order, and quarters of towns not at all', () => {
  const text = [line('B', '1', '1', '700'), line('A', '1', '1', '700'), line('C', '1', '1', '70000'), line('Quarter', '1', '1', '900000', 'PPLX')].join('\n');
  expect(parsePlaces(text).map(place => place.name)).toEqual(['C', 'A', 'B']);
});

test('classes are by inhabitants', () => expect([2e6, 1e6, 1e5, 2e4, 5e3, 4999, 0].map(sizeClass)).toEqual([0, 0, 1, 2, 3, 4, 4]));

test('a place is in the cell in which the page looks for it', () => {
  for (const [lat, lon] of [[48.02, 37.8], [-0.1, -0.1], [90, 180], [-90, -180], [0, 0]])
    expect(page.placeFiles(lon, lat, lon, lat)).toEqual([cellOf(lat, lon)]);
  expect(page.cellSize).toBe(cellSize);
});

test('nothing of a place is kept but name, position and class', () => {
  expect(cells([{ name: 'Kyiv', lat: 50.45466, lon: 30.5238, size: 0 }])).toEqual(new Map([['large', [['Kyiv', 50.4547, 30.5238, 0]]], ['50_30', [['Kyiv', 50.4547, 30.5238, 0]]]]));
});

test('the land is written so that the page reads it back to a thousandth of a degree', () => {
  const coordinates = [[[37.8, 48], [38.81234, 48.1], [38.81234, 48.1], [37.8, 48]]];
  const [[ring]] = page.readLand(writeLand({ type: 'Feature', geometry: { type: 'Polygon', coordinates } }));
  expect(ring).toEqual([[37.8, 48], [38.812, 48.1], [37.8, 48]]);
});
