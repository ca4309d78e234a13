import type { Filing, TransferStory } from '@ingest/core';
import { DAY_MS } from '@ingest/core';
import { filingDay, filingOf, isShown, toRecord, toTransferStory } from '../shared/transfer.js';
import { fileStories } from './day-index.js';
import { aliasRow, type KeptStory, keptArticleRowKey } from './story.js';
import { writeStory } from './write-story.js';
import type { Writes } from './writes.js';

/** A story as it is moved. */
export function movedStory({ aliases, ...kept }: KeptStory): TransferStory {
  const [anchor] = kept.articles;
  const own = { key: kept.storyKey, day: anchor === undefined ? 0 : Math.floor(anchor.publishedAt / DAY_MS) };
  return toTransferStory({ ...kept, keys: [own, ...aliases] });
}

/** Writes stories that were moved, as if one commit had begun them in this order. */
export function writeMovedStories(writes: Writes, stories: readonly TransferStory[], version: number): void {
  for (const story of stories) {
    const { storyKey, identity, keys, articles, scores } = story;
    const aliases = keys.filter(({ key }) => key !== storyKey);
    writeStory(writes, null, { storyKey, identity, record: toRecord(story), articles, aliases, scores }, version);
    for (const { key } of aliases) writes.put(aliasRow(key, storyKey, version), null);
    for (const article of articles) writes.put({ ...keptArticleRowKey(article), story: storyKey }, null);
  }
  fileStories(writes, stories.map(filingFor), version);
}

function filingFor(story: TransferStory): Filing {
  const { storyKey } = story;
  return isShown(story) ? { storyKey, ...filingOf(story) } : { storyKey, day: filingDay(story), keys: [], wordSums: 0 };
}
