import assert from 'node:assert/strict';
import { type Article, type PlacedPage, type Store, storyKey } from '@ingest/core';
import { article, day, minute, noon, page } from './build.js';
import { all, counts, onlyStory } from './expect.js';
import { onStore, type StoreCase, type StoreSubject } from './subject.js';

const plain = 'Calder Motors opens a second plant near the northern port to build electric vans';
/** Matches `plain` by one more word, and `withTwo` by one less; those two do not match each other. */
const withOne = 'Calder Motors opens a second plant near the northern port to build cheap electric vans';
const withTwo = 'Calder Motors opens a second plant near the northern port to build cheap small electric vans';
const cutOff = 'Calder Motors opens a second plant near the northern port to build elec...';
const labelled = `Wirepost: ${plain}`;

/** An article of its own with this headline, so many minutes after noon. */
function carried(headline: string, after = 0, fields: Partial<Article> = {}): Article {
  const sourceId = `${headline.length}-${after}`;
  const url = `https://news.example/${sourceId}`;
  return article({ headline, sourceId, url, publishedAt: noon + after * minute, ...fields });
}

async function commit(store: Store, ...articles: readonly Article[]): Promise<PlacedPage> {
  return store.articles.commitPage(page(articles));
}

async function storyKeys(store: Store): Promise<string[]> {
  return (await all(store.reading.stories())).map((story) => story.storyKey);
}

/** How articles become one story without equal keys. */
export const joiningCases: readonly StoreCase[] = [
  onStore('a look-up says which story a new article would join, and by what', async (store) => {
    const anchor = carried(plain);
    const joining = carried(withOne, 3);
    await commit(store, anchor);
    const { joins, stories } = await store.articles.lookup([joining, carried('Ardent Foods names a chair', 4)]);
    assert.deepEqual([...joins.keys()], [storyKey(joining)]);
    assert.equal(joins.get(storyKey(joining))?.storyKey, storyKey(anchor));
    assert.equal(stories.get(storyKey(anchor))?.storyKey, storyKey(anchor));
    assert.deepEqual(await storyKeys(store), [storyKey(anchor)]);
  }),
  ...[withOne, cutOff, labelled].map((headline) =>
    onStore(`an article that matches the anchor of a story joins it: ${headline}`, async (store) => {
      await commit(store, carried(plain));
      assert.deepEqual(counts(await commit(store, carried(headline, 3))), {
        new: 0,
        duplicates: 1,
        revised: 0,
        collisions: 0,
      });
      const story = await onlyStory(store);
      assert.equal(story.storyKey, storyKey(carried(plain)));
      assert.equal(story.headline, plain);
      assert.equal(story.attributions.length, 2);
    }),
  ),

  onStore('an article of another source that joins is a collision, once', async (store) => {
    await commit(store, carried(plain));
    assert.equal(counts(await commit(store, carried(withOne, 1, { source: 'finnhub' }))).collisions, 1);
    assert.equal(counts(await commit(store, carried(labelled, 2, { source: 'finnhub' }))).duplicates, 1);
    assert.equal((await onlyStory(store)).attributions.length, 3);
  }),

  onStore('articles of one page join as those of several pages do', async (store) => {
    assert.deepEqual(counts(await commit(store, carried(plain), carried(withOne, 1), carried(cutOff, 2))), {
      new: 1,
      duplicates: 2,
      revised: 0,
      collisions: 0,
    });
    assert.equal((await onlyStory(store)).attributions.length, 3);
  }),

  onStore('a story is a star round its anchor and no chain', async (store) => {
    await commit(store, carried(plain));
    await commit(store, carried(withOne, 1));
    assert.equal(counts(await commit(store, carried(withTwo, 2))).new, 1);
    assert.equal((await storyKeys(store)).length, 2);
  }),

  onStore('what joins depends on the anchor alone', async (store) => {
    await commit(store, carried(withOne));
    await commit(store, carried(plain, 1), carried(withTwo, 2));
    const story = await onlyStory(store);
    assert.equal(story.storyKey, storyKey(carried(withOne)));
    assert.equal(story.attributions.length, 3);
  }),

  onStore('two stories are never merged: what matches both joins the one that was published first', async (store) => {
    await commit(store, carried(withTwo, 5));
    await commit(store, carried(plain, 1));
    const before = await storyKeys(store);
    assert.deepEqual(counts(await commit(store, carried(withOne, 9))), {
      new: 0,
      duplicates: 1,
      revised: 0,
      collisions: 0,
    });
    assert.deepEqual(await storyKeys(store), before);
    const stories = await all(store.reading.items({}));
    const sizes = new Map(stories.map((story) => [story.headline, story.attributions.length]));
    assert.deepEqual([sizes.get(plain), sizes.get(withTwo)], [2, 1]);
  }),

  onStore('the key of an article that joined leads to the story ever after', async (store) => {
    const anchor = carried(plain, -11 * 60);
    await commit(store, anchor);
    await commit(store, carried(withOne, 60));
    // Equal to the one that joined, and of the same day, but too late to match the anchor.
    assert.equal(counts(await commit(store, carried(withOne, 11 * 60))).duplicates, 1);
    const known = await store.articles.lookup([carried(withOne, 10 * 60)]);
    assert.ok(known.stories.has(storyKey(carried(withOne))), 'the key of the article that joined is not known');
    for (const story of known.stories.values()) assert.equal(story?.storyKey, storyKey(anchor));
  }),

  onStore('no article joins a story of another time', async (store) => {
    await commit(store, carried(plain));
    assert.equal(counts(await commit(store, carried(withOne, 15 * 60))).new, 1);
    assert.equal(counts(await commit(store, carried(labelled, -15 * 60))).new, 1);
  }),

  onStore('an article joins across midnight', async (store) => {
    const late = noon + 11.5 * 60 * minute;
    await commit(store, carried(plain, 0, { publishedAt: late }));
    assert.equal(counts(await commit(store, carried(withOne, 1, { publishedAt: late + 60 * minute }))).new, 0);
    assert.equal(counts(await commit(store, carried(labelled, 1, { publishedAt: late - day / 2 }))).new, 0);
  }),

  onStore('a story is matched by what its anchor said first, whatever it says by now', async (store) => {
    const anchor = carried(plain);
    await commit(store, anchor);
    const revised = 'Beltrano Foods recalls canned soup after tests find traces of metal';
    await commit(store, { ...anchor, headline: revised });
    assert.equal(counts(await commit(store, carried(withOne, 1))).new, 0);
    assert.equal(counts(await commit(store, carried(`Wirepost: ${revised}`, 2))).new, 1);
  }),

  onStore('nothing joins a story whose text was pruned', async (store) => {
    await commit(store, carried(plain));
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + minute });
    assert.equal(counts(await commit(store, carried(withOne, 2))).new, 1);
    assert.equal(counts(await commit(store, carried(plain, 3, { sourceId: 'again' }))).duplicates, 1);
  }),

  {
    name: 'of two stores that are given a story at once one begins it and the other joins it',
    run: async (subject) => race(subject, [plain, withOne, labelled, cutOff]),
  },
];

async function race({ connect }: StoreSubject, headlines: readonly string[]): Promise<void> {
  const stores = headlines.map(() => connect());
  for (const store of stores) await store.open({ create: true });
  try {
    const placed = await Promise.all(
      stores.map((store, index) => commit(store, carried(headlines[index] ?? '', index))),
    );
    const begun = placed.flatMap(({ newStories }) => newStories.map((story) => story.storyKey));
    const [store] = stores;
    assert.ok(store !== undefined);
    const kept = await storyKeys(store);
    // Each story that is there was new once: none is announced twice, and none without being there.
    assert.deepEqual([...begun].sort(), [...kept].sort());
    assert.ok(kept.length < headlines.length, `${kept.length} stories of ${headlines.length} articles that match`);
  } finally {
    for (const store of stores) await store.close();
  }
}
