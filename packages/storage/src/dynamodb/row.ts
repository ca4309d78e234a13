import { deflateSync, inflateSync } from 'node:zlib';
import { type EpochMs, IngestError } from '@ingest/core';

/** Where a row is. Neither part is ever empty. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A row of the table: its key, and attributes that are texts or numbers. What is not asked about stands in a body of JSON. */
export type Row = Key & Readonly<Record<string, string | number>>;

/** A value of the SDK's. */
type AttributeValue = { readonly S: string } | { readonly N: string };
export type Item = Readonly<Record<string, AttributeValue>>;

/** Bodies above this are deflated, in bytes: a story with a long history stays far below the 400 KB that an item may have. */
const plainBytes = 30_000;
const mostBytes = 350_000;
/** For a row that holds others, each of which may be as large as a row may be. */
export const mostBytesOfRows = 390_000;

/** One text for a key, for maps. */
export function keyText({ pk, sk }: Key): string {
  return `${pk}\u0000${sk}`;
}

export function keyOf({ pk, sk }: Key): Key {
  return { pk, sk };
}

/** A row with a body. STORE_FULL when even deflated it is more than an item may have. */
export function rowOf(
  key: Key,
  body: unknown,
  attributes: Readonly<Record<string, string | number>> = {},
  most = mostBytes,
): Row {
  const text = JSON.stringify(body);
  if (Buffer.byteLength(text) <= plainBytes) return { ...keyOf(key), ...attributes, body: text };
  const deflated = deflateSync(text).toString('base64');
  if (deflated.length > most)
    throw new IngestError(
      'STORE_FULL',
      `a row of ${deflated.length} bytes does not fit into DynamoDB: ${key.pk} ${key.sk}`,
      {
        hint: 'an item has 400 KB at most: prune what is old, or keep this in another store (ingest docs: storage)',
      },
    );
  return { ...keyOf(key), ...attributes, deflated };
}

/** The body that {@link rowOf} wrote. */
export function bodyOf<Body>({ body, deflated }: Row): Body {
  if (typeof body === 'string') return JSON.parse(body) as Body;
  return JSON.parse(inflateSync(Buffer.from(String(deflated), 'base64')).toString()) as Body;
}

export function toItem(row: Row): Item {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toAttribute(value)]));
}

export function toKeyItem({ pk, sk }: Key): Item {
  return { pk: { S: pk }, sk: { S: sk } };
}

export function toAttribute(value: string | number): AttributeValue {
  return typeof value === 'string' ? { S: value } : { N: String(value) };
}

export function fromItem(item: Readonly<Record<string, { S?: string; N?: string }>>): Row {
  const entries = Object.entries(item).map(([name, { S, N }]) => [name, S ?? Number(N)]);
  return Object.fromEntries(entries) as Row;
}

/** A count or version as text that sorts as the number does. */
export function sorted(count: number): string {
  return String(count).padStart(12, '0');
}

/** Far enough before 1970 for every instant that news can have. */
const shiftMs = 1e14;

/** An instant as text that sorts as the instant does. */
export function instantText(at: EpochMs): string {
  return String(at + shiftMs).padStart(16, '0');
}

export function fromInstantText(text: string): EpochMs {
  return Number(text.slice(0, 16)) - shiftMs;
}
