import assert from 'node:assert/strict';
import { type Article, digestOf, type NewsItem, publisherFamily, storyKey, toIso } from '@ingest/core';
import { article, concluding, day, event, minute, noon, numbered, page, rejected, tickers } from './build.js';
import { all, counts, headlines } from './expect.js';
import { onStore, type StoreCase } from './subject.js';

/** Pruning and checking. */
export const upkeepCases: readonly StoreCase[] = [
  onStore('a store that does not back up to a file says so, and refuses to', async (store) => {
    const thrown = await store.maintenance.backup('/nowhere/at/all/copy').then(
      () => null,
      (error: unknown) => error,
    );
    assert.equal(thrown instanceof TypeError, !store.capabilities.backsUpToFile);
  }),

  onStore('old events and rejected items are removed, newer ones and all stories stay', async (store) => {
    await store.articles.commitPage(page([article({ publishedAt: noon - 90 * day })]));
    await store.articles.commitPage(concluding({ event: event({ eventId: 'old', startedAt: toIso(noon - 1) }) }));
    await store.articles.commitPage(concluding({ event: event({ eventId: 'new' }) }));
    await store.articles.commitPage(
      page([], { quarantine: [rejected({ at: noon - 1, raw: 'old' }), rejected({ raw: 'new' })] }),
    );
    const pruned = await store.maintenance.prune({ eventsBefore: noon, storiesBefore: null });
    assert.deepEqual(pruned, { events: 1, quarantined: 1, stories: 0, deliveries: 0, incidents: 0 });
    assert.deepEqual(
      (await all(store.reading.events({}))).map(({ eventId }) => eventId),
      ['new'],
    );
    assert.deepEqual(
      (await all(store.reading.quarantine({}))).map(({ raw }) => raw),
      ['new'],
    );
    assert.equal(await store.reading.countItems({}), 1);
  }),

  onStore('a pruned story is gone, and one read again is a duplicate that is not stored', async (store) => {
    const old = article();
    const revised = numbered(1);
    const [kept, joining] = [numbered(2, { publishedAt: noon + day }), article({ source: 'finnhub', sourceId: '8' })];
    await store.articles.commitPage(page([old, article({ sourceId: '2', publishedAt: noon + 1 }), revised, kept]));
    await store.articles.commitPage(
      page([{ ...revised, headline: 'Arven Holdings corrects what it said of an order' }]),
    );
    const prune = () => store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + day });
    assert.deepEqual(await prune(), { events: 0, quarantined: 0, stories: 2, deliveries: 0, incidents: 0 });
    assert.deepEqual(await prune(), { events: 0, quarantined: 0, stories: 0, deliveries: 0, incidents: 0 });
    const assertOnlyKept = async () => {
      assert.deepEqual(await headlines(store), [kept.headline]);
      assert.deepEqual(await headlines(store, { tickers: tickers('CLDR'), search: 'order' }), [kept.headline]);
      assert.equal((await all(store.reading.stories())).length, 1);
      const { stories, articles } = await store.maintenance.check();
      assert.deepEqual([stories, articles], [1, 1]);
    };
    await assertOnlyKept();
    const again = [
      old,
      article({ sourceId: '2' }),
      revised,
      { ...revised, headline: 'Arven Holdings corrects what it said of an order' },
      { ...old, description: 'Changed since.', tickers: tickers('BELT') },
      { ...old, sourceId: '3' },
      joining,
    ];
    for (const one of again) {
      const placed = await store.articles.commitPage(page([one]));
      assert.deepEqual(counts(placed), { new: 0, duplicates: 1, revised: 0, collisions: 0 }, JSON.stringify(one));
    }
    assert.equal(counts(await store.articles.commitPage(page(again))).new, 0);
    await assertOnlyKept();
  }),

  onStore('a look-up says of a pruned story that it was there', async (store) => {
    await store.articles.commitPage(page([article()]));
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 1 });
    const { stories } = await store.articles.lookup([article({ sourceId: '9' })]);
    assert.deepEqual([...stories], [[storyKey(article()), null]]);
  }),

  onStore('many stories are pruned as well as few', async (store) => {
    for (let part = 0; part < 13; part += 1)
      await store.articles.commitPage(
        page(
          Array.from({ length: 100 }, (_, index) =>
            numbered(part * 100 + index, { publishedAt: noon + Math.trunc(index / 10) }),
          ),
        ),
      );
    const pruned = await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 9 });
    assert.deepEqual(pruned.stories, 1170);
    assert.equal(await store.reading.countItems({}), 130);
  }),

  onStore('a check counts what is there and finds nothing wrong', async (store) => {
    await store.articles.commitPage(page([article(), article({ sourceId: '2' }), numbered(1)]));
    const { schemaVersion, ...rest } = await store.maintenance.check();
    assert.deepEqual(rest, { stories: 2, articles: 3, problems: [] });
    assert.ok(Number.isSafeInteger(schemaVersion) && schemaVersion > 0);
  }),

  onStore('the digest is that of the articles, in whatever order and pages they came', async (store) => {
    const bare = { description: null, url: null, publisher: null, tags: [] };
    const early = article({ ...bare, source: 'finnhub', sourceId: null, publishedAt: noon - minute });
    const articles = [numbered(1), article({ publishedAt: noon + minute }), numbered(2, bare), early];
    for (const one of articles) await store.articles.commitPage(page([one], { at: noon + day, isFailover: true }));
    const joined = { ...asItem(early), tags: ['Guidance', 'Stock'] };
    const second = asItem(article({ publishedAt: noon + minute })).attributions;
    const expected = [
      asItem(numbered(1)),
      asItem(numbered(2, bare)),
      { ...joined, attributions: [...joined.attributions, ...second] },
    ].sort((left, right) => (left.storyKey < right.storyKey ? -1 : 1));
    assert.deepEqual(await digestOf(store.reading.stories()), await digestOf(listed(expected)));
  }),
];

/** The story of one article. */
function asItem({
  source,
  sourceId,
  headline,
  description,
  url,
  publisher,
  publishedAt,
  tickers,
  tags,
}: Article): NewsItem {
  const shared = { headline, ...(url === null ? {} : { url }), publishedAt: toIso(publishedAt) };
  return {
    storyKey: storyKey({ headline, publishedAt, source, sourceId }),
    ...shared,
    ...(description === null ? {} : { description }),
    ...(publisher === null ? {} : { publisher }),
    ingestedAt: toIso(publishedAt),
    tickers: [...tickers],
    tags: [...tags],
    source,
    isFailover: false,
    attributions: [{ source, ...(sourceId === null ? {} : { sourceId }), ...shared, firstSeenAt: toIso(publishedAt) }],
    revision: 0,
    publishers: [publisherFamily(publisher, url)].filter((family) => family !== null),
  };
}

async function* listed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
