import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { Scorer, ScorerOpinion } from '../../src/contracts/scorer.js';
import { articleIdentity } from '../../src/identity/place-page.js';
import { askScorer, Scoring, scoringBudgetMs } from '../../src/sentiment/scoring.js';
import { articleOf } from '../support/articles.js';
import { statedOf } from '../support/statements.js';

const opinion = { score: 0.5, confidence: null };
const never = new AbortController().signal;

function scorerOf(score: Scorer['score'], fields: Partial<Scorer> = {}): Scorer {
  return { name: 'gauge', version: '3', hash: 'ab', isQuick: true, score, ...fields };
}

function setup(
  score: Scorer['score'],
  fields: Partial<Scorer> = {},
  known: readonly ReturnType<typeof articleOf>[] = [],
  signal = never,
) {
  const clock = manualClock(0);
  const asked: string[][] = [];
  let lookups = 0;
  const scoring = new Scoring({
    scorer: scorerOf((items, context) => {
      asked.push(items.map(({ headline }) => headline));
      return score(items, context);
    }, fields),
    clock,
    articles: {
      lookup: async () => {
        lookups += 1;
        const articles = new Map(known.map((article) => [articleIdentity(article), article]));
        return { articles, stories: new Map(), joins: new Map() } as never;
      },
    },
    signal,
  });
  return { clock, scoring, asked, lookups: () => lookups };
}

const pleased: Scorer['score'] = async (items) => items.map(() => opinion);
const [one, two] = [articleOf({ headline: 'One rises' }), articleOf({ sourceId: '2', headline: 'Two rises' })];

describe('Scoring', () => {
  it('asks for each headline once, and for none of which a source states something', async () => {
    const { scoring, asked, lookups } = setup(pleased);
    const stated = articleOf({ sourceId: '4', headline: 'Stated', sentiment: statedOf() });
    const scores = await scoring.scorePage([one, two, { ...one, sourceId: '3' }, stated]);
    expect(asked).toEqual([['One rises', 'Two rises']]);
    expect(scores).toEqual({
      model: 'gauge@3',
      opinions: new Map([
        ['One rises', opinion],
        ['Two rises', opinion],
      ]),
    });
    expect([lookups(), scoring.warnings]).toEqual([0, []]);
  });

  it('asks nothing without a scorer, or without a headline', async () => {
    const { scoring, asked } = setup(pleased);
    expect(await scoring.scorePage([])).toBeNull();
    expect(asked).toEqual([]);
    const none = new Scoring({ scorer: null, clock: manualClock(0), articles: {} as never, signal: never });
    expect([await none.scorePage([one]), none.warnings]).toEqual([null, []]);
  });

  it('passes over what is known where the scorer is slow, but not what was known with another headline', async () => {
    const known = [one, { ...two, headline: 'Two falls' }];
    const { scoring, asked } = setup(pleased, { isQuick: false }, known);
    await scoring.scorePage([one, two]);
    expect(asked).toEqual([['Two rises']]);
  });

  it('leaves a page unscored when the scorer fails, says so once, and asks for the next one', async () => {
    let fails = true;
    const { scoring } = setup((items, context) => {
      if (fails) throw new Error('no model');
      return pleased(items, context);
    });
    expect(await scoring.scorePage([one, two])).toBeNull();
    fails = false;
    expect(await scoring.scorePage([one])).not.toBeNull();
    expect(scoring.warnings).toEqual([
      '2 headlines have no score, because the scorer gauge@3 failed (no model): once it works, ingest sentiment rescore --missing-only',
    ]);
  });

  it('waits no longer than its time, also for one that heeds no signal, and asks it no more', async () => {
    const { scoring, clock, asked } = setup(() => new Promise(() => {}));
    const page = scoring.scorePage([one]);
    await clock.advance(scoringBudgetMs);
    expect(await page).toBeNull();
    expect(await scoring.scorePage([two])).toBeNull();
    expect(asked).toHaveLength(1);
    expect(scoring.warnings[0]).toMatch(
      /^2 headlines have no score, because the scorer gauge@3 failed \(no answer within 30 s\)/,
    );
  });
});

describe('Scoring of a run that is stopped', () => {
  it('says that, and blames no scorer', async () => {
    const controller = new AbortController();
    const { scoring } = setup(() => new Promise(() => {}), {}, [], controller.signal);
    const page = scoring.scorePage([one]);
    controller.abort(new Error('stop'));
    expect(await page).toBeNull();
    expect(scoring.warnings).toEqual([
      '1 headline has no score, because the run was stopped: to make up for it, ingest sentiment rescore --missing-only',
    ]);
  });
});

describe('askScorer', () => {
  const asking = (given: unknown) =>
    askScorer(
      scorerOf(async () => given as readonly (ScorerOpinion | null)[]),
      ['a', 'b'],
      never,
    );

  it('takes opinions and silence', async () => {
    expect(await asking([opinion, null])).toEqual([opinion, null]);
    expect(
      await asking([
        { score: -1, confidence: 0 },
        { score: 1, confidence: 1, more: 'x' },
      ]),
    ).toEqual([
      { score: -1, confidence: 0 },
      { score: 1, confidence: 1 },
    ]);
  });

  it.each([
    ['too few', [null]],
    ['too many', [null, null, null]],
    ['no list', null],
    ['a score out of range', [{ score: 1.01, confidence: null }, null]],
    ['no number', [{ score: Number.NaN, confidence: null }, null]],
    ['a text', [{ score: '0.5', confidence: null }, null]],
    ['a confidence out of range', [{ score: 0.5, confidence: 2 }, null]],
    ['no confidence', [{ score: 0.5 }, null]],
    ['undefined', [undefined, null]],
    ['a gap', Object.assign(new Array(2), { 1: null })],
  ])('refuses %s', async (_, given) => {
    await expect(asking(given)).rejects.toThrow(TypeError);
  });

  it('ends when it is told to', async () => {
    const controller = new AbortController();
    const asked = askScorer(
      scorerOf(() => new Promise(() => {})),
      ['a'],
      controller.signal,
    );
    controller.abort(new Error('stop'));
    await expect(asked).rejects.toThrow('stop');
  });
});
