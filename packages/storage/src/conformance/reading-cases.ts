import assert from 'node:assert/strict';
import { type ItemQuery, type Store, storyKey, toIso } from '@ingest/core';
import { article, day, minute, noon, numbered, page, tickers } from './build.js';
import { all, headlines } from './expect.js';
import { onStore, type StoreCase } from './subject.js';

/** Which stories readers ask for, and in which order they get them. */
export const readingCases: readonly StoreCase[] = [
  onStore('an empty store answers every question with nothing', async (store) => {
    const { reading } = store;
    const rows = [reading.items({}), reading.events({}), reading.quarantine({}), reading.stories()];
    for (const row of rows) assert.deepEqual(await all<unknown>(row), []);
    assert.deepEqual([await reading.countItems({}), await reading.countEventsEver()], [0, 0]);
  }),

  onStore('items come newest first, those of one instant by their keys', async (store) => {
    const articles = Array.from({ length: 12 }, (_, index) =>
      numbered(index, { publishedAt: noon + (index % 3) * minute }),
    );
    await store.articles.commitPage(page(articles));
    const items = await all(store.reading.items({}));
    const expected = articles
      .map((one) => ({ at: toIso(one.publishedAt), key: storyKey(one) }))
      .sort((left, right) => (left.at + left.key < right.at + right.key ? 1 : -1));
    assert.deepEqual(
      items.map(({ publishedAt, storyKey: key }) => ({ at: publishedAt, key: key as string })),
      expected,
    );
  }),

  onStore('all stories come in the order of their keys', async (store) => {
    await store.articles.commitPage(page(Array.from({ length: 40 }, (_, index) => numbered(index))));
    const keys = (await all(store.reading.stories())).map((story) => story.storyKey);
    assert.equal(keys.length, 40);
    assert.deepEqual(keys, [...keys].sort());
  }),

  onStore('items are chosen by ticker, source and time, together', async (store) => {
    await fill(store);
    const asks: readonly [ItemQuery, readonly string[]][] = [
      [{}, ['third', 'second', 'first']],
      [{ tickers: tickers('BELT') }, ['third', 'first']],
      [{ tickers: tickers('BELT', 'DUNM') }, ['third', 'second', 'first']],
      [{ tickers: tickers('BEL') }, []],
      [{ tickers: [] }, []],
      [{ sources: ['finnhub'] }, ['third', 'second']],
      [{ sources: ['tiingo'] }, ['second', 'first']],
      [{ sources: ['tiingo', 'finnhub'] }, ['third', 'second', 'first']],
      [{ sources: ['tii'] }, []],
      [{ since: noon + day }, ['third', 'second']],
      [{ since: noon + day + 1 }, ['third']],
      [{ until: noon + day }, ['first']],
      [{ until: noon + day + 1 }, ['second', 'first']],
      [{ since: noon, until: noon }, []],
      [
        { tickers: tickers('BELT'), sources: ['finnhub'], since: noon, until: noon + 3 * day, search: 'dividend' },
        ['third'],
      ],
      [{ tickers: tickers('DUNM'), search: 'dividend' }, []],
    ];
    for (const [query, expected] of asks) {
      const found = (await headlines(store, query)).map((headline) => headline.split(' ').at(-1));
      assert.deepEqual(found, expected, JSON.stringify(query));
      assert.equal(await store.reading.countItems(query), expected.length, JSON.stringify(query));
    }
  }),

  onStore('items are chosen by how many publishers carried them, those of one family counted once', async (store) => {
    const by = (index: number, publisher: string | null, source: string) =>
      numbered(index, { publisher, url: null, source, sourceId: `${source}-${publisher}` });
    await store.articles.commitPage(
      page([
        by(0, 'Reuters', 'tiingo'),
        by(0, 'CNBC', 'finnhub'),
        by(1, 'Reuters', 'tiingo'),
        by(1, 'thomson reuters', 'finnhub'),
      ]),
    );
    await store.articles.commitPage(page([by(2, null, 'tiingo')]));
    const found = async (minPublishers: number) => {
      const query = { minPublishers };
      assert.equal(await store.reading.countItems(query), (await headlines(store, query)).length);
      assert.deepEqual(await headlines(store, { ...query, asOf: noon + day }), await headlines(store, query));
      return headlines(store, query);
    };
    const [first, second, third] = [0, 1, 2].map((index) => numbered(index).headline);
    assert.deepEqual(await found(0), [third, second, first]);
    assert.deepEqual(await found(1), [second, first]);
    assert.deepEqual(await found(2), [first]);
    assert.deepEqual(await found(3), []);
    const [item] = await all(store.reading.items({ minPublishers: 2 }));
    assert.deepEqual(item?.publishers, ['nbc universal', 'reuters']);
  }),

  onStore('collisions are counted by pair of sources, the first one first, from an instant on', async (store) => {
    const by = (index: number, source: string) => numbered(index, { source, sourceId: `${source}-${index}` });
    await store.articles.commitPage(page([by(0, 'tiingo'), by(1, 'tiingo'), by(2, 'tiingo'), by(3, 'finnhub')]));
    await store.articles.commitPage(page([by(0, 'finnhub'), by(1, 'finnhub'), by(1, 'other'), by(3, 'tiingo')]));
    const twice = { ...by(1, 'finnhub'), sourceId: 'again' };
    await store.articles.commitPage(page([twice]));
    assert.deepEqual(await store.reading.collisions(0), [
      { first: 'finnhub', later: 'tiingo', stories: 1 },
      { first: 'tiingo', later: 'finnhub', stories: 2 },
      { first: 'tiingo', later: 'other', stories: 1 },
    ]);
    assert.deepEqual(await store.reading.collisions(noon + 3 * minute), [
      { first: 'finnhub', later: 'tiingo', stories: 1 },
    ]);
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + minute });
    assert.equal((await store.reading.collisions(0))[1]?.stories, 1);
    assert.deepEqual(await store.reading.collisions(noon + day), []);
  }),

  onStore('a limit takes the newest', async (store) => {
    await fill(store);
    assert.deepEqual((await headlines(store, { limit: 2 })).length, 2);
    assert.match((await headlines(store, { limit: 1 }))[0] ?? '', /third$/);
    assert.deepEqual(await headlines(store, { limit: 0 }), []);
    assert.equal((await headlines(store, { limit: 1000, tickers: tickers('BELT') })).length, 2);
    await assert.rejects(headlines(store, { limit: -1 }), RangeError);
    await assert.rejects(headlines(store, { limit: 1.5 }), RangeError);
  }),

  onStore('a search finds stories that hold all its words, in any order and case', async (store) => {
    await store.articles.commitPage(
      page([
        article({
          headline: 'Élandre Semiconductor posts naïve-sounding Q3 results',
          description: 'Revenue rose 12.5% in São Paulo.',
        }),
        numbered(1, { headline: 'Straße AG und Jorvik Software planen 東京 Büro Йогурт', description: null }),
      ]),
    );
    const asks: readonly [string, number][] = [
      ['semiconductor', 1],
      ['SEMICONDUCTOR', 1],
      ['results elandre', 1],
      ['Élandre', 1],
      ['paulo posts', 1],
      ['sao', 1],
      ['semi', 0],
      ['semiconductor missing', 0],
      ['jorvik results', 0],
      ['naive', 1],
      ['naïve-sounding', 1],
      ['12.5%', 1],
      ['東京', 1],
      ['buro', 1],
      ['ЙОГУРТ', 1],
      ['иогурт', 0],
      ['q3', 1],
    ];
    for (const [search, expected] of asks) assert.equal((await headlines(store, { search })).length, expected, search);
  }),

  onStore('a search is words and never a command', async (store) => {
    await store.articles.commitPage(
      page([article({ headline: 'Buyers or sellers near a not quite AND headline today' })]),
    );
    const found = (search: string) => store.reading.countItems({ search });
    for (const search of [
      'OR',
      'NOT',
      'AND',
      'near',
      '"buyers"',
      'buyers*',
      '(buyers)',
      'headline:buyers',
      '-buyers',
      "buyers'",
      '^buyers',
      'buyers OR',
      'NEAR(buyers sellers)',
    ])
      assert.equal(await found(search), 1, search);
    for (const search of [
      'buyers OR nothing',
      'buy*',
      'NEAR(buyers missing, 2)',
      '"buyers" NOT "missing"',
      "'; DROP TABLE stories",
    ])
      assert.equal(await found(search), 0, search);
    for (const search of ['', '   ', '"', '***', '()', '-', "'", '\u0000'])
      assert.equal(await found(search), 0, `no word: ${search}`);
    assert.equal(await found(Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ')), 0);
  }),

  onStore('a search follows revisions', async (store) => {
    await store.articles.commitPage(
      page([article({ headline: 'Calder Motors raises guidance again', description: null })]),
    );
    await store.articles.commitPage(
      page([article({ headline: 'Calder Motors lowers guidance again', description: 'Sudden.' })]),
    );
    const found = await Promise.all(
      ['raises', 'lowers', 'sudden'].map((search) => store.reading.countItems({ search })),
    );
    assert.deepEqual(found, [0, 1, 1]);
  }),

  onStore('a reader that stops early, or writes while it reads, disturbs nothing', async (store) => {
    for (let part = 0; part < 5; part += 1)
      await store.articles.commitPage(page(Array.from({ length: 100 }, (_, index) => numbered(part * 100 + index))));
    for await (const item of store.reading.items({})) {
      assert.equal(item.publishedAt, toIso(noon + 499 * minute));
      break;
    }
    let read = 0;
    for await (const _ of store.reading.items({})) {
      read += 1;
      if (read % 200 === 1) await store.articles.commitPage(page([numbered(1000 + read)]));
    }
    assert.equal(read, 500);
    assert.equal(await store.reading.countItems({}), 503);
  }),
];

/** Three stories on three days: the first by tiingo, the second by both, the third by finnhub. */
async function fill(store: Store): Promise<void> {
  const of = (name: string, index: number) =>
    numbered(index, { headline: `Holdings of Arven report quarterly news ${name}`, publishedAt: noon + index * day });
  const second = { ...of('second', 1), tickers: tickers('DUNM'), description: null };
  await store.articles.commitPage(page([{ ...of('first', 0), tickers: tickers('BELT', 'CLDR') }, second]));
  await store.articles.commitPage(
    page(
      [
        { ...second, source: 'finnhub' },
        { ...of('third', 2), source: 'finnhub', tickers: tickers('BELT'), description: 'A dividend is due.' },
      ],
      { source: 'finnhub' },
    ),
  );
}
