import { type EpochMs, MINUTE_MS, type SlotSchedule } from '@ingest/core';
import { type Assessment, assess, breaksFirst, type Need, type PlannedSource } from './assess.js';
import { findRemedies, type Remedies } from './remedies.js';
import { createTimetable } from './timetable.js';

/** Intervals that people choose, in minutes. */
const usualMinutes = [1, 2, 5, 10, 15, 20, 30, 60];

/** What a schedule comes to. */
export interface SchedulePlan {
  readonly assessments: readonly Assessment[];
  /** Null when everything fits, as are the remedies. */
  readonly breaksFirst: (Need & { readonly source: string }) | null;
  readonly remedies: Remedies | null;
}

/** Whether so many tickers fit into the limits of the sources, each as if it served every run; where it breaks, and what would fit. */
export function planSchedule(
  sources: readonly PlannedSource[],
  tickers: number,
  schedule: SlotSchedule,
  now: EpochMs,
): SchedulePlan {
  const timetable = createTimetable(schedule, now);
  const assessments = sources.map((source) => assess(source, tickers, timetable));
  const first = breaksFirst(assessments);
  if (first === null) return { assessments, breaksFirst: null, remedies: null };
  const slower = usualMinutes
    .map((minutes) => minutes * MINUTE_MS)
    .filter((openMs) => openMs > schedule.openMs)
    .map((openMs) => {
      // Outside of market hours nobody wants it more often than in them.
      const rarer = { ...schedule, openMs, closedMs: Math.max(openMs, schedule.closedMs) };
      return { openMs, timetable: () => createTimetable(rarer, now) };
    });
  return { assessments, breaksFirst: first, remedies: findRemedies({ sources, tickers, timetable, slower }) };
}
