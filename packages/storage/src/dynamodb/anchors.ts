import { type Anchor, firstHeadline, type LookupPlace, prepareArticle, type StoryKey } from '@ingest/core';
import { candidatesOf, type DayIndex, readAgain } from './day-index.js';
import { Unsettled } from './errors.js';
import type { Head } from './head.js';
import { type KeptStory, readStories } from './story.js';
import type { Table } from './table.js';

/**
 * The anchors that are filed at the places of each; those of pruned stories are gone. {@link Unsettled} when not all is to be seen
 * that was there when the head was read; whoever gives none takes what there is.
 */
export async function anchorsAt(
  table: Table,
  index: DayIndex,
  asked: readonly (readonly LookupPlace[])[],
  head: Head | null,
): Promise<readonly (readonly Anchor[])[]> {
  const places = asked.flat();
  const days = await index.readDays(
    table,
    places.map(({ day }) => day),
    head,
  );
  const candidates = asked.map((own) => candidatesOf(own, days));
  const keys = candidates.flat().map(({ storyKey }) => storyKey);
  const stories = await readStories(table, keys);
  const unseen = candidates.flat().find(({ storyKey, version }) => isNew(version, head) && !stories.has(storyKey));
  if (unseen !== undefined) throw new Unsettled(`the story ${unseen.storyKey} is filed and not to be seen yet`);
  const anchors = new Map<StoryKey, Anchor>();
  for (const [key, { story }] of stories) {
    const anchor = anchorOf(story);
    if (anchor !== null) anchors.set(key, anchor);
  }
  return candidates.map((own) => own.flatMap(({ storyKey }) => anchors.get(storyKey) ?? []));
}

/** A story that was filed long ago and is gone was removed by somebody: that is no reason to wait for it. */
function isNew(version: number, head: Head | null): boolean {
  return head !== null && version > head.version - readAgain;
}

/** The first article of a story as it came then: what it was matched by does not change when its text does. */
function anchorOf({ storyKey, record, articles: [first] }: KeptStory): Anchor | null {
  if (record === null || first === undefined) return null;
  return { storyKey, prepared: prepareArticle({ ...first, headline: firstHeadline(first) }) };
}
