import { type Clock, IngestError } from '@ingest/core';
import type { Status } from '../../status/status.js';
import { inTime } from './in-time.js';

/** How long the store may take, in milliseconds. */
export const storeAnswersWithinMs = 2000;

export interface Readiness {
  readonly ready: boolean;
  /** Why not, in words without a secret or a place: a prober needs no token. */
  readonly reasons: readonly string[];
}

/** Ready: the store answers in time, and the data is as fresh as the schedule promises. */
export async function readiness(
  status: () => Promise<Pick<Status, 'freshness'>>,
  clock: Pick<Clock, 'after'>,
): Promise<Readiness> {
  const late = () => `the store did not answer within ${storeAnswersWithinMs / 1000} s`;
  const found = await inTime(status(), storeAnswersWithinMs, clock, late).catch((error: unknown) => reasonOf(error));
  const reasons = typeof found === 'string' ? [found] : staleness(found);
  return { ready: reasons.length === 0, reasons };
}

function staleness({ freshness }: Pick<Status, 'freshness'>): readonly string[] {
  const { ageMs, isStale } = freshness;
  if (ageMs === null) return ['no collection has succeeded yet'];
  return isStale ? [`the data is stale: the last successful collection was ${Math.round(ageMs / 1000)} s ago`] : [];
}

function reasonOf(error: unknown): string {
  return IngestError.is(error) ? `the store did not answer (${error.code})` : 'the store could not be read';
}
