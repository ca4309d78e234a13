import { expect, it } from 'vitest';
import { fleetWords } from '../../src/render/fleet-words.js';
import { painter } from '../../src/render/paint.js';
import type { FleetStatus } from '../../src/status/status.js';

const now = Date.UTC(2026, 5, 4, 14, 2);
const worker = {
  name: 'desk/42',
  startedAt: '2026-06-04T13:00:00.000Z',
  seenAt: '2026-06-04T14:01:50.000Z',
  jobs: 12,
  busyWith: ['1/0/1of8'],
  isLost: false,
};
const words = (fleet: FleetStatus | null) => fleetWords(fleet, now, painter(false, true));

it('are none without a fleet', () => {
  expect(words(null)).toEqual([]);
});

it('say how many there are, how many are at work and how far the run is', () => {
  const idle = { ...worker, name: 'desk/43', busyWith: [] };
  const run = { slot: '2026-06-04T14:00:00.000Z', jobs: 8, ended: 7 };
  expect(words({ workers: [worker, idle], run })).toEqual(['✓ 2 workers, 1 busy, 7 of 8 jobs of the last run done']);
  expect(words({ workers: [worker], run: null })).toEqual(['✓ 1 worker, 1 busy']);
});

it('name those that are lost, and are bad when none is left', () => {
  const lost = { ...worker, name: 'desk/\u001b[2J', seenAt: '2026-06-04T13:52:00.000Z', isLost: true };
  const [sum, named] = words({ workers: [worker, lost], run: null });
  expect(sum).toBe('! 1 worker, 1 busy');
  expect(named).toMatch(/^ {2}desk\/.*is lost, seen last 10 min ago$/);
  expect(named).not.toContain('\u001b');
  expect(words({ workers: [lost], run: null })[0]).toBe('✗ 0 workers, 0 busy');
});
