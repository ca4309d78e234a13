import type { CandidateSentiment, CandidateStatement, SourceItem } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { sourceSentimentCases } from '../../src/conformance/source-sentiment-cases.js';
import { type BrokenSource, failuresOf, findOutSources, smallSubject } from '../support/small-source.js';

type Change = (sentiment: CandidateSentiment | undefined) => CandidateSentiment | undefined;

/** A source that says something else of sentiment. */
function says(change: Change, ...foundBy: readonly string[]): BrokenSource {
  const changed = (item: SourceItem): SourceItem => {
    if (item.kind === 'malformed') return item;
    const { sentiment: before, ...others } = item.candidate;
    const sentiment = change(before);
    return { ...item, candidate: { ...others, ...(sentiment !== undefined && { sentiment }) } };
  };
  return {
    how: ({ fetchPage }) => ({
      async fetchPage(...asked) {
        const page = await fetchPage(...asked);
        return { ...page, items: page.items.map(changed) };
      },
    }),
    foundBy,
  };
}

const article = (statement: Partial<CandidateStatement>): CandidateSentiment => ({
  article: { score: null, label: null, confidence: null, ...statement },
  tickers: [],
});
/** Of what was said of the article as a whole. */
const instead =
  (how: (said: CandidateStatement) => Partial<CandidateStatement>): Change =>
  (sentiment) =>
    sentiment?.article ? article({ ...sentiment.article, ...how(sentiment.article) }) : sentiment;

const scale = 'what is stated of sentiment is on the scale, and its confidence is no copy of the score';
const nothing = 'nothing is stated where nothing was said';

describe('the cases of sentiment', () => {
  findOutSources(sourceSentimentCases, {
    'makes a zero of nothing': says((sentiment) => sentiment ?? article({ score: 0 }), nothing),
    'calls neutral what nobody called so': says((sentiment) => sentiment ?? article({ label: 'neutral' }), nothing),
    'counts in percent': says(
      instead(({ score }) => ({ score: (score ?? 0) * 100 })),
      scale,
    ),
    'states what is no number': says(
      instead(() => ({ score: Number.NaN })),
      scale,
    ),
    'hands a number on as a text': says(
      // biome-ignore lint/suspicious/noExplicitAny: what the contract forbids
      instead(({ score }) => ({ score: String(score) as any })),
      scale,
    ),
    'keeps the words of its provider for labels': says(
      // biome-ignore lint/suspicious/noExplicitAny: what the contract forbids
      instead(() => ({ label: 'Somewhat-Bullish' as any })),
      scale,
    ),
    'states nothing, and says that it does': says(
      instead(() => ({ score: null, label: null })),
      scale,
    ),
    'is sure beyond measure': says(
      instead(() => ({ confidence: 65.4 })),
      scale,
    ),
    'makes its confidence of its score': says(
      instead(({ score }) => ({ confidence: Math.abs(score ?? 0) })),
      scale,
    ),
    'says how well a name matches for how much an article is about it': says(
      (sentiment) => sentiment && { ...sentiment, tickers: [{ ticker: 'AAPL', relevance: 65.4, statement: null }] },
      scale,
    ),
    'states something of what is no ticker': says(
      (sentiment) => sentiment && { ...sentiment, tickers: [{ ticker: 'no ticker', relevance: 1, statement: null }] },
      scale,
    ),
    'hands nothing on': says(() => undefined, scale),
  });

  test('a source that states a sentiment is not taken without a page that says nothing of it', async () => {
    const { pageWithoutSentiment: _, ...subject } = smallSubject();
    expect(await failuresOf(sourceSentimentCases, subject)).toEqual([scale]);
  });
});
