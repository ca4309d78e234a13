import {
  type Article,
  articleIdentity,
  identifyUnknown,
  type Join,
  joinOf,
  type Known,
  type KnownArticle,
  lookupPlaces,
  type PageIdentities,
  type StoryKey,
  type StoryRecord,
} from '@ingest/core';
import { keptIdentity, textOf } from '../shared/page.js';
import { anchorsAt } from './anchors.js';
import type { DayIndex } from './day-index.js';
import type { Head } from './head.js';
import { keyText } from './row.js';
import { articleRowKey, type KeptStory, type ReadStory, readStories } from './story.js';
import type { Table } from './table.js';

/** What the store knows of a page, with the stories as they are kept. */
export interface PageLookup {
  readonly known: Known;
  readonly identities: PageIdentities;
  /** By every key that was looked up, and by their own. */
  readonly stories: ReadonlyMap<StoryKey, ReadStory>;
}

/**
 * Reads what has to be known to place a page, in a few requests however many articles it has. {@link Unsettled} as
 * {@link anchorsAt}.
 */
export async function lookUpPage(
  table: Table,
  index: DayIndex,
  articles: readonly Article[],
  head: Head | null,
): Promise<PageLookup> {
  const belongings = await belongingsOf(table, articles);
  const stories = await readStories(table, belongings.values());
  const known = new Map<string, KnownArticle>();
  for (const article of articles) {
    const identity = articleIdentity(article);
    const story = stories.get(belongings.get(identity) as StoryKey)?.story;
    const before = story === undefined ? null : knownOf(story, identity, article);
    if (before !== null) known.set(identity, before);
  }
  const identities = identifyUnknown(articles, known);
  const named = new Map<StoryKey, StoryRecord | null>();
  const keep = (key: StoryKey, read: ReadStory) => {
    named.set(key, read.story.record);
    stories.set(key, read).set(read.story.storyKey, read);
  };
  for (const [key, read] of await readStories(table, identities.storyKeys)) keep(key, read);
  const joins = await joinsOf(
    table,
    index,
    identities.unknown.filter(({ storyKey }) => !named.has(storyKey)),
    head,
  );
  const joined = await readStories(
    table,
    [...joins.values()].map(({ storyKey }) => storyKey),
  );
  for (const [key, read] of joined) keep(key, read);
  return { known: { articles: known, stories: named, joins }, identities, stories };
}

/** The stories of the articles that are known, by their identities. */
async function belongingsOf(table: Table, articles: readonly Article[]): Promise<ReadonlyMap<string, StoryKey>> {
  const rows = await table.getAll(articles.map(articleRowKey));
  return new Map(
    articles.flatMap((article) => {
      const row = rows.get(keyText(articleRowKey(article)));
      return row === undefined ? [] : [[articleIdentity(article), row.story as StoryKey] as const];
    }),
  );
}

/** The text of an article whose story was pruned is gone: whatever comes again under its identity is taken for what it was. */
function knownOf({ storyKey, record, articles }: KeptStory, identity: string, again: Article): KnownArticle | null {
  if (record === null) return { storyKey, ...textOf(again) };
  const kept = articles.find((article) => keptIdentity(article) === identity);
  if (kept === undefined) return null;
  const { headline, description, tickers, earlier, firstSeenAt } = kept;
  return { storyKey, headline, description, tickers, textSeenAt: earlier.at(-1)?.replacedAt ?? firstSeenAt };
}

async function joinsOf(
  table: Table,
  index: DayIndex,
  unknown: PageIdentities['unknown'],
  head: Head | null,
): Promise<ReadonlyMap<StoryKey, Join>> {
  const anchors = await anchorsAt(
    table,
    index,
    unknown.map(({ prepared }) => lookupPlaces(prepared)),
    head,
  );
  return new Map(
    unknown.flatMap(({ storyKey, prepared }, at) => {
      const join = joinOf(prepared, anchors[at] ?? []);
      return join === null ? [] : [[storyKey, join] as const];
    }),
  );
}
