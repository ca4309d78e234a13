import type { StatusLevel } from './status/status.js';

/** What a shell sees (SPEC section 10). */
export const exitCodes = {
  ok: 0,
  bug: 1,
  usage: 2,
  partial: 3,
  noSource: 4,
  store: 5,
  interrupted: 130,
  closedPipe: 141,
  terminated: 143,
} as const;

/** What `ingest status` alone ends with, as a Nagios check does. */
export const statusExitCodes = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const satisfies Record<
  StatusLevel,
  number
>;
