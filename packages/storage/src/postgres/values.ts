import type { StorySentiment } from '@ingest/core';
import type { PostgresTypes } from './client.js';

/** By the numbers that Postgres gives its own types. Whatever the driver was set to elsewhere, values come as we take them. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't',
  // bytea: `\x` and hex characters.
  17: (text) => text.slice(2),
  // Whole numbers of 8, 2 and 4 bytes. Instants and row numbers stay far below 2^53.
  20: Number,
  21: Number,
  23: Number,
  114: JSON.parse,
  // bigint[]: `{1,2,3}`.
  1016: (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)),
  3802: JSON.parse,
};

export const types: PostgresTypes = { getTypeParser: (oid) => parsers[oid] ?? ((text) => text) };

/** A value as it goes to the server. The text of Postgres holds no NUL character: it is kept as the replacement character. */
export function toParameter(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\u0000') ? value.replaceAll('\u0000', '\ufffd') : value;
  return Array.isArray(value) ? value.map(toParameter) : value;
}

/** A key of hex characters as bytea. */
export function toBytes(hex: string): string {
  return `\\x${hex}`;
}

/** A value as jsonb, which cannot hold a NUL character either; null is no value. */
export function toJsonb(value: object | null): string | null {
  if (value === null) return null;
  const text = JSON.stringify(value);
  return text.includes('\\u0000') ? JSON.stringify(value, (_, inner) => toParameter(inner)) : text;
}

/** The sentiment of a story with its fields in the order in which core makes them: jsonb has an order of its own. */
export function fromStorySentiment({ rank, score: shown }: StorySentiment): StorySentiment {
  const { score, confidence, label, nativeLabel, origin, model, scope, calculatedAt } = shown;
  const native = nativeLabel === undefined ? {} : { nativeLabel };
  return { rank, score: { score, confidence, label, ...native, origin, model, scope, calculatedAt } };
}
