/** What the address of the situation asks for. Days are ISO dates; both ends belong to the stretch. */
export interface Asked {
  from: string | null;
  to: string | null;
  clause: string | null;
  outcome: string | null;
  place: string | null;
  words: string | null;
}

/** Reads an address as the server does. Days that are none are left out; the server's page says what is wrong. */
export function readAddress(search: string): Asked {
  const query = new URLSearchParams(search);
  const one = (name: string) => query.get(name)?.trim() || null;
  const days = readDays(one('day'));
  return { from: days?.[0] ?? null, to: days?.[1] ?? null, clause: one('clause'), outcome: one('outcome'), place: one('place'), words: one('q') };
}

/** "2025-09-06" or "2025-09-06..2025-09-09", in whichever order. */
export function readDays(written: string | null): [from: string, to: string] | null {
  const parts = written?.split('..') ?? [];
  if (parts.length < 1 || parts.length > 2 || !parts.every(isDay)) return null;
  const [from, to] = [parts[0], parts[parts.length - 1]];
  return from <= to ? [from, to] : [to, from];
}

/** The stretch from the earliest to the latest day of two stretches, as an address writes it. */
export function joinDays(a: string, b: string): string | null {
  const [one, other] = [readDays(a), readDays(b)];
  if (!one || !other) return null;
  const from = one[0] < other[0] ? one[0] : other[0];
  const to = one[1] > other[1] ? one[1] : other[1];
  return from === to ? from : `${from}..${to}`;
}

/** An address with one part set, or taken out, and the list from its beginning. */
export function withPart(address: string, name: string, value: string | null): string {
  const url = new URL(address, 'http://here');
  if (value) url.searchParams.set(name, value);
  else url.searchParams.delete(name);
  url.searchParams.delete('page');
  return url.pathname + url.search;
}

/** The address that a form with method GET leads to, without its empty fields. */
export function formAddress(action: string, fields: Iterable<[string, FormDataEntryValue]>): string {
  const query = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === 'string' && value.trim()) query.append(name, value.trim());
  const text = query.toString();
  return text ? `${action}?${text}` : action;
}

/** The number of days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** What a map has in sight, in degrees, and its zoom. */
export interface Sight {
  west: number;
  south: number;
  east: number;
  north: number;
  zoom: number;
}

/** Half as much again on each side, so that a short way needs no new answer; the zoom is a whole number. */
export function widened({ west, south, east, north, zoom }: Sight): Sight {
  const [across, up] = [(east - west) / 2, (north - south) / 2];
  const to = (degrees: number) => Math.round(degrees * 1000) / 1000;
  return { west: Math.max(-180, to(west - across)), south: Math.max(-85, to(south - up)), east: Math.min(180, to(east + across)), north: Math.min(85, to(north + up)), zoom: Math.max(0, Math.round(zoom)) };
}

/** Whether what is in sight lies in a window that was asked for, as near as that. */
export function isWithin(sight: Sight, window: Sight): boolean {
  return Math.max(0, Math.round(sight.zoom)) === window.zoom && Math.max(-180, sight.west) >= window.west && Math.min(180, sight.east) <= window.east && Math.max(-85, sight.south) >= window.south && Math.min(85, sight.north) <= window.north;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
