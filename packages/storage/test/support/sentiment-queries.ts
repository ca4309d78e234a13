import {
  type ItemQuery,
  type NativeSentiment,
  type NativeStatement,
  type Store,
  sentimentLabel,
  storyKey,
} from '@ingest/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { createMemoryStore } from '../../src/memory/index.js';

const numbers = [0, 0.25, 0.6, 1];
const names = ['BELT', 'CLDR', 'DNMR'];

/** One of each, whatever may be there and not. */
function statementsOf(index: number): NativeSentiment | null {
  const label = sentimentLabel.options[index % 3] ?? 'neutral';
  const statement: NativeStatement = { score: null, label, confidence: numbers[index % 5] ?? null };
  if (index % 7 === 0) return null;
  return {
    priority: 0,
    article: index % 4 === 0 ? null : statement,
    tickers: tickers(...names.slice(0, index % 4)).map((ticker, at) => ({
      ticker,
      relevance: numbers[(index + at) % 6] ?? null,
      statement: index % 3 === 0 ? null : statement,
    })),
  };
}

const anyQuery: fc.Arbitrary<ItemQuery> = fc.record(
  {
    tickers: fc.uniqueArray(fc.constantFrom(...tickers(...names)), { maxLength: 2 }),
    sentiments: fc.uniqueArray(fc.constantFrom(...sentimentLabel.options), { maxLength: 2 }),
    minConfidence: fc.constantFrom(...numbers),
    minRelevance: fc.constantFrom(...numbers),
    asOf: fc.constantFrom(noon, noon + 1),
  },
  { requiredKeys: [] },
);

/** Whether an empty store finds by sentiment what the reference finds, whatever is asked. */
export async function findsAsTheReference(store: Store): Promise<void> {
  const memory = createMemoryStore();
  await memory.open({ create: true });
  const articles = Array.from({ length: 60 }, (_, index) =>
    numbered(index, { tickers: tickers(...names), sentiment: statementsOf(index) }),
  );
  // Other sources say something of stories that have a sentiment, and of some that have none.
  const joining = articles
    .slice(0, 40)
    .map((one, index) => ({ ...one, source: 'finnhub', sentiment: statementsOf(index + 3) }));
  for (const one of [store, memory]) {
    await one.articles.commitPage(page(articles, { at: noon }));
    await one.articles.commitPage(page(joining, { at: noon + 1, source: 'finnhub' }));
    const scores = articles.slice(35).map((given, index) => ({
      storyKey: storyKey(given),
      headline: given.headline,
      score: {
        model: 'lexicon@1',
        at: noon + 1,
        opinion: { score: index % 2 ? 0.9 : -0.9, confidence: numbers[index % 5] ?? null },
        isPreferred: false,
      },
    }));
    await one.articles.addScores(scores);
  }
  const found = new Set<number>();
  await fc.assert(
    fc.asyncProperty(anyQuery, async (query) => {
      const expected = await all(memory.reading.items(query));
      found.add(expected.length);
      expect(await all(store.reading.items(query))).toEqual(expected);
      expect(await store.reading.countItems(query)).toBe(expected.length);
    }),
    { numRuns: 60 },
  );
  // Queries that find everything, or nothing, say little.
  expect(found.size).toBeGreaterThan(10);
}
