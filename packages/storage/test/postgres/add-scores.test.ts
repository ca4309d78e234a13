import { type ScoreToAdd, storyKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, day, minute, noon, numbered, page } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { scoreCases } from '../../src/conformance/score-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres, openPostgres, sharedPool } from '../support/postgres.js';

function scored(one: ReturnType<typeof article>, score: number, model = 'lexicon@1'): ScoreToAdd {
  const opinion = { score, confidence: 0.65 };
  return { storyKey: storyKey(one), headline: one.headline, score: { model, at: noon, opinion, isPreferred: false } };
}

describe.skipIf(!(await hasPostgres()))('adding scores', () => {
  conform([...scoreCases], emptiedSubjects().subjects);

  test('by several at once adds each once, also where a story stands twice in a part', async () => {
    const { store, schema } = await openPostgres();
    const { store: beside } = await openPostgres({ schema });
    const articles = Array.from({ length: 30 }, (_, index) => numbered(index, { publishedAt: noon + index * day }));
    await store.articles.commitPage(page(articles));
    const part = articles.map((one) => scored(one, 0.5));
    const added = await Promise.all(
      [store, beside, store, beside].map((one, at) =>
        one.articles.addScores(at % 2 === 0 ? [...part, ...part] : [...part].reverse()),
      ),
    );
    expect(added.reduce((sum, count) => sum + count, 0)).toBe(30);
    const { rows } = await sharedPool().query(`SELECT count(*)::int AS scores FROM "${schema}".scores`);
    expect(rows).toEqual([{ scores: 30 }]);
    expect((await all(beside.reading.items({}))).map(({ sentiment }) => sentiment?.score)).toEqual(Array(30).fill(0.5));
  });

  test('while pages change the same stories takes nothing back of either', async () => {
    const { store, schema } = await openPostgres();
    const { store: beside } = await openPostgres({ schema });
    const articles = Array.from({ length: 12 }, (_, index) => numbered(index));
    await store.articles.commitPage(page(articles));
    const joining = articles.map((one, index) => ({
      ...one,
      source: 'finnhub',
      publishedAt: one.publishedAt + minute,
      sentiment: {
        priority: 1,
        article: { score: -0.5, label: 'negative' as const, confidence: null },
        tickers: [],
      },
      sourceId: `f${index}`,
    }));
    await Promise.all([
      ...joining.map((one) => store.articles.commitPage(page([one], { source: 'finnhub' }))),
      ...articles.map((one) => beside.articles.addScores([scored(one, 0.5)])),
    ]);
    const items = await all(store.reading.items({}));
    expect(items.map(({ sentiment }) => sentiment?.model)).toEqual(Array(12).fill('finnhub'));
    expect(items.map(({ attributions }) => attributions.length)).toEqual(Array(12).fill(2));
    const histories = await store.reading.histories(articles.map((one) => storyKey(one)));
    expect(histories.map(({ scores }) => scores.length)).toEqual(Array(12).fill(1));
    expect((await store.maintenance.check()).problems).toEqual([]);
  });

  test('of stories that are not there, or that show another headline, writes nothing', async () => {
    const { store, schema } = await openPostgres();
    await store.articles.commitPage(page([article()]));
    expect(await store.articles.addScores([])).toBe(0);
    expect(await store.articles.addScores([scored(numbered(1), 0.5)])).toBe(0);
    expect(await store.articles.addScores([{ ...scored(article(), 0.5), headline: 'Another' }])).toBe(0);
    const { rows } = await sharedPool().query(
      `SELECT count(sentiment)::int AS shown, (SELECT count(*)::int FROM "${schema}".scores) AS scores FROM "${schema}".stories`,
    );
    expect(rows).toEqual([{ shown: 0, scores: 0 }]);
  });
});
