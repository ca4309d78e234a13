import { type TransferRows, transferCounts, transferParts } from '@ingest/core';
import { expect, expectTypeOf, it } from 'vitest';

it('moves every part once, what was pruned before the events, and registers last', () => {
  expectTypeOf<keyof TransferRows>().toEqualTypeOf<(typeof transferParts)[number]>();
  expect(new Set(transferParts).size).toBe(transferParts.length);
  expect(transferParts.indexOf('pruned')).toBeLessThan(transferParts.indexOf('events'));
  expect(transferParts.at(-1)).toBe('registers');
});

it('counts each thing under a name of its own', () => {
  expect(new Set(transferCounts).size).toBe(transferCounts.length);
});
