import { addsToScores, type ScoreToAdd, type StoryKey, type StoryScore, storySentiment } from '@ingest/core';
import type { MemoryData } from './data.js';

/** How many of the opinions were added. */
export function addScores(data: MemoryData, scores: readonly ScoreToAdd[]): number {
  let added = 0;
  for (const { storyKey, headline, score } of scores) {
    const story = data.stories.get(storyKey);
    if (story?.headline !== headline || !addsToScores(data.scores.get(storyKey) ?? [], score)) continue;
    keepScore(data, storyKey, score);
    const articles = (data.carriers.get(storyKey) ?? []).flatMap((identity) => data.articles.get(identity) ?? []);
    data.stories.set(storyKey, { ...story, sentiment: storySentiment(articles, data.scores.get(storyKey) ?? []) });
    added += 1;
  }
  return added;
}

export function keepScore(data: MemoryData, storyKey: StoryKey, score: StoryScore): void {
  data.scores.set(storyKey, [...(data.scores.get(storyKey) ?? []), score]);
}
