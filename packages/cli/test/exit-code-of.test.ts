import { errorCodes } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { exitCodeOfError, exitCodeOfReport } from '../src/exit-code-of.js';

describe('exit codes', () => {
  it('are those of the contract for every outcome', () => {
    expect(exitCodeOfReport({ outcome: 'ok' })).toBe(0);
    expect(exitCodeOfReport({ outcome: 'skipped' })).toBe(0);
    expect(exitCodeOfReport({ outcome: 'partial' })).toBe(3);
    expect(exitCodeOfReport({ outcome: 'failed' })).toBe(4);
    expect(exitCodeOfReport({ outcome: 'failed', error: { code: 'STORE_FULL', message: '' } })).toBe(5);
    expect(exitCodeOfReport({ outcome: 'failed', error: { code: 'REPLAY_MISMATCH', message: '' } })).toBe(2);
  });

  it('tell whose failure it was, for every code', () => {
    const families = { STORE: 5, REPLAY: 2, CONFIG: 2, DRIVER: 2 } as const;
    for (const code of errorCodes) {
      const family = code.split('_')[0] as keyof typeof families;
      expect(exitCodeOfError(code), code).toBe(families[family] ?? 4);
    }
  });
});
