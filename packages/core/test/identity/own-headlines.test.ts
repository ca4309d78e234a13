import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PreparedArticle, prepareArticle, type StoryArticle } from '../../src/identity/prepare-article.js';
import { matchPrepared, sameStory } from '../../src/identity/same-story.js';
import { restyling, restylings } from '../support/headlines.js';
import { editKinds, meaningEdits } from '../support/meaning-edits.js';
import { nearPair } from '../support/near-pairs.js';
import { ownHeadlines } from '../support/own-headlines.js';

const publishedAt = Date.UTC(2024, 5, 4, 14, 30);
const article = (headline: string): StoryArticle => ({ headline, publishedAt, source: 'tiingo' });
const compare = (one: string, other: string) =>
  sameStory(article(one), { headline: other, publishedAt: publishedAt + 2_400_000, source: 'finnhub' });

describe('sameStory on five hundred headlines of our own', () => {
  const edits = ownHeadlines.flatMap((text) => meaningEdits(text).map((edit) => ({ text, ...edit })));

  it('has them, with edits of every kind', () => {
    expect(ownHeadlines.length).toBeGreaterThanOrEqual(560);
    expect(ownHeadlines.filter((text) => meaningEdits(text).length === 0)).toEqual([]);
    const counts = editKinds.map((kind) => ({ kind, count: edits.filter((edit) => edit.kind === kind).length }));
    expect(counts.filter(({ count }) => count < 40)).toEqual([]);
  });

  it('keeps every edit apart that changes what is said', () => {
    const wrong = edits.filter(({ text, edited }) => compare(text, edited).match || compare(edited, text).match);
    expect(wrong).toEqual([]);
  });

  it('keeps them apart in every restyling', () => {
    fc.assert(
      fc.property(fc.constantFrom(...edits), restyling, ({ text, edited }, restyle) => {
        expect(compare(text, restyle(edited))).toMatchObject({ match: false });
        expect(compare(restyle(text), edited)).toMatchObject({ match: false });
      }),
      { numRuns: 1000 },
    );
  });

  it('joins every two that differ in nothing but how they are written', () => {
    const apartNow = Object.entries(restylings).flatMap(([name, restyle]) =>
      ownHeadlines.filter((text) => compare(text, restyle(text)).match === false).map((text) => `${name}: ${text}`),
    );
    expect(apartNow).toEqual([]);
  });

  it('gives every two of them the same answer, however they are written', () => {
    const plain = ownHeadlines.map((text) => prepareArticle(article(text)));
    const restyled = ownHeadlines.map((text, index) => {
      const restyles = Object.values(restylings);
      return prepareArticle(article(restyles[index % restyles.length]?.(text) ?? ''));
    });
    const answer = (one: PreparedArticle, other: PreparedArticle) => Object.values(matchPrepared(one, other)).join(' ');
    const changed = plain.flatMap((one, row) =>
      restyled
        .filter((other, column) => {
          const before = plain[column];
          return before === undefined || answer(one, other) !== answer(one, before);
        })
        .map(({ key }) => [row, key]),
    );
    expect(changed).toEqual([]);
  });

  it('gives every pair the same answer in any two restylings', () => {
    fc.assert(
      fc.property(nearPair, restyling, restyling, ([a, b], one, other) => {
        // From less than four words no publisher is taken off: it may be what the headline is about.
        fc.pre([a, b].every((one) => !prepareArticle(one).isShort));
        const restyled = sameStory({ ...a, headline: one(a.headline) }, { ...b, headline: other(b.headline) });
        expect(restyled).toEqual(sameStory(a, b));
      }),
      { numRuns: 1000 },
    );
  });
});
