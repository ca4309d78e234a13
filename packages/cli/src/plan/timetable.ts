import { DAY_MS, type EpochMs, MINUTE_MS, nextSlot, type QuotaLimit, type SlotSchedule, toIso } from '@ingest/core';

/** Long enough to hold a whole month, whenever it begins. */
const lookAheadMs = 62 * DAY_MS;

/** How many runs fall into a window at most. */
export interface Timetable {
  runsIn(limit: Pick<QuotaLimit, 'window' | 'utcOffsetMinutes'>): number;
}

/** How much of an ISO instant names the window that it lies in: `2026-11-27T14` is an hour. */
const namedBy = { second: 19, minute: 16, hour: 13, day: 10, month: 7 } as const;

/** Counts the runs of the next two months, slot by slot: the busiest window is what a limit must have room for. */
export function createTimetable(schedule: SlotSchedule, from: EpochMs): Timetable {
  const slots: EpochMs[] = [];
  for (let slot = nextSlot(from, schedule); slot < from + lookAheadMs; slot = nextSlot(slot, schedule))
    slots.push(slot);
  const known = new Map<string, number>();
  return {
    runsIn({ window, utcOffsetMinutes = 0 }) {
      // Days and months begin where the provider is.
      const offsetMs = window === 'day' || window === 'month' ? utcOffsetMinutes * MINUTE_MS : 0;
      const key = `${window} ${offsetMs}`;
      const runs = known.get(key) ?? mostAlike(slots.map((slot) => toIso(slot + offsetMs).slice(0, namedBy[window])));
      known.set(key, runs);
      return runs;
    },
  };
}

function mostAlike(names: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.values()].reduce((most, count) => Math.max(most, count), 0);
}
