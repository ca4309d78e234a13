import type { EpochMs } from '../contracts/clock.js';
import type { Source } from '../contracts/source.js';
import type { ErrorCode } from '../errors/codes.js';
import { SourceError } from '../errors/source-error.js';
import { toIso } from '../time/instant.js';

/** Why a source is not asked while its breaker is open: by what failed, and what can be done about it. */
export function leftAlone(
  { name, credential }: Pick<Source, 'name' | 'credential'>,
  code: ErrorCode,
  until: EpochMs,
): SourceError {
  return new SourceError(
    'CIRCUIT_OPEN',
    `${name} failed (${code}) and is left alone until ${toIso(until)}; nothing was sent`,
    { source: name, hint: hintFor(code, credential?.variable ?? `the key of ${name}`) },
  );
}

function hintFor(code: ErrorCode, key: string): string {
  if (code === 'AUTH_FAILED') return `check ${key}: a changed key is asked at once`;
  if (code === 'FORBIDDEN')
    return `this is no outage: the plan of ${key} has no entitlement to the news; add it (it is probed again by itself), or put another source first`;
  return 'nothing to do: it is probed again by itself; a changed key is asked at once';
}
