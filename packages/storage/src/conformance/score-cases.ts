import assert from 'node:assert/strict';
import { type Article, type Store, type StoryKey, storyKey } from '@ingest/core';
import { article, day, minute, noon, numbered, page } from './build.js';
import { all, onlyStory } from './expect.js';
import { adding, assertShown, derived, keptOf, model, opinion, scoring, shownOf, states } from './statements.js';
import { onStore, type StoreCase, withStore } from './subject.js';

const seenAt = noon + 5 * minute;
const first = article();
const revised = { ...first, headline: 'Calder Motors withdraws its forecast' };
const many = Array.from({ length: 60 }, (_, index) => numbered(index));

/** Opinions that are added to stories which are stored. */
export const scoreCases: readonly StoreCase[] = [
  onStore('an opinion is added to those that are there, and the last one is shown', async (store) => {
    await store.articles.commitPage(page([first, numbered(1)], { scores: scoring([first], opinion(0.5)) }));
    const added = adding(first, opinion(-0.25, null), { model: 'other@2', at: seenAt + 7 });
    assert.equal(await store.articles.addScores([added, adding(numbered(1), opinion(0.1))]), 2);
    const [history, other] = await store.reading.histories([first, numbered(1)].map(storyKey));
    assert.deepEqual(history?.scores, [
      { model, at: seenAt, opinion: opinion(0.5), isPreferred: false },
      { model: 'other@2', at: seenAt + 7, opinion: { score: -0.25, confidence: null }, isPreferred: false },
    ]);
    assert.equal(other?.scores.length, 1);
    const item = (await all(store.reading.items({}))).find((one) => one.storyKey === storyKey(first));
    assert.deepEqual(item?.sentiment, derived(opinion(-0.25, null), seenAt + 7, 'other@2'));
    assert.equal(item?.attributions[0]?.sentiment, undefined);
    assert.equal(item?.ingestedAt, (await all(store.reading.items({ asOf: seenAt })))[0]?.ingestedAt);
  }),

  onStore('an opinion that its scorer gave last already is not added again', async (store) => {
    await store.articles.commitPage(page([first, numbered(1)], { scores: scoring([first], opinion(0.5)) }));
    const steps: readonly [Parameters<typeof adding>[1], Parameters<typeof adding>[2], number][] = [
      [opinion(0.5), {}, 0],
      [opinion(0.6), {}, 1],
      [opinion(0.6), { at: noon + day }, 0],
      [opinion(0.6, 0.9), {}, 1],
      [opinion(0.6, null), {}, 1],
      [opinion(0.6, null), { model: 'lexicon@2' }, 1],
      [opinion(0.6, null), {}, 0],
      [opinion(0.6, null), { isPreferred: true }, 1],
      [opinion(0.6, null), { isPreferred: false }, 0],
      [null, { model: 'silent@1' }, 0],
      [null, {}, 1],
      [null, {}, 0],
    ];
    for (const [index, [given, fields, expected]] of steps.entries()) {
      assert.equal(await store.articles.addScores([adding(first, given, fields)]), expected, `step ${index}`);
      await assertShown(store);
    }
    const kept = [0.5, 0.6, 0.6, 0.6].map((score) => [model, score]);
    assert.deepEqual(await keptOf(store, first), [...kept, ['lexicon@2', 0.6], [model, 0.6], [model, null]]);
    const one = adding(numbered(1), opinion(0.2));
    assert.equal(await store.articles.addScores([one, one, adding(numbered(1), opinion(0.3)), one]), 3);
    assert.equal(await shownOf(store, numbered(1)), 0.2);
    assert.deepEqual(
      await keptOf(store, numbered(1)),
      [0.2, 0.3, 0.2].map((score) => [model, score]),
    );
  }),

  onStore('an opinion on what a story does not show, or on none that is there, is left out', async (store) => {
    const old = numbered(2, { publishedAt: noon - 9 * day });
    await store.articles.commitPage(page([old, first]));
    await store.articles.commitPage(page([revised], { at: seenAt + 1 }));
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon - day });
    const own = { storyKey: storyKey(first) };
    const given = opinion(0.5);
    const scores = [
      adding(first, given),
      adding(old, given),
      adding(old, given, { headline: '' }),
      adding(numbered(7), given),
      { ...adding(revised, given), ...own, headline: revised.headline.toUpperCase() },
      { ...adding(revised, given), ...own },
    ];
    assert.equal(await store.articles.addScores(scores.slice(0, -1)), 0);
    assert.equal(await shownOf(store, first), null);
    assert.equal(await store.articles.addScores(scores), 1);
    assert.deepEqual(await keptOf(store, first), [[model, 0.5]]);
    assert.equal(await shownOf(store, first), 0.5);
    assert.equal(await store.articles.addScores([]), 0);
    assert.deepEqual(await store.reading.histories([storyKey(old), storyKey(numbered(7))]), []);
    assert.equal(await store.reading.countItems({}), 1);
  }),

  onStore('sources are heard before a scorer, unless it was asked to stand before them', async (store) => {
    await store.articles.commitPage(page([{ ...first, sentiment: states(-0.5) }]));
    const add = async (...asked: Parameters<typeof adding>) => {
      assert.equal(await store.articles.addScores([adding(...asked)]), 1);
      await assertShown(store);
      return shownOf(store, first);
    };
    assert.equal(await add(first, opinion(0.6)), -0.5);
    assert.equal(await add(first, opinion(0.7), { model: 'better@1', isPreferred: true }), 0.7);
    const joining = article({ source: 'other', sourceId: '8', sentiment: states(0.1) });
    await store.articles.commitPage(page([joining], { at: seenAt + 1, source: 'other' }));
    assert.equal(await shownOf(store, first), 0.7);
    assert.equal(await add(first, opinion(0.2), { model: 'third@1' }), 0.7);
    const silent = await add(first, null, { model: 'better@1', isPreferred: true });
    assert.equal(silent, 0.1, 'the source that came last is heard again');
    const { sentiment, attributions } = await onlyStory(store);
    assert.equal(sentiment?.model, 'other');
    assert.equal(sentiment.calculatedAt, attributions.find(({ source }) => source === 'other')?.firstSeenAt);
  }),

  onStore(
    'what was preferred ends with the headline that it was of, and the sources are heard again',
    async (store) => {
      const other = { ...numbered(1), headline: 'Beltrano Foods withdraws its forecast' };
      await store.articles.commitPage(page([{ ...first, sentiment: states(-0.5) }, numbered(1)]));
      const preferred = { model: 'better@1', at: seenAt + 1, isPreferred: true };
      await store.articles.addScores([first, numbered(1)].map((one) => adding(one, opinion(0.7), preferred)));
      const shown = () => Promise.all([first, numbered(1)].map((one) => shownOf(store, one)));
      assert.deepEqual(await shown(), [0.7, 0.7]);
      const scores = scoring([revised, other], opinion(0.2));
      await store.articles.commitPage(page([revised, other], { at: seenAt + 2, scores }));
      assert.deepEqual(await shown(), [-0.5, 0.2]);
      await assertShown(store);
      const ended = [0.7, null].map((score) => ['better@1', score]);
      assert.deepEqual(await keptOf(store, first), ended);
      assert.deepEqual(await keptOf(store, numbered(1)), [...ended, [model, 0.2]]);
      for (const [asOf, expected] of [
        [seenAt + 1, [0.7, 0.7]],
        [seenAt + 2, [-0.5, 0.2]],
      ] as const) {
        const then = (await all(store.reading.items({ asOf }))).map(({ sentiment }) => sentiment?.score);
        assert.deepEqual(then.sort(), [...expected].sort());
      }
    },
  ),

  onStore('an opinion that is silent takes the one before it back', async (store) => {
    await store.articles.commitPage(page([first], { scores: scoring([first], opinion(0.5)) }));
    assert.equal(await store.articles.addScores([adding(first, null)]), 1);
    assert.equal((await onlyStory(store)).sentiment, undefined);
    assert.deepEqual(await keptOf(store, first), [
      [model, 0.5],
      [model, null],
    ]);
    assert.equal(await store.articles.addScores([adding(first, opinion(0.5))]), 1);
    assert.equal(await shownOf(store, first), 0.5);
  }),

  onStore('of a story that is pruned no opinion and no statement is left', async (store) => {
    const stated = { ...first, sentiment: states(0.5) };
    await store.articles.commitPage(page([stated, numbered(1)], { scores: scoring([numbered(1)], opinion(0.5)) }));
    await store.articles.addScores([adding(first, opinion(0.9), { isPreferred: true })]);
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + 1 });
    assert.equal(await store.articles.addScores([adding(first, opinion(0.1))]), 0);
    assert.deepEqual(await all(store.reading.items({ asOf: noon + day, sentiments: ['positive'] })).then(keysOf), [
      storyKey(numbered(1)),
    ]);
    const counts = await store.transfer?.counts();
    assert.equal(counts?.scores ?? 1, 1);
    const { page: moved } = (await store.transfer?.read('stories', null, 10)) ?? { page: { rows: [] } };
    const left = (moved.rows as { shown: unknown; scores: unknown[]; articles: { sentiment: unknown }[] }[])
      .filter(({ shown }) => shown === null)
      .flatMap(({ scores, articles }) => [...scores, ...articles.map(({ sentiment }) => sentiment)]);
    assert.deepEqual(
      left.filter((one) => one !== null),
      [],
    );
    await store.articles.commitPage(page([stated], { scores: scoring([first], opinion(0.2)) }));
    assert.equal(await store.reading.countItems({}), 1);
  }),

  {
    name: 'two stores that add the same opinions at once keep each once',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, async (right) => {
          await left.articles.commitPage(page(many));
          const scores = many.map((one) => adding(one, opinion(0.5)));
          const added = await Promise.all([left.articles.addScores(scores), right.articles.addScores(scores)]);
          assert.deepEqual(
            added.sort((a, b) => a - b),
            [0, many.length],
          );
          for (const one of many) assert.deepEqual(await keptOf(right, one), [[model, 0.5]]);
        }),
      ),
  },

  {
    name: 'two stores that add opinions in turn, while articles join, show what all of it comes to',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, async (right) => {
          await left.articles.commitPage(page(many));
          const add = (store: Store, by: string, articles: readonly Article[]) =>
            store.articles.addScores(articles.map((one) => adding(one, opinion(0.5), { model: by })));
          const stated = many.map((one) => ({ ...one, source: 'other', sentiment: states(-0.5) }));
          await Promise.all([
            add(left, 'a@1', many),
            add(right, 'b@1', many.toReversed()),
            right.articles.commitPage(page(stated.slice(0, 30), { source: 'other' })),
            add(left, 'c@1', many.toReversed()),
          ]);
          for (const one of many)
            assert.deepEqual((await keptOf(right, one)).map(([by]) => by).sort(), ['a@1', 'b@1', 'c@1']);
          await assertShown(left);
        }),
      ),
  },

  {
    name: 'opinions that are added together are seen together, also by one who reads on',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, async (right) => {
          const stories = Array.from({ length: 300 }, (_, index) => numbered(index));
          for (let start = 0; start < stories.length; start += 100)
            await left.articles.commitPage(page(stories.slice(start, start + 100)));
          const items = right.reading.items({})[Symbol.asyncIterator]();
          const read = [(await items.next()).value];
          const watch = async () => {
            for (let asked = 0; asked < 20; asked += 1) {
              const scored = await right.reading.countItems({ sentiments: ['positive'] });
              assert.ok(scored === 0 || scored === stories.length, `${scored} of ${stories.length} are seen`);
            }
          };
          const scores = stories.map((one) => adding(one, opinion(0.5)));
          const [added] = await Promise.all([left.articles.addScores(scores), watch()]);
          assert.equal(added, stories.length);
          for (let next = await items.next(); next.done !== true; next = await items.next()) read.push(next.value);
          assert.equal(new Set(keysOf(read)).size, stories.length);
          assert.equal(read.length, stories.length);
          assert.equal(await right.reading.countItems({ sentiments: ['positive'] }), stories.length);
        }),
      ),
  },
];

function keysOf(items: readonly { readonly storyKey: string }[]): readonly StoryKey[] {
  return items.map(({ storyKey: key }) => key as StoryKey);
}
