import { localRegisters, type ReadStore } from '@ingest/core';
import { expect, it } from 'vitest';
import { claimReplay } from '../../src/run/claim-replay.js';

it('counts the events of a store, and gives no number twice', async () => {
  const registers = localRegisters();
  const claim = (events: number) =>
    claimReplay({ registers, reading: { countEventsEver: async () => events } as unknown as ReadStore });
  expect(await claim(0)).toBe(0);
  // Two at once see the same events.
  expect(await Promise.all([claim(7), claim(7)])).toEqual([7, 8]);
  expect(await claim(20)).toBe(20);
});
