import { IngestError, parseDuration, type Reading, type RunReport, utcDate } from '@ingest/core';
import type { RunFlags } from '../commands/run.js';
import type { LoadedSettings } from '../config/load.js';
import type { Output } from '../output.js';
import { parseEnd, parsePoint } from '../parse-flag.js';

export interface RunCommand {
  readonly flags: RunFlags;
  readonly loaded: LoadedSettings;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** Which stretch the flags ask for; `fallback` where they say nothing. */
export function readingOf({ since, from, to }: RunFlags, now: number, fallback: Reading): Reading {
  if (from !== undefined || to !== undefined) return range(since, from, to, now);
  if (since === undefined) return fallback;
  const sinceMs = parseDuration(since) ?? now - parsePoint('--since', since, now);
  if (sinceMs > 0) return { kind: 'fresh', sinceMs };
  throw new IngestError('CONFIG_INVALID', `--since: ${since} is not in the past`);
}

function range(since: string | undefined, from: string | undefined, to: string | undefined, now: number): Reading {
  if (since !== undefined) throw new IngestError('CONFIG_INVALID', '--since does not go with --from and --to');
  if (from === undefined)
    throw new IngestError('CONFIG_INVALID', '--to needs a --from', {
      hint: 'for example --from 2026-06-01 --to 2026-06-04',
    });
  const reading = {
    kind: 'range',
    from: parsePoint('--from', from, now),
    to: to === undefined ? now : parseEnd('--to', to, now),
    // By what was asked: a back-fill up to now goes on under its name although now has moved.
    name: `${named(from, now)}/${to === undefined ? 'now' : named(to, now)}`,
    ...(to === undefined && { isOpenEnded: true }),
  } as const;
  if (reading.from >= reading.to)
    throw new IngestError('CONFIG_INVALID', `--from ${from} is not before --to ${to ?? 'now'}`);
  return reading;
}

/** A length of time names another point tomorrow: the day belongs to it. */
function named(text: string, now: number): string {
  return parseDuration(text) === null ? text : `${text}@${utcDate(now)}`;
}

/** The highest code of all runs says what the whole came to. */
export function worst(codes: readonly number[]): number {
  return Math.max(0, ...codes);
}

export function sumOf(reports: readonly RunReport[], count: (report: RunReport) => number): number {
  return reports.reduce((total, report) => total + count(report), 0);
}
