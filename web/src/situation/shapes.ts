import type { Point, Shape } from './payload';

// Shapes are drawn on a sphere: off by less than a third of a percent from the ellipsoid on which findings are made.
const radius = 6_371_008.8;
const degree = Math.PI / 180;

/** Where one arrives from a point on a bearing (degrees clockwise from north) after some metres. */
export function away([lon, lat]: Point, bearing: number, metres: number): Point {
  const [arc, turn, latitude] = [metres / radius, bearing * degree, lat * degree];
  const sin = Math.sin(latitude) * Math.cos(arc) + Math.cos(latitude) * Math.sin(arc) * Math.cos(turn);
  const east = Math.atan2(Math.sin(turn) * Math.sin(arc) * Math.cos(latitude), Math.cos(arc) - Math.sin(latitude) * sin);
  return [lon + east / degree, Math.asin(Math.min(1, Math.max(-1, sin))) / degree];
}

/** A ring round a point, counter-clockwise and closed. */
export function disc(centre: Point, metres: number, corners = 48): Point[] {
  const ring = Array.from({ length: corners }, (_, i) => away(centre, (-360 * i) / corners, metres));
  return [...ring, ring[0]];
}

/** What an observer saw or heard in a direction between two distances; all round it is a ring with a hole. */
export function sector(apex: Point, bearing: number, half: number, near: number, far: number): Point[][] {
  if (half >= 180) return near > 0 ? [disc(apex, far), disc(apex, near).reverse()] : [disc(apex, far)];
  const steps = Math.max(2, Math.ceil(half / 4));
  const arc = (metres: number) => Array.from({ length: steps + 1 }, (_, i) => away(apex, bearing - half + (2 * half * i) / steps, metres));
  const [outer, inner] = [arc(far).reverse(), near > 0 ? arc(near) : [apex]];
  return [[...outer, ...inner, outer[0]]];
}

/**
 * A shape as rings that lie inside one another, the outermost its true bound. Drawn over one another they make an edge that fades,
 * because nobody knows that the bound is exact. Empty for a point, for no place, and for an area, which has an edge of its own.
 */
export function faded(shape: Shape, at: Point, layers = 3): Point[][][] {
  const shares = Array.from({ length: layers }, (_, i) => 1 - i * 0.12);
  if (typeof shape === 'number') return shape < 1 ? [] : shares.map(share => [disc(at, shape * share)]);
  if (!Array.isArray(shape)) return [];
  const [lon, lat, bearing, half, near, far] = shape;
  const margin = (far - near) / 2;
  return shares.map(share => sector([lon, lat], bearing, half >= 180 ? half : half * share, near + margin * (1 - share), far - margin * (1 - share)));
}

/** How far a shape reaches from the point where its symbol stands, in metres. */
export function reach(shape: Shape): number {
  return typeof shape === 'number' ? shape : Array.isArray(shape) ? shape[5] : 0;
}
