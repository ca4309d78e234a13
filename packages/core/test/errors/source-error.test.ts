import { describe, expect, it, vi } from 'vitest';
import { IngestError } from '../../src/errors/ingest-error.js';
import { limitWindows, SourceError } from '../../src/errors/source-error.js';

describe('SourceError', () => {
  it('keeps which source, what status and when to come back', () => {
    const cause = new Error('socket');
    const error = new SourceError('RATE_LIMITED', 'tiingo answers 429', {
      source: 'tiingo',
      status: 429,
      retryAt: 1_780_581_600_000,
      limitWindow: 'hour',
      hint: 'ask less often',
      cause,
    });
    expect(error).toMatchObject({
      code: 'RATE_LIMITED',
      message: 'tiingo answers 429',
      source: 'tiingo',
      status: 429,
      retryAt: 1_780_581_600_000,
      limitWindow: 'hour',
      hint: 'ask less often',
      permanent: false,
    });
    expect(error.cause).toBe(cause);
  });

  it('knows only its source when nothing else is given', () => {
    const error = new SourceError('NETWORK', 'no connection', { source: 'tiingo', permanent: true });
    expect(error).toMatchObject({ status: undefined, retryAt: undefined, limitWindow: undefined, permanent: true });
  });

  it('knows the windows of a plan from the shortest to the longest', () => {
    expect(limitWindows).toEqual(['second', 'minute', 'hour', 'day', 'month']);
  });
});

describe('SourceError.is', () => {
  it('recognises an error of another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('../../src/errors/source-error.js');
    const error = new copy.SourceError('TIMEOUT', 'late', { source: 'tiingo' });
    expect(error).not.toBeInstanceOf(SourceError);
    expect(SourceError.is(error)).toBe(true);
  });

  it.each([
    ['an error that is not a source’s', new IngestError('TIMEOUT', 'late')],
    ['an object that looks like one', { source: 'tiingo', code: 'TIMEOUT' }],
    ['null', null],
    ['a text', 'TIMEOUT'],
  ])('does not take %s for one', (_, value) => {
    expect(SourceError.is(value)).toBe(false);
  });
});
