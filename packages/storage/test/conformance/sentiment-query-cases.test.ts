import type { ItemQuery } from '@ingest/core';
import { describe } from 'vitest';
import { sentimentQueryCases } from '../../src/conformance/sentiment-query-cases.js';
import { findOut, otherwise } from '../support/conform.js';

/** A store that is asked something else than it should be. */
function asks(change: (query: ItemQuery) => ItemQuery, ...foundBy: readonly string[]) {
  return otherwise(
    'reading',
    ({ items, countItems }) => ({
      items: (query) => items(change(query)),
      countItems: (query) => countItems(change(query)),
    }),
    ...foundBy,
  );
}

const chosen = 'items are chosen by the label that they show and by how sure it is';
const limited = 'of those that are chosen by their sentiment a limit takes the newest, and all are counted';
const relevant = 'items are chosen by how much they are about a ticker, where a source says so';
const then = 'as of an instant a story shows the sentiment of then, and is chosen by it';
const sureThen = 'as of an instant it is asked how sure and how much about a ticker a story was then';

describe('the cases of what is chosen by its sentiment', () => {
  findOut(sentimentQueryCases, {
    'chooses by no label': asks(({ sentiments: _, ...query }) => query, chosen, limited, then),
    'chooses by the first label alone': asks(
      ({ sentiments, ...query }) => (sentiments ? { ...query, sentiments: sentiments.slice(0, 1) } : query),
      chosen,
      limited,
    ),
    'takes no label for any': asks(
      ({ sentiments, ...query }) => (sentiments?.length ? { ...query, sentiments } : query),
      chosen,
    ),
    'asks not how sure': asks(({ minConfidence: _, ...query }) => query, chosen, limited, sureThen),
    'asks not how sure where that is 0': asks(
      ({ minConfidence, ...query }) => (minConfidence ? { ...query, minConfidence } : query),
      chosen,
    ),
    'leaves out what is just as sure': asks(
      ({ minConfidence, ...query }) =>
        minConfidence === undefined ? query : { ...query, minConfidence: minConfidence + 1e-9 },
      chosen,
    ),
    'asks not how much about a ticker': asks(({ minRelevance: _, ...query }) => query, relevant, sureThen),
    'leaves out what is just as much about a ticker': asks(
      ({ minRelevance, ...query }) =>
        minRelevance === undefined ? query : { ...query, minRelevance: minRelevance + 1e-9 },
      relevant,
      sureThen,
    ),
    'leaves out those of which no source says how much': otherwise(
      'reading',
      ({ items }) => ({
        async *items(query) {
          for await (const item of items(query))
            if (!query.minRelevance || item.attributions.some(({ aboutTickers }) => aboutTickers)) yield item;
        },
      }),
      relevant,
      sureThen,
    ),
    'counts all whatever sentiment they show': otherwise(
      'reading',
      ({ countItems }) => ({ countItems: ({ sentiments: _, ...query }) => countItems(query) }),
      chosen,
      limited,
      then,
    ),
    'limits before it chooses': otherwise(
      'reading',
      ({ items }) => ({
        async *items({ limit, sentiments, ...query }) {
          for await (const item of items(limit === undefined ? query : { ...query, limit }))
            if (!sentiments || (item.sentiment && sentiments.includes(item.sentiment.label))) yield item;
        },
      }),
      limited,
    ),
    'chooses stories of then by their label of now': otherwise(
      'reading',
      ({ items }) => ({
        async *items({ sentiments, ...query }) {
          const { asOf: _, ...now } = query;
          const keys = new Set<string>();
          for await (const { storyKey } of items(sentiments ? { ...now, sentiments } : now)) keys.add(storyKey);
          for await (const item of items(query)) if (keys.has(item.storyKey)) yield item;
        },
      }),
      then,
    ),
    'shows stories of then with their sentiment of now': otherwise(
      'reading',
      ({ items }) => ({
        async *items(query) {
          const { asOf: _, ...now } = query;
          const shown = new Map<string, object>();
          for await (const item of items(now))
            shown.set(item.storyKey, item.sentiment ? { sentiment: item.sentiment } : {});
          for await (const { sentiment: __, ...item } of items(query)) yield { ...item, ...shown.get(item.storyKey) };
        },
      }),
      then,
    ),
    'shows no sentiment beside old texts': otherwise(
      'reading',
      ({ items }) => ({
        async *items(query) {
          for await (const { sentiment, ...item } of items(query))
            yield query.withRevisions || !sentiment ? item : { ...item, sentiment };
        },
      }),
      'with its old texts a story has its sentiment too',
    ),
  });
});
