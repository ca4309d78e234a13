import { describe, expect, it } from 'vitest';
import { type Disposition, dispositionOf, type ErrorCode, errorCodes } from '../../src/errors/codes.js';

type Row = readonly [
  ErrorCode,
  Disposition['family'],
  Disposition['retry'],
  Disposition['breaker'],
  Disposition['ends'],
  Disposition['outcome'],
];

// The contract, written down a second time: whoever changes what a code does changes it here too.
const table: readonly Row[] = [
  ['NETWORK', 'source', 'backoff', 'counts', 'source', 'failed'],
  ['SERVER_ERROR', 'source', 'backoff', 'counts', 'batch', 'failed'],
  ['TIMEOUT', 'source', 'never', 'counts', 'source', 'failed'],
  ['RATE_LIMITED', 'source', 'if-delay-fits', 'untouched', 'source', 'rate-limited'],
  ['QUOTA_EXHAUSTED', 'source', 'never', 'untouched', 'rest', 'quota-exhausted'],
  ['CIRCUIT_OPEN', 'source', 'never', 'untouched', 'source', 'skipped'],
  ['AUTH_FAILED', 'source', 'never', 'opens', 'source', 'auth-failed'],
  ['FORBIDDEN', 'source', 'never', 'opens', 'source', 'auth-failed'],
  ['MALFORMED_RESPONSE', 'source', 'never', 'counts', 'batch', 'failed'],
  ['EMPTY_RESPONSE', 'source', 'never', 'counts', 'batch', 'failed'],
  ['RESPONSE_TOO_LARGE', 'source', 'never', 'counts', 'batch', 'failed'],
  ['BAD_REQUEST', 'source', 'never', 'counts', 'batch', 'failed'],
  ['NOT_FOUND', 'source', 'never', 'counts', 'batch', 'failed'],
  ['NOT_CONFIGURED', 'source', 'never', 'untouched', 'source', 'not-configured'],
  ['SOURCES_EXHAUSTED', 'run', 'never', 'untouched', 'run', 'failed'],
  ['STORE_UNAVAILABLE', 'store', 'never', 'untouched', 'run', 'failed'],
  ['STORE_BUSY', 'store', 'never', 'untouched', 'run', 'failed'],
  ['STORE_FULL', 'store', 'never', 'untouched', 'run', 'failed'],
  ['STORE_READ_ONLY', 'store', 'never', 'untouched', 'run', 'failed'],
  ['STORE_CORRUPT', 'store', 'never', 'untouched', 'run', 'failed'],
  ['STORE_SCHEMA', 'store', 'never', 'untouched', 'run', 'failed'],
  ['STORE_CONFLICT', 'store', 'never', 'untouched', 'run', 'failed'],
  ['STORE_CLOSED', 'store', 'never', 'untouched', 'run', 'failed'],
  ['STORE_LEASE_LOST', 'store', 'never', 'untouched', 'run', 'failed'],
  ['SINK_UNAVAILABLE', 'sink', 'never', 'untouched', 'batch', 'failed'],
  ['SINK_REJECTED', 'sink', 'never', 'untouched', 'batch', 'failed'],
  ['SINK_GONE', 'sink', 'never', 'untouched', 'batch', 'failed'],
  ['REPLAY_MISMATCH', 'replay', 'never', 'untouched', 'run', 'failed'],
  ['REPLAY_EMPTY', 'replay', 'never', 'untouched', 'run', 'failed'],
  ['REPLAY_INVALID', 'replay', 'never', 'untouched', 'run', 'failed'],
  ['CONFIG_INVALID', 'config', 'never', 'untouched', 'run', 'failed'],
  ['DRIVER_MISSING', 'config', 'never', 'untouched', 'run', 'failed'],
  ['ABORTED', 'run', 'never', 'untouched', 'run', 'failed'],
];

describe('dispositions', () => {
  it('have a row for every code of the contract, and no other', () => {
    expect([...errorCodes].sort()).toEqual(table.map(([code]) => code).sort());
  });

  it.each(table)('%s: of the %s, retry %s, breaker %s, ends the %s, outcome %s', (code, ...row) => {
    const { family, retry, breaker, ends, outcome } = dispositionOf(code);
    expect([family, retry, breaker, ends, outcome]).toEqual(row);
  });

  it.each(errorCodes)('say in whole sentences what %s means and what to do', (code) => {
    const { meaning, remedy } = dispositionOf(code);
    for (const sentence of [meaning, remedy]) expect(sentence).toMatch(/^[A-Z].{10,}[.]$/);
  });
});
