import { describe, expect, test } from 'vitest';
import { article, numbered, page } from '../../src/conformance/build.js';
import { scoreCases } from '../../src/conformance/score-cases.js';
import { sentimentCases } from '../../src/conformance/sentiment-cases.js';
import { sentimentQueryCases } from '../../src/conformance/sentiment-query-cases.js';
import { adding, keptOf, model, opinion, scoring, shownOf } from '../../src/conformance/statements.js';
import { conform } from '../support/conform.js';
import { storeInMemory } from '../support/memory-database.js';
import { sqliteSubject } from '../support/subjects.js';

describe('statements and scores in SQLite', () =>
  conform([...sentimentCases, ...scoreCases, ...sentimentQueryCases], sqliteSubject));

describe('scores in their table', () => {
  test('are numbered within their story, and silent ones are null', async () => {
    const { store, database } = await storeInMemory();
    const articles = [numbered(0), numbered(1)];
    await store.articles.commitPage(page(articles, { scores: scoring(articles, opinion(0.5, null)) }));
    await store.articles.addScores([
      adding(numbered(1), null),
      adding(numbered(0), opinion(1, 0.25), { isPreferred: true }),
    ]);
    expect(
      database.prepare('SELECT story_id, number, score, confidence, is_preferred FROM scores').raw().all(),
    ).toEqual([
      [1, 1, 0.5, null, 0],
      [1, 2, 1, 0.25, 1],
      [2, 1, 0.5, null, 0],
      [2, 2, null, null, 0],
    ]);
  });

  test('are added together or not at all', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(page([numbered(0), numbered(1)]));
    database.exec(`CREATE TRIGGER refuse BEFORE UPDATE OF sentiment ON stories WHEN old.id = 2 BEGIN
      SELECT raise(ABORT, 'refused'); END`);
    const scores = [adding(numbered(0), opinion(0.5)), adding(numbered(1), opinion(0.5))];
    await expect(store.articles.addScores(scores)).rejects.toThrow('refused');
    expect([await shownOf(store, numbered(0)), await keptOf(store, numbered(0))]).toEqual([null, []]);
    database.exec('DROP TRIGGER refuse');
    expect(await store.articles.addScores(scores)).toBe(2);
    expect(await keptOf(store, numbered(0))).toEqual([[model, 0.5]]);
  });

  test('cost a page nothing where nothing was scored', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(page([numbered(0)]));
    const changes = () => database.prepare('SELECT total_changes()').pluck().get() as number;
    const costOf = async (...commit: Parameters<typeof page>) => {
      const before = changes();
      await store.articles.commitPage(page(...commit));
      return changes() - before;
    };
    const unscored = await costOf([numbered(1)]);
    expect(await costOf([numbered(2)], { scores: scoring([numbered(2)], null) })).toBe(unscored);
    expect(await costOf([numbered(3)], { scores: scoring([numbered(3)], opinion(0.5)) })).toBe(unscored + 1);
  });
});

test('an opinion on a text with marks of SQL and of JSON in it finds its story', async () => {
  const { store } = await storeInMemory();
  const quoted = article({ headline: `O'Calder "raises" \\ its [forecast], says {nobody}` });
  await store.articles.commitPage(page([quoted]));
  expect(await store.articles.addScores([adding(quoted, opinion(0.5), { model: `x'"@1` })])).toBe(1);
  expect(await keptOf(store, quoted)).toEqual([[`x'"@1`, 0.5]]);
});
