import { localRegisters } from '@ingest/core';
import { expect, it } from 'vitest';
import { claimDay } from '../../src/run/claim-day.js';

it('gives a day to the first that asks, also after a clock that was ahead', async () => {
  const registers = localRegisters();
  const at = (iso: string, work = 'prune') => claimDay(registers, work, Date.parse(iso));
  expect(await at('2026-06-04T00:00:00Z')).toBe(true);
  expect(await at('2026-06-04T23:59:59Z')).toBe(false);
  expect(await at('2026-06-04T23:59:59Z', 'else')).toBe(true);
  expect(await at('2027-01-01T00:00:00Z')).toBe(true);
  expect(await at('2026-06-05T00:00:00Z')).toBe(true);
});
