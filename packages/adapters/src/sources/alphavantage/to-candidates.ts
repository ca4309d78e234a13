import type { CandidateSentiment, SentimentLabel, SourceItem } from '@ingest/core';
import { isShare, malformedReason, optionalText, records, texts } from '../fields.js';
import { numberWithin, sentimentPart, statementOf } from '../statements.js';
import { withoutListings } from './headline.js';
import { alphaVantageItem, expectedOfAlphaVantageItem } from './response.js';
import { toIsoForm } from './time.js';

/** Its five words; its own definition of them writes the fourth with an underscore. */
const labels: ReadonlyMap<string, SentimentLabel> = new Map([
  ['bearish', 'negative'],
  ['somewhat-bearish', 'negative'],
  ['somewhat_bearish', 'negative'],
  ['neutral', 'neutral'],
  ['somewhat-bullish', 'positive'],
  ['somewhat_bullish', 'positive'],
  ['bullish', 'positive'],
]);

/** One item of a feed, judged alone. */
export function toItem(raw: unknown): SourceItem {
  const read = alphaVantageItem.safeParse(raw);
  if (!read.success) {
    return { kind: 'malformed', raw, reason: malformedReason(read.error, raw, expectedOfAlphaVantageItem) };
  }
  const item = read.data;
  const url = optionalText(item.url);
  const about = shares(item.ticker_sentiment);
  return {
    kind: 'candidate',
    raw,
    candidate: {
      // There is no other id, and an article keeps its address when its title is changed.
      sourceId: url,
      headline: withoutListings(item.title),
      description: optionalText(item.summary),
      url,
      publisher: optionalText(item.source),
      publishedAt:
        typeof item.time_published === 'string' ? toIsoForm(item.time_published) : (item.time_published ?? null),
      tickers: about.map(({ ticker }) => ticker),
      tags: texts(records(item.topics).map(({ topic }) => topic)),
      ...sentimentPart(
        statementOf({ score: item.overall_sentiment_score, label: item.overall_sentiment_label }, labels),
        about,
      ),
    },
  };
}

/** `CRYPTO:` and `FOREX:` are no tickers. */
function shares(value: unknown): CandidateSentiment['tickers'] {
  return records(value).flatMap((entry) => {
    const { ticker, relevance_score, ticker_sentiment_score, ticker_sentiment_label } = entry;
    if (typeof ticker !== 'string' || !isShare(ticker)) return [];
    return {
      ticker,
      relevance: numberWithin(relevance_score, 0, 1),
      statement: statementOf({ score: ticker_sentiment_score, label: ticker_sentiment_label }, labels),
    };
  });
}
