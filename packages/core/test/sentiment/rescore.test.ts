import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { Scorer, ScorerOpinion } from '../../src/contracts/scorer.js';
import type { ScoreToAdd } from '../../src/contracts/store.js';
import type { StoryHistory } from '../../src/identity/story-history.js';
import type { NewsItem } from '../../src/model/news-item.js';
import { labelOf, type StoryScore } from '../../src/model/sentiment.js';
import { type RescoreOptions, rescore } from '../../src/sentiment/rescore.js';
import { addsToScores, storySentiment } from '../../src/sentiment/story-sentiment.js';
import { seen } from '../support/histories.js';
import { newsItemOf } from '../support/model-values.js';
import { scoreOf, statedOf } from '../support/statements.js';

const opinions: Readonly<Record<string, ScorerOpinion>> = {
  good: { score: 0.6, confidence: 0.8 },
  bad: { score: -0.6, confidence: 0.8 },
};

/** A story whose headline says what the scorer thinks of it, and what is known of it. */
interface Known {
  readonly item: NewsItem;
  readonly articles: StoryHistory['articles'];
  readonly scores: readonly StoryScore[];
}

function storyOf(key: number, headline: string, known: Partial<Omit<Known, 'item'>> = {}): Known {
  const { articles = [], scores = [] } = known;
  const { sentiment: _, ...item } = newsItemOf({ storyKey: String(key).padStart(32, '0'), headline });
  const shown = storySentiment(articles, scores)?.score;
  return { item: shown === undefined ? item : { ...item, sentiment: shown }, articles, scores };
}

const stated = (score: number) => ({ articles: [seen({ sentiment: statedOf({ score, label: labelOf(score) }) })] });
const derived = (score: number, fields: Partial<StoryScore> = {}) => ({
  scores: [scoreOf({ model: 'gauge@0', opinion: { score, confidence: null }, ...fields })],
});

function setup(stories: readonly Known[], score?: Scorer['score']) {
  const kept = new Map(stories.map(({ item, scores }) => [item.storyKey, scores]));
  const parts: number[] = [];
  const asked: object[] = [];
  const store = {
    reading: {
      async *items(query: object) {
        asked.push(query);
        yield* stories.map(({ item }) => item);
      },
      histories: async (keys: readonly string[]) =>
        stories
          .filter(({ item }) => keys.includes(item.storyKey))
          .map(({ item: { storyKey }, articles }) => ({ storyKey, articles, scores: kept.get(storyKey) ?? [] })),
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
  storyOf(3, 'bad news', stated(0.5)),
  storyOf(4, 'good news', derived(-0.5)),
  storyOf(5, 'nothing', derived(0.5)),
  storyOf(6, 'good news', stated(0.5)),
];

const keyOf = (at: number) => all[at]?.item.storyKey ?? '';

describe('rescore', () => {
  it('adds what is new, and counts what that changes', async () => {
    const { run, kept } = setup(all);
    expect(await run()).toEqual({
      ...{ model: 'gauge@1', dryRun: false, stories: 6, scored: 4, added: 4 },
      ...{ changedLabels: 1, newLabels: 1, lostLabels: 0, disagreements: 1 },
    });
    expect(kept.get(keyOf(0))).toEqual([{ model: 'gauge@1', at: 5, opinion: opinions.good, isPreferred: false }]);
  });

  it('adds nothing the second time', async () => {
    const { run } = setup(all);
    await run();
    expect((await run()).added).toBe(0);
  });

  it('counts the same in a dry run, and adds nothing', async () => {
    const { run, kept, parts } = setup(all);
    const dry = await run({ dryRun: true });
    expect([parts, kept.get(keyOf(0))]).toEqual([[], []]);
    expect({ ...dry, dryRun: false }).toEqual(await run());
  });

  it('counts what stories show, not what the scorer would like: what adds nothing changes nothing', async () => {
    const own = { opinion: opinions.good ?? null, model: 'gauge@1' } as const;
    const later = derived(-0.5, { model: 'other@1' });
    for (const [story, expected] of [
      // Silent for the first time: what another one said stays.
      [storyOf(1, 'nothing', derived(0.5)), { added: 0, lostLabels: 0 }],
      [storyOf(1, 'nothing', derived(0.5, { model: 'gauge@1' })), { added: 1, lostLabels: 1 }],
      // Said already, before another one was asked.
      [storyOf(1, 'good', { scores: [scoreOf(own), ...later.scores] }), { added: 0, changedLabels: 0 }],
      // Behind what was preferred.
      [storyOf(1, 'good', derived(-0.5, { isPreferred: true })), { added: 1, changedLabels: 0 }],
      // What is stated is the opposite also where another opinion is preferred to it.
      [storyOf(1, 'good', { ...stated(-0.5), ...derived(0.5, { isPreferred: true }) }), { disagreements: 1 }],
    ] as const) {
      const { run } = setup([story]);
      const dry = await run({ dryRun: true });
      expect(dry).toMatchObject(expected);
      expect({ ...dry, dryRun: false }).toEqual(await run());
    }
  });

  it('counts what preferring it changes too', async () => {
    const { run, kept } = setup(all);
    expect(await run({ prefer: true })).toMatchObject({ changedLabels: 2, newLabels: 1, lostLabels: 0 });
    expect(kept.get(keyOf(2))).toMatchObject([{ isPreferred: true }]);
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
