import { nearlyUsedUp, type Settings } from '@ingest/core';
import type { Screen } from '../output.js';
import { type Assessment, breaksFirst, type Need } from '../plan/assess.js';
import type { Remedies } from '../plan/remedies.js';
import { renderTable } from './table.js';
import { count } from './time.js';

export interface PlanFacts {
  readonly tickers: number;
  readonly mode: Settings['mode'];
  readonly schedule: Pick<Settings['schedule'], 'calendar' | 'open' | 'closed'>;
  readonly assessments: readonly Assessment[];
  /** Null when everything fits. */
  readonly remedies: Remedies | null;
}

/** What a schedule needs of each source and whether its plan allows it; then what breaks first and what would fit. */
export function planLines(facts: PlanFacts, { columns, paint }: Screen): string[] {
  const { tickers, mode, schedule, assessments } = facts;
  const rows = assessments.flatMap(({ source, plan, requestsPerRun, needs }, index) => {
    const name = [source, plan, mode === 'failover' && index > 0 ? 'stands in' : 'every run'];
    if (needs.length === 0)
      return [[...name, `${requestsPerRun}/run`, 'not counted', `${paint.dim(paint.dot)} no plan`]];
    return needs.map((need, line) => [
      ...(line === 0 ? name : ['', '', '']),
      amount(need.needs, need),
      amount(need.allows, need),
      verdict(need),
    ]);
  });
  const titles = ['source', 'plan', 'asked', 'needs', 'allows', 'fits'].map((title) => ({ title }));
  return [
    `${count(tickers, 'ticker', 'tickers')} every ${schedule.open} while ${schedule.calendar} is open, every ${schedule.closed} outside`,
    ...renderTable(titles, rows, columns, paint.ellipsis),
    ...conclusion(facts),
  ];

  function verdict(need: Need): string {
    if (!need.fits) return `${paint.failed()} ${shortage(need, tickers)}`;
    const isNear = need.needs >= need.allows * nearlyUsedUp;
    return isNear ? `${paint.attention()} nearly used up` : paint.ok();
  }
}

/** What happens where a limit has no room: tickers take turns, so each is asked for less often. */
function shortage({ unit, window, needs, allows }: Need, tickers: number): string {
  if (unit === 'tickers') return `${(needs - allows).toLocaleString('en')} too many`;
  if (window === 'minute')
    return `${Math.floor((allows / needs) * tickers)} a run, each one every ${Math.ceil(needs / allows)} runs`;
  return `${(needs / allows).toFixed(1)} times what is allowed`;
}

function amount(number: number, { unit, window }: Pick<Need, 'unit' | 'window'>): string {
  return `${number.toLocaleString('en')}${unit === 'tickers' ? ' tickers' : ''}/${window}`;
}

function conclusion({ assessments, remedies }: PlanFacts): string[] {
  const first = breaksFirst(assessments);
  if (first === null || remedies === null) return ['Fits. At least: second pages and retries come on top.'];
  const { openMs, plans, tickers } = remedies;
  const ways = [
    ...(openMs === null ? [] : [`every ${openMs / 60_000} min`]),
    ...(plans === null
      ? []
      : [
          Object.entries(plans)
            .map(([source, plan]) => `${source} on ${plan}`)
            .join(' and '),
        ]),
    ...(tickers === null ? [] : [`at most ${count(tickers, 'ticker', 'tickers')}`]),
  ];
  return [
    `Breaks first: ${first.source}, ${amount(first.allows, first)} where ${amount(first.needs, first)} are needed.`,
    ways.length === 0
      ? 'No single change makes it fit: ask less often and for fewer tickers.'
      : `Fits with: ${ways.join(', or ')}.`,
  ];
}
