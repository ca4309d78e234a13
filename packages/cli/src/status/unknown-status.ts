import { type EpochMs, type ErrorReport, toIso } from '@ingest/core';
import { statusExitCodes } from '../exit-codes.js';
import type { Status } from './status.js';

/** That nothing could be read, and why. */
export function unknownStatus(error: ErrorReport, now: EpochMs): Status {
  return {
    status: 'unknown',
    exitCode: statusExitCodes.unknown,
    at: toIso(now),
    freshness: { lastSuccessAt: null, ageMs: null, limitMs: null, countedFrom: null, isStale: null },
    market: null,
    sources: [],
    runs: [],
    fleet: null,
    deliveries: [],
    incidents: [],
    error,
  };
}
