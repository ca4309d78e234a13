import { expect, it } from 'vitest';
import { openStore } from '../../../src/compose.js';
import { itemsAnswer } from '../../../src/watch/http/items.js';
import { articleOf, commitAt } from '../../support/commit.js';
import { inEmptyDirectory, ingest } from '../../support/ingest.js';

inEmptyDirectory();
const now = Date.UTC(2026, 5, 4, 14);

async function itemsOf(query: string) {
  const store = await openStore('sqlite:news.db', true);
  try {
    const { status, body } = await itemsAnswer(store.reading, new URLSearchParams(query), now);
    return { status, body, value: JSON.parse(body) as { headline: string }[] & { error: { message: string } } };
  } finally {
    await store.close();
  }
}

it('answers what ingest items --json prints, under the same filters', async () => {
  const first = articleOf({ sourceId: '1' });
  const second = articleOf({ sourceId: '2', headline: 'A regulator clears the merger of Arven', tickers: ['ARVN'] });
  await commitAt('sqlite:news.db', now, first, second);
  const printed = await ingest('items', '--json', '--store', 'sqlite:news.db', '--ticker', 'arvn');
  expect((await itemsOf('ticker=arvn')).value).toEqual(JSON.parse(printed.stdout));
  expect((await itemsOf('')).value).toHaveLength(2);
  expect((await itemsOf('search=northern+port')).value.map(({ headline }) => headline)).toEqual([first.headline]);
  expect((await itemsOf('limit=1')).value).toHaveLength(1);
  expect((await itemsOf('since=10m')).value).toEqual([]);
  expect((await itemsOf('bySource=finnhub')).value).toEqual([]);
});

it('shows 50 unless it is told, and never more than 1000', async () => {
  const articles = Array.from({ length: 60 }, (_, index) =>
    articleOf({ sourceId: String(index), headline: `Number ${index} of the many plants opens in ${index * 7919}` }),
  );
  await commitAt('sqlite:news.db', now, ...articles);
  expect((await itemsOf('')).value.length).toBe(50);
  expect((await itemsOf('limit=1000')).value.length).toBeGreaterThan(50);
  expect((await itemsOf('limit=1001')).value.error.message).toBe('limit: at most 1000');
});

it.each([
  ['ticker=a%20b', 'ticker: "a b" is not a ticker'],
  ['since=soon', 'since: "soon" is not a time'],
  ['limit=0', 'limit: "0" is not a number of at least 1'],
  ['tickers=AAPL', 'unknown filter "tickers"'],
  ['__proto__=1', 'unknown filter "__proto__"'],
  ['ticker=AAPL&ticker=MSFT', 'ticker: given more than once'],
])('refuses %s', async (query, message) => {
  const { status, value } = await itemsOf(query);
  expect([status, value.error.message]).toEqual([400, message]);
});
