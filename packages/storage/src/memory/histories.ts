import type { ArticleHistory, StoryHistory, StoryKey } from '@ingest/core';
import type { KeptArticle, MemoryData } from './data.js';

/** All that is known of stories, in the order asked; pruned ones are left out. */
export function historiesOf(data: MemoryData, storyKeys: readonly StoryKey[]): readonly StoryHistory[] {
  const aliases = new Map<StoryKey, StoryKey[]>(storyKeys.map((own) => [own, []]));
  for (const [key, own] of data.keys) if (key !== own) aliases.get(own)?.push(key);
  return storyKeys.flatMap((storyKey) => {
    const story = data.stories.get(storyKey);
    if (!story) return [];
    const { source, isFailover, ingestedAt } = story;
    const articles = (data.carriers.get(storyKey) ?? []).flatMap((identity) => data.articles.get(identity) ?? []);
    const keys = [storyKey, ...(aliases.get(storyKey) ?? []).sort()];
    const scores = data.scores.get(storyKey) ?? [];
    return [{ storyKey, keys, source, isFailover, ingestedAt, articles: articles.map(toHistory), scores }];
  });
}

function toHistory({ storyKey: _, ...article }: KeptArticle): ArticleHistory {
  return article;
}
