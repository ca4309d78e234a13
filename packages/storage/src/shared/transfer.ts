import { isDeepStrictEqual } from 'node:util';
import {
  type ArticleHistory,
  compareText,
  dayNumber,
  firstHeadline,
  IngestError,
  type Json,
  type LookupKeys,
  lookupKeys,
  type PreparedArticle,
  prepareArticle,
  type StoryRecord,
  storySentiment,
  type TransferStep,
  type TransferStory,
} from '@ingest/core';
import { keptIdentity } from './page.js';

/** Whether a page is the next one, by what its register holds. */
export function isNext(held: Json, { before }: TransferStep): boolean {
  return isDeepStrictEqual(held, before);
}

/** A story as a store keeps it that keeps it whole. */
export interface WholeStory extends Pick<TransferStory, 'storyKey' | 'identity' | 'keys' | 'articles' | 'scores'> {
  /** Null for one that was pruned. */
  readonly record: StoryRecord | null;
}

/** As it is moved. */
export function toTransferStory({ storyKey, identity, record, keys, articles, scores }: WholeStory): TransferStory {
  const anchor = anchorOf({ storyKey, articles });
  const facts = record ?? {
    // What a pruned story was is gone; of its articles this is known.
    publishedAt: Math.min(...articles.map(({ publishedAt }) => publishedAt)),
    ingestedAt: anchor.firstSeenAt,
    source: anchor.source,
    isFailover: false,
  };
  return {
    storyKey,
    identity,
    publishedAt: facts.publishedAt,
    ingestedAt: facts.ingestedAt,
    source: facts.source,
    isFailover: facts.isFailover,
    shown: record && toShown(record, articles),
    keys: [...keys].sort((left, right) => compareText(left.key, right.key)),
    articles,
    scores,
  };
}

function toShown(
  { leadIdentity, tickers, tags, sources, publishers, revision }: StoryRecord,
  articles: readonly ArticleHistory[],
): TransferStory['shown'] {
  const article = articles.findIndex((one) => keptIdentity(one) === leadIdentity);
  return { article, tickers, tags, sources, publishers, revision };
}

/** As it is shown; null for one that was pruned. */
export function toRecord(story: TransferStory): StoryRecord | null {
  if (!isShown(story)) return null;
  const { storyKey, source, isFailover, ingestedAt, publishedAt, articles, scores } = story;
  const { article: _, ...shown } = story.shown;
  const lead = leadOf(story);
  const { headline, description, url, publisher } = lead;
  return {
    ...{ storyKey, headline, description, url, publisher, publishedAt },
    ...{ leadSource: lead.source, leadIdentity: keptIdentity(lead) },
    ...shown,
    ...{ source, isFailover, ingestedAt, sentiment: storySentiment(articles, scores) },
  };
}

/** A moved story that has its text. */
export type ShownStory = TransferStory & { readonly shown: NonNullable<TransferStory['shown']> };

export function isShown(story: TransferStory): story is ShownStory {
  return story.shown !== null;
}

/** The article whose texts a story shows. */
export function leadOf({ shown, articles, storyKey }: ShownStory): ArticleHistory {
  const lead = articles[shown.article];
  if (lead === undefined) throw new TypeError(`story ${storyKey} shows none of its articles`);
  return lead;
}

/** The article that began a story. */
export function anchorOf({
  articles: [anchor],
  storyKey,
}: Pick<TransferStory, 'storyKey' | 'articles'>): ArticleHistory {
  if (anchor === undefined) throw new IngestError('STORE_CORRUPT', `the story ${storyKey} has no article`);
  return anchor;
}

/** What other articles are matched with: what the anchor said when it came. */
export function preparedAnchor(story: ShownStory): PreparedArticle {
  const anchor = anchorOf(story);
  return prepareArticle({ ...anchor, headline: firstHeadline(anchor) });
}

/** Where a story is filed, so that what matches it is found. */
export function filingOf(story: ShownStory): LookupKeys & { readonly day: number } {
  return { ...lookupKeys(preparedAnchor(story)), day: filingDay(story) };
}

/**
 * The UTC day under which a story and its tickers are filed: that of its anchor, of which all its articles are neighbours, whatever
 * the order in which they came.
 */
export function filingDay(story: TransferStory): number {
  return dayNumber(anchorOf(story).publishedAt);
}

/** The place behind a row that is known by several texts. */
export function toPlace(key: readonly unknown[]): string {
  return JSON.stringify(key);
}

export function fromPlace(after: string): readonly unknown[] {
  return JSON.parse(after) as readonly unknown[];
}
