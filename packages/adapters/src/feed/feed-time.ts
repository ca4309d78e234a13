import { monthNumber } from '../months.js';

/** Zones that RFC 822 names, and what they are called in Europe, in hours and minutes east of UTC. A name of no fixed offset is none. */
const zones: Readonly<Record<string, string>> = {
  UT: '+0000',
  UTC: '+0000',
  GMT: '+0000',
  Z: '+0000',
  EST: '-0500',
  EDT: '-0400',
  CST: '-0600',
  CDT: '-0500',
  MST: '-0700',
  MDT: '-0600',
  PST: '-0800',
  PDT: '-0700',
  WET: '+0000',
  CET: '+0100',
  CEST: '+0200',
};

const mailDate =
  /^(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3,9})\.?[\s-]+(\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([a-z]{1,5}|[+-]\d{2}:?\d{2})?(?:\s*\([^)]*\))?$/i;

/**
 * A time as feeds write it (RFC 822 and what servers make of it), in the form of ISO-8601, such as `2026-06-04T14:00:00-0400`; without a
 * zone it is UTC. Any other text comes back as it is; null for a zone that is not known, which could be any time.
 */
export function feedTime(text: string): string | null {
  const match = mailDate.exec(text.trim());
  if (match === null) return text;
  const [, day = '', name = '', year = '', hour = '', minute = '', second = '00', zone = 'UTC'] = match;
  const month = monthNumber(name);
  const offset = /^[+-]/.test(zone) ? zone.replace(':', '') : zones[zone.toUpperCase()];
  if (month === null || offset === undefined) return null;
  return `${wholeYear(year)}-${month}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute}:${second}${offset}`;
}

/** As RFC 2822 reads years of two digits. */
function wholeYear(year: string): string {
  if (year.length === 4) return year;
  return Number(year) < 50 ? `20${year}` : `19${year}`;
}
