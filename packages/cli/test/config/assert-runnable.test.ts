import { settings } from '@ingest/core';
import { scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { assertRunnable } from '../../src/config/assert-runnable.js';

const source = (name: string, keyId?: string | null) =>
  scriptedSource({ name, ...(keyId === undefined ? {} : { keyId }), answer: () => ({ page: { items: [] } }) });
const some = settings.parse({ tickers: ['AAPL'] });

describe('assertRunnable', () => {
  it('lets a configuration pass with tickers and a source that can be asked', () => {
    assertRunnable(some, [source('tiingo', null), source('finnhub', 'abc')]);
    assertRunnable(some, [source('free'), source('tiingo', null)]);
  });

  it.each([
    ['one source without its key', [source('tiingo', null)], 'TIINGO_API_KEY is not set: tiingo cannot be asked'],
    [
      'two sources without theirs',
      [source('tiingo', null), source('finnhub', null)],
      'TIINGO_API_KEY is not set, and neither is FINNHUB_API_KEY: no source can be asked',
    ],
    [
      'two sources that share a variable',
      [source('tiingo', null), source('tiingo', null)],
      'TIINGO_API_KEY is not set: no source can be asked',
    ],
    ['no source', [], 'sources: none is enabled'],
  ])('refuses %s', (_, sources, message) => {
    const refused = expect.objectContaining({ code: 'CONFIG_INVALID', message, hint: expect.any(String) });
    expect(() => assertRunnable(some, sources)).toThrow(refused);
  });

  it('says all that is missing, a line each', () => {
    expect(() => assertRunnable(settings.parse({}), [])).toThrow(/^no tickers: .*\nsources: none is enabled; .*$/);
  });
});
