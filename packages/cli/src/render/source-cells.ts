import { type EpochMs, fromIso } from '@ingest/core';
import type { SourceRow } from '../source-row.js';
import type { Paint } from './paint.js';
import { ago, lengthOf } from './time.js';

/** Cells that the tables of sources have in common. */

export function lastSuccessCell(
  { lastSuccessAt }: Pick<SourceRow, 'lastSuccessAt'>,
  paint: Paint,
  now: EpochMs,
): string {
  return lastSuccessAt === null ? paint.dash : ago(lastSuccessAt, now);
}

/** The state, and why it is not closed. */
export function breakerCell(row: Pick<SourceRow, 'breaker' | 'opened'>, paint: Paint, now: EpochMs): string {
  return [row.breaker, openedInWords(row, paint, now)].filter((text) => text !== null).join(' ');
}

/** `TIMEOUT, next probe in 4 min · since 52 min ago`; null for one that is closed. */
export function openedInWords({ opened }: Pick<SourceRow, 'opened'>, paint: Paint, now: EpochMs): string | null {
  if (opened === null) return null;
  const wait = fromIso(opened.nextProbeAt) - now;
  const probe = wait > 0 ? `next probe in ${lengthOf(wait)}` : 'probed by the next run';
  return `${opened.code}, ${probe} ${paint.dot} since ${ago(opened.since, now)}`;
}

/** Every window that is longer than a second, and a limit that a reply spoke of. */
export function quotaCell({ quota, limitedUntil }: Pick<SourceRow, 'quota' | 'limitedUntil'>, { dash }: Paint): string {
  const windows = quota.filter(({ window }) => window !== 'second');
  const levels = windows.map(({ window, used, limit }) => `${window} ${used}/${limit}`);
  const cell = [...levels, ...(limitedUntil === null ? [] : [`limited until ${limitedUntil}`])].join('  ');
  return cell === '' ? dash : cell;
}
