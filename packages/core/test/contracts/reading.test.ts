import { shortestKeyStart, storyKey } from '@ingest/core';
import { expect, it } from 'vitest';
import { articleOf } from '../support/articles.js';

it('takes a good part of a key for its beginning, and no word of four letters', () => {
  expect(shortestKeyStart).toBeGreaterThan(4);
  expect(shortestKeyStart).toBeLessThan(storyKey(articleOf()).length);
});
