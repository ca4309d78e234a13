import type { QuotaLimit, Source } from '@ingest/core';
import { count } from '../render/time.js';
import type { Finding } from './finding.js';

/** Runs in each window, at the default schedule: every 5 minutes in market hours, which an hour of a session is. */
const runsIn: Readonly<Record<QuotaLimit['window'], number>> = {
  second: 0,
  minute: 1,
  hour: 12,
  // A session of 6.5 hours, and an hourly run in the rest of the day.
  day: 78 + 18,
  month: (78 + 18) * 21 + 24 * 9,
};

/** Whether the tickers, asked for every 5 minutes, fit into the published limits of a source's plan. */
export function checkQuota(source: Source, tickers: number): Finding {
  const perRun = Math.ceil(tickers / source.capabilities.maxTickersPerRequest);
  const base = { check: 'quota', area: 'configuration' } as const;
  const need = `${source.name}: ${count(tickers, 'ticker', 'tickers')} every 5 min take ${count(perRun, 'request', 'requests')} a run at least`;
  const broken = source.quota.find(({ window, limit }) => perRun * runsIn[window] > limit);
  if (source.quota.length === 0) return { ...base, level: 'ok', text: `${need}; no plan is counted` };
  if (broken === undefined) return { ...base, level: 'ok', text: `${need}: fits (${limitsOf(source)})` };
  return {
    ...base,
    level: 'warning',
    text: `${need}: ${perRun * runsIn[broken.window]} a ${broken.window}, ${broken.limit} are allowed`,
    advice: 'ask less often or for fewer tickers, or name a larger plan; what does not fit is asked for in turn',
  };
}

function limitsOf({ quota }: Source): string {
  return quota
    .filter(({ window }) => window !== 'second')
    .map(({ window, limit }) => `${limit} a ${window}`)
    .join(', ');
}
