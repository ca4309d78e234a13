import { expect, it } from 'vitest';
import { readHeadlines } from '../../../src/sentiment/lexicon/read-headlines.js';

it('reads each headline by itself, until it is stopped', () => {
  const items = [{ headline: 'Acme profit rises' }, { headline: 'Acme holds a meeting' }];
  const [good, none] = readHeadlines(items, new AbortController().signal);
  expect([good?.confidence, none]).toEqual([0.81, null]);
  expect(() => readHeadlines(items, AbortSignal.abort(new Error('stop')))).toThrow('stop');
});
