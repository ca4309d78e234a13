import { assess, type PlannedSource } from './assess.js';
import type { Timetable } from './timetable.js';

/** What alone would make everything fit; null where it cannot. */
export interface Remedies {
  /** The shortest interval in market hours, in milliseconds. */
  readonly openMs: number | null;
  /** A plan for each source that lacks room, the smallest that has it. */
  readonly plans: Readonly<Record<string, string>> | null;
  /** The most tickers. */
  readonly tickers: number | null;
}

export interface RemedyInput {
  readonly sources: readonly PlannedSource[];
  readonly tickers: number;
  readonly timetable: Timetable;
  /** Longer intervals than the configured one, the shortest first, each with what it leads to. */
  readonly slower: readonly { readonly openMs: number; readonly timetable: () => Timetable }[];
}

/** Looks for what would fit, one change at a time. */
export function findRemedies({ sources, tickers, timetable, slower }: RemedyInput): Remedies {
  const fit = (count: number, times: Timetable) => sources.every((source) => assess(source, count, times).fits);
  return {
    openMs: slower.find((one) => fit(tickers, one.timetable()))?.openMs ?? null,
    plans: largerPlans(sources, tickers, timetable),
    tickers: mostTickers(tickers, (count) => fit(count, timetable)),
  };
}

function largerPlans(sources: readonly PlannedSource[], tickers: number, timetable: Timetable): Remedies['plans'] {
  const found: Record<string, string> = {};
  for (const source of sources) {
    if (assess(source, tickers, timetable).fits) continue;
    const plan = Object.keys(source.plans).find((name) => assess({ ...source, plan: name }, tickers, timetable).fits);
    if (plan === undefined) return null;
    found[source.name] = plan;
  }
  return found;
}

/** More tickers never need less: the last number that fits is found by halving. */
function mostTickers(tickers: number, fits: (count: number) => boolean): number | null {
  let [fitting, breaking] = [0, tickers];
  while (breaking - fitting > 1) {
    const middle = Math.floor((fitting + breaking) / 2);
    if (fits(middle)) fitting = middle;
    else breaking = middle;
  }
  return fitting === 0 ? null : fitting;
}
