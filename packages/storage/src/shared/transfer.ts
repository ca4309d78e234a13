import { isDeepStrictEqual } from 'node:util';
import {
  type ArticleHistory,
  dayNumber,
  firstHeadline,
  type Json,
  type LookupKeys,
  lookupKeys,
  type PreparedArticle,
  prepareArticle,
  type TransferStep,
  type TransferStory,
} from '@ingest/core';

/** Whether a page is the next one, by what its register holds. */
export function isNext(held: Json, { before }: TransferStep): boolean {
  return isDeepStrictEqual(held, before);
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
export function anchorOf({ articles: [anchor], storyKey }: TransferStory): ArticleHistory {
  if (anchor === undefined) throw new TypeError(`story ${storyKey} has no article`);
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
