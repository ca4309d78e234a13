import { localRegisters } from '@ingest/core';
import { expect, it } from 'vitest';
import { onceADay } from '../../src/run/once-a-day.js';

it('does the work of a day once, again where it failed, and also after a clock that was ahead', async () => {
  const registers = localRegisters();
  let done = 0;
  const at = (iso: string, fails = false, work = 'prune') =>
    onceADay(registers, work, Date.parse(iso), async () => {
      if (fails) throw new Error('locked');
      done += 1;
    });
  await expect(at('2026-06-04T00:00:00Z', true)).rejects.toThrow('locked');
  await at('2026-06-04T00:00:01Z');
  await at('2026-06-04T23:59:59Z');
  expect(done).toBe(1);
  await at('2026-06-04T23:59:59Z', false, 'else');
  await at('2027-01-01T00:00:00Z');
  await at('2026-06-05T00:00:00Z');
  expect(done).toBe(4);
});
