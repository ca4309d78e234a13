import { localRegisters } from '@ingest/core';
import { tickersOf } from '@ingest/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepRotation, rotated, startingWith } from '../../src/run/rotation.js';

const all = tickersOf('A', 'B', 'C', 'D', 'E');

it('begins with the first ticker that the run before left without an answer', async () => {
  const registers = localRegisters();
  expect(await rotated(registers, 'run', all)).toEqual(all);
  await keepRotation(registers, 'run', all, new Set(tickersOf('A', 'B', 'D')));
  expect((await rotated(registers, 'run', all)).join('')).toBe('CDEAB');
  expect(await rotated(registers, 'another', all)).toEqual(all);
});

it('begins at the front again when every ticker had its answer', async () => {
  const registers = localRegisters();
  await keepRotation(registers, 'run', all, new Set(tickersOf('A')));
  await keepRotation(registers, 'run', all, new Set(all));
  expect(await rotated(registers, 'run', all)).toEqual(all);
});

it('is not misled by a lease whose name begins alike', async () => {
  const registers = localRegisters();
  await keepRotation(registers, 'run-eu', all, new Set(tickersOf('A', 'B')));
  expect(await rotated(registers, 'run', all)).toEqual(all);
});

it('takes the list as it is when the ticker is not in it any more', () => {
  expect(startingWith(all, 'Z')).toEqual(all);
  expect(startingWith([], 'A')).toEqual([]);
});

it('lets no ticker starve: with a quota of q every one of n is answered within ⌈n ÷ q⌉ runs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), async (count, quota) => {
      const tickers = tickersOf(...Array.from({ length: count }, (_, index) => `T${index}`));
      const registers = localRegisters();
      const answered = new Set<string>();
      for (let run = 0; run < Math.ceil(count / quota); run += 1) {
        const asked = await rotated(registers, 'run', tickers);
        const served = new Set(asked.slice(0, quota));
        for (const ticker of served) answered.add(ticker);
        await keepRotation(registers, 'run', asked, served);
      }
      expect(answered.size).toBe(count);
    }),
  );
});

it('begins with none that was refused by itself, as long as another one waits, and else as before', async () => {
  const registers = localRegisters();
  await keepRotation(registers, 'run', all, new Set(tickersOf('C')), new Set(tickersOf('A', 'B')));
  expect((await rotated(registers, 'run', all)).join('')).toBe('DEABC');
  await keepRotation(registers, 'run', all, new Set(tickersOf('C', 'D', 'E')), new Set(tickersOf('A', 'B')));
  expect((await rotated(registers, 'run', all)).join('')).toBe('DEABC');
});
