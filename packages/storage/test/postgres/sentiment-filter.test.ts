import { describe, expect, test } from 'vitest';
import { numbered, page } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { sentimentQueryCases } from '../../src/conformance/sentiment-query-cases.js';
import { createMemoryStore } from '../../src/memory/index.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres, openPostgres } from '../support/postgres.js';
import { findsAsTheReference } from '../support/sentiment-queries.js';

describe.skipIf(!(await hasPostgres()))('what a query asks of sentiment', () => {
  conform([...sentimentQueryCases], emptiedSubjects().subjects);

  test('finds what the reference finds', async () => {
    await findsAsTheReference((await openPostgres()).store);
  }, 60_000);

  test('says it in the same words as the reference, field by field', async () => {
    const { store } = await openPostgres();
    const memory = createMemoryStore();
    await memory.open({ create: true });
    const statement = { score: 0.5, label: 'positive', nativeLabel: 'Bullish', confidence: 0.7 } as const;
    const sentiment = { priority: 3, article: statement, tickers: [] };
    for (const one of [store, memory]) await one.articles.commitPage(page([numbered(1, { sentiment })]));
    const [expected, answered] = [await all(memory.reading.items({})), await all(store.reading.items({}))];
    expect(JSON.stringify(answered)).toBe(JSON.stringify(expected));
  });
});
