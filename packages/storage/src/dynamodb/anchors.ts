import { type Anchor, firstHeadline, type LookupPlace, prepareArticle, type StoryKey } from '@ingest/core';
import { candidatesOf, type DayIndex } from './day-index.js';
import { type KeptStory, readStories } from './story.js';
import type { Table } from './table.js';

/** The anchors that are filed at the places of each; those of pruned stories are gone. */
export async function anchorsAt(
  table: Table,
  index: DayIndex,
  asked: readonly (readonly LookupPlace[])[],
): Promise<readonly (readonly Anchor[])[]> {
  const days = await index.readDays(
    table,
    asked.flat().map(({ day }) => day),
  );
  const candidates = asked.map((places) => candidatesOf(places, days));
  const stories = await readStories(table, candidates.flat());
  const anchors = new Map<StoryKey, Anchor>();
  for (const [key, { story }] of stories) {
    const anchor = anchorOf(story);
    if (anchor !== null) anchors.set(key, anchor);
  }
  return candidates.map((keys) => keys.flatMap((key) => anchors.get(key) ?? []));
}

/** The first article of a story as it came then: what it was matched by does not change when its text does. */
function anchorOf({ storyKey, record, articles: [first] }: KeptStory): Anchor | null {
  if (record === null || first === undefined) return null;
  return { storyKey, prepared: prepareArticle({ ...first, headline: firstHeadline(first) }) };
}
