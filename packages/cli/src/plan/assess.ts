import type { QuotaLimit } from '@ingest/core';
import type { Timetable } from './timetable.js';

/** A source as far as its limits are concerned. */
export interface PlannedSource {
  readonly name: string;
  /** The plan that is counted; `none`: no plan. */
  readonly plan: string;
  readonly maxTickersPerRequest: number;
  /** The published limits of its plans. */
  readonly plans: Readonly<Record<string, readonly QuotaLimit[]>>;
  /** How many different tickers a month its plans allow, where they limit them. */
  readonly tickersAMonth: Readonly<Record<string, number>>;
}

/** What a limit must have room for, and whether it has. */
export interface Need {
  readonly unit: 'requests' | 'tickers';
  readonly window: QuotaLimit['window'];
  readonly needs: number;
  readonly allows: number;
  readonly fits: boolean;
}

/** A source that serves every run by itself. */
export interface Assessment {
  readonly source: string;
  readonly plan: string;
  /** At least: news beyond a page and tries after a failure come on top. */
  readonly requestsPerRun: number;
  /** The shortest window first. */
  readonly needs: readonly Need[];
  readonly fits: boolean;
}

const windows = ['second', 'minute', 'hour', 'day', 'month'] as const satisfies readonly QuotaLimit['window'][];

/** Whether so many tickers, all asked for in every run, fit into the limits of a source's plan. */
export function assess(source: PlannedSource, tickers: number, timetable: Timetable): Assessment {
  // A source may take any number: then one request is enough, not none.
  const requestsPerRun = Math.max(1, Math.ceil(tickers / source.maxTickersPerRequest));
  const { plan } = source;
  const byRequests = (source.plans[plan] ?? [])
    // A run waits for the next second; what does not fit into longer windows is not asked.
    .filter(({ window }) => window !== 'second')
    .map((limit) => need('requests', limit.window, requestsPerRun * timetable.runsIn(limit), limit.limit));
  const mostTickers = source.tickersAMonth[plan];
  const byTickers = mostTickers === undefined ? [] : [need('tickers', 'month', tickers, mostTickers)];
  const needs = [...byRequests, ...byTickers].sort((a, b) => windows.indexOf(a.window) - windows.indexOf(b.window));
  return { source: source.name, plan, requestsPerRun, needs, fits: needs.every(({ fits }) => fits) };
}

function need(unit: Need['unit'], window: Need['window'], needs: number, allows: number): Need {
  return { unit, window, needs, allows, fits: needs <= allows };
}

/** What breaks first: of all limits without room the one whose window is the shortest, of the first such source. */
export function breaksFirst(assessments: readonly Assessment[]): (Need & { readonly source: string }) | null {
  const broken = assessments.flatMap(({ source, needs }) =>
    needs.filter(({ fits }) => !fits).map((one) => ({ source, ...one })),
  );
  return broken.sort((a, b) => windows.indexOf(a.window) - windows.indexOf(b.window))[0] ?? null;
}
