import { tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/errors/source-error.js';
import { lackOf } from '../../src/run/lacking-source.js';
import { collectionEventOf, failedEventOf } from '../support/model-values.js';

const tickers = tickersOf('A', 'B');
const [A, B] = [tickersOf('A'), tickersOf('B')];
const good = (fields: Parameters<typeof collectionEventOf>[0] = {}) =>
  collectionEventOf({ source: 'first', tickers, ...fields });
const bad = (fields: Parameters<typeof failedEventOf>[0] = {}) =>
  failedEventOf({ source: 'first', tickers, errorCode: 'SERVER_ERROR', ...fields });
const unasked = { requests: 0, errorCode: 'CIRCUIT_OPEN' } as const;
const none: ReadonlyMap<string, SourceError> = new Map();
const lack = (collections: Parameters<typeof lackOf>[1]['collections'], ended = none) =>
  lackOf('first', { tickers, collections, ended });
const endedBy = (code: ConstructorParameters<typeof SourceError>[0]) =>
  new Map([['first', new SourceError(code, 'no', { source: 'first' })]]);

describe('a source', () => {
  it.each([
    ['answered for everything', [good()]],
    ['answered for a ticker that it failed for before', [bad({ tickers: B }), good()]],
    ['was not to be asked for the others', [good({ tickers: A })]],
    ['was asked for nothing', []],
  ])('lacks nothing when it %s', (_, collections) => {
    expect(lack(collections)).toBeNull();
  });

  it.each([
    ['failed', [bad()], tickers, 'SERVER_ERROR'],
    ['failed for some', [good({ tickers: A }), bad({ tickers: B })], B, 'SERVER_ERROR'],
    ['is left alone', [bad(unasked)], tickers, 'CIRCUIT_OPEN'],
    ['was refused in full at a limit', [bad({ errorCode: 'RATE_LIMITED' })], tickers, 'RATE_LIMITED'],
  ] as const)('has failed for its tickers when it %s', (_, collections, missing, code) => {
    expect(lack(collections)).toEqual({ source: 'first', tickers: missing, code, isFailure: true });
  });

  it.each([
    ['before it was asked', [bad({ requests: 0, errorCode: 'QUOTA_EXHAUSTED' })], tickers],
    ['after some of them', [good({ tickers: A }), bad({ tickers: B, errorCode: 'QUOTA_EXHAUSTED' })], B],
  ])('has not failed when it came to a limit %s', (_, collections, missing) => {
    expect(lack(collections)).toMatchObject({ tickers: missing, code: 'QUOTA_EXHAUSTED', isFailure: false });
  });

  it('lacks what it was not asked for any more', () => {
    const collections = [good({ tickers: A })];
    expect(lack(collections, endedBy('TIMEOUT'))).toMatchObject({ tickers: B, code: 'TIMEOUT', isFailure: true });
    expect(lack([], endedBy('NOT_CONFIGURED'))).toMatchObject({ isFailure: false });
    expect(lack([good()], endedBy('TIMEOUT'))).toBeNull();
  });
});
