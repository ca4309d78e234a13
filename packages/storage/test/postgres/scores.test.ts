import { storyKey } from '@ingest/core';
import { expect, test } from 'vitest';
import { noon, numbered, page } from '../../src/conformance/build.js';
import { scoresOf } from '../../src/postgres/scores.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))('scores come by story, in the order in which they were stored', async () => {
  const { store, schema } = await openPostgres();
  const articles = [numbered(0), numbered(1), numbered(2)];
  await store.articles.commitPage(page(articles));
  const [first, second] = articles as [(typeof articles)[0], (typeof articles)[0]];
  const given = [
    [first, { model: 'b@1', at: noon, opinion: { score: 0.1 + 0.2, confidence: null }, isPreferred: false }],
    [second, { model: 'b@1', at: noon - 1, opinion: { score: -1, confidence: 0.65 }, isPreferred: true }],
    [first, { model: 'a@1', at: noon - 2, opinion: { score: 1e-9, confidence: 1 }, isPreferred: false }],
    [first, { model: 'a@1', at: noon - 3, opinion: null, isPreferred: false }],
  ] as const;
  const toAdd = given.map(([one, score]) => ({ storyKey: storyKey(one), headline: one.headline, score }));
  expect(await store.articles.addScores(toAdd)).toBe(4);
  const scores = await inSession(schema, (session) => scoresOf(session, [1, 2, 3]));
  const of = (one: typeof first) => given.filter(([article]) => article === one).map(([, score]) => score);
  expect(scores).toEqual(
    new Map([
      [1, of(first)],
      [2, of(second)],
    ]),
  );
});
