import { describe, expect, it } from 'vitest';
import { dispositionOf, errorCodes } from '../../src/errors/codes.js';
import { IngestError } from '../../src/errors/ingest-error.js';
import { breakerEventOf, circuitOpen, failureOf, timedOut } from '../../src/resilience/failover-failure.js';

describe('failureOf', () => {
  it.each(errorCodes)('takes %s for what its row says', (code) => {
    const error = new IngestError(code, 'no');
    const { family, ends } = dispositionOf(code);
    expect(failureOf('tiingo', error)).toBe(family !== 'source' && ends === 'run' ? null : error);
  });

  it('takes an error of a source for its own failure, and one of the store for the end of the run', () => {
    expect(failureOf('tiingo', new IngestError('NOT_FOUND', 'no'))).not.toBeNull();
    expect(failureOf('tiingo', new IngestError('STORE_FULL', 'no'))).toBeNull();
    expect(failureOf('tiingo', new IngestError('ABORTED', 'no'))).toBeNull();
  });

  it.each([
    ['an error of a library', new Error('ECONNRESET'), 'tiingo failed: ECONNRESET'],
    [
      'a broken connection of fetch',
      new TypeError('fetch failed', { cause: new Error('x') }),
      'tiingo failed: fetch failed',
    ],
    ['a text', 'no luck', 'tiingo failed: no luck'],
    ['nothing', undefined, 'tiingo failed: a value that is no error was thrown'],
  ])('takes %s for a failure of the network', (_, thrown, message) => {
    const failure = failureOf('tiingo', thrown);
    expect(failure).toMatchObject({ code: 'NETWORK', message });
    expect(failure?.cause).toBe(thrown);
  });

  it.each([new TypeError('x is not a function'), new RangeError('limit'), new ReferenceError('x')])(
    'takes a mistake for the end of the run: %s',
    (mistake) => {
      expect(failureOf('tiingo', mistake)).toBeNull();
    },
  );
});

describe('breakerEventOf', () => {
  it.each([
    ['TIMEOUT', { kind: 'failed', code: 'TIMEOUT' }],
    ['BAD_REQUEST', { kind: 'failed', code: 'BAD_REQUEST' }],
    ['FORBIDDEN', { kind: 'refused', code: 'FORBIDDEN' }],
    ['RATE_LIMITED', null],
    ['NOT_CONFIGURED', null],
  ] as const)('reads what %s means from its row', (code, event) => {
    expect(breakerEventOf(new IngestError(code, 'no'))).toEqual(event);
  });
});

describe('the errors of a failover', () => {
  it('say who, how long and until when', () => {
    expect(timedOut('tiingo', 2500).message).toBe('tiingo gave no answer within 2.5 s');
    expect(circuitOpen('tiingo', { until: Date.UTC(2026, 5, 4, 14), code: 'TIMEOUT' }).message).toBe(
      'tiingo failed (TIMEOUT) and is left alone until 2026-06-04T14:00:00.000Z',
    );
  });
});
