import { articleIdentity, prepareArticle, storyKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, day, minute, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { AnchorCache } from '../../src/postgres/anchors.js';
import { lookUpPage, prepareAll, prepareUnknown } from '../../src/postgres/page-lookup.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('looking a page up', () => {
  test('finds articles with the text that they have now, and the stories of unknown ones', async () => {
    const { store, schema } = await openPostgres();
    const shown = article();
    const other = article({
      source: 'finnhub',
      sourceId: null,
      headline: shown.headline.toUpperCase(),
      publishedAt: noon + 1,
    });
    await store.articles.commitPage(page([shown, other]));
    const later = article({ source: 'third' });
    const asked = [shown, other, later, numbered(1)];
    const { articles, stories, identities } = await inSession(schema, (session) =>
      lookUpPage(session, new AnchorCache(), asked),
    );
    expect(articles.get(articleIdentity(shown))).toMatchObject({ headline: shown.headline, publishedAt: noon });
    expect(articles.get(articleIdentity(other))).toMatchObject({ headline: other.headline, tickers: other.tickers });
    expect(identities.unknown.map((one) => one.article)).toEqual([later, numbered(1)]);
    expect(stories.get(storyKey(shown))).toMatchObject({
      leadSource: 'tiingo',
      leadIdentity: articleIdentity(shown),
      sources: ['tiingo', 'finnhub'],
      isFailover: false,
    });
  });

  test('takes what was prepared before it, and prepares what was known then and is not any more', async () => {
    const { store, schema } = await openPostgres();
    await store.articles.commitPage(page([article()]));
    const asked = [article(), numbered(1)];
    await inSession(schema, async (session) => {
      const prepare = await prepareUnknown(session, asked);
      expect(asked.map((one) => prepare(one))).toEqual(asked.map((one) => prepareArticle(one)));
      expect(prepare(numbered(1))).not.toBe(prepare(numbered(1)));
      const unknown = asked[1] ?? article();
      expect(prepare(unknown)).toBe(prepare(unknown));
      const { identities } = await lookUpPage(session, new AnchorCache(), asked, prepare);
      expect(identities.unknown[0]?.prepared).toBe(prepare(unknown));
    });
  });

  test('takes a page that is prepared as a whole without asking', () => {
    const asked = [article(), numbered(1)];
    const prepare = prepareAll(asked);
    for (const one of asked) {
      expect(prepare(one)).toEqual(prepareArticle(one));
      expect(prepare(one)).toBe(prepare(one));
    }
    expect(prepare(numbered(2))).toEqual(prepareArticle(numbered(2)));
  });

  test('asks a few questions, however many articles there are', async () => {
    const { store, schema } = await openPostgres();
    const articles = Array.from({ length: 100 }, (_, index) => numbered(index));
    await store.articles.commitPage(page(articles.slice(0, 50)));
    await inSession(schema, async (session) => {
      let questions = 0;
      const rows = session.rows.bind(session);
      session.rows = (...asked) => {
        questions += 1;
        return rows(...asked);
      };
      await lookUpPage(session, new AnchorCache(), articles);
      expect(questions).toBeLessThanOrEqual(4);
    });
  });

  test('under another day than before stores nothing twice, also when two do it at once', async () => {
    const { store, schema } = await openPostgres();
    const { store: beside } = await openPostgres({ schema });
    await store.articles.commitPage(page([article()]));
    const moved = article({ publishedAt: noon + 9 * day, tickers: tickers('BELT') });
    const joining = Array.from({ length: 6 }, (_, index) =>
      article({ source: `source-${index}`, publishedAt: noon + index * minute, tickers: tickers(`T${index}`) }),
    );
    await Promise.all([
      ...[1, 2, 3].map((text) => store.articles.commitPage(page([{ ...moved, description: `Text ${text}.` }]))),
      ...joining.map((one) => beside.articles.commitPage(page([one]))),
    ]);
    const check = await store.maintenance.check();
    expect(check).toMatchObject({ stories: 1, articles: 7, problems: [] });
    const [history] = await store.reading.histories([storyKey(article())]);
    expect(history?.articles[0]?.earlier).toHaveLength(3);
  });
});
