import { localRegisters } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimSlot, slotPrefix } from '../../src/run/slot-claim.js';

const minute = 60_000;
const slotAt = (index: number) => ({ at: index * 5 * minute, next: (index + 1) * 5 * minute });
const claiming = () => {
  const registers = localRegisters();
  return {
    registers,
    claim: (index: number, now = slotAt(index).at) => claimSlot(registers, 'run', slotAt(index), now),
  };
};

describe('a slot', () => {
  it('is claimed once, and tells which was before it', async () => {
    const { claim } = claiming();
    expect(await claim(10)).toEqual({ isClaimed: true, before: null });
    expect(await claim(10)).toEqual({ isClaimed: false });
    expect(await claim(13)).toEqual({ isClaimed: true, before: slotAt(10).at });
    expect(await claim(12, slotAt(13).at)).toEqual({ isClaimed: false });
  });

  it('is claimed again on a clock that was set back by more than a slot', async () => {
    const { claim } = claiming();
    await claim(100);
    expect(await claim(88)).toEqual({ isClaimed: true, before: slotAt(100).at });
  });

  it('is not claimed again on a clock that was set back by seconds', async () => {
    const { claim } = claiming();
    await claim(10);
    expect(await claim(10, slotAt(10).at - 2000)).toEqual({ isClaimed: false });
  });

  it('is not claimed again by a process that slept since it looked at the clock', async () => {
    const { claim } = claiming();
    await claim(10);
    expect(await claim(10, slotAt(17).at)).toEqual({ isClaimed: false });
    expect(await claim(9, slotAt(17).at)).toEqual({ isClaimed: false });
  });

  it('is one of its lease alone', async () => {
    const { registers, claim } = claiming();
    await claim(10);
    expect(await claimSlot(registers, 'run-eu', slotAt(10), slotAt(10).at)).toMatchObject({ isClaimed: true });
  });

  it('that cannot be read was never claimed', async () => {
    const { registers, claim } = claiming();
    await registers.change(`${slotPrefix}run`, () => ({ after: 'yesterday', result: null }));
    expect(await claim(1)).toEqual({ isClaimed: true, before: null });
  });

  it('is never run twice by processes whose clocks are right, in whatever order they ask', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { maxLength: 60 }), async (steps) => {
        const { claim } = claiming();
        const claimed: number[] = [];
        let index = 0;
        for (const step of steps) {
          index += step;
          if ((await claim(index, slotAt(index).at + step)).isClaimed) claimed.push(index);
        }
        expect(new Set(claimed).size).toBe(claimed.length);
      }),
    );
  });
});
