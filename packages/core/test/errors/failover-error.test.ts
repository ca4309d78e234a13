import { describe, expect, it, vi } from 'vitest';
import { type FailoverAttempt, FailoverError } from '../../src/errors/failover-error.js';
import { IngestError } from '../../src/errors/ingest-error.js';

const attempts: readonly FailoverAttempt[] = [
  { name: 'tiingo', code: 'TIMEOUT', message: 'tiingo gave no answer within 10.0 s', durationMs: 10_000 },
  { name: 'finnhub', code: 'CIRCUIT_OPEN', message: 'finnhub is left alone', durationMs: 0 },
];

describe('FailoverError', () => {
  it('holds every attempt in order, and says in one line how each ended', () => {
    const cause = new Error('socket');
    const error = new FailoverError(attempts, { cause, hint: 'look at the network' });
    expect(error).toMatchObject({
      code: 'SOURCES_EXHAUSTED',
      message: 'none of 2 gave a good answer (tiingo: TIMEOUT, finnhub: CIRCUIT_OPEN)',
      hint: 'look at the network',
      attempts,
    });
    expect(error.cause).toBe(cause);
  });

  it('is an error of the family', () => {
    expect(IngestError.is(new FailoverError(attempts))).toBe(true);
  });
});

describe('FailoverError.is', () => {
  it('recognises an error of another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('../../src/errors/failover-error.js');
    const error = new copy.FailoverError(attempts);
    expect(error).not.toBeInstanceOf(FailoverError);
    expect(FailoverError.is(error)).toBe(true);
  });

  it.each([
    ['another error that no source answered', new IngestError('SOURCES_EXHAUSTED', 'none')],
    ['an object that looks like one', { code: 'SOURCES_EXHAUSTED', attempts }],
    ['null', null],
    ['a text', 'SOURCES_EXHAUSTED'],
  ])('does not take %s for one', (_, value) => {
    expect(FailoverError.is(value)).toBe(false);
  });
});
