import { type Cursor, type EpochMs, MINUTE_MS, parseInstant, toIso } from '@ingest/core';

/** An instant as `time_from` and `time_to` take it, cut to its minute: `20241223T2032`. */
export function toMinute(at: EpochMs): string {
  return toIso(at).slice(0, 16).replaceAll(/[-:]/g, '');
}

/** The instant of a cursor that {@link toMinute} wrote; null for anything else, such as one of an older version: begin again. */
export function fromMinute(cursor: Cursor | null): EpochMs | null {
  return typeof cursor === 'string' && /^\d{8}T\d{4}$/.test(cursor) ? parseInstant(toIsoForm(cursor)) : null;
}

/** `20241223T203222` in a form that core reads. No zone is stated; UTC is taken. Anything else stays as it came. */
export function toIsoForm(time: string): string {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?$/.exec(time.trim());
  if (match === null) return time;
  const [, year, month, day, hour, minute, second = '00'] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

export function startOfMinute(at: EpochMs): EpochMs {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}
