import type { EpochMs } from '../contracts/clock.js';
import { DAY_MS, parseInstant } from '../time/instant.js';
import { firstYear, lastYear, toDayNumber } from './dates.js';

/** A point in time as a caller has it: milliseconds since 1970, any text that `parseInstant` reads, or a `Date`. */
export type InstantInput = EpochMs | string | { getTime(): number };

const earliest = toDayNumber(`${firstYear}-01-02`) * DAY_MS;
const latest = toDayNumber(`${lastYear}-12-31`) * DAY_MS;

/** Throws a RangeError that quotes what names no instant of the years that a calendar answers for. */
export function readInstant(input: InstantInput): EpochMs {
  const at = toEpochMs(input);
  if (at !== null && at >= earliest && at < latest) return at;
  throw new RangeError(`not an instant of the years ${firstYear} to ${lastYear}: ${quoted(input)}`);
}

function toEpochMs(input: InstantInput): EpochMs | null {
  if (typeof input === 'number') return input;
  if (typeof input === 'string') return parseInstant(input);
  return typeof input?.getTime === 'function' ? input.getTime() : null;
}

/** JSON has no word for `NaN`. */
function quoted(input: unknown): string {
  return typeof input === 'number' ? String(input) : (JSON.stringify(input) ?? String(input));
}
