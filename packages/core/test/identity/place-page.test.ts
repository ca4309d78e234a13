import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dedupKey, storyKey } from '../../src/identity/keys.js';
import type { StoryRecord } from '../../src/identity/merge-article.js';
import { articleIdentity, identifyUnknown, planPage } from '../../src/identity/place-page.js';
import type { Article } from '../../src/model/article.js';
import { articleOf, tickerOf } from '../support/articles.js';
import { headlines, restyling } from '../support/headlines.js';
import { PlacingStore } from '../support/placing.js';
import { statedOf } from '../support/statements.js';

const [arvn, mvn, lum] = [tickerOf('ARVN'), tickerOf('MVN'), tickerOf('LUM')];
const pageOf = (articles: readonly Article[]) => ({ articles, at: Date.UTC(2024, 5, 5), isFailover: false });
const counts = ({ placed }: ReturnType<PlacingStore['commit']>) => ({
  new: placed.newStories.length,
  duplicates: placed.duplicates,
  revised: placed.revised,
  collisions: placed.collisions,
});

describe('articleIdentity', () => {
  it('is source and id, and without an id source and dedupKey, and the two never meet', () => {
    expect(articleIdentity(articleOf({ sourceId: '7' }))).toBe('tiingo\u0000=7');
    const bare = articleIdentity(articleOf({ sourceId: null }));
    expect(bare).toBe(`tiingo\u0000~${dedupKey(articleOf().headline, 'tiingo', articleOf().publishedAt)}`);
    expect(articleIdentity(articleOf({ sourceId: bare.slice(8) }))).not.toBe(bare);
    expect(articleIdentity(articleOf({ sourceId: null, headline: 'Other' }))).not.toBe(bare);
  });
});

describe('identifyUnknown', () => {
  const store = new PlacingStore();
  store.commit([articleOf({ sourceId: 'old' })]);

  it('asks for no story when a known article comes again as it was', () => {
    expect(identifyUnknown([articleOf({ sourceId: 'old' })], store.articles)).toEqual({
      unknown: [],
      storyKeys: new Set(),
    });
  });

  it('asks for the story of an article that is unknown, revised, or has a new ticker', () => {
    const keysFor = (fields: Partial<Article>) => identifyUnknown([articleOf(fields)], store.articles).storyKeys;
    const key = storyKey(articleOf());
    expect(keysFor({ sourceId: 'new' })).toEqual(new Set([key]));
    expect(keysFor({ sourceId: 'old', headline: 'Changed' })).toEqual(new Set([key]));
    expect(keysFor({ sourceId: 'old', description: 'Changed' })).toEqual(new Set([key]));
    expect(keysFor({ sourceId: 'old', tickers: [mvn] })).toEqual(new Set([key]));
  });
});

describe('planPage', () => {
  it('makes a new story of an unknown article and keeps what stores have to write', () => {
    const store = new PlacingStore();
    const plan = store.commit([articleOf()], 5, { isFailover: true });
    expect(counts(plan)).toEqual({ new: 1, duplicates: 0, revised: 0, collisions: 0 });
    expect(plan.newStories[0]).toMatchObject({
      source: 'tiingo',
      isFailover: true,
      ingestedAt: 5,
      sources: ['tiingo'],
    });
    expect(plan.placed.newStories).toEqual([
      { storyKey: storyKey(articleOf()), publishedAt: articleOf().publishedAt, tickers: [arvn] },
    ]);
    expect(plan.newArticles).toHaveLength(1);
    expect([plan.changedStories, plan.revisedArticles, plan.retickeredArticles]).toEqual([[], [], []]);
  });

  it('takes the same id twice in a page for one article', () => {
    const plan = new PlacingStore().commit([articleOf(), articleOf()]);
    expect(counts(plan)).toEqual({ new: 1, duplicates: 1, revised: 0, collisions: 0 });
    expect(plan.newArticles).toHaveLength(1);
  });

  it('takes the same id with another text, twice in a page, for a revision', () => {
    const store = new PlacingStore();
    const plan = store.commit([articleOf(), articleOf({ headline: 'Arven Motors cuts its full-year guidance' })]);
    expect(counts(plan)).toEqual({ new: 1, duplicates: 0, revised: 1, collisions: 0 });
    expect(plan.newStories).toMatchObject([{ headline: 'Arven Motors cuts its full-year guidance', revision: 1 }]);
    expect(plan.changedStories).toEqual([]);
  });

  it('takes another article of the same source for a duplicate, and the first of another source for a collision', () => {
    const page = [
      articleOf({ sourceId: '1' }),
      articleOf({ sourceId: '2' }),
      articleOf({ source: 'finnhub', sourceId: '1' }),
      articleOf({ source: 'finnhub', sourceId: '2' }),
    ];
    const together = new PlacingStore().commit(page);
    expect(counts(together)).toEqual({ new: 1, duplicates: 2, revised: 0, collisions: 1 });
    const store = new PlacingStore();
    expect(page.map((article) => counts(store.commit([article])))).toEqual([
      { new: 1, duplicates: 0, revised: 0, collisions: 0 },
      { new: 0, duplicates: 1, revised: 0, collisions: 0 },
      { new: 0, duplicates: 0, revised: 0, collisions: 1 },
      { new: 0, duplicates: 1, revised: 0, collisions: 0 },
    ]);
    expect(store.shown()).toMatchObject([{ sources: ['finnhub', 'tiingo'] }]);
  });

  it('revises a known article: still its story, nothing new, the old text kept', () => {
    const store = new PlacingStore();
    store.commit([articleOf()]);
    const plan = store.commit([
      articleOf({ headline: 'Arven Motors cuts its full-year guidance', description: 'New.' }),
    ]);
    expect(counts(plan)).toEqual({ new: 0, duplicates: 0, revised: 1, collisions: 0 });
    expect(plan.revisedArticles).toEqual([
      {
        identity: articleIdentity(articleOf()),
        headline: 'Arven Motors cuts its full-year guidance',
        description: 'New.',
        previous: { headline: articleOf().headline, description: null },
      },
    ]);
    expect(plan.changedStories).toMatchObject([
      { storyKey: storyKey(articleOf()), headline: 'Arven Motors cuts its full-year guidance', revision: 1 },
    ]);
    expect(
      counts(store.commit([articleOf({ headline: 'Arven Motors cuts its full-year guidance', description: 'New.' })])),
    ).toEqual({
      new: 0,
      duplicates: 1,
      revised: 0,
      collisions: 0,
    });
  });

  it('adds a ticker that a known article is delivered for, as a duplicate', () => {
    const store = new PlacingStore();
    store.commit([articleOf()]);
    const plan = store.commit([articleOf({ tickers: [lum, mvn] })]);
    expect(counts(plan)).toEqual({ new: 0, duplicates: 1, revised: 0, collisions: 0 });
    expect(plan.retickeredArticles).toEqual([
      { identity: articleIdentity(articleOf()), tickers: [arvn, lum, mvn], added: [lum, mvn] },
    ]);
    expect(plan.changedStories).toMatchObject([{ tickers: [arvn, lum, mvn], revision: 0 }]);
    expect(plan.revisedArticles).toEqual([]);
  });

  it('writes nothing for a page that is known', () => {
    const store = new PlacingStore();
    const page = headlines.map((headline, index) => articleOf({ headline, sourceId: String(index) }));
    store.commit(page);
    const plan = store.commit(page);
    expect(counts(plan)).toEqual({ new: 0, duplicates: page.length, revised: 0, collisions: 0 });
    expect(plan).toMatchObject({
      newStories: [],
      changedStories: [],
      newArticles: [],
      revisedArticles: [],
      retickeredArticles: [],
    });
  });

  it('takes an article of a pruned story for a duplicate and stores nothing', () => {
    const store = new PlacingStore();
    store.stories.set(storyKey(articleOf()), null);
    const plan = store.commit([articleOf(), articleOf(), articleOf({ source: 'finnhub' })]);
    expect(counts(plan)).toEqual({ new: 0, duplicates: 3, revised: 0, collisions: 0 });
    expect([plan.newStories, plan.changedStories, plan.newArticles]).toEqual([[], [], []]);
  });

  it('counts the revision of an article whose story was pruned, and writes nothing', () => {
    const store = new PlacingStore();
    store.commit([articleOf()]);
    store.stories.set(storyKey(articleOf()), null);
    const plan = store.commit([articleOf({ headline: 'Changed' })]);
    expect(counts(plan)).toEqual({ new: 0, duplicates: 0, revised: 1, collisions: 0 });
    expect([plan.newStories, plan.changedStories, plan.revisedArticles]).toEqual([[], [], []]);
  });

  it('attaches to the story that an alias leads to', () => {
    const store = new PlacingStore();
    const [story] = store.commit([articleOf()]).newStories;
    const other = articleOf({ source: 'finnhub', headline: 'Maven plc agrees to be bought by Arven' });
    if (story === undefined) throw new TypeError('no story');
    const identities = identifyUnknown([other], new Map());
    const stories = new Map([[storyKey(other), story]]);
    const plan = planPage(pageOf([other]), identities, { articles: new Map(), stories, joins: new Map() });
    expect(plan.newArticles).toMatchObject([{ belongsTo: story.storyKey, storyKey: storyKey(other) }]);
    expect(plan.changedStories).toMatchObject([{ storyKey: story.storyKey, sources: ['tiingo', 'finnhub'] }]);
    expect(counts(plan)).toEqual({ new: 0, duplicates: 0, revised: 0, collisions: 1 });
  });

  it('joins no two short headlines of different ids', () => {
    const page = ['1', '2', '3'].map((sourceId) => articleOf({ sourceId, headline: 'Form 8-K' }));
    expect(counts(new PlacingStore().commit(page)).new).toBe(3);
  });

  it('shows what the first source of the chain states, whichever comes first, and the opinion of a scorer else', () => {
    const store = new PlacingStore();
    const opinions = new Map([[articleOf().headline, { score: 0.6, confidence: 0.8 }]]);
    const scores = { model: 'lexicon@1', opinions };
    const shown = () => store.shown().map((story) => (story as StoryRecord).sentiment?.score.model);
    const first = store.commit([articleOf()], 1, { scores });
    expect(first.scores).toMatchObject([{ storyKey: storyKey(articleOf()), score: { model: 'lexicon@1', at: 1 } }]);
    expect(shown()).toEqual(['lexicon@1']);
    const stated = (source: string, priority: number) => articleOf({ source, sentiment: statedOf({}, priority) });
    expect(store.commit([stated('second', 1)], 2, { scores }).scores).toEqual([]);
    expect(shown()).toEqual(['second']);
    store.commit([stated('first', 0)], 3);
    store.commit([stated('third', 2)], 4);
    expect(shown()).toEqual(['first']);
  });

  it('lets an opinion go with the headline that it was of', () => {
    const store = new PlacingStore();
    const of = (headline: string) => ({
      model: 'lexicon@1',
      opinions: new Map([[headline, { score: 0.6, confidence: 0.8 }]]),
    });
    const shown = () => store.shown().map((story) => (story as StoryRecord).sentiment?.score.calculatedAt ?? null);
    store.commit([articleOf()], 1000, { scores: of(articleOf().headline) });
    const revised = store.commit([articleOf({ headline: 'Arven Motors withdraws its guidance' })], 2000);
    expect(revised.scores).toMatchObject([{ score: { model: 'lexicon@1', at: 2000, opinion: null } }]);
    expect(shown()).toEqual([null]);
    const again = articleOf({ headline: 'Arven Motors keeps its guidance' });
    expect(store.commit([again], 3000, { scores: of(again.headline) }).scores).toHaveLength(1);
    expect(store.commit([again], 4000, { scores: of(again.headline) }).scores).toEqual([]);
    expect(shown()).toEqual(['1970-01-01T00:00:03.000Z']);
  });

  it('refuses a page that was not read', () => {
    const known = { articles: new Map(), stories: new Map(), joins: new Map() };
    expect(() => planPage(pageOf([articleOf()]), { unknown: [], storyKeys: new Set() }, known)).toThrow(TypeError);
    const store = new PlacingStore();
    store.commit([articleOf()]);
    const changed = [articleOf({ headline: 'Changed' })];
    const unread = { articles: store.articles, stories: new Map(), joins: new Map() };
    expect(() => planPage(pageOf(changed), identifyUnknown(changed, store.articles), unread)).toThrow(TypeError);
  });

  const article: fc.Arbitrary<Article> = fc
    .record({
      source: fc.constantFrom('tiingo', 'finnhub', 'marketaux'),
      sourceId: fc.option(fc.integer({ min: 0, max: 40 }).map(String), { freq: 5 }),
      headline: fc
        .tuple(fc.constantFrom(...headlines.slice(0, 4), 'Form 8-K'), restyling)
        .map(([text, restyle]) => restyle(text)),
      publishedAt: fc.integer({ min: 0, max: 3 }).map((minutes) => Date.UTC(2024, 5, 4, 14, minutes)),
      tickers: fc.subarray([arvn, lum, mvn], { minLength: 1 }),
      tags: fc.subarray(['Earnings', 'Europe', 'Stock']),
      url: fc.option(fc.webUrl()),
    })
    .map(articleOf);
  // Copies of one article differ in nothing: what changes between two of them is a matter of order, being a revision.
  const articles = fc.uniqueArray(article, { selector: articleIdentity, maxLength: 25 });

  it('gives the same stories in any order of arrival and any cut into pages', () => {
    fc.assert(
      fc.property(
        articles.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        fc.integer({ min: 1, max: 7 }),
        ([inOrder, shuffled], size) => {
          const whole = new PlacingStore();
          whole.commit(inOrder);
          const cut = new PlacingStore();
          for (let start = 0; start < shuffled.length; start += size) cut.commit(shuffled.slice(start, start + size));
          expect(cut.shown()).toEqual(whole.shown());
          expect(cut.articles.size).toBe(whole.articles.size);
        },
      ),
    );
  });

  it('counts every article exactly once, and a story as new exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.array(article, { maxLength: 12 }), { maxLength: 5 }), (pages) => {
        const store = new PlacingStore();
        const announced = pages.flatMap((page) => {
          const plan = store.commit(page);
          const { new: fresh, duplicates, revised, collisions } = counts(plan);
          expect(fresh + duplicates + revised + collisions).toBe(page.length);
          return plan.placed.newStories.map((story) => story.storyKey);
        });
        expect(new Set(announced).size).toBe(announced.length);
        expect([...store.stories.keys()].sort()).toEqual([...announced].sort());
        for (const known of store.articles.values()) expect(store.stories.has(known.storyKey)).toBe(true);
      }),
    );
  });
});
