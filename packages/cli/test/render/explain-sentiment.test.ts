import type { NativeSentiment, StoryScore } from '@ingest/core';
import { expect, it } from 'vitest';
import { explainSentiment } from '../../src/render/explain-sentiment.js';
import { explainedOf, historyOf } from '../support/explained.js';
import { sentimentOf } from '../support/report.js';

const at = Date.UTC(2026, 5, 4, 14);
const said: NativeSentiment = {
  priority: 0,
  article: { score: 0.31, label: 'neutral', nativeLabel: 'Somewhat-\u001bBullish', confidence: null },
  tickers: ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((ticker, index) => ({
    ticker: ticker as never,
    relevance: index === 0 ? 0.41 : null,
    statement: index < 2 ? { score: null, label: 'negative', confidence: 0.5 } : null,
  })),
};

it('says who states what, what scorers said, and what is shown of it', () => {
  const explained = explainedOf([historyOf({ source: 'alphavantage', sentiment: said }), historyOf()]);
  const scores: StoryScore[] = [
    { model: 'lexicon@1', at, opinion: { score: 0.62, confidence: 0.81 }, isPreferred: true },
    { model: 'lexicon@1', at, opinion: null, isPreferred: false },
  ];
  const sentiment = { rank: -1, score: sentimentOf() };
  const lines = explainSentiment({ ...explained, story: { ...explained.story, sentiment }, scores });
  expect(lines).toEqual([
    '  sentiment  + 0.62 0.81 lexicon@1',
    '    stated   alphavantage: = 0.31 not stated, Somewhat-\\x1bBullish; A - negative 0.50? (0.41 about it); B - negative 0.50?; C; D; E; and 2 more',
    '    scored   lexicon@1: + 0.62 0.81, 2026-06-04T14:00:00.000Z, preferred to what sources state',
    '    scored   lexicon@1: no opinion, 2026-06-04T14:00:00.000Z',
  ]);
});

it('names the ticker that it is about alone, and says when nobody says anything', () => {
  const explained = explainedOf();
  const score = sentimentOf({ scope: { kind: 'ticker', ticker: 'AAPL' as never }, model: 'polygon' });
  const about = { ...explained, story: { ...explained.story, sentiment: { rank: 0, score } } };
  expect(explainSentiment(about)).toEqual(['  sentiment  + 0.62 0.81 polygon of AAPL']);
  expect(explainSentiment(explained)).toEqual(['  sentiment  nobody says anything']);
  const scores = [{ model: 'lexicon@1', at, opinion: null, isPreferred: false }];
  expect(explainSentiment({ ...explained, scores })[0]).toBe('  sentiment  none is shown');
});
