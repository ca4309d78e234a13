import { type EpochMs, fromIso } from '@ingest/core';

/** `3 min ago`, for people; the far past as a date. */
export function ago(iso: string, now: EpochMs): string {
  const seconds = Math.round((now - fromIso(iso)) / 1000);
  if (seconds < 0) return `in ${duration(-seconds)}`;
  return seconds >= longestAgo ? iso.slice(0, 10) : `${duration(seconds)} ago`;
}

const longestAgo = 14 * 86_400;

/**
 * `41 s`, `12 min`, `3 h 5 min`, `2 d 4 h`: rounded down; nothing is shorter than no time. A screen has columns: days are a letter
 * and two units are said, where the sentences of an alert say `2 days`.
 */
export function lengthOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const rest = seconds < 86_400 ? (seconds % 3600) - (seconds % 60) : (seconds % 86_400) - (seconds % 3600);
  return seconds < 3600 || rest === 0 ? duration(seconds) : `${duration(seconds)} ${duration(rest)}`;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

/** `1.4 s` */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** `1 story`, `2 stories` */
export function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** Hours and minutes where the exchange is: news of a day is read by its clock. */
export function newYorkTime(iso: string): string {
  newYorkClock ??= new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return newYorkClock.format(fromIso(iso));
}

/** The exchange's local date. */
export function newYorkDate(iso: string): string {
  newYorkCalendar ??= new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  return newYorkCalendar.format(fromIso(iso));
}

const zone = 'America/New_York';
// Loading a zone and a language takes milliseconds that most commands need not spend.
let newYorkClock: Intl.DateTimeFormat | undefined;
let newYorkCalendar: Intl.DateTimeFormat | undefined;

/** Hours, minutes and seconds where the reader is. */
export function localClock(at: EpochMs): string {
  return new Date(at).toTimeString().slice(0, 8);
}
