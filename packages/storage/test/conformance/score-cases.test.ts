import type { ScoreToAdd } from '@ingest/core';
import { describe } from 'vitest';
import { scoreCases } from '../../src/conformance/score-cases.js';
import type { MemoryData } from '../../src/memory/index.js';
import { findOut, otherwise } from '../support/conform.js';

/** A store that is given other opinions than those that are added. */
function adds(
  change: (scores: readonly ScoreToAdd[], data: MemoryData) => readonly ScoreToAdd[],
  ...foundBy: readonly string[]
) {
  return otherwise(
    'articles',
    ({ addScores }, data) => ({ addScores: async (scores) => addScores(change(scores, data)) }),
    ...foundBy,
  );
}

const changed = (scores: readonly ScoreToAdd[], change: (score: ScoreToAdd['score']) => Partial<ScoreToAdd['score']>) =>
  scores.map((one) => ({ ...one, score: { ...one.score, ...change(one.score) } }));

describe('the cases of scores that are added', () => {
  findOut(scoreCases, {
    'adds nothing': adds(
      () => [],
      'an opinion is added to those that are there, and the last one is shown',
      'an opinion that its scorer gave last already is not added again',
      'what was preferred ends with the headline that it was of, and the sources are heard again',
      'sources are heard before a scorer, unless it was asked to stand before them',
      'an opinion that is silent takes the one before it back',
      'two stores that add the same opinions at once keep each once',
      'opinions that are added together are seen together, also by one who reads on',
    ),
    'puts an opinion in the place of the one before': otherwise(
      'articles',
      ({ addScores }, data) => ({
        async addScores(scores) {
          const added = await addScores(scores);
          for (const [key, kept] of data.scores) data.scores.set(key, kept.slice(-1));
          return added;
        },
      }),
      'an opinion is added to those that are there, and the last one is shown',
      'an opinion that its scorer gave last already is not added again',
      'an opinion that is silent takes the one before it back',
    ),
    'keeps an opinion and does not show it': otherwise(
      'articles',
      ({ addScores }, data) => ({
        async addScores(scores) {
          const before = new Map(data.stories);
          const added = await addScores(scores);
          for (const [key, story] of before) data.stories.set(key, story);
          return added;
        },
      }),
      'an opinion is added to those that are there, and the last one is shown',
      'sources are heard before a scorer, unless it was asked to stand before them',
      'an opinion that is silent takes the one before it back',
      'two stores that add opinions in turn, while articles join, show what all of it comes to',
    ),
    'says that it added all': otherwise(
      'articles',
      ({ addScores }) => ({ addScores: (scores) => addScores(scores).then(() => scores.length) }),
      'an opinion that its scorer gave last already is not added again',
      'an opinion on what a story does not show, or on none that is there, is left out',
      'of a story that is pruned no opinion and no statement is left',
      'two stores that add the same opinions at once keep each once',
    ),
    'adds an opinion on any headline': adds(
      (scores, data) =>
        scores.map((one) => ({ ...one, headline: data.stories.get(one.storyKey)?.headline ?? one.headline })),
      'an opinion on what a story does not show, or on none that is there, is left out',
    ),
    'adds an opinion again': adds(
      (scores, data) =>
        scores.map((one) => {
          const kept = data.scores.get(one.storyKey) ?? [];
          data.scores.set(one.storyKey, []);
          queueMicrotask(() => data.scores.set(one.storyKey, [...kept, ...(data.scores.get(one.storyKey) ?? [])]));
          return one;
        }),
      'an opinion that its scorer gave last already is not added again',
    ),
    'hears no scorer before the sources': adds(
      (scores) => changed(scores, () => ({ isPreferred: false })),
      'an opinion that its scorer gave last already is not added again',
      'what was preferred ends with the headline that it was of, and the sources are heard again',
      'sources are heard before a scorer, unless it was asked to stand before them',
    ),
    'hears every scorer before the sources': adds(
      (scores) => changed(scores, () => ({ isPreferred: true })),
      'an opinion is added to those that are there, and the last one is shown',
      'sources are heard before a scorer, unless it was asked to stand before them',
    ),
    'takes nothing back': adds(
      (scores) => scores.filter(({ score }) => score.opinion !== null),
      'an opinion that its scorer gave last already is not added again',
      'sources are heard before a scorer, unless it was asked to stand before them',
      'an opinion that is silent takes the one before it back',
    ),
    'is as sure as the score is high': adds(
      (scores) =>
        changed(scores, ({ opinion }) => ({
          opinion: opinion && { ...opinion, confidence: opinion.confidence ?? Math.abs(opinion.score) },
        })),
      'an opinion is added to those that are there, and the last one is shown',
    ),
    'rounds the time of an opinion': adds(
      (scores) => changed(scores, ({ at }) => ({ at: at - (at % 1000) })),
      'an opinion is added to those that are there, and the last one is shown',
    ),
    'keeps scores of what was pruned': otherwise(
      'maintenance',
      ({ prune }, data) => ({
        async prune(options) {
          const kept = new Map(data.scores);
          const pruned = await prune(options);
          for (const [key, scores] of kept) data.scores.set(key, scores);
          return pruned;
        },
      }),
      'of a story that is pruned no opinion and no statement is left',
    ),
    'keeps statements of what was pruned': otherwise(
      'maintenance',
      ({ prune }, data) => ({
        async prune(options) {
          const kept = new Map(data.articles);
          const pruned = await prune(options);
          for (const [identity, article] of data.articles)
            data.articles.set(identity, { ...article, sentiment: kept.get(identity)?.sentiment ?? null });
          return pruned;
        },
      }),
      'of a story that is pruned no opinion and no statement is left',
    ),
    'shows them one by one': otherwise(
      'articles',
      ({ addScores }) => ({
        async addScores(scores) {
          let added = 0;
          for (const one of scores) added += await addScores([one]);
          return added;
        },
      }),
      'opinions that are added together are seen together, also by one who reads on',
    ),
    'adds what others added meanwhile': otherwise(
      'articles',
      ({ addScores }, data) => ({
        async addScores(scores) {
          const before = new Map(data.scores);
          await Promise.resolve();
          for (const { storyKey } of scores) data.scores.set(storyKey, before.get(storyKey) ?? []);
          return addScores(scores);
        },
      }),
      'two stores that add the same opinions at once keep each once',
      'two stores that add opinions in turn, while articles join, show what all of it comes to',
    ),
  });
});
