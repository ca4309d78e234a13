import type { CandidateSentiment, SourceItem } from '@ingest/core';
import { malformedReason, optionalId, optionalText, records } from '../fields.js';
import { sentimentPart, statementOf } from '../statements.js';
import { expectedOfMarketauxItem, marketauxItem } from './response.js';
import { plainSymbol } from './symbol.js';

/** One item of a reply, judged alone. */
export function toItem(raw: unknown): SourceItem {
  const read = marketauxItem.safeParse(raw);
  if (!read.success) {
    return { kind: 'malformed', raw, reason: malformedReason(read.error, raw, expectedOfMarketauxItem) };
  }
  const item = read.data;
  const entities = shares(item.entities);
  return {
    kind: 'candidate',
    raw,
    candidate: {
      sourceId: optionalId(item.uuid),
      headline: item.title,
      description: firstText(item.description, item.snippet),
      url: optionalText(item.url),
      // A domain, such as `seekingalpha.com`.
      publisher: optionalText(item.source),
      publishedAt: item.published_at ?? null,
      tickers: entities.map(({ ticker }) => ticker),
      tags: firstText(item.keywords)?.split(',') ?? [],
      // Of the article as a whole it says nothing.
      ...sentimentPart(null, entities),
    },
  };
}

/**
 * A number for each company, without a label. `match_score` (12 to 65 seen) says how well the name was found, on no known scale: it is
 * no relevance. The sentiments of `highlights` are of parts of a sentence, and are summed up in that of the entity.
 */
function shares(entities: readonly unknown[]): CandidateSentiment['tickers'] {
  return records(entities).flatMap((entity) => {
    const ticker = plainSymbol(entity);
    if (ticker === null) return [];
    return { ticker, relevance: null, statement: statementOf({ score: entity.sentiment_score }) };
  });
}

function firstText(...values: readonly unknown[]): string | null {
  return values.map(optionalText).find((text) => text !== null && text.trim() !== '') ?? null;
}
