import type { QuotaLimit, Source } from '@ingest/core';
import { count } from '../render/time.js';
import type { SourceHealth } from '../source-health.js';
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

/** What a source's plan leaves now, and whether the tickers, asked for every 5 minutes, fit into its published limits. */
export function checkQuota(
  source: Source,
  tickers: number,
  { quota, limitedUntil }: Pick<SourceHealth, 'quota' | 'limitedUntil'>,
): Finding {
  const perRun = Math.ceil(tickers / source.capabilities.maxTickersPerRequest);
  const base = { check: 'quota', area: 'configuration' } as const;
  const need = `${source.name}: ${count(tickers, 'ticker', 'tickers')} every 5 min take ${count(perRun, 'request', 'requests')} a run at least`;
  const broken = source.quota.find(({ window, limit }) => perRun * runsIn[window] > limit);
  const usedUp = quota.find(({ window, left }) => window !== 'second' && left === 0);
  const now =
    usedUp === undefined
      ? limitedUntil && `a limit of the plan is on until ${limitedUntil}`
      : `${usedUp.used} of ${usedUp.limit} requests of this ${usedUp.window} are used until ${usedUp.resetsAt}`;
  if (now !== null)
    return {
      ...base,
      level: 'warning',
      text: `${need}; ${now}`,
      advice: 'wait until then, or ask for fewer tickers or less often',
    };
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
