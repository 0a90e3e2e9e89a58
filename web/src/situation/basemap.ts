import type { Point } from './payload';

/** The side of a cell of places in degrees, as build/places.mjs cuts them. */
export const cellSize = 10;

/** The land as build/places.mjs writes it: polygons of rings of steps in thousandths of a degree. */
export type Land = number[][][];

/** The rings of the land in degrees. */
export function readLand(land: Land): Point[][][] {
  return land.map(polygon => polygon.map(steps => {
    const ring: Point[] = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      ring.push([x / 1000, y / 1000]);
    }
    return ring;
  }));
}

/** The names of the files of places that a view needs: "large" for a wide one, else its cells. */
export function placeFiles(west: number, south: number, east: number, north: number): string[] {
  if (east - west > 3 * cellSize || north - south > 3 * cellSize) return ['large'];
  const files = new Set<string>();
  const corner = (degrees: number, most: number) => Math.min(Math.max(Math.floor(degrees / cellSize) * cellSize, -most), most - cellSize);
  for (let lat = corner(south, 90); lat <= corner(north, 90); lat += cellSize)
    for (let lon = Math.floor(west / cellSize) * cellSize; lon <= east; lon += cellSize) files.add(`${lat}_${corner(((((lon + 180) % 360) + 360) % 360) - 180, 180)}`);
  return [...files];
}
