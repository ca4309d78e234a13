import { tickersOf } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { OffRequest } from '../../src/run/off-request.js';
import { collectionEventOf } from '../support/model-values.js';

it('warns once for each source, with all that was asked of it', () => {
  const offRequest = new OffRequest();
  expect(offRequest.warnings).toEqual([]);
  offRequest.keep(collectionEventOf({ source: 'first', itemCount: 3, tickers: tickersOf('AAPL') }));
  offRequest.keep(collectionEventOf({ source: 'second', itemCount: 1, tickers: tickersOf('AAPL') }));
  offRequest.keep(collectionEventOf({ source: 'first', itemCount: 2, tickers: tickersOf('MSFT', 'XOM') }));
  expect(offRequest.warnings).toEqual([
    'first sent 5 articles, none of them about AAPL, MSFT, XOM in the time asked for',
    'second sent 1 articles, none of them about AAPL in the time asked for',
  ]);
});
