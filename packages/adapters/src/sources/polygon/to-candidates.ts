import type { CandidateSentiment, SentimentLabel, SourceItem } from '@ingest/core';
import { isRecord } from '../../is-record.js';
import { isShare, malformedReason, optionalId, optionalText, records, texts } from '../fields.js';
import { sentimentPart, statementOf } from '../statements.js';
import { expectedOfPolygonItem, polygonItem } from './response.js';

const labels: ReadonlyMap<string, SentimentLabel> = new Map([
  ['positive', 'positive'],
  ['neutral', 'neutral'],
  ['negative', 'negative'],
]);

/** One item of a reply, judged alone. */
export function toItem(raw: unknown): SourceItem {
  const read = polygonItem.safeParse(raw);
  if (!read.success) {
    return { kind: 'malformed', raw, reason: malformedReason(read.error, raw, expectedOfPolygonItem) };
  }
  const item = read.data;
  return {
    kind: 'candidate',
    raw,
    candidate: {
      sourceId: optionalId(item.id),
      headline: item.title,
      description: optionalText(item.description),
      url: optionalText(item.article_url),
      publisher: isRecord(item.publisher) ? optionalText(item.publisher.name) : null,
      publishedAt: item.published_utc ?? null,
      tickers: texts(item.tickers).filter(isShare),
      tags: texts(item.keywords),
      // Of the article as a whole it says nothing.
      ...sentimentPart(null, insights(item.insights)),
    },
  };
}

/** A label for each ticker, without a number and without a relevance. */
function insights(value: unknown): CandidateSentiment['tickers'] {
  return records(value).flatMap(({ ticker, sentiment }) => {
    if (typeof ticker !== 'string' || !isShare(ticker)) return [];
    return { ticker, relevance: null, statement: statementOf({ label: sentiment }, labels) };
  });
}
