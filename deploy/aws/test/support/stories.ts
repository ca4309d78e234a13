import type { NewsItem } from '@ingest/core';
import type { AwsWorld } from './aws-world.js';

/** Every story in the table. */
export async function storiesIn(world: Pick<AwsWorld, 'store'>): Promise<readonly NewsItem[]> {
  const stories: NewsItem[] = [];
  for await (const story of (await world.store()).reading.stories()) stories.push(story);
  return stories;
}
