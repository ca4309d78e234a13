import { collectionEvent, gap as gapSchema, sourceState as stateSchema, storyKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, event, gap, noon, numbered, sourceState, term, tickers } from '../../src/conformance/build.js';

describe('what the cases are made of', () => {
  test('numbered articles are different stories', () => {
    const articles = Array.from({ length: 2000 }, (_, index) => numbered(index));
    expect(new Set(articles.map(storyKey)).size).toBe(2000);
    expect(new Set(articles.map(({ sourceId }) => sourceId)).size).toBe(2000);
  });

  test('takes what a case is about from the case', () => {
    expect(article({ headline: 'Given', url: null })).toMatchObject({ headline: 'Given', url: null, sourceId: '1' });
  });

  test('keeps to the model', () => {
    expect(collectionEvent.parse(event())).toEqual(event());
    expect(gapSchema.parse(gap())).toEqual(gap());
    expect(stateSchema.parse(sourceState())).toEqual(sourceState());
  });

  test('a term lies around its now', () => {
    expect(term(5)).toEqual({ now: noon + 5, from: noon - 59_995, until: noon + 60_005 });
  });

  test('refuses what is no ticker', () => {
    expect(() => tickers('no ticker')).toThrow(TypeError);
  });
});
