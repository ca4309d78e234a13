import type { StoryKey } from '@ingest/core';
import { readStoryText } from '../shared/story-text.js';
import type { MemoryData } from './data.js';

/** The own keys of the stories that a text leads to, sorted. */
export function findStories({ keys, articles }: MemoryData, text: string): readonly StoryKey[] {
  const { key, keyStart, sourceId, named } = readStoryText(text);
  const found = new Set<StoryKey>();
  for (const article of articles.values()) {
    const isNamed = article.source === named?.source && article.sourceId === named.sourceId;
    if (article.sourceId === sourceId || isNamed) found.add(article.storyKey);
  }
  for (const [known, own] of keys) if (known === key) found.add(own);
  if (found.size === 0 && keyStart !== null)
    for (const [known, own] of keys) if (known.startsWith(keyStart)) found.add(own);
  return [...found].sort();
}
