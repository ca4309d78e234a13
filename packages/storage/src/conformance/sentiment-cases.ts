import assert from 'node:assert/strict';
import { type Article, digestOf, type NativeSentiment, storyKey, toIso } from '@ingest/core';
import { createMemoryStore } from '../memory/index.js';
import { article, minute, noon, numbered, page, tickers } from './build.js';
import { onlyStory } from './expect.js';
import { about, adding, assertShown, derived, keptOf, model, opinion, scoring, shownOf, states } from './statements.js';
import { onStore, type StoreCase, withStore } from './subject.js';

const seenAt = noon + 5 * minute;
const first = article();
const joining = (source: string, sentiment: NativeSentiment | null = null) =>
  article({ source, sourceId: `${source}-1`, sentiment });
/** One more word: its story shows it, because it is earlier. */
const earlier = article({
  source: 'finnhub',
  sourceId: '8',
  headline: first.headline.replace('its', 'its own'),
  publishedAt: noon - minute,
});
const revised = { ...first, headline: 'Calder Motors withdraws its forecast' };

/** What sources state of stories, what scorers say of the headlines of a page, and which of it a story shows. */
export const sentimentCases: readonly StoreCase[] = [
  onStore('what a source states of an article is kept as it is, and shown', async (store) => {
    const stated = { score: 0.123456789, label: 'neutral', nativeLabel: 'Somewhat-Bullish', confidence: 0.7 } as const;
    const sentiment = { priority: 3, article: stated, tickers: [about('BELT', 0.9, -0.4), about('CLDR', null, 1)] };
    await store.articles.commitPage(page([{ ...first, sentiment }]));
    const shown = {
      ...{ ...stated, origin: 'provider', model: 'tiingo' },
      ...{ scope: { kind: 'article' }, calculatedAt: toIso(seenAt) },
    };
    const item = await onlyStory(store);
    assert.deepEqual(item.sentiment, shown);
    assert.deepEqual(item.attributions[0]?.sentiment, shown);
    const { nativeLabel: _, ...rest } = shown;
    const ofTicker = (ticker: string, score: number, label: string) => ({
      ...{ ...rest, score, label, confidence: null },
      scope: { kind: 'ticker', ticker },
    });
    assert.deepEqual(item.attributions[0]?.aboutTickers, [
      { ticker: 'BELT', relevance: 0.9, sentiment: ofTicker('BELT', -0.4, 'negative') },
      { ticker: 'CLDR', sentiment: ofTicker('CLDR', 1, 'positive') },
    ]);
    const [history] = await store.reading.histories([storyKey(first)]);
    assert.deepEqual([history?.articles[0]?.sentiment, history?.scores], [sentiment, []]);
  }),

  onStore('where nobody says anything there is no sentiment, and a label alone has no score', async (store) => {
    const label = { score: null, label: 'negative', nativeLabel: 'bad', confidence: null } as const;
    await store.articles.commitPage(page([first, numbered(1, { sentiment: states(0, { article: label }) })]));
    assert.equal(await shownOf(store, first), null);
    for await (const { storyKey: key, sentiment, attributions } of store.reading.items({}))
      if (key === storyKey(first))
        assert.ok(!(sentiment || attributions.some((one) => one.sentiment || one.aboutTickers)), 'nothing was stated');
      else assert.deepEqual([sentiment?.score, sentiment?.label, sentiment?.nativeLabel], [null, 'negative', 'bad']);
  }),

  onStore('what a source says of one ticker alone is shown as of that ticker, of several none', async (store) => {
    const ofTickers = (...stated: NativeSentiment['tickers']) => states(0, { article: null, tickers: stated });
    const one = numbered(0, { sentiment: ofTickers(about('BELT', 0.2), about('CLDR', 0.9, 0.5)) });
    const two = numbered(1, { sentiment: ofTickers(about('BELT', 0.2, 0.1), about('CLDR', 0.9, 0.5)) });
    const none = numbered(2, { sentiment: ofTickers(about('BELT', 0.2)) });
    await store.articles.commitPage(page([one, two, none]));
    for (const [index, expected] of [0.5, null, null].entries())
      assert.equal(await shownOf(store, numbered(index)), expected);
    for await (const { storyKey: key, sentiment, attributions } of store.reading.items({})) {
      if (key === storyKey(one)) assert.deepEqual(sentiment?.scope, { kind: 'ticker', ticker: 'CLDR' });
      assert.ok((attributions[0]?.aboutTickers?.length ?? 0) > 0 && attributions[0]?.sentiment === undefined);
    }
  }),

  onStore(
    'of several sources the first in the chain is shown, of one place there the one that came last',
    async (store) => {
      const steps: readonly [Article, number][] = [
        [joining('a', states(0.1, { priority: 2 })), 0.1],
        [joining('b', states(0.2, { priority: 3 })), 0.1],
        [joining('c', states(0.3, { priority: 1 })), 0.3],
        [joining('d'), 0.3],
        [joining('e', states(0.5, { priority: 2 })), 0.3],
        [joining('f', states(0.6, { priority: 1 })), 0.6],
      ];
      for (const [index, [one, expected]] of steps.entries()) {
        await store.articles.commitPage(page([one], { at: seenAt + index, source: one.source }));
        assert.equal(await shownOf(store, first), expected, one.source);
        await assertShown(store);
      }
      const item = await onlyStory(store);
      assert.deepEqual(
        item.attributions.map(({ sentiment }) => sentiment?.score),
        [0.1, 0.2, 0.3, undefined, 0.5, 0.6],
      );
      assert.deepEqual([item.sentiment?.model, item.sentiment?.calculatedAt], ['f', toIso(seenAt + 5)]);
      const inOnePage = steps.map(([one]) => ({ ...one, headline: numbered(1).headline, sourceId: `${one.source}-2` }));
      await store.articles.commitPage(page(inOnePage));
      assert.equal(await shownOf(store, numbered(1)), 0.6);
    },
  ),

  onStore('what a source stated stays as it came, whatever it says later', async (store) => {
    await store.articles.commitPage(page([{ ...first, sentiment: states(0.5) }]));
    for (const again of [first, revised, { ...revised, tickers: tickers('BELT', 'CLDR') }])
      await store.articles.commitPage(page([{ ...again, sentiment: states(-0.9) }], { at: seenAt + 1 }));
    const item = await onlyStory(store);
    assert.deepEqual([item.headline, item.tickers, item.revision], [revised.headline, ['BELT', 'CLDR'], 1]);
    assert.deepEqual([item.sentiment?.score, item.attributions[0]?.sentiment?.score], [0.5, 0.5]);
    await assertShown(store);
  }),

  onStore('a look-up says what a story shows, and its place', async (store) => {
    const one = numbered(1);
    await store.articles.commitPage(page([{ ...first, sentiment: states(0.5, { priority: 4 }) }, one, numbered(2)]));
    await store.articles.commitPage(page([numbered(3)], { scores: scoring([numbered(3)], opinion(0.4)) }));
    const asked = [joining('other'), ...[1, 3].map((index) => numbered(index, { source: 'other' }))];
    const { stories } = await store.articles.lookup(asked);
    const shown = asked.map((article) => stories.get(storyKey(article))?.sentiment);
    assert.deepEqual([shown[0]?.rank, shown[0]?.score.score, shown[0]?.score.model], [4, 0.5, 'tiingo']);
    assert.equal(shown[1], null);
    assert.deepEqual(shown[2]?.score, derived(opinion(0.4), seenAt));
  }),

  onStore('an opinion that comes with a page is kept and shown where no source states anything', async (store) => {
    const stated = numbered(1, { sentiment: states(-0.5) });
    const silent = numbered(2);
    const given = opinion(0.62, null);
    const { opinions } = scoring([first, stated, numbered(9)], given);
    const scores = { model, opinions: new Map([...opinions, [silent.headline, null]]) };
    await store.articles.commitPage(page([first, stated, silent, numbered(3)], { scores }));
    const kept = { model, at: seenAt, opinion: given, isPreferred: false };
    const keys = [first, stated, silent, numbered(3)].map(storyKey);
    assert.deepEqual(
      (await store.reading.histories(keys)).map((history) => history.scores),
      [[kept], [], [], []],
    );
    for await (const { storyKey: key, sentiment, attributions } of store.reading.items({})) {
      if (key === storyKey(first)) assert.deepEqual(sentiment, derived(given, seenAt));
      else assert.equal(sentiment?.score, key === storyKey(stated) ? -0.5 : undefined);
      if (key !== storyKey(stated)) assert.equal(attributions[0]?.sentiment, undefined);
    }
  }),

  onStore('read again, a story gets no other opinion', async (store) => {
    await store.articles.commitPage(page([first], { scores: scoring([first], opinion(0.5)) }));
    await store.articles.commitPage(page([first, numbered(1)], { scores: scoring([first], opinion(-0.5)) }));
    const more = { ...first, tickers: tickers('BELT', 'CLDR') };
    await store.articles.commitPage(page([more, joining('other')], { scores: scoring([first], opinion(-0.6)) }));
    assert.equal(await shownOf(store, first), 0.5);
    assert.deepEqual(await keptOf(store, first), [[model, 0.5]]);
  }),

  onStore(
    'a source that states something later is heard before the scorer, whose opinion stays known',
    async (store) => {
      await store.articles.commitPage(page([first], { scores: scoring([first], opinion(0.5)) }));
      await store.articles.commitPage(page([joining('zeta', states(-0.4, { priority: 7 }))], { at: seenAt + 1 }));
      const { sentiment } = await onlyStory(store);
      assert.deepEqual([sentiment?.score, sentiment?.origin, sentiment?.model], [-0.4, 'provider', 'zeta']);
      assert.deepEqual(await keptOf(store, first), [[model, 0.5]]);
      await store.articles.commitPage(page([revised], { at: seenAt + 2, scores: scoring([revised], opinion(0.9)) }));
      assert.equal((await onlyStory(store)).headline, revised.headline);
      assert.equal(await shownOf(store, first), -0.4);
      assert.deepEqual(await keptOf(store, first), [[model, 0.5]]);
      await assertShown(store);
    },
  ),

  onStore('an opinion ends with the headline that it was of, or gives way to that of the next', async (store) => {
    await store.articles.commitPage(page([first], { scores: scoring([first], opinion(0.5)) }));
    const shown = async (changed: Article, given: number | null, at: number) => {
      const scores = given === null ? null : scoring([changed], opinion(given));
      await store.articles.commitPage(page([changed], { at: seenAt + at, scores }));
      await assertShown(store);
      return shownOf(store, first);
    };
    assert.equal(await shown({ ...first, description: 'Another one.' }, -0.9, 1), 0.5);
    assert.equal(await shown({ ...revised, description: 'Another one.' }, null, 2), null);
    assert.equal(await shown({ ...first, headline: 'Calder Motors says nothing' }, -0.7, 3), -0.7);
    assert.equal(await shown({ ...first, headline: 'Calder Motors says nothing' }, 0.2, 4), -0.7);
    assert.equal(await shown(earlier, 0.4, 5), 0.4);
    assert.equal(await shown(joining('late', null), 0.9, 6), 0.4);
    assert.equal(await shown({ ...first, headline: 'A text that is not shown' }, 0.9, 7), 0.4);
    assert.equal(
      await shown(
        { ...earlier, publishedAt: noon - 2 * minute, source: 'a', headline: earlier.headline.toUpperCase() },
        null,
        8,
      ),
      null,
    );
    const kept = [0.5, null, -0.7, 0.4, null].map((score) => [model, score]);
    assert.deepEqual(await keptOf(store, first), kept);
    const [history] = await store.reading.histories([storyKey(first)]);
    assert.deepEqual(
      history?.scores.map(({ at }) => at - seenAt),
      [0, 2, 3, 5, 8],
    );
  }),

  onStore('the digest has what sources state, whenever that was heard, and not what scorers say', async (store) => {
    const stated = (score: number) => ({
      ...first,
      sentiment: states(score, { tickers: [about('CLDR', 0.5, score)] }),
    });
    const scores = scoring([numbered(1), numbered(2)], opinion(0.5));
    await store.articles.commitPage(page([stated(0.25), numbered(1), numbered(2)], { scores }));
    await store.articles.addScores([adding(first, opinion(0.9), { isPreferred: true })]);
    assert.deepEqual(await Promise.all([first, numbered(1)].map((one) => shownOf(store, one))), [0.9, 0.5]);
    const { hash } = await digestOf(store.reading.stories());
    const unscored = (one: Article) =>
      withStore({ connect: createMemoryStore }, async (reference) => {
        await reference.articles.commitPage(page([one, numbered(1), numbered(2)], { at: seenAt + 1 }));
        return (await digestOf(reference.reading.stories())).hash;
      });
    assert.equal(await unscored(stated(0.25)), hash);
    for (const other of [stated(0.26), first]) assert.notEqual(await unscored(other), hash);
  }),
];
