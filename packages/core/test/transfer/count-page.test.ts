import { expect, it } from 'vitest';
import { nothingCounted, withPage } from '../../src/transfer/count-page.js';
import { movedStory } from '../support/transferable.js';

it('counts stories with all that belongs to them, pruned ones apart', () => {
  const [article] = movedStory(1).articles;
  if (article === undefined) throw new Error('no article');
  const text = { headline: 'x', description: null, seenAt: 1, replacedAt: 2 };
  const revised = { ...article, earlier: [text, text], addedTickers: [{ ticker: 'A' as never, seenAt: 1 }] };
  const score = { model: 'lexicon@1', at: 1, opinion: null, isPreferred: false };
  const scores = [score, score, score];
  const rows = [movedStory(1, { articles: [article, revised], scores }), movedStory(2, { shown: null })];
  const once = withPage(nothingCounted, { part: 'stories', rows });
  const counted = { stories: 1, prunedStories: 1, articles: 3, keys: 2, earlierTexts: 2, addedTickers: 1, scores: 3 };
  expect(once).toEqual({ ...nothingCounted, ...counted });
  expect(withPage(once, { part: 'stories', rows })).toMatchObject({ stories: 2, articles: 6 });
});

it('counts the rows of all other parts but registers, and pruned events by their number', () => {
  const row = {} as never;
  const parts = ['events', 'deliveries', 'incidents', 'sources', 'watermarks', 'gaps'] as const;
  for (const part of parts) expect(withPage(nothingCounted, { part, rows: [row, row] })[part]).toBe(2);
  expect(withPage(nothingCounted, { part: 'quarantine', rows: [row] }).rejectedItems).toBe(1);
  expect(withPage(nothingCounted, { part: 'pruned', rows: [{ events: 7 }] }).prunedEvents).toBe(7);
  expect(withPage(nothingCounted, { part: 'registers', rows: [row] })).toEqual(nothingCounted);
});
