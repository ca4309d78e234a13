import assert from 'node:assert/strict';
import { dedupKey, type LookupPlace, lookupPlaces, prepareArticle, type Store, storyKey } from '@ingest/core';
import { article, day, minute, noon, numbered, page, tickers } from './build.js';
import { onStore, type StoreCase } from './subject.js';

const seenAt = noon + 5 * minute;
const anchor = article();
/** One more word: joins the anchor and has a key of its own. */
const joining = article({
  source: 'finnhub',
  sourceId: '77:a',
  headline: anchor.headline.replace('its', 'its own'),
  publishedAt: noon + minute,
  publisher: null,
  url: null,
  tickers: tickers('BELT'),
});

/** What is known of stories: by which texts they are found, and all that their articles ever were. */
export const historyCases: readonly StoreCase[] = [
  onStore('the history of a story has its keys and its articles in the order in which they came', async (store) => {
    const early = article({ sourceId: '3', publishedAt: noon - minute, description: null });
    await store.articles.commitPage(page([anchor], { isFailover: true }));
    await store.articles.commitPage(page([joining, early], { at: seenAt + 1 }));
    const unchanged = { earlier: [], addedTickers: [] };
    const keyOf = ({ headline, source, publishedAt }: typeof anchor) => dedupKey(headline, source, publishedAt);
    assert.deepEqual(await store.reading.histories([storyKey(anchor)]), [
      {
        storyKey: storyKey(anchor),
        keys: [storyKey(anchor), storyKey(joining)],
        source: 'tiingo',
        isFailover: true,
        ingestedAt: seenAt,
        articles: [
          { ...anchor, dedupKey: keyOf(anchor), firstSeenAt: seenAt, joinedBy: null, ...unchanged },
          { ...joining, dedupKey: keyOf(joining), firstSeenAt: seenAt + 1, joinedBy: 'extra', ...unchanged },
          { ...early, dedupKey: keyOf(early), firstSeenAt: seenAt + 1, joinedBy: 'same', ...unchanged },
        ],
        scores: [],
      },
    ]);
  }),

  onStore('a history keeps every text with its times, and when a ticker came', async (store) => {
    const texts = ['Calder Motors withdraws its forecast', 'Calder Motors says nothing of its forecast'];
    await store.articles.commitPage(page([anchor]));
    for (const [index, headline] of texts.entries())
      await store.articles.commitPage(page([{ ...anchor, headline, description: null }], { at: seenAt + 1 + index }));
    const more = { ...anchor, headline: texts[1] ?? '', description: null };
    const [later, sooner] = ['DUNM', 'BELT'].map((name) => ({ ...more, tickers: tickers(name) }));
    await store.articles.commitPage(page([later ?? more, sooner ?? more], { at: seenAt + 9 }));
    const [history] = await store.reading.histories([storyKey(anchor)]);
    const [kept] = history?.articles ?? [];
    assert.deepEqual(
      [kept?.headline, kept?.tickers, kept?.earlier],
      [
        texts[1],
        ['BELT', 'CLDR', 'DUNM'],
        [
          { headline: anchor.headline, description: anchor.description, seenAt, replacedAt: seenAt + 1 },
          { headline: texts[0], description: null, seenAt: seenAt + 1, replacedAt: seenAt + 2 },
        ],
      ],
    );
    assert.deepEqual(kept?.addedTickers, [
      { ticker: 'BELT', seenAt: seenAt + 9 },
      { ticker: 'DUNM', seenAt: seenAt + 9 },
    ]);
  }),

  onStore('histories come in the order asked, without what is not there', async (store) => {
    await store.articles.commitPage(page([numbered(0), numbered(1), numbered(2)]));
    const [first, second, third] = [0, 1, 2].map((index) => storyKey(numbered(index)));
    const asked = [third, storyKey(numbered(9)), first, second].filter((key) => key !== undefined);
    const histories = await store.reading.histories(asked);
    assert.deepEqual(
      histories.map((history) => history.storyKey),
      [third, first, second],
    );
    assert.deepEqual(await store.reading.histories([]), []);
  }),

  onStore(
    'a story is found by each of its keys, by the beginning of one and by the ids of its articles',
    async (store) => {
      await fill(store);
      const own = storyKey(anchor);
      const texts = [
        own,
        own.toUpperCase(),
        storyKey(joining),
        own.slice(0, 8),
        storyKey(joining).slice(0, 31),
        'tiingo:1',
        '1',
        'finnhub:77:a',
        '77:a',
      ];
      for (const text of texts) assert.deepEqual(await store.reading.find(text), [own], text);
      const nothing = [
        '',
        ':',
        own.slice(0, 7),
        `${own}0`,
        'finnhub:1',
        '77',
        'tiingo',
        `${own.slice(0, 8)}%`,
        '_',
        '\u0000',
      ];
      for (const text of nothing) assert.deepEqual(await store.reading.find(text), [], text);
    },
  ),

  onStore('a text that leads to several stories names all, and an id is no beginning of a key', async (store) => {
    await fill(store);
    const filing = article({ source: 'other', sourceId: '1', headline: 'Form 8-K' });
    const start = storyKey(anchor).slice(0, 9);
    const sameStart = numbered(3, { sourceId: start, publishedAt: noon + day });
    await store.articles.commitPage(page([filing, sameStart]));
    assert.deepEqual(await store.reading.find('1'), [storyKey(anchor), storyKey(filing)].sort());
    assert.deepEqual(await store.reading.find('other:1'), [storyKey(filing)]);
    assert.deepEqual(await store.reading.find(start), [storyKey(sameStart)]);
  }),

  onStore('a pruned story is still found, and nothing else is known of it', async (store) => {
    await fill(store);
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + minute });
    for (const text of [storyKey(anchor), storyKey(joining), 'tiingo:1'])
      assert.deepEqual(await store.reading.find(text), [storyKey(anchor)], text);
    assert.deepEqual(await store.reading.histories([storyKey(anchor)]), []);
    assert.deepEqual(await store.reading.anchors(lookupPlaces(prepareArticle(anchor))), []);
  }),

  onStore('anchors are found where they are filed, as they came first', async (store) => {
    await fill(store);
    await store.articles.commitPage(page([{ ...anchor, headline: 'Calder Motors withdraws its forecast' }]));
    const places = lookupPlaces(prepareArticle(anchor));
    assert.deepEqual(await store.reading.anchors(places), [
      { storyKey: storyKey(anchor), prepared: prepareArticle(anchor) },
    ]);
    assert.deepEqual(await store.reading.anchors(places.map((place) => ({ ...place, day: place.day + 9 }))), []);
    assert.deepEqual(await store.reading.anchors([]), []);
    assert.equal((await store.reading.anchors([...places, ...places])).length, 1);
    const filed: LookupPlace[] = [];
    for (const place of places) if ((await store.reading.anchors([place])).length > 0) filed.push(place);
    assert.ok(filed.length > 0, 'no place alone leads to the anchor');
    const elsewhere = places.filter((place) => !filed.includes(place));
    for (const asked of [
      [...elsewhere, ...filed.slice(-1)],
      [...filed.slice(0, 1), ...elsewhere],
    ])
      assert.equal((await store.reading.anchors(asked)).length, 1);
    const [kept] = await store.reading.anchors(lookupPlaces(prepareArticle(numbered(1))));
    assert.equal(kept?.storyKey, storyKey(numbered(1)));
  }),
];

/** The story of two articles, and another one. */
async function fill(store: Store): Promise<void> {
  await store.articles.commitPage(page([anchor]));
  await store.articles.commitPage(page([joining, numbered(1)]));
}
