import assert from 'node:assert/strict';
import { type Article, type ItemQuery, type NewsItem, type Store, toIso } from '@ingest/core';
import { article, day, minute, noon, numbered, page, tickers } from './build.js';
import { all, headlines } from './expect.js';
import { about, adding, opinion, scoring, states } from './statements.js';
import { onStore, type StoreCase } from './subject.js';

/** When the nth thing happens. */
const step = (number: number) => noon + number * 60 * minute;

const first = article();

/** Which stories are chosen by their sentiment, by now and as of an instant. */
export const sentimentQueryCases: readonly StoreCase[] = [
  onStore('items are chosen by the label that they show and by how sure it is', async (store) => {
    await fill(store);
    const asks: readonly [ItemQuery, readonly number[]][] = [
      [{}, [6, 5, 4, 3, 2, 1, 0]],
      [{ sentiments: ['positive'] }, [4, 0]],
      [{ sentiments: ['negative'] }, [5, 1]],
      [{ sentiments: ['neutral'] }, [2]],
      [{ sentiments: ['positive', 'negative', 'neutral'] }, [5, 4, 2, 1, 0]],
      [{ sentiments: [] }, []],
      [{ minConfidence: 0 }, [4, 2, 1]],
      [{ minConfidence: 0.65 }, [4, 2, 1]],
      [{ minConfidence: 0.66 }, [4, 1]],
      [{ minConfidence: 0.81 }, [4, 1]],
      [{ minConfidence: 0.82 }, [1]],
      [{ minConfidence: 1 }, []],
      [{ sentiments: ['positive'], minConfidence: 0.5 }, [4]],
      [{ sentiments: ['negative', 'positive'], since: noon + 2 * minute }, [5, 4]],
      [{ sentiments: ['negative'], tickers: tickers('CLDR') }, [5, 1]],
      [{ sentiments: ['negative'], tickers: tickers('BELT') }, []],
      [{ sentiments: ['negative'], search: 'arven' }, []],
    ];
    await assertChosen(store, asks);
  }),

  onStore('what is said of one ticker alone is not said of the others of its story', async (store) => {
    const both = { tickers: tickers('BELT', 'CLDR') };
    const ofBelt = states(0, { article: null, tickers: [about('BELT', null, -0.9)] });
    await store.articles.commitPage(page([numbered(0, { ...both, sentiment: ofBelt })]));
    const asks: readonly [ItemQuery, readonly number[]][] = [
      [{ sentiments: ['negative'] }, [0]],
      [{ sentiments: ['negative'], tickers: tickers('BELT') }, [0]],
      [{ sentiments: ['negative'], tickers: tickers('BELT', 'CLDR') }, [0]],
      [{ sentiments: ['negative'], tickers: tickers('CLDR') }, []],
      [{ tickers: tickers('CLDR') }, [0]],
    ];
    await assertChosen(store, asks);
  }),

  onStore(
    'of those that are chosen by their sentiment a limit takes the newest, and all are counted',
    async (store) => {
      await fill(store);
      const query: ItemQuery = { sentiments: ['negative', 'positive'], limit: 3 };
      for (const asked of [query, { ...query, asOf: step(1) }]) {
        assert.deepEqual(await headlines(store, asked), [5, 4, 1].map(headlineOf));
        assert.equal(await store.reading.countItems(asked), 4);
        assert.deepEqual(await headlines(store, { ...asked, limit: 0 }), []);
      }
      assert.deepEqual(await headlines(store, { minConfidence: 0.65, limit: 1 }), [headlineOf(4)]);
    },
  ),

  onStore('items are chosen by how much they are about a ticker, where a source says so', async (store) => {
    const of = (index: number, stated: ReturnType<typeof about>[] | null, fields: Partial<Article> = {}) =>
      numbered(index, {
        tickers: tickers('BELT', 'CLDR'),
        sentiment: stated && states(0.5, { article: null, tickers: stated }),
        ...fields,
      });
    await store.articles.commitPage(
      page([
        of(0, null),
        of(1, [about('CLDR', 0.9), about('BELT', 0.1)]),
        of(2, [about('CLDR', 0.25)]),
        of(3, [about('CLDR', null, 0.5)]),
        of(4, [about('DUNM', 0.9)]),
        of(5, [about('CLDR', 0.25)]),
      ]),
    );
    await store.articles.commitPage(page([of(5, [about('CLDR', 0.5)], { source: 'other' })], { source: 'other' }));
    const [cldr, belt] = [tickers('CLDR'), tickers('BELT')];
    const asks: readonly [ItemQuery, readonly number[]][] = [
      [{ tickers: cldr, minRelevance: 0 }, [5, 4, 3, 2, 1, 0]],
      [{ tickers: cldr, minRelevance: 0.25 }, [5, 4, 3, 2, 1, 0]],
      [{ tickers: cldr, minRelevance: 0.5 }, [5, 4, 3, 1, 0]],
      [{ tickers: cldr, minRelevance: 0.51 }, [4, 3, 1, 0]],
      [{ tickers: cldr, minRelevance: 1 }, [4, 3, 0]],
      [{ tickers: belt, minRelevance: 0.5 }, [5, 4, 3, 2, 0]],
      [{ tickers: [...belt, ...cldr], minRelevance: 0.9 }, [4, 3, 1, 0]],
      [{ minRelevance: 1 }, [5, 4, 3, 2, 1, 0]],
      [{ tickers: cldr, minRelevance: 0.5, sentiments: ['positive'] }, [3]],
      [{ tickers: tickers('DUNM'), minRelevance: 0.5 }, []],
    ];
    await assertChosen(store, asks);
    assert.equal(await store.reading.countItems({ tickers: cldr, minRelevance: 0.6, limit: 1 }), 4);
    assert.deepEqual(await headlines(store, { tickers: cldr, minRelevance: 0.6, limit: 2 }), [4, 3].map(headlineOf));
  }),

  onStore('as of an instant a story shows the sentiment of then, and is chosen by it', async (store) => {
    const labels = ['positive', undefined, 'neutral', 'negative', 'positive', 'negative'] as const;
    const then = await tell(store);
    assert.deepEqual(
      then.map(([item]) => item?.sentiment?.label),
      labels,
    );
    for (const [number, items] of then.entries()) {
      for (const asOf of [step(number), step(number + 1) - 1])
        assert.deepEqual(await all(store.reading.items({ asOf })), items, `step ${number}`);
      for (const label of ['positive', 'neutral', 'negative'] as const) {
        const query = { asOf: step(number), sentiments: [label] };
        const expected = labels[number] === label ? 1 : 0;
        assert.equal((await headlines(store, query)).length, expected, `${label} at step ${number}`);
        assert.equal(await store.reading.countItems(query), expected, `${label} at step ${number}`);
      }
    }
  }),

  onStore('as of an instant it is asked how sure and how much about a ticker a story was then', async (store) => {
    await tell(store);
    const asks: readonly [ItemQuery, readonly boolean[]][] = [
      [{ minConfidence: 0.8 }, [true, false, true, false, true, false]],
      [{ minConfidence: 0.9 }, [false, false, false, false, true, false]],
      [{ tickers: tickers('CLDR'), minRelevance: 0.5 }, [true, true, true, false, false, false]],
      [{ tickers: tickers('CLDR'), minRelevance: 0.25 }, [true, true, true, true, true, true]],
      [{ minRelevance: 0.5 }, [true, true, true, true, true, true]],
    ];
    for (const [query, expected] of asks)
      for (const [number, isFound] of expected.entries()) {
        const asked = { ...query, asOf: step(number) };
        const words = `${JSON.stringify(query)} at step ${number}`;
        assert.equal((await headlines(store, asked)).length, isFound ? 1 : 0, words);
        assert.equal(await store.reading.countItems(asked), isFound ? 1 : 0, words);
      }
  }),

  onStore('with its old texts a story has its sentiment too', async (store) => {
    const then = await tell(store);
    const items = await all(store.reading.items({ withRevisions: true, sentiments: ['negative'] }));
    const [last] = then.at(-1) ?? [];
    assert.deepEqual(
      items.map(({ revisions: _, ...item }) => item),
      [last],
    );
    assert.deepEqual(
      items[0]?.revisions?.map(({ replacedAt }) => replacedAt),
      [toIso(step(1))],
    );
  }),
];

function headlineOf(index: number): string {
  return numbered(index).headline;
}

/** Seven stories, each a minute younger: two are stated by a source, one by a label alone, three by a scorer, two by nobody. */
async function fill(store: Store): Promise<void> {
  const label = { score: null, label: 'negative', confidence: null } as const;
  const sure = { score: -0.5, label: 'negative', confidence: 0.95 } as const;
  const stories = [
    numbered(0, { sentiment: states(0.4) }),
    numbered(1, { sentiment: states(0, { article: sure }) }),
    ...[2, 3, 4].map((index) => numbered(index)),
    numbered(5, { sentiment: states(0, { article: label }) }),
    numbered(6, { tickers: tickers('BELT'), sentiment: states(0, { article: null, tickers: [about('BELT', 0.5)] }) }),
  ];
  const scores = scoring([numbered(2)], opinion(0.1, 0.65));
  await store.articles.commitPage(page(stories, { scores }));
  await store.articles.addScores([adding(numbered(4), opinion(0.33))]);
}

/** That a query finds these stories, by now and as of a later instant. */
async function assertChosen(store: Store, asks: readonly (readonly [ItemQuery, readonly number[]])[]): Promise<void> {
  for (const [query, expected] of asks)
    for (const asked of [query, { ...query, asOf: noon + day }]) {
      const words = JSON.stringify(asked);
      assert.deepEqual(await headlines(store, asked), expected.map(headlineOf), words);
      assert.equal(await store.reading.countItems(asked), expected.length, words);
    }
}

/**
 * A story gets an opinion with its page; is revised; is scored; is stated by a source; gets an opinion that stands before it; which
 * is taken back: with what was known after each.
 */
async function tell(store: Store): Promise<readonly (readonly NewsItem[])[]> {
  const revised = { ...first, headline: 'Calder Motors withdraws its forecast' };
  const shown = { storyKey: adding(first, null).storyKey, headline: revised.headline };
  const sentiment = states(-0.7, { tickers: [about('CLDR', 0.25, 0.9)] });
  const stating = article({ source: 'finnhub', sourceId: '8', publishedAt: noon + minute, sentiment });
  const add = (given: Parameters<typeof adding>[1], at: number, by: string, isPreferred = false) =>
    store.articles.addScores([{ ...adding(first, given, { at, model: by, isPreferred }), ...shown }]);
  const happenings: readonly ((at: number) => Promise<unknown>)[] = [
    (at) => store.articles.commitPage(page([first], { at, scores: scoring([first], opinion(0.5)) })),
    (at) => store.articles.commitPage(page([revised], { at })),
    (at) => add(opinion(0.1), at, 'lexicon@2'),
    (at) => store.articles.commitPage(page([stating], { at, source: 'finnhub' })),
    (at) => add(opinion(0.8, 0.92), at, 'better@1', true),
    (at) => add(null, at, 'better@1', true),
  ];
  const then: NewsItem[][] = [];
  for (const [number, happens] of happenings.entries()) {
    await happens(step(number));
    then.push(await all(store.reading.items({})));
  }
  return then;
}
