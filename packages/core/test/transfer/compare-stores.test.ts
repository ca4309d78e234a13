import type { TransferPart } from '@ingest/core';
import { expect, it } from 'vitest';
import { differentCounts, differentParts } from '../../src/transfer/compare-stores.js';
import { nothingCounted } from '../../src/transfer/count-page.js';
import { movedStory, transferable } from '../support/transferable.js';

function holding(rows: Partial<Record<TransferPart, readonly unknown[]>>) {
  const one = transferable('x', [movedStory(1)]);
  for (const [part, all] of Object.entries(rows)) one.rows.set(part as TransferPart, [...all]);
  return one.store.transfer;
}

it('names the counts that differ', () => {
  expect(differentCounts(nothingCounted, nothingCounted)).toEqual([]);
  expect(differentCounts(nothingCounted, { ...nothingCounted, keys: 1, gaps: 2 })).toEqual(['keys', 'gaps']);
});

it('names the parts of which a row differs, is missing, or stands elsewhere; many pages are looked at', async () => {
  const many = Array.from({ length: 1_200 }, (_, id) => ({ id }));
  const left = holding({
    events: many,
    gaps: [{ a: 1 }],
    sources: [1],
    quarantine: [1, 2],
    incidents: [{ b: [null] }],
  });
  const right = holding({
    events: [...many.slice(0, -1), { id: 0 }],
    gaps: [{ a: 1 }, { a: 2 }],
    sources: [],
    quarantine: [2, 1],
    incidents: [{ b: [null] }],
  });
  let pauses = 0;
  const pause = async () => {
    pauses += 1;
  };
  expect(await differentParts(left, right, pause)).toEqual(['events', 'quarantine', 'sources', 'gaps']);
  expect(pauses).toBeGreaterThan(0);
  expect(await differentParts(left, left, pause)).toEqual([]);
});

it('leaves stories to the digest, and passes over registers that are not moved', async () => {
  const [left, right] = [transferable('x', [movedStory(1)]), transferable('y')];
  await right.store.registers.change('copy/a', () => ({ after: 1, result: 0 }));
  expect(await differentParts(left.store.transfer, right.store.transfer, async () => {})).toEqual([]);
  await right.store.registers.change('mutes', () => ({ after: 1, result: 0 }));
  expect(await differentParts(left.store.transfer, right.store.transfer, async () => {})).toEqual(['registers']);
});
