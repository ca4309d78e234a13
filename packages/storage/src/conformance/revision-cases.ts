import assert from 'node:assert/strict';
import { type ItemQuery, toIso } from '@ingest/core';
import { article, day, minute, noon, page, tickers } from './build.js';
import { all, counts, headlines, onlyStory } from './expect.js';
import { onStore, type StoreCase } from './subject.js';

/** What a story shows when its articles change, or earlier ones join it. */
export const revisionCases: readonly StoreCase[] = [
  onStore(
    'a changed text is a revision: shown at once, counted, nothing new, its time the first seen',
    async (store) => {
      await store.articles.commitPage(page([article()]));
      const key = (await onlyStory(store)).storyKey;
      const changed = article({
        headline: 'Calder Motors withdraws its forecast for the whole year',
        description: null,
        publishedAt: noon + minute,
      });
      const placed = await store.articles.commitPage(page([changed]));
      assert.deepEqual(counts(placed), { new: 0, duplicates: 0, revised: 1, collisions: 0 });
      const story = await onlyStory(store);
      assert.deepEqual(
        [story.storyKey, story.headline, story.description, story.revision, story.publishedAt],
        [key, changed.headline, undefined, 1, toIso(noon)],
      );
      assert.equal(story.attributions[0]?.headline, changed.headline);
      assert.equal(counts(await store.articles.commitPage(page([changed]))).duplicates, 1);
      assert.equal(counts(await store.articles.commitPage(page([article()]))).revised, 1);
      assert.equal((await onlyStory(store)).revision, 2);
    },
  ),

  onStore('a text older than the one that was seen since changes nothing, and is a duplicate', async (store) => {
    const [first, second, third] = ['raises', 'cuts', 'keeps'].map((verb) =>
      article({ headline: `Calder Motors ${verb} its forecast for the year` }),
    );
    if (first === undefined || second === undefined || third === undefined) throw new TypeError('three texts');
    await store.articles.commitPage(page([first], { at: noon }));
    await store.articles.commitPage(page([second], { at: noon + minute }));
    const before = await all(store.reading.items({ withRevisions: true }));
    for (const [older, at] of [
      [first, noon],
      [third, noon + minute - 1],
    ] as const) {
      const placed = await store.articles.commitPage(page([older], { at }));
      assert.deepEqual(counts(placed), { new: 0, duplicates: 1, revised: 0, collisions: 0 });
    }
    assert.deepEqual(await all(store.reading.items({ withRevisions: true })), before);
    assert.equal(counts(await store.articles.commitPage(page([third], { at: noon + minute }))).revised, 1);
  }),

  onStore('a revision of an article that the story does not show changes its attribution alone', async (store) => {
    const later = article({ source: 'finnhub', sourceId: '9', publishedAt: noon + minute, url: null });
    await store.articles.commitPage(page([article(), later]));
    const placed = await store.articles.commitPage(page([{ ...later, headline: 'Calder Motors: what to know' }]));
    assert.equal(counts(placed).revised, 1);
    const story = await onlyStory(store);
    assert.deepEqual([story.headline, story.revision], [article().headline, 1]);
    assert.deepEqual(
      story.attributions.map(({ headline }) => headline),
      [article().headline, 'Calder Motors: what to know'],
    );
  }),

  onStore('a story shows its earliest article, whichever came first', async (store) => {
    const late = article();
    const early = article({
      source: 'finnhub',
      sourceId: '9',
      headline: late.headline.toUpperCase(),
      description: null,
      url: 'https://other.example/1',
      publisher: null,
      publishedAt: noon - minute,
      tickers: tickers('BELT'),
      tags: ['Autos'],
    });
    await store.articles.commitPage(page([late]));
    await store.articles.commitPage(page([early], { source: 'finnhub', at: noon + day, isFailover: true }));
    const story = await onlyStory(store);
    assert.deepEqual(
      [story.headline, story.description, story.url, story.publisher, story.publishedAt],
      [early.headline, undefined, early.url, undefined, toIso(noon - minute)],
    );
    assert.deepEqual(
      [story.tickers, story.tags],
      [
        ['BELT', 'CLDR'],
        ['Autos', 'Guidance', 'Stock'],
      ],
    );
    assert.deepEqual([story.source, story.isFailover, story.ingestedAt], ['tiingo', false, toIso(noon + 5 * minute)]);
    assert.deepEqual(
      story.attributions.map(({ headline, url, firstSeenAt }) => [headline, url, firstSeenAt]),
      [
        [early.headline, early.url, toIso(noon + day)],
        [late.headline, late.url, toIso(noon + 5 * minute)],
      ],
    );
    assert.equal(counts(await store.articles.commitPage(page([late]))).duplicates, 1);
    assert.equal(counts(await store.articles.commitPage(page([early]))).duplicates, 1);
  }),

  onStore('an article can be revised and lose its place in one page', async (store) => {
    await store.articles.commitPage(page([article()]));
    const early = article({ source: 'finnhub', sourceId: '9', publishedAt: noon - minute, description: 'Earlier.' });
    const revised = article({ description: 'Changed.' });
    const placed = await store.articles.commitPage(page([early, revised]));
    assert.deepEqual(counts(placed), { new: 0, duplicates: 0, revised: 1, collisions: 1 });
    assert.deepEqual((await onlyStory(store)).description, 'Earlier.');
    assert.equal(counts(await store.articles.commitPage(page([early, revised]))).duplicates, 2);
  }),

  onStore('an article delivered for one more ticker adds it and is a duplicate', async (store) => {
    await store.articles.commitPage(page([article()]));
    const placed = await store.articles.commitPage(page([article({ tickers: tickers('BELT') })]));
    assert.deepEqual(counts(placed), { new: 0, duplicates: 1, revised: 0, collisions: 0 });
    assert.deepEqual((await onlyStory(store)).tickers, ['BELT', 'CLDR']);
    assert.equal((await headlines(store, { tickers: tickers('BELT') })).length, 1);
    const again = await store.articles.commitPage(page([article({ tickers: tickers('BELT', 'CLDR') })]));
    assert.equal(counts(again).duplicates, 1);
    assert.equal((await onlyStory(store)).revision, 0);
  }),

  onStore('old texts come with a story where they are asked for, oldest first, with their times', async (store) => {
    const other = article({ source: 'finnhub', sourceId: null, publishedAt: noon + minute, description: null });
    const texts = [article(), { ...article(), headline: 'Calder Motors withdraws its forecast' }];
    const [first, second] = texts.map(({ headline }) => headline);
    const at = (step: number) => noon + 5 * minute + step;
    await store.articles.commitPage(page([texts[0] ?? article(), other], { at: at(0) }));
    await store.articles.commitPage(page([{ ...other, description: 'More of it.' }], { at: at(1) }));
    await store.articles.commitPage(page([texts[1] ?? article()], { at: at(2) }));
    await store.articles.commitPage(page([{ ...article(), headline: 'Calder Motors corrects it' }], { at: at(3) }));
    const of = async (query: ItemQuery) =>
      (await all(store.reading.items({ ...query, withRevisions: true })))[0]?.revisions;
    const tiingo = { source: 'tiingo', sourceId: '1', description: article().description };
    const expected = [
      { source: 'finnhub', headline: first, seenAt: toIso(at(0)), replacedAt: toIso(at(1)) },
      { ...tiingo, headline: first, seenAt: toIso(at(0)), replacedAt: toIso(at(2)) },
      { ...tiingo, headline: second, seenAt: toIso(at(2)), replacedAt: toIso(at(3)) },
    ];
    assert.deepEqual(await of({}), expected);
    assert.deepEqual(await of({ asOf: at(3) }), expected);
    assert.deepEqual(await of({ asOf: at(2) }), expected.slice(0, 2));
    assert.deepEqual(await of({ asOf: at(0) }), []);
    const [plain] = await all(store.reading.items({}));
    assert.ok(plain && !('revisions' in plain), 'nobody asked for them');
    const [revised] = await all(store.reading.items({ withRevisions: true }));
    assert.deepEqual(revised, { ...plain, revisions: expected });
  }),
];
