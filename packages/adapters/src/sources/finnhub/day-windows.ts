import { type Cursor, dayNumber, type EpochMs, type PageRequest, parseInstant, utcDate } from '@ingest/core';
import { type Days, daysOf, startOfDay } from '../whole-days.js';

/**
 * The days that a reading covers. Fresh reading goes up to today and always back to yesterday at least, because Finnhub
 * takes days only and lists news late; without a window it is these two days.
 */
export function daysToRead({ reading, window }: PageRequest, now: EpochMs): Days {
  if (reading === 'range' && window !== null) return daysOf(window);
  const today = dayNumber(now);
  const first = window === null ? today : dayNumber(window.from);
  return { first: Math.min(first, today - 1), last: today };
}

/** The newer half and the older half of a stretch of at least two days. */
export function halves({ first, last }: Days): readonly [Days, Days] {
  const middle = first + Math.floor((last - first) / 2);
  return [
    { first: middle + 1, last },
    { first, last: middle },
  ];
}

/** Stretches still to be read, newest first, as text: `2026-05-20/2026-05-23`. */
export function toCursor(stretches: readonly Days[]): Cursor | null {
  return stretches.length === 0 ? null : stretches.map(({ first, last }) => `${dateOf(first)}/${dateOf(last)}`);
}

/** Null for what {@link toCursor} did not write, such as a cursor of an older version: begin again. */
export function fromCursor(cursor: Cursor | null): readonly [Days, ...Days[]] | null {
  const stretches = Array.isArray(cursor) ? cursor.map(toDays) : [];
  const [first, ...rest] = stretches.filter((days) => days !== null);
  return first === undefined || rest.length + 1 < stretches.length ? null : [first, ...rest];
}

/** A day as Finnhub takes it, `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return utcDate(startOfDay(day));
}

function toDays(text: Cursor): Days | null {
  const [, from, to] = typeof text === 'string' ? (/^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)$/.exec(text) ?? []) : [];
  const first = parseInstant(from);
  const last = parseInstant(to);
  return first === null || last === null || first > last ? null : daysOf({ from: first, to: last });
}
