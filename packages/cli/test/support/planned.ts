import type { PlannedSource } from '../../src/plan/assess.js';
import type { Timetable } from '../../src/plan/timetable.js';

/** One that is asked for 50 tickers at once, and has room for 50 requests an hour. */
export function plannedSource(fields: Partial<PlannedSource> = {}): PlannedSource {
  return {
    name: 'tiingo',
    plan: 'free',
    maxTickersPerRequest: 50,
    plans: { free: [{ window: 'hour', limit: 50 }], power: [{ window: 'hour', limit: 10_000 }] },
    tickersAMonth: {},
    ...fields,
  };
}

/** So many runs in each window. */
export function timetableOf(runs: Partial<Record<'second' | 'minute' | 'hour' | 'day' | 'month', number>>): Timetable {
  return { runsIn: ({ window }) => runs[window] ?? 1 };
}
