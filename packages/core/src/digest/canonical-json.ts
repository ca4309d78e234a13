/** A value that JSON can carry; a member that is undefined is left out. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

const loneSurrogate = /\p{Surrogate}/u;

/**
 * The canonical form of RFC 8785: members sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript
 * writes them. Throws a TypeError on what has no such form: a number that is not finite, half of a surrogate pair.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON form`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members: string[] = [];
  // Without a comparator `sort` orders by UTF-16 code units, as the RFC asks for.
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${canonicalString(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

function canonicalString(text: string): string {
  if (loneSurrogate.test(text))
    throw new TypeError('a string with half of a surrogate pair has no canonical JSON form');
  return JSON.stringify(text);
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
