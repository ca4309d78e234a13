import { nextSlot, type SlotSchedule } from '../calendar/next-slot.js';
import type { EpochMs } from '../contracts/clock.js';
import type { SlotsMissed } from '../events.js';
import { toIso } from '../time/instant.js';

/** The marks between two slots, told at `now`; null when there are none, as behind a clock that was set back. */
export function missedSlots(
  { before, slot }: { readonly before: EpochMs; readonly slot: EpochMs },
  schedule: SlotSchedule,
  now: EpochMs,
): SlotsMissed | null {
  const first = nextSlot(before, schedule);
  let [count, last] = [0, first];
  for (let missed = first; missed < slot; missed = nextSlot(missed, schedule)) {
    count += 1;
    last = missed;
  }
  return count === 0 ? null : { type: 'slots:missed', at: toIso(now), count, first: toIso(first), last: toIso(last) };
}
