import { addsToScores, type ScoreToAdd, type StoryKey, storySentiment } from '@ingest/core';
import { change } from './change.js';
import type { Connection } from './connection.js';
import { type KeptStory, readStories } from './story.js';
import { writeStory } from './write-story.js';
import { Writes } from './writes.js';

/** How many of the opinions were added. */
export function addScores(connection: Connection, given: readonly ScoreToAdd[]): Promise<number> {
  return change(connection, 'add sentiment to stories', async (table, head) => {
    const before = await readStories(
      table,
      given.map(({ storyKey }) => storyKey),
    );
    const after = new Map<StoryKey, KeptStory>();
    let added = 0;
    for (const { storyKey, headline, score } of given) {
      const story = after.get(storyKey) ?? before.get(storyKey)?.story;
      // A key that only leads to a story is none of a story.
      if (story?.storyKey !== storyKey || story.record?.headline !== headline) continue;
      if (!addsToScores(story.scores, score)) continue;
      const scores = [...story.scores, score];
      const record = { ...story.record, sentiment: storySentiment(story.articles, scores) };
      after.set(storyKey, { ...story, scores, record });
      added += 1;
    }
    const writes = new Writes();
    for (const [storyKey, story] of after) writeStory(writes, before.get(storyKey) ?? null, story, head.version + 1);
    return { writes, result: added };
  });
}
