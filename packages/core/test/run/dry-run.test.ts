import { manualClock } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nothingToConclude } from '../../src/collect/commit-page.js';
import type { Store } from '../../src/contracts/store.js';
import type { PlacedPage } from '../../src/identity/page.js';
import type { Article } from '../../src/model/article.js';
import { placingOnly } from '../../src/run/dry-run.js';
import { articleOf, tickerOf } from '../support/articles.js';
import { pageStore } from '../support/page-store.js';
import { PlacingStore } from '../support/placing.js';

const start = Date.UTC(2026, 5, 4, 14);
const pageOf = (articles: readonly Article[]) => ({
  source: articles[0]?.source ?? 'tiingo',
  isFailover: false,
  articles,
  quarantine: [],
});

const announcesNothing = () => [];

/** A store that can be read and nothing else. */
function readOnly({ articles, stories }: PlacingStore): Store {
  const known = { articles: new Map(articles), stories: new Map(stories) };
  return { ...pageStore().store, articles: { lookup: async () => known } as unknown as Store['articles'] };
}

describe('placingOnly', () => {
  it('concludes a page with what it would be, and writes nothing', async () => {
    const stored = pageStore();
    const told: PlacedPage[] = [];
    const page = pageOf([articleOf({ sourceId: '1' }), articleOf({ sourceId: '1' })]);
    const concludes = (what: PlacedPage) => {
      told.push(what);
      return nothingToConclude;
    };
    const placed = await placingOnly(stored.store, manualClock(start))(page, concludes, announcesNothing);
    expect(placed).toMatchObject({ newStories: [expect.anything()], duplicates: 1 });
    expect(told).toEqual([placed]);
    expect([stored.commits, stored.stories.size]).toEqual([[], 0]);
  });

  it('judges page after page as commits would, from whatever the store holds', async () => {
    const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1 });
    const article = fc
      .record({
        source: fc.constantFrom('tiingo', 'finnhub'),
        sourceId: fc.option(fc.constantFrom('1', '2', '3')),
        headline: fc.constantFrom('Arven Motors opens a plant', 'Calder Motors closes a plant', 'Dunmore buys Estrava'),
        description: fc.option(fc.constantFrom('Short.', 'Longer.')),
        tickers: names,
      })
      .map(({ tickers, ...fields }) => articleOf({ ...fields, tickers: tickers.sort().map(tickerOf) }));
    const pages = fc.array(fc.array(article, { maxLength: 6 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pages, pages, async (before, after) => {
        const committing = new PlacingStore();
        for (const page of before) committing.commit(page);
        const place = placingOnly(readOnly(committing), manualClock(start));
        for (const page of after) {
          const expected = committing.commit(page).placed;
          expect(await place(pageOf(page), () => nothingToConclude, announcesNothing)).toEqual(expected);
        }
      }),
    );
  });
});
