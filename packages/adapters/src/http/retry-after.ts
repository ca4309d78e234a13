import { DAY_MS, type EpochMs, parseInstant } from '@ingest/core';
import { monthNumber } from '../months.js';

/** No wait that a server asks for is longer than this, so that one bad header closes a source for a day at most. */
const longestWaitMs = DAY_MS;

/**
 * When a `Retry-After` header says to come back: seconds, or one of the three date forms of RFC 9110.
 * Null for no header, garbage and the past. At most 24 hours after `now`.
 */
export function parseRetryAfter(header: string | null, now: EpochMs): EpochMs | null {
  const text = header?.trim() ?? '';
  const at = /^\d/.test(text) ? fromSeconds(text, now) : fromHttpDate(text, now);
  if (at === null || at < now) return null;
  return Math.min(at, now + longestWaitMs);
}

/** RFC 9110 allows whole seconds only; a fraction or an exponent (`1e99`) still says what is meant. */
function fromSeconds(text: string, now: EpochMs): EpochMs | null {
  return /^\d+(?:\.\d+)?(?:e\d+)?$/i.test(text) ? now + Math.ceil(Number(text) * 1000) : null;
}

const day = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const time = String.raw`(\d{2}:\d{2}:\d{2})`;
const fixDate = new RegExp(String.raw`^${day}, (\d{2}) (\w{3}) (\d{4}) ${time} GMT$`);
const rfc850Date = new RegExp(String.raw`^${day}\w*, (\d{2})-(\w{3})-(\d{2}) ${time} GMT$`);
const asctimeDate = new RegExp(String.raw`^${day} (\w{3}) ([ \d]\d) ${time} (\d{4})$`);

function fromHttpDate(text: string, now: EpochMs): EpochMs | null {
  const fix = fixDate.exec(text);
  if (fix !== null) return toInstant(fix[3], fix[2], fix[1], fix[4]);
  const rfc850 = rfc850Date.exec(text);
  if (rfc850 !== null) return fromShortYear(rfc850, now);
  const asctime = asctimeDate.exec(text);
  return asctime === null ? null : toInstant(asctime[4], asctime[1], asctime[2], asctime[3]);
}

/** Two digits of a year that would lie more than 50 years ahead are those of the century before. */
function fromShortYear([, dayOfMonth, month, year, clock]: RegExpExecArray, now: EpochMs): EpochMs | null {
  const at = toInstant(`20${year}`, month, dayOfMonth, clock);
  return at !== null && at > now + 50 * 365.25 * DAY_MS ? toInstant(`19${year}`, month, dayOfMonth, clock) : at;
}

/** By way of ISO, so that the one reader of instants refuses 30 February here too. */
function toInstant(year = '', month = '', dayOfMonth = '', clock = ''): EpochMs | null {
  const number = monthNumber(month);
  if (number === null) return null;
  return parseInstant(`${year}-${number}-${dayOfMonth.trim().padStart(2, '0')}T${clock}Z`);
}
