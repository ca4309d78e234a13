import assert from 'node:assert/strict';
import { type ItemQuery, type NewsItem, type Store, toIso } from '@ingest/core';
import { article, day, minute, noon, numbered, page, tickers } from './build.js';
import { all, headlines } from './expect.js';
import { onStore, type StoreCase } from './subject.js';

/** When the nth thing happens. */
const step = (number: number) => noon + number * 60 * minute;

const first = article();
const text = { headline: 'Calder Motors withdraws its forecast', description: null };
const joining = article({
  source: 'finnhub',
  sourceId: '8',
  headline: first.headline.replace('its', 'its own'),
  description: 'By somebody else.',
  url: 'https://other.example/1',
  publisher: 'other.example',
  publishedAt: noon - minute,
  tickers: tickers('DUNM'),
  tags: ['Autos'],
});

/** What was known at an instant, without what came later. */
export const asOfCases: readonly StoreCase[] = [
  onStore('as of an instant a story is what it was then, whatever came later', async (store) => {
    const then = await tell(store);
    for (const [number, item] of then.entries()) {
      assert.deepEqual(await all(store.reading.items({ asOf: step(number) })), item, `step ${number}`);
      assert.deepEqual(
        await all(store.reading.items({ asOf: step(number + 1) - 1 })),
        item,
        `before step ${number + 1}`,
      );
    }
    assert.deepEqual(await all(store.reading.items({ asOf: noon - 1 })), []);
  }),

  onStore('as of an instant a story has the text, tickers and articles of then', async (store) => {
    await tell(store);
    const at = async (number: number) => (await all(store.reading.items({ asOf: step(number) })))[0];
    const shown = [0, 1, 2, 3].map(at);
    const [begun, ticked, revised, joined] = await Promise.all(shown);
    assert.deepEqual([begun?.headline, begun?.tickers, begun?.revision], [first.headline, ['CLDR'], 0]);
    assert.deepEqual([ticked?.headline, ticked?.tickers], [first.headline, ['BELT', 'CLDR']]);
    assert.deepEqual([revised?.headline, revised?.description, revised?.revision], [text.headline, undefined, 1]);
    assert.deepEqual(
      [joined?.headline, joined?.publishedAt, joined?.publisher],
      [joining.headline, toIso(noon - minute), 'other.example'],
    );
    assert.deepEqual([revised?.tags, joined?.tags], [first.tags, ['Autos', ...first.tags]]);
    assert.deepEqual(
      [revised, joined].map((item) => item?.publishers.length),
      [1, 2],
    );
  }),

  onStore('every filter asks what was known then', async (store) => {
    await tell(store);
    const asks: readonly [ItemQuery, readonly boolean[]][] = [
      [{ tickers: tickers('CLDR') }, [true, true, true, true]],
      [{ tickers: tickers('BELT') }, [false, true, true, true]],
      [{ tickers: tickers('DUNM', 'NONE') }, [false, false, false, true]],
      [{ sources: ['finnhub'] }, [false, false, false, true]],
      [{ search: 'raises' }, [true, true, false, true]],
      [{ search: 'WITHDRAWS forecast' }, [false, false, true, false]],
      [{ search: 'somebody' }, [false, false, false, true]],
      [{ search: '***' }, [false, false, false, false]],
      [{ since: noon }, [true, true, true, false]],
      [{ until: noon }, [false, false, false, true]],
      [{ tickers: tickers('BELT'), sources: ['tiingo'], since: noon, search: 'calder' }, [false, true, true, false]],
    ];
    for (const [query, expected] of asks)
      for (const [number, isFound] of expected.entries()) {
        const asked = { ...query, asOf: step(number) };
        const words = `${JSON.stringify(query)} at step ${number}`;
        assert.equal((await headlines(store, asked)).length, isFound ? 1 : 0, words);
        assert.equal(await store.reading.countItems(asked), isFound ? 1 : 0, words);
      }
  }),

  onStore(
    'as of an instant stories come newest first by what they were then, and a limit takes the newest',
    async (store) => {
      const late = numbered(0, { publishedAt: noon });
      const other = numbered(1, { publishedAt: noon - 30 * minute });
      await store.articles.commitPage(page([other, late], { at: step(0) }));
      const early = { ...late, source: 'finnhub', publishedAt: noon - 60 * minute };
      await store.articles.commitPage(page([early, numbered(2)], { at: step(1) }));
      const [then, now] = [{ asOf: step(0) }, { asOf: step(1) }];
      assert.deepEqual(await headlines(store, then), [late.headline, other.headline]);
      assert.deepEqual(await headlines(store, now), [numbered(2).headline, other.headline, late.headline]);
      assert.deepEqual(await headlines(store, { ...then, limit: 1 }), [late.headline]);
      assert.deepEqual(await headlines(store, { ...then, limit: 0 }), []);
      assert.deepEqual(await headlines(store, { ...then, limit: 1, search: 'order' }), [late.headline]);
      assert.equal(await store.reading.countItems({ ...then, limit: 1 }), 2);
      await assert.rejects(headlines(store, { ...then, limit: -1 }), RangeError);
    },
  ),

  onStore('what was pruned is not known of any time', async (store) => {
    await tell(store);
    await store.articles.commitPage(page([numbered(1, { publishedAt: noon + day })], { at: step(1) }));
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 1 });
    assert.deepEqual(await headlines(store, { asOf: step(2) }), [numbered(1).headline]);
    assert.deepEqual(await headlines(store, { asOf: step(0) }), []);
  }),

  onStore('many stories of then are read as well as few', async (store) => {
    for (let part = 0; part < 5; part += 1)
      await store.articles.commitPage(
        page(
          Array.from({ length: 100 }, (_, index) => numbered(part * 100 + index)),
          { at: step(part) },
        ),
      );
    let read = 0;
    for await (const _ of store.reading.items({ asOf: step(3), search: 'order' })) {
      read += 1;
      if (read % 200 === 1) await store.articles.commitPage(page([numbered(1000 + read)], { at: step(9) }));
    }
    assert.equal(read, 400);
    assert.equal(await store.reading.countItems({ asOf: step(3) }), 400);
  }),
];

/** Begins a story, adds a ticker, revises it, lets an earlier article join: with what was known after each. */
async function tell(store: Store): Promise<readonly (readonly NewsItem[])[]> {
  const more = { ...first, tickers: tickers('BELT', 'CLDR') };
  const pages = [[first], [more], [{ ...first, ...text }], [joining]];
  const then: NewsItem[][] = [];
  for (const [number, articles] of pages.entries()) {
    await store.articles.commitPage(page(articles, { at: step(number) }));
    then.push(await all(store.reading.items({})));
  }
  return then;
}
