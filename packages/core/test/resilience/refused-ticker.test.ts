import { scriptedSource } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { dispositionOf, errorCodes } from '../../src/errors/codes.js';
import { endsOf, mayConcernTicker } from '../../src/resilience/refused-ticker.js';

const taking = (maxTickersPerRequest: number) =>
  scriptedSource({ capabilities: { maxTickersPerRequest }, answer: () => ({ hang: true }) });

it('lets a refused entitlement concern one ticker, of a source that takes one in a request', () => {
  expect(errorCodes.filter((code) => mayConcernTicker(taking(1), code))).toEqual(['FORBIDDEN']);
  expect(endsOf(taking(1), 'FORBIDDEN')).toBe('batch');
});

it('lets every failure of other sources end what its code says', () => {
  expect(errorCodes.filter((code) => mayConcernTicker(taking(2), code))).toEqual([]);
  for (const code of errorCodes) expect(endsOf(taking(2), code)).toBe(dispositionOf(code).ends);
});
