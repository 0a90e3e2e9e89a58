// Canonical JSON (RFC 8785): numbers and texts as this language writes them, members in the order of UTF-16 code units.
import { Unreadable, fromUtf8 } from './bytes';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

const deepest = 64;

/** Reads a text that must be its own canonical form. */
export function readCanonical(bytes: Uint8Array): Json {
  let text: string, value: Json;
  try {
    text = fromUtf8(bytes);
    value = JSON.parse(text) as Json;
  } catch {
    throw new Unreadable('this is not JSON');
  }
  if (canonical(value) !== text) throw new Unreadable('it is not in the one form in which it is written (canonical JSON): it was altered, or written anew by another program');
  return value;
}

export function canonical(value: Json, depth = 0): string {
  if (depth > deepest) throw new Unreadable('it is nested deeper than 64');
  if (Array.isArray(value)) return `[${value.map(item => canonical(item, depth + 1)).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.keys(value).sort().map(name => `${text(name)}:${canonical(value[name], depth + 1)}`).join(',')}}`;
  return typeof value === 'string' ? text(value) : JSON.stringify(value);
}

function text(value: string): string {
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value)) throw new Unreadable('a text in it has half a surrogate pair');
  return JSON.stringify(value);
}

export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
