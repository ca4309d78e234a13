import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { Scorer, ScorerOpinion } from '../../src/contracts/scorer.js';
import type { ScoreToAdd } from '../../src/contracts/store.js';
import type { NewsItem } from '../../src/model/news-item.js';
import type { StoryScore } from '../../src/model/sentiment.js';
import { type RescoreOptions, rescore } from '../../src/sentiment/rescore.js';
import { addsToScores } from '../../src/sentiment/story-sentiment.js';
import { newsItemOf, sentimentOf } from '../support/model-values.js';

const whole = { kind: 'article' } as const;
const opinions: Readonly<Record<string, ScorerOpinion>> = {
  good: { score: 0.6, confidence: 0.8 },
  bad: { score: -0.6, confidence: 0.8 },
};

/** A story whose headline says what the scorer thinks of it, and what it shows. */
function storyOf(key: number, headline: string, sentiment?: NewsItem['sentiment']): NewsItem {
  const { sentiment: _, ...item } = newsItemOf({ storyKey: String(key).padStart(32, '0'), headline });
  return sentiment === undefined ? item : { ...item, sentiment };
}

const stated = (label: 'positive' | 'negative') => sentimentOf({ label, scope: whole });
const derived = (label: 'positive' | 'negative') =>
  sentimentOf({ label, scope: whole, origin: 'derived', model: 'gauge@0' });

function setup(items: readonly NewsItem[], score?: Scorer['score']) {
  const kept = new Map<string, StoryScore[]>();
  const parts: number[] = [];
  const asked: object[] = [];
  const store = {
    reading: {
      async *items(query: object) {
        asked.push(query);
        yield* items;
      },
      histories: async (keys: readonly string[]) =>
        keys.map((storyKey) => ({ storyKey, scores: kept.get(storyKey) ?? [] })),
    },
    articles: {
      async addScores(scores: readonly ScoreToAdd[]) {
        parts.push(scores.length);
        const added = scores.filter(({ storyKey, score }) => addsToScores(kept.get(storyKey) ?? [], score));
        for (const { storyKey, score } of added) kept.set(storyKey, [...(kept.get(storyKey) ?? []), score]);
        return added.length;
      },
    },
  };
  const scorer: Scorer = {
    ...{ name: 'gauge', version: '1', hash: 'ab' },
    score: score ?? (async (given) => given.map(({ headline }) => opinions[headline.split(' ')[0] ?? ''] ?? null)),
  };
  const run = (options: Partial<RescoreOptions> = {}) =>
    rescore({
      ...{ store: store as unknown as RescoreOptions['store'], scorer, clock: manualClock(5) },
      signal: new AbortController().signal,
      ...options,
    });
  return { run, kept, parts, asked };
}

const all = [
  storyOf(1, 'good news'),
  storyOf(2, 'nothing'),
  storyOf(3, 'bad news', stated('positive')),
  storyOf(4, 'good news', derived('negative')),
  storyOf(5, 'nothing', derived('positive')),
  storyOf(6, 'good news', stated('positive')),
];

describe('rescore', () => {
  it('adds what is new, and counts what that changes', async () => {
    const { run, kept } = setup(all);
    expect(await run()).toEqual({
      ...{ model: 'gauge@1', dryRun: false, stories: 6, scored: 4, added: 4 },
      ...{ changedLabels: 1, newLabels: 1, lostLabels: 1, disagreements: 1 },
    });
    expect(kept.get(all[0]?.storyKey ?? '')).toEqual([
      { model: 'gauge@1', at: 5, opinion: opinions.good, isPreferred: false },
    ]);
  });

  it('adds nothing the second time', async () => {
    const { run } = setup(all);
    await run();
    expect((await run()).added).toBe(0);
  });

  it('counts the same in a dry run, and adds nothing', async () => {
    const { run, kept, parts } = setup(all);
    const dry = await run({ dryRun: true });
    expect([parts, kept.size]).toEqual([[], 0]);
    expect({ ...dry, dryRun: false }).toEqual(await run());
  });

  it('counts what preferring it changes too', async () => {
    const { run, kept } = setup(all);
    expect(await run({ prefer: true })).toMatchObject({ changedLabels: 2, newLabels: 1, lostLabels: 1 });
    expect(kept.get(all[2]?.storyKey ?? '')).toMatchObject([{ isPreferred: true }]);
  });

  it('reads what was published since, and of that only what nobody scored', async () => {
    const { run, asked } = setup(all);
    expect(await run({ missingOnly: true, since: 7 })).toMatchObject({ stories: 2, scored: 1, added: 1 });
    expect(asked).toEqual([{ since: 7 }]);
  });

  it('stores a hundred at a time, and tells how far it is', async () => {
    const { run, parts } = setup(Array.from({ length: 201 }, (_, index) => storyOf(index, 'good news')));
    const far: number[] = [];
    await run({ onProgress: (stories) => far.push(stories) });
    expect([parts, far]).toEqual([
      [100, 100, 1],
      [100, 200, 201],
    ]);
  });

  it('ends with what the scorer fails with, and when it is told to', async () => {
    const failing = setup(all, async () => {
      throw new Error('no model');
    });
    await expect(failing.run()).rejects.toThrow('no model');
    await expect(setup(all).run({ signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
  });
});
