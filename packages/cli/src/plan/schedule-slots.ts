import { type MarketCalendar, parseDuration, type ScheduleSettings } from '@ingest/core';
import type { SlotSchedule } from '@ingest/core/calendar';

/** The configured schedule in the form in which slots are counted. */
export function scheduleSlots(calendar: MarketCalendar, { open, closed }: ScheduleSettings): SlotSchedule {
  return { calendar, openMs: lengthOf(open), closedMs: lengthOf(closed) };
}

function lengthOf(text: string): number {
  const length = parseDuration(text);
  if (length === null) throw new TypeError(`a length of time that was checked cannot be read: ${JSON.stringify(text)}`);
  return length;
}
