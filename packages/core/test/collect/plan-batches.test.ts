import { scriptedSource, tickersOf } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunks, liveBatching } from '../../src/collect/plan-batches.js';

describe('liveBatching', () => {
  it('asks for as many tickers in a request as the source takes, in their order', () => {
    const source = scriptedSource({ capabilities: { maxTickersPerRequest: 2 }, answer: () => ({ hang: true }) });
    const tickers = tickersOf('C', 'A', 'B');
    expect(liveBatching.plan(source, tickers)).toEqual([['C', 'A'], ['B']]);
  });

  it('has at most eight collections under way, and starts them as they were planned', () => {
    expect(liveBatching.maxConcurrent).toBe(8);
    expect(liveBatching.compare).toBeUndefined();
  });
});

describe('chunks', () => {
  it('loses nothing, keeps the order, and fills every part but the last', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 10 }), (values, size) => {
        const parts = chunks(values, size);
        expect(parts.flat()).toEqual(values);
        expect(parts).toHaveLength(Math.ceil(values.length / size));
        for (const part of parts.slice(0, -1)) expect(part).toHaveLength(size);
      }),
    );
  });

  it('makes one part when any number fits into it', () => {
    expect(chunks([1, 2, 3], Number.POSITIVE_INFINITY)).toEqual([[1, 2, 3]]);
  });

  it.each([0, -1, 0.5, Number.NaN])('refuses parts of %d values instead of never ending', (size) => {
    expect(() => chunks([1, 2], size)).toThrow(RangeError);
  });
});
