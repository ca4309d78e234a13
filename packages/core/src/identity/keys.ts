import { hash } from 'node:crypto';
import type { EpochMs } from '../contracts/clock.js';
import type { DedupKey, StoryKey } from '../model/primitives.js';
import { parseInstant, utcDate } from '../time/instant.js';
import type { HeadlineFacts } from './facts.js';
import { type NormalisedHeadline, normaliseHeadline } from './normalise-headline.js';

/** The rule by which story keys are made. Stored with each story: a changed rule gets another name. */
export const IDENTITY_VERSION = 'headline-v1';

/** What a story key is made of: one article, nothing else. */
export interface StoryInput {
  readonly headline: string;
  /** Milliseconds since 1970, or any form that `parseInstant` reads. */
  readonly publishedAt: EpochMs | string;
  readonly source: string;
  /** The article's id at its source; without one its {@link dedupKey} stands in. */
  readonly sourceId: string | null | undefined;
}

/** Headlines with fewer content words (`Form 8-K`, `Market Wrap`) say too little to be the same story. */
export const fewestWords = 4;

/**
 * The identity of an article whose source gives no id: headline (white space and Unicode form unified, case kept), source and
 * UTC date. Throws a RangeError when `publishedAt` names no instant.
 */
export function dedupKey(headline: string, source: string, publishedAt: EpochMs | string): DedupKey {
  const line = headline.normalize('NFC').replace(/\s+/g, ' ').trim();
  return shortHash(`${line}|${source}|${dateOf(publishedAt)}`) as DedupKey;
}

/**
 * The identity of the story that an article carries: equal for articles of one UTC date whose headlines say the same in the
 * same words. A headline of fewer than four content words is a story of its own source and id.
 * Throws a RangeError when `publishedAt` names no instant.
 */
export function storyKey(article: StoryInput): StoryKey {
  return storyKeyOf(normaliseHeadline(article.headline, article.source), article);
}

/** {@link storyKey} of an article whose headline is in canonical form already. */
export function storyKeyOf(
  { words, key, facts }: NormalisedHeadline,
  { headline, publishedAt, source, sourceId }: StoryInput,
): StoryKey {
  const date = dateOf(publishedAt);
  if (words.length >= fewestWords) return shortHash(`${key}|${factsText(facts)}|${date}`) as StoryKey;
  const id = sourceId || dedupKey(headline, source, publishedAt);
  // A bar inside the name of a source must not be taken for the one behind it.
  return shortHash(`~${key}|${date}|${source.replace(/[%|]/g, encodeURIComponent)}|${id}`) as StoryKey;
}

/** Neither a fact nor a word holds a comma, a colon or a bar: no two headlines are joined into one text. */
function factsText({ currencies, bracketedNumbers, ratings, tags }: HeadlineFacts): string {
  return [
    ...currencies.map((currency) => `currency:${currency}`),
    ...bracketedNumbers.map((number) => `bracketed:${number}`),
    ...ratings.map((rating) => `rating:${rating}`),
    ...tags.map((tag) => `tag:${tag}`),
  ].join(',');
}

function dateOf(publishedAt: EpochMs | string): string {
  const at = parseInstant(publishedAt);
  if (at === null) throw new RangeError(`publishedAt is no instant: ${JSON.stringify(publishedAt)}`);
  return utcDate(at);
}

function shortHash(text: string): string {
  return hash('sha256', text).slice(0, 32);
}
