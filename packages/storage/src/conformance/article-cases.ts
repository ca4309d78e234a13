import assert from 'node:assert/strict';
import { type Article, articleIdentity, storyKey, toIso } from '@ingest/core';
import { article, day, minute, noon, numbered, page, tickers } from './build.js';
import { all, counts, onlyStory, rejectsWith } from './expect.js';
import { onStore, type StoreCase } from './subject.js';

/** How pages of articles become stories. */
export const articleCases: readonly StoreCase[] = [
  onStore('a new article becomes a story with everything that it carries', async (store) => {
    const carried = article();
    const placed = await store.articles.commitPage(page([carried], { isFailover: true }));
    const key = storyKey(carried);
    assert.deepEqual(placed, {
      newStories: [{ storyKey: key, publishedAt: noon, tickers: carried.tickers }],
      duplicates: 0,
      revised: 0,
      collisions: 0,
    });
    assert.deepEqual(await onlyStory(store), {
      storyKey: key,
      headline: carried.headline,
      description: carried.description,
      url: carried.url,
      publishedAt: toIso(noon),
      ingestedAt: toIso(noon + 5 * minute),
      tickers: ['CLDR'],
      tags: ['Guidance', 'Stock'],
      publisher: 'news.example',
      source: 'tiingo',
      isFailover: true,
      attributions: [
        {
          source: 'tiingo',
          sourceId: '1',
          url: carried.url,
          headline: carried.headline,
          publishedAt: toIso(noon),
          firstSeenAt: toIso(noon + 5 * minute),
        },
      ],
      revision: 0,
      publishers: ['newsexample'],
    });
  }),

  onStore('what an article does not have is absent from its story', async (store) => {
    await store.articles.commitPage(
      page([article({ sourceId: null, description: null, url: null, publisher: null, tickers: [], tags: [] })]),
    );
    const story = await onlyStory(store);
    const [attribution] = story.attributions;
    for (const name of ['description', 'url', 'publisher', 'sentiment']) assert.ok(!(name in story), name);
    for (const name of ['sourceId', 'url', 'sentiment']) assert.ok(attribution && !(name in attribution), name);
    assert.deepEqual([story.tickers, story.tags], [[], []]);
  }),

  onStore('an article that comes again is a duplicate and changes nothing', async (store) => {
    await store.articles.commitPage(page([article()]));
    const before = await onlyStory(store);
    const again = await store.articles.commitPage(page([article()], { at: noon + day, isFailover: true }));
    assert.deepEqual(counts(again), { new: 0, duplicates: 1, revised: 0, collisions: 0 });
    assert.deepEqual(await onlyStory(store), before);
  }),

  onStore('another article of the same source joins the story as a duplicate', async (store) => {
    await store.articles.commitPage(page([article()]));
    const second = await store.articles.commitPage(page([article({ sourceId: '2', publishedAt: noon + minute })]));
    assert.deepEqual(counts(second), { new: 0, duplicates: 1, revised: 0, collisions: 0 });
    assert.deepEqual(await sourceIds(onlyStory(store)), ['1', '2']);
  }),

  onStore(
    'the first article of another source joins the story as a collision, the next as a duplicate',
    async (store) => {
      await store.articles.commitPage(page([article()]));
      const other = article({ source: 'finnhub', sourceId: '77', publishedAt: noon + minute });
      const first = await store.articles.commitPage(page([other], { source: 'finnhub' }));
      const next = await store.articles.commitPage(page([{ ...other, sourceId: '78' }], { source: 'finnhub' }));
      assert.deepEqual(counts(first), { new: 0, duplicates: 0, revised: 0, collisions: 1 });
      assert.deepEqual(counts(next), { new: 0, duplicates: 1, revised: 0, collisions: 0 });
      const story = await onlyStory(store);
      assert.equal(story.source, 'tiingo');
      assert.deepEqual(
        story.attributions.map(({ source, sourceId }) => [source, sourceId]),
        [
          ['tiingo', '1'],
          ['finnhub', '77'],
          ['finnhub', '78'],
        ],
      );
    },
  ),

  onStore('articles of one story in one page make one story', async (store) => {
    const placed = await store.articles.commitPage(
      page([article(), article({ sourceId: '2' }), article({ source: 'finnhub', sourceId: '3' })]),
    );
    assert.deepEqual(counts(placed), { new: 1, duplicates: 1, revised: 0, collisions: 1 });
    assert.equal((await onlyStory(store)).attributions.length, 3);
  }),

  onStore('the same id twice in a page is one article', async (store) => {
    const placed = await store.articles.commitPage(page([article(), article()]));
    assert.deepEqual(counts(placed), { new: 1, duplicates: 1, revised: 0, collisions: 0 });
    assert.deepEqual(await sourceIds(onlyStory(store)), ['1']);
  }),

  onStore('the same id twice in a page with another text is one article, revised', async (store) => {
    const corrected = article({ headline: 'Calder Motors cuts its revenue forecast for the year' });
    const placed = await store.articles.commitPage(page([article(), corrected]));
    assert.deepEqual(counts(placed), { new: 1, duplicates: 0, revised: 1, collisions: 0 });
    const story = await onlyStory(store);
    assert.deepEqual([story.headline, story.revision], [corrected.headline, 1]);
    assert.deepEqual(counts(await store.articles.commitPage(page([corrected]))).duplicates, 1);
  }),

  onStore('the same id with the same headline is another article at another source', async (store) => {
    await store.articles.commitPage(page([article()]));
    const placed = await store.articles.commitPage(page([numbered(1, { source: 'finnhub', sourceId: '1' })]));
    assert.equal(counts(placed).new, 1);
  }),

  onStore('an article without an id is known by its headline, source and day', async (store) => {
    const without = article({ sourceId: null });
    await store.articles.commitPage(page([without]));
    const again = await store.articles.commitPage(page([{ ...without, publishedAt: noon + minute }]));
    assert.deepEqual(counts(again), { new: 0, duplicates: 1, revised: 0, collisions: 0 });
    assert.equal((await onlyStory(store)).attributions.length, 1);
    const otherCase = await store.articles.commitPage(page([{ ...without, headline: without.headline.toUpperCase() }]));
    assert.deepEqual(counts(otherCase), { new: 0, duplicates: 1, revised: 0, collisions: 0 });
    assert.equal((await onlyStory(store)).attributions.length, 2);
    const nextDay = await store.articles.commitPage(page([{ ...without, publishedAt: noon + day }]));
    assert.equal(counts(nextDay).new, 1);
  }),

  onStore('articles of few words are stories of their own, also when their headlines are equal', async (store) => {
    const filings = ['a', 'b'].map((sourceId) =>
      article({ sourceId, headline: 'Form 8-K', url: `https://news.example/${sourceId}` }),
    );
    assert.equal(counts(await store.articles.commitPage(page(filings))).new, 2);
    assert.equal(counts(await store.articles.commitPage(page(filings))).duplicates, 2);
  }),

  onStore('ids are texts: none loses a digit or a sign', async (store) => {
    const ids = ['9007199254740993', '9007199254740992', '-1', '0', '007', '1.50', 'a\u0001b', '𝟙'];
    const articles = ids.map((sourceId, index) => numbered(index, { sourceId }));
    assert.equal(counts(await store.articles.commitPage(page(articles))).new, ids.length);
    assert.equal(counts(await store.articles.commitPage(page(articles))).duplicates, ids.length);
    const stored = (await all(store.reading.items({}))).flatMap(({ attributions }) => attributions);
    assert.deepEqual(new Set(stored.map(({ sourceId }) => sourceId)), new Set(ids));
  }),

  onStore('text is stored letter by letter', async (store) => {
    const odd = `Robert'); DROP TABLE stories;-- "quoted" \${x} {{x}} %s ?1 ümlaut 漢字 🚀 \u001b[2J =1+1`;
    await store.articles.commitPage(page([article({ headline: odd, description: `${odd}\n\t${odd}`, tags: [odd] })]));
    const story = await onlyStory(store);
    assert.deepEqual([story.headline, story.description, story.tags], [odd, `${odd}\n\t${odd}`, [odd]]);
    assert.equal(
      counts(await store.articles.commitPage(page([article({ headline: odd, description: `${odd}\n\t${odd}` })])))
        .duplicates,
      1,
    );
  }),

  onStore('a page of as many articles as the store declares is one commit, a larger one is refused', async (store) => {
    const size = store.capabilities.maxArticlesPerCommit;
    const articles = Array.from({ length: size + 1 }, (_, index) => numbered(index));
    assert.equal(counts(await store.articles.commitPage(page(articles.slice(0, size)))).new, size);
    assert.equal(await store.reading.countItems({}), size);
    await assert.rejects(store.articles.commitPage(page(articles)), RangeError);
  }),

  onStore('a page without articles stores nothing', async (store) => {
    assert.deepEqual(counts(await store.articles.commitPage(page([]))), {
      new: 0,
      duplicates: 0,
      revised: 0,
      collisions: 0,
    });
    assert.equal(await store.reading.countItems({}), 0);
  }),

  onStore('a look-up says what a commit would read, and writes nothing', async (store) => {
    const known = article();
    const other = numbered(1);
    await store.articles.commitPage(page([known]));
    const { articles, stories } = await store.articles.lookup([known, { ...known, sourceId: '2' }, other]);
    const { headline, description } = known;
    const found = articles.get(articleIdentity(known));
    assert.deepEqual([...articles.keys()], [articleIdentity(known)]);
    assert.deepEqual(
      [found?.storyKey, found?.headline, found?.description, found?.tickers],
      [storyKey(known), headline, description, known.tickers],
    );
    assert.deepEqual([...stories.keys()], [storyKey(known)]);
    const story = stories.get(storyKey(known));
    assert.deepEqual([story?.leadIdentity, story?.sources, story?.revision], [articleIdentity(known), ['tiingo'], 0]);
    assert.equal(await store.reading.countItems({}), 1);
    assert.equal(counts(await store.articles.commitPage(page([other]))).new, 1);
  }),

  onStore('a source holds an article of a ticker inside a window, both ends included', async (store) => {
    await store.articles.commitPage(
      page([article({ tickers: tickers('BELT', 'CLDR') }), numbered(1, { tickers: [] })]),
    );
    await store.articles.commitPage(
      page([article({ source: 'finnhub', sourceId: '5', publishedAt: noon + 60 * minute, tickers: tickers('DUNM') })]),
    );
    const holds = (source: string, ticker: string, from: number, to: number) =>
      store.articles.holdsAny(source, tickers('NONE', ticker), { from: noon + from, to: noon + to });
    assert.ok(await holds('tiingo', 'CLDR', 0, minute));
    assert.ok(await holds('tiingo', 'BELT', -minute, 0));
    assert.ok(await holds('tiingo', 'BELT', -400 * day, 400 * day));
    assert.ok(!(await holds('tiingo', 'CLDR', 1, minute)), 'after it');
    assert.ok(!(await holds('tiingo', 'CLDR', -minute, -1)), 'before it');
    assert.ok(!(await holds('tiingo', 'DUNM', -day, day)), 'the ticker came from another source');
    assert.ok(!(await holds('finnhub', 'CLDR', -day, day)), 'the other source never said that ticker');
    assert.ok(await holds('finnhub', 'DUNM', 60 * minute, day));
    assert.ok(!(await holds('finnhub', 'DUNM', -day, 59 * minute)), 'its own time counts, not the story’s');
    assert.ok(!(await store.articles.holdsAny('tiingo', [], { from: 0, to: noon + day })), 'no ticker');
  }),

  onStore('an operation on articles that cannot be placed leaves the store usable', async (store) => {
    const impossible: Article = { ...article(), publishedAt: Number.NaN };
    await assert.rejects(store.articles.commitPage(page([impossible])));
    assert.equal(counts(await store.articles.commitPage(page([article()]))).new, 1);
    await rejectsWith('STORE_LEASE_LOST', store.articles.commitPage(page([], { lease: { name: 'run', number: 1 } })));
  }),
];

async function sourceIds(story: ReturnType<typeof onlyStory>): Promise<(string | undefined)[]> {
  return (await story).attributions.map(({ sourceId }) => sourceId);
}
