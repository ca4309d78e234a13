import { expect, test } from 'vitest';
import { missingFeature, sourceCases } from '../../src/conformance/index.js';
import { failuresOf, smallSubject } from '../support/small-source.js';

test('the smallest source that is right passes the whole suite', async () => {
  expect(await failuresOf(sourceCases, smallSubject())).toEqual([]);
});

test('a source that answers nothing passes little more than what it says of itself', async () => {
  const nothing = async () => ({ items: [], next: null, asked: null });
  const subject = smallSubject(() => ({ fetchPage: nothing, fetchAggregate: async () => null }));
  const run = sourceCases.filter((one) => missingFeature(one, subject) === null);
  expect((await failuresOf(run, subject)).length).toBeGreaterThanOrEqual(run.length - 10);
});

test('every case has a name of its own', () => {
  expect(new Set(sourceCases.map(({ name }) => name)).size).toBe(sourceCases.length);
});
