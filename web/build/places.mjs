/** The side of a cell in degrees. The map asks for the cells that it shows. */
export const cellSize = 10;

/** The class of a settlement by its inhabitants: 0 from a million, 1 from 100,000, 2 from 20,000, 3 from 5,000, 4 below. */
export function sizeClass(inhabitants) {
  const at = [1e6, 1e5, 2e4, 5e3].findIndex(least => inhabitants >= least);
  return at < 0 ? 4 : at;
}

/**
 * The places of GeoNames' table: tab-separated, name in the second column, latitude and longitude in the fifth and sixth,
 * inhabitants in the fifteenth. Fields may be empty; a line without name or place is left out. The larger come first.
 * @param {string} text
 * @returns {{name: string, lat: number, lon: number, size: number}[]}
 */
export function parsePlaces(text) {
  const places = [];
  for (const line of text.split('\n')) {
    const fields = line.split('\t');
    const [lat, lon, inhabitants] = [fields[4], fields[5], fields[14]].map(field => (field ? Number(field) : NaN));
    if (!fields[1] || !Number.isFinite(lat) || !Number.isFinite(lon) || Math.abs(lat) > 90 || Math.abs(lon) > 180) continue;
    // A quarter of a town carries its town's number of inhabitants or none; it would stand on the map beside it.
    if (fields[7] === 'PPLX') continue;
    places.push({ name: fields[1], lat, lon, inhabitants: inhabitants || 0 });
  }
  places.sort((a, b) => b.inhabitants - a.inhabitants || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || a.lat - b.lat || a.lon - b.lon);
  return places.map(({ name, lat, lon, inhabitants }) => ({ name, lat, lon, size: sizeClass(inhabitants) }));
}

/** The name of the cell that holds a place: its south-western corner, latitude first ("40_30"). */
export function cellOf(lat, lon) {
  // The pole belongs to the cells below it, and the antimeridian to those east of it.
  return `${Math.min(Math.floor(lat / cellSize) * cellSize, 90 - cellSize)}_${Math.floor((lon === 180 ? -180 : lon) / cellSize) * cellSize}`;
}

/**
 * The files of places: "large" with all of the first two classes, for a map of a wide area, and one for each cell with all of
 * its own. A place is written [name, latitude, longitude, class].
 */
export function cells(places) {
  const files = new Map([['large', []]]);
  for (const { name, lat, lon, size } of places) {
    const written = [name, round(lat, 4), round(lon, 4), size];
    if (size < 2) files.get('large').push(written);
    const cell = cellOf(lat, lon);
    if (!files.has(cell)) files.set(cell, []);
    files.get(cell).push(written);
  }
  return files;
}

/**
 * The land as polygons of rings in thousandths of a degree, each vertex as its step from the one before: a third of the size of
 * GeoJSON once compressed. [[[x, y, dx, dy, …], …holes], …polygons]
 */
export function writeLand(land) {
  const shapes = land.type === 'FeatureCollection' ? land.features.map(one => one.geometry) : [land.geometry];
  return shapes.flatMap(shape => (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates)).map(polygon => polygon.map(steps));
}

function steps(ring) {
  const out = [];
  let [x, y] = [0, 0];
  for (const [lon, lat] of ring) {
    const [nextX, nextY] = [Math.round(lon * 1000), Math.round(lat * 1000)];
    if (out.length > 0 && nextX === x && nextY === y) continue;
    out.push(nextX - x, nextY - y);
    [x, y] = [nextX, nextY];
  }
  return out;
}

function round(value, digits) {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
