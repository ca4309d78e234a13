import { type Cursor, type Ticker, toTicker } from '@ingest/core';

/** Parameters of a url that carry a key: none of them is kept, or sent. */
const keyParameter = /(?:key|token)$/i;

/**
 * Where to go on: the query of `next_url`, whatever host it names (Polygon's is in part called Massive now, and a base url may be a
 * proxy), without a key that somebody may have put there. Null when there is nothing more.
 */
export function toCursor(nextUrl: unknown): Cursor | null {
  // The base is for a relative one only: of the answer nothing but the query is used.
  if (typeof nextUrl !== 'string' || !URL.canParse(nextUrl, 'https://api.polygon.io')) return null;
  return queryOf(new URL(nextUrl, 'https://api.polygon.io').search);
}

/** The query that {@link toCursor} kept; null for anything else, such as a cursor of an older version: begin again. */
export function fromCursor(cursor: Cursor | null): string | null {
  return typeof cursor === 'string' ? queryOf(cursor) : null;
}

/** The ticker that a cursor is about, written in it as a query or as JSON; null when it does not tell. */
export function tickerOfCursor(cursor: string): Ticker | null {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const name =
    new URLSearchParams(text).get('ticker') ?? /"ticker"\s*:\s*(?:\{\s*"eq"\s*:\s*)?"([^"]+)"/.exec(text)?.[1];
  return toTicker(name ?? '');
}

function queryOf(text: string): string | null {
  const query = new URLSearchParams(text);
  for (const name of [...query.keys()]) if (keyParameter.test(name)) query.delete(name);
  const kept = query.toString();
  return kept === '' ? null : kept;
}
