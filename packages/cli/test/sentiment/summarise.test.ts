import type { NewsItem } from '@ingest/core';
import { expect, it } from 'vitest';
import { SentimentCounter } from '../../src/sentiment/summarise.js';
import { itemOf, sentimentOf } from '../support/report.js';

const dates = ['2026-06-03', '2026-06-04'];
const counter = (minRelevance = 0.2) =>
  new SentimentCounter({ ticker: 'AAPL', dates, dateOf: (at) => at.slice(0, 10), minRelevance });

const scored = (fields: Parameters<typeof sentimentOf>[0], item: Partial<NewsItem> = {}) =>
  itemOf({ ...item, sentiment: sentimentOf(fields) });

it('counts what stories say, day by day and by whom', () => {
  const counting = counter();
  counting.add(scored({ score: 0.5 }));
  counting.add(
    scored({ score: -0.4, label: 'negative', confidence: 0.3 }, { publishedAt: '2026-06-03T10:00:00.000Z' }),
  );
  counting.add(scored({ score: null, confidence: null, origin: 'provider', model: 'polygon' }));
  counting.add(scored({ score: 0, label: 'neutral' }));
  counting.add(itemOf());
  expect(counting.summary()).toEqual({
    ticker: 'AAPL',
    total: { stories: 5, positive: 2, neutral: 1, negative: 1, unscored: 1, meanScore: 0.033 },
    lessRelevant: 0,
    lowConfidence: 1,
    notStated: 1,
    derived: 3,
    disagreements: 0,
    models: [
      { model: 'lexicon@1', origin: 'derived', stories: 3 },
      { model: 'polygon', origin: 'provider', stories: 1 },
    ],
    days: [
      { date: '2026-06-03', stories: 1, positive: 0, neutral: 0, negative: 1, unscored: 0, meanScore: -0.4 },
      { date: '2026-06-04', stories: 4, positive: 2, neutral: 1, negative: 0, unscored: 1, meanScore: 0.25 },
    ],
  });
});

it('leaves out what a source calls less about the ticker, and takes what is said of the ticker before the rest', () => {
  const [attribution] = itemOf().attributions;
  if (attribution === undefined) throw new TypeError('no attribution');
  const about = (relevance: number) => {
    const sentiment = sentimentOf({ label: 'negative', origin: 'provider', model: 'wire', score: -0.7 });
    const tickers = ['AAPL', 'MSFT'] as never[];
    const aboutTickers = tickers.map((ticker) => ({ ticker, relevance, sentiment }));
    return scored({}, { attributions: [{ ...attribution, aboutTickers }] });
  };
  const counting = counter();
  for (const relevance of [0.1999, 0.2]) counting.add(about(relevance));
  expect(counting.summary()).toMatchObject({ lessRelevant: 1, total: { stories: 1, negative: 1 } });
  const all = counter(0);
  all.add(about(0));
  expect(all.summary()).toMatchObject({ lessRelevant: 0, total: { stories: 1 } });
});

it('counts stories of which sources say the opposite of each other', () => {
  const [attribution] = itemOf().attributions;
  if (attribution === undefined) throw new TypeError('no attribution');
  const [good, bad] = [sentimentOf({ model: 'wire' }), sentimentOf({ model: 'post', label: 'negative' })];
  const counting = counter();
  counting.add(itemOf({ attributions: [good, bad].map((sentiment) => ({ ...attribution, sentiment })) }));
  expect(counting.summary().disagreements).toBe(1);
});

it('says nothing of a mean where nobody gave a number', () => {
  const counting = counter();
  counting.add(scored({ score: null }));
  expect(counting.summary().total.meanScore).toBeNull();
});
