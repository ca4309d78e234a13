import { localRegisters, openShares, runLease } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { readFleet } from '../../src/status/read-fleet.js';
import { createPresence } from '../../src/worker/presence.js';

it('is null without workers, and tells of each and of the run otherwise', async () => {
  const [registers, clock] = [localRegisters(), manualClock(Date.UTC(2026, 5, 4, 14))];
  expect(await readFleet(registers, clock.now())).toBeNull();
  const presence = createPresence(registers, clock, () => {}, 'desk/1');
  await presence.during('a', async () => {
    expect(await readFleet(registers, clock.now())).toMatchObject({
      workers: [{ name: 'desk/1', jobs: 0, busyWith: ['a'], isLost: false, startedAt: '2026-06-04T14:00:00.000Z' }],
      run: null,
    });
  });
  await openShares(registers, runLease, { slot: clock.now(), from: 0, attempt: 0, count: 3 }, clock.now());
  await clock.advance(60_000);
  expect(await readFleet(registers, clock.now())).toMatchObject({
    workers: [{ jobs: 1, busyWith: [], isLost: true }],
    run: { slot: '2026-06-04T14:00:00.000Z', jobs: 3, ended: 0 },
  });
});
