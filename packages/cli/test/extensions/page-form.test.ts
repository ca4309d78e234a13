import { candidateItem } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { isItem, pageProblem } from '../../src/extensions/page-form.js';

const page = (items: readonly unknown[], changes: object = {}) => ({ items, next: null, asked: null, ...changes });
const { candidate, raw } = candidateItem() as { readonly candidate: object; readonly raw: unknown };
const item = (changes: object) => ({ kind: 'candidate', raw, candidate: { ...candidate, ...changes } });

describe('pageProblem', () => {
  it('has nothing against a page, whatever its texts and numbers mean', () => {
    const odd = item({ publishedAt: Number.NaN, orderedAt: Number.POSITIVE_INFINITY, headline: '' });
    const window = { from: Number.NEGATIVE_INFINITY, to: 0 };
    const malformed = { kind: 'malformed', raw: 1, reason: 'no' };
    expect(pageProblem(page([candidateItem(), odd, malformed], { next: 3, asked: window, unread: window }))).toBeNull();
    expect(pageProblem(page([], { isUnchanged: true }))).toBeNull();
  });

  it.each([
    [{ tickers: undefined }, 'items[1].candidate.tickers: '],
    [{ tags: undefined }, 'items[1].candidate.tags: '],
    [{ tags: [1] }, 'items[1].candidate.tags[0]: '],
    [{ headline: undefined }, 'items[1].candidate.headline: '],
    [{ headline: 7 }, 'items[1].candidate.headline: '],
    [{ sourceId: 7 }, 'items[1].candidate.sourceId: '],
    [{ publishedAt: new Date(0) }, 'items[1].candidate.publishedAt: expected a text, a number or null'],
  ])('names the place of %j in a candidate', (changes, place) => {
    expect(pageProblem(page([candidateItem(), item(changes)]))).toContain(place);
  });

  it('wants to be told where to go on, and what was asked for', () => {
    expect(pageProblem({ items: [], asked: null })).toBe('next: left out: null where there is nothing more');
    expect(pageProblem({ items: [], next: null })).toContain('asked: ');
    expect(pageProblem(page([], { asked: { from: 1 } }))).toContain('asked.to: expected a number');
  });

  it('names no place of what is no object at all', () => {
    expect(pageProblem(7)).not.toContain(': expected a number');
    expect(pageProblem(undefined)).toMatch(/expected object/);
  });
});

describe('isItem', () => {
  it('knows an item alone', () => {
    expect([item({}), item({ tags: null }), { kind: 'news' }, null].map(isItem)).toEqual([true, false, false, false]);
  });
});
