import { type Assessment, breaksFirst } from '../plan/assess.js';
import { count } from '../render/time.js';
import type { SourceHealth } from '../source-health.js';
import type { Finding } from './finding.js';

/** What a source's plan leaves now, and whether the tickers, asked for at the configured interval, fit into its published limits. */
export function checkQuota(
  assessment: Assessment,
  tickers: number,
  interval: string,
  health: Pick<SourceHealth, 'quota' | 'limitedUntil'>,
): Finding {
  const { source, requestsPerRun, needs } = assessment;
  const base = { check: 'quota', area: 'configuration' } as const;
  const need = `${source}: ${count(tickers, 'ticker', 'tickers')} every ${interval} take ${count(requestsPerRun, 'request', 'requests')} a run at least`;
  const now = usedUpNow(health);
  if (now !== null) {
    const advice = 'wait until then, or ask for fewer tickers or less often';
    return { ...base, level: 'warning', text: `${need}; ${now}`, advice };
  }
  if (needs.length === 0) return { ...base, level: 'ok', text: `${need}; no plan is counted` };
  const broken = breaksFirst([assessment]);
  if (broken === null) return { ...base, level: 'ok', text: `${need}: fits (${limitsOf(assessment)})` };
  return {
    ...base,
    level: 'warning',
    text: `${need}: ${inWords(broken.needs, broken)}, ${broken.allows.toLocaleString('en')} are allowed`,
    advice: 'ask less often or for fewer tickers, or name a larger plan; ingest plan says what would fit',
  };
}

function limitsOf({ needs }: Assessment): string {
  return needs.map((need) => inWords(need.allows, need)).join(', ');
}

function inWords(number: number, { unit, window }: Assessment['needs'][number]): string {
  return `${number.toLocaleString('en')}${unit === 'tickers' ? ' tickers' : ''} a ${window}`;
}

/** The window, or the limit that a reply spoke of, that lets nothing be sent now; null when there is none. */
function usedUpNow({ quota, limitedUntil }: Pick<SourceHealth, 'quota' | 'limitedUntil'>): string | null {
  const usedUp = quota.find(({ window, left }) => window !== 'second' && left === 0);
  if (usedUp === undefined) return limitedUntil === null ? null : `a limit of the plan is on until ${limitedUntil}`;
  const { used, limit, window, resetsAt } = usedUp;
  return `${used} of ${limit} requests of this ${window} are used until ${resetsAt}`;
}
