import { DAY_MS, type EpochMs, IngestError, parseDuration, parseInstant } from '@ingest/core';

/** A point in time from a flag: a length before now, a date or an ISO instant. */
export function parsePoint(option: string, text: string, now: EpochMs): EpochMs {
  const length = parseDuration(text);
  // A number alone is a length whose unit was forgotten far more often than seconds since 1970.
  const isBare = /^\s*[-+]?[\d.]+\s*$/.test(text);
  const at = length !== null ? now - length : isBare ? null : parseInstant(text);
  if (at === null) {
    throw new IngestError('CONFIG_INVALID', `${option}: ${JSON.stringify(text)} is not a time`, {
      hint: 'expected 90m, 24h, 7d, 2026-06-04 or 2026-06-04T14:30Z',
    });
  }
  return at;
}

/** The last millisecond that a flag's text names: a date alone means the whole day. */
export function parseEnd(option: string, text: string, now: EpochMs): EpochMs {
  const at = parsePoint(option, text, now);
  return /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? at + DAY_MS - 1 : at;
}

/** A length of time from a flag, in milliseconds: more than none, and `longest` at most. */
export function parseLength(option: string, text: string, longest: string): number {
  const length = parseDuration(text);
  if (length === null || length === 0 || length > Number(parseDuration(longest))) {
    throw new IngestError('CONFIG_INVALID', `${option}: ${JSON.stringify(text)} is not a length of time`, {
      hint: `expected 30m, 2h or 1d, and at most ${longest}`,
    });
  }
  return length;
}

/** A whole number of at least one from a flag. */
export function parseLimit(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new IngestError('CONFIG_INVALID', `${option}: ${JSON.stringify(text)} is not a number of at least 1`);
  }
  return number;
}

/** A number from 0 to 1 from a flag. */
export function parseShare(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number <= 1))
    throw new IngestError('CONFIG_INVALID', `${option}: ${JSON.stringify(text)} is not a number from 0 to 1`);
  return number;
}
