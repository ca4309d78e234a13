import { expect, test } from 'vitest';
import { sinkCases } from '../../src/conformance/index.js';
import { failuresOf } from '../support/find-out.js';
import { memorySubject } from '../support/memory-sink.js';

test('the smallest sink that is right passes the whole suite', async () => {
  expect(await failuresOf(sinkCases, memorySubject)).toEqual([]);
});

test('a sink that does nothing passes almost nothing', async () => {
  const failed = await failuresOf(sinkCases, () => memorySubject(() => ({ deliver: async () => {} })));
  expect(failed.length).toBeGreaterThanOrEqual(sinkCases.length - 4);
});

test('every case has a name of its own', () => {
  expect(new Set(sinkCases.map(({ name }) => name)).size).toBe(sinkCases.length);
});
