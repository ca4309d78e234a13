import { expect, test } from 'vitest';
import { missingFeature, type SourceFeature } from '../../src/conformance/source-subject.js';
import { smallSubject } from '../support/small-source.js';

const needing = (...needs: readonly SourceFeature[]) => ({ name: 'a case', needs, run: async () => {} });
const all = [
  'key',
  'malformed items',
  'items to read again',
  'pages',
  'tickers in a request',
  'no tickers in a request',
  'memory',
  'aggregate',
  'sentiment',
  'refusals with a good status',
] as const satisfies readonly SourceFeature[];
const missing = (subject: ReturnType<typeof smallSubject>) =>
  all.filter((feature) => missingFeature(needing(feature), subject) !== null);

test('a source has what it says that it has', () => {
  expect(missing(smallSubject())).toEqual(['no tickers in a request', 'memory']);
  const feed = smallSubject(({ capabilities }) => ({
    capabilities: {
      ...capabilities,
      articlesPerRequest: Number.POSITIVE_INFINITY,
      isUnfiltered: true,
      remembers: true,
    },
    readItem: undefined as never,
    fetchAggregate: undefined as never,
  }));
  const { pageWithoutSentiment: _, refusals: __, ...bare } = { ...feed, key: null, pageWithMalformedItem: null };
  expect(missing(bare)).toEqual([
    'key',
    'malformed items',
    'items to read again',
    'pages',
    'tickers in a request',
    'aggregate',
    'sentiment',
    'refusals with a good status',
  ]);
});

test('the first of the needs that is missing is named', () => {
  expect(missingFeature(needing(), smallSubject())).toBeNull();
  expect(missingFeature(needing('key', 'memory', 'no tickers in a request'), smallSubject())).toBe('memory');
});
